"""The store: accepted jobs, their pictures and files, behind verbs of the trade."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import aiosqlite

from bot.store.acts import Acts
from bot.store.appeals import Appeals
from bot.store.database import Database
from bot.store.desk import Desk, close_hold, open_hold, rejudge
from bot.store.files import PictureFiles
from bot.store.folder import lock, prepare
from bot.store.judgements import Judgements
from bot.store.members import Members, Usage, spend, usage
from bot.store.pictures import Pictures, insert_pictures
from bot.store.privacy import Gone, Privacy, forget_jobs
from bot.store.reports import Reports
from bot.store.rows import (
    ENDS,
    UNPAINTED,
    Card,
    JobRow,
    PictureRow,
    Request,
    Ruling,
    State,
    job_of,
    marks,
)
from bot.store.rulebook import Rulebook
from bot.store.servers import Servers, see
from engine import Picture


class Store:
    """Opened once, held for life: a second bot on the same folder is refused.

    A transition says which states it starts from; it returns False, and changes nothing, when
    the job is in another one (a cancel that lost the race, an answer told already).
    """

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.files = PictureFiles(folder / "pictures")
        self.images = PictureFiles(folder / "images")
        self._now = now  # seconds since the epoch
        database = self._database = Database(folder / "easel.db")
        pictures = self._pictures = Pictures(database, self.files, self.images)
        self.acts = Acts(database)
        self.servers = Servers(database, now)
        self.rules = Rulebook(database, now)
        self.members = Members(database, now)
        self.judgements = Judgements(database, now)
        self.desk = Desk(database, pictures, now)
        self.appeals = Appeals(database, now)
        self.reports = Reports(database, now)
        self.privacy = Privacy(database, pictures, self.rules, self.members, now)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(prepare, self.folder)
            stack.callback(lock(self.folder).release)
            await stack.enter_async_context(self._database)
            await self._pictures.sweep()
            await self.rules.load()
            await self.members.load()
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._open.aclose()

    # Jobs

    async def accept(
        self,
        request: Request,
        *,
        image: bytes | None = None,
        admit: Callable[[Usage, Usage], None] | None = None,
    ) -> JobRow | None:
        """Commit the request as a row; None if this interaction has one already.

        `image` is what `request.params.image` names: it is on disk before the row is. `admit` gets
        what the member and the whole server used so far, and refuses by raising: no other request
        comes between that and the row.
        """

        async def work(connection: aiosqlite.Connection) -> sqlite3.Row | None:
            if admit is not None:
                server_id, now = request.server_id, self._now()
                own = await usage(
                    connection, owner_id=request.owner_id, server_id=server_id, now=now
                )
                together = await usage(connection, owner_id=None, server_id=server_id, now=now)
                admit(own, together)
            return await self._insert(connection, request, State.ACCEPTED)

        if image is None:
            row = await self._database.write(work)
        else:
            async with self._pictures.images_lock:
                await asyncio.to_thread(self.images.write, image)
                row = await self._database.write(work)
        return None if row is None else job_of(row)

    async def refuse(self, request: Request, reason: str) -> JobRow | None:
        """Keep a request that was refused before it was accepted, so that it can be appealed: the
        member has been told. Goes with other refused ones when its time is up. An image that came
        with it is not kept.
        """

        async def work(connection: aiosqlite.Connection) -> sqlite3.Row | None:
            row = await self._insert(connection, request, State.REFUSED)
            if row is None:
                return None
            (ended,) = await connection.execute_fetchall(
                "UPDATE jobs SET reason = ?, ended_at = accepted_at, told = 1 WHERE id = ? "
                "RETURNING *",
                (reason, row["id"]),
            )
            return ended

        row = await self._database.write(work)
        return None if row is None else job_of(row)

    async def _insert(
        self, connection: aiosqlite.Connection, request: Request, state: State
    ) -> sqlite3.Row | None:
        if request.server_id is not None:
            await see(connection, request.server_id, self._now())
        added = await connection.execute_fetchall(
            "INSERT INTO jobs (interaction_id, owner_id, server_id, channel_id, kind, "
            "parent_id, params, state, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (interaction_id) DO NOTHING RETURNING *",
            (
                request.interaction_id,
                request.owner_id,
                request.server_id,
                request.channel_id,
                request.kind,
                request.parent_id,
                json.dumps(request.params.to_json()),
                state,
                self._now(),
            ),
        )
        return next(iter(added), None)

    async def acknowledged(self, job_id: int, message_id: int) -> bool:
        """The member sees a message that waits for this job."""
        return bool(
            await self._database.change(
                "UPDATE jobs SET state = ?, message_id = ? WHERE id = ? AND state = ?",
                (State.QUEUED, message_id, job_id, State.ACCEPTED),
            )
        )

    async def started(self, job_id: int) -> bool:
        return bool(
            await self._database.change(
                "UPDATE jobs SET state = ? WHERE id = ? AND state = ?",
                (State.RUNNING, job_id, State.QUEUED),
            )
        )

    async def painted(
        self,
        job_id: int,
        pictures: Sequence[Picture],
        notes: Sequence[str],
        *,
        rulings: Sequence[Ruling] | None = None,
        hold_until: float | None = None,
        sentence: str = "",
    ) -> bool:
        """Keep the files, then say so: after this the job is shown, never painted again.

        With `rulings`, one for each picture, the job is held if one of them is, until `hold_until`,
        and refused with `sentence` if all are refused. No file of a refused picture is written.
        """
        verdicts = ["show"] * len(pictures)
        if rulings is not None:
            verdicts = [ruling.verdict for ruling in rulings]
        held = [number for number, verdict in enumerate(verdicts) if verdict == "hold"]
        kept = [p for p, verdict in zip(pictures, verdicts, strict=True) if verdict != "refuse"]
        state = State.HELD if held else State.PAINTED if kept else State.REFUSED
        for picture in kept:
            await asyncio.to_thread(self.files.write, picture.png)

        async def work(connection: aiosqlite.Connection) -> bool:
            now = self._now()
            refused = state is State.REFUSED
            cursor = await connection.execute(
                f"UPDATE jobs SET state = ?, notes = ?, reason = ?, ended_at = ? WHERE id = ? "
                f"AND state IN ({marks(UNPAINTED)})",
                (
                    state,
                    json.dumps(list(notes)),
                    sentence if refused else None,
                    now if refused else None,
                    job_id,
                    *UNPAINTED,
                ),
            )
            if cursor.rowcount == 0:
                return False
            await insert_pictures(connection, job_id, pictures, verdicts, at=now)
            if rulings is None:
                return True
            await rejudge(connection, job_id, dict(enumerate(rulings)), at=now)
            if held:
                if hold_until is None:
                    raise ValueError("a hold needs an end")
                await open_hold(
                    connection,
                    job_id=job_id,
                    numbers=held,
                    at=now,
                    until=hold_until,
                    unchecked=any(rulings[number].unchecked for number in held),
                )
            return True

        done = await self._database.write(work)
        if not done:  # erased or cancelled meanwhile: the files got no rows
            await self._pictures.drop(picture.sha256 for picture in kept)
        return done

    async def end(self, job_id: int, state: State, reason: str | None = None) -> bool:
        """Settle a job that has not ended: the member is told afterwards."""

        async def work(connection: aiosqlite.Connection) -> bool:
            now = self._now()
            cursor = await connection.execute(
                f"UPDATE jobs SET state = ?, reason = ?, ended_at = ? WHERE id = ? "
                f"AND state NOT IN ({marks(ENDS)})",
                (state, reason, now, job_id, *ENDS),
            )
            if cursor.rowcount:
                await close_hold(connection, job_id=job_id, at=now)
            return bool(cursor.rowcount)

        return await self._database.write(work)

    async def cancel(self, job_id: int) -> bool:
        """End a job that is not painted yet."""
        return bool(
            await self._database.change(
                f"UPDATE jobs SET state = ?, reason = ?, ended_at = ? WHERE id = ? "
                f"AND state IN ({marks(UNPAINTED)})",
                (State.CANCELLED, "Cancelled.", self._now(), job_id, *UNPAINTED),
            )
        )

    async def told(self, job_id: int, *, message_id: int | None) -> None:
        """The member has been shown how this job ended, in this message; a painted one is done.

        One that is held has not ended.
        """
        await self._database.change(
            "UPDATE jobs SET told = 1, message_id = coalesce(?, message_id), "
            "state = CASE state WHEN ? THEN ? ELSE state END, ended_at = coalesce(ended_at, ?) "
            "WHERE id = ? AND state != ?",
            (message_id, State.PAINTED, State.DONE, self._now(), job_id, State.HELD),
        )

    async def requeue_orphans(self) -> int:
        """At start-up nothing runs, so whatever says it does goes back in line."""
        return await self._database.change(
            "UPDATE jobs SET state = ? WHERE state = ?", (State.QUEUED, State.RUNNING)
        )

    async def untold(self) -> list[JobRow]:
        """Jobs whose members still wait for something, in the order they were accepted."""
        rows = await self._database.rows("SELECT * FROM jobs WHERE told = 0 ORDER BY id")
        return [job_of(row) for row in rows]

    async def unfinished(self, owner_id: int) -> list[JobRow]:
        rows = await self._database.rows(
            f"SELECT * FROM jobs WHERE owner_id = ? AND state IN ({marks(UNPAINTED)}) ORDER BY id",
            (owner_id, *UNPAINTED),
        )
        return [job_of(row) for row in rows]

    async def job(self, job_id: int) -> JobRow | None:
        row = await self._database.row("SELECT * FROM jobs WHERE id = ?", (job_id,))
        return None if row is None else job_of(row)

    async def shown(self, message_id: int) -> JobRow | None:
        """The job whose pictures stand in this message."""
        row = await self._database.row("SELECT * FROM jobs WHERE message_id = ?", (message_id,))
        return job_of(row) if row else None

    async def knows(self, interaction_id: int) -> bool:
        """Whether this interaction has a job."""
        return bool(
            await self._database.rows(
                "SELECT 1 FROM jobs WHERE interaction_id = ?", (interaction_id,)
            )
        )

    async def erase(self, job_id: int) -> tuple[Card, ...]:
        """Forget a job, its recipe and its pictures; files nobody else has go too.

        What it took of its member's quota is not given back. Returns the moderators' cards about
        it, which nothing answers any more.
        """

        async def work(connection: aiosqlite.Connection) -> Gone:
            await spend(connection, job_id=job_id, now=self._now())
            return await forget_jobs(connection, "id = ?", (job_id,))

        async with self._pictures.images_lock:
            gone = await self._database.write(work)
            await self._pictures.drop(gone.pictures)
            await self._pictures.drop_images(gone.images)
        return gone.cards

    # Pictures

    async def picture(self, picture_id: int) -> PictureRow | None:
        """None also if only a moderator may see it."""
        return await self._pictures.get(picture_id)

    async def pictures(self, job_id: int) -> list[PictureRow]:
        """Those that may be shown."""
        return await self._pictures.of_job(job_id)

    async def withheld(self, job_id: int) -> list[PictureRow]:
        """Those that may not: held ones, and refused ones without their files."""
        return await self._pictures.withheld(job_id)

    async def png(self, sha256: str) -> bytes | None:
        """The file's bytes, or None once its time is up: the recipe paints it again."""
        return await self._pictures.png(sha256)

    async def keep(self, png: bytes) -> str:
        """Write a picture's file again after it expired. Returns its sha256."""
        return await self._pictures.keep(png)

    async def expire(self, *, keep_days: float) -> int:
        """Remove picture files past their time; rows stay. Returns how many went.

        Files of jobs that nobody has been shown yet are not touched.
        """
        return await self._pictures.expire(keep_days=keep_days)

    async def image(self, sha256: str) -> bytes | None:
        """A picture to paint over, or None if its file is gone or damaged: nothing restores it."""
        return await asyncio.to_thread(self.images.read, sha256)

    # Small facts

    async def fact(self, name: str) -> str | None:
        row = await self._database.row("SELECT value FROM facts WHERE name = ?", (name,))
        return None if row is None else str(row["value"])

    async def remember(self, name: str, value: str) -> None:
        await self._database.change(
            "INSERT INTO facts (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
