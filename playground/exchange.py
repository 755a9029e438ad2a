"""What the bot asked over REST and what it was told: the record tests look into."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from playground.payload import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    field: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer."""

    at: float  # monotonic
    seconds: float
    method: str
    path: str  # below the API's root, as asked
    route: str | None  # with its parameters' names; None when the playground has no such route
    query: dict[str, str]
    body: object  # parsed JSON, or None
    files: tuple[SentFile, ...]
    multipart: bool
    status: int  # 0 when the connection was broken instead
    answer: object
    faulted: bool

    @property
    def message(self) -> Json:
        """The message a body carries, wherever this kind of request has it."""
        body = self.body if isinstance(self.body, dict) else {}
        data = body.get("data") if self.path.endswith("/callback") else body
        return data if isinstance(data, dict) else {}


class Exchanges:
    """The latest requests, oldest first; memory stays bounded however long the bot runs."""

    def __init__(self, *, keep: int) -> None:
        self._kept: deque[Exchange] = deque(maxlen=keep)
        self.total = 0

    def add(self, exchange: Exchange) -> None:
        self._kept.append(exchange)
        self.total += 1

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        self._kept.clear()

    def matching(
        self, pattern: str, where: Callable[[Exchange], bool] = lambda _: True
    ) -> list[Exchange]:
        """Those like "PATCH */messages/@original" (see `Faults`), oldest first."""
        return [e for e in self if fnmatchcase(f"{e.method} {e.path}", pattern) and where(e)]
