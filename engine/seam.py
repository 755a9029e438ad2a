"""What crosses the line between the event loop and the GPU thread: tickets down, reports up.

Every value is frozen and knows neither torch nor asyncio, so an executor may as well live in
another process. A `Model` that crosses the line is resolved: its `source` is a folder on this
machine and its `revision` says exactly which weights lie in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.catalog import Model
from engine.errors import EngineError
from engine.params import Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A picture in memory: rows from the top, three bytes (red, green, blue) each."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """An order to paint one job."""

    job_id: str
    params: Params
    model: Model
    preview_every: int  # steps between previews; 0: nobody watches
    owner: int = 0  # whose turn it takes
    exactness: str | None = None  # as a picture recorded it; None: the executor's own choice
    image: bytes | None = None  # the prepared picture that `params.image` names


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """A model is on its way: from the hub, from disk, to the device."""

    model: str
    fraction: float | None  # 0 to 1; None: not known
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A model is in memory and warm."""

    model: str
    device: str
    precision: str
    revision: str
    exactness: str = "exact"  # of its pictures, where nothing else is asked for
    reason: str = ""  # for that


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    job_id: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    job_id: str
    picture: int
    step: int  # done so far, of this picture
    steps: int  # evaluations that this picture takes: not always the number asked for
    preview: Pixels | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    job_id: str
    picture: int
    pixels: Pixels
    revision: str
    exactness: str = "exact"
    precision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The last word on a job: the executor has room again. Cancelled jobs end with `Cancelled`."""

    job_id: str
    error: EngineError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unloadable:
    """A model could not be loaded; the executor goes on with the others."""

    model: str
    error: EngineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """The thread is gone, and every job in it."""

    error: EngineError


Report = Loading | Ready | Unloadable | Started | Stepped | Painted | Ended | Died


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """What an executor has done since it started: shared steps are judged by these."""

    passes: int = 0  # forward passes for pictures
    rows: int = 0  # in them, of pictures
    padding: int = 0  # in them, of nobody


class Executor(Protocol):
    """The one thread that owns the GPU. Every method returns at once, but for `close`."""

    @property
    def counters(self) -> Counters:
        """As of the latest pass; may be read on any thread."""

    def start(self, report: Callable[[Report], None]) -> None:
        """Begin; `report` is called on the executor's thread, in order."""

    def load(self, model: Model) -> None:
        """Have this model in memory: `Ready` or `Unloadable` follows."""

    def paint(self, ticket: Ticket) -> None:
        """Paint a job: `Started`, `Stepped`s, `Painted`s, and always one `Ended`."""

    def cancel(self, job_id: str) -> None:
        """Stop a job within one step; nothing happens if it is not here any more."""

    def close(self) -> None:
        """Stop everything and join the thread."""


# The lowest and the highest score that a class can have.
Span = tuple[float, float]


class Checker(Protocol):
    """Looks at pictures and gives scores, never verdicts. Called in the CPU pool."""

    @property
    def name(self) -> str:
        """Stands in front of each of its classes, with a slash."""

    @property
    def version(self) -> str: ...

    @property
    def classes(self) -> Mapping[str, Span]:
        """What every answer has, no more and no less."""

    def scores(self, pictures: Sequence[Pixels]) -> Sequence[Mapping[str, float]]:
        """Of each picture, in order. May raise anything, but must come back before long."""

    def close(self) -> None:
        """Give everything back, also under a check that is going on. Blocking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckerState:
    """How a checker does: for whoever must know why pictures are held."""

    name: str
    version: str
    works: bool = True  # the latest check succeeded, or there was none yet
    error: str | None = None  # the latest failure, also one that is over
    failed_at: float | None = None  # when that was, in seconds since 1970
