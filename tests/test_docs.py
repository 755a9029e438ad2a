"""What the pages promise is there: links, commands, settings, paths, and code that runs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from discord import app_commands
from PIL import Image

from bot.__main__ import app
from bot.app import COMMANDS, MENUS

ROOT = Path(__file__).parents[1]
FOLDERS = (".", "docs", "models/house", "playground/vendor")
PAGES = [page for folder in FOLDERS for page in sorted((ROOT / folder).glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def anchors(page):
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blocks(language):
    """README's blocks in that language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [text for named, text in found if named == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    targets += re.findall(r"^\[[^\]]+\]: (\S+)$", text, re.MULTILINE)

    for target in targets:
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_exists(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"\bmake ([a-z-]+)`", page.read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_readme_names_every_command_line():
    for command in app.registered_commands:
        assert f"`easel {command.callback.__name__}" in README
    for group in app.registered_groups:
        for command in group.typer_instance.registered_commands:
            name = f"{group.typer_instance.info.name} {command.callback.__name__}"
            assert f"`easel {name}" in README


def test_readme_names_every_entry_of_a_messages_menu():
    for menu in MENUS:
        assert f"| {menu.name} |" in README


def typed(commands):
    """What a member can type: groups stand for the commands in them."""
    for command in commands:
        if isinstance(command, app_commands.Group):
            yield from typed(command.commands)
        else:
            yield command


@pytest.mark.parametrize(
    "command", list(typed(COMMANDS)), ids=lambda command: command.qualified_name
)
def test_readme_names_every_command_with_its_options(command):
    assert f"`/{command.qualified_name}`" in README
    for option in command.parameters:
        assert f"`{option.display_name}`" in README, option.display_name


def test_the_paths_of_the_tree_exist():
    (tree,) = blocks("")
    folder = ROOT

    for line in tree.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            folder = ROOT / name
            assert folder.is_dir(), name
        else:
            assert (folder / name).exists(), f"{folder.name}/{name}"


def test_the_library_example_paints_in_twelve_lines(tmp_path):
    (code,) = blocks("python")

    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=200)

    assert len([line for line in code.splitlines() if line.strip()]) <= 12
    with Image.open(tmp_path / "apple.png") as picture:
        assert picture.text["parameters"].startswith("a red apple\n")


def test_the_changelog_speaks_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(rf"^## (Unreleased|{re.escape(version)})", changelog, re.MULTILINE)
