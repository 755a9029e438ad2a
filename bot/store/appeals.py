"""Appeals: a member asks once for another look at a refused job."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

from bot.store import judgements
from bot.store.acts import enter
from bot.store.database import Database
from bot.store.desk import rule
from bot.store.rows import DAY, Card, State, card_of

APPEAL_SECONDS: Final = 3 * DAY  # from the refusal on


class AppealState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    DENIED = "denied"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    job_id: int
    owner_id: int
    server_id: int | None
    at: float
    text: str  # what the member says
    state: AppealState
    until: float
    card: Card | None
    card_closed: bool
    told: bool  # the member knows the answer
    decided_by: int | None
    decided_at: float | None
    reason: str | None


def _appeal(row: sqlite3.Row) -> Appeal:
    return Appeal(
        job_id=row["job_id"],
        owner_id=row["owner_id"],
        server_id=row["server_id"],
        at=row["at"],
        text=row["text"],
        state=AppealState(row["state"]),
        until=row["until"],
        card=card_of(row),
        card_closed=bool(row["card_closed"]),
        told=bool(row["told"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        reason=row["reason"],
    )


_APPEALS = "SELECT appeals.*, owner_id, server_id FROM appeals JOIN jobs ON jobs.id = job_id"


class Appeals:
    """Of two moderators the first one wins, and the other gets None."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def file(self, job_id: int, *, text: str, until: float) -> Appeal | None:
        """None if the job was not refused in a server in the last 72 hours, was appealed before, or
        was refused by the floor, which nobody can lift.
        """
        now = self._now()
        filed = await self._database.change(
            "INSERT INTO appeals (job_id, at, text, until) "
            "SELECT id, ?, ?, ? FROM jobs WHERE id = ? AND state = ? AND ended_at > ? "
            "AND server_id IS NOT NULL AND reason IS NOT 'unanswered' AND NOT EXISTS "
            "(SELECT 1 FROM strikes WHERE job_id = jobs.id AND floor = 1) AND NOT EXISTS "
            "(SELECT 1 FROM judgements WHERE job_id = jobs.id AND band = 'floor') "
            "ON CONFLICT (job_id) DO NOTHING",
            (now, text, until, job_id, State.REFUSED, now - APPEAL_SECONDS),
        )
        return await self.get(job_id) if filed else None

    async def decide(
        self,
        job_id: int,
        state: AppealState,
        *,
        by: int | None,
        reason: str | None = None,
        spoiler: bool = False,
    ) -> Appeal | None:
        """Settle it. A granted job waits again: to be shown if it was painted, else in line."""

        async def work(connection: aiosqlite.Connection) -> bool:
            now = self._now()
            cursor = await connection.execute(
                "UPDATE appeals SET state = ?, decided_by = ?, decided_at = ?, reason = ? "
                "WHERE job_id = ? AND state = ?",
                (state, by, now, reason, job_id, AppealState.OPEN),
            )
            if cursor.rowcount == 0:
                return False
            (job,) = await connection.execute_fetchall("SELECT * FROM jobs WHERE id = ?", (job_id,))
            await enter(
                connection,
                server_id=job["server_id"],
                at=now,
                by=by,
                what=f"appeal {state}",
                job_id=job_id,
                member_id=job["owner_id"],
                reason=reason,
            )
            if state is AppealState.GRANTED:
                await _resume(connection, job_id, spoiler=spoiler)
            return True

        return await self.get(job_id) if await self._database.write(work) else None

    async def carded(self, job_id: int, card: Card) -> None:
        await self._database.change(
            "UPDATE appeals SET card_channel_id = ?, card_message_id = ?, card_closed = 0 "
            "WHERE job_id = ?",
            (card.channel_id, card.message_id, job_id),
        )

    async def card_closed(self, job_id: int) -> None:
        await self._database.change(
            "UPDATE appeals SET card_closed = 1 WHERE job_id = ?", (job_id,)
        )

    async def told(self, job_id: int) -> None:
        await self._database.change("UPDATE appeals SET told = 1 WHERE job_id = ?", (job_id,))

    async def get(self, job_id: int) -> Appeal | None:
        row = await self._database.row(f"{_APPEALS} WHERE job_id = ?", (job_id,))
        return None if row is None else _appeal(row)

    async def unfinished(self) -> list[Appeal]:
        """What a restart goes on with: open ones, and answers that a card or a member lacks."""
        rows = await self._database.rows(
            f"{_APPEALS} WHERE appeals.state = 'open' OR appeals.told = 0 "
            "OR (card_message_id IS NOT NULL AND card_closed = 0) ORDER BY appeals.at"
        )
        return [_appeal(row) for row in rows]


async def _resume(connection: aiosqlite.Connection, job_id: int, *, spoiler: bool) -> None:
    rows = list(
        await connection.execute_fetchall(
            "SELECT number FROM pictures WHERE job_id = ? AND verdict = 'refuse'", (job_id,)
        )
    )
    numbers = [row["number"] for row in rows]
    verdict = "spoiler" if spoiler else "show"
    await rule(connection, job_id=job_id, numbers=numbers, verdict=verdict)
    await judgements.decided(connection, job_id=job_id, numbers=numbers, decision="approved")
    await connection.execute(
        "UPDATE jobs SET state = ?, reason = NULL, ended_at = NULL, told = 0 "
        "WHERE id = ? AND state = ?",
        (State.PAINTED if numbers else State.QUEUED, job_id, State.REFUSED),
    )
