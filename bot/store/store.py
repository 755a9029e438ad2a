"""The store: accepted jobs, their pictures and files, behind verbs of the trade."""

import asyncio
import json
import math
import sqlite3
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import aiosqlite

from bot.store.database import Database
from bot.store.files import PictureFiles
from bot.store.folder import lock, prepare
from bot.store.rows import (
    ENDS,
    UNPAINTED,
    JobRow,
    PictureRow,
    Request,
    State,
    job_of,
    marks,
    picture_of,
)
from engine import Picture


class Store:
    """Opened once, held for life: a second bot on the same folder is refused.

    A transition says which states it starts from; it returns False, and changes nothing, when
    the job is in another one (a cancel that lost the race, an answer told already).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = PictureFiles(folder / "pictures")
        # Pictures that members gave to be painted over. A file goes with the last row that names
        # it, so writing a file with its row and removing a row with its file exclude each other.
        self.images = PictureFiles(folder / "images")
        self._images_lock = asyncio.Lock()
        self._database = Database(folder / "easel.db")

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(prepare, self.folder)
            stack.callback(lock(self.folder).release)
            await stack.enter_async_context(self._database)
            await asyncio.to_thread(self.files.sweep_drafts)
            await self._sweep_images()
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._open.aclose()

    # Jobs

    async def accept(self, request: Request, *, image: bytes | None = None) -> JobRow | None:
        """Commit the request as a row; None if this interaction has one already.

        `image` is what `request.params.image` names: it is on disk before the row is.
        """
        if image is None:
            return await self._accept(request)
        async with self._images_lock:
            await asyncio.to_thread(self.images.write, image)
            return await self._accept(request)

    async def _accept(self, request: Request) -> JobRow | None:
        async def work(connection: aiosqlite.Connection) -> sqlite3.Row | None:
            now = time.time()
            if request.server_id is not None:
                await connection.execute(
                    "INSERT INTO servers (id, seen_at) VALUES (?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, left_at = NULL",
                    (request.server_id, now),
                )
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
                    State.ACCEPTED,
                    now,
                ),
            )
            return next(iter(added), None)

        row = await self._database.write(work)
        return None if row is None else job_of(row)

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

    async def painted(self, job_id: int, pictures: Sequence[Picture], notes: Sequence[str]) -> bool:
        """Keep the files, then say so: after this the job is shown, never painted again."""
        for picture in pictures:
            await asyncio.to_thread(self.files.write, picture.png)

        async def work(connection: aiosqlite.Connection) -> bool:
            cursor = await connection.execute(
                f"UPDATE jobs SET state = ?, notes = ? WHERE id = ? "
                f"AND state IN ({marks(UNPAINTED)})",
                (State.PAINTED, json.dumps(list(notes)), job_id, *UNPAINTED),
            )
            if cursor.rowcount == 0:
                return False
            await connection.executemany(
                "INSERT INTO pictures (job_id, number, seed, params, revision, sha256, width, "
                "height, checker, scores, painted_at, exactness) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        job_id,
                        number,
                        picture.params.seed,
                        json.dumps(picture.params.to_json()),
                        picture.model_revision,
                        picture.sha256,
                        picture.width,
                        picture.height,
                        picture.checker,
                        json.dumps(dict(picture.scores)),
                        time.time(),
                        picture.exactness,
                    )
                    for number, picture in enumerate(pictures)
                ],
            )
            return True

        return await self._database.write(work)

    async def end(self, job_id: int, state: State, reason: str | None = None) -> bool:
        """Settle a job that has not ended: the member is told afterwards."""
        return bool(
            await self._database.change(
                f"UPDATE jobs SET state = ?, reason = ?, ended_at = ? WHERE id = ? "
                f"AND state NOT IN ({marks(ENDS)})",
                (state, reason, time.time(), job_id, *ENDS),
            )
        )

    async def cancel(self, job_id: int) -> bool:
        """End a job that is not painted yet."""
        return bool(
            await self._database.change(
                f"UPDATE jobs SET state = ?, reason = ?, ended_at = ? WHERE id = ? "
                f"AND state IN ({marks(UNPAINTED)})",
                (State.CANCELLED, "Cancelled.", time.time(), job_id, *UNPAINTED),
            )
        )

    async def told(self, job_id: int, *, message_id: int | None) -> None:
        """The member has been shown how this job ended, in this message; a painted one is done."""
        await self._database.change(
            "UPDATE jobs SET told = 1, message_id = coalesce(?, message_id), "
            "state = CASE state WHEN ? THEN ? ELSE state END, ended_at = coalesce(ended_at, ?) "
            "WHERE id = ?",
            (message_id, State.PAINTED, State.DONE, time.time(), job_id),
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

    async def erase(self, job_id: int) -> None:
        """Forget a job, its recipe and its pictures; files nobody else has go too."""

        async def work(connection: aiosqlite.Connection) -> tuple[list[str], list[str]]:
            orphans = await connection.execute_fetchall(
                "SELECT DISTINCT sha256 FROM pictures AS mine WHERE job_id = ? AND NOT EXISTS "
                "(SELECT 1 FROM pictures WHERE sha256 = mine.sha256 AND job_id != mine.job_id)",
                (job_id,),
            )
            images = await connection.execute_fetchall(
                "SELECT image FROM jobs AS mine WHERE id = ? AND image IS NOT NULL AND NOT EXISTS "
                "(SELECT 1 FROM jobs WHERE image = mine.image AND id != mine.id)",
                (job_id,),
            )
            await connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))
            return [row["sha256"] for row in orphans], [row["image"] for row in images]

        async with self._images_lock:
            pictures, images = await self._database.write(work)
            for sha256 in pictures:
                await asyncio.to_thread(self.files.remove, sha256)
            for sha256 in images:
                await asyncio.to_thread(self.images.remove, sha256)

    # Pictures

    async def picture(self, picture_id: int) -> PictureRow | None:
        row = await self._database.row("SELECT * FROM pictures WHERE id = ?", (picture_id,))
        return None if row is None else picture_of(row)

    async def pictures(self, job_id: int) -> list[PictureRow]:
        rows = await self._database.rows(
            "SELECT * FROM pictures WHERE job_id = ? ORDER BY number", (job_id,)
        )
        return [picture_of(row) for row in rows]

    async def png(self, sha256: str) -> bytes | None:
        """The file's bytes, or None once its time is up: the recipe paints it again."""
        return await asyncio.to_thread(self.files.read, sha256)

    async def keep(self, png: bytes) -> str:
        """Write a picture's file again after it expired. Returns its sha256."""
        return await asyncio.to_thread(self.files.write, png)

    async def expire(self, *, keep_days: float) -> int:
        """Remove picture files past their time; rows stay. Returns how many went.

        Files of jobs that nobody has been shown yet are not touched.
        """
        moment = time.time() - keep_days * 86400
        rows = await self._database.rows(
            "SELECT DISTINCT sha256 FROM pictures JOIN jobs ON jobs.id = job_id WHERE told = 0"
        )
        awaited = {row["sha256"] for row in rows}

        def sweep() -> int:
            old = [name for name in self.files.older_than(moment) if name not in awaited]
            for sha256 in old:
                self.files.remove(sha256)
            return len(old)

        return await asyncio.to_thread(sweep)

    # Images to paint over

    async def image(self, sha256: str) -> bytes | None:
        """A prepared picture, or None if its file is gone or damaged: nothing brings it back."""
        return await asyncio.to_thread(self.images.read, sha256)

    async def _sweep_images(self) -> None:
        """Drop what a crash left without a row. Only while nothing else writes."""
        rows = await self._database.rows("SELECT DISTINCT image FROM jobs WHERE image IS NOT NULL")
        needed = {row["image"] for row in rows}

        def sweep() -> None:
            self.images.sweep_drafts()
            for sha256 in self.images.older_than(math.inf):
                if sha256 not in needed:
                    self.images.remove(sha256)

        await asyncio.to_thread(sweep)

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
