"""Pictures: their rows, their files, and which files nobody may have any more."""

import asyncio
import json
import math
import time
from collections.abc import Iterable, Sequence

import aiosqlite

from bot.store.database import Database
from bot.store.files import PictureFiles
from bot.store.rows import WITHHELD, PictureRow, marks, picture_of
from engine import Picture

# A file is written before its row: a younger one without a row may be about to get it.
_SETTLED_SECONDS = 3600.0


async def insert_pictures(
    connection: aiosqlite.Connection,
    job_id: int,
    pictures: Sequence[Picture],
    verdicts: Sequence[str],
    *,
    at: float,
) -> None:
    """Part of the transaction that says the job is painted."""
    await connection.executemany(
        "INSERT INTO pictures (job_id, number, seed, params, revision, sha256, width, height, "
        "checker, scores, painted_at, exactness, verdict) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                at,
                picture.exactness,
                verdict,
            )
            for number, (picture, verdict) in enumerate(zip(pictures, verdicts, strict=True))
        ],
    )


class Pictures:
    """A picture that may not be shown is found by no verb but `withheld` and `png`."""

    def __init__(self, database: Database, files: PictureFiles, images: PictureFiles) -> None:
        self._database = database
        self.files = files
        # Pictures that members gave to be painted over. A file goes with the last row that names
        # it, so writing a file with its row and removing a row with its file exclude each other.
        self.images = images
        self.images_lock = asyncio.Lock()

    async def get(self, picture_id: int) -> PictureRow | None:
        row = await self._database.row("SELECT * FROM pictures WHERE id = ?", (picture_id,))
        found = None if row is None else picture_of(row)
        return None if found is None or found.verdict in WITHHELD else found

    async def of_job(self, job_id: int) -> list[PictureRow]:
        return [p for p in await self._of_job(job_id) if p.verdict not in WITHHELD]

    async def withheld(self, job_id: int) -> list[PictureRow]:
        """Those that only a moderator may see: held ones, and refused ones without their files."""
        return [p for p in await self._of_job(job_id) if p.verdict in WITHHELD]

    async def _of_job(self, job_id: int) -> list[PictureRow]:
        rows = await self._database.rows(
            "SELECT * FROM pictures WHERE job_id = ? ORDER BY number", (job_id,)
        )
        return [picture_of(row) for row in rows]

    async def png(self, sha256: str) -> bytes | None:
        return await asyncio.to_thread(self.files.read, sha256)

    async def keep(self, png: bytes) -> str:
        """Write an expired file again, unless its row went meanwhile. Returns its sha256."""
        sha256 = await asyncio.to_thread(self.files.write, png)
        await self.drop([sha256])
        return sha256

    async def drop(self, hashes: Iterable[str]) -> None:
        """Remove the files among these that no row has, or only rows that were refused."""
        wanted = set(hashes)
        if not wanted:
            return
        rows = await self._database.rows(
            f"SELECT DISTINCT sha256 FROM pictures WHERE verdict != 'refuse' "
            f"AND sha256 IN ({marks(wanted)})",
            tuple(wanted),
        )
        for sha256 in wanted - {row["sha256"] for row in rows}:
            await asyncio.to_thread(self.files.remove, sha256)

    async def drop_images(self, hashes: Iterable[str]) -> None:
        """Remove images that no recipe needs. Only with `images_lock`."""
        for sha256 in hashes:
            if not await self._database.rows("SELECT 1 FROM jobs WHERE image = ?", (sha256,)):
                await asyncio.to_thread(self.images.remove, sha256)

    async def drop_refused(self, job_id: int) -> None:
        rows = await self._database.rows(
            "SELECT sha256 FROM pictures WHERE job_id = ? AND verdict = 'refuse'", (job_id,)
        )
        await self.drop(row["sha256"] for row in rows)

    async def expire(self, *, keep_days: float) -> int:
        """Remove files past their time, and those that nobody may have; rows stay.

        Files of jobs that nobody has been shown yet are not touched.
        """
        now = time.time()  # what the files' own times are compared with
        moment = now - keep_days * 86400
        awaited = await self._hashes(
            "SELECT DISTINCT sha256 FROM pictures JOIN jobs ON jobs.id = job_id "
            "WHERE told = 0 AND verdict != 'refuse'"
        )
        had = await self._hashes("SELECT DISTINCT sha256 FROM pictures WHERE verdict != 'refuse'")

        def sweep() -> int:
            old = {name for name in self.files.older_than(moment) if name not in awaited}
            old |= set(self.files.older_than(now - _SETTLED_SECONDS)) - had
            for sha256 in old:
                self.files.remove(sha256)
            return len(old)

        return await asyncio.to_thread(sweep)

    async def sweep(self) -> None:
        """Drop what a crash left without a row. Only while nothing else writes."""
        pictures = await self._hashes("SELECT sha256 FROM pictures WHERE verdict != 'refuse'")
        images = await self._hashes("SELECT image FROM jobs WHERE image IS NOT NULL")

        def remove() -> None:
            for files, needed in ((self.files, pictures), (self.images, images)):
                files.sweep_drafts()
                for sha256 in files.older_than(math.inf):
                    if sha256 not in needed:
                        files.remove(sha256)

        await asyncio.to_thread(remove)

    async def _hashes(self, sql: str) -> set[str]:
        return {str(row[0]) for row in await self._database.rows(sql)}
