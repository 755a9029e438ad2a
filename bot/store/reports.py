"""Reports: members say that a message should not be there; one each, and moderators decide."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import aiosqlite

from bot.store.acts import enter, meet
from bot.store.database import Database
from bot.store.rows import Card, card_of


class ReportState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Its number is the ticket. The card is that of all reports of the message."""

    id: int
    server_id: int
    channel_id: int
    message_id: int
    job_id: int | None  # None: deleted since
    by: int
    at: float
    text: str
    state: ReportState
    count: int  # open reports of the message


_REPORTS = (
    "SELECT *, (SELECT count(*) FROM reports AS others WHERE others.message_id = "
    "reports.message_id AND others.state = 'open') AS count FROM reports"
)


def _report(row: sqlite3.Row) -> Report:
    return Report(
        id=row["id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        job_id=row["job_id"],
        by=row["by"],
        at=row["at"],
        text=row["text"],
        state=ReportState(row["state"]),
        count=row["count"],
    )


class Reports:
    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def file(
        self,
        *,
        server_id: int,
        channel_id: int,
        message_id: int,
        job_id: int | None,
        by: int,
        text: str = "",
    ) -> Report | None:
        """None if this member has reported this message already."""

        async def work(connection: aiosqlite.Connection) -> int | None:
            await meet(connection, server_id, self._now())
            added = await connection.execute_fetchall(
                "INSERT INTO reports (server_id, channel_id, message_id, job_id, by, at, text) "
                "VALUES (?, ?, ?, (SELECT id FROM jobs WHERE id = ?), ?, ?, ?) "
                "ON CONFLICT (message_id, by) DO NOTHING RETURNING id",
                (server_id, channel_id, message_id, job_id, by, self._now(), text),
            )
            return next((int(row["id"]) for row in added), None)

        report_id = await self._database.write(work)
        return None if report_id is None else await self.get(report_id)

    async def decide(
        self, message_id: int, state: ReportState, *, by: int | None, reason: str | None = None
    ) -> list[Report]:
        """Settle all open reports of a message; none if somebody else was first."""

        async def work(connection: aiosqlite.Connection) -> list[int]:
            now = self._now()
            changed = list(
                await connection.execute_fetchall(
                    "UPDATE reports SET state = ?, decided_by = ?, decided_at = ? "
                    "WHERE message_id = ? AND state = 'open' RETURNING id, server_id, job_id",
                    (state, by, now, message_id),
                )
            )
            if changed:
                await enter(
                    connection,
                    server_id=changed[0]["server_id"],
                    at=now,
                    by=by,
                    what=f"report {state}",
                    job_id=changed[0]["job_id"],
                    reason=reason,
                )
            return [row["id"] for row in changed]

        numbers = await self._database.write(work)
        return [report for number in numbers if (report := await self.get(number))]

    async def carded(self, message_id: int, card: Card) -> None:
        await self._database.change(
            "UPDATE reports SET card_channel_id = ?, card_message_id = ?, card_closed = 0 "
            "WHERE message_id = ?",
            (card.channel_id, card.message_id, message_id),
        )

    async def card_closed(self, message_id: int) -> None:
        await self._database.change(
            "UPDATE reports SET card_closed = 1 WHERE message_id = ?", (message_id,)
        )

    async def card(self, message_id: int) -> Card | None:
        """Where the moderators decide about a message."""
        row = await self._database.row(
            "SELECT * FROM reports WHERE message_id = ? AND card_message_id IS NOT NULL "
            "ORDER BY id LIMIT 1",
            (message_id,),
        )
        return None if row is None else card_of(row)

    async def get(self, report_id: int) -> Report | None:
        row = await self._database.row(f"{_REPORTS} WHERE id = ?", (report_id,))
        return None if row is None else _report(row)

    async def of_message(self, message_id: int) -> list[Report]:
        rows = await self._database.rows(
            f"{_REPORTS} WHERE message_id = ? ORDER BY id", (message_id,)
        )
        return [_report(row) for row in rows]

    async def unfinished(self) -> list[Report]:
        """What a restart goes on with: the first report of each message that is open or whose card
        may still show its buttons.
        """
        rows = await self._database.rows(
            f"{_REPORTS} WHERE id IN (SELECT min(id) FROM reports WHERE state = 'open' OR "
            "(card_message_id IS NOT NULL AND card_closed = 0) GROUP BY message_id) ORDER BY id"
        )
        return [_report(row) for row in rows]
