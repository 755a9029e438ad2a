from bot.rules import Level
from bot.store import HoldState


async def test_the_past_of_a_server_tells_scores_verdicts_and_decisions(
    store, request_of, painted, ruled, held, clock
):
    row = await store.accept(request_of(1, count=2))
    rulings = [
        ruled("show", would="hold", level=Level.LENIENT, age_restricted=True),
        ruled("refuse"),
    ]
    await store.painted(row.id, painted(row.params, b"a", b"b", score=0.3), [], rulings=rulings)
    _, hold = await held(2)
    await store.desk.decide(hold.id, HoldState.APPROVED, by=77)
    await held(3, server_id=11)

    past = await store.judgements.since(10, seconds=60)

    assert [(j.ruling.verdict, j.decision) for j in past] == [
        ("show", None),
        ("refuse", None),
        ("hold", "approved"),
    ]
    assert (past[0].scores, past[0].checker, past[0].at) == ({"nsfw": 0.3}, "test 1", clock())
    assert past[0].ruling == rulings[0]
    clock.pass_days(1)
    assert await store.judgements.since(10, seconds=60) == []


async def test_of_a_picture_that_was_judged_twice_the_last_time_counts(store, held, ruled):
    row, hold = await held(1, band="unchecked")
    await store.desk.checked(hold.id, {0: ("c 2", {"nsfw": 0.4}, ruled("hold"))}, until=9e9)

    (judged,) = await store.judgements.since(10, seconds=60)
    await store.erase(row.id)
    (anonymous,) = await store.judgements.since(10, seconds=60)

    assert judged == anonymous
    assert (judged.checker, judged.scores) == ("c 2", {"nsfw": 0.4})
