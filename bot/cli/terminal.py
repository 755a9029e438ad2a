"""What every command of `easel` shares: the configuration, exit codes, last words, and a stop."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

if TYPE_CHECKING:
    from bot.config import Config

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130

# What is written down survives any death, so a stop that hangs is ended.
STOP_SECONDS: Final = 25

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration; else what EASEL_CONFIG names, else ./config.toml.",
    ),
]


def load(file: Path | None) -> "Config":
    from bot.config import Config, ConfigError

    try:
        return Config.load(file)
    except ConfigError as error:
        fail(error, USAGE)


def say(line: str) -> None:
    # At once, whoever reads: `easel demo` waits for the word that the bot is ready.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail(why: object, code: int) -> NoReturn:
    typer.echo(f"easel: {why}", err=True)
    raise typer.Exit(code)


def run_until_stopped(work: Coroutine[object, object, None]) -> None:
    """Run until it ends by itself or is told to: one signal asks, a second one ends it at once."""

    async def main() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.create_task(work)
        stopping = False

        def stop(number: int, _frame: object) -> None:
            nonlocal stopping
            if stopping:
                os._exit(128 + number)
            stopping = True
            ending = threading.Timer(STOP_SECONDS, os._exit, args=(FAILED,))
            ending.daemon = True
            ending.start()
            loop.call_soon_threadsafe(task.cancel)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        try:
            await task
        except asyncio.CancelledError:
            if not stopping:
                raise

    asyncio.run(main())
