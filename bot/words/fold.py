"""Text as the filter reads it: disguises taken off, and the way back to the place in the original.

Nothing is ever rewritten for the model; this is only how the filter looks at a prompt.
"""

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

# Drawn like a plain letter, to a reader in a hurry, but not in Unicode's table of confusables.
_DRAWN_LIKE: Final = {
    "a": "αл", "b": "βвбь", "d": "δԁ", "e": "εєэ", "f": "ф", "h": "нһ", "k": "кκ", "m": "м",
    "n": "ηипŋ", "o": "θ", "r": "гя", "t": "тτ", "u": "μυцч", "w": "ωшщ", "x": "χж", "z": "ʒ",
    "3": "з", "ae": "æ", "oe": "œ", "th": "þ",
}  # fmt: skip
_LETTER_OF: Final = {sign: plain for plain, signs in _DRAWN_LIKE.items() for sign in signs}
# Small capitals, flags' letters, white letters on black: Unicode takes none of them apart.
_NAMED: Final = re.compile(
    r"(?:LATIN (?:SMALL|CAPITAL) LETTER|LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER"
    r"|MODIFIER LETTER (?:SMALL|CAPITAL)|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER)"
    r" (?:DOTLESS |SCRIPT |OPEN |TURNED )?([A-Z])(?: WITH .*)?"
)
_DROPPED: Final = frozenset({"Cf", "Mn", "Me", "Cc", "Cs"})
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and a symbol without ink
_LONGEST: Final = 8  # one ligature stands for 18 characters: a text of those must not grow so much
_REMEMBERED: Final = 20_000  # characters; a prompt has at most a few thousand different ones

# What a digit may stand for, if a letter is in the same word.
READS_AS: Final = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "bg", "7": "t",
    "8": "b", "9": "g",
}  # fmt: skip
# One shape for all that may be read as one another: found by shape, then compared sign by sign.
_SHAPES: Final = str.maketrans("0123456789lg", "oizeasbtbbib")
# These are as often punctuation, so they get a reading of their own.
_SIGN: Final = re.compile(r"[@$!|+€£¢]")
_STROKES: Final = re.compile(r"[!|](?=\w)")
_SIGNED: Final = str.maketrans("@$+€£¢", "astelc")

# `(word:1.3)`, `<lora:word:0.8>`, `word::2`: how strongly, which is not part of what.
_WEIGHT: Final = re.compile(r"::?[ ]?-?[0-9]{0,3}\.?[0-9]{1,3}(?=[ ]?[)\]}>]|[ ,]|$)")
# Each but the first of a run. `(.)\1+` says the same and takes three times as long.
_REPEATED: Final = re.compile(r"(?<=(.))\1")
_DIGIT: Final = re.compile(r"\d")
_SPACES: Final = re.compile(r" {2,}")
_GLUE: Final = re.compile(r"[^\w ]+")
_GLUED: Final = re.compile(r"\w[^\w ]+\w")
# Three letters or more, each alone, with up to three signs between.
_SPELT: Final = re.compile(r"\b\w(?:\W{1,3}\w\b){2,}")
_SPELT_GAP: Final = re.compile(r"[^\w\n]+")
_ELSEWHERE: Final = re.compile(r"\n+")


class _Folds(dict[int, str]):
    """What each character becomes, for `str.translate`; learnt as characters are met."""

    def __missing__(self, point: int) -> str:
        folded = _fold(chr(point))
        while (again := "".join(map(_fold, folded))) != folded:
            folded = again
        if len(self) >= _REMEMBERED:
            self.clear()
        self[point] = folded if len(folded) <= _LONGEST else " "
        return self[point]


class _Gaps(dict[int, str]):
    """A space for whatever is no letter or digit, for `str.translate`."""

    def __missing__(self, point: int) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[point] = one if (one := chr(point)).isalnum() else " "
        return self[point]


@functools.cache
def _folds() -> _Folds:
    return _Folds()


@functools.cache
def _gaps() -> _Gaps:
    return _Gaps()


def _fold(one: str) -> str:
    if one.isspace():
        return " "
    if one == "_":
        return "-"  # to `re` it is a letter
    if one.isascii():
        return one.lower() if one.isprintable() else ""
    if one in _BLANK or unicodedata.category(one) in _DROPPED:
        return ""
    if (plain := unicodedata.normalize("NFKD", one)) != one:
        return plain
    if (lower := one.casefold()) != one:
        return lower
    if one in _LETTER_OF:
        return _LETTER_OF[one]
    if named := _NAMED.fullmatch(unicodedata.name(one, "")):
        return named[1].lower()
    return _confusable(one) or one


def _confusable(one: str) -> str | None:
    # Reads a file when it is imported, so not before a prompt needs it.
    from confusable_homoglyphs.confusables import (  # type: ignore[import-untyped] # has no types
        confusables_data,
    )

    others = [other["c"] for other in confusables_data.get(one, ())]
    plain = [other for other in others if len(other) == 1 and other.isascii() and other.isalnum()]
    # Upright strokes are drawn like I and l alike: 1 is what reads as either.
    return "1" if {"I", "l"} & set(plain) else plain[0].lower() if plain else None


Back = Callable[[int], int]  # from a place in a text to the one in the text it was made from


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text, and where each word was.

    A spelt reading holds only the letters that stood alone in a row, as in "w o r d".
    """

    words: str  # single spaces, no letter repeated
    shape: str  # one letter for all that may be read as one another
    in_words: Back  # from a place in `shape`
    spelt: bool
    _base: str  # before letters were squeezed and signs between them dropped
    _to_base: Back
    _to_text: Back

    def letters(self, start: int, end: int) -> str:
        """What stands at start:end in `words`, every repeated letter in its place."""
        begin, after = self._to_base(start), self._to_base(end)
        return "".join(filter(str.isalnum, self._base[begin:after]))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where start:end in `words` was in the text as its author wrote it."""
        begin, after = self._to_base(start), self._to_base(end)
        while not self._base[after - 1].isalnum():
            after -= 1
        return self._to_text(begin), self._to_text(after - 1) + 1


def normalise(text: str) -> str:
    """The plain words without their disguises, digits left as they are; twice is as once."""
    words = _WEIGHT.sub("", text.translate(_folds())).translate(_gaps())
    words = _REPEATED.sub("", words).strip()
    return _REPEATED.sub("", _SPELT.sub(_joined, words))


def plain(text: str) -> str:
    """As `normalise`, but a repeated letter stays, and so does a number after a colon."""
    words = text.translate(_folds()).translate(_gaps())
    return _SPELT.sub(_joined, _SPACES.sub(" ", words).strip())


def squeezed(words: str) -> str:
    """No letter repeated."""
    return _REPEATED.sub("", words)


def shapes(words: str) -> set[str]:
    """What the shape of a reading holds where `words` stand, with digits around or without."""
    shape = squeezed(words).translate(_SHAPES)
    return {shape, squeezed(shape)}


def readings(text: str) -> list[Reading]:
    """At most four ways to read it, none longer than the folded text."""
    folded, unfold = _folded(text)
    bare, unweigh = _rewritten(_WEIGHT, "", folded)
    short, unsqueeze = _rewritten(_REPEATED, "", bare)

    def to_text(index: int) -> int:
        return unfold(unweigh(index))

    def read(
        base: str, words: str, *steps: tuple[re.Pattern[str], str], spelt: bool = False
    ) -> Reading:
        backs = [unsqueeze]
        for pattern, to in steps:
            words, back = _rewritten(pattern, to, words)
            backs.append(back)

        def to_base(index: int) -> int:
            for back in reversed(backs):
                index = back(index)
            return index

        shape = words.translate(_SHAPES)
        in_words: Back = _same
        if _DIGIT.search(words):  # the second half of a double letter may have been one
            squeezed_shape, back = _rewritten(_REPEATED, "", shape)
            if len(squeezed_shape) < len(shape):
                shape, in_words = squeezed_shape, back
        return Reading(words, shape, in_words, spelt, base, to_base, to_text)

    found = [read(bare, short.translate(_gaps()), (_SPACES, " "))]
    signed, short_signed = bare, short
    if _SIGN.search(bare):
        signed, short_signed = _with_signs(bare), _with_signs(short)
        reading = read(signed, short_signed.translate(_gaps()), (_REPEATED, ""))
        if reading.words != found[0].words:  # "wow!" reads the same either way
            found.append(reading)
    if _GLUED.search(short_signed):
        found.append(read(signed, short_signed, (_GLUE, ""), (_REPEATED, "")))
    if runs := list(_SPELT.finditer(short)):
        steps = (_SPELT_GAP, ""), (_ELSEWHERE, " "), (_REPEATED, "")
        found.append(read(bare, _only(short, runs), *steps, spelt=True))
    return found


def _with_signs(text: str) -> str:
    """Signs that may be letters are; as long as before."""
    return _STROKES.sub("1", text.translate(_SIGNED))


def _joined(run: re.Match[str]) -> str:
    return "".join(filter(str.isalnum, run[0]))


def _only(text: str, runs: Iterable[re.Match[str]]) -> str:
    """The runs where they are, and line ends, which a folded text never has, elsewhere."""
    parts, at = [], 0
    for run in runs:
        parts += ["\n" * (run.start() - at), run[0]]
        at = run.end()
    return "".join([*parts, "\n" * (len(text) - at)])


def _same(index: int) -> int:
    return index


# The ways back are looked for only when somebody asks: most prompts hold nothing to point at.


def _rewritten(pattern: re.Pattern[str], to: str, text: str) -> tuple[str, Back]:
    """The text with every match replaced by one sign or none, and the way back."""
    kept = 1 if to else 0

    @functools.cache
    def cuts() -> tuple[list[int], list[int]]:
        spans = [match.span() for match in pattern.finditer(text)]
        shifts = list(accumulate(end - start - kept for start, end in spans))
        return [end - shift for (_, end), shift in zip(spans, shifts, strict=True)], shifts

    return pattern.sub(to, text), _shifted(cuts)


def _folded(text: str) -> tuple[str, Back]:
    """The text character by character in plain ones, and the way back."""
    folds = _folds()

    @functools.cache
    def cuts() -> tuple[list[int], list[int]]:
        places: list[int] = []
        shifts: list[int] = []
        shift = 0
        lengths = {one: length for one in set(text) if (length := len(folds[ord(one)])) != 1}
        for at in [at for at, one in enumerate(text) if one in lengths] if lengths else ():
            length, first = lengths[text[at]], at - shift
            for inner in range(1, length):  # all of it was one character
                places.append(first + inner)
                shifts.append(shift - inner)
            shift += 1 - length
            places.append(first + length)
            shifts.append(shift)
        return places, shifts

    return text.translate(folds), _shifted(cuts)


def _shifted(cuts: Callable[[], tuple[list[int], list[int]]]) -> Back:
    def back(index: int) -> int:
        places, shifts = cuts()
        before = bisect_right(places, index)
        return index + (shifts[before - 1] if before else 0)

    return back
