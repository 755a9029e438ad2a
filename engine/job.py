"""One request on its way through the engine."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.errors import Cancelled, CheckUnavailable, EngineError
from engine.params import Params


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def settled(self) -> bool:
        return self not in (Status.WAITING, Status.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A snapshot. Steps count over all pictures of the job."""

    status: Status
    step: int = 0
    steps: int
    picture: int = 0  # which of the pictures is being painted, from 0
    place: int = 0  # in the line: 1 is next, 0 is not waiting
    eta_seconds: float | None = None  # until the pictures are there; None: not known yet
    loading: str | None = None  # what is read of its model; None: nothing has to be
    preview: bytes | None = None  # a small WebP of all pictures so far
    # The worst of each class over what the preview shows: it may be held back like any picture.
    preview_scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished, checked picture and the recipe that paints it again, alone."""

    png: bytes
    params: Params  # count = 1
    sha256: str  # of `png`
    model_revision: str
    # Empty without a checker. Of a picture painted over another one the worse score of the two.
    scores: Mapping[str, float]
    checker: str  # name and version of who gave the scores, or `none`
    exactness: str = "exact"  # how far its bits may depend on company: exact, pinned:4 or fast

    @property
    def seed(self) -> int:
        return self.params.seed

    @property
    def width(self) -> int:
        return self.params.width

    @property
    def height(self) -> int:
        return self.params.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A painted picture that nobody may see: no checker has judged it. `Engine.recheck` may.

    It has neither scores nor a hash, so nothing that shows or keeps pictures takes it for one.
    """

    png: bytes
    params: Params  # count = 1
    model_revision: str
    exactness: str
    image: bytes | None = None  # what it was painted over: judged with it


class Withheld(CheckUnavailable):
    """A job was painted, but not every picture could be checked: none leaves, and none is lost."""

    def __init__(self, message: str, *, unchecked: tuple[Unchecked, ...]) -> None:
        super().__init__(message)
        self.unchecked = unchecked  # all of the job, in order


@dataclass(slots=True, kw_only=True)
class Timings:
    """Seconds, filled in as they are known."""

    queued: float | None = None
    painting: float | None = None


def _future() -> asyncio.Future[Sequence[Picture]]:
    return asyncio.get_running_loop().create_future()


@dataclass(eq=False, slots=True, kw_only=True)
class Job:
    """Made, watched and settled on the event loop; no other thread sees it."""

    id: str
    params: Params
    owner: int  # whose turn it takes; the bot passes the member's id
    image: bytes | None = field(default=None, repr=False)  # what `params.image` names, prepared
    previews: bool = True
    exactness: str | None = None  # to paint at, as a picture recorded it; None: as the engine does
    notes: tuple[str, ...] = ()  # advice, and which words the model did not read
    timings: Timings = field(default_factory=Timings)
    progress: Progress = field(init=False)
    _pictures: asyncio.Future[Sequence[Picture]] = field(default_factory=_future, repr=False)
    _watchers: set[asyncio.Event] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        self.progress = Progress(
            status=Status.WAITING, steps=self.params.steps_walked * self.params.count
        )

    @property
    def status(self) -> Status:
        return self.progress.status

    async def pictures(self) -> Sequence[Picture]:
        """Wait for the pictures, or raise the `EngineError` that stopped them.

        Giving up on the wait does not cancel the job.
        """
        return await asyncio.shield(self._pictures)

    async def updates(self) -> AsyncGenerator[Progress, None]:
        """The snapshot of now, then each newest one; the settled one is the last.

        A slow reader misses the snapshots in between, never the newest.
        """
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while True:
                changed.clear()
                progress = self.progress
                yield progress
                if progress.status.settled:
                    return
                await changed.wait()
        finally:
            self._watchers.discard(changed)

    def show(self, progress: Progress) -> None:
        """Replace the snapshot; a settled job keeps its last one."""
        if self.status.settled or progress == self.progress:
            return
        self.progress = progress
        for changed in self._watchers:
            changed.set()

    def finish(self, pictures: Sequence[Picture]) -> None:
        if not self.status.settled:
            self._pictures.set_result(tuple(pictures))
            self._settle(Status.DONE)

    def fail(self, error: EngineError) -> None:
        if not self.status.settled:
            self._pictures.set_exception(error)
            self._pictures.exception()  # read: asyncio must not complain if nobody waits
            cancelled = isinstance(error, Cancelled)
            self._settle(Status.CANCELLED if cancelled else Status.FAILED)

    def _settle(self, status: Status) -> None:
        last = self.progress
        done = status is Status.DONE
        self.show(
            Progress(
                status=status,
                step=last.steps if done else last.step,
                steps=last.steps,
                picture=last.picture,
                preview=last.preview,
                preview_scores=last.preview_scores,
            )
        )
