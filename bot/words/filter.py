"""The prompt filter: which words of a prompt a server does not want, and which rule says so.

Words in, hits out: it knows no Discord, no database and no settings but those it is handed. It is
meant for what is painted. A negative prompt says what not to paint: never scan that for such words.
"""

import functools
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Self

import ahocorasick  # type: ignore[import-not-found,import-untyped,unused-ignore] # has no types

from bot.words.entry import BadEntry, Entry, More, begins, check, ends
from bot.words.fold import Reading, readings, shapes
from bot.words.lists import CATEGORIES, Line, Role, lines

List = Literal["built-in", "server"]
FLOOR: Final = "minors"  # the category of the floor, which is no setting
SERVER: Final = "server"  # the category of what a server's own list blocks

_ADULT: Final = ("sexual", "nudity")  # the categories that make half of the floor's pair

_COMPILED: Final = 256  # servers' lists kept ready
# Without the spaces of a phrase a short word would be found in too many rows of single letters.
_SPELT_AT_LEAST: Final = 3


class Place(NamedTuple):
    """From and to (the place after the last character) in the prompt as the member wrote it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that fired."""

    category: str  # one of CATEGORIES, SERVER or FLOOR
    term: str  # the entry as its list has it; on the floor both, joined by " + "
    list: List
    where: tuple[Place, ...]  # one place; on the floor two
    floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that fired, and the allow entry that made it count for nothing, if one did."""

    hit: Hit
    rescued_by: str | None = None
    rescued_list: List | None = None

    def sentence(self, text: str) -> str:
        """For a moderator who asks what the filter thinks of `text`."""
        seen = " and ".join(f"“{text[place.start : place.end]}”" for place in self.hit.where)
        places = " and ".join(str(place.start + 1) for place in self.hit.where)
        said = (
            f"{seen} at character {places}: {self.hit.category}, "
            f"{self.hit.list} entry `{self.hit.term}`"
        )
        if self.hit.floor:
            return f"{said}. This is the floor: no allow list opens it."
        if self.rescued_by is not None:
            return f"{said}; allowed by the {self.rescued_list} entry `{self.rescued_by}`."
        return f"{said}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    entry: Entry
    role: Role
    category: str
    list: List

    more: More

    def blocks(self, categories: Collection[str]) -> bool:
        return self.role is Role.BLOCK and self.category in categories

    @property
    def is_adult(self) -> bool:
        return self.role is Role.ADULT or self.blocks(_ADULT)


class _Match(NamedTuple):
    rule: _Rule
    reading: Reading
    start: int
    end: int

    @property
    def place(self) -> Place:
        return Place(*self.reading.place(self.start, self.end))


class _Rules:
    """A list of rules made ready: one pass over a reading finds the candidates of them all."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        words: dict[str, list[_Rule]] = {}
        letters: dict[str, list[_Rule]] = {}
        for rule in rules:
            for key in shapes(rule.entry.words):
                words.setdefault(key, []).append(rule)
            if len(rule.entry.letters) >= _SPELT_AT_LEAST:
                for key in shapes(rule.entry.letters):
                    letters.setdefault(key, []).append(rule)
        self._words = _automaton(words)
        self._letters = _automaton(letters)

    def matches(self, reading: Reading) -> Iterator[_Match]:
        automaton = self._letters if reading.spelt else self._words
        if automaton is None:
            return
        for last, (length, rules) in automaton.iter(reading.shape):
            start, end = reading.in_words(last + 1 - length), reading.in_words(last + 1)
            # Most candidates lie inside a word and end here.
            begin, after = begins(reading, start), ends(reading, end)
            for rule in rules:
                entry = rule.entry
                if not ((begin or entry.open_start) and (after or entry.open_end)):
                    continue
                if found := entry.find(reading, start, end, rule.more):
                    yield _Match(rule, reading, *found)


def _rule(text: str, role: Role, *, category: str, of: List) -> _Rule:
    # Who disguises a harmless word wants something else; a server that blocks "bob" allows "boob".
    more = More.CLEARLY if of == "server" else More.ANY
    if role is Role.ALLOW:
        more = More.NONE
    return _Rule(entry=Entry.parse(text), role=role, category=category, list=of, more=more)


def _automaton(rules: dict[str, list[_Rule]]) -> "ahocorasick.Automaton | None":
    if not rules:
        return None
    automaton = ahocorasick.Automaton()
    for key, same in rules.items():
        automaton.add_word(key, (len(key), tuple(same)))
    automaton.make_automaton()
    return automaton


class Filter:
    """The built-in lists, and the servers' own as they come: hand in what is in force right now."""

    def __init__(self, built_in: Iterable[Line]) -> None:
        self._built_in = _Rules(
            _rule(line.text, line.role, category=line.category, of="built-in") for line in built_in
        )
        self._servers = functools.lru_cache(maxsize=_COMPILED)(_server_rules)

    @classmethod
    def load(cls) -> Self:
        """Reads the lists that come with Easel."""
        return cls(lines())

    def scan(
        self,
        text: str,
        *,
        categories: Collection[str],
        block: Sequence[str] = (),
        allow: Sequence[str] = (),
    ) -> tuple[Hit, ...]:
        """What is wrong with a prompt, the floor first, then from left to right; () is nothing.

        Raises `BadEntry` for a server's entry that `check` would have refused.
        """
        found = self.explain(text, categories=categories, block=block, allow=allow)
        return tuple(finding.hit for finding in found if finding.rescued_by is None)

    def explain(
        self,
        text: str,
        *,
        categories: Collection[str],
        block: Sequence[str] = (),
        allow: Sequence[str] = (),
    ) -> tuple[Finding, ...]:
        """As `scan`, with the hits that an allow entry rescued, and that entry."""
        if unknown := set(categories) - CATEGORIES.keys():
            raise ValueError(f"There is no category {sorted(unknown)[0]!r}.")
        server = self._servers(tuple(block), tuple(allow))
        ways = readings(text)
        ours = [match for way in ways for match in self._built_in.matches(way)]
        theirs = [match for way in ways for match in server.matches(way)]
        blocked = [match for match in ours if match.rule.blocks(categories)]
        blocked += [match for match in theirs if match.rule.role is Role.BLOCK]
        minors = [match for match in ours if match.rule.role is Role.MINOR]
        adults = [match for match in ours if match.rule.is_adult]
        if not blocked and not (minors and adults):
            return ()  # most prompts: nobody asks where the harmless words stand

        spared = _Excuses(match for match in ours if match.rule.role is Role.ALLOW)
        allowed = _Excuses(match for match in theirs if match.rule.role is Role.ALLOW)
        found = []
        for rule, place in _once(blocked):
            # Our exceptions say what our words do not mean; they do not excuse a server's.
            excuse = spared.of(place) if rule.list == "built-in" else None
            excuse = excuse or allowed.of(place)
            hit = Hit(category=rule.category, term=rule.entry.text, list=rule.list, where=(place,))
            found.append(
                Finding(hit=hit, rescued_by=excuse.entry.text, rescued_list=excuse.list)
                if excuse
                else Finding(hit=hit)
            )
        found.sort(key=lambda finding: finding.hit.where)
        return (*_floor(minors, adults, spared), *found)

    def speaks_of_minors(self, text: str) -> bool:
        """Whether half of the floor's pair is there: its pictures are looked at with more care."""
        ours = [match for way in readings(text) for match in self._built_in.matches(way)]
        spared = _Excuses(match for match in ours if match.rule.role is Role.ALLOW)
        return any(
            match.rule.role is Role.MINOR and spared.of(match.place) is None for match in ours
        )


def _server_rules(block: tuple[str, ...], allow: tuple[str, ...]) -> _Rules:
    check(block, name="block list")
    check(allow, name="allow list")
    return _Rules(
        _rule(text, role, category=SERVER, of="server")
        for role, texts in ((Role.BLOCK, block), (Role.ALLOW, allow))
        for text in dict.fromkeys(texts)
    )


def _floor(
    minors: Iterable[_Match], adults: Iterable[_Match], spared: "_Excuses"
) -> Iterator[Finding]:
    """The pair rule: at most one hit, with the first word of each kind."""
    firsts = []
    for matches in (minors, adults):
        told = ((rule, place) for rule, place in _once(matches) if spared.of(place) is None)
        first = min(told, key=lambda one: one[1], default=None)
        if first is None:
            return
        firsts.append(first)
    yield Finding(
        hit=Hit(
            category=FLOOR,
            term=" + ".join(rule.entry.text for rule, _ in firsts),
            list="built-in",
            where=tuple(place for _, place in firsts),
            floor=True,
        )
    )


def _once(matches: Iterable[_Match]) -> Iterator[tuple[_Rule, Place]]:
    """Several readings may find the same word: the first to do so is told, a rule at a time."""
    started: set[tuple[int, int]] = set()
    ended: set[tuple[int, int]] = set()
    for match in matches:
        rule, place = match.rule, match.place
        start, end = (id(rule), place.start), (id(rule), place.end)
        if start not in started and end not in ended:
            started.add(start)
            ended.add(end)
            yield rule, place


class _Excuses:
    """Where something harmless stands, and the allow entry that says so."""

    def __init__(self, matches: Iterable[_Match]) -> None:
        found = sorted((match.place, at, match.rule) for at, match in enumerate(matches))
        # For each start the farthest end so far, so that one look finds whether a place is covered.
        self._starts: list[int] = []
        self._farthest: list[tuple[int, _Rule]] = []
        for place, _, rule in found:
            if not self._farthest or place.end > self._farthest[-1][0]:
                self._starts.append(place.start)
                self._farthest.append((place.end, rule))

    def of(self, place: Place) -> _Rule | None:
        before = bisect_right(self._starts, place.start)
        if before and self._farthest[before - 1][0] >= place.end:
            return self._farthest[before - 1][1]
        return None


__all__ = ["CATEGORIES", "FLOOR", "SERVER", "BadEntry", "Filter", "Finding", "Hit", "Place"]
