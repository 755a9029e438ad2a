import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE

import psutil
import pytest

from bot.demo import TOKEN

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot send another process a Ctrl-C"
)


class Demo:
    """`easel demo` as a process, with what it says."""

    def __init__(self, process):
        self.process = process
        self.said = ""

    async def until(self, pattern):
        """Read on until a line matches; the match."""
        while line := (await asyncio.wait_for(self.process.stdout.readline(), 120)).decode():
            self.said += line
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"It never said {pattern!r}, but:\n{self.said}")

    def children(self):
        """What it started: the playground, and the bot with what the bot started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, module):
        return next(child for child in self.children() if module in child.cmdline())


@pytest.fixture
async def demo(tmp_path):
    desktop = ("DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if name not in desktop}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        # What an operator's own bot is told must not reach the demo's.
        env=kept | {"EASEL_DATA": "/proc/easel", "EASEL_TOKEN": "canary", "TMPDIR": str(tmp_path)},
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,
    )
    demo = Demo(process)
    yield demo
    left = demo.children() if process.returncode is None else []
    if process.returncode is None:
        process.terminate()
    await process.communicate()
    for started in left:
        if started.is_running():
            started.kill()


async def test_a_killed_bot_is_started_again_and_ctrl_c_ends_everything(demo, tmp_path):
    url = (await demo.until(r"^Ready: type /imagine at (http://127\.0\.0\.1:\d+) "))[1]
    bot = demo.child("bot")

    bot.kill()
    await demo.until(r"^The bot has ended with signal 9\. It is started again")
    await demo.until(f"^Ready: type /imagine at {url} ")
    again = demo.child("bot")
    started = demo.children()
    demo.process.send_signal(signal.SIGINT)
    _, errors = await demo.process.communicate()

    assert again.pid != bot.pid
    assert len(started) >= 2
    assert not [child for child in started if child.is_running()]
    assert demo.process.returncode == 0
    assert not list(tmp_path.glob("easel-demo-*"))
    assert errors == b""


async def test_when_the_playground_dies_the_bot_is_ended_and_it_says_why(demo):
    await demo.until(r"^The playground is at .* and the bot is on its way")
    await demo.until(r".")
    started = demo.children()

    demo.child("playground").kill()
    _, errors = await demo.process.communicate()

    assert demo.process.returncode == 1
    assert b"easel: The playground has ended with signal 9.\n" in errors
    assert not [child for child in started if child.is_running()]


async def test_a_stop_while_the_bot_loads_ends_everything(demo, tmp_path):
    await demo.until(r"^The playground is at .* and the bot is on its way")
    started = demo.children()

    demo.process.terminate()
    await demo.process.communicate()

    assert demo.process.returncode == 0
    assert not list(tmp_path.glob("easel-demo-*"))
    assert not [child for child in started if child.is_running()]


async def test_a_port_that_is_taken_is_one_clear_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--port", str(port)), stdout=PIPE, stderr=PIPE
        )
        _, errors = await process.communicate()

    assert process.returncode == 1
    assert f"Port {port} cannot be used" in errors.decode()
    assert errors.endswith(b"easel: The playground did not start. Try another --port.\n")


async def test_no_token_is_among_the_arguments(demo):
    await demo.until(r"^The playground is at .* and the bot is on its way")
    await demo.until(r".")

    arguments = [argument for child in demo.children() for argument in child.cmdline()]

    assert "run" in arguments
    assert TOKEN not in " ".join(arguments)
