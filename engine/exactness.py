"""How far a picture may depend on who shares its steps: the levels, their choice, what is known.

A forward pass with another number of rows runs other kernels, and those add in another order: the
last bits of a row depend on how many rows there are and on the row's slot among them, not on what
the other rows hold. `Survey` says which slots of which row counts give the same bits; `probe.py`
finds that out on the device.
"""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import InvalidParams

log = logging.getLogger(__name__)

AUTO: Final = "auto"
EXACT: Final = "exact"  # the bytes of a lone job, whoever shares the steps
PINNED: Final = "pinned"  # the bytes of a lone job padded to a certain number of rows
FAST: Final = "fast"  # any slot: the last bits depend on the company
LEVELS: Final = (AUTO, EXACT, PINNED, FAST)

# A slot whose bits depend on more than its place: equal to none, not even to itself.
UNSTABLE: Final = -1

# `auto`: the share of the best rate that bit-equality with a lone job may cost, and the share of
# its own time that a lone job may lose to padding.
_WORTH: Final = 0.8
_LONE_LOSS: Final = 0.05
# Among classes nearly as fast as the fastest, the one that pads a lone job least.
_NEARLY: Final = 0.9
_GUIDED: Final = 2  # rows of the usual picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was measured for one model at one size.

    `slots`: for each number of rows the class of each slot; equal numbers, equal bits.
    `seconds`: what a forward pass with so many rows takes.
    """

    slots: Mapping[int, tuple[int, ...]]
    seconds: Mapping[int, float]

    def best_rate(self) -> float:
        """Rows a second, at the best number of rows."""
        return max(rows / self.seconds[rows] for rows in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    level: str  # as a picture records it: exact, pinned:4, fast
    reason: str


def check(level: str) -> None:
    """Raises `InvalidParams` unless this is a level as a picture records it."""
    if level in (EXACT, FAST) or pinned_rows(level):
        return
    raise InvalidParams(f"Unknown exactness {level[:40]!r}: it is exact, fast or pinned:4.")


def pinned_rows(level: str) -> int | None:
    """4 for `pinned:4`: the bits are those of a forward pass with four rows."""
    kind, _, rows = level.partition(":")
    return int(rows) if kind == PINNED and rows.isascii() and rows.isdigit() and int(rows) else None


def natural_rows(level: str, rows: int) -> int:
    """How many rows a picture is padded to when it is painted alone."""
    return max(rows, pinned_rows(level) or rows)


def wanted(survey: Survey, level: str, rows: int) -> tuple[int, ...] | None:
    """The class that each row of a picture must find; `None`: any slot will do."""
    if level == FAST:
        return None
    alone = survey.slots.get(natural_rows(level, rows))
    return (UNSTABLE,) * rows if alone is None else alone[:rows]


def choose(survey: Survey, asked: str) -> Choice:
    """The level of pictures that ask for none; `asked` is one of `LEVELS`."""
    if asked in (EXACT, FAST):
        return Choice(level=asked, reason="asked for")
    best = survey.best_rate()
    exact = _rate(survey, survey.slots.get(_GUIDED, ())[:_GUIDED]) / best
    pinned = _pinned(survey)
    if asked == PINNED:
        if pinned is None:
            return Choice(level=EXACT, reason="no number of rows repeats its bits here")
        return Choice(level=f"{PINNED}:{pinned}", reason="asked for")
    if exact >= _WORTH:
        reason = f"sharing steps bit for bit reaches {exact:.0%} of the best rate"
        return Choice(level=EXACT, reason=reason)
    lost = f"bit for bit like a lone job, sharing reaches only {exact:.0%} of the best rate"
    if pinned is None:
        return Choice(level=FAST, reason=f"{lost}, and no number of rows repeats its bits")
    shared = _rate(survey, [survey.slots[pinned][0]] * _GUIDED) / best
    if shared < _WORTH:
        return Choice(level=FAST, reason=f"{lost}, and pinned {shared:.0%}")
    loss = survey.seconds[pinned] / survey.seconds.get(_GUIDED, survey.seconds[pinned]) - 1
    if loss < _LONE_LOSS:
        reason = f"{lost}; padded to {pinned} rows a lone job loses {max(loss, 0):.0%}"
        return Choice(level=f"{PINNED}:{pinned}", reason=reason)
    reason = f"{lost}, and padded to {pinned} rows a lone job would lose {loss:.0%}"
    return Choice(level=FAST, reason=reason)


def _rate(survey: Survey, wants: Sequence[int]) -> float:
    """Rows a second when many pictures want these classes, at the best number of rows."""
    if len(wants) < _GUIDED or UNSTABLE in wants:
        return 0.0
    rates = [0.0]
    for rows, classes in survey.slots.items():
        free, used = 0, 0
        while free + len(wants) <= rows:
            if tuple(classes[free : free + len(wants)]) == tuple(wants):
                used += len(wants)
                free += len(wants)
            else:
                free += 1
        rates.append(used / survey.seconds[rows])
    return max(rates)


def _pinned(survey: Survey) -> int | None:
    """The least number of rows whose slots are all alike, in a class that shares steps well."""
    rates: dict[int, float] = {}
    for rows, classes in survey.slots.items():
        if rows >= _GUIDED and len(set(classes)) == 1 and classes[0] != UNSTABLE:
            rates[rows] = _rate(survey, [classes[0]] * _GUIDED)
    if not rates:
        return None
    good = max(rates.values()) * _NEARLY
    return min(rows for rows, rate in rates.items() if rate >= good)


class Surveys:
    """What was found out on this machine, kept in a JSON file beside the models.

    A survey is only as old as what it was made with: the caller's key names the weights, the
    device, its driver, the threads and the libraries. A file that cannot be read or written costs
    a new probe and nothing else.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: `None` for the user's cache folder."""
        if folder is None:
            caches = os.environ.get("XDG_CACHE_HOME")
            folder = (Path(caches) if caches else Path("~/.cache").expanduser()) / "easel"
        self._file = folder / "exactness.json"

    def get(self, key: str) -> Survey | None:
        return self._read().get(key)

    def put(self, key: str, survey: Survey) -> None:
        known = self._read() | {key: survey}
        stored = {
            name: {
                "slots": {str(rows): list(classes) for rows, classes in one.slots.items()},
                "seconds": {str(rows): seconds for rows, seconds in one.seconds.items()},
            }
            for name, one in known.items()
        }
        draft = self._file.with_name(f".{self._file.name}.{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(stored, indent=1), encoding="utf-8")
            draft.replace(self._file)
        except OSError as error:
            log.warning("What was measured cannot be kept in %s: %s", self._file, error.strerror)

    def _read(self) -> dict[str, Survey]:
        try:
            stored = json.loads(self._file.read_bytes())
            return {
                str(key): Survey(
                    slots={int(n): tuple(map(int, found)) for n, found in one["slots"].items()},
                    seconds={int(n): float(took) for n, took in one["seconds"].items()},
                )
                for key, one in stored.items()
            }
        # Anything may stand in a file; what it costs is measuring again.
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}
