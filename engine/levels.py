"""At which exactness pictures are painted here: found out once for each model and size, by a name.

The name says everything that the bits may depend on, so that what was measured is as old as that.
"""

import json
from collections.abc import Hashable
from importlib.metadata import version

import torch

from engine.canvas import key_of, model_of, shape_of
from engine.catalog import Model
from engine.exactness import EXACT, Choice
from engine.families.base import State
from engine.pool import Pool, Warm, name_of
from engine.probe import Surveyor


class Levels:
    """Lives on the GPU thread."""

    def __init__(self, surveyor: Surveyor, pool: Pool) -> None:
        self._surveyor = surveyor
        self._pool = pool

    def of(self, warm: Warm, state: State) -> str:
        """The level of a picture that asks for none."""
        key = key_of(warm.model, state)
        self._open(key, warm, state)
        choice = self._surveyor.choice(key)
        return choice.level if choice else EXACT

    def survey(self, warm: Warm, *, seconds: float) -> Choice:
        """The level of the model's usual pictures, and why; measures for so long at most."""
        state = warm.family.start(warm.model.params(prompt="a red apple", seed=0))
        key = key_of(warm.model, state)
        self._open(key, warm, state)
        self._surveyor.run(key, seconds=seconds)
        if choice := self._surveyor.choice(key):
            return choice
        return Choice(level=EXACT, reason="one picture at a time, until sharing is measured")

    def forget_absent(self) -> None:
        """A probe holds on to its model: those of models that left memory go too."""
        self._surveyor.drop(
            key for key in self._surveyor.open_keys if model_of(key) not in self._pool
        )

    def _open(self, key: Hashable, warm: Warm, state: State) -> None:
        named = {
            "model": f"{warm.model.name} {revision_of(warm.model)}",
            "shape": repr(shape_of(state)),
            "precision": self._pool.precision,
            "compile": "off",
            "threads": torch.get_num_threads(),
            "device": name_of(self._pool.device),
            "torch": torch.__version__,
            "diffusers": version("diffusers"),
        }
        self._surveyor.open(key, json.dumps(named), warm.family, state)


def revision_of(model: Model) -> str:
    return model.revision or "unknown"
