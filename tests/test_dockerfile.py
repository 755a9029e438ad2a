"""The Dockerfile's promises, as far as they can be kept without Docker."""

import asyncio
import contextlib
import json
import os
import re
import shlex
import shutil
import site
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from playground import Playground
from tests.e2e.house import answered

ROOT = Path(__file__).parents[1]
NOBODY = 65534


@pytest.fixture
def instructions():
    """Each instruction with its text, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


@pytest.fixture
def environment(instructions):
    words = [word for name, text in instructions if name == "ENV" for word in shlex.split(text)]
    return dict(word.split("=", 1) for word in words)


def last(instructions, name):
    return [text for found, text in instructions if found == name][-1]


WHO = {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def as_nobody(command, **options):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        **WHO,
        **options,
    )


@pytest.fixture(scope="module")
def python():
    """A Python and its modules that a user without any rights can start."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can start a process as another user")
    modules = os.pathsep.join([*site.getsitepackages(), str(ROOT)])
    same = f"import bot, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    # A Python below /root is out of reach for everybody else; the system's own does as well.
    for python in (sys.executable, "/usr/bin/python3"):
        with contextlib.suppress(OSError):
            if (
                as_nobody([python, "-c", same], cwd="/", env={"PYTHONPATH": modules}).returncode
                == 0
            ):
                return python, modules
    pytest.skip("no other user can read this Python and this checkout")


@pytest.fixture
def volume(python):
    """A folder that belongs to nobody, as /data does: the only one that user may write."""
    # Not `tmp_path`: pytest's own folders are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="easel-"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def command(python, volume, instructions, environment):
    """The image's command with its folder and environment, the volume in the place of /data."""

    def here(text):
        return re.sub(r"^/data", str(volume), text)

    def command(**more):
        program, *arguments = json.loads(last(instructions, "CMD"))
        assert program == "easel"
        executable, modules = python
        there = {name: here(value) for name, value in environment.items()}
        return [executable, "-m", "bot", *arguments], {
            "cwd": here(last(instructions, "WORKDIR")),
            "env": there | {"PYTHONPATH": modules} | more,
        }

    return command


def test_it_runs_as_a_user_who_is_not_root(instructions):
    user = last(instructions, "USER")

    assert user not in ("root", "0")
    assert any(
        name == "RUN" and "useradd --uid 10001" in text and text.find(user) > 0
        for name, text in instructions
    )


def test_data_is_the_only_place_it_is_told_to_write(instructions, environment):
    assert last(instructions, "VOLUME") == last(instructions, "WORKDIR") == "/data"
    assert environment["EASEL_DATA"] == environment["HOME"] == "/data"
    assert Path(environment["HF_HOME"]).is_relative_to("/data")


def test_it_installs_what_the_makefile_installs(instructions):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    torch = re.search(r"install --quiet (torch==\S+)", makefile)[1]
    installs = [text for name, text in instructions if "pip install" in text]

    assert torch in installs[0]
    assert "--constraint /src/constraints.txt /src" in installs[1]


def test_it_holds_no_secret(instructions):
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert {"config.toml", "data", "token", ".git"} <= set(ignored)
    assert not any("TOKEN" in text for _, text in instructions)


def test_the_compose_example_closes_what_it_can():
    text = (ROOT / "compose.example.yaml").read_text(encoding="utf-8")

    for line in ("read_only: true", "- ALL", "- no-new-privileges:true", "- easel:/data"):
        assert line in text


def test_its_command_asks_for_the_token_in_one_sentence(command, volume):
    arguments, options = command()

    done = as_nobody(arguments, **options)

    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r"easel: There is no token: .*EASEL_TOKEN.*\n", done.stderr)
    assert not any(volume.iterdir())


async def test_its_command_paints_for_discord_and_writes_into_its_volume_only(command, volume):
    async with Playground() as playground:
        channel = (server := playground.server("Atelier")).channel("general")
        (volume / "config.toml").write_text(
            f'[discord]\napi_url = "{playground.api_url}"\n'
            f'gateway_url = "{playground.gateway_url}"\ncdn_url = "{playground.cdn_url}"\n'
        )
        arguments, options = command(EASEL_TOKEN=playground.token)
        process = await asyncio.create_subprocess_exec(
            *arguments, **options, **WHO, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            await playground.bot_ready(seconds=120)
            asked = server.member("Ada").slash(
                "imagine", channel=channel, prompt="a cat", steps=2, count=1
            )
            await asked.done(answered, seconds=120)
        finally:
            process.terminate()
            _, errors = await process.communicate()

    assert process.returncode == 0, errors
    assert b"Traceback" not in errors
    assert list(volume.rglob("*.png"))
    assert not [
        path
        for path in volume.rglob("*")
        if path.stat().st_mode & 0o077 and path.name != "config.toml"
    ]
