"""One line of a word list: a word or phrase, with a `*` where it may go on; no regex, ever."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from bot.words.fold import READS_AS, Reading, plain, squeezed

MAX_ENTRIES: Final = 1_000  # of a server's list; Discord's AutoMod stops there too
MAX_LENGTH: Final = 60
_OPEN_AT_LEAST: Final = 3  # letters beside a `*`: `*a*` would be nearly every prompt
_ANYWHERE: Final = 4  # letters of a word that is found inside a row of single letters
_CLEARLY: Final = 3  # times the same letter is no word of any of our languages


class More(Enum):
    """Whether a letter may be repeated more often than an entry has it."""

    ANY = auto()
    CLEARLY = auto()  # three times or more: a server that blocks "bob" does not mean "boob"
    NONE = auto()


class BadEntry(ValueError):
    """An entry or a list cannot be taken; str(error) says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`word`, `word*`, `*word`, `*word*` or a phrase; whole words where no `*` stands."""

    text: str  # as its author wrote it
    words: str
    open_start: bool
    open_end: bool
    letters: str  # of `words`, without the spaces
    runs: tuple[tuple[str, int], ...]  # each letter, and how often it is repeated
    single: bool  # no letter is repeated, and none is a digit

    @classmethod
    def parse(cls, text: str) -> "Entry":
        """Raises `BadEntry` with a sentence for the moderator who wrote it."""
        text = text.strip()
        shown = f"`{text[:MAX_LENGTH].replace('`', '')}`"
        if len(text) > MAX_LENGTH:
            raise BadEntry(f"{shown}… is too long: an entry has at most {MAX_LENGTH} characters.")
        core = text.removeprefix("*").removesuffix("*")
        if "*" in core:
            raise BadEntry(f"{shown}: a * may stand only at the beginning and at the end.")
        words = plain(core)
        letters = words.replace(" ", "")
        if not letters:
            raise BadEntry(f"{shown} holds no letter or digit: write a word, `word*` or `*word`.")
        if core != text and len(letters) < _OPEN_AT_LEAST and letters.isascii():
            raise BadEntry(f"{shown}: beside a * there must be {_OPEN_AT_LEAST} letters or more.")
        return cls(
            text=text,
            words=words,
            open_start=text.startswith("*"),
            open_end=text.endswith("*"),
            letters=letters,
            runs=tuple((letter, len(list(same))) for letter, same in groupby(letters)),
            single=squeezed(letters) == letters and letters.isalpha(),
        )

    def find(self, reading: Reading, start: int, end: int, more: More) -> tuple[int, int] | None:
        """Where it stands in `reading.words`, if what has its shape at start:end is really it.

        Whether a word may begin and end there is for `begins` and `ends` to say.
        """
        words = reading.words
        if reading.spelt and not self._stands_in_row(words, start, end):
            return None
        plainly = self.single and more is More.ANY and words[start:end] == self.words
        if not plainly and not self._fits(reading.letters(start, end), more):
            return None
        if self.open_start and not reading.spelt:
            start = words.rfind(" ", 0, start) + 1
        if self.open_end and not reading.spelt:
            end = after if (after := words.find(" ", end)) >= 0 else len(words)
        return start, end

    def _fits(self, seen: str, more: More) -> bool:
        """Letter for letter, a digit for what it reads as, a letter repeated as `more` says."""
        if seen == self.letters:
            return True
        if not any(map(str.isalpha, seen)) and any(map(str.isalpha, self.letters)):
            return False  # 455 is a number
        at = 0
        for (letter, count), following in zip(self.runs, (*self.runs[1:], ("", 0)), strict=True):
            begin = at
            while at < len(seen) and _reads_as(seen[at], letter):
                # 11 may be i and l: what the next letter can use is left to it.
                if at - begin >= count and _reads_as(seen[at], following[0]):
                    break
                at += 1
            extra = at - begin - count
            if extra < 0 or (extra and (more is More.NONE or letter.isdigit())):
                return False
            if extra and more is More.CLEARLY and at - begin < _CLEARLY:
                return False
        return at == len(seen)

    def _stands_in_row(self, words: str, start: int, end: int) -> bool:
        """In a row of single letters no word shows where it ends: long ones count anywhere."""
        if end - start >= _ANYWHERE:
            return True
        first = words.rfind(" ", 0, start) + 1
        return words[first:start] in ("", "a", "i") and (end == len(words) or words[end] == " ")


def check(entries: Iterable[str], *, name: str) -> None:
    """Raises `BadEntry` if a server's list, called `name`, cannot be taken."""
    entries = list(entries)
    if len(entries) > MAX_ENTRIES:
        raise BadEntry(
            f"The {name} would have {len(entries):,} entries; it may have {MAX_ENTRIES:,}. "
            "A * takes the place of several."
        )
    for entry in entries:
        Entry.parse(entry)


def _reads_as(seen: str, letter: str) -> bool:
    return seen == letter or (letter != "" and letter in READS_AS.get(seen, ""))


def begins(reading: Reading, start: int) -> bool:
    """A word may begin there: in a row of single letters anywhere."""
    words = reading.words
    return reading.spelt or start == 0 or _ends_word(words[start], words[start - 1])


def ends(reading: Reading, end: int) -> bool:
    """A word may end there."""
    words = reading.words
    return reading.spelt or end == len(words) or _ends_word(words[end - 1], words[end])


def _ends_word(inside: str, outside: str) -> bool:
    """Also between a letter and a digit, and between plain letters and another script's."""
    if outside == " ":
        return True
    if inside.isascii() != outside.isascii():
        return True
    return outside.isdigit() and inside.isalpha()
