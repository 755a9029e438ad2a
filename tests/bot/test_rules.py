import json
from dataclasses import replace

import pytest

from bot.rules import (
    Allowance,
    Ban,
    ChannelRules,
    Level,
    Limits,
    OnBlock,
    OnReview,
    Quota,
    RulesError,
    ServerRules,
)

FULL = ServerRules(
    level=Level.LENIENT,
    on_block=OnBlock.BLUR,
    on_review=OnReview.SPOILER,
    shadow=True,
    channels={9: ChannelRules(level=Level.OFF, on_review=OnReview.BLUR)},
    mod_channel=5,
    mod_roles=(6, 7),
    review_hours=48,
    categories=("sexual",),
    block=("cat*", "two words"),
    allow=("*dog*",),
    quota=Quota(per_hour=10, per_day=50, queued=2),
    limits=Limits(pixels=512 * 512, steps=30, count=2, models=("house",)),
    together=Quota(per_hour=100),
    multipliers={7: 2.5},
    roles={7: Allowance(limits=Limits(steps=60))},
    members={8: Allowance(quota=Quota(per_day=0))},
    channels_allowed=(9,),
    channels_denied=(10,),
    roles_allowed=(11,),
    roles_denied=(12,),
    bans={13: Ban(until=1.5e9, reason="spam", by=14), 15: Ban()},
    timeouts={16: 1.6e9},
    show_prompt=False,
    embed_metadata=False,
    keep_days=30,
)


@pytest.mark.parametrize("rules", [ServerRules(), FULL])
def test_rules_come_back_from_json_as_they_were(rules):
    text = json.dumps(rules.to_json())

    assert ServerRules.from_json(json.loads(text)) == rules


def test_json_holds_every_setting_in_order():
    assert list(FULL.to_json()) == list(ServerRules.__dataclass_fields__)
    assert FULL.to_json()["channels"] == {
        "9": {"level": "off", "on_block": None, "on_review": "blur"}
    }


def test_a_setting_that_did_not_exist_yet_has_its_default():
    assert ServerRules.from_json({"level": "strict"}) == ServerRules(level=Level.STRICT)


def test_what_json_cannot_hold_is_put_right():
    rules = ServerRules.from_json({"level": "strict", "mod_roles": [2, 2, 1], "bans": {"3": {}}})

    assert rules.level is Level.STRICT
    assert rules.mod_roles == (2, 1)
    assert rules.bans == {3: Ban()}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "Rules must be an object"),
        ({"levle": "strict"}, "no setting 'levle'"),
        ({"level": "loose"}, "level must be one of: strict, standard, lenient, off"),
        ({"level": ["strict"]}, "level must be one of"),
        ({"on_block": None}, "on block must be one of: blur, refuse"),
        ({"on_review": "refuse"}, "on review must be one of: spoiler, blur, hold"),
        ({"shadow": 1}, "shadow must be true or false"),
        ({"review_hours": 0}, "review hours must be between 1 and 720"),
        ({"review_hours": True}, "review hours must be a whole number"),
        ({"mod_channel": "5"}, "mod channel must be a whole number"),
        ({"mod_channel": 2**63}, "mod channel must be between"),
        ({"mod_roles": 5}, "mod roles must be a list"),
        ({"mod_roles": list(range(1, 1002))}, "mod roles may be 1,000 at most"),
        ({"multipliers": {"1": float("nan")}}, "multipliers must be a number between 0 and 1000"),
        ({"multipliers": {"1": "2"}}, "multipliers must be a number"),
        ({"multipliers": {"01": 2}}, "id in the multipliers must be a whole number"),
        ({"multipliers": {"": 2}}, "id in the multipliers must be a whole number"),
        ({"multipliers": [2]}, "multipliers must be a table"),
        ({"multipliers": {str(key): 1 for key in range(1, 1002)}}, "1,000 at most"),
        ({"block": ["*"]}, "would be every word"),
        ({"block": [""]}, "block must have 1 to 60 characters"),
        ({"block": ["a" * 61]}, "block must have 1 to 60 characters"),
        ({"block": ["a\nb"]}, "block must be one line of text"),
        ({"block": ["\ud800"]}, "block must be one line of text"),
        ({"block": [5]}, "block must be text"),
        ({"quota": {"per_hour": -1}}, "per hour must be between 0 and 1,000,000"),
        ({"quota": {"per_minute": 1}}, "no setting 'per_minute'"),
        ({"limits": {"count": 5}}, "count must be between 1 and 4"),
        ({"channels": {"9": {"level": "loose"}}}, "level must be one of"),
        ({"bans": {"9": {"reason": "r" * 401}}}, "reason must have 0 to 400 characters"),
        ({"keep_days": 0}, "keep days must be between 1 and 3,650"),
    ],
)
def test_what_rules_cannot_be_is_refused_with_a_sentence(value, sentence):
    with pytest.raises(RulesError, match=sentence):
        ServerRules.from_json(value)


def test_a_change_is_checked_as_well():
    with pytest.raises(RulesError, match="review hours"):
        replace(FULL, review_hours=-1)


def test_rules_do_not_change_in_place():
    with pytest.raises(TypeError):
        FULL.bans[1] = Ban()


def test_levels_and_actions_are_compared_by_strictness():
    assert min(Level.OFF, Level.STRICT, Level.STANDARD) is Level.STRICT
    assert Level.STRICT < Level.STANDARD < Level.LENIENT < Level.OFF
    assert Level.OFF >= Level.OFF > Level.LENIENT >= Level.STRICT <= Level.STRICT
    assert max(OnBlock) is OnBlock.REFUSE
    assert max(OnReview) is OnReview.HOLD
