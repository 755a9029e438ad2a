"""Which models are in memory, on which device, in which precision, and which one leaves first."""

import gc
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from engine.catalog import Model
from engine.errors import ModelError, RenderFault
from engine.families import FAMILIES
from engine.families.base import Family
from engine.families.loader import Loader
from engine.preview import Preview
from engine.sampler import SAMPLERS

log = logging.getLogger(__name__)

PRECISIONS: Final = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}

# The share of the model that has been read, and what is next.
OnPart = Callable[[float, str], None]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Warm:
    """A model in memory that has painted once."""

    model: Model
    family: Family
    preview: Preview


class Pool:
    """Lives on the GPU thread. `room` models at most are kept; the one unused longest leaves."""

    def __init__(self, *, device: str, precision: str, room: int = 2) -> None:
        self.device = pick_device(device)
        self.precision = pick_precision(precision, self.device)
        self._room = room
        self._warm: OrderedDict[Model, Warm] = OrderedDict()

    def __contains__(self, model: Model) -> bool:
        return model in self._warm

    def can_hold(self, model: Model, *, keep: Collection[Model]) -> bool:
        """Whether `get` finds room for a model without one of `keep` having to leave."""
        return (
            model in self._warm
            or len(self._warm) < self._room
            or any(known not in keep for known in self._warm)
        )

    def get(self, model: Model, on_part: OnPart, *, keep: Collection[Model] = ()) -> Warm:
        """The model, ready to paint; reads it from disk if need be. Raises `ModelError`.

        If one has to leave for it, those in `keep` stay where others can go.
        """
        if model in self._warm:
            self._warm.move_to_end(model)
            return self._warm[model]
        while len(self._warm) >= self._room:
            unused = (known for known in self._warm if known not in keep)
            gone = next(unused, next(iter(self._warm)))
            del self._warm[gone]
            log.info("%s leaves memory for %s.", gone.name, model.name)
            free_memory(self.device)
        self._warm[model] = warm = self._load(model, on_part)
        return warm

    def _load(self, model: Model, on_part: OnPart) -> Warm:
        if model.family not in FAMILIES:
            raise ModelError(
                f"Model {model.name!r} is of the family {model.family!r}, which Easel cannot "
                f"paint with. It knows: {', '.join(FAMILIES)}."
            )
        kind = FAMILIES[model.family]
        read = 0

        def on_next(part: str) -> None:
            nonlocal read
            on_part(read / (kind.parts + 1), f"Reading the {part.replace('_', ' ')}")
            read += 1

        loader = Loader(
            Path(model.source),
            device=self.device,
            dtype=PRECISIONS[self.precision],
            on_part=on_next,
        )
        with torch.inference_mode(mode=False):  # weights are plain tensors, as in a pipeline
            family = kind.load(loader)
        on_part(read / (kind.parts + 1), "Warming up")
        warm = Warm(model=model, family=family, preview=Preview(family))
        _paint_once(warm)
        return warm


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


def free_memory(device: torch.device) -> None:
    """Give back what nobody holds any more."""
    gc.collect()
    if device.type in ("cuda", "mps"):
        torch.get_device_module(device).empty_cache()
