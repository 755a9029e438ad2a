"""What the bot remembers: SQLite through aiosqlite, one writer, numbered migrations."""

from bot.store.acts import Act
from bot.store.appeals import APPEAL_SECONDS, Appeal, AppealState
from bot.store.desk import Hold, HoldState
from bot.store.judgements import Judged
from bot.store.members import Usage
from bot.store.privacy import Erased
from bot.store.reports import Report, ReportState
from bot.store.rows import (
    ENDS,
    UNPAINTED,
    WAITING,
    Card,
    JobRow,
    Kind,
    PictureRow,
    Request,
    Ruling,
    State,
    StoreError,
)
from bot.store.store import Store

__all__ = [
    "APPEAL_SECONDS",
    "ENDS",
    "UNPAINTED",
    "WAITING",
    "Act",
    "Appeal",
    "AppealState",
    "Card",
    "Erased",
    "Hold",
    "HoldState",
    "JobRow",
    "Judged",
    "Kind",
    "PictureRow",
    "Report",
    "ReportState",
    "Request",
    "Ruling",
    "State",
    "Store",
    "StoreError",
    "Usage",
]
