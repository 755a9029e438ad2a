"""The other side of every comparison: diffusers' own pipeline, served without shared steps."""

import asyncio
import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers.utils import logging as diffusers_logging
from PIL import Image
from transformers.utils import logging as transformers_logging

from benchmarks.curve import Curve
from benchmarks.workloads import Asked
from engine import samplers
from engine.batcher import BUCKETS
from engine.catalog import Model
from engine.families.sd import StableDiffusion
from engine.params import Params
from engine.pool import PRECISIONS
from engine.samplers import Training

Paint = Callable[[Sequence[Params]], list[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a request brought: how long it took, and the picture; none if it was cancelled."""

    asked: Asked
    seconds: float
    png: bytes | None
    level: str = ""  # of exactness, where the engine painted it

    @property
    def pixels(self) -> bytes | None:
        """What `exact` is about; the text in a PNG differs between the two sides."""
        if self.png is None:
            return None
        with Image.open(io.BytesIO(self.png)) as image:
            return image.convert("RGB").tobytes()


class Pipe:
    """`StableDiffusionPipeline`, eager, at torch's own number of threads; S0 is the one in fp32."""

    def __init__(self, folder: Path, precision: str = "fp32") -> None:
        # Bars and advice of the libraries would stand between the lines of the report.
        for logging in (diffusers_logging, transformers_logging):
            logging.disable_progress_bar()
            logging.set_verbosity_error()
        from diffusers import StableDiffusionPipeline  # the advice comes with it

        self._pipe = StableDiffusionPipeline.from_pretrained(  # type: ignore[no-untyped-call]  # diffusers has no types
            folder, dtype=PRECISIONS[precision], local_files_only=True
        )
        self._pipe.set_progress_bar_config(disable=True)
        self.precision = precision
        self._training = Training.from_config(self._pipe.scheduler.config)

    def curve(self, model: Model, *, repeats: int) -> Curve:
        """Seconds of the UNet's forward pass by row count, in turns."""
        pipe = self._pipe
        family = StableDiffusion(
            tokenizer=pipe.tokenizer,
            text_encoder=pipe.text_encoder,
            unet=pipe.unet,
            vae=pipe.vae,
            training=self._training,
        )
        times: dict[int, list[float]] = {rows: [] for rows in BUCKETS}
        with torch.inference_mode():
            lone, *pairs = [
                family.rows(family.start(model.params(prompt="x", seed=0, guidance=guidance)))
                for guidance in (1.0, *[5.0] * (max(BUCKETS) // 2))
            ]
            for _ in range(repeats + 1):
                for rows, taken in times.items():
                    batch = [lone] if rows == 1 else pairs[: rows // 2]
                    began = time.perf_counter()
                    family.forward(batch)
                    taken.append(time.perf_counter() - began)
        return Curve(
            name=f"this machine in {self.precision}",
            origin="measured in this run",
            seconds={rows: statistics.median(taken[1:]) for rows, taken in times.items()},
        )

    def __call__(self, batch: Sequence[Params]) -> list[bytes]:
        """PNGs of requests that differ in words and seeds only."""
        first = batch[0]
        kind = samplers.SAMPLERS[first.sampler].scheduler
        self._pipe.scheduler = kind(**samplers.config(first.sampler, self._training))
        images = self._pipe(
            [params.prompt for params in batch],
            negative_prompt=[params.negative for params in batch],
            width=first.width,
            height=first.height,
            num_inference_steps=first.steps,
            guidance_scale=first.guidance,
            generator=[torch.Generator().manual_seed(params.seed) for params in batch],
        ).images
        return [_png(image) for image in images]


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def alike(one: Params, other: Params) -> bool:
    """Whether a static batch can hold both."""
    return (one.steps, one.sampler, one.guidance, one.width, one.height) == (
        other.steps, other.sampler, other.guidance, other.width, other.height,
    )  # fmt: skip


async def serve(paint: Paint, asked: Sequence[Asked], *, most: int = 1) -> list[Result]:
    """First come, first served: S0 with `most` 1; else S2, which takes those alike along.

    All alike and there at once, S2 is the static oracle S1. `pipe()` cannot be interrupted: a
    cancelled request that is being painted is painted to its end for nobody.
    """
    began = time.perf_counter()
    waiting = sorted(asked, key=lambda one: one.at)
    results: list[Result] = []
    while waiting:
        now = time.perf_counter() - began
        if waiting[0].at > now:
            await asyncio.sleep(waiting[0].at - now)
            continue
        first = waiting[0]
        batch = [one for one in waiting if one.at <= now and alike(one.params, first.params)]
        batch = batch[:most]
        waiting = [one for one in waiting if one not in batch]
        pngs = await asyncio.to_thread(paint, [one.params for one in batch])
        done = time.perf_counter() - began
        results += [
            Result(asked=one, seconds=done - one.at, png=None if one.cancelled else png)
            for one, png in zip(batch, pngs, strict=True)
        ]
    return results
