"""`easel doctor`: looks at everything that Easel needs, and says what to do about the rest."""

import asyncio
import json
import os
import platform
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

from bot.account import AccountError, ask
from bot.config import Config, ConfigError
from engine import CheckerConfig, CheckUnavailable, EngineError, Model, hub, safety
from engine.darkroom import verify
from engine.seam import Pixels

_TORCH_SECONDS: Final = 120
_GREY: Final = Pixels(width=64, height=64, rgb=b"\x80" * (3 * 64 * 64))

# Runs in a process of its own: a broken torch may take its process down with it.
_ASK_TORCH: Final = """
import json, torch
cards = range(torch.cuda.device_count())
torch.ones(2, 2) @ torch.ones(2, 2)
print(json.dumps({
    "version": torch.__version__,
    "threads": torch.get_num_threads(),
    "cards": [[torch.cuda.get_device_name(n), *torch.cuda.mem_get_info(n)] for n in cards],
    "mps": torch.backends.mps.is_available(),
}))
"""


class Torch(TypedDict):
    """What the process with torch answers."""

    version: str
    threads: int
    cards: list[tuple[str, int, int]]  # name, bytes free, bytes in all
    mps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report: `text` says what is there, or what to do."""

    name: str
    ok: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.ok else 'WRONG'} {self.name:<12} {self.text}"


async def examine(config: Config) -> AsyncIterator[Finding]:
    text = f"{platform.python_version()} ({sys.executable})"
    yield Finding(name="Python", ok=True, text=text)
    torch = await _ask_torch()
    if isinstance(torch, str):
        yield Finding(name="torch", ok=False, text=torch)
    else:
        text = f"{torch['version']}, {torch['threads']} threads on the CPU"
        yield Finding(name="torch", ok=True, text=text)
        yield _device(torch, config.engine.device)
    for model in config.engine_config().models:
        yield await asyncio.to_thread(_model, model, config)
    for checker in config.engine_config().checkers:
        yield await asyncio.to_thread(_checker, checker, config)
    yield await _token(config)
    yield await asyncio.to_thread(_database, config.storage.path / "easel.db")
    yield await asyncio.to_thread(_folder, config.storage.path)
    if config.discord.token_file:
        yield _token_file(config.discord.token_file)


async def _ask_torch() -> Torch | str:
    """What torch says of itself, or what to do about it."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _ASK_TORCH,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, errors = await asyncio.wait_for(child.communicate(), _TORCH_SECONDS)
    except TimeoutError:
        child.kill()
        await child.wait()
        return f"does not answer within {_TORCH_SECONDS} s: is the graphics driver stuck?"
    if child.returncode:
        lines = errors.decode(errors="replace").strip().splitlines()
        why = lines[-1][:200] if lines else f"its process ended with {child.returncode}"
        return f"cannot be used ({why}). Install it again: pip install torch==2.13.0"
    torch: Torch = json.loads(out.splitlines()[-1])
    return torch


def _device(torch: Torch, wanted: str) -> Finding:
    cards, kind = torch["cards"], wanted.partition(":")[0]
    if kind == "auto":
        kind = "cuda" if cards else "mps" if torch["mps"] else "cpu"
    if kind == "cuda":
        index = int(wanted.partition(":")[2] or 0)
        if index >= len(cards):
            there = f"{len(cards)} of them" if cards else "none"
            text = f"[engine] device is {wanted!r}, but torch sees {there}: install the driver or "
            return Finding(name="device", ok=False, text=text + 'set device to "auto".')
        name, free, total = cards[index]
        return Finding(name="device", ok=True, text=f"{name}, {_size(free)} of {_size(total)} free")
    if kind == "mps" and not torch["mps"]:
        text = '[engine] device is "mps", but torch sees no such device: set it to "auto".'
        return Finding(name="device", ok=False, text=text)
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {_size(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES'))} of memory"
    return Finding(name="device", ok=True, text=f"{kind}, {os.cpu_count()} cores{memory}")


def _size(count: int) -> str:
    return f"{count / 2**30:.1f} GiB"


def _model(model: Model, config: Config) -> Finding:
    name = f"model {model.name}"
    try:
        folder = hub.fetch(model, config.engine.cache, offline=True, progress=lambda *_: None)
    except EngineError as error:
        if model.remote and config.engine.download:
            text = f"{model.source} is not here yet: it will be fetched when Easel starts."
            return Finding(name=name, ok=True, text=text)
        return Finding(name=name, ok=False, text=str(error))
    return Finding(name=name, ok=True, text=str(folder))


def _checker(checker: CheckerConfig, config: Config) -> Finding:
    """Has it look at a grey picture: that it can be loaded does not say that it answers."""
    name = f"checker {checker.name}"
    try:
        with closing(safety.start(checker, cache=config.engine.cache, download=False)) as process:
            process.open()
            began = time.perf_counter()
            verify(process.scores([_GREY]), process, count=1)
            seconds = time.perf_counter() - began
    except (CheckUnavailable, ValueError) as error:
        if checker.remote and config.engine.download:
            text = f"{checker.source} is not here yet: it will be fetched when Easel starts."
            return Finding(name=name, ok=True, text=text)
        return Finding(name=name, ok=False, text=str(error))
    text = f"{process.version}, {1000 * seconds:.0f} ms a picture"
    return Finding(name=name, ok=True, text=text)


async def _token(config: Config) -> Finding:
    try:
        account = await ask(config, config.token())
    except (ConfigError, AccountError) as error:
        return Finding(name="token", ok=False, text=str(error))
    return Finding(name="token", ok=True, text=f"it is {account.name}'s ({account.id})")


def _database(file: Path) -> Finding:
    """Looks without writing, so it may run beside the bot."""
    try:
        if not file.exists():
            return Finding(name="database", ok=True, text=f"{file}: none yet, made at start")
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            answer = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            version = database.execute("PRAGMA user_version").fetchone()[0]
    except (sqlite3.Error, OSError) as error:
        text = f"{file} cannot be opened ({error}): put a backup in its place."
        return Finding(name="database", ok=False, text=text)
    if answer != "ok":
        text = f"{file} is damaged ({answer}): put a backup in its place."
        return Finding(name="database", ok=False, text=text)
    return Finding(name="database", ok=True, text=f"{file}, schema {version}")


def _folder(folder: Path) -> Finding:
    name = "permissions"
    place = folder
    try:
        # A folder that is not there yet is made at start, inside the nearest one that is.
        place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        with tempfile.TemporaryFile(dir=place):
            mode = stat.S_IMODE(place.stat().st_mode)
    except OSError as error:
        text = f"{place} cannot be written ({error.strerror}): give it to the user who runs Easel, "
        return Finding(name=name, ok=False, text=text + "or name another as [storage] path.")
    if place != folder:
        return Finding(name=name, ok=True, text=f"{folder} can be made")
    if os.name == "posix" and mode & 0o077:
        text = f"others can look into {folder}: chmod 700 {folder}"
        return Finding(name=name, ok=False, text=text)
    return Finding(name=name, ok=True, text=f"{folder} can be written, by its owner alone")


def _token_file(file: Path) -> Finding:
    name = "token file"
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError as error:
        return Finding(name=name, ok=False, text=f"{file} cannot be read: {error.strerror}.")
    if os.name == "posix" and mode & 0o077:
        return Finding(name=name, ok=False, text=f"others can read {file}: chmod 600 {file}")
    return Finding(name=name, ok=True, text=f"{file}, for its owner alone")
