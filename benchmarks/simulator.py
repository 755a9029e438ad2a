"""The engine's policy in virtual time: the real queue and the real batcher over a cost curve.

Nothing here decides anything. `JobQueue` says who is handed over, `Batcher` who shares a pass, and
the curve how long the pass takes; the clock is a number. So a day of requests takes seconds, the
same trace gives the same figures, and order, fairness and percentiles can be asserted exactly.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.curve import Curve
from benchmarks.figures import Served
from benchmarks.workloads import Asked
from engine.batcher import BUCKETS, Batcher, Candidate
from engine.config import EngineConfig
from engine.exactness import FAST, Survey
from engine.job import Job
from engine.params import Params
from engine.queue import JobQueue
from engine.sampler import SAMPLERS

_CONFIG: Final = EngineConfig()
_NO_LIMIT: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What things cost on some device: passes by the curve, and what no picture can share."""

    curve: Curve
    pixels: int | None = None  # of the pictures that the curve is about; None: of all
    fixed: float = 0.0  # for each picture: encoding its words, decoding it

    def forward(self, params: Params, rows: int) -> float:
        """Seconds of one pass with so many rows of this size."""
        scale = 1.0 if self.pixels is None else params.width * params.height / self.pixels
        return scale * self.curve(rows)

    def solo(self, params: Params) -> float:
        """Seconds of a picture that has the device to itself."""
        return evaluations(params) * self.forward(params, rows_of(params)) + self.fixed

    def survey(self, params: Params) -> Survey:
        """What the engine's probe would find, but for bits: any slot is as good as any other."""
        least, most = min(self.curve.seconds), max(self.curve.seconds)
        counts = [rows for rows in BUCKETS if least <= rows <= most]
        return Survey(
            slots={rows: (0,) * rows for rows in counts},
            seconds={rows: self.forward(params, rows) for rows in counts},
        )


def rows_of(params: Params) -> int:
    return 2 if params.guidance > 1 else 1


def evaluations(params: Params) -> int:
    return params.steps * SAMPLERS[params.sampler].evaluations


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A forward pass of the simulated device: when it began, and whose pictures were in it."""

    began: float
    key: Hashable
    rows: int
    used: int
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of a trace: outcomes in the order in which pictures were finished."""

    served: Sequence[Served]
    finished: Sequence[str]  # ids; a request's id is its number in the trace
    passes: Sequence[Pass] = ()


@dataclass(eq=False, slots=True)
class _Painting:
    job: Job
    asked: Asked
    remaining: int
    key: Hashable = field(init=False)

    def __post_init__(self) -> None:
        self.key = (self.job.params.model, self.job.params.width, self.job.params.height)


def serial(asked: Sequence[Asked], machine: Machine) -> Run:
    """S0: one after another, first come, first served."""
    now, served, finished = 0.0, [], []
    order = sorted(range(len(asked)), key=lambda number: asked[number].at)
    for number in order:
        one = asked[number]
        solo = machine.solo(one.params)
        now = max(now, one.at) + solo
        served.append(Served(owner=one.owner, arrived=one.at, finished=now, solo=solo))
        finished.append(str(number))
    return Run(served=served, finished=finished)


def shared(
    asked: Sequence[Asked],
    machine: Machine,
    *,
    room: int = _CONFIG.at_once,
    level: str = FAST,
) -> Run:
    """The engine with `room` jobs in the executor's hands. Needs a running event loop."""
    per_owner = max(1, room // 2)  # as in `Engine.from_config`
    queue = JobQueue(max_waiting=_NO_LIMIT, max_per_owner=_NO_LIMIT)
    batcher = Batcher()
    coming = sorted(range(len(asked)), key=lambda number: asked[number].at, reverse=True)
    painting: dict[Hashable, _Painting] = {}  # in order of handing over
    now, served, finished, passes = 0.0, [], [], []

    def can_start(job: Job) -> bool:
        return sum(one.job.owner == job.owner for one in painting.values()) < per_owner

    while coming or painting or len(queue):
        while coming and asked[coming[-1]].at <= now:
            number = coming.pop()
            one = asked[number]
            queue.put(Job(id=str(number), params=one.params, owner=one.owner))
        while len(painting) < room and (job := queue.take(can_start=can_start)):
            one = asked[int(job.id)]
            begun = _Painting(job, one, evaluations(job.params))
            painting[job.id] = begun
            if not batcher.knows(begun.key):
                batcher.learn(begun.key, machine.survey(job.params))
        batch = batcher.pick([_candidate(one, level) for one in painting.values()])
        if batch is None:
            queue.rest()
            now = asked[coming[-1]].at
            continue
        seated = [painting[seat.picture] for seat in batch.seats]
        seconds = machine.forward(seated[0].job.params, batch.rows)
        passes.append(
            Pass(
                began=now,
                key=batch.key,
                rows=batch.rows,
                used=batch.used,
                jobs=tuple(each.job.id for each in seated),
            )
        )
        batcher.observe(batch, seconds=seconds)
        now += seconds
        for each in seated:
            each.remaining -= 1
            if each.remaining == 0:
                now += machine.fixed
                del painting[each.job.id]
                served.append(
                    Served(
                        owner=each.asked.owner,
                        arrived=each.asked.at,
                        finished=now,
                        solo=machine.solo(each.job.params),
                    )
                )
                finished.append(each.job.id)
    return Run(served=served, finished=finished, passes=passes)


def _candidate(one: _Painting, level: str) -> Candidate:
    return Candidate(
        picture=one.job.id,
        key=one.key,
        owner=one.asked.owner,
        rows=rows_of(one.job.params),
        remaining=one.remaining,
        level=level,
    )


def sharing(passes: Sequence[Pass]) -> Mapping[str, float]:
    """The machine-independent figures of a run."""
    rows = sum(one.rows for one in passes)
    used = sum(one.used for one in passes)
    return {
        "forwards": len(passes),
        "rows_per_forward": used / len(passes),
        "padding": 1 - used / rows,
    }
