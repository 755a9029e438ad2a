"""One SQLite file: how it is opened, migrated and written; knows no tables."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Self, TypeVar

import aiosqlite

from bot.store.rows import StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")
Value = str | int | float | bytes | None

Transaction = Callable[[aiosqlite.Connection], Awaitable[T]]


def migrations() -> list[tuple[int, str]]:
    """(number, sql), in order. Numbers only grow; a released file is never edited."""
    folder = resources.files("bot.store") / "migrations"
    found = [(int(f.name[:4]), f.read_text("utf-8")) for f in folder.iterdir() if f.name[0] == "0"]
    return sorted(found)


class Database:
    """One writer connection behind a lock, one reader beside it.

    aiosqlite lets a cancelled `await` run on, and a connection shared by two tasks lets one
    commit the other's half. So each write is a task of its own, whole, shielded, one at a time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._writes: set[asyncio.Task[object]] = set()

    async def __aenter__(self) -> Self:
        try:
            self._writer = await self._connect()
        except sqlite3.Error as error:
            raise StoreError(
                f"The database {self.path} cannot be opened ({error}). "
                "Check the folder's permissions, the disk and that the file is a database."
            ) from error
        try:
            await self._check()
            await self._migrate()
            self._reader = await self._connect()
        except sqlite3.Error as error:
            await self._writer.close()
            raise StoreError(f"The database {self.path} cannot be used: {error}.") from error
        except BaseException:
            # An unclosed aiosqlite connection keeps the process from exiting.
            await self._writer.close()
            raise
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._writes:
            await asyncio.wait(self._writes)
        await self._reader.close()
        await self._writer.close()

    async def _connect(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(self.path, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",  # an acknowledged job survives a power cut
                "foreign_keys=ON",
                "busy_timeout=5000",
                "mmap_size=0",
                "secure_delete=ON",  # what is erased is overwritten, not only unlinked
                "temp_store=MEMORY",  # what is sorted is not left in a file elsewhere
            ):
                await connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _check(self) -> None:
        row = await (await self._writer.execute("PRAGMA quick_check(1)")).fetchone()
        if row is None or row[0] != "ok":
            raise StoreError(
                f"The database {self.path} is damaged ({row[0] if row else 'no answer'}). "
                "Put a backup in its place; Easel does not start with an empty memory."
            )

    async def _migrate(self) -> None:
        row = await (await self._writer.execute("PRAGMA user_version")).fetchone()
        version = int(row[0]) if row else 0
        known = migrations()
        if version > known[-1][0]:
            raise StoreError(
                f"The database {self.path} was written by a newer Easel (schema {version}, this "
                f"one knows {known[-1][0]}). Install that version again or restore a backup."
            )
        # A table that is built anew is dropped on the way: nothing may follow it, and the switch
        # works outside a transaction only.
        await self._writer.execute("PRAGMA foreign_keys=OFF")
        for number, sql in known:
            if number > version:
                # executescript would commit by itself: the whole step is one transaction.
                await self._writer.executescript(f"BEGIN IMMEDIATE;\n{sql}")
                if await self._writer.execute_fetchall("PRAGMA foreign_key_check"):
                    await self._writer.execute("ROLLBACK")
                    raise StoreError(
                        f"The database {self.path} has rows that refer to nothing, so it cannot be "
                        f"brought to schema {number}. Nothing was changed: restore a backup."
                    )
                await self._writer.execute(f"PRAGMA user_version={number}")
                await self._writer.execute("COMMIT")
        await self._writer.execute("PRAGMA foreign_keys=ON")

    async def write(self, work: Transaction[T], *, then: Callable[[T], None] | None = None) -> T:
        """Run `work` in one transaction: committed when this returns, rolled back if it raises.

        A caller who is cancelled while waiting does not undo or tear the transaction. `then` gets
        the result once it is committed, also when that caller is gone: what memory holds of the
        rows is changed there.
        """
        return await self._whole(self._transact(work, then))

    async def _whole(self, work: Coroutine[object, object, T]) -> T:
        task = asyncio.create_task(work)
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

    async def _transact(self, work: Transaction[T], then: Callable[[T], None] | None) -> T:
        async with self._lock:
            await self._writer.execute("BEGIN IMMEDIATE")
            try:
                result = await work(self._writer)
            except BaseException:
                await self._writer.execute("ROLLBACK")
                raise
            await self._writer.execute("COMMIT")
            if then is not None:
                then(result)
            return result

    async def checkpoint(self, *, rewrite: bool = False) -> bool:
        """Bring what was written into the file and empty the log, which holds the past too.

        With `rewrite` the file is built anew. SQLite overwrites deleted rows, but not the copies
        that rows leave behind when pages are split and merged: only this removes them. False if it
        did not work, for want of room or because another process reads: to be tried again.
        """

        async def truncate() -> bool:
            async with self._lock:
                # Whoever reads for long is not waited for: members wait behind this.
                await self._writer.execute_fetchall("PRAGMA busy_timeout=250")
                try:
                    if rewrite:
                        await self._writer.execute("VACUUM")
                    sql = "PRAGMA wal_checkpoint(TRUNCATE)"
                    (row,) = await self._writer.execute_fetchall(sql)
                except sqlite3.OperationalError as error:
                    log.warning("The database %s could not be tidied up: %s.", self.path, error)
                    return False
                finally:
                    await self._writer.execute_fetchall("PRAGMA busy_timeout=5000")
                return not row[0]

        return await self._whole(truncate())

    async def change(self, sql: str, values: Sequence[Value]) -> int:
        """One statement as one transaction; how many rows it changed."""

        async def work(connection: aiosqlite.Connection) -> int:
            return (await connection.execute(sql, values)).rowcount

        return await self.write(work)

    async def read(self, work: Transaction[T]) -> T:
        """Ask the reader what a transaction asks too; `work` writes nothing."""
        return await work(self._reader)

    async def rows(self, sql: str, values: Iterable[Value] = ()) -> list[sqlite3.Row]:
        return list(await self._reader.execute_fetchall(sql, values))

    async def row(self, sql: str, values: Iterable[Value] = ()) -> sqlite3.Row | None:
        found = await self.rows(sql, values)
        return found[0] if found else None
