"""A model folder in diffusers layout: its parts, read strictly and quietly into ordinary memory.

Only safetensors, only from this disk, no code out of the folder, and no weight may be missing:
the libraries would fill it with random numbers and say so in a log.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

import torch
from diffusers.utils import logging as diffusers_logging
from safetensors import SafetensorError
from transformers import CLIPTokenizer, PreTrainedModel
from transformers.utils import logging as transformers_logging

from engine.errors import ModelError
from engine.folder import INDEX, check, weights
from engine.samplers import Training

Part = TypeVar("Part", bound=torch.nn.Module)

# What the libraries raise for files that are missing, cut or not what they say.
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, RuntimeError, SafetensorError)


def ignore_part(name: str) -> None:
    """The default `on_part`: nobody is watching."""


class Loader:
    """Reads one model; `on_part` hears the name of each part before it is read."""

    def __init__(
        self,
        path: Path,
        *,
        dtype: torch.dtype,
        on_part: Callable[[str], None] = ignore_part,
    ) -> None:
        check(path)
        self._path = path
        self._dtype = dtype
        self._on_part = on_part

    def part(self, kind: type[Part], name: str) -> Part:
        """A module, ready to use once it is on its device."""
        self._on_part(name)
        try:
            with _quiet():
                # Read in full and cast after it. Asked for another precision, the libraries make
                # it torch's default while they build, for all threads: what is painted meanwhile
                # would get other bits.
                loaded, report = kind.from_pretrained(  # type: ignore[attr-defined]  # both have it
                    self._path / name,
                    dtype=torch.float32,
                    variant=self._variant(name),
                    use_safetensors=True,
                    local_files_only=True,
                    output_loading_info=True,
                )
        except _UNREADABLE as error:
            raise self._damaged(name, error) from error
        for trouble in ("missing_keys", "mismatched_keys", "error_msgs"):
            if report[trouble]:
                raise ModelError(
                    f"The model in {self._path} is damaged: its {name} lacks weights, "
                    f"{sorted(map(str, report[trouble]))[0]} for one."
                )
        # Its weights go on asking for gradients, as a pipeline's do: nothing records any here,
        # but some kernels for half precision look at the flag and then differ in the last bits.
        module: Part = loaded.eval()
        cast(module, self._dtype)
        return module

    def tokenizer(self, name: str) -> CLIPTokenizer:
        self._on_part(name)
        try:
            with _quiet():
                tokenizer = CLIPTokenizer.from_pretrained(self._path / name, local_files_only=True)
        except _UNREADABLE as error:
            raise self._damaged(name, error) from error
        if not isinstance(tokenizer, CLIPTokenizer):
            raise ModelError(f"The model in {self._path} has no CLIP tokenizer in {name}.")
        return tokenizer

    def training(self) -> Training:
        """What the scheduler's config says about the model."""
        return Training.from_config(self._json("scheduler/scheduler_config.json"))

    def index(self) -> dict[str, object]:
        """What `model_index.json` says about the whole."""
        return self._json(INDEX)

    def _json(self, name: str) -> dict[str, object]:
        try:
            value = json.loads((self._path / name).read_bytes())
        except (OSError, ValueError) as error:
            raise self._damaged(name, error) from error
        if not isinstance(value, dict):
            raise ModelError(f"The model in {self._path} is damaged: {name} is not an object.")
        return value

    def _variant(self, part: str) -> str | None:
        """Some repositories carry half-precision weights only, under names of their own."""
        chosen = weights(file.name for file in (self._path / part).iterdir())
        return next((half for half in ("fp16", "bf16") if f".{half}" in chosen[0]), None)

    def _damaged(self, part: str, error: Exception) -> ModelError:
        first, *_ = str(error).splitlines() or [type(error).__name__]
        return ModelError(f"The model in {self._path} cannot be loaded: {part}: {first[:200]}")


def cast(module: torch.nn.Module, dtype: torch.dtype) -> None:
    """As the libraries do it when they are asked for a precision."""
    kept: set[str] = set(getattr(module, "_keep_in_fp32_modules_strict", None) or ())
    # For transformers these are about the small range of fp16 alone.
    if dtype == torch.float16 or not isinstance(module, PreTrainedModel):
        kept |= set(getattr(module, "_keep_in_fp32_modules", None) or ())
    for name, values in chain(module.named_parameters(), module.named_buffers()):
        if values.is_floating_point() and not kept.intersection(name.split(".")):
            values.data = values.data.to(dtype)


@contextmanager
def _quiet() -> Iterator[None]:
    """No progress bars of the libraries on the console while parts load; then as it was."""
    loggers = (diffusers_logging, transformers_logging)
    bars = [logger for logger in loggers if logger.is_progress_bar_enabled()]
    for logger in bars:
        logger.disable_progress_bar()
    try:
        yield
    finally:
        for logger in bars:
            logger.enable_progress_bar()
