"""The exactness gate: is a picture the same whoever shares its steps, and the same as alone?"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.painter import Painter
from benchmarks.peers import Pipe, Result
from benchmarks.workloads import SAMPLERS, Asked, shuffled
from engine import Params
from engine.catalog import Model

SHUFFLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How many pictures were compared, and how many were not the same to the byte."""

    level: str
    compared: int = 0
    different: int = 0

    def also(self, *, compared: int, different: int) -> "Gate":
        return replace(
            self, compared=self.compared + compared, different=self.different + different
        )

    def __str__(self) -> str:
        return f"{self.different} of {self.compared} differ"


def pictures(results: Sequence[Result]) -> Mapping[Params, bytes]:
    """Pixels by recipe, without what was cancelled."""
    found = {result.asked.params: result.pixels for result in results}
    return {params: pixels for params, pixels in found.items() if pixels is not None}


def level(results: Sequence[Result]) -> str:
    """What these pictures recorded; several words if they differ."""
    return ", ".join(sorted({result.level for result in results if result.level}))


async def alone(gate: Gate, paint: Painter, pipe: Pipe, model: Model) -> Gate:
    """Every sampler, painted by an engine with nobody else in it, against `pipe()`."""
    for number, sampler in enumerate(SAMPLERS):
        params = model.params(prompt="a red apple", seed=number, steps=3, sampler=sampler)
        [result] = await paint([Asked(owner=0, params=params)])
        [png] = await asyncio.to_thread(pipe, [params])
        theirs = Result(asked=result.asked, seconds=0.0, png=png).pixels
        gate = gate.also(compared=1, different=int(result.pixels != theirs))
    return gate


async def shuffles(
    gate: Gate, paint: Painter, asked: Sequence[Asked], expected: Mapping[Params, bytes] | None
) -> Gate:
    """The same requests in other orders; `expected`: else those of the first order."""
    for seed in range(SHUFFLES):
        found = pictures(await paint(shuffled(asked, seed=seed)))
        if expected is None:
            expected = found
            continue
        different = sum(expected[params] != pixels for params, pixels in found.items())
        gate = gate.also(compared=len(found), different=different)
    return gate
