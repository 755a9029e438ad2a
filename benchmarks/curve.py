"""What one forward pass costs with how many rows: measured now, or recorded on some machine."""

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

RECORDED: Final = Path(__file__).with_name("curves")


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Seconds (or any one unit) per forward pass by row count; straight lines in between.

    Past the last point the cost goes on at that point's price per row.
    """

    name: str
    origin: str  # where the figures come from
    seconds: Mapping[int, float]

    def __call__(self, rows: int) -> float:
        known = sorted(self.seconds)
        if rows in self.seconds:
            return self.seconds[rows]
        if rows < known[0]:
            raise ValueError(f"The curve {self.name} says nothing below {known[0]} rows.")
        if rows > known[-1]:
            return self.seconds[known[-1]] * rows / known[-1]
        at = bisect_left(known, rows)
        low, high = known[at - 1], known[at]
        share = (rows - low) / (high - low)
        return self.seconds[low] + share * (self.seconds[high] - self.seconds[low])

    @property
    def knee(self) -> int:
        """The recorded row count at which a row is cheapest."""
        return min(self.seconds, key=lambda rows: self.seconds[rows] / rows)

    @property
    def price(self) -> float:
        """What a row costs at the knee: nothing that shares steps can be cheaper."""
        return self.seconds[self.knee] / self.knee

    def scaled(self, factor: float) -> Self:
        """The same shape for a model that is `factor` times as slow."""
        return type(self)(
            name=self.name,
            origin=self.origin,
            seconds={rows: cost * factor for rows, cost in self.seconds.items()},
        )

    def to_json(self) -> dict[str, object]:
        seconds = {str(rows): cost for rows, cost in sorted(self.seconds.items())}
        return {"name": self.name, "origin": self.origin, "seconds": seconds}

    @classmethod
    def recorded(cls, name: str) -> Self:
        """A curve of `benchmarks/curves`, by its file's name."""
        value = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
        return cls(
            name=value["name"],
            origin=value["origin"],
            seconds={int(rows): float(cost) for rows, cost in value["seconds"].items()},
        )
