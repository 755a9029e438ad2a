"""The servers that the bot is in, and since when it is no longer."""

from collections.abc import Callable, Collection

import aiosqlite

from bot.store.database import Database


async def see(connection: aiosqlite.Connection, server_id: int, now: float) -> None:
    """The bot is there, as part of a transaction that needs the row."""
    await connection.execute(
        "INSERT INTO servers (id, seen_at) VALUES (?, ?) "
        "ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, left_at = NULL",
        (server_id, now),
    )


class Servers:
    """What is known of a server goes some days after the bot left it: see `Privacy.retire`."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def present(self, server_ids: Collection[int]) -> None:
        """The bot is in exactly these servers now: of the others, it has left those it knew."""

        async def work(connection: aiosqlite.Connection) -> None:
            now = self._now()
            there = set(server_ids)
            for row in await connection.execute_fetchall("SELECT id, left_at FROM servers"):
                if row["id"] in there and row["left_at"] is not None:
                    sql = "UPDATE servers SET left_at = NULL, seen_at = ? WHERE id = ?"
                elif row["id"] not in there and row["left_at"] is None:
                    sql = "UPDATE servers SET left_at = ? WHERE id = ?"
                else:
                    continue
                await connection.execute(sql, (now, row["id"]))

        await self._database.write(work)

    async def joined(self, server_id: int) -> bool:
        """The bot is in this server. True if it was not there before, or came back."""

        async def work(connection: aiosqlite.Connection) -> bool:
            there = await connection.execute_fetchall(
                "SELECT 1 FROM servers WHERE id = ? AND left_at IS NULL", (server_id,)
            )
            await see(connection, server_id, self._now())
            return not there

        return await self._database.write(work)

    async def left(self, server_id: int) -> None:
        """The bot is no longer in this server: what it knows of it goes when its time is up."""
        await self._database.change(
            "UPDATE servers SET left_at = coalesce(left_at, ?) WHERE id = ?",
            (self._now(), server_id),
        )
