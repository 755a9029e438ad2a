"""Which models are in memory, on which device, in which precision, and which one leaves first."""

import gc
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import torch

from engine.catalog import Model
from engine.errors import ModelError, RenderFault
from engine.families.base import Family
from engine.preview import Preview
from engine.reader import Finished, Progressed, Reader, Reading
from engine.sampler import SAMPLERS

log = logging.getLogger(__name__)

PRECISIONS: Final = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Warm:
    """A model in memory that has painted once."""

    model: Model
    family: Family
    preview: Preview


class Pool:
    """Lives on the GPU thread. `room` models at most are kept; the one unused longest leaves."""

    def __init__(
        self,
        *,
        device: str,
        precision: str,
        room: int = 2,
        tell: Callable[[Progressed | Finished], None],
    ) -> None:
        """`tell` hears on another thread how far models are that are on their way."""
        self.device = pick_device(device)
        self.precision = pick_precision(precision, self.device)
        self._room = room
        self._reader = Reader(tell)
        self._readings: dict[Model, Reading] = {}  # they have their place already
        self._warm: OrderedDict[Model, Warm] = OrderedDict()

    def __contains__(self, model: Model) -> bool:
        return model in self._warm

    def get(self, model: Model) -> Warm:
        """A model that is here; of those that nobody uses it now leaves last."""
        self._warm.move_to_end(model)
        return self._warm[model]

    def fetch(self, model: Model, *, keep: Collection[Model]) -> bool:
        """See to it that a model that is not here is on its way. False while there is no room.

        If another one has to leave for it, it is none of `keep`.
        """
        if model in self._readings:
            return True
        while len(self._warm) + len(self._readings) >= self._room:
            unused = [known for known in self._warm if known not in keep]
            if not unused:
                return False
            self._leave(unused[0])
        self._readings[model] = self._reader.read(model, PRECISIONS[self.precision])
        return True

    def awaits(self, reading: Reading) -> bool:
        """Whether anybody still wants what comes from it."""
        return self._readings.get(reading.model) is reading

    def abandon(self, model: Model) -> None:
        """Nobody waits for this one any more."""
        if reading := self._readings.pop(model, None):
            reading.abandon()

    def put(self, finished: Finished, *, keep: Collection[Model]) -> Warm:
        """Take over what was read: onto the device, and a first picture.

        Where it does not fit, those leave that are not in `keep`. Raises what went wrong.
        """
        model = finished.reading.model
        del self._readings[model]
        family = finished.take()
        with torch.inference_mode(mode=False):  # weights are plain tensors, as in a pipeline
            if not self._moved(family):
                for unused in [known for known in self._warm if known not in keep]:
                    self._leave(unused)
                family.to(self.device)
        warm = Warm(model=model, family=family, preview=Preview(family))
        _paint_once(warm)
        self._warm[model] = warm
        return warm

    def wait(self) -> None:
        """Steps were only launched so far: wait, so that a cancel never waits for many of them."""
        if self.device.type != "cpu":
            torch.get_device_module(self.device).synchronize()

    def free(self) -> None:
        """Give back what nobody holds any more."""
        gc.collect()
        if self.device.type in ("cuda", "mps"):
            torch.get_device_module(self.device).empty_cache()

    def close(self) -> None:
        """Nothing more is read after the part that is being read now."""
        self._reader.close()

    def join(self, *, seconds: float) -> None:
        """Wait so long, at most, for that part. May be called on any thread."""
        self._reader.join(seconds=seconds)

    def _moved(self, family: Family) -> bool:
        try:
            family.to(self.device)
        except torch.OutOfMemoryError:
            return False
        return True

    def _leave(self, model: Model) -> None:
        del self._warm[model]
        log.info("%s leaves memory for another model.", model.name)
        self.free()


def _paint_once(warm: Warm) -> None:
    """A short picture, thrown away: kernels are chosen and memory is taken before anyone waits."""
    model, family = warm.model, warm.family
    steps = SAMPLERS[model.sampler].min_steps
    state = family.start(model.params(prompt="a red apple", seed=0, steps=steps))
    while not state.done:
        [prediction] = family.forward([family.rows(state)])
        family.advance(state, prediction)
        warm.preview.draw(family.clean(state))
    try:
        family.decode(state)
    except RenderFault as fault:
        # One step makes no picture worth judging; a job that comes out like this says so itself.
        log.warning("%s warmed up badly: %s", model.name, fault)


def pick_device(name: str) -> torch.device:
    """`auto` takes the best there is. Raises `ModelError` for one that is not."""
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise ModelError(f"Unknown device {name[:40]!r}: try auto, cuda, mps or cpu.") from None
    present = {
        "cpu": True,
        "cuda": torch.cuda.is_available() and (device.index or 0) < torch.cuda.device_count(),
        "mps": torch.backends.mps.is_available(),
    }
    if not present.get(device.type, False):
        raise ModelError(f"This machine has no device {name!r}: try auto or cpu.")
    return device


def name_of(device: torch.device) -> str:
    """Which one exactly: on another the same sums may have other last bits."""
    if device.type == "cuda":
        return f"{torch.cuda.get_device_name(device)}, CUDA {torch.version.cuda}"
    return f"{device.type}, {torch.backends.cpu.get_cpu_capability()}"


def pick_precision(name: str, device: torch.device) -> str:
    """`auto` is half precision where the device computes in it, and full precision elsewhere."""
    if name == "auto":
        halves = {"cuda": "fp16", "cpu": "bf16" if _computes_in_bf16() else "fp32"}
        return halves.get(device.type, "fp32")
    if name not in PRECISIONS:
        raise ModelError(f"Unknown precision {name[:40]!r}: try auto, {', '.join(PRECISIONS)}.")
    return name


def _computes_in_bf16() -> bool:
    """Whether this CPU multiplies in bf16 itself; others would be slower than in fp32."""
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))
