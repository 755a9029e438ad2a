import math

import pytest

from bot.policy import Actor, Policy, Refused, Verdict

POLICY = Policy(block=0.8)


def actor(user_id=1, *, may_use_commands=True, moderates=False):
    return Actor(
        user_id=user_id,
        server_id=10,
        channel_id=20,
        may_use_commands=may_use_commands,
        moderates=moderates,
    )


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ({"nsfw": 0.79}, Verdict.SHOW),
        ({"nsfw": 0.80}, Verdict.BLOCK),
        ({"nsfw": 0.1, "other": 0.9}, Verdict.BLOCK),
        ({"nsfw": math.nan}, Verdict.BLOCK),
        ({}, Verdict.BLOCK),
    ],
)
def test_a_picture_is_shown_only_with_scores_that_are_all_below_the_line(scores, verdict):
    assert POLICY.judge(scores) is verdict


def test_a_host_without_a_checker_shows_pictures_without_scores():
    assert Policy(block=None).judge({}) is Verdict.SHOW


def test_who_may_not_use_commands_may_not_press_buttons():
    with pytest.raises(Refused, match="may not use commands"):
        POLICY.check_may_paint(actor(may_use_commands=False))


def test_cancel_and_delete_belong_to_the_author_and_to_moderators():
    POLICY.check_owns_or_moderates(actor(1), 1, verb="delete")
    POLICY.check_owns_or_moderates(actor(2, moderates=True), 1, verb="delete")

    with pytest.raises(Refused, match="author or a moderator can delete"):
        POLICY.check_owns_or_moderates(actor(2), 1, verb="delete")
