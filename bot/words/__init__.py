"""The prompt filter: word lists, disguises, and which rule fired; pure, no regex from anybody."""

from bot.words.entry import MAX_ENTRIES, MAX_LENGTH, BadEntry, check
from bot.words.filter import FLOOR, SERVER, Filter, Finding, Hit, Place
from bot.words.fold import normalise
from bot.words.lists import CATEGORIES

__all__ = [
    "CATEGORIES",
    "FLOOR",
    "MAX_ENTRIES",
    "MAX_LENGTH",
    "SERVER",
    "BadEntry",
    "Filter",
    "Finding",
    "Hit",
    "Place",
    "check",
    "normalise",
]
