"""The real bot as a process of its own, on the house model, pointed at a playground."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from pathlib import Path

from playground import Playground
from playground.model import Message

START_SECONDS = 120  # torch, the model and a busy machine


class Easel:
    """`easel run` with a data folder that outlives it."""

    def __init__(self, playground: Playground, folder: Path, *, config: str = "") -> None:
        self.playground = playground
        self.folder = folder
        self.data = folder / "data"
        self._process: asyncio.subprocess.Process | None = None
        (folder / "config.toml").write_text(
            f"""
            [discord]
            api_url = "{playground.api_url}"
            gateway_url = "{playground.gateway_url}"
            cdn_url = "{playground.cdn_url}"
            {config}
            """,
            encoding="utf-8",
        )

    async def start(self, *, shards: int = 1) -> None:
        with (self.folder / "easel.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(self.folder / "config.toml")),
                env=os.environ | {"EASEL_TOKEN": self.playground.token},
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
            )
        died = asyncio.create_task(self._process.wait())
        ready = asyncio.create_task(
            self.playground.bot_ready(shards=shards, seconds=START_SECONDS), name="ready"
        )
        await asyncio.wait({died, ready}, return_when=asyncio.FIRST_COMPLETED)
        if died.done():
            ready.cancel()
            raise AssertionError(f"Easel ended with {self._process.returncode}:\n{self.log()}")
        died.cancel()
        await ready

    @property
    def pid(self) -> int:
        if self._process is None:
            raise AssertionError("Easel is not running.")
        return self._process.pid

    async def kill(self) -> None:
        """As a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """As systemd would. Returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:
            process.send_signal(how)
        code = await asyncio.wait_for(process.wait(), timeout=40)
        # Discord notices: nobody is connected any more.
        await self.playground.until(lambda: not self.playground.gateway.online(), seconds=10)
        return code

    def log(self) -> str:
        return (self.folder / "easel.log").read_text(encoding="utf-8")

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Read the database beside the running bot."""
        connection = sqlite3.connect(f"file:{self.data}/easel.db?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def recipe(self, message: Message, number: int = 0) -> dict[str, object]:
        """The stored recipe of a picture in a message."""
        ((params,),) = self.rows(
            "SELECT pictures.params FROM pictures JOIN jobs ON jobs.id = job_id "
            "WHERE message_id = ? AND number = ?",
            message.id,
            number,
        )
        recipe: dict[str, object] = json.loads(str(params))
        return recipe


def buttons(message: Message) -> list[str]:
    """The labels under a message, row by row."""
    return [item["label"] for row in message.components for item in row["components"]]


def answered(message: Message) -> bool:
    """Whether the pictures are there, with their buttons."""
    return "Reroll" in buttons(message) and bool(message.attachments)


def pngs(message: Message) -> list[bytes]:
    return [attachment.content for attachment in message.attachments]
