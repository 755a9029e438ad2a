"""A job in the executor's hands: its steps, its previews, and its pictures' way out."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from engine.darkroom import UNCHECKED, Checked, Darkroom, worst
from engine.errors import CheckUnavailable, EngineError, RenderFault
from engine.job import Job, Picture, Status, Unchecked, Withheld
from engine.queue import Pace
from engine.seam import Loading, Painted, Pixels, Started, Stepped

# The first step also encodes the prompt; after two of each picture a job's own pace tells more
# than others' did.
_TELLING_STEPS: Final = 2


class Painting:
    """Lives on the event loop, from the moment a job is handed over until it is settled."""

    def __init__(
        self, job: Job, *, darkroom: Darkroom, pace: Pace, now: Callable[[], float]
    ) -> None:
        self.job = job
        self._darkroom = darkroom
        self._pace = pace
        self._now = now
        self._began = now()
        self._steps = [0] * job.params.count  # done, of each picture: all are painted at once
        self._tiles: list[Pixels | None] = [None] * job.params.count
        self._checked: Checked = {}
        self._finishing: dict[int, asyncio.Task[Picture]] = {}
        self._drawing: asyncio.Task[None] | None = None
        self._stale = False
        job.show(replace(job.progress, status=Status.RUNNING, place=0, eta_seconds=self.remaining))

    @property
    def remaining(self) -> float | None:
        """Seconds until the last picture; `None` while there is nothing to judge by."""
        progress = self.job.progress
        if progress.loading is not None:
            return None
        elapsed = self._now() - self._began
        share = progress.step / progress.steps
        if self._is_telling():
            return elapsed / share * (1 - share)
        usual = self._pace.seconds(self.job.params)
        return None if usual is None else max(usual - elapsed, 0.0)

    def hear(self, report: Loading | Started | Stepped | Painted) -> None:
        if self.job.status.settled:
            return
        match report:
            case Loading():
                now = replace(self.job.progress, loading=report.text, eta_seconds=None)
                self.job.show(now)
            case Started():
                self._began = self._now()
                self.job.show(replace(self.job.progress, loading=None))
                self.job.show(replace(self.job.progress, eta_seconds=self.remaining))
                self.job.notes += report.notes
            case Stepped():
                self._stepped(report)
            case Painted():
                self._painted(report)

    def _is_telling(self) -> bool:
        return sum(self._steps) >= _TELLING_STEPS * len(self._steps)

    def _stepped(self, report: Stepped) -> None:
        self._steps[report.picture] = report.step
        self.job.show(
            replace(
                self.job.progress,
                step=sum(self._steps),
                steps=report.steps * self.job.params.count,
                picture=report.picture,
            )
        )
        self.job.show(replace(self.job.progress, eta_seconds=self.remaining))
        progress = self.job.progress
        if self._is_telling() and self._pace.seconds(self.job.params) is None:
            # The first job of its model: those behind it need not wait for its end to be told.
            elapsed = self._now() - self._began
            self._pace.observe(self.job.params, seconds=elapsed / progress.step * progress.steps)
        if report.preview is not None:
            self._tiles[report.picture] = report.preview
            self._draw()

    def _painted(self, report: Painted) -> None:
        self._finishing[report.picture] = asyncio.create_task(
            self._darkroom.finish(
                report.pixels,
                self.job.params.alone(report.picture),
                revision=report.revision,
                exactness=report.exactness,
                precision=report.precision,
            )
        )
        if self.job.previews and self.job.params.count > 1:
            self._tiles[report.picture] = report.pixels
            self._draw()

    async def settle(self) -> None:
        """The executor has finished: wait for the darkroom, then settle the job."""
        self.job.timings.painting = self._now() - self._began
        self._pace.observe(self.job.params, seconds=self.job.timings.painting)
        try:
            made = [await self._made(task) for task in self._in_order()]
            if self.job.image is not None:
                made = await self._judged_with(self.job.image, made)
            pictures = [each for each in made if isinstance(each, Picture)]
            if len(pictures) < len(made):
                unchecked = tuple(self._unchecked(each) for each in made)
                raise Withheld(UNCHECKED, unchecked=unchecked)
            self.job.finish(pictures)
        except EngineError as error:
            self.job.fail(error)
        finally:
            self.drop()

    async def _made(self, task: asyncio.Task[Picture]) -> Picture | Unchecked:
        try:
            return await task
        except Withheld as error:
            (unchecked,) = error.unchecked
            return unchecked

    async def _judged_with(
        self, image: bytes, made: list[Picture | Unchecked]
    ) -> list[Picture | Unchecked]:
        """What may not be shown is not shown painted over either, however little is left of it."""
        try:
            given = await self._darkroom.scores(image)
        except CheckUnavailable:
            return [self._unchecked(each) for each in made]
        return [
            replace(each, scores=worst((given, each.scores))) if isinstance(each, Picture) else each
            for each in made
        ]

    def _unchecked(self, made: Picture | Unchecked) -> Unchecked:
        """Of a job all pictures or none are checked again, each with the image under it."""
        return Unchecked(
            png=made.png,
            params=made.params,
            model_revision=made.model_revision,
            exactness=made.exactness,
            image=self.job.image,
        )

    def drop(self) -> None:
        """Nobody wants what is still under way."""
        for task in (*self._finishing.values(), self._drawing):
            if task is not None and not task.cancel() and not task.cancelled():
                task.exception()  # read: asyncio must not complain about it

    def _in_order(self) -> list[asyncio.Task[Picture]]:
        wanted = range(self.job.params.count)
        if any(index not in self._finishing for index in wanted):
            raise RenderFault("A picture was lost on the way. Try again.")
        return [self._finishing[index] for index in wanted]

    def _draw(self) -> None:
        """Draw the newest preview; while one is being drawn, only the newest waits."""
        self._stale = True
        if self._drawing is None or self._drawing.done():
            self._drawing = asyncio.create_task(self._draw_until_fresh())

    async def _draw_until_fresh(self) -> None:
        params = self.job.params
        while self._stale and not self.job.status.settled:
            self._stale = False
            try:
                content, self._checked = await self._darkroom.preview(
                    tuple(self._tiles), self._checked, width=params.width, height=params.height
                )
            except CheckUnavailable:
                return  # no preview; the picture itself will say why
            scores = worst(self._checked.values())
            self.job.show(replace(self.job.progress, preview=content, preview_scores=scores))
