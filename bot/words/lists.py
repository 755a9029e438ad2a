"""The built-in word lists: a file for each category, words by language."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Final

# Name, and what a moderator is told it is.
CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sexual": "sexual acts and slang",
        "nudity": "undressed people",
        "gore": "cruelty and mutilation",
        "hate": "slurs and hate symbols",
        "self-harm": "self-harm and suicide",
        "drugs": "hard drugs and their use",
    }
)
LANGUAGES: Final = ("en", "de", "fr", "es")
_GROWN_UP: Final = 18


class Role(StrEnum):
    """The table of a file that an entry stands in."""

    BLOCK = "block"
    ALLOW = "allow"
    MINOR = "minor"
    ADULT = "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry of a built-in list."""

    category: str
    role: Role
    language: str
    text: str


def lines() -> Iterator[Line]:
    """Every entry of every list, `{age}` written out."""
    for category in (*CATEGORIES, "minors"):
        file = files("bot.words") / "lists" / f"{category}.toml"
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        for role, languages in tables.items():
            for language, texts in languages.items():
                for text in texts:
                    for written in _ages(text):
                        yield Line(
                            category=category, role=Role(role), language=language, text=written
                        )


def _ages(text: str) -> list[str]:
    if "{age}" not in text:
        return [text]
    return [text.replace("{age}", str(age)) for age in range(1, _GROWN_UP)]
