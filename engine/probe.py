"""Finds out on the device which slots of which row counts repeat a row's bits, and their cost.

Rows of noise are sent through the model at every row count, in three arrangements: in order, all
one slot further, and with every second one replaced. A row that came out with the same bits in two
places puts these two into one class. A survey is a handful of forward passes; one at a time, so
that painting goes on between them.
"""

import hashlib
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final

import torch

from engine.batcher import BUCKETS, Batcher
from engine.errors import ModelError
from engine.exactness import LEVELS, PINNED, UNSTABLE, Choice, Survey, Surveys, choose
from engine.families.base import Family, Rows, State

Place = tuple[int, int]  # rows, slot

# Where passes take seconds, larger counts are not tried once two in a row brought next to nothing.
_WORTH_TRYING: Final = 1.03
_SLOW_SECONDS: Final = 0.5
_ARRANGEMENTS: Final = 4


class Surveyor:
    """Knows the survey of every key that was ever shared, or finds it out; chooses the levels."""

    def __init__(
        self,
        batcher: Batcher,
        *,
        asked: str,
        surveys: Surveys,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`asked`: one of `exactness.LEVELS`. Raises `ModelError` for another word."""
        if asked not in LEVELS:
            raise ModelError(f"Unknown exactness {asked[:40]!r}: try {', '.join(LEVELS)}.")
        self._batcher = batcher
        self._asked = asked
        self._surveys = surveys
        self._now = now
        self._choices: dict[Hashable, Choice] = {}
        self._probes: dict[Hashable, tuple[str, Probe]] = {}

    def choice(self, key: Hashable) -> Choice | None:
        """The level for pictures of a key; `None`: not known yet, so each is painted alone."""
        return self._choices.get(key)

    def open(self, key: Hashable, name: str, family: Family, state: State) -> None:
        """Look a key up under the name that it is kept by; if it is new, get ready to probe.

        `state`: any picture of that key; nothing happens to it.
        """
        if key in self._choices or key in self._probes:
            return
        if survey := self._surveys.get(name):
            self._learn(key, survey)
        else:
            self._probes[key] = name, Probe(family, state, now=self._now)

    def step(self, key: Hashable) -> bool:
        """One pass of its probe; True once there is nothing left to find out."""
        if key not in self._probes:
            return True
        name, probe = self._probes[key]
        survey = probe.step()
        if survey is None:
            return False
        del self._probes[key]
        self._surveys.put(name, survey)
        self._learn(key, survey)
        return True

    def run(self, key: Hashable, *, seconds: float) -> None:
        """Probe for so long, or to the end where pictures must not be painted without."""
        until = self._now() + seconds
        while not self.step(key):
            if self._now() > until and self._asked != PINNED:
                return

    def drop(self, keys: Iterable[Hashable]) -> None:
        """Stop probing these: their model leaves memory."""
        for key in keys:
            self._probes.pop(key, None)

    @property
    def open_keys(self) -> tuple[Hashable, ...]:
        return tuple(self._probes)

    def _learn(self, key: Hashable, survey: Survey) -> None:
        self._choices[key] = choose(survey, self._asked)
        self._batcher.learn(key, survey)


class Probe:
    """One survey under way. `step` until it is not `None`."""

    def __init__(
        self, family: Family, state: State, *, now: Callable[[], float] = time.perf_counter
    ) -> None:
        """`state`: any picture of the model and size; nothing happens to it."""
        self._family = family
        self._now = now
        self._pool = _rows_like(family.rows(state), max(BUCKETS) + 1)
        self._seconds: dict[int, float] = {}
        self._seen: dict[int, dict[Place, str]] = {}  # of each row of the pool: what came out where
        self._unstable: set[Place] = set()
        self._passes = self._run()

    def step(self) -> Survey | None:
        """One forward pass; the survey after the last one."""
        try:
            next(self._passes)
        except StopIteration:
            return Survey(slots=self._slots(), seconds=dict(self._seconds))
        return None

    def _run(self) -> Iterator[None]:
        # All counts in one arrangement before the next: what else the machine does for a moment
        # then hits several counts once, and none of them each time.
        best, worse = 0.0, 0
        counts = []
        for rows in BUCKETS:
            if not self._forward(_arrange(0, rows, len(self._pool))):
                break
            yield
            counts.append(rows)
            rate = rows / self._seconds[rows]
            worse = 0 if rate >= best * _WORTH_TRYING else worse + 1
            best = max(best, rate)
            if worse >= 2 and self._seconds[rows] > _SLOW_SECONDS:
                break
        for arrangement in range(1, _ARRANGEMENTS):
            for rows in counts:
                self._forward(_arrange(arrangement, rows, len(self._pool)))
                yield

    def _forward(self, order: Sequence[int]) -> bool:
        """False where memory ends."""
        began = self._now()
        try:
            outs = self._family.forward([self._pool[row] for row in order])
        except (torch.OutOfMemoryError, MemoryError):
            return False
        prints = [_fingerprint(out) for out in outs]  # reading waits for the device
        rows = len(order)
        # The quickest: the first of a shape also chooses kernels, and others may be at work.
        self._seconds[rows] = min(self._now() - began, self._seconds.get(rows, float("inf")))
        for slot, (row, found) in enumerate(zip(order, prints, strict=True)):
            before = self._seen.setdefault(row, {}).setdefault((rows, slot), found)
            if before != found:
                self._unstable.add((rows, slot))  # same row, same place, other neighbours
        return True

    def _slots(self) -> dict[int, tuple[int, ...]]:
        leader: dict[Place, Place] = {}

        def find(place: Place) -> Place:
            while leader.setdefault(place, place) != place:
                place = leader[place]
            return place

        for places in self._seen.values():
            first: dict[str, Place] = {}
            for place, found in places.items():
                leader[find(place)] = find(first.setdefault(found, place))
        # Two places of one class that once differed: what seemed equal was chance.
        for places in self._seen.values():
            by_class: dict[Place, str] = {}
            for place, found in places.items():
                if by_class.setdefault(find(place), found) != found:
                    self._unstable.add(find(place))
        torn = {find(place) for place in self._unstable}
        numbers: dict[Place, int] = {}
        return {
            rows: tuple(
                UNSTABLE
                if find((rows, slot)) in torn
                else numbers.setdefault(find((rows, slot)), len(numbers))
                for slot in range(rows)
            )
            for rows in self._seconds
        }


def _rows_like(model: Rows, count: int) -> list[Rows]:
    """Single rows of noise at timesteps all over, with the texts of a picture in turn."""
    random = torch.Generator().manual_seed(0)
    spread = torch.rand(count, generator=random) * 998
    rows = []
    for number in range(count):
        text = number % len(model)
        noise = torch.randn(model.sample[:1].shape, generator=random)
        rows.append(
            Rows(
                sample=torch.empty_like(model.sample[:1]).copy_(noise),  # in its order in memory
                timesteps=spread[number : number + 1].to(
                    model.timesteps.device, model.timesteps.dtype
                ),
                conditioning={
                    name: values[text : text + 1] for name, values in model.conditioning.items()
                },
            )
        )
    return rows


def _arrange(arrangement: int, rows: int, pool: int) -> list[int]:
    order = list(range(rows))
    match arrangement:
        case 1:
            return [order[-1], *order[:-1]]
        case 2:
            return [row if row % 2 == 0 else (row + rows) % pool for row in order]
        case _:
            return order  # the last time for its timing alone


def _fingerprint(out: torch.Tensor) -> str:
    values = out.contiguous().view(torch.uint8).cpu().numpy()
    return hashlib.blake2b(values.tobytes(), digest_size=16).hexdigest()
