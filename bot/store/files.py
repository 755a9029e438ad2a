"""Picture files, named by their own hash, in two levels of folders; knows no rows."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


def _private(path: str, flags: int) -> int:
    """Readable by nobody else, whatever the umask: some pictures wait for a moderator."""
    return os.open(path, flags, 0o600)


class PictureFiles:
    """Blocking on purpose: callers on the event loop go through a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.png"

    def write(self, png: bytes) -> str:
        """Keep the bytes; whole or not at all, also when the power fails. Returns the sha256."""
        sha256 = hashlib.sha256(png).hexdigest()
        path = self.path(sha256)
        if self.read(sha256) is not None:
            path.touch()  # asked for again: its time starts again
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{sha256}.{secrets.token_hex(4)}.tmp")
        try:
            with open(draft, "xb", opener=_private) as file:
                file.write(png)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        # A rename is only on disk once its folder is.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """The picture, or None if it expired or no longer is what its name says."""
        try:
            png = self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None
        return png if hashlib.sha256(png).hexdigest() == sha256 else None

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """Hashes of files last written before `moment` (seconds since the epoch)."""
        for path in self._folder.glob("??/*.png"):
            if path.stat().st_mtime < moment:
                yield path.stem

    def sweep_drafts(self) -> None:
        """Drop what a crash left half written. Only while nothing else writes."""
        for draft in self._folder.glob("??/.*.tmp"):
            draft.unlink(missing_ok=True)
