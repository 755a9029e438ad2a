import asyncio
import os
import re
import signal
import stat
import subprocess
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.__main__ import app
from bot.account import invite_link
from playground import Playground
from tests.e2e.house import answered

COMMANDS = {command.callback.__name__ for command in app.registered_commands}


def easel(*arguments, cwd, **environment):
    kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
async def playground():
    async with Playground() as playground:
        playground.server("Atelier")
        yield playground


@dataclass(frozen=True, kw_only=True)
class Stay:
    """What is left of one `easel run` that painted a picture and was told to stop."""

    folder: Path
    code: int
    said: str
    log: str
    second: subprocess.CompletedProcess[str]
    application_id: int
    tokens: tuple[str, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stay(tmp_path_factory):
    """One for all: starting takes a while."""
    folder = tmp_path_factory.mktemp("stay")
    async with Playground() as playground:
        server = playground.server("Atelier")
        ada, channel = server.member("Ada"), server.channel("general")
        (folder / "config.toml").write_text(
            f'[discord]\napi_url = "{playground.api_url}"\n'
            f'gateway_url = "{playground.gateway_url}"\ncdn_url = "{playground.cdn_url}"\n'
            '[log]\nlevel = "debug"\n'
        )
        with (folder / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(folder / "config.toml")),
                env=os.environ | {"EASEL_TOKEN": playground.token},
                stdout=PIPE,
                stderr=log,
            )
            try:
                said = ""
                while "Invite" not in said and (line := await process.stdout.readline()):
                    said += line.decode()
                second = await asyncio.to_thread(
                    easel, "run", cwd=folder, EASEL_TOKEN=playground.token
                )
                asked = ada.slash(
                    "imagine", channel=channel, prompt="a red apple", steps=2, count=1
                )
                await asked.done(answered, seconds=90)
                process.terminate()
                code = await asyncio.wait_for(process.wait(), 60)
            finally:
                if process.returncode is None:
                    process.kill()
                await process.communicate()
        return Stay(
            folder=folder,
            code=code,
            said=said,
            log=(folder / "log").read_text(),
            second=second,
            application_id=playground.application_id,
            tokens=(playground.token, asked.token),
        )


def test_help_names_every_command(tmp_path):
    done = easel("--help", cwd=tmp_path)

    assert done.returncode == 0
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", done.stdout, re.MULTILINE)
        assert "Exit codes:" in easel(command, "--help", cwd=tmp_path).stdout


def test_without_a_command_it_shows_the_help(tmp_path):
    done = easel(cwd=tmp_path)

    assert "easel demo" in done.stdout + done.stderr


def test_it_says_which_version_it_is(tmp_path):
    assert re.fullmatch(r"easel \d+\.\d+\.\d+\n", easel("--version", cwd=tmp_path).stdout)


def test_running_without_a_token_says_what_to_do(tmp_path):
    done = easel("run", cwd=tmp_path)

    assert done.returncode == 2
    assert re.fullmatch(r"easel: There is no token: put it .* EASEL_TOKEN.*\n", done.stderr)


@pytest.mark.parametrize("command", ["run", "paint", "doctor"])
def test_a_mistake_in_the_configuration_is_told_with_its_line(tmp_path, command):
    (tmp_path / "config.toml").write_text("[safety]\nshadw = true")

    done = easel(command, *(["x"] if command == "paint" else []), cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        "easel: config.toml, line 2: [safety] has no setting shadw; did you mean shadow?\n"
    )


async def test_a_refused_token_is_one_sentence_before_anything_is_loaded(playground, tmp_path):
    (tmp_path / "config.toml").write_text(f'[discord]\napi_url = "{playground.api_url}"')

    done = await asyncio.to_thread(easel, "run", cwd=tmp_path, EASEL_TOKEN="canary")

    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"easel: Discord refuses the token\. Reset it .*\n", done.stderr)
    assert not (tmp_path / "data").exists()


async def test_a_data_folder_that_cannot_be_written_is_one_sentence(playground, tmp_path):
    (tmp_path / "config.toml").write_text(f'[discord]\napi_url = "{playground.api_url}"')
    (tmp_path / "data").write_text("a file in the way")

    done = await asyncio.to_thread(easel, "run", cwd=tmp_path, EASEL_TOKEN=playground.token)

    assert done.returncode == 1
    assert re.search(r"^easel: The data folder \S+data cannot be written", done.stderr, re.M)
    assert "Traceback" not in done.stderr


async def test_a_missing_model_is_one_sentence(playground, tmp_path):
    (tmp_path / "config.toml").write_text(
        f'[discord]\napi_url = "{playground.api_url}"\n'
        '[[models]]\nname = "mine"\nsource = "./nowhere"\n'
    )

    done = await asyncio.to_thread(easel, "run", cwd=tmp_path, EASEL_TOKEN=playground.token)

    assert done.returncode == 1
    assert re.search(r"^easel: Model 'mine': there is no folder", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr


def test_it_tells_what_it_loads_and_greets_with_the_invite_link(stay):
    assert re.search(r"^Reading the unet", stay.said, re.MULTILINE)
    assert re.search(r"^Ready as Easel.*, in 1 servers\.$", stay.said, re.MULTILINE)
    assert f"Invite it to another one: {invite_link(stay.application_id)}\n" in stay.said


def test_it_stops_without_a_complaint_when_it_is_told(stay):
    assert stay.code == 0
    assert "Traceback" not in stay.log
    assert not re.search(r"ERROR|WARNING", stay.log)


def test_a_second_one_on_the_same_data_is_refused_and_names_the_first(stay):
    assert stay.second.returncode == 1
    assert re.search(r"^easel: Another Easel \(process \d+\)", stay.second.stderr, re.MULTILINE)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such permissions")
def test_what_it_stores_is_for_its_owner_alone(stay):
    stored = [stay.folder / "data", *(stay.folder / "data").rglob("*")]

    assert any(path.suffix == ".png" for path in stored)
    assert not [path for path in stored if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_no_token_is_logged_even_when_everything_else_is(stay):
    assert "discord.http" in stay.log
    assert "discord.gateway" in stay.log
    assert not [token for token in stay.tokens if token in stay.log]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send another process a signal")
def test_a_second_signal_ends_what_does_not_want_to_stop():
    stubborn = """
import asyncio
from bot.cli.terminal import run_until_stopped

async def work():
    print("up", flush=True)
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("asked", flush=True)

run_until_stopped(work())
"""
    command = [sys.executable, "-c", stubborn]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline()]
        process.terminate()
        said.append(process.stdout.readline())

        process.terminate()
        code = process.wait(timeout=10)

    assert said == ["up\n", "asked\n"]
    assert code == 128 + signal.SIGTERM
