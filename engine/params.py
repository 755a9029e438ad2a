"""What to paint: one frozen value, complete enough to paint the same picture again."""

import hashlib
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, Self

from engine.errors import InvalidParams

MAX_SEED: Final = 2**32 - 1
MAX_PROMPT: Final = 2000
MAX_COUNT: Final = 4
MAX_CHAIN: Final = 16
MAX_STEPS: Final = 150
MAX_GUIDANCE: Final = 30.0
MIN_SIDE: Final = 8
MAX_SIDE: Final = 4096

# How far a variation moves from its parent's noise towards a new seed's.
SUBTLE: Final = 0.15
STRONG: Final = 0.45

# How much of a given picture is painted anew when nobody says.
DEFAULT_STRENGTH: Final = 0.6

_SHA256: Final = re.compile(r"[0-9a-f]{64}")

# Fields of several lines send these; every other control character is refused.
_PROMPT_WHITESPACE: Final = frozenset("\n\r\t")


def random_seed() -> int:
    """The one way in which chance enters the engine."""
    return random.SystemRandom().randint(0, MAX_SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """One step of variation: slerp the noise so far with `seed`'s noise by `strength`."""

    seed: int
    strength: float

    def __post_init__(self) -> None:
        _check_seed(self.seed)
        object.__setattr__(self, "strength", _number("strength", self.strength, 0, 1))

    def to_json(self) -> dict[str, object]:
        return {"seed": self.seed, "strength": self.strength}

    @classmethod
    def from_json(cls, value: object) -> Self:
        given = _exact_keys("a chain entry", value, required={"seed", "strength"})
        return cls(seed=_int("seed", given["seed"]), strength=_float("strength", given["strength"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Valid for any model once it exists; a model's own limits are `Catalog.check`'s business.

    The starting noise of a picture is drawn from `seed`, then for each blend of `chain` moved
    towards the noise of that blend's seed. With an `image`, painting starts from that picture:
    noise covers it up to `strength`, and only the last `strength` of the steps are walked. Raises
    `InvalidParams` with one clear sentence.
    """

    prompt: str
    negative: str = ""
    model: str
    width: int
    height: int
    steps: int
    guidance: float
    rescale: float = 0.0  # how far guidance is brought back to the contrast of the prompt's own
    sampler: str
    # Drawn before queueing, never on the GPU thread: a waiting job can already be replayed.
    seed: int
    count: int = 1
    chain: tuple[Blend, ...] = ()
    # The sha256 of a prepared picture: a recipe stays small, and names what it needs for certain.
    image: str | None = None
    strength: float | None = None  # above 0, up to 1; with an image only

    def __post_init__(self) -> None:
        _check_text("prompt", self.prompt)
        if not self.prompt.strip():
            raise InvalidParams("The prompt is empty: say what to paint.")
        _check_text("negative prompt", self.negative)
        _check_name("model", self.model)
        _check_name("sampler", self.sampler)
        for name, side in (("width", self.width), ("height", self.height)):
            _whole(name, side, MIN_SIDE, MAX_SIDE)
            if side % 8:
                below = side - side % 8
                raise InvalidParams(
                    f"The {name} must be a multiple of 8, and {side} is not: "
                    f"try {below} or {below + 8}."
                )
        _whole("number of steps", self.steps, 1, MAX_STEPS)
        # Stored as a float whatever came in: one recipe has one spelling.
        object.__setattr__(self, "guidance", _number("guidance", self.guidance, 0, MAX_GUIDANCE))
        object.__setattr__(self, "rescale", _number("rescale", self.rescale, 0, 1))
        _check_seed(self.seed)
        _whole("count", self.count, 1, MAX_COUNT)
        if not isinstance(self.chain, tuple) or not all(isinstance(b, Blend) for b in self.chain):
            raise InvalidParams("The chain of variations must be a tuple of blends.")
        if len(self.chain) > MAX_CHAIN:
            raise InvalidParams(
                f"A picture can be varied {MAX_CHAIN} times in a row. Reroll it to start afresh."
            )
        self._check_image()

    def _check_image(self) -> None:
        if self.image is None and self.strength is None:
            return
        if self.image is None:
            raise InvalidParams("A strength says how far to leave an image: give an image with it.")
        if not _SHA256.fullmatch(_str("image", self.image)):
            raise InvalidParams("The image of a recipe is the sha256 of a prepared picture.")
        if self.strength is None:
            raise InvalidParams("A recipe with an image needs a strength.")
        strength = _number("strength", self.strength, 0, 1)
        object.__setattr__(self, "strength", strength)
        if not self.steps_walked:
            least = -(-100 // self.steps) / 100
            raise InvalidParams(
                f"A strength of {strength:g} leaves none of {self.steps} steps to paint with: "
                f"give at least {least:g}."
            )

    @property
    def steps_walked(self) -> int:
        """Those of `steps` that a picture takes: over an image only the last ones."""
        # Rounded as diffusers rounds it.
        return self.steps if self.strength is None else int(self.steps * self.strength)

    def alone(self, index: int) -> Self:
        """The recipe that paints picture `index` of these by itself, bit for bit."""
        if not 0 <= index < self.count:
            raise InvalidParams(f"There is no picture {index + 1} among {self.count}.")
        if not self.chain:
            return replace(self, count=1, seed=(self.seed + index) % (MAX_SEED + 1))
        last = self.chain[-1]
        last = replace(last, seed=(last.seed + index) % (MAX_SEED + 1))
        return replace(self, count=1, chain=(*self.chain[:-1], last))

    def rerolled(self) -> Self:
        """The same request with new noise."""
        return replace(self, seed=random_seed(), chain=())

    def varied(self, strength: float) -> Self:
        """A relative: the same noise moved by `strength` towards a fresh seed's."""
        return replace(self, chain=(*self.chain, Blend(seed=random_seed(), strength=strength)))

    def over(self, image: bytes, *, strength: float | None = None) -> Self:
        """The same request, painted over a picture as `engine.picture.prepare` gave it."""
        return replace(
            self,
            image=hashlib.sha256(image).hexdigest(),
            strength=DEFAULT_STRENGTH if strength is None else strength,
        )

    def to_json(self) -> dict[str, object]:
        """Plain values, in the order of the fields; `from_json` gives back an equal recipe."""
        values: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self)}
        values["chain"] = [blend.to_json() for blend in self.chain]
        # What a recipe does without is not written, as before there was such a thing.
        if not self.rescale:
            del values["rescale"]
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, value: object) -> Self:
        """Strict: an unknown or missing key or a wrong type raises `InvalidParams`."""
        given = _exact_keys(
            "a recipe",
            value,
            required={
                "prompt", "model", "width", "height", "steps", "guidance", "sampler", "seed",
            },
            optional={"negative", "rescale", "count", "chain", "image", "strength"},
        )  # fmt: skip
        chain = given.get("chain", ())
        if isinstance(chain, str | bytes) or not isinstance(chain, Sequence):
            raise InvalidParams("The chain of variations must be a list.")
        return cls(
            prompt=_str("prompt", given["prompt"]),
            negative=_str("negative prompt", given.get("negative", "")),
            model=_str("model", given["model"]),
            width=_int("width", given["width"]),
            height=_int("height", given["height"]),
            steps=_int("number of steps", given["steps"]),
            guidance=_float("guidance", given["guidance"]),
            rescale=_float("rescale", given.get("rescale", 0.0)),
            sampler=_str("sampler", given["sampler"]),
            seed=_int("seed", given["seed"]),
            count=_int("count", given.get("count", 1)),
            chain=tuple(Blend.from_json(blend) for blend in chain),
            image=_str("image", given["image"]) if "image" in given else None,
            strength=_float("strength", given["strength"]) if "strength" in given else None,
        )


def _exact_keys(
    what: str,
    value: object,
    *,
    required: set[str],
    optional: frozenset[str] | set[str] = frozenset(),
) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidParams(f"Expected {what} as an object of names and values.")
    if unknown := sorted(str(key) for key in value.keys() - required - optional):
        raise InvalidParams(f"Unknown key in {what}: {unknown[0][:40]!r}.")
    if missing := sorted(required - value.keys()):
        raise InvalidParams(f"Missing key in {what}: {missing[0]!r}.")
    return value


# The values below come from JSON, options and modals, so their types are checked at run time,
# whatever the annotations promise. `True` is an `int` to Python, but not a seed.


def _str(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidParams(f"The {name} must be text.")
    return value


def _int(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidParams(f"The {name} must be a whole number.")
    return value


def _float(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidParams(f"The {name} must be a number.")
    return value


def _whole(name: str, value: object, low: int, high: int) -> None:
    if not low <= _int(name, value) <= high:
        raise InvalidParams(f"The {name} must be between {low} and {high}.")


def _number(name: str, value: object, low: float, high: float) -> float:
    number = _float(name, value)
    if not low <= number <= high:  # NaN is not
        raise InvalidParams(f"The {name} must be a number between {low:g} and {high:g}.")
    return float(number)


def _check_seed(value: object) -> None:
    _whole("seed", value, 0, MAX_SEED)


def _check_name(name: str, value: object) -> None:
    text = _str(name, value)
    if not text or len(text) > 100 or not text.isprintable():
        raise InvalidParams(f"The {name} must be a name of 1 to 100 printable characters.")


def _check_text(name: str, value: object) -> None:
    text = _str(name, value)
    if len(text) > MAX_PROMPT:
        raise InvalidParams(
            f"The {name} has {len(text):,} characters; {MAX_PROMPT:,} is the most I take."
        )
    for char in text:
        # Cs: half of a surrogate pair, which no file and no database can store as UTF-8.
        if unicodedata.category(char) in ("Cc", "Cs") and char not in _PROMPT_WHITESPACE:
            raise InvalidParams(f"The {name} contains a control character (U+{ord(char):04X}).")
