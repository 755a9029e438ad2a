"""What the store remembers: jobs, pictures, and the states a job goes through."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules import Level
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
    pictures on disk and only waits to be shown; `held` has them too, and waits until somebody
    decides about one of them or its time is up, and is `painted` or `refused` then.
    """

    ACCEPTED = "accepted"
    QUEUED = "queued"
    RUNNING = "running"
    PAINTED = "painted"
    HELD = "held"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDS = frozenset({State.DONE, State.REFUSED, State.CANCELLED, State.FAILED})
WAITING = frozenset({State.ACCEPTED, State.QUEUED})
UNPAINTED = WAITING | {State.RUNNING}

WITHHELD = frozenset({"hold", "refuse"})  # verdicts: nobody but a moderator may see the picture
DAY = 86400.0  # seconds


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
    verdict: str = "show"  # as the policy words it: show, spoiler or blur; hold and refuse are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the policy said of one picture, and what it went by. The words are the policy's."""

    verdict: str
    would: str  # the verdict if nobody were trying it out in shadow mode
    band: str
    level: Level  # in force at that moment
    age_restricted: bool
    category: str | None = None

    @property
    def withheld(self) -> bool:
        return self.verdict in WITHHELD

    @property
    def unchecked(self) -> bool:
        """No checker could say anything about it."""
        return self.band == "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The message in which moderators decide."""

    channel_id: int
    message_id: int


def job_of(row: sqlite3.Row) -> JobRow:
    return JobRow(
        id=row["id"],
        request=Request(
            interaction_id=row["interaction_id"],
            owner_id=row["owner_id"],
            server_id=row["server_id"],
            channel_id=row["channel_id"],
            kind=Kind(row["kind"]),
            params=Params.from_json(json.loads(row["params"])),
            parent_id=row["parent_id"],
        ),
        message_id=row["message_id"],
        state=State(row["state"]),
        reason=row["reason"],
        notes=tuple(json.loads(row["notes"])),
        told=bool(row["told"]),
        accepted_at=row["accepted_at"],
        ended_at=row["ended_at"],
    )


def picture_of(row: sqlite3.Row) -> PictureRow:
    return PictureRow(
        id=row["id"],
        job_id=row["job_id"],
        number=row["number"],
        params=Params.from_json(json.loads(row["params"])),
        revision=row["revision"],
        sha256=row["sha256"],
        width=row["width"],
        height=row["height"],
        checker=row["checker"],
        scores=json.loads(row["scores"]),
        painted_at=row["painted_at"],
        exactness=row["exactness"],
        verdict=row["verdict"],
    )


def marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def card_of(row: sqlite3.Row) -> Card | None:
    if row["card_message_id"] is None:
        return None
    return Card(channel_id=row["card_channel_id"], message_id=row["card_message_id"])
