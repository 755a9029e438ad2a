"""A model folder in diffusers layout: its parts, read strictly and quietly.

Only safetensors, only from this disk, no code out of the folder, and no weight may be missing:
the libraries would fill it with random numbers and say so in a log.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import torch
from diffusers.utils import logging as diffusers_logging
from safetensors import SafetensorError
from transformers import CLIPTokenizer
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
        device: torch.device,
        dtype: torch.dtype,
        on_part: Callable[[str], None] = ignore_part,
    ) -> None:
        check(path)
        self._path = path
        self._device = device
        self._dtype = dtype
        self._on_part = on_part

    def part(self, kind: type[Part], name: str) -> Part:
        """Load a module onto the device, ready to use."""
        self._on_part(name)
        try:
            with _quiet():
                # The dtype is said explicitly: transformers would keep the one in the file,
                # diffusers would not, and their first product would fail.
                loaded, report = kind.from_pretrained(  # type: ignore[attr-defined]  # both have it
                    self._path / name,
                    dtype=self._dtype,
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
        module: Part = loaded.to(self._device).eval()
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
