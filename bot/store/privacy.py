"""What is kept about whom and for how long: export, erasure, and time running out."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import aiosqlite

from bot.store.database import Database, Transaction, Value
from bot.store.members import Members
from bot.store.pictures import Pictures
from bot.store.rows import DAY, ENDS, Card, State, card_of, marks
from bot.store.rulebook import Rulebook

REFUSED_DAYS: Final = 30  # prompts that were refused
AUDIT_DAYS: Final = 180  # acts, revisions, strikes, reports and judgements
PURGE_DAYS: Final = 30  # after leaving a server
_TRACES: Final = "traces"  # the fact that the file holds what was erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went, and which messages still show it: they are Discord's, and deleted on request."""

    jobs: int
    messages: tuple[Card, ...]  # answers to the member
    cards: tuple[Card, ...]  # of moderators, with the member's prompt or pictures
    complete: bool  # False: copies may be left in the database's file, until the next `retire`


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Deleted jobs, and what they leave behind outside the database."""

    jobs: int
    messages: tuple[Card, ...]
    cards: tuple[Card, ...]
    pictures: tuple[str, ...]  # hashes of files that they had
    images: tuple[str, ...]

    def __add__(self, other: Self) -> "Gone":
        return Gone(
            jobs=self.jobs + other.jobs,
            messages=self.messages + other.messages,
            cards=self.cards + other.cards,
            pictures=self.pictures + other.pictures,
            images=self.images + other.images,
        )


class Privacy:
    """Deleted rows are overwritten (`secure_delete`) and the log is emptied; after an erasure the
    file is built anew, which takes the copies that SQLite leaves between rows.
    """

    def __init__(
        self,
        database: Database,
        pictures: Pictures,
        rulebook: Rulebook,
        members: Members,
        now: Callable[[], float],
    ) -> None:
        self._database = database
        self._pictures = pictures
        self._rulebook = rulebook
        self._members = members
        self._now = now

    async def export(self, owner_id: int) -> dict[str, object]:
        """Everything about a person, as plain JSON values. No number of another member is in it."""

        async def all_of(sql: str) -> list[dict[str, object]]:
            found = await self._database.rows(sql, {"owner": owner_id})
            return [{name: _plain(name, row[name]) for name in row.keys()} for row in found]  # noqa: SIM118 - a Row iterates over its values

        return {
            "member": owner_id,
            "jobs": await all_of(
                "SELECT id, interaction_id, server_id, channel_id, message_id, kind, params, "
                "state, reason, notes, accepted_at, ended_at FROM jobs "
                "WHERE owner_id = :owner ORDER BY id"
            ),
            "pictures": await all_of(
                "SELECT pictures.id, job_id, number, seed, pictures.params, revision, sha256, "
                "width, height, checker, scores, painted_at, exactness, verdict "
                "FROM pictures JOIN jobs ON jobs.id = job_id WHERE owner_id = :owner "
                "ORDER BY pictures.id"
            ),
            "judgements": await all_of(
                "SELECT job_id, number, at, level, age_restricted, checker, scores, verdict, "
                "band, category, decision FROM judgements "
                "WHERE job_id IN (SELECT id FROM jobs WHERE owner_id = :owner) ORDER BY id"
            ),
            "holds": await all_of(
                "SELECT holds.id, job_id, numbers, holds.state, opened_at, until, decided_at "
                "FROM holds JOIN jobs ON jobs.id = job_id WHERE owner_id = :owner ORDER BY holds.id"
            ),
            "appeals": await all_of(
                "SELECT job_id, at, text, appeals.state, decided_at, appeals.reason "
                "FROM appeals JOIN jobs ON jobs.id = job_id WHERE owner_id = :owner ORDER BY at"
            ),
            "strikes": await all_of(
                "SELECT server_id, job_id, at, kind, category, term, source, floor FROM strikes "
                "WHERE owner_id = :owner ORDER BY id"
            ),
            "reports_made": await all_of(
                "SELECT id, server_id, channel_id, message_id, at, text, state FROM reports "
                "WHERE by = :owner ORDER BY id"
            ),
            "reports_about": await all_of(
                "SELECT server_id, message_id, job_id, at, state FROM reports "
                "WHERE job_id IN (SELECT id FROM jobs WHERE owner_id = :owner) ORDER BY id"
            ),
            "quota_used_by_deleted_jobs": await all_of(
                "SELECT server_id, at, pictures FROM spent WHERE owner_id = :owner ORDER BY at"
            ),
            "preferences": await all_of(
                "SELECT level, at FROM preferences WHERE owner_id = :owner"
            ),
            "acts_of_moderators": await all_of(
                "SELECT server_id, at, what, job_id, reason FROM acts "
                "WHERE member_id = :owner ORDER BY id"
            ),
            "acts_as_moderator": await all_of(
                "SELECT id, server_id, at, what FROM acts WHERE by = :owner ORDER BY id"
            ),
            "rules": self._rules_about(owner_id),
        }

    def _rules_about(self, owner_id: int) -> list[dict[str, object]]:
        """Where the rules in force name this member."""
        found: list[dict[str, object]] = []
        for server_id, rules in self._rulebook.decided().items():
            about: dict[str, object] = {"server_id": server_id}
            if ban := rules.bans.get(owner_id):
                about["ban"] = {"until": ban.until, "reason": ban.reason}
            if owner_id in rules.timeouts:
                about["timeout_until"] = rules.timeouts[owner_id]
            if owner_id in rules.members:
                about["allowance"] = rules.members[owner_id].to_json()
            if len(about) > 1:
                found.append(about)
        return found

    async def erase(self, owner_id: int) -> Erased:
        """Forget a person: jobs, prompts, pictures, files, images, holds, appeals, strikes,
        reports, preferences and what they used of a quota. What the engine paints for them is to be
        cancelled before.

        What moderators did stays until its own time is up, also what this person did as one: the
        rules of a server (a ban is a number there, and must outlive the wish to be forgotten) and
        the audit log. But lines about a picture no longer say whose it was.
        """

        async def work(connection: aiosqlite.Connection) -> Gone:
            await connection.execute(
                "DELETE FROM judgements WHERE job_id IN (SELECT id FROM jobs WHERE owner_id = ?)",
                (owner_id,),
            )
            about = await connection.execute_fetchall(
                "SELECT id FROM reports WHERE job_id IN (SELECT id FROM jobs WHERE owner_id = ?)",
                (owner_id,),
            )
            gone = await forget_jobs(connection, "owner_id = ?", (owner_id,))
            await connection.executemany(
                "DELETE FROM reports WHERE id = ?", [(row["id"],) for row in about]
            )
            for sql in (
                "DELETE FROM reports WHERE by = ?",
                "DELETE FROM strikes WHERE owner_id = ?",
                "DELETE FROM spent WHERE owner_id = ?",
                "DELETE FROM preferences WHERE owner_id = ?",
                "UPDATE acts SET member_id = NULL WHERE member_id = ? AND job_id IS NOT NULL",
            ):
                await connection.execute(sql, (owner_id,))
            return gone

        gone = await self._finish(
            self._leaving_no_trace(work), then=lambda _: self._members.forget(owner_id)
        )
        return Erased(
            jobs=gone.jobs,
            messages=gone.messages,
            cards=gone.cards,
            complete=await self._rewrite(),
        )

    async def purge(self, server_id: int) -> int:
        """Forget a server, with its rules and its log. Returns how many jobs went."""

        async def work(connection: aiosqlite.Connection) -> Gone:
            gone = await forget_jobs(connection, "server_id = ?", (server_id,))
            for table in ("reports", "strikes", "spent", "judgements", "acts"):
                await connection.execute(f"DELETE FROM {table} WHERE server_id = ?", (server_id,))
            await connection.execute("DELETE FROM servers WHERE id = ?", (server_id,))
            return gone

        gone = await self._finish(
            self._leaving_no_trace(work), then=lambda _: self._rulebook.forget(server_id)
        )
        await self._rewrite()
        return gone.jobs

    def _leaving_no_trace(self, work: Transaction[Gone]) -> Transaction[Gone]:
        """Note in the same transaction that the file is to be built anew: a death in between does
        not prevent it.
        """

        async def noting(connection: aiosqlite.Connection) -> Gone:
            await connection.execute(
                "INSERT INTO facts (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (_TRACES, secrets.token_hex(8)),
            )
            return await work(connection)

        return noting

    async def _rewrite(self) -> bool:
        """Build the file anew if an erasure asks for it; one that comes meanwhile asks again."""
        fact = await self._database.row("SELECT value FROM facts WHERE name = ?", (_TRACES,))
        if fact is None:
            return True
        if not await self._database.checkpoint(rewrite=True):
            return False
        await self._database.change(
            "DELETE FROM facts WHERE name = ? AND value = ?", (_TRACES, fact["value"])
        )
        return True

    async def retire(self, *, keep_days: float | None = None) -> int:
        """Forget what has had its time; returns how many jobs went. To be called now and then.

        `keep_days`: how long the host keeps recipes, None for good. A server's own rules may say
        less. Jobs that somebody waits for, appeals that are open and rules in force stay.
        """
        now = self._now()
        left = await self._database.rows(
            "SELECT id FROM servers WHERE left_at <= ?", (now - PURGE_DAYS * DAY,)
        )
        went = 0
        for row in left:
            went += await self.purge(row["id"])
        limits = [
            (server_id, float(rules.keep_days))
            for server_id, rules in self._rulebook.decided().items()
            if rules.keep_days is not None
        ]

        async def work(connection: aiosqlite.Connection) -> Gone:
            settled = (
                f"told = 1 AND state IN ({marks(ENDS)}) AND NOT EXISTS "
                "(SELECT 1 FROM appeals WHERE job_id = jobs.id AND appeals.state = 'open')"
            )
            gone = await forget_jobs(
                connection,
                f"{settled} AND state = ? AND ended_at <= ?",
                (*ENDS, State.REFUSED, now - REFUSED_DAYS * DAY),
            )
            if keep_days is not None:
                gone += await forget_jobs(
                    connection,
                    f"{settled} AND ended_at <= ?",
                    (*ENDS, now - keep_days * DAY),
                )
            for server_id, days in limits:
                gone += await forget_jobs(
                    connection,
                    f"{settled} AND ended_at <= ? AND server_id = ?",
                    (*ENDS, now - days * DAY, server_id),
                )
            await connection.execute("DELETE FROM spent WHERE at <= ?", (now - DAY,))
            for table in ("strikes", "judgements"):
                await connection.execute(
                    f"DELETE FROM {table} WHERE at <= ?", (now - AUDIT_DAYS * DAY,)
                )
            await connection.execute(
                "DELETE FROM reports WHERE at <= ? AND state != 'open'", (now - AUDIT_DAYS * DAY,)
            )
            await connection.execute(
                "DELETE FROM acts WHERE at <= ? AND id NOT IN "
                "(SELECT max(id) FROM acts WHERE after IS NOT NULL GROUP BY server_id)",
                (now - AUDIT_DAYS * DAY,),
            )
            return gone

        went += (await self._finish(work)).jobs
        await self._rewrite()
        return went

    async def _finish(
        self,
        work: Transaction[Gone],
        *,
        then: Callable[[Gone], None] | None = None,
    ) -> Gone:
        """Rows, then files, then the log. A death in between leaves files without rows: the next
        start removes them.
        """
        async with self._pictures.images_lock:
            gone = await self._database.write(work, then=then)
            await self._pictures.drop(gone.pictures)
            await self._pictures.drop_images(gone.images)
        await self._database.checkpoint()
        return gone


_JSON = frozenset({"params", "notes", "scores", "numbers"})


def _plain(name: str, value: object) -> object:
    return (
        json.loads(value, parse_constant=str) if name in _JSON and isinstance(value, str) else value
    )


async def forget_jobs(
    connection: aiosqlite.Connection, which: str, values: Sequence[Value]
) -> Gone:
    """Delete jobs and all that hangs on them, as part of a transaction.

    Judgements, strikes and reports stay, without the job.
    """
    mine = f"(SELECT id FROM jobs WHERE {which})"

    async def find(sql: str) -> list[sqlite3.Row]:
        return list(await connection.execute_fetchall(sql, values))

    messages = await find(
        "SELECT channel_id AS card_channel_id, message_id AS card_message_id FROM jobs "
        f"WHERE message_id IS NOT NULL AND id IN {mine} ORDER BY id"
    )
    cards = [
        row
        for table in ("holds", "appeals", "reports")
        for row in await find(
            f"SELECT DISTINCT card_channel_id, card_message_id FROM {table} "
            f"WHERE card_message_id IS NOT NULL AND job_id IN {mine}"
        )
    ]
    pictures = await find(f"SELECT DISTINCT sha256 FROM pictures WHERE job_id IN {mine}")
    images = await find(f"SELECT DISTINCT image FROM jobs WHERE image IS NOT NULL AND id IN {mine}")
    # Of a picture that was judged twice the last time counts: without the job nobody could tell.
    await connection.execute(
        f"DELETE FROM judgements WHERE job_id IN {mine} AND id NOT IN (SELECT max(id) FROM "
        f"judgements WHERE job_id IN {mine} GROUP BY job_id, number)",
        (*values, *values),
    )
    cursor = await connection.execute(f"DELETE FROM jobs WHERE {which}", values)
    return Gone(
        jobs=cursor.rowcount,
        messages=tuple(card for row in messages if (card := card_of(row))),
        cards=tuple(card for row in cards if (card := card_of(row))),
        pictures=tuple(row["sha256"] for row in pictures),
        images=tuple(row["image"] for row in images),
    )
