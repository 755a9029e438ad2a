"""The audit log: who did what, when, to whom and why. Rows are added, never changed."""

import sqlite3
from dataclasses import dataclass

import aiosqlite

from bot.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of the log. With rules before and after it is a revision, and can be undone."""

    id: int
    server_id: int
    at: float  # seconds since the epoch
    by: int | None  # None: Easel itself
    what: str
    job_id: int | None
    member_id: int | None  # to whom it was done
    reason: str | None
    before: str | None  # JSON of the rules
    after: str | None


def _act(row: sqlite3.Row) -> Act:
    return Act(
        id=row["id"],
        server_id=row["server_id"],
        at=row["at"],
        by=row["by"],
        what=row["what"],
        job_id=row["job_id"],
        member_id=row["member_id"],
        reason=row["reason"],
        before=row["before"],
        after=row["after"],
    )


async def meet(connection: aiosqlite.Connection, server_id: int, now: float) -> None:
    """Other rows may refer to a server from here on."""
    await connection.execute(
        "INSERT INTO servers (id, seen_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        (server_id, now),
    )


async def enter(
    connection: aiosqlite.Connection,
    *,
    server_id: int,
    at: float,
    by: int | None,
    what: str,
    job_id: int | None = None,
    member_id: int | None = None,
    reason: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> Act:
    """Add a line, as part of the transaction in which it is done."""
    await meet(connection, server_id, at)
    (row,) = await connection.execute_fetchall(
        "INSERT INTO acts (server_id, at, by, what, job_id, member_id, reason, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (server_id, at, by, what, job_id, member_id, reason, before, after),
    )
    return _act(row)


class Acts:
    """Read page by page, the latest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, server_id: int, *, before: int | None = None, limit: int = 10
    ) -> list[Act]:
        """The acts before the one with that number, so that new ones move no page."""
        rows = await self._database.rows(
            "SELECT * FROM acts WHERE server_id = ? AND id < coalesce(?, 9223372036854775807) "
            "ORDER BY id DESC LIMIT ?",
            (server_id, before, limit),
        )
        return [_act(row) for row in rows]

    async def get(self, act_id: int) -> Act | None:
        row = await self._database.row("SELECT * FROM acts WHERE id = ?", (act_id,))
        return None if row is None else _act(row)

    async def add(
        self,
        *,
        server_id: int,
        at: float,
        by: int | None,
        what: str,
        job_id: int | None = None,
        member_id: int | None = None,
        reason: str | None = None,
    ) -> Act:
        """Note something that changed no row: a picture shown in private, an alert."""

        async def work(connection: aiosqlite.Connection) -> Act:
            return await enter(
                connection,
                server_id=server_id,
                at=at,
                by=by,
                what=what,
                job_id=job_id,
                member_id=member_id,
                reason=reason,
            )

        return await self._database.write(work)
