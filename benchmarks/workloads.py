"""What is asked of both sides: bursts, mixes, traces in time. Fixed by a seed, never by a clock."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.catalog import Model
from engine.params import Params

WORDS: Final = (
    "a red apple", "a cat", "a rocket", "a whale", "a crown", "a blue car", "a house", "a tree",
    "a clock", "a fish", "a guitar", "a snowman",
)  # fmt: skip
SAMPLERS: Final = (
    "dpmpp_2m", "euler_a", "ddim", "heun", "unipc", "euler", "dpmpp_2m_karras", "lms",
    "dpmpp_2m_sde", "pndm",
)  # fmt: skip
STEPS: Final = (8, 20, 4, 12, 16, 6, 10, 14)
GUIDANCE: Final = (4.0, 7.5, 1.0, 2.5, 5.0)

# What a server asks for over a day, for traces that nobody has to wait for.
TRACE_STEPS: Final = (4, 8, 12, 20, 20, 25, 30, 50)
OWNERS: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: when it arrives, whose it is, and whether it is cancelled after a step."""

    at: float = 0.0
    owner: int
    params: Params
    cancelled: bool = False


def equal(model: Model, *, count: int, steps: int) -> list[Asked]:
    """W1: a burst of equal requests with their own words and seeds."""
    return [
        Asked(
            owner=number,
            params=model.params(prompt=WORDS[number % len(WORDS)], seed=number, steps=steps),
        )
        for number in range(count)
    ]


def mixed(model: Model, *, count: int, most_steps: int = max(STEPS)) -> list[Asked]:
    """W2: a burst in which steps, samplers and guidance differ; the lengths share no factor."""
    steps = [number for number in STEPS if number <= most_steps]
    return [
        Asked(
            owner=number,
            params=model.params(
                prompt=WORDS[number % len(WORDS)],
                negative="blue" if number % 3 == 0 else "",
                seed=number,
                steps=steps[number % len(steps)],
                sampler=SAMPLERS[number % len(SAMPLERS)],
                guidance=GUIDANCE[number % len(GUIDANCE)],
            ),
        )
        for number in range(count)
    ]


def poisson(
    model: Model,
    *,
    count: int,
    load: float,
    solo: Callable[[Params], float],
    seed: int,
    steps: Sequence[int] = TRACE_STEPS,
) -> list[Asked]:
    """W3: arrivals at `load` times what a serial server can just serve; equal at every load.

    All are guided, two rows each: no recorded GPU curve says what a single row costs.
    """
    chance = random.Random(seed)
    drawn = [
        (
            chance.expovariate(1.0),
            chance.randrange(OWNERS),
            model.params(prompt=chance.choice(WORDS), seed=number, steps=chance.choice(steps)),
        )
        for number in range(count)
    ]
    mean = sum(solo(params) for _, _, params in drawn) / count
    at = 0.0
    asked = []
    for pause, owner, params in drawn:
        at += pause * mean / load
        asked.append(Asked(at=at, owner=owner, params=params))
    return asked


def two_sizes_and_a_stream(
    model: Model, *, long: int, short: int, steps: int, every: float
) -> list[Asked]:
    """W4: two owners want long jobs in two sizes, all at once; a third one asks for short ones.

    The stream's jobs have four steps and come one `every` so many seconds.
    """
    square, wide = model.shapes[0], model.shapes[1]
    asked = []
    for number in range(long):
        shape = (square, wide)[number % 2]
        params = model.params(
            prompt=WORDS[number % len(WORDS)],
            seed=number,
            steps=steps,
            width=shape.width,
            height=shape.height,
        )
        asked.append(Asked(owner=number % 2, params=params))
    for number in range(short):
        params = model.params(prompt=WORDS[number % len(WORDS)], seed=1000 + number, steps=4)
        asked.append(Asked(at=(number + 1) * every, owner=2, params=params))
    return asked


def with_cancels(asked: Sequence[Asked], *, one_in: int = 10) -> list[Asked]:
    """W5: every tenth request is cancelled while it is painted."""
    return [
        replace(one, cancelled=number % one_in == one_in // 2) for number, one in enumerate(asked)
    ]


def shuffled(asked: Sequence[Asked], *, seed: int) -> list[Asked]:
    mixed_up = list(asked)
    random.Random(seed).shuffle(mixed_up)
    return mixed_up
