"""Which pictures share the next forward pass: plain data and decisions, no torch and no clock.

Sizes and models cannot share a pass, so they take turns: a deficit round robin in seconds of the
device, where every member has one share, spread over the keys their pictures are in. Inside a key
members take turns too: everybody's best picture comes before anybody's second. Among equals the
shortest remaining goes first, and waiting makes a picture shorter, so none waits for ever.

How many rows: as many as pay. Of the row counts that were measured, the one that moves most rows a
second for those who are here, never beyond the knee of the curve, where more rows only take longer.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.exactness import EXACT, UNSTABLE, Survey, natural_rows, wanted

# Row counts that passes come in: few, because kernels are chosen and compiled for each.
BUCKETS: Final = (1, 2, 4, 6, 8, 12, 16, 24, 32)

# A pass waited for counts as this many steps done.
_AGEING: Final = 0.5
# How much the newest timing counts; a quicker one more: what else the machine does only adds.
_WEIGHT: Final = 0.03
_QUICKER: Final = 0.5
# A machine that is busy is slow at every count, so most of a surprise is about the machine.
_MACHINE: Final = 0.3
# A count that was not tried for long is believed to be quicker than it was, so that one unlucky
# measurement does not rule it out for ever.
_HOPE: Final = 0.999
_MOST_HOPE: Final = 0.7
# A count that reaches this share of the best rate is enough.
_KNEE: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A picture that waits for its next step."""

    picture: Hashable
    key: Hashable  # only equal ones can share a pass
    owner: int
    rows: int
    remaining: int  # steps
    level: str = EXACT  # as in exactness.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A picture's place in a pass: `rows` slots from `slot` on."""

    picture: Hashable
    slot: int
    rows: int
    exact: bool  # these slots give the bits that it would have alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One forward pass of `rows` rows. Slots without a seat are padding."""

    key: Hashable
    rows: int
    seats: tuple[Seat, ...]  # by slot

    @property
    def used(self) -> int:
        return sum(seat.rows for seat in self.seats)


@dataclass(slots=True)
class _Curve:
    """What is known about a key's passes."""

    survey: Survey
    seconds: dict[int, float] = field(init=False)
    hope: dict[int, float] = field(init=False)
    slowness: float = 1.0  # of the machine now, against the time when the curve was measured

    def __post_init__(self) -> None:
        self.seconds = dict(self.survey.seconds)
        self.hope = dict.fromkeys(self.seconds, 1.0)

    def observe(self, rows: int, seconds: float) -> None:
        if known := self.seconds.get(rows):
            self.slowness += _MACHINE * (seconds / known - self.slowness)
            told = seconds / self.slowness
            self.seconds[rows] = known + (_WEIGHT if told > known else _QUICKER) * (told - known)
            for other, hope in self.hope.items():
                self.hope[other] = 1.0 if other == rows else max(hope * _HOPE, _MOST_HOPE)

    def expected(self) -> dict[int, float]:
        """What counts take compared with each other."""
        return {rows: took * self.hope[rows] for rows, took in self.seconds.items()}

    @staticmethod
    def knee(expected: Mapping[int, float]) -> int:
        best = max(rows / seconds for rows, seconds in expected.items())
        return min(n for n, seconds in expected.items() if n / seconds >= _KNEE * best)


class Batcher:
    """Lives on the GPU thread. `pick`, run the pass, `observe` how long it took, and again."""

    def __init__(self) -> None:
        self._curves: dict[Hashable, _Curve] = {}
        self._waited: dict[Hashable, int] = {}  # passes of its key that a picture was not in
        # Passes of a key that an owner's best picture was not in, less those since that it was.
        self._owed: dict[tuple[Hashable, int], int] = {}
        self._credit: dict[Hashable, float] = {}  # seconds, of each key in the round
        self._round: list[Hashable] = []  # whose turn it is first
        self._cost: dict[Hashable, float] = {}  # of a key's latest pass

    def learn(self, key: Hashable, survey: Survey) -> None:
        """From now on pictures of this key share; before, each is painted alone."""
        self._curves[key] = _Curve(survey)

    def knows(self, key: Hashable) -> bool:
        return key in self._curves

    def forget(self, key: Hashable) -> None:
        self._curves.pop(key, None)
        self._cost.pop(key, None)

    def seconds(self, key: Hashable) -> Mapping[int, float]:
        """The curve of a key as it is now: seconds of a pass, by rows."""
        curve = self._curves.get(key)
        return {n: took * curve.slowness for n, took in curve.seconds.items()} if curve else {}

    def shrink(self, key: Hashable, *, below: int) -> None:
        """A pass of `below` rows did not fit into memory: none as large is tried again."""
        if curve := self._curves.get(key):
            kept = {rows: took for rows, took in curve.seconds.items() if rows < below}
            if kept:
                curve.seconds = kept

    def observe(self, batch: Batch, *, seconds: float) -> None:
        """What a pass took: its key pays for it, and the curve follows slowly."""
        self._cost[batch.key] = seconds
        if batch.key in self._credit:
            self._credit[batch.key] -= seconds
        if curve := self._curves.get(batch.key):
            curve.observe(batch.rows, seconds)

    def pick(self, candidates: Sequence[Candidate]) -> Batch | None:
        """The next pass; `candidates` in order of arrival. `None` if there are none."""
        if not candidates:
            self._waited.clear()
            self._owed.clear()
            self._round.clear()
            self._credit.clear()
            return None
        key = self._turn(candidates)
        here = [one for one in candidates if one.key == key]
        in_order = self._in_order(here)
        batch = self._fill(key, in_order)
        seated = {seat.picture for seat in batch.seats}
        present = {one.picture for one in candidates}
        self._waited = {who: n for who, n in self._waited.items() if who in present}
        for one in here:
            if one.picture not in seated:
                self._waited[one.picture] = self._waited.get(one.picture, 0) + 1
        owners = {(one.key, one.owner) for one in candidates}
        self._owed = {who: n for who, n in self._owed.items() if who in owners}
        # Of each owner the best alone: what rides along in a gap, or in a pass of another key, does
        # not pay for it, or it would never be first.
        for one in in_order[: len({one.owner for one in here})]:
            owed = self._owed.get((key, one.owner), 0)
            served = one.picture in seated
            self._owed[key, one.owner] = max(0, owed - 1) if served else owed + 1
        return batch

    def _turn(self, candidates: Sequence[Candidate]) -> Hashable:
        keys_of: dict[int, set[Hashable]] = {}
        for one in candidates:
            keys_of.setdefault(one.owner, set()).add(one.key)
        shares: dict[Hashable, float] = {one.key: 0.0 for one in candidates}
        for keys in keys_of.values():
            for key in keys:
                shares[key] += 1 / len(keys)
        # Who left forgets its credit and its debts; who is new waits for one round.
        self._round = [key for key in self._round if key in shares]
        self._round += [key for key in shares if key not in self._round]
        self._credit = {key: self._credit.get(key, 0.0) for key in self._round}
        if len(self._round) == 1:
            self._credit[self._round[0]] = 0.0
            return self._round[0]
        # Large enough for anybody's pass, so that each turn is about one pass long.
        quantum = max((self._cost.get(key, 0.0) for key in self._round), default=0.0) or 1.0
        while self._credit[self._round[0]] <= 0:
            self._round.append(self._round.pop(0))
            self._credit[self._round[0]] += quantum * shares[self._round[0]]
        return self._round[0]

    def _in_order(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Whose pictures wait for their own owner's others grow older among these only."""

        def within(one: Candidate) -> float:
            return one.remaining - _AGEING * self._waited.get(one.picture, 0)

        def between(ranked: tuple[int, Candidate]) -> tuple[int, float]:
            rank, one = ranked
            return rank, one.remaining - _AGEING * self._owed.get((one.key, one.owner), 0)

        ranks: dict[int, int] = {}
        ranked = []
        for one in sorted(candidates, key=within):  # stable: first come, first served
            ranked.append((ranks.setdefault(one.owner, 0), one))
            ranks[one.owner] += 1
        return [one for _, one in sorted(ranked, key=between)]

    def _fill(self, key: Hashable, candidates: Sequence[Candidate]) -> Batch:
        """The pass that moves most rows a second, with the first of the candidates in it."""
        best = alone(candidates[0])
        curve = self._curves.get(key)
        if curve is None:
            return best
        survey, best_rate, expected = curve.survey, 0.0, curve.expected()
        knee = curve.knee(expected)
        for rows in sorted(expected):
            if rows > knee and best_rate:
                break
            batch = _seat(candidates, survey, key=key, rows=rows)
            if batch.seats and candidates[0].picture in {seat.picture for seat in batch.seats}:
                rate = batch.used / expected[rows]
                # A larger pass must move more of them, not only seem quicker today.
                if not best_rate or (batch.used > best.used and rate > best_rate):
                    best, best_rate = batch, rate
        return best


def alone(one: Candidate) -> Batch:
    """A pass of its own: as many rows as it brings, or as its level is padded to."""
    rows = natural_rows(one.level, one.rows)
    seat = Seat(picture=one.picture, slot=0, rows=one.rows, exact=rows == one.rows)
    return Batch(key=one.key, rows=rows, seats=(seat,))


def _seat(candidates: Sequence[Candidate], survey: Survey, *, key: Hashable, rows: int) -> Batch:
    """Give each candidate, in order, the first slots that will do."""
    classes = survey.slots[rows]
    free = [True] * rows
    seats = []
    for one in candidates:
        wants = wanted(survey, one.level, one.rows)
        alone = wanted(survey, EXACT, one.rows)
        for slot in range(rows - one.rows + 1):
            given = classes[slot : slot + one.rows]
            repeats = UNSTABLE not in given
            if all(free[slot : slot + one.rows]) and (
                wants is None or (repeats and wants == given)
            ):
                free[slot : slot + one.rows] = [False] * one.rows
                exact = rows == one.rows or (repeats and alone == given)
                seats.append(Seat(picture=one.picture, slot=slot, rows=one.rows, exact=exact))
                break
        if not any(free):
            break
    seats.sort(key=lambda seat: seat.slot)
    return Batch(key=key, rows=rows, seats=tuple(seats))
