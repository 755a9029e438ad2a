import asyncio
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import Card, HoldState, State, Store

CARD = Card(channel_id=5, message_id=6)


async def test_a_held_picture_is_found_by_nothing_that_shows_pictures(store, held):
    row, hold = await held(1, ("show", "hold"))

    (shown,), (waiting,) = await store.pictures(row.id), await store.withheld(row.id)

    assert (shown.number, waiting.number, hold.numbers) == (0, 1, (1,))
    assert await store.picture(shown.id) == shown
    assert await store.picture(waiting.id) is None
    assert (await store.job(row.id)).state is State.HELD


async def test_a_held_job_can_be_neither_cancelled_nor_told_as_done(store, held):
    row, _ = await held(1)

    assert not await store.cancel(row.id)
    await store.told(row.id, message_id=None)

    assert (await store.job(row.id)).state is State.HELD
    assert [row.id for row in await store.untold()] == [row.id]


async def test_an_approved_picture_is_delivered(store, held):
    row, hold = await held(1)

    decided = await store.desk.decide(hold.id, HoldState.APPROVED, by=77, reason="fine")

    assert (decided.state, decided.decided_by, decided.reason) == (HoldState.APPROVED, 77, "fine")
    job = await store.job(row.id)
    assert (job.state, job.told) == (State.PAINTED, False)
    assert [p.verdict for p in await store.pictures(row.id)] == ["show"]


async def test_a_picture_approved_as_spoiler_says_so(store, held):
    row, hold = await held(1)

    await store.desk.decide(hold.id, HoldState.SPOILERED, by=77)

    assert [p.verdict for p in await store.pictures(row.id)] == ["spoiler"]


@pytest.mark.parametrize("state", [HoldState.REJECTED, HoldState.EXPIRED])
async def test_a_picture_that_is_not_approved_goes_and_its_recipe_stays(store, held, state):
    row, hold = await held(1)
    (picture,) = await store.withheld(row.id)

    await store.desk.decide(hold.id, state, by=None, sentence="A moderator said no.")

    job = await store.job(row.id)
    assert (job.state, job.reason) == (State.REFUSED, "A moderator said no.")
    assert await store.png(picture.sha256) is None
    assert await store.pictures(row.id) == []
    assert [p.scores for p in await store.withheld(row.id)] == [{"nsfw": 0.1}]


async def test_what_may_be_shown_of_a_rejected_job_is_shown(store, held):
    row, hold = await held(1, ("show", "hold", "refuse"))

    await store.desk.decide(hold.id, HoldState.REJECTED, by=77, sentence="One is missing.")

    job = await store.job(row.id)
    assert (job.state, job.notes) == (State.PAINTED, ("One is missing.",))
    assert [p.number for p in await store.pictures(row.id)] == [0]


async def test_a_file_that_another_job_may_show_survives_a_rejection(store, held, painted):
    row, hold = await held(1)
    other, _ = await held(2)
    (shared,) = painted(row.params, b"1/0")
    third = await store.accept(other.request.__class__(**_fields(other.request, 3)))
    await store.painted(third.id, [shared], [])

    await store.desk.decide(hold.id, HoldState.REJECTED, by=77)

    assert await store.png(shared.sha256) == b"1/0"


def _fields(request, interaction_id):
    values = {name: getattr(request, name) for name in request.__dataclass_fields__}
    return values | {"interaction_id": interaction_id}


async def test_a_decision_is_on_record(store, held):
    row, hold = await held(1)

    await store.desk.decide(hold.id, HoldState.REJECTED, by=77, reason="not here")

    (act,) = await store.acts.page(10)
    assert (act.what, act.by, act.job_id, act.member_id) == ("reject", 77, row.id, 1)
    assert act.reason == "not here"


async def test_of_two_moderators_at_once_the_first_wins(store, held):
    _, hold = await held(1)

    answers = await asyncio.gather(
        store.desk.decide(hold.id, HoldState.APPROVED, by=77),
        store.desk.decide(hold.id, HoldState.REJECTED, by=78),
    )

    assert [answer is not None for answer in answers] == [True, False]
    assert len(await store.acts.page(10)) == 1


async def test_a_moderator_whose_click_is_cancelled_has_decided_whole_or_not_at_all(store, held):
    row, hold = await held(1)
    deciding = asyncio.create_task(store.desk.decide(hold.id, HoldState.APPROVED, by=77))
    await asyncio.sleep(0)  # let it begin
    deciding.cancel()

    await store.desk.announced(hold.id, message_id=None)  # whatever comes next waits for it

    assert (await store.desk.get(hold.id)).state is HoldState.APPROVED
    assert (await store.job(row.id)).state is State.PAINTED


async def test_all_that_a_restart_has_to_do_is_in_the_rows(tmp_path, store, held, clock):
    rows = [await held(number) for number in range(1, 5)]
    holds = [hold for _, hold in rows]
    await store.desk.announced(holds[0].id, message_id=555)
    await store.desk.carded(holds[1].id, CARD)
    await store.desk.carded(holds[2].id, CARD)
    await store.desk.decide(holds[2].id, HoldState.APPROVED, by=77)
    await store.__aexit__(None, None, None)

    async with Store(tmp_path, now=clock) as again:
        clock.pass_days(2)

        assert await _ids(again.desk.waiting()) == [1, 2, 4]
        assert await _ids(again.desk.waiting(10)) == [1, 2, 4]
        assert await _ids(again.desk.waiting(11)) == []
        assert await _ids(again.desk.overdue()) == [1, 2, 4]
        assert await _ids(again.desk.unannounced()) == [2, 4]
        assert await _ids(again.desk.uncarded()) == [1, 4]
        assert await _ids(again.desk.unclosed()) == [3]
        await again.desk.card_closed(holds[2].id)
        assert await _ids(again.desk.unclosed()) == []
        assert (await again.job(1)).message_id == 555
        assert (await again.desk.get(holds[1].id)).card == CARD
    await store.__aenter__()  # the fixture closes it


async def _ids(asked):
    return [hold.job_id for hold in await asked]


async def test_a_painted_job_is_held_when_it_is_judged_again(store, request_of, painted, ruled):
    row = await store.accept(request_of(1, count=2))
    await store.painted(row.id, painted(row.params, b"one", b"two"), [])

    hold = await store.desk.hold(row.id, {0: ruled("spoiler"), 1: ruled("hold")}, until=9e9)

    assert hold.numbers == (1,)
    assert (await store.job(row.id)).state is State.HELD
    assert [p.verdict for p in await store.pictures(row.id)] == ["spoiler"]
    assert await store.desk.hold(row.id, {0: ruled("hold")}, until=9e9) is None


async def test_a_job_that_has_been_shown_is_not_held(store, request_of, painted, ruled):
    row = await store.accept(request_of(1))
    await store.painted(row.id, painted(row.params, b"one"), [])
    await store.told(row.id, message_id=9)

    assert await store.desk.hold(row.id, {0: ruled("hold")}, until=9e9) is None
    assert len(await store.pictures(row.id)) == 1


async def test_refused_pictures_are_never_written_to_disk(store, request_of, painted, ruled):
    row = await store.accept(request_of(1))

    await store.painted(
        row.id, painted(row.params, b"bad"), [], rulings=[ruled("refuse")], sentence="Blocked."
    )

    job = await store.job(row.id)
    assert (job.state, job.reason, job.told) == (State.REFUSED, "Blocked.", False)
    assert list((store.folder / "pictures").glob("??/*")) == []


async def test_a_hold_without_an_end_is_refused(store, request_of, painted, ruled):
    row = await store.accept(request_of(1))

    with pytest.raises(ValueError, match="needs an end"):
        await store.painted(row.id, painted(row.params, b"x"), [], rulings=[ruled("hold")])

    assert (await store.job(row.id)).state is State.ACCEPTED


async def test_a_job_that_ends_otherwise_closes_its_hold(store, held):
    row, hold = await held(1)

    await store.end(row.id, State.FAILED, "undeliverable")

    assert (await store.desk.get(hold.id)).state is HoldState.EXPIRED
    assert await store.desk.decide(hold.id, HoldState.APPROVED, by=77) is None
    assert (await store.job(row.id)).state is State.FAILED


async def test_a_deleted_job_names_the_card_that_nothing_answers_any_more(store, held):
    row, hold = await held(1)
    await store.desk.carded(hold.id, CARD)

    assert await store.erase(row.id) == (CARD,)

    assert await store.desk.decide(hold.id, HoldState.APPROVED, by=77) is None


async def test_what_no_checker_answered_for_waits_for_one_and_needs_no_card(store, held, ruled):
    row, hold = await held(1, ("hold", "hold"), band="unchecked")
    assert hold.unchecked
    assert await store.desk.uncarded() == []
    assert await store.desk.checked(hold.id, {0: ("c", {}, ruled("show"))}, until=9e9) is None

    found = {0: ("c 2", {"nsfw": 0.0}, ruled("show")), 1: ("c 2", {"nsfw": 0.4}, ruled("hold"))}
    now = await store.desk.checked(hold.id, found, until=9e9)

    assert (now.numbers, now.unchecked, now.state, now.announced) == ((1,), False, "open", False)
    assert [p.checker for p in await store.pictures(row.id)] == ["c 2"]
    assert [h.id for h in await store.desk.uncarded()] == [hold.id]
    assert (await store.job(row.id)).state is State.HELD


@pytest.mark.parametrize(
    ("verdict", "state", "ends"),
    [("show", HoldState.APPROVED, State.PAINTED), ("refuse", HoldState.REJECTED, State.REFUSED)],
)
async def test_a_late_check_decides_by_itself(store, held, ruled, verdict, state, ends):
    row, hold = await held(1, band="unchecked")

    now = await store.desk.checked(
        hold.id, {0: ("c", {"nsfw": 0.9}, ruled(verdict))}, until=9e9, sentence="Blocked."
    )

    assert (now.state, (await store.job(row.id)).state) == (state, ends)
    assert ((await store.png((await _any(store, row)).sha256)) is None) == (verdict == "refuse")


async def _any(store, row):
    return (await store.pictures(row.id) + await store.withheld(row.id))[0]


async def test_files_of_held_pictures_are_nobody_elses_and_do_not_expire(store, held):
    row, _ = await held(1)
    (picture,) = await store.withheld(row.id)
    path = store.files.path(picture.sha256)

    await store.expire(keep_days=0)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await store.png(picture.sha256) == b"1/0"


ACTIONS = st.sampled_from(
    [HoldState.APPROVED, HoldState.SPOILERED, HoldState.REJECTED, HoldState.EXPIRED, "restart"]
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    verdicts=st.lists(
        st.sampled_from(["show", "spoiler", "hold", "refuse"]), min_size=1, max_size=4
    ),
    rounds=st.lists(st.tuples(ACTIONS, ACTIONS), min_size=1, max_size=4),
)
async def test_whatever_two_moderators_do_one_decides_and_nothing_is_seen_before(
    tmp_path_factory, request_of, painted, ruled, verdicts, rounds
):
    folder = tmp_path_factory.mktemp("desk")
    verdicts = [*verdicts, "hold"][:4]
    if "hold" not in verdicts:
        verdicts[-1] = "hold"
    held = {number for number, verdict in enumerate(verdicts) if verdict == "hold"}
    store = await Store(folder).__aenter__()
    try:
        row = await store.accept(request_of(1, count=len(verdicts)))
        pictures = painted(row.params, *(b"%d" % number for number in range(len(verdicts))))
        rulings = [ruled(verdict) for verdict in verdicts]
        await store.painted(row.id, pictures, [], rulings=rulings, hold_until=9e9)
        (hold,) = await store.desk.of_job(row.id)
        won = []
        for pair in rounds:
            if "restart" in pair:
                await store.__aexit__(None, None, None)
                store = await Store(folder).__aenter__()
            decisions = [state for state in pair if state != "restart"]
            answers = await asyncio.gather(
                *(store.desk.decide(hold.id, state, by=by) for by, state in enumerate(decisions))
            )
            won += [answer.state for answer in answers if answer]

            seen = {p.number for p in await store.pictures(row.id)}
            state = (await store.job(row.id)).state
            assert len(won) <= 1
            assert len(await store.acts.page(10)) == len(won)
            if not won:
                assert (state, seen & held) == (State.HELD, set())
            elif won[0] in (HoldState.APPROVED, HoldState.SPOILERED):
                assert (state, seen & held) == (State.PAINTED, held)
            else:
                assert state is (State.PAINTED if seen else State.REFUSED)
                assert seen & held == set()
    finally:
        await store.__aexit__(None, None, None)
