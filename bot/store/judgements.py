"""What the policy said of every picture: for histograms, and to try another level on the past."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import aiosqlite

from bot.rules import Level
from bot.store.database import Database
from bot.store.rows import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One picture as it was judged then. It names no member, and its job may be gone."""

    at: float  # seconds since the epoch
    checker: str
    scores: Mapping[str, float]
    ruling: Ruling
    decision: str | None  # what a moderator made of it: approved, spoilered, rejected, expired


async def note(
    connection: aiosqlite.Connection,
    *,
    job_id: int,
    number: int,
    at: float,
    checker: str,
    scores: Mapping[str, float],
    ruling: Ruling,
) -> None:
    """Keep one judgement, as part of the transaction that acts on it."""
    await connection.execute(
        "INSERT INTO judgements (server_id, job_id, number, at, level, age_restricted, checker, "
        "scores, verdict, would, band, category) "
        "SELECT server_id, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM jobs WHERE id = ?",
        (
            number,
            at,
            ruling.level,
            int(ruling.age_restricted),
            checker,
            json.dumps(dict(scores)),
            ruling.verdict,
            ruling.would,
            ruling.band,
            ruling.category,
            job_id,
        ),
    )


async def decided(
    connection: aiosqlite.Connection, *, job_id: int, numbers: Iterable[int], decision: str
) -> None:
    """A moderator settled these pictures: said of the last judgement of each."""
    await connection.executemany(
        "UPDATE judgements SET decision = ? WHERE id = "
        "(SELECT max(id) FROM judgements WHERE job_id = ? AND number = ?)",
        [(decision, job_id, number) for number in numbers],
    )


class Judgements:
    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def since(self, server_id: int, *, seconds: float) -> list[Judged]:
        """Every picture of a server, the last judgement of each, in order."""
        rows = await self._database.rows(
            "SELECT * FROM judgements AS mine WHERE server_id = ? AND at > ? AND NOT EXISTS ("
            "SELECT 1 FROM judgements WHERE job_id = mine.job_id AND number = mine.number "
            "AND id > mine.id) ORDER BY id",
            (server_id, self._now() - seconds),
        )
        return [
            Judged(
                at=row["at"],
                checker=row["checker"],
                scores=json.loads(row["scores"]),
                ruling=Ruling(
                    verdict=row["verdict"],
                    would=row["would"],
                    band=row["band"],
                    level=Level(row["level"]),
                    age_restricted=bool(row["age_restricted"]),
                    category=row["category"],
                ),
                decision=row["decision"],
            )
            for row in rows
        ]
