"""The review desk: pictures that wait until a moderator decides, or until their time is up.

Everything that a restart has to do again is a question to these rows: what was not announced, has
no card yet, ran out meanwhile, or has a card that still shows buttons.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import aiosqlite

from bot.store import judgements
from bot.store.acts import enter
from bot.store.database import Database
from bot.store.pictures import Pictures
from bot.store.rows import Card, Ruling, State, card_of, marks


class HoldState(StrEnum):
    """open, then one of the others, for good."""

    OPEN = "open"
    APPROVED = "approved"
    SPOILERED = "spoilered"
    REJECTED = "rejected"
    EXPIRED = "expired"


# What becomes of the pictures, and the word for it in the audit log.
_OUTCOMES: Mapping[HoldState, tuple[str, str]] = {
    HoldState.APPROVED: ("show", "approve"),
    HoldState.SPOILERED: ("spoiler", "approve as spoiler"),
    HoldState.REJECTED: ("refuse", "reject"),
    HoldState.EXPIRED: ("refuse", "expire"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Pictures of one job that nobody but a moderator may see."""

    id: int
    job_id: int
    owner_id: int
    server_id: int | None
    channel_id: int
    numbers: tuple[int, ...]  # of the pictures, from 0
    unchecked: bool  # no checker answered: it is checked again, and a moderator need not come
    state: HoldState
    opened_at: float
    until: float
    announced: bool  # the member has been told that it waits
    card: Card | None
    card_closed: bool  # the card says what was decided
    decided_by: int | None  # None: Easel itself
    decided_at: float | None
    reason: str | None


def _hold(row: sqlite3.Row) -> Hold:
    return Hold(
        id=row["id"],
        job_id=row["job_id"],
        owner_id=row["owner_id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        numbers=tuple(json.loads(row["numbers"])),
        unchecked=bool(row["unchecked"]),
        state=HoldState(row["state"]),
        opened_at=row["opened_at"],
        until=row["until"],
        announced=bool(row["announced"]),
        card=card_of(row),
        card_closed=bool(row["card_closed"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        reason=row["reason"],
    )


_HOLDS = "SELECT holds.*, owner_id, server_id, channel_id FROM holds JOIN jobs ON jobs.id = job_id"


async def open_hold(
    connection: aiosqlite.Connection,
    *,
    job_id: int,
    numbers: Iterable[int],
    at: float,
    until: float,
    unchecked: bool,
) -> int:
    """Part of the transaction that holds the job."""
    (row,) = await connection.execute_fetchall(
        "INSERT INTO holds (job_id, numbers, unchecked, opened_at, until) VALUES (?, ?, ?, ?, ?) "
        "RETURNING id",
        (job_id, json.dumps(sorted(numbers)), int(unchecked), at, until),
    )
    return int(row["id"])


async def close_hold(connection: aiosqlite.Connection, *, job_id: int, at: float) -> None:
    """The job ended in another way while its pictures waited; nobody decided."""
    await connection.execute(
        "UPDATE holds SET state = ?, decided_at = ? WHERE job_id = ? AND state = ?",
        (HoldState.EXPIRED, at, job_id, HoldState.OPEN),
    )


async def rule(
    connection: aiosqlite.Connection, *, job_id: int, numbers: Sequence[int], verdict: str
) -> None:
    await connection.execute(
        f"UPDATE pictures SET verdict = ? WHERE job_id = ? AND number IN ({marks(numbers)})",
        (verdict, job_id, *numbers),
    )


async def settle(
    connection: aiosqlite.Connection, *, job_id: int, at: float, sentence: str
) -> None:
    """A held job goes on: to be shown if anything of it may be, else it is refused. `sentence`
    tells the member why something is missing.
    """
    (row,) = await connection.execute_fetchall(
        "SELECT notes, EXISTS (SELECT 1 FROM pictures WHERE job_id = jobs.id "
        "AND verdict NOT IN ('hold', 'refuse')) AS shows FROM jobs WHERE id = ?",
        (job_id,),
    )
    if row["shows"]:
        notes = json.loads(row["notes"]) + ([sentence] if sentence else [])
        await connection.execute(
            "UPDATE jobs SET state = ?, notes = ? WHERE id = ? AND state = ?",
            (State.PAINTED, json.dumps(notes), job_id, State.HELD),
        )
    else:
        await connection.execute(
            "UPDATE jobs SET state = ?, reason = ?, ended_at = ? WHERE id = ? AND state = ?",
            (State.REFUSED, sentence, at, job_id, State.HELD),
        )


class Desk:
    """Every verb says from which state it starts: of two moderators the first one wins, and the
    other gets None.
    """

    def __init__(self, database: Database, pictures: Pictures, now: Callable[[], float]) -> None:
        self._database = database
        self._pictures = pictures
        self._now = now

    async def hold(
        self, job_id: int, rulings: Mapping[int, Ruling], *, until: float
    ) -> Hold | None:
        """Hold a painted job that nobody has been shown: it was judged again, by the numbers of its
        pictures, and the answer changed. None if it is not waiting to be shown.
        """

        async def work(connection: aiosqlite.Connection) -> int | None:
            now = self._now()
            cursor = await connection.execute(
                "UPDATE jobs SET state = ? WHERE id = ? AND state = ? AND told = 0",
                (State.HELD, job_id, State.PAINTED),
            )
            if cursor.rowcount == 0:
                return None
            await rejudge(connection, job_id, rulings, at=now)
            held = [number for number, ruling in rulings.items() if ruling.verdict == "hold"]
            return await open_hold(
                connection,
                job_id=job_id,
                numbers=held,
                at=now,
                until=until,
                unchecked=any(rulings[number].unchecked for number in held),
            )

        if not any(ruling.verdict == "hold" for ruling in rulings.values()):
            raise ValueError("a hold needs a picture to hold")
        hold_id = await self._database.write(work)
        return None if hold_id is None else await self.get(hold_id)

    async def decide(
        self,
        hold_id: int,
        state: HoldState,
        *,
        by: int | None,
        reason: str | None = None,
        sentence: str = "",
    ) -> Hold | None:
        """Approve, reject or let it expire: its pictures, its job and the log, all or nothing.

        `reason` is for the log, `sentence` tells the member why a picture is missing. None if
        somebody else was first.
        """
        verdict, what = _OUTCOMES[state]

        async def work(connection: aiosqlite.Connection) -> int | None:
            now = self._now()
            changed = list(
                await connection.execute_fetchall(
                    "UPDATE holds SET state = ?, decided_by = ?, decided_at = ?, reason = ? "
                    "WHERE id = ? AND state = ? RETURNING job_id, numbers",
                    (state, by, now, reason, hold_id, HoldState.OPEN),
                )
            )
            if not changed:
                return None
            job_id, numbers = changed[0]["job_id"], json.loads(changed[0]["numbers"])
            await rule(connection, job_id=job_id, numbers=numbers, verdict=verdict)
            await judgements.decided(connection, job_id=job_id, numbers=numbers, decision=state)
            await settle(connection, job_id=job_id, at=now, sentence=sentence)
            (job,) = await connection.execute_fetchall(
                "SELECT server_id, owner_id FROM jobs WHERE id = ?", (job_id,)
            )
            if job["server_id"] is not None:
                await enter(
                    connection,
                    server_id=job["server_id"],
                    at=now,
                    by=by,
                    what=what,
                    job_id=job_id,
                    member_id=job["owner_id"],
                    reason=reason,
                )
            return int(job_id)

        job_id = await self._database.write(work)
        if job_id is None:
            return None
        await self._pictures.drop_refused(job_id)
        return await self.get(hold_id)

    async def checked(
        self,
        hold_id: int,
        found: Mapping[int, tuple[str, Mapping[str, float], Ruling]],
        *,
        until: float,
        sentence: str = "",
    ) -> Hold | None:
        """A checker answered at last: by the number of each picture its name, scores and ruling.

        What is still to be held now waits for a moderator, until `until`; the rest goes on. None
        if the hold is not one that waits for a checker, or not all its pictures are there.
        """

        async def work(connection: aiosqlite.Connection) -> int | None:
            now = self._now()
            open_one = await connection.execute_fetchall(
                "SELECT * FROM holds WHERE id = ? AND state = ? AND unchecked = 1",
                (hold_id, HoldState.OPEN),
            )
            row = next(iter(open_one), None)
            if row is None or set(json.loads(row["numbers"])) != set(found):
                return None
            job_id = row["job_id"]
            await connection.executemany(
                "UPDATE pictures SET checker = ?, scores = ? WHERE job_id = ? AND number = ?",
                [
                    (checker, json.dumps(dict(scores)), job_id, number)
                    for number, (checker, scores, _) in found.items()
                ],
            )
            rulings = {number: ruling for number, (_, _, ruling) in found.items()}
            await rejudge(connection, job_id, rulings, at=now)
            held = [number for number, ruling in rulings.items() if ruling.verdict == "hold"]
            if held:
                # Announced again: the member was told of a check, and now it is a person.
                await connection.execute(
                    "UPDATE holds SET numbers = ?, unchecked = 0, until = ?, announced = 0 "
                    "WHERE id = ?",
                    (json.dumps(sorted(held)), until, hold_id),
                )
            else:
                shows = any(not ruling.withheld for ruling in rulings.values())
                state = HoldState.APPROVED if shows else HoldState.REJECTED
                await connection.execute(
                    "UPDATE holds SET state = ?, decided_at = ? WHERE id = ?", (state, now, hold_id)
                )
                missing = any(ruling.withheld for ruling in rulings.values())
                told = sentence if missing else ""
                await settle(connection, job_id=job_id, at=now, sentence=told)
            return int(job_id)

        job_id = await self._database.write(work)
        if job_id is None:
            return None
        await self._pictures.drop_refused(job_id)
        return await self.get(hold_id)

    async def overrule(self, job_id: int, rulings: Mapping[int, Ruling], *, sentence: str) -> bool:
        """As `hold`, where nothing waits for anybody: less of it is shown, or with `sentence`
        nothing.
        """
        if any(ruling.verdict == "hold" for ruling in rulings.values()):
            raise ValueError("what is held needs a hold")

        async def work(connection: aiosqlite.Connection) -> bool:
            now = self._now()
            cursor = await connection.execute(
                "UPDATE jobs SET state = ? WHERE id = ? AND state = ? AND told = 0",
                (State.HELD, job_id, State.PAINTED),
            )
            if cursor.rowcount:
                await rejudge(connection, job_id, rulings, at=now)
                await settle(connection, job_id=job_id, at=now, sentence=sentence)
            return bool(cursor.rowcount)

        done = await self._database.write(work)
        await self._pictures.drop_refused(job_id)
        return done

    async def announced(self, hold_id: int, *, message_id: int | None) -> None:
        """The member has been told, in this message, that it waits."""

        async def work(connection: aiosqlite.Connection) -> None:
            await connection.execute("UPDATE holds SET announced = 1 WHERE id = ?", (hold_id,))
            await connection.execute(
                "UPDATE jobs SET message_id = coalesce(?, message_id) WHERE id = "
                "(SELECT job_id FROM holds WHERE id = ?)",
                (message_id, hold_id),
            )

        await self._database.write(work)

    async def carded(self, hold_id: int, card: Card) -> None:
        """Moderators can decide, in this message."""
        await self._database.change(
            "UPDATE holds SET card_channel_id = ?, card_message_id = ?, card_closed = 0 "
            "WHERE id = ?",
            (card.channel_id, card.message_id, hold_id),
        )

    async def card_closed(self, hold_id: int) -> None:
        """The card says what was decided, or is gone."""
        await self._database.change("UPDATE holds SET card_closed = 1 WHERE id = ?", (hold_id,))

    async def get(self, hold_id: int) -> Hold | None:
        row = await self._database.row(f"{_HOLDS} WHERE holds.id = ?", (hold_id,))
        return None if row is None else _hold(row)

    async def of_job(self, job_id: int) -> list[Hold]:
        rows = await self._database.rows(f"{_HOLDS} WHERE job_id = ? ORDER BY holds.id", (job_id,))
        return [_hold(row) for row in rows]

    async def waiting(self, server_id: int | None = None) -> list[Hold]:
        """All open holds, or those of one server, the oldest first."""
        rows = await self._database.rows(
            f"{_HOLDS} WHERE holds.state = 'open' AND server_id IS coalesce(?, server_id) "
            "ORDER BY holds.id",
            (server_id,),
        )
        return [_hold(row) for row in rows]

    async def overdue(self) -> list[Hold]:
        """Open holds whose time is up."""
        now = self._now()
        return [hold for hold in await self.waiting() if hold.until <= now]

    async def unannounced(self) -> list[Hold]:
        return [hold for hold in await self.waiting() if not hold.announced]

    async def uncarded(self) -> list[Hold]:
        """Open holds for a moderator that have no card, as far as anybody knows."""
        return [h for h in await self.waiting() if h.card is None and not h.unchecked]

    async def unclosed(self) -> list[Hold]:
        """Decided holds whose card may still show its buttons."""
        rows = await self._database.rows(
            f"{_HOLDS} WHERE holds.state != 'open' AND card_message_id IS NOT NULL "
            "AND card_closed = 0 ORDER BY holds.id"
        )
        return [_hold(row) for row in rows]

    async def since(self, server_id: int, *, seconds: float) -> int:
        """How many holds a server had in that time."""
        (row,) = await self._database.rows(
            "SELECT count(*) FROM holds JOIN jobs ON jobs.id = job_id "
            "WHERE server_id = ? AND opened_at > ?",
            (server_id, self._now() - seconds),
        )
        return int(row[0])


async def rejudge(
    connection: aiosqlite.Connection, job_id: int, rulings: Mapping[int, Ruling], *, at: float
) -> None:
    """Give pictures another verdict, as part of the transaction that acts on it."""
    rows = await connection.execute_fetchall(
        "SELECT number, checker, scores FROM pictures WHERE job_id = ?", (job_id,)
    )
    for row in rows:
        ruling = rulings.get(row["number"])
        if ruling is not None:
            await rule(connection, job_id=job_id, numbers=[row["number"]], verdict=ruling.verdict)
            await judgements.note(
                connection,
                job_id=job_id,
                number=row["number"],
                at=at,
                checker=row["checker"],
                scores=json.loads(row["scores"]),
                ruling=ruling,
            )
