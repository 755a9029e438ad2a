"""Reads model files off the GPU thread, one model after another, while others are painted.

Everything lands in ordinary memory. Moving it to the device and painting for the first time is the
GPU thread's business again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import torch

from engine.catalog import Model
from engine.errors import ModelError
from engine.families import FAMILIES
from engine.families.base import Family
from engine.families.loader import Loader

# How much of a model's way into memory is behind it when all of it is read.
WARMING: Final = 0.8

# The share of the model that has been read, and what is next.
OnPart = Callable[[float, str], None]


class _Unwanted(Exception):
    """Ends a reading that nobody waits for any more."""


@dataclass(eq=False, slots=True)
class Reading:
    """A model on its way into memory."""

    model: Model
    dtype: torch.dtype
    unwanted: threading.Event

    def abandon(self) -> None:
        """Let it end before its next part."""
        self.unwanted.set()


@dataclass(frozen=True, eq=False, slots=True)
class Progressed:
    reading: Reading
    fraction: float
    text: str


@dataclass(eq=False, slots=True)
class Finished:
    """The last word on a reading: a family in ordinary memory, or what went wrong."""

    reading: Reading
    family: Family | None = None
    error: Exception | None = None

    def take(self) -> Family:
        """The family, once: whoever takes it is the only one to hold it. Raises what went wrong."""
        family, error = self.family, self.error
        self.family = self.error = None
        if family is None:
            raise error or ModelError("The model was not read.")
        return family


class Reader:
    """One thread, begun with the first model. `tell` is called on it."""

    def __init__(self, tell: Callable[[Progressed | Finished], None]) -> None:
        self._tell = tell
        self._orders: SimpleQueue[Reading | None] = SimpleQueue()
        self._given: list[Reading] = []
        self._thread: threading.Thread | None = None

    def read(self, model: Model, dtype: torch.dtype) -> Reading:
        """`Progressed`s and one `Finished` follow, unless it is abandoned."""
        reading = Reading(model, dtype, threading.Event())
        if self._thread is None:
            # No daemon: it would be torn out of native code when the interpreter goes.
            self._thread = threading.Thread(target=self._run, name="reader", daemon=False)
            self._thread.start()
        self._given = [*(one for one in self._given if not one.unwanted.is_set()), reading]
        self._orders.put(reading)
        return reading

    def close(self) -> None:
        """Let the thread end before its next part."""
        for reading in self._given:
            reading.abandon()
        self._orders.put(None)

    def join(self, *, seconds: float) -> None:
        """Wait for a part that is being read, but not for ever: disks can be slow."""
        if self._thread is not None:
            self._thread.join(seconds)

    # Below this line: on the reader's thread.

    def _run(self) -> None:
        while (reading := self._orders.get()) is not None:
            self._finish(reading)
            del reading  # while it waits for the next, it holds none

    def _finish(self, reading: Reading) -> None:
        def on_part(fraction: float, text: str) -> None:
            if reading.unwanted.is_set():
                raise _Unwanted
            self._tell(Progressed(reading, fraction, text))

        try:
            finished = Finished(reading, family=read(reading.model, reading.dtype, on_part))
        except _Unwanted:
            return
        except Exception as error:  # noqa: BLE001 - boundary: the GPU thread says what went wrong
            finished = Finished(reading, error=error)
        self._tell(finished)


def read(model: Model, dtype: torch.dtype, on_part: OnPart) -> Family:
    """The model in ordinary memory. Raises `ModelError`."""
    if model.family not in FAMILIES:
        raise ModelError(
            f"Model {model.name!r} is of the family {model.family!r}, which Easel cannot "
            f"paint with. It knows: {', '.join(FAMILIES)}."
        )
    kind = FAMILIES[model.family]
    parts = 0

    def on_next(part: str) -> None:
        nonlocal parts
        on_part(WARMING * parts / kind.parts, f"Reading the {part.replace('_', ' ')}")
        parts += 1

    return kind.load(Loader(Path(model.source), dtype=dtype, on_part=on_next))
