"""Who may do what, and which pictures may be shown; knows no Discord and no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Refused(Exception):
    """The answer is no; str(error) says why and what to do, fit to show to the member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who pressed or typed, with the permissions they have there at this moment."""

    user_id: int
    server_id: int | None
    channel_id: int
    may_use_commands: bool
    moderates: bool  # Manage Messages in that channel


class Verdict(StrEnum):
    SHOW = "show"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The host's rules."""

    # A picture with a score at or above this is not shown. None: the host runs no checker.
    block: float | None

    def judge(self, scores: Mapping[str, float]) -> Verdict:
        """Fail closed: a picture without a single finite score is not shown."""
        if self.block is None:
            return Verdict.SHOW
        # `not <` instead of `>=`: a NaN score compares false with everything.
        if not scores or any(not score < self.block for score in scores.values()):
            return Verdict.BLOCK
        return Verdict.SHOW

    def check_may_paint(self, actor: Actor) -> None:
        """Raises `Refused`. Buttons ask this too: who may not use /imagine may not reroll."""
        if not actor.may_use_commands:
            raise Refused("You may not use commands in this channel, so its buttons are off too.")

    def check_owns_or_moderates(self, actor: Actor, owner_id: int, *, verb: str) -> None:
        """Raises `Refused` unless the actor is the author or moderates the channel."""
        if actor.user_id != owner_id and not actor.moderates:
            raise Refused(f"Only the author or a moderator can {verb} this.")
