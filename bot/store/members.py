"""What counts for a member: what they used of their quota, their strikes, what they prefer."""

from collections.abc import Callable
from dataclasses import dataclass

import aiosqlite

from bot.rules import Level
from bot.store.acts import meet
from bot.store.database import Database
from bot.store.rows import DAY, UNPAINTED, Kind, marks

HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Pictures asked for, painted or waiting, and jobs that wait or run now."""

    hour: int
    day: int
    queued: int


_QUEUED = ", ".join(f"'{state}'" for state in sorted(UNPAINTED))

# Always by query, never counted along: what failed, was refused, cancelled or never answered gives
# its share back by ending. A single picture of a grid was paid for with the grid.
_USAGE = f"""
SELECT
    coalesce(sum(pictures) FILTER (WHERE at > :hour), 0) AS hour,
    coalesce(sum(pictures) FILTER (WHERE at > :day), 0) AS day,
    coalesce(sum(queued), 0) AS queued
FROM (
    SELECT
        accepted_at AS at,
        CASE kind WHEN '{Kind.SINGLE}' THEN 0
            ELSE coalesce(json_extract(params, '$.count'), 1) END AS pictures,
        state IN ({_QUEUED}) AS queued
    FROM jobs
    WHERE accepted_at > :day AND state NOT IN ('refused', 'cancelled', 'failed') AND {{who}}
    UNION ALL
    SELECT accepted_at, 0, 1 FROM jobs INDEXED BY jobs_open
    WHERE told = 0 AND accepted_at <= :day AND state IN ({_QUEUED}) AND {{who}}
    UNION ALL
    SELECT at, pictures, 0 FROM spent WHERE at > :day AND {{who}}
)
"""


async def usage(
    connection: aiosqlite.Connection, *, owner_id: int | None, server_id: int | None, now: float
) -> Usage:
    """Of one member there, or with `owner_id` None of everybody; readable in a transaction."""
    who = "server_id IS :server" + ("" if owner_id is None else " AND owner_id = :owner")
    (row,) = await connection.execute_fetchall(
        _USAGE.format(who=who),
        {"hour": now - HOUR, "day": now - DAY, "server": server_id, "owner": owner_id},
    )
    return Usage(hour=row["hour"], day=row["day"], queued=row["queued"])


async def spend(connection: aiosqlite.Connection, *, job_id: int, now: float) -> None:
    """The job's row goes, and what it took of a quota stays for the day."""
    await connection.execute(
        "INSERT INTO spent (owner_id, server_id, at, pictures) "
        "SELECT owner_id, server_id, accepted_at, coalesce(json_extract(params, '$.count'), 1) "
        "FROM jobs WHERE id = ? AND accepted_at > ? AND kind != ? AND state NOT IN "
        f"('refused', 'cancelled', 'failed') AND state NOT IN ({marks(UNPAINTED)})",
        (job_id, now - DAY, Kind.SINGLE, *UNPAINTED),
    )


class Members:
    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._levels: dict[int, Level] = {}

    async def load(self) -> None:
        rows = await self._database.rows("SELECT owner_id, level FROM preferences")
        self._levels = {row["owner_id"]: Level(row["level"]) for row in rows}

    def level(self, owner_id: int) -> Level | None:
        """What a member prefers for themselves, from memory."""
        return self._levels.get(owner_id)

    async def prefer(self, owner_id: int, level: Level | None) -> None:
        """None: no preference any more."""

        async def work(connection: aiosqlite.Connection) -> None:
            await connection.execute("DELETE FROM preferences WHERE owner_id = ?", (owner_id,))
            if level is not None:
                await connection.execute(
                    "INSERT INTO preferences (owner_id, level, at) VALUES (?, ?, ?)",
                    (owner_id, level, self._now()),
                )

        def remember(_: None) -> None:
            self.forget(owner_id)
            if level is not None:
                self._levels[owner_id] = level

        await self._database.write(work, then=remember)

    def forget(self, owner_id: int) -> None:
        """Their row is gone."""
        self._levels.pop(owner_id, None)

    async def usage(self, *, owner_id: int | None, server_id: int | None) -> Usage:
        """Of one member in a server (None: in direct messages), or of everybody there."""
        return await self._database.read(
            lambda connection: usage(
                connection, owner_id=owner_id, server_id=server_id, now=self._now()
            )
        )

    async def strike(
        self,
        *,
        owner_id: int,
        server_id: int | None,
        job_id: int | None,
        kind: str,
        category: str,
        term: str | None = None,
        source: str | None = None,
        floor: bool = False,
    ) -> int:
        """Note a blocked prompt or picture. Returns the member's strikes there in 24 hours."""

        async def work(connection: aiosqlite.Connection) -> int:
            now = self._now()
            if server_id is not None:
                await meet(connection, server_id, now)
            await connection.execute(
                "INSERT INTO strikes (server_id, owner_id, job_id, at, kind, category, term, "
                "source, floor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (server_id, owner_id, job_id, now, kind, category, term, source, int(floor)),
            )
            (row,) = await connection.execute_fetchall(
                "SELECT count(*) FROM strikes WHERE owner_id = ? AND server_id IS ? AND at > ?",
                (owner_id, server_id, now - DAY),
            )
            return int(row[0])

        return await self._database.write(work)

    async def struck(
        self,
        *,
        server_id: int,
        seconds: float,
        owner_id: int | None = None,
        kind: str | None = None,
    ) -> int:
        """How many strikes a server, or one member there, had in that time."""
        (row,) = await self._database.rows(
            "SELECT count(*) FROM strikes WHERE server_id = ? AND at > ? "
            "AND owner_id = coalesce(?, owner_id) AND kind = coalesce(?, kind)",
            (server_id, self._now() - seconds, owner_id, kind),
        )
        return int(row[0])
