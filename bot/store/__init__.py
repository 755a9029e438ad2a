"""What the bot remembers: SQLite through aiosqlite, one writer, numbered migrations."""

from bot.store.rows import (
    ENDS,
    UNPAINTED,
    WAITING,
    JobRow,
    Kind,
    PictureRow,
    Request,
    State,
    StoreError,
)
from bot.store.store import Store

__all__ = [
    "ENDS",
    "UNPAINTED",
    "WAITING",
    "JobRow",
    "Kind",
    "PictureRow",
    "Request",
    "State",
    "Store",
    "StoreError",
]
