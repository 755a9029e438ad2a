"""The data folder: made, tried and locked before anything in it is opened."""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.rows import StoreError


def prepare(folder: Path) -> None:
    try:
        for name in ("pictures", "images"):
            (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Set [storage] path to a folder that Easel's user owns."
        ) from error


def lock(folder: Path) -> FileLock:
    """Held until released, or until the process dies."""
    path = folder / "easel.lock"
    owner = folder / "easel.pid"
    # A lock of the process, not of a thread: it is taken here and released at exit.
    held = FileLock(path, timeout=0, thread_local=False)
    try:
        held.acquire()
    except Timeout as error:
        first = owner.read_text("ascii").strip() if owner.exists() else "unknown"
        raise StoreError(
            f"Another Easel (process {first}) is using the data folder {folder}. "
            "Stop it first, or give this one a folder of its own."
        ) from error
    owner.write_text(f"{os.getpid()}\n", "ascii")
    return held
