"""What `make` and `.ci/run` do on a fresh machine, with the machine played by stand-ins."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make and sh are not there")


@pytest.fixture
def machine(tmp_path):
    """A PATH that holds only what is put there; what is called writes down its arguments."""
    (tmp_path / "path").mkdir()

    def put(name, script=""):
        program = tmp_path / "path" / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/called"\n{script}\n')
        program.chmod(0o755)

    def run(script, **environment):
        done = subprocess.run(
            ["/bin/sh", script],
            env={"PATH": str(tmp_path / "path")} | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        called = tmp_path / "called"
        return done, called.read_text().splitlines() if called.exists() else []

    run.put = put
    return run


def test_a_browser_that_is_there_is_left_alone(machine):
    machine.put("chromium")
    machine.put("apt-get")

    done, called = machine(ROOT / ".ci/browser")

    assert (done.returncode, done.stdout, called) == (0, "", [])


def test_root_gets_the_browser_installed(machine):
    machine.put("apt-get")
    machine.put("id", "echo 0")

    done, called = machine(ROOT / ".ci/browser")

    assert done.returncode == 0
    assert called[1] == "apt-get -qq update"
    assert "install --yes" in called[2]
    assert "DPkg::Lock::Timeout=" in called[2]
    assert "chromium" in called[2]


def test_another_user_is_shown_the_one_command_to_type(machine):
    machine.put("apt-get")
    machine.put("id", "echo 1000")

    done, called = machine(ROOT / ".ci/browser")

    assert done.returncode == 0
    assert "you type: sudo apt-get install chromium" in done.stdout
    assert not [call for call in called if call.startswith("apt-get")]


def test_without_a_package_manager_it_says_what_is_needed(machine):
    done, _ = machine(ROOT / ".ci/browser")

    assert done.returncode == 0
    assert "need Chromium on the PATH" in done.stdout


def test_a_failed_installation_stops_nothing(machine):
    machine.put("apt-get", 'case "$*" in *install*) exit 100 ;; esac')
    machine.put("id", "echo 0")

    done, _ = machine(ROOT / ".ci/browser")

    assert done.returncode == 0
    assert "could not be installed" in done.stdout


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("beside/data/discord-openapi.json", "../beside/data/discord-openapi.json"),
        ("discord-openapi.json", "../discord-openapi.json"),
        ("nothing", ""),
    ],
)
def test_discord_s_document_is_named_if_it_lies_beside_the_checkout(
    machine, tmp_path, there, named
):
    machine.put("make", 'echo "$PWD and $DISCORD_OPENAPI"')
    machine.put("dirname", 'echo "${1%/*}"')
    (tmp_path / "checkout/.ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", tmp_path / "checkout/.ci/run")
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).touch()

    done, called = machine(tmp_path / "checkout/.ci/run")

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{os.path.realpath(tmp_path)}/checkout and {named}\n"
    assert called[-1] == "make check"


def test_a_python_that_is_too_old_is_told_apart(tmp_path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)

    done = subprocess.run(
        ["make", "PYTHON=false", ".venv/.ready"], cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "Easel needs Python 3.11 or newer with venv" in done.stdout
    assert not (tmp_path / ".venv").exists()
