"""`easel demo`: the playground and the bot, each in a process of its own, until stopped."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import webbrowser
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

# The playground's own default. No secret: it opens nothing but a playground on this machine.
TOKEN: Final = "playground.bot.token"

# The bot takes up to 25 seconds to tell those who wait.
_PATIENCE_SECONDS: Final = 30

_CONFIG: Final = """\
[discord]
api_url = "{url}/api/v10"
gateway_url = "{socket}/gateway"
cdn_url = "{url}"

[log]
level = "warning"
"""


class DemoError(Exception):
    """The demo cannot go on; str(error) says which part ended."""


async def demo(*, port: int, open_browser: bool, announce: Callable[[str], None]) -> None:
    """Run both until SIGINT, SIGTERM or SIGHUP; whatever happens, both have ended afterwards.

    Raises `DemoError` when one of them ends by itself.
    """
    playing = asyncio.create_task(_play(port, open_browser=open_browser, announce=announce))
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has neither SIGHUP nor this method: there Ctrl-C cancels us by itself.
        with contextlib.suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), playing.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await playing


async def _play(port: int, *, open_browser: bool, announce: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="easel-demo-") as folder:
        async with _child("playground", "--port", str(port)) as playground:
            url = (await _line(playground)).rpartition(" ")[2]
            if not url:
                raise DemoError("The playground did not start. Try another --port.")
            config = Path(folder) / "config.toml"
            config.write_text(_CONFIG.format(url=url, socket=url.replace("http", "ws", 1)))
            announce(f"The playground is at {url} and the bot is on its way...")
            ended = asyncio.create_task(playground.wait())
            try:
                await _keep_the_bot(config, url, ended, open_browser, announce)
            finally:
                ended.cancel()


async def _keep_the_bot(
    config: Path,
    url: str,
    ended: asyncio.Task[int],
    open_browser: bool,
    announce: Callable[[str], None],
) -> None:
    """A bot that dies is started again, as a supervisor would: nothing it promised is lost."""
    # Whatever the operator's own bot is told by the environment does not hold for this one.
    own = {"EASEL_TOKEN": TOKEN, "EASEL_DATA": str(config.with_name("data"))}
    while True:
        async with _child("bot", "run", "--config", str(config), **own) as bot:
            ready = False
            telling = asyncio.create_task(_line(bot))
            while line := await _unless(ended, telling):
                if line.startswith("Ready"):
                    ready = True
                    announce(f"Ready: type /imagine at {url} (Ctrl-C ends everything).")
                    if open_browser and _has_desktop():
                        # Some browsers keep this call waiting.
                        await asyncio.to_thread(webbrowser.open, url)
                        open_browser = False
                elif not ready:
                    announce(line)
                telling = asyncio.create_task(_line(bot))
            code = await bot.wait()
        if not ready:
            raise DemoError(f"The bot has ended with {_meaning(code)}.")
        announce(f"The bot has ended with {_meaning(code)}. It is started again...")


async def _unless(ended: asyncio.Task[int], telling: asyncio.Task[str]) -> str:
    """What the bot says next, "" at its end; raises `DemoError` if the playground ends first."""
    await asyncio.wait({ended, telling}, return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        telling.cancel()
        raise DemoError(f"The playground has ended with {_meaning(ended.result())}.")
    return telling.result()


async def _line(child: Process) -> str:
    """The next line of its output, "" at the end."""
    while child.stdout and (line := await child.stdout.readline()):
        if text := line.decode(errors="replace").strip():
            return text
    return ""


def _meaning(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _has_desktop() -> bool:
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in screens)


@asynccontextmanager
async def _child(module: str, *arguments: str, **environment: str) -> AsyncIterator[Process]:
    """`python -m module`, ended on leaving: asked first, and killed if it does not listen."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=DEVNULL,
        stdout=PIPE,
        env={**os.environ, **environment},
        # Ctrl-C in the terminal reaches us alone: the bot says goodbye while the playground is
        # still there to hear it.
        start_new_session=True,
    )
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(child.wait(), _PATIENCE_SECONDS)
        finally:
            # Also when waiting was cut short: nothing that we started stays behind.
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
