"""The imports are those of the design, and the contracts that guard them do."""

import json
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "engine", "playground")
HEAVY = {"torch", "diffusers", "transformers"}

# For each contract: files, and a line each that must not stand there.
BROKEN = {
    "house": [("engine/png.py", "import bot.policy")],
    "apart": [
        ("playground/world.py", "import engine.params"),
        ("playground/world.py", "import bot"),
    ],
    "unseen": [("bot/studio.py", "import playground"), ("engine/png.py", "import playground")],
    "measured": [
        ("bot/paint.py", "import benchmarks.curve"),
        ("engine/png.py", "import benchmarks"),
    ],
    "bot": [
        ("bot/store/rows.py", "import bot.policy"),
        ("bot/config.py", "import bot.paint"),
        ("bot/nowhere.py", "# a module without a place in the list"),
    ],
    "cogs": [("bot/cogs/imagine.py", "import bot.cogs.queue")],
    "discord": [
        ("bot/policy.py", "import discord"),
        ("bot/store/rows.py", "from discord import abc"),
        ("bot/config.py", "import bot.press"),
        ("engine/params.py", "import aiohttp"),
    ],
    "engine": [
        ("engine/params.py", "import engine.job"),
        ("engine/queue.py", "import engine.engine"),
        ("engine/nowhere.py", "# a module without a place in the list"),
    ],
    "playground": [
        ("playground/model.py", "import playground.world"),
        ("playground/world.py", "import playground.gateway"),
        ("playground/rest/messages.py", "import playground.control"),
        ("playground/nowhere.py", "# a module without a place in the list"),
    ],
    "torch": [
        ("bot/reply.py", "import torch"),
        ("playground/world.py", "from diffusers import DDIMScheduler"),
        ("engine/png.py", "import transformers"),
        ("engine/hub.py", "import engine.executor"),
    ],
}


def all_but_code(folder, names):
    return [
        n for n in names if n == "__pycache__" or (n[-3:] != ".py" and Path(folder, n).is_file())
    ]


@pytest.fixture
def tree(tmp_path):
    """A copy of the code that may be spoiled."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=all_but_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {row["id"]: row["name"] for row in settings["tool"]["importlinter"]["contracts"]}


def lint(folder):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def imported_by(code):
    """The modules that are there after `code` ran in a new interpreter."""
    code = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_the_contracts_are_kept(tree):
    linted = lint(tree)

    assert linted.returncode == 0, linted.stdout


def test_every_contract_is_broken_by_a_test():
    assert contracts().keys() == BROKEN.keys()


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, file, line) for contract, lines in BROKEN.items() for file, line in lines],
)
def test_a_contract_notices_what_it_forbids(tree, contract, file, line):
    with (tree / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    linted = lint(tree)

    assert linted.returncode == 1, linted.stdout
    assert f"{contracts()[contract]} BROKEN" in " ".join(linted.stdout.split())


def test_bot_and_engine_import_without_torch():
    assert not imported_by("import bot, engine") & {*HEAVY, "discord", "playground"}


def test_the_whole_bot_imports_without_torch():
    everything = "import bot.app, bot.config, bot.studio, bot.doctor, bot.paint, bot.demo"

    assert not imported_by(everything) & {*HEAVY, "playground"}


def test_the_playground_imports_neither_bot_nor_engine():
    assert not imported_by("import playground") & {*HEAVY, "bot", "engine", "discord"}


def test_the_command_line_imports_nothing_before_it_is_needed():
    imported = imported_by("import bot.__main__")

    assert not imported & {*HEAVY, "discord", "aiohttp", "pydantic", "rich", "numpy", "PIL"}


def test_help_answers_within_a_second():
    command = [sys.executable, "-m", "bot", "--help"]
    subprocess.run(command, check=True, capture_output=True)  # the first one compiles
    times = []
    for _ in range(3):
        began = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.monotonic() - began)

    assert min(times) < 1
