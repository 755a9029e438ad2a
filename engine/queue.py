"""Who is next, at which place in the line, and when: plain data, no asyncio and no threads.

Owners take turns, weighted by work: who asked for four pictures of fifty steps has had a larger
turn than who asked for one of four. This is start-time fair queueing (Goyal, Vin and Cheng,
1996). Every job starts, in virtual time, where its owner's previous job ends, or now if the owner
was away; it ends as much later as it costs; the job with the earliest start is next. So a burst
from one owner stretches far into the virtual future, a newcomer starts at the present, and staying
away saves up nothing.
"""

import bisect
import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from engine.errors import QueueFull
from engine.job import Job
from engine.params import Params
from engine.sampler import SAMPLERS

# How much the newest timing counts.
_WEIGHT = 0.3


def cost(params: Params) -> float:
    """The work in a recipe, in megapixels through the model once."""
    known = SAMPLERS.get(params.sampler)
    evaluations = params.steps_walked * (known.evaluations if known else 1)
    rows = 2 if params.guidance > 1 else 1  # with guidance every step looks twice
    return params.count * evaluations * rows * params.width * params.height / 1e6


@dataclass(slots=True, kw_only=True)
class _Entry:
    job: Job
    arrived: float  # virtual time
    number: int  # settles ties: first come, first served
    start: float = 0.0


_order = attrgetter("start", "number")


class JobQueue:
    """Jobs that wait. Every rule here is tested by calling it."""

    def __init__(self, *, max_waiting: int, max_per_owner: int) -> None:
        self._max_waiting = max_waiting
        self._max_per_owner = max_per_owner
        self._order: list[_Entry] = []  # who is next first
        self._lines: dict[int, list[_Entry]] = {}  # of each owner, oldest first
        self._served: dict[int, float] = {}  # where an owner's last turn ended
        self._held: set[Job] = set()
        self._now = 0.0
        self._arrivals = 0

    def __len__(self) -> int:
        return len(self._order)

    def put(self, job: Job, *, accepted: bool = False) -> None:
        """Join the line. `QueueFull` says why not; an `accepted` job was promised its place."""
        line = self._lines.get(job.owner, [])
        if not accepted:
            if len(self._order) >= self._max_waiting:
                raise QueueFull(
                    f"The line is full: {len(self._order)} requests are waiting. "
                    "Try again in a few minutes."
                )
            if len(line) >= self._max_per_owner:
                raise QueueFull(
                    f"You already have {len(line)} requests waiting, and {self._max_per_owner} "
                    "is the most. Wait for one of them, or cancel it."
                )
        self._arrivals += 1
        entry = _Entry(job=job, arrived=self._now, number=self._arrivals)
        previous = line[-1] if line else None
        entry.start = max(self._now, self._end(job.owner, previous))
        self._lines.setdefault(job.owner, []).append(entry)
        bisect.insort(self._order, entry, key=_order)

    def hold(self, job: Job) -> None:
        """A waiting job keeps its place, but others go first until it is released."""
        self._held.add(job)

    def release(self, job: Job) -> None:
        self._held.discard(job)

    def take(self, *, can_start: Callable[[Job], bool] = lambda job: True) -> Job | None:
        """The next job that is not held and can start, no longer waiting."""
        free = (entry for entry in self._order if entry.job not in self._held)
        entry = next((entry for entry in free if can_start(entry.job)), None)
        if entry is None:
            return None
        self._order.remove(entry)
        owner = entry.job.owner
        self._lines[owner].remove(entry)
        self._forget_empty(owner)
        # Never back in time: a released job may have an earlier start than those that passed it.
        self._now = max(self._now, entry.start)
        end = entry.start + cost(entry.job.params)
        self._served[owner] = max(end, self._served.get(owner, 0.0))
        # Who is owed nothing is not remembered: the table cannot grow with everybody who ever came.
        self._served = {who: end for who, end in self._served.items() if end > self._now}
        return entry.job

    def remove(self, job: Job) -> bool:
        """Forget a waiting job; its owner's later jobs move up. False if it was not waiting."""
        self._held.discard(job)
        line = self._lines.get(job.owner, [])
        at = next((n for n, entry in enumerate(line) if entry.job is job), None)
        if at is None:
            return False
        later = line[at + 1 :]
        moving = {id(entry) for entry in line[at:]}
        self._order = [entry for entry in self._order if id(entry) not in moving]
        del line[at:]
        for entry in later:
            previous = line[-1] if line else None
            entry.start = max(entry.arrived, self._end(job.owner, previous))
            line.append(entry)
            bisect.insort(self._order, entry, key=_order)
        self._forget_empty(job.owner)
        return True

    def rest(self) -> None:
        """Nobody waits and nothing runs: whoever comes next, all are even again."""
        if not self._order:
            self._served.clear()

    def in_order(self) -> list[Job]:
        """Everybody who waits, next one first."""
        return [entry.job for entry in self._order]

    def place(self, job: Job) -> int:
        """1 is next; 0 is not waiting."""
        return next((n for n, entry in enumerate(self._order, 1) if entry.job is job), 0)

    def _end(self, owner: int, previous: _Entry | None) -> float:
        """Where an owner's turns so far end in virtual time: served, or before in the line."""
        served = self._served.get(owner, 0.0)
        if previous is None:
            return served
        return max(served, previous.start + cost(previous.job.params))

    def _forget_empty(self, owner: int) -> None:
        if not self._lines[owner]:
            del self._lines[owner]


class Pace:
    """How fast this machine paints, learned from its own timings."""

    def __init__(self) -> None:
        self._rates: dict[tuple[str, int, int], float] = {}  # seconds per unit of cost

    def observe(self, params: Params, *, seconds: float) -> None:
        key = (params.model, params.width, params.height)
        rate = seconds / cost(params)
        known = self._rates.pop(key, rate)
        self._rates[key] = known + _WEIGHT * (rate - known)  # newest last

    def seconds(self, params: Params) -> float | None:
        """How long a job of this kind takes; `None` before the first timing of its model."""
        rate = self._rates.get((params.model, params.width, params.height))
        if rate is None:
            of_model = [rate for key, rate in self._rates.items() if key[0] == params.model]
            if not of_model:
                return None
            rate = of_model[-1]
        return rate * cost(params)


def simulate(
    running: Iterable[float], waiting: Sequence[float | None], *, room: int
) -> list[float | None]:
    """When each waiting job will be done, in seconds from now.

    `running` is what the jobs in the `room` places still take, `waiting` what the others will
    take, in order. Behind a job of unknown length nothing is known.
    """
    places = sorted(running)[-room:]
    places += [0.0] * (room - len(places))
    heapq.heapify(places)
    ends: list[float | None] = []
    for seconds in waiting:
        if seconds is None:
            break
        end = heapq.heappop(places) + seconds
        heapq.heappush(places, end)
        ends.append(end)
    return ends + [None] * (len(waiting) - len(ends))
