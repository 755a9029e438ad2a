"""Engine: submit, cancel, watch. The asyncio face of the one GPU thread."""

import asyncio
import hashlib
import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Self

from engine.catalog import Catalog, Model
from engine.config import EngineConfig
from engine.darkroom import Darkroom
from engine.errors import (
    Cancelled,
    CheckUnavailable,
    EngineDown,
    EngineError,
    InvalidParams,
    ModelError,
    Parked,
)
from engine.exactness import check
from engine.job import Job, Picture, Status, Unchecked
from engine.painting import Painting
from engine.params import Params
from engine.parts import Parts, open_parts
from engine.queue import JobQueue, Pace, simulate
from engine.seam import (
    CheckerState,
    Counters,
    Died,
    Ended,
    Loading,
    Painted,
    Ready,
    Report,
    Started,
    Stepped,
    Ticket,
    Unloadable,
)
from engine.shelf import OnLoading, Shelf

log = logging.getLogger(__name__)

# How long leaving waits for pictures that the GPU has already painted.
_LAST_WORDS_SECONDS: Final = 5.0
# How often steps alone move the times that those who wait are told.
_REFRESH_SECONDS: Final = 1.0


def ignore_loading(loading: Loading) -> None:
    """The default `on_loading`: nobody is watching."""


class Engine:
    """Words in, pictures out.

    async with Engine.from_config() as engine:
        job = engine.submit(engine.catalog.default.params(prompt="a red apple"), owner=1)
        pictures = await job.pictures()

    Entering fetches and loads the default model and raises an `EngineError` if that fails; other
    models are fetched after it. Leaving stops the GPU thread; jobs that were not finished raise
    `Parked`. Everything here runs on the event loop, and what is not `async` returns at once.
    """

    def __init__(
        self,
        config: EngineConfig,
        open_parts: Callable[[EngineConfig], Parts],
        *,
        on_loading: OnLoading = ignore_loading,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.catalog: Final = Catalog(config.models, default=config.default_model)
        self._config = config
        self._open_parts = open_parts
        self._on_loading = on_loading
        self._now = now
        self._queue = JobQueue(max_waiting=config.max_waiting, max_per_owner=config.max_per_owner)
        self._pace = Pace()
        self._jobs: dict[str, Job] = {}  # not settled yet
        self._queued_at: dict[str, float] = {}
        self._paintings: dict[str, Painting] = {}  # in the executor's hands
        self._shelf = Shelf(cache=config.cache, download=config.download, on_loading=on_loading)
        self._loaded: dict[str, Ready] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._others: asyncio.Task[None] | None = None
        self._closing = False
        self._refreshing = False
        self._shown = now()
        self._parts: Parts | None = None

    @classmethod
    def from_config(
        cls, config: EngineConfig | None = None, *, on_loading: OnLoading = ignore_loading
    ) -> Self:
        """An engine that is not started yet; `on_loading` is called on the event loop."""

        return cls(config or EngineConfig(), open_parts, on_loading=on_loading)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._failure: asyncio.Future[EngineError] = self._loop.create_future()
        self._first: asyncio.Future[Ready] = self._loop.create_future()
        self._darkroom = Darkroom()
        try:
            # The folder first: that it is missing or damaged is known long before torch is there.
            model = await self._shelf.fetch(self.catalog.default)
            self._parts = await asyncio.to_thread(self._open_parts, self._config)
            self._darkroom = Darkroom(self._parts.checkers)
            self._parts.executor.start(self._hear)
            self._parts.executor.load(model)
            await self._first
        except BaseException:
            await self._close()
            raise
        self._others = asyncio.create_task(self._fetch_others(), name="fetch other models")
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._closing = True
        # What the GPU has finished is still told; the rest can be asked for again.
        if self._settling:
            await asyncio.wait(self._settling, timeout=_LAST_WORDS_SECONDS)
        await self._close()

    async def _close(self) -> None:
        self._closing = True
        self._shelf.close()
        for job in list(self._jobs.values()):
            self._fail(job, Parked("Easel is stopping, so this request was put aside."))
        tasks = [*self._settling, *([self._others] if self._others else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._first.done() and not self._first.cancelled():
            self._first.exception()  # read: asyncio must not complain if entering was cut short
        if self._parts is not None:
            await asyncio.to_thread(self._parts.executor.close)
        await asyncio.to_thread(self._darkroom.close)

    def submit(
        self,
        params: Params,
        *,
        owner: int,
        job_id: str | None = None,
        image: bytes | None = None,
        previews: bool = True,
        accepted: bool = False,
        held: bool = False,
        exactness: str | None = None,
    ) -> Job:
        """Queue a request, or raise an `EngineError` that says why not.

        What goes wrong later, `job.pictures()` raises. `accepted` is for jobs that were promised
        before a restart: the limits of the line do not count for them. A `held` job has its place
        in the line and counts, but is not painted before it is released. A recipe with an image
        needs the prepared picture that it names. `exactness` is what a picture recorded, and paints
        it again with the same bytes.
        """
        self._check_open()
        if self.failure is not None:
            raise _down()
        model = self.catalog.check(params)
        if self._shelf.is_absent(model.name):
            raise _absent(model)
        # One that was promised waits for its model; nobody new is let in for hours of waiting.
        if not accepted and model.name not in self._shelf:
            raise ModelError(f"{model.name} is still being fetched. Try again later.")
        _check_image(params, image)
        if exactness is not None:
            check(exactness)
        job_id = uuid.uuid4().hex[:12] if job_id is None else job_id
        if job_id in self._jobs:
            raise InvalidParams("This request is in the line already.")
        job = Job(
            id=job_id,
            params=params,
            owner=owner,
            image=image,
            previews=previews,
            exactness=exactness,
            notes=model.hints(params),
        )
        self._queue.put(job, accepted=accepted)
        if held:
            self._queue.hold(job)
        self._jobs[job.id] = job
        self._queued_at[job.id] = self._now()
        job.show(replace(job.progress, place=self._queue.place(job)))
        self._hand_over()
        return job

    def release(self, job: Job) -> None:
        """Let a held job be painted when its turn comes."""
        self._queue.release(job)
        self._hand_over()

    def cancel(self, job: Job) -> None:
        """The job raises `Cancelled` at once; the GPU stops within a step."""
        if job.status.settled:
            return
        self._fail(job, Cancelled("This request was cancelled."))
        self._hand_over()

    def find(self, job_id: str) -> Job | None:
        """A job that waits or runs."""
        return self._jobs.get(job_id)

    def waiting(self) -> Sequence[Job]:
        """In the order in which they will be painted."""
        return self._queue.in_order()

    def running(self) -> Sequence[Job]:
        return [job for job in self._jobs.values() if job.status is Status.RUNNING]

    @property
    def loaded(self) -> Mapping[str, Ready]:
        """The models that were loaded: device, precision and revision of each."""
        return MappingProxyType(self._loaded)

    @property
    def counters(self) -> Counters:
        """What the GPU thread has done so far."""
        return self._parts.executor.counters if self._parts else Counters()

    @property
    def checker(self) -> str:
        """Name and version of every picture checker, or `none`."""
        return self._darkroom.checker

    @property
    def checkers(self) -> Sequence[CheckerState]:
        """How each picture checker does."""
        return self._darkroom.states

    async def check(self, png: bytes) -> Mapping[str, float]:
        """The scores of a picture, for one that was made from a picture of ours: an enlarged one.

        Raises `CheckUnavailable`, and `EngineError` for bytes that are no PNG.
        """
        return await self._checking().scores(png)

    async def recheck(self, unchecked: Unchecked) -> Picture:
        """What a job could not have checked, once more. Raises `CheckUnavailable`."""
        return await self._checking().recheck(unchecked)

    @property
    def failure(self) -> EngineError | None:
        """Why the GPU thread died, once it has."""
        return self._failure.result() if self._failure.done() else None

    async def failed(self) -> EngineError:
        """Wait until the GPU thread has died; then the process should park its jobs and exit."""
        return await asyncio.shield(self._failure)

    def _checking(self) -> Darkroom:
        """The darkroom, once its checkers are there."""
        self._check_open()
        if self._parts is None:
            raise CheckUnavailable("Easel is starting. Try again in a minute.")
        return self._darkroom

    def _check_open(self) -> None:
        if self._closing:
            raise Parked("Easel is stopping. Try again in a minute.")

    # Down to the executor

    def _hand_over(self) -> None:
        """Give the executor what it has room for, in the order of the line."""
        while self._parts and not self._closing and self.failure is None:
            if len(self._paintings) >= self._parts.room:
                break
            job = self._queue.take(can_start=self._can_start)
            if job is None:
                break
            job.timings.queued = self._now() - self._queued_at.pop(job.id)
            self._paintings[job.id] = Painting(
                job, darkroom=self._darkroom, pace=self._pace, now=self._now
            )
            self._parts.executor.paint(
                Ticket(
                    job_id=job.id,
                    params=job.params,
                    model=self._shelf[job.params.model],
                    preview_every=self._config.preview_every if job.previews else 0,
                    image=job.image,
                    owner=job.owner,
                    exactness=job.exactness,
                )
            )
        if not self._paintings:
            self._queue.rest()
        self._refresh()

    def _can_start(self, job: Job) -> bool:
        if self._parts is None or job.params.model not in self._shelf:
            return False
        inside = sum(painting.job.owner == job.owner for painting in self._paintings.values())
        return inside < self._parts.room_per_owner

    def _refresh(self) -> None:
        """Show the line anew: once per turn of the loop, however much happens in it."""
        if not self._refreshing and len(self._queue):
            self._refreshing = True
            self._loop.call_soon(self._show_places)

    def _show_places(self) -> None:
        self._refreshing = False
        self._shown = self._now()
        waiting = self._queue.in_order()
        running = [painting.remaining for painting in self._paintings.values()]
        known = [seconds for seconds in running if seconds is not None]
        etas: Sequence[float | None] = [None] * len(waiting)
        if len(known) == len(running) and self._parts:
            costs = [self._pace.seconds(job.params) for job in waiting]
            # Jobs inside share every step, so each takes longer than it would alone; but timings
            # were made with others inside too, and where there is a line the room is full. So
            # those inside count as places side by side, each with the pace that was seen lately.
            etas = simulate(known, costs, room=max(1, len(running)))
        for place, (job, eta) in enumerate(zip(waiting, etas, strict=True), 1):
            job.show(replace(job.progress, place=place, eta_seconds=eta))

    def _fail(self, job: Job, error: EngineError) -> None:
        self._queue.remove(job)
        self._jobs.pop(job.id, None)
        self._queued_at.pop(job.id, None)
        job.fail(error)
        if painting := self._paintings.get(job.id):
            painting.drop()
            if self._parts:
                self._parts.executor.cancel(job.id)

    # Up from the executor

    def _hear(self, report: Report) -> None:
        """On the GPU thread."""
        self._loop.call_soon_threadsafe(self._on_report, report)

    def _on_report(self, report: Report) -> None:
        match report:
            case Loading():
                self._on_loading(report)
                for waiting in self._paintings.values():
                    if waiting.job.params.model == report.model:
                        waiting.hear(report)
            case Ready():
                self._loaded[report.model] = report
                if report.model == self.catalog.default.name and not self._first.done():
                    self._first.set_result(report)
            case Unloadable():
                self._cannot_load(report)
            case Died():
                self._die(report.error)
            case Ended():
                self._ended(report)
            case Started() | Stepped() | Painted():
                if painting := self._paintings.get(report.job_id):
                    painting.hear(report)
                    if self._now() - self._shown >= _REFRESH_SECONDS:
                        self._refresh()

    def _ended(self, report: Ended) -> None:
        painting = self._paintings.pop(report.job_id, None)
        if painting is not None and not painting.job.status.settled:
            if report.error is None:
                task = asyncio.create_task(self._settle(painting))
                self._settling.add(task)
                task.add_done_callback(self._settling.discard)
            else:
                painting.drop()
                self._fail(painting.job, report.error)
        self._hand_over()

    async def _settle(self, painting: Painting) -> None:
        await painting.settle()
        self._jobs.pop(painting.job.id, None)

    def _cannot_load(self, report: Unloadable) -> None:
        if report.model == self.catalog.default.name and not self._first.done():
            self._first.set_exception(report.error)
        else:
            log.error("Model %s cannot be loaded: %s", report.model, report.error)

    def _die(self, error: EngineError) -> None:
        log.error("The GPU thread died: %s", error)
        if not self._failure.done():
            self._failure.set_result(error)
        if not self._first.done():
            self._first.set_exception(error)
        for job in list(self._jobs.values()):
            if job.status is Status.WAITING:
                self._fail(job, Parked("The engine broke down before this request's turn."))
            elif job.id in self._paintings:
                self._fail(job, _down())
        self._paintings.clear()

    async def _fetch_others(self) -> None:
        for model in self.catalog:
            if model.name in self._shelf:
                continue
            try:
                await self._shelf.fetch(model)
            except ModelError as error:
                log.error("%s", error)  # noqa: TRY400 - the sentence says it all
                for job in self._queue.in_order():
                    if job.params.model == model.name:
                        self._fail(job, _absent(model))
            self._hand_over()


def _check_image(params: Params, image: bytes | None) -> None:
    given = None if image is None else hashlib.sha256(image).hexdigest()
    if given == params.image:
        return
    if given is None:
        raise InvalidParams("This is painted over a picture that is not here: give it as well.")
    raise InvalidParams("This is not the picture that the recipe is painted over.")


def _absent(model: Model) -> ModelError:
    return ModelError(f"{model.name} cannot be used at the moment.")


def _down() -> EngineDown:
    return EngineDown("The painting engine has broken down and must be started again.")
