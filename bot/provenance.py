"""What signs the pictures that are sent, if the host wants them signed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Config, ConfigError
from engine.errors import CannotSign

if TYPE_CHECKING:
    from engine.credentials import Signer

MISSING = "Signing pictures needs an extra: pip install 'easel[c2pa]'"


def signer(config: Config) -> "Signer | None":
    """As [provenance] says; None: pictures are sent unsigned. Blocking. Raises `ConfigError`."""
    if not config.provenance.c2pa:
        return None
    try:
        from engine.credentials import Signer
    except ImportError as error:
        raise ConfigError(f"[provenance] c2pa is on. {MISSING}") from error

    certificates, key = config.provenance.files(config.storage.path)
    try:
        return Signer(_read(certificates), _read(key, private=True))
    except CannotSign as error:
        raise ConfigError(f"[provenance] c2pa is on. {error}") from error


def _read(file: Path, *, private: bool = False) -> str:
    try:
        if private and os.name == "posix" and file.stat().st_mode & 0o077:
            raise ConfigError(f"Others can read the key {file}: chmod 600 {file}")
        return file.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise ConfigError(
            f"[provenance] c2pa is on, but there is no file {file}. `easel c2pa init` makes it."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}.") from error
