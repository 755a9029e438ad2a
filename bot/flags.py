"""`--flags` inside a prompt: `a red apple --ar 3:2 --no blur --seed 7`; knows no Discord."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.policy import Refused

# Phones turn two hyphens into one long dash, so those start a flag as well.
_FLAG = re.compile(r"(?:^|(?<=\s))(?:--|[\u2013-\u2015])(?P<name>[A-Za-z][^\s=]*)(?:[=\s]+|$)")

MAX_RATIO = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asked for, before a model's defaults fill the gaps: None is no wish."""

    prompt: str
    negative: str | None = None
    model: str | None = None
    sampler: str | None = None
    ratio: float | None = None  # width over height
    width: int | None = None
    height: int | None = None
    steps: int | None = None
    guidance: float | None = None
    rescale: float | None = None  # of what guidance does to the contrast
    seed: int | None = None
    count: int | None = None
    strength: float | None = None  # of what is painted over an image


def _whole(flag: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused(f"`--{flag}` takes a whole number, not “{text[:40]}”.") from None


def _number(flag: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused(f"`--{flag}` takes a number, not “{text[:40]}”.") from None


def _text(flag: str, text: str) -> str:
    return text


def ratio(flag: str, text: str) -> float:
    """`3:2`, `3/2`, `3x2` or `1.5` as width over height. Raises `Refused`."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)(?:[:/x](\d{1,4}))?", text)
    value = float(match[1]) / float(match[2] or 1) if match and match[2] != "0" else 0.0
    if not 1 / MAX_RATIO <= value <= MAX_RATIO:
        raise Refused(f"`--{flag}` takes a shape such as 3:2, 1:1 or 9:16 (at most 4:1).")
    return value


@dataclass(frozen=True, slots=True)
class _Flag:
    field: str  # of `Wish`
    read: Callable[[str, str], object]
    names: tuple[str, ...]  # the first is the one we teach


_FLAGS = (
    _Flag("ratio", ratio, ("ar", "aspect")),
    _Flag("negative", _text, ("no", "neg", "negative")),
    _Flag("seed", _whole, ("seed",)),
    _Flag("steps", _whole, ("steps",)),
    _Flag("guidance", _number, ("cfg", "guidance", "scale")),
    _Flag("rescale", _number, ("rescale",)),
    _Flag("count", _whole, ("count", "n")),
    _Flag("strength", _number, ("strength",)),
    _Flag("sampler", _text, ("sampler",)),
    _Flag("model", _text, ("model",)),
    _Flag("width", _whole, ("width", "w")),
    _Flag("height", _whole, ("height", "h")),
)
_BY_NAME = {name: flag for flag in _FLAGS for name in flag.names}


def parse(prompt: str, options: Mapping[str, object]) -> Wish:
    """Take the flags out of a prompt and join them with the options given beside it.

    `options` maps fields of `Wish` to values, None where the member left the option out.
    Raises `Refused` for an unknown flag, a flag without a value, one given twice, and one
    that contradicts an option.
    """
    marks = list(_FLAG.finditer(prompt))
    words = prompt[: marks[0].start()] if marks else prompt
    given: dict[str, object] = {name: value for name, value in options.items() if value is not None}
    seen: set[str] = set()
    ends = [mark.start() for mark in marks[1:]] + [len(prompt)]
    for mark, end in zip(marks, ends, strict=False):  # without flags there is one end too many
        name = mark["name"].lower()
        value = prompt[mark.end() : end].strip()
        flag = _BY_NAME.get(name)
        if flag is None:
            raise Refused(_unknown(name))
        if not value:
            raise Refused(f"`--{name}` needs a value after it.")
        if flag.read is not _text and " " in value:
            # `--seed 7 on a table`: the words were meant for the prompt, so say where they go.
            raise Refused(
                f"`--{name}` takes one value, and “{value[:40]}” has several words. "
                "Put the description before the flags."
            )
        if flag.field in seen:
            raise Refused(f"`--{name}` is given twice.")
        seen.add(flag.field)
        read = flag.read(name, value)
        if given.setdefault(flag.field, read) != read:
            raise Refused(
                f"`--{name} {value[:40]}` contradicts the option {flag.field} "
                f"({str(given[flag.field])[:40]}). Keep one of them."
            )
    if "ratio" in given and ("width" in given or "height" in given):
        raise Refused("A shape and a width or height contradict each other. Keep one of them.")
    return Wish(prompt=words.strip(), **given)  # type: ignore[arg-type]  # each reader returns its field's type


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, _BY_NAME, n=1)
    hint = f" Did you mean `--{near[0]}`?" if near else ""
    known = ", ".join(f"`--{flag.names[0]}`" for flag in _FLAGS)
    return f"I do not know the flag `--{name[:40]}`.{hint} There are {known}."
