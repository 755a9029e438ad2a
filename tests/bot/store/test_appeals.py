import asyncio

import pytest

from bot.store import AppealState, Card, HoldState, State

HOURS = 1 / 24


@pytest.fixture
def refused(store, request_of):
    """A job that was refused for its words."""

    async def make(interaction_id=1, **request):
        return await store.refuse(request_of(interaction_id, **request), "Blocked words.")

    return make


async def test_a_refused_request_is_kept_and_nobody_waits_for_it(store, request_of, refused):
    row = await refused()

    assert (row.state, row.reason, row.told) == (State.REFUSED, "Blocked words.", True)
    assert await store.job(row.id) == row
    assert await store.untold() == []
    assert await store.refuse(request_of(1), "again") is None


async def test_a_granted_request_is_put_in_line(store, refused):
    row = await refused()
    appeal = await store.appeals.file(row.id, text="It is a bird", until=9e9)

    settled = await store.appeals.decide(row.id, AppealState.GRANTED, by=77, reason="true")

    assert (appeal.state, appeal.text, appeal.owner_id) == ("open", "It is a bird", 1)
    assert (settled.state, settled.decided_by, settled.reason) == ("granted", 77, "true")
    (waiting,) = await store.untold()
    assert (waiting.id, waiting.state, waiting.reason) == (row.id, State.QUEUED, None)
    assert [act.what for act in await store.acts.page(10)] == ["appeal granted"]


@pytest.mark.parametrize("spoiler", [False, True])
async def test_granted_pictures_are_shown(store, held, spoiler):
    row, hold = await held(1)
    await store.desk.decide(hold.id, HoldState.REJECTED, by=77)
    await store.appeals.file(row.id, text="", until=9e9)

    await store.appeals.decide(row.id, AppealState.GRANTED, by=78, spoiler=spoiler)

    assert (await store.job(row.id)).state is State.PAINTED
    verdicts = [p.verdict for p in await store.pictures(row.id)]
    assert verdicts == ["spoiler" if spoiler else "show"]


async def test_a_denied_job_stays_refused(store, refused):
    row = await refused()
    await store.appeals.file(row.id, text="", until=9e9)

    await store.appeals.decide(row.id, AppealState.DENIED, by=77)

    assert await store.job(row.id) == row


async def test_a_job_has_one_appeal(store, refused):
    row = await refused()
    await store.appeals.file(row.id, text="", until=9e9)
    await store.appeals.decide(row.id, AppealState.DENIED, by=77)

    assert await store.appeals.file(row.id, text="again", until=9e9) is None


async def test_an_appeal_must_come_within_72_hours(store, refused, clock):
    early, late = await refused(1), await refused(2)

    clock.pass_days(71 * HOURS)
    assert await store.appeals.file(early.id, text="", until=9e9)

    clock.pass_days(2 * HOURS)
    assert await store.appeals.file(late.id, text="", until=9e9) is None


async def test_only_a_refusal_in_a_server_can_be_appealed(store, request_of, refused):
    waiting = await store.accept(request_of(1))
    alone = await refused(2, server_id=None)
    unanswered = await store.accept(request_of(3))
    await store.end(unanswered.id, State.REFUSED, "unanswered")

    for row in (waiting, alone, unanswered):
        assert await store.appeals.file(row.id, text="", until=9e9) is None


async def test_nobody_lifts_the_floor(store, request_of, refused, painted, ruled):
    words, pixels = await refused(1), await store.accept(request_of(2))
    await store.members.strike(
        owner_id=1, server_id=10, job_id=words.id, kind="prompt", category="minors", floor=True
    )
    floor = ruled("refuse", band="floor")
    await store.painted(pixels.id, painted(pixels.params, b"x"), [], rulings=[floor])

    assert await store.appeals.file(words.id, text="", until=9e9) is None
    assert await store.appeals.file(pixels.id, text="", until=9e9) is None


async def test_of_two_moderators_at_once_the_first_wins(store, refused):
    row = await refused()
    await store.appeals.file(row.id, text="", until=9e9)

    answers = await asyncio.gather(
        store.appeals.decide(row.id, AppealState.DENIED, by=77),
        store.appeals.decide(row.id, AppealState.GRANTED, by=78),
    )

    assert [answer is not None for answer in answers] == [True, False]
    assert (await store.job(row.id)).state is State.REFUSED


async def test_a_restart_finds_what_is_left_to_do(store, refused):
    row = await refused()
    await store.appeals.file(row.id, text="", until=9e9)
    assert [a.job_id for a in await store.appeals.unfinished()] == [row.id]

    await store.appeals.carded(row.id, Card(channel_id=5, message_id=6))
    await store.appeals.decide(row.id, AppealState.DENIED, by=77)
    await store.appeals.told(row.id)
    assert [a.card.message_id for a in await store.appeals.unfinished()] == [6]

    await store.appeals.card_closed(row.id)
    assert await store.appeals.unfinished() == []
