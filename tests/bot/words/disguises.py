"""How people hide a word from a filter, one function each: what they make of it still reads."""

import random
import unicodedata
from collections.abc import Callable

Disguise = Callable[[str], str]

_LEET = str.maketrans("aeiost", "431057")
_SIGNS = str.maketrans("aist", "@!$+")
_CYRILLIC = str.maketrans("aeopcxyikmhtbs", "аеорсхуікмһтьѕ")
_GREEK = str.maketrans("aeioknptuvxyw", "αειοκηρτυνχγω")


def _each(text: str, change: Callable[[str], str]) -> str:
    """The change on every letter; on the plain one under an accent."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(change(one) if one.isascii() and one.isalnum() else one for one in plain)


def _between(text: str, sign: str) -> str:
    """The sign between the letters of each word, the words as far apart as before."""
    return "  ".join(sign.join(word) for word in text.split(" "))


def fullwidth(text: str) -> str:
    return _each(text, lambda one: chr(ord(one) + 0xFEE0))


def zero_width(text: str) -> str:
    return "\u200b".join(text)


def zero_width_joiners(text: str) -> str:
    return "\u2060\u200d".join(text)


def soft_hyphens(text: str) -> str:
    return "\u00ad".join(text)


def combining_marks(text: str) -> str:
    return _each(text, lambda one: f"{one}\u0336\u0301")


def bidi_controls(text: str) -> str:
    return "\u202e" + "\u2066".join(text) + "\u202c"


def cyrillic(text: str) -> str:
    return text.translate(_CYRILLIC)


def greek(text: str) -> str:
    return text.translate(_GREEK)


def leet(text: str) -> str:
    return text.translate(_LEET)


def signs(text: str) -> str:
    return text.translate(_SIGNS)


def spaced(text: str) -> str:
    return _between(text, " ")


def dotted(text: str) -> str:
    return _between(text, ".")


def hyphens(text: str) -> str:
    return _between(text, "-")


def underscores(text: str) -> str:
    return _between(text, "_")


def repeated(text: str) -> str:
    return "".join(one * 3 if one.isalpha() else one for one in text)


def mixed_case(text: str) -> str:
    return "".join(one.upper() if at % 2 else one for at, one in enumerate(text))


def mathematical(text: str) -> str:
    bold = ord("\N{MATHEMATICAL BOLD SMALL A}") - ord("a")
    return _each(text, lambda one: chr(ord(one) + bold) if one.isalpha() else one)


def circled(text: str) -> str:
    around = ord("\N{CIRCLED LATIN SMALL LETTER A}") - ord("a")
    return _each(text, lambda one: chr(ord(one) + around) if one.isalpha() else one)


def weighted(text: str) -> str:
    return " ".join(f"(({word}:1.3))" for word in text.split(" "))


def brackets_inside(text: str) -> str:
    return " ".join(f"{word[:1]}[{word[1:2]}]{{{word[2:]}}}" for word in text.split(" "))


def several_at_once(text: str) -> str:
    dice = random.Random(text)
    layers: list[Disguise] = [mixed_case, cyrillic, combining_marks, zero_width]
    for disguise in dice.sample(layers, 3):
        text = disguise(text)
    return text


DISGUISES: tuple[Disguise, ...] = (
    fullwidth,
    zero_width,
    zero_width_joiners,
    soft_hyphens,
    combining_marks,
    bidi_controls,
    cyrillic,
    greek,
    leet,
    signs,
    spaced,
    dotted,
    hyphens,
    underscores,
    repeated,
    mixed_case,
    mathematical,
    circled,
    weighted,
    brackets_inside,
    several_at_once,
)
