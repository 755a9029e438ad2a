"""A real process each time; what it does is scripted by a folder of flags that it looks into."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.darkroom import Darkroom
from engine.errors import CheckUnavailable
from engine.safety.process import CheckerProcess
from engine.seam import Pixels

ROOT = Path(__file__).parents[3]
LIGHT = Pixels(width=2, height=1, rgb=b"\xff" * 6)
DARK = Pixels(width=1, height=2, rgb=bytes(6))

SCRIPT = f"""
import json, os, pathlib, sys, time
sys.path.append({str(ROOT)!r})
from engine.safety.child import serve
flags = pathlib.Path(sys.argv[1])

def on(name):
    return (flags / name).exists()

class Judge:
    version = "2" if on("changed") else "1"
    classes = {{"light": (0.0, 1.0)}}

    def scores(self, pixels):
        print("libraries talk")
        with (flags / "asked").open("a") as asked:
            asked.write("x")
        if on("hang"):
            time.sleep(60)
        if on("die once"):
            (flags / "die once").unlink()
            os._exit(7)
        if on("die"):
            os._exit(7)
        if on("raise"):
            raise ValueError("not that picture")
        if on("nonsense"):
            return "fine"
        if on("nan"):
            return {{"light": float("nan")}}
        return {{"light": max(pixels.rgb) / 255}}

def open_it():
    if on("load hang"):
        time.sleep(60)
    if on("unloadable"):
        raise OSError("no weights here")
    return Judge()

serve(open_it)
"""


@pytest.fixture
def flags(tmp_path):
    return tmp_path


@pytest.fixture
def clock():
    return SimpleNamespace(seconds=0.0)


@pytest.fixture
def start(flags, clock):
    started = []

    def start(**settings):
        command = [sys.executable, "-c", SCRIPT, str(flags)]
        settings = {"check_seconds": 30, "now": lambda: clock.seconds} | settings
        started.append(CheckerProcess("scripted", command, **settings))
        return started[-1]

    yield start
    for process in started:
        process.close()


def asked(flags):
    return len((flags / "asked").read_text())


def gone(pid):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
    return False


def test_it_is_asked_about_several_pictures_at_once_and_answers_in_order(start):
    process = start()
    process.open()

    scores = process.scores([LIGHT, DARK, LIGHT])

    assert scores == [{"light": 1.0}, {"light": 0.0}, {"light": 1.0}]
    assert (process.name, process.version) == ("scripted", "1")
    assert process.classes == {"light": (0.0, 1.0)}


def test_one_that_cannot_be_loaded_says_why_and_leaves_nothing(start, flags):
    (flags / "unloadable").touch()
    process = start()

    with pytest.raises(CheckUnavailable, match=r"'scripted' cannot be loaded: no weights here"):
        process.open()

    assert process.pid is None


def test_one_that_does_not_load_in_time_is_given_up(start, flags):
    (flags / "load hang").touch()

    with pytest.raises(CheckUnavailable, match=r"did not answer within 0\.5 s"):
        start(load_seconds=0.5).open()


def test_a_command_that_is_no_checker_is_refused():
    process = CheckerProcess("mine", [sys.executable, "-c", "print('hello')"])

    with pytest.raises(CheckUnavailable, match="its process ended with"):
        process.open()


@pytest.mark.parametrize(
    "greeting",
    ["[]", "{}", '{"version": "1", "classes": 3}', '{"version": "1", "classes": {"a": 1}}'],
)
def test_one_that_does_not_say_what_it_is_is_refused(greeting):
    process = CheckerProcess("mine", [sys.executable, "-c", f"print({greeting!r})"])

    with pytest.raises(CheckUnavailable, match="cannot be loaded"):
        process.open()


def test_a_program_that_is_not_there_is_a_sentence():
    with pytest.raises(CheckUnavailable, match="'mine' cannot be started: No such file"):
        CheckerProcess("mine", ["/nowhere/python"])


def test_a_check_that_raises_is_an_answer_and_the_next_one_goes_on(start, flags):
    process = start()
    process.open()
    pid = process.pid
    (flags / "raise").touch()

    with pytest.raises(CheckUnavailable, match="not that picture"):
        process.scores([LIGHT])

    (flags / "raise").unlink()
    assert process.scores([LIGHT]) == [{"light": 1.0}]
    assert process.pid == pid


def test_one_that_hangs_is_ended_and_nobody_waits_for_it_again_for_a_while(start, flags, clock):
    process = start(check_seconds=1)
    process.open()
    pid = process.pid
    (flags / "hang").touch()

    for _ in range(5):
        with pytest.raises(CheckUnavailable, match="did not answer within 1 s"):
            process.scores([LIGHT])

    assert gone(pid)
    assert asked(flags) == 1
    (flags / "hang").unlink()
    clock.seconds = 61
    assert process.scores([LIGHT]) == [{"light": 1.0}]


def test_one_that_stands_still_is_ended_too(start):
    process = start(check_seconds=0.5)
    process.open()
    os.kill(process.pid, signal.SIGSTOP)

    with pytest.raises(CheckUnavailable, match="did not answer"):
        process.scores([Pixels(width=1000, height=1000, rgb=bytes(3_000_000))])


def test_one_that_was_killed_is_started_again_within_the_same_check(start):
    process = start()
    process.open()
    pid = process.pid
    os.kill(pid, signal.SIGKILL)

    assert process.scores([LIGHT]) == [{"light": 1.0}]
    assert process.pid != pid


def test_what_ended_once_is_asked_once_more(start, flags):
    process = start()
    process.open()
    (flags / "die once").touch()

    assert process.scores([LIGHT]) == [{"light": 1.0}]
    assert asked(flags) == 2


def test_what_ends_every_time_is_asked_twice_and_then_left_alone(start, flags):
    process = start()
    process.open()
    (flags / "die").touch()

    for _ in range(3):
        with pytest.raises(CheckUnavailable, match="ended with 7"):
            process.scores([LIGHT])

    assert asked(flags) == 2


def test_another_version_behind_the_same_name_is_not_believed(start, flags):
    process = start()
    process.open()
    (flags / "changed").touch()
    os.kill(process.pid, signal.SIGKILL)

    with pytest.raises(CheckUnavailable, match="not the one that it was"):
        process.scores([LIGHT])


def test_closing_ends_a_check_that_hangs(start, flags):
    process = start()
    process.open()
    pid = process.pid
    (flags / "hang").touch()
    raised = []

    def check():
        try:
            process.scores([LIGHT])
        except CheckUnavailable as error:
            raised.append(error)

    thread = threading.Thread(target=check)
    thread.start()
    while not (flags / "asked").exists():
        assert thread.is_alive()

    process.close()

    thread.join(10)
    assert raised
    assert gone(pid)
    with pytest.raises(CheckUnavailable, match="is closed"):
        process.scores([LIGHT])


def test_it_ends_when_whoever_asks_has_ended(flags):
    owner = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys\n"
            f"sys.path.append({str(ROOT)!r})\n"
            "from engine.safety.process import CheckerProcess\n"
            f"process = CheckerProcess('x', [sys.executable, '-c', {SCRIPT!r}, {str(flags)!r}])\n"
            "process.open()\n"
            "print(process.pid, flush=True)\n"
            "os._exit(0)\n",
        ],
        stdout=subprocess.PIPE,
        check=True,
    )

    assert gone(int(owner.stdout))


@pytest.mark.parametrize("fault", ["hang", "die", "raise", "nonsense", "nan"])
async def test_whatever_it_does_no_picture_leaves_unchecked(start, flags, fault):
    process = start(check_seconds=1)
    process.open()
    room = Darkroom([process])
    (flags / fault).touch()

    with pytest.raises(CheckUnavailable):
        await room.preview([LIGHT], {}, width=2, height=1)

    assert not room.states[0].works
    room.close()
