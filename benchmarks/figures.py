"""Numbers about numbers: percentiles, ratios with their spread, fairness."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What became of one request; times are seconds, or whatever unit the cost curve has."""

    owner: int
    arrived: float
    finished: float
    solo: float  # how long it takes where nobody else is

    @property
    def latency(self) -> float:
        return self.finished - self.arrived

    @property
    def slowdown(self) -> float:
        return self.latency / self.solo


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Quotient of two medians, and the least and the greatest of the single rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, ours: Sequence[float], theirs: Sequence[float]) -> Self:
        """How many times as long `ours` takes, round by round beside `theirs`."""
        rounds = [one / other for one, other in zip(ours, theirs, strict=True)]
        return cls(
            median=statistics.median(ours) / statistics.median(theirs),
            low=min(rounds),
            high=max(rounds),
        )

    @property
    def inverse(self) -> "Ratio":
        """As a speed-up: the quotient the other way round."""
        return Ratio(median=1 / self.median, low=1 / self.high, high=1 / self.low)

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"

    def to_json(self) -> dict[str, float]:
        return {"median": self.median, "low": self.low, "high": self.high}


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that is not below `share` of all (nearest rank)."""
    ranked = sorted(values)
    rank = max(1, -int(-share * len(ranked) // 1))
    return ranked[min(rank, len(ranked)) - 1]


def summary(served: Sequence[Served]) -> dict[str, float]:
    """Latency and slowdown over all, and how evenly slowdown falls on the owners."""
    latencies = [one.latency for one in served]
    slowdowns = [one.slowdown for one in served]
    return {
        "jobs": len(served),
        "latency_p50": percentile(latencies, 0.50),
        "latency_p95": percentile(latencies, 0.95),
        "latency_p99": percentile(latencies, 0.99),
        "slowdown_mean": statistics.fmean(slowdowns),
        "slowdown_p95": percentile(slowdowns, 0.95),
        "fairness": fairness(served),
    }


def by_owner(served: Iterable[Served]) -> dict[int, float]:
    """The mean slowdown that each owner saw."""
    slowdowns = defaultdict[int, list[float]](list)
    for one in served:
        slowdowns[one.owner].append(one.slowdown)
    return {owner: statistics.fmean(seen) for owner, seen in sorted(slowdowns.items())}


def fairness(served: Iterable[Served]) -> float:
    """Jain's index over the owners' mean slowdowns: 1 is even, 1/n is all on one of n."""
    means = list(by_owner(served).values())
    return sum(means) ** 2 / (len(means) * sum(mean**2 for mean in means))
