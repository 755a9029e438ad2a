import asyncio

from bot.store import Card, ReportState


def report(store, by, *, message_id=99, job_id=None):
    return store.reports.file(
        server_id=10, channel_id=20, message_id=message_id, job_id=job_id, by=by, text="bad"
    )


async def test_a_member_reports_a_message_once(store, request_of):
    row = await store.accept(request_of(1))

    first = await report(store, 5, job_id=row.id)
    again = await report(store, 5, job_id=row.id)
    second = await report(store, 6, job_id=row.id)

    assert (first.count, again, second.count) == (1, None, 2)
    assert (first.job_id, first.text, first.state) == (row.id, "bad", "open")
    assert [r.by for r in await store.reports.of_message(99)] == [5, 6]


async def test_all_reports_of_a_message_are_settled_together_and_once(store):
    await report(store, 5)
    await report(store, 6)

    answers = await asyncio.gather(
        store.reports.decide(99, ReportState.KEPT, by=77),
        store.reports.decide(99, ReportState.REMOVED, by=78),
    )

    assert [len(answer) for answer in answers] == [2, 0]
    assert {r.state for r in await store.reports.of_message(99)} == {ReportState.KEPT}
    assert [act.what for act in await store.acts.page(10)] == ["report kept"]


async def test_settled_reports_no_longer_count(store):
    await report(store, 5)
    await store.reports.decide(99, ReportState.KEPT, by=77)

    assert (await report(store, 6)).count == 1


async def test_a_report_outlives_the_job_it_is_about(store, request_of):
    row = await store.accept(request_of(1))
    first = await report(store, 5, job_id=row.id)

    await store.erase(row.id)

    assert (await store.reports.get(first.id)).job_id is None
    assert (await report(store, 6, job_id=row.id)).job_id is None


async def test_a_restart_finds_open_reports_and_cards_with_buttons(store):
    await report(store, 5)
    await report(store, 6)
    await report(store, 5, message_id=98)
    await store.reports.carded(99, Card(channel_id=5, message_id=6))
    await store.reports.decide(99, ReportState.KEPT, by=77)
    await store.reports.decide(98, ReportState.REMOVED, by=77)

    assert [r.message_id for r in await store.reports.unfinished()] == [99]
    assert await store.reports.card(99) == Card(channel_id=5, message_id=6)
    await store.reports.card_closed(99)
    assert await store.reports.unfinished() == []
    assert await store.reports.card(98) is None
