from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.allowance import Usage, Use, allowance, check_may_ask, timeout_until
from bot.policy import Actor, Refused
from bot.rules import Allowance, Ban, HostRules, Limits, Quota, ServerRules
from engine import HOUSE

HOUR = 3600.0
NOW = 1_800_000_000.0
HOST = HostRules()
ACTOR = Actor(
    user_id=1, server_id=10, channel_id=20, may_use_commands=True, moderates=False, roles={7}
)
PARAMS = HOUSE.params(prompt="a red apple", count=2, steps=20)


def ask(server=None, *, actor=ACTOR, host=HOST, now=NOW, **given):
    check_may_ask(host, server or ServerRules(), actor, now=now, **given)


def test_without_rules_everybody_may_ask():
    ask(params=PARAMS, usage=Usage(member=Use(hour=1000, day=1000, queued=1000)))


REFUSALS = {
    "commands": (ServerRules(), {"actor": replace(ACTOR, may_use_commands=False)}, "commands"),
    "host ban": (ServerRules(), {"host": HostRules(banned=frozenset({1}))}, "banned you from it"),
    "host ban of the server": (
        ServerRules(),
        {"host": HostRules(banned=frozenset({10}))},
        "turned it off in this server",
    ),
    "direct message": (ServerRules(), {"actor": replace(ACTOR, server_id=None)}, "in servers only"),
    "ban": (
        ServerRules(bans={1: Ban(until=NOW + 1, reason="Spam.")}),
        {},
        r"until 2027-01-15 08:00 UTC\. The reason: Spam\. Only the moderators",
    ),
    "ban without end": (ServerRules(bans={1: Ban()}), {}, r"in this server\. Only the moderators"),
    "time-out": (
        ServerRules(timeouts={1: NOW + HOUR}),
        {},
        "until 2027-01-15 09:00 UTC: it is a t",
    ),
    "channel": (ServerRules(channels_denied=(20,)), {}, "turned me off in this channel"),
    "other channels": (ServerRules(channels_allowed=(21,)), {}, "turned me off in this channel"),
    "parent": (
        ServerRules(channels_denied=(19,)),
        {"actor": replace(ACTOR, parent_id=19)},
        "turned me off in this channel",
    ),
    "role": (ServerRules(roles_denied=(7,), roles_allowed=(7,)), {}, "One of your roles"),
    "other roles": (ServerRules(roles_allowed=(8,)), {}, "needs a role that you do not have"),
    "pixels": (
        ServerRules(limits=Limits(pixels=64 * 64 - 1)),
        {"params": replace(PARAMS, width=64, height=64)},
        "64 x 64 is 0.00 megapixels",
    ),
    "steps": (ServerRules(limits=Limits(steps=19)), {"params": PARAMS}, "19 steps at most"),
    "count": (ServerRules(limits=Limits(count=1)), {"params": PARAMS}, "for 1 picture at once"),
    "model": (
        ServerRules(limits=Limits(models=("sd15", "sdxl"))),
        {"params": PARAMS},
        "the model house here: choose sd15, sdxl",
    ),
    "no model": (ServerRules(limits=Limits(models=())), {"params": PARAMS}, "ask the moderators"),
    "hour": (
        ServerRules(quota=Quota(per_hour=10)),
        {"params": PARAMS, "usage": Usage(member=Use(hour=10))},
        "You may paint 10 pictures in one hour in this server, and that many were painted: try",
    ),
    "what is left": (
        ServerRules(quota=Quota(per_day=10)),
        {"params": PARAMS, "usage": Usage(member=Use(day=9))},
        "in one day in this server, and 1 picture of your quota left: choose fewer",
    ),
    "queued": (
        ServerRules(quota=Quota(queued=1)),
        {"params": PARAMS, "usage": Usage(member=Use(queued=1))},
        "You may have 1 jobs in line",
    ),
    "together": (
        ServerRules(together=Quota(per_hour=10)),
        {"params": PARAMS, "usage": Usage(together=Use(hour=10))},
        "All here may paint 10 pictures in one hour",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_who_may_not_is_told_why_and_what_to_do(name):
    server, given_, sentence = REFUSALS[name]

    with pytest.raises(Refused, match=sentence):
        ask(server, **given_)


def test_what_has_ended_does_not_count():
    ask(ServerRules(bans={1: Ban(until=NOW)}, timeouts={1: NOW}))


def test_what_is_at_the_limit_is_within_it():
    server = ServerRules(
        limits=Limits(
            pixels=PARAMS.width * PARAMS.height, steps=20, count=2, models=(PARAMS.model,)
        ),
        quota=Quota(per_hour=10, per_day=20, queued=2),
        channels_allowed=(19,),
        roles_allowed=(7,),
    )

    ask(
        server,
        actor=replace(ACTOR, parent_id=19),
        params=PARAMS,
        usage=Usage(member=Use(hour=8, day=18, queued=1)),
    )


def test_a_form_and_a_job_that_is_judged_again_are_not_measured_against_quotas():
    server = ServerRules(quota=Quota(per_hour=0), limits=Limits(steps=1))

    ask(server)
    ask(replace(server, limits=Limits()), params=PARAMS)


def test_direct_messages_need_nothing_but_the_host_s_word():
    direct = replace(ACTOR, server_id=None, may_use_commands=False)

    ask(actor=direct, host=HostRules(direct_messages=True), params=PARAMS)


def test_the_member_s_own_counts_then_the_most_of_their_roles_then_the_server_s():
    server = ServerRules(
        quota=Quota(per_hour=10, per_day=100, queued=3),
        limits=Limits(steps=20, count=1, models=("a",)),
        roles={
            7: Allowance(quota=Quota(per_hour=5), limits=Limits(steps=30, models=("b",))),
            8: Allowance(quota=Quota(per_hour=20), limits=Limits(steps=40, models=("c", "b"))),
            9: Allowance(quota=Quota(per_hour=99)),
        },
        multipliers={7: 1.5, 8: 2},
        members={1: Allowance(quota=Quota(per_hour=0), limits=Limits(count=4))},
    )

    own, others = (allowance(server, user_id, [7, 8]) for user_id in (1, 2))

    assert own.quota == Quota(per_hour=0, per_day=200, queued=6)
    assert own.limits == Limits(steps=40, count=4, models=("b", "c"))
    assert others.quota == Quota(per_hour=40, per_day=200, queued=6)
    assert others.limits == Limits(steps=40, count=1, models=("b", "c"))
    assert allowance(server, 2, []).quota == server.quota
    assert allowance(server, 2, []).limits == server.limits


def test_a_multiplier_gives_whole_pictures_and_is_read_as_it_was_written():
    server = ServerRules(quota=Quota(per_hour=10, per_day=1_000_000), multipliers={7: 0.3, 8: 1000})

    assert allowance(server, 1, [7]).quota == Quota(per_hour=3, per_day=300_000)
    assert allowance(server, 1, [8]).quota == Quota(per_hour=10_000, per_day=1_000_000)
    assert allowance(ServerRules(multipliers={7: 0}), 1, [7]).quota == Quota()


@given(
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(1, 4),
    st.integers(0, 50),
)
def test_a_smaller_quota_never_lets_more_through(most, more, used, count, day):
    params = replace(PARAMS, count=count)
    usage = Usage(member=Use(hour=used, day=day))

    def may(per_hour):
        try:
            ask(ServerRules(quota=Quota(per_hour=per_hour)), params=params, usage=usage)
        except Refused:
            return False
        return True

    assert may(most) == (used + count <= most)
    assert may(most + more) >= may(most)


@pytest.mark.parametrize(
    ("strikes", "until"),
    [
        ([], None),
        ([0, 1], None),
        ([0, 1, 2], 2 + HOUR),
        ([2, 0, 1], 2 + HOUR),
        ([0, 1, 24 * HOUR], None),
        ([0, 1, 24 * HOUR - 1], 25 * HOUR - 1),
        ([0, 1, 2, 3 * HOUR], 4 * HOUR),
        ([0, 1, 2, 25 * HOUR], 2 + HOUR),
    ],
)
def test_three_strikes_in_a_day_are_an_hour_without_painting(strikes, until):
    assert timeout_until(strikes) == until
