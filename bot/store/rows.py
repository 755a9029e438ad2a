"""What the store remembers: jobs, pictures, and the states a job goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine import Params


class StoreError(Exception):
    """The store cannot be used; str(error) says why and what to do."""


class Kind(StrEnum):
    """Which request a job came from."""

    IMAGINE = "imagine"
    REROLL = "reroll"
    VARY = "vary"
    EDIT = "edit"
    SINGLE = "single"  # one picture of a grid, in a message of its own


class State(StrEnum):
    """accepted -> queued -> running -> painted -> done, or one of the other three ends.

    `accepted` is a committed row whose acknowledgement is not known yet; `painted` has its
    pictures on disk and only waits to be shown.
    """

    ACCEPTED = "accepted"
    QUEUED = "queued"
    RUNNING = "running"
    PAINTED = "painted"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDS = frozenset({State.DONE, State.REFUSED, State.CANCELLED, State.FAILED})
WAITING = frozenset({State.ACCEPTED, State.QUEUED})
UNPAINTED = WAITING | {State.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a member asked for, and where: a job before it has a number."""

    interaction_id: int
    owner_id: int
    server_id: int | None
    channel_id: int
    kind: Kind
    params: Params
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One accepted request, as the database has it."""

    id: int
    request: Request
    message_id: int | None
    state: State
    reason: str | None
    notes: tuple[str, ...]
    told: bool  # the member has been shown how it ended
    accepted_at: float  # seconds since the epoch
    ended_at: float | None

    @property
    def params(self) -> Params:
        return self.request.params

    @property
    def owner_id(self) -> int:
        return self.request.owner_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """One painted picture: the recipe that paints it again, and the file's name."""

    id: int
    job_id: int
    number: int  # from 0, the place among the pictures of its job
    params: Params
    revision: str
    sha256: str
    width: int
    height: int
    checker: str
    scores: Mapping[str, float]
    painted_at: float
    exactness: str = "exact"  # as the engine words it; painted again at the same
