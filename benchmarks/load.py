"""W3: latency against load, serial and shared, on a curve; what README's plot shows."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figures import summary
from benchmarks.plot import svg
from benchmarks.simulator import Machine, serial, shared
from benchmarks.workloads import poisson
from engine import HOUSE

LOADS: Final = (0.5, 0.8, 0.95, 1.5)
PLOTTED: Final = (
    0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6,
    1.8, 2.0,
)  # fmt: skip
_SEED: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One load, as a share of what a serial server can serve; times in mean jobs alone."""

    load: float
    serial: dict[str, float]
    shared: dict[str, float]

    @property
    def gain(self) -> float:
        return self.serial["latency_p95"] / self.shared["latency_p95"]


def sweep(machine: Machine, loads: Sequence[float], *, count: int) -> list[Point]:
    """At `fast`: any slot of a pass will do. Needs a running event loop, as `shared` does."""
    points = []
    for load in loads:
        trace = poisson(HOUSE, count=count, load=load, solo=machine.solo, seed=_SEED)
        job = statistics.fmean(machine.solo(one.params) for one in trace)
        points.append(
            Point(
                load=load,
                serial=_in_jobs(summary(serial(trace, machine).served), job),
                shared=_in_jobs(summary(shared(trace, machine).served), job),
            )
        )
    return points


def _in_jobs(figures: dict[str, float], job: float) -> dict[str, float]:
    return {
        name: value / job if name.startswith("latency") else value
        for name, value in figures.items()
    }


def draw(points: Sequence[Point], file: Path) -> None:
    curves = {
        "pipe(), one by one": [(point.load, point.serial["latency_p95"]) for point in points],
        "Easel, steps shared (fast)": [
            (point.load, point.shared["latency_p95"]) for point in points
        ],
    }
    drawing = svg(
        curves,
        title="95 of 100 requests have their picture within",
        across="requests, as a share of what pipe() can serve one by one",
        up="mean jobs alone (logarithmic)",
        most=100,
    )
    file.write_text(drawing, encoding="utf-8")
