"""Our side of every comparison: the engine, asked as any program asks it, and watched."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.peers import Result
from benchmarks.workloads import Asked
from engine import Cancelled, Engine, EngineConfig
from engine.exactness import AUTO

# How often the event loop is asked whether it is there, in seconds.
_PULSE: Final = 0.005
_NO_LIMIT: Final = 100_000
# So long without a forward pass, the device is idle.
_QUIET: Final = 0.5


def config(
    *, cache: Path, precision: str = AUTO, exactness: str = AUTO, at_once: int = 32
) -> EngineConfig:
    """An engine that paints and encodes, and does nothing that `pipe()` does not do."""
    return EngineConfig(
        device="cpu",
        precision=precision,
        exactness=exactness,
        at_once=at_once,
        cache=cache,
        checkers=(),
        preview_every=0,
        max_waiting=_NO_LIMIT,
        max_per_owner=_NO_LIMIT,
    )


@dataclass(eq=False, slots=True)
class Painter:
    """An engine, and how late its event loop came back while it painted."""

    engine: Engine
    lag: list[float] = field(default_factory=list)

    async def __call__(self, asked: Sequence[Asked]) -> list[Result]:
        """Ask when it is time, wait for all; results in the order of `asked`."""
        async with self._watched():
            began = time.perf_counter()
            return await asyncio.gather(*(self._one(one, began) for one in asked))

    async def _one(self, one: Asked, began: float) -> Result:
        await asyncio.sleep(max(0.0, began + one.at - time.perf_counter()))
        job = self.engine.submit(one.params, owner=one.owner, previews=False)
        if one.cancelled:
            async for progress in job.updates():
                if progress.step >= 1:
                    self.engine.cancel(job)
                    break
        try:
            [picture] = await job.pictures()
        except Cancelled:
            png, level = None, ""
        else:
            png, level = picture.png, picture.exactness
        took = time.perf_counter() - began - one.at
        return Result(asked=one, seconds=took, png=png, level=level)

    async def idle_after_cancel(self, one: Asked) -> float:
        """Seconds from a cancel in the middle until the last forward pass is over."""
        job = self.engine.submit(one.params, owner=one.owner, previews=False)
        async for progress in job.updates():
            if progress.step >= 3:
                break
        cancelled = last = time.perf_counter()
        self.engine.cancel(job)
        seen = self.engine.counters
        while time.perf_counter() - last < _QUIET:
            await asyncio.sleep(_PULSE / 5)
            if self.engine.counters != seen:
                seen, last = self.engine.counters, time.perf_counter()
        return last - cancelled

    @asynccontextmanager
    async def _watched(self) -> AsyncIterator[None]:
        async def watch() -> None:
            while True:
                due = time.perf_counter() + _PULSE
                await asyncio.sleep(_PULSE)
                self.lag.append(max(0.0, time.perf_counter() - due))

        watching = asyncio.create_task(watch())
        try:
            yield
        finally:
            watching.cancel()


@asynccontextmanager
async def painter(config: EngineConfig) -> AsyncIterator[Painter]:
    async with Engine.from_config(config) as engine:
        yield Painter(engine)
