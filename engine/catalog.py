"""The models on offer: their defaults and limits. Data, no torch."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.errors import InvalidParams, ModelError
from engine.params import DEFAULT_STRENGTH, MAX_SIDE, MAX_STEPS, Params, random_seed
from engine.sampler import SAMPLERS, find

# A source that names a folder shipped with Easel; `hub.fetch` knows where it lies.
BUNDLED: Final = "bundled:"

_HUB_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_MOVING: Final = frozenset({"main", "master", "HEAD", "latest"})


@dataclass(frozen=True, slots=True)
class Usual:
    """The range in which a model does well. Outside it a member gets advice, not a refusal."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ModelError(
                f"A usual range must go from low to high, not {self.low} to {self.high}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One row of the catalogue. Raises `ModelError` if the row contradicts itself.

    `source` is a folder (`/models/mine`, `./mine`), a hub id (`owner/name`, with the `revision`
    it is pinned to) or a folder that ships with Easel (`bundled:house`).
    """

    name: str
    source: str
    revision: str | None = None
    family: str = "sd"  # which file of engine/families paints it
    label: str = ""
    # Defaults
    sampler: str = "dpmpp_2m"
    steps: int = 25
    guidance: float = 7.0
    width: int = 512
    height: int = 512
    grid: int = 1  # pictures that a command paints when nobody says how many
    suggested_negative: str = ""  # offered, never forced
    strength: float = DEFAULT_STRENGTH  # of what is painted over an image
    shapes: tuple[Shape, ...] = ()
    # Limits
    min_side: int = 64
    max_side: int = 1024
    max_pixels: int = 1024 * 1024
    max_steps: int = MAX_STEPS
    tokens: int = 75  # words and punctuation that the text encoder reads; the rest is ignored
    # Usual ranges
    usual_steps: Usual = Usual(15, 60)
    usual_guidance: Usual = Usual(3, 12)
    usual_side: Usual = Usual(384, 768)
    usual_strength: Usual = Usual(0.3, 0.8)
    distilled: bool = False  # trained to paint in a few steps without guidance

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][\w.+-]{0,99}", self.name):
            raise ModelError(
                f"A model's name is made of letters, digits and . _ + -, unlike {self.name[:40]!r}."
            )
        if self.remote and (not self.revision or self.revision in _MOVING):
            raise ModelError(
                f"Model {self.name!r} comes from the hub, so its revision must be pinned: "
                "give the commit (40 characters) or a tag."
            )
        if self.max_side > MAX_SIDE or self.min_side % 8 or self.max_side % 8:
            raise ModelError(
                f"Model {self.name!r}: its sides must be multiples of 8, {MAX_SIDE} at most."
            )
        try:
            self.params(prompt="a word", count=self.grid).over(b"", strength=self.strength)
            for shape in self.shapes:
                self.params(prompt="a word", width=shape.width, height=shape.height)
        except InvalidParams as error:
            raise ModelError(f"Model {self.name!r} contradicts itself: {error}") from None

    @property
    def remote(self) -> bool:
        """Whether the source is a hub id; a relative folder is written with a leading `./`."""
        return _HUB_ID.fullmatch(self.source) is not None

    def params(
        self,
        *,
        prompt: str,
        negative: str | None = None,
        seed: int | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        rescale: float | None = None,
        width: int | None = None,
        height: int | None = None,
        count: int = 1,
        sampler: str | None = None,
    ) -> Params:
        """A complete recipe: what was not asked for is this model's default, the seed is drawn."""
        params = Params(
            prompt=prompt,
            negative="" if negative is None else negative,
            model=self.name,
            width=self.width if width is None else width,
            height=self.height if height is None else height,
            steps=self.steps if steps is None else steps,
            guidance=self.guidance if guidance is None else guidance,
            rescale=0.0 if rescale is None else rescale,
            sampler=find(self.sampler if sampler is None else sampler),
            seed=random_seed() if seed is None else seed,
            count=count,
        )
        self.check(params)
        return params

    def check(self, params: Params) -> None:
        """Raise `InvalidParams` if a recipe, new or stored, is outside this model's limits."""
        for name, side in (("width", params.width), ("height", params.height)):
            if not self.min_side <= side <= self.max_side:
                raise InvalidParams(
                    f"The {name} must be between {self.min_side} and {self.max_side} "
                    f"for {self.name}."
                )
        if params.width * params.height > self.max_pixels:
            raise InvalidParams(
                f"{params.width}x{params.height} is larger than {self.name} can paint: "
                f"{self.max_pixels:,} pixels at most, for example {self.width}x{self.height}."
            )
        if params.sampler not in SAMPLERS:
            raise InvalidParams(f"Write the sampler as {find(params.sampler)!r}.")
        chosen = SAMPLERS[params.sampler]
        most = min(self.max_steps, chosen.max_steps)
        if not chosen.min_steps <= params.steps <= most:
            raise InvalidParams(
                f"The number of steps must be between {chosen.min_steps} and {most} "
                f"for {self.name} with {chosen.name}."
            )

    def hints(self, params: Params) -> tuple[str, ...]:
        """One line of advice for each value far outside what this model is used to."""
        return tuple(self._hints(params))

    def _hints(self, params: Params) -> Iterator[str]:
        guided, steps, side = self.usual_guidance, self.usual_steps, self.usual_side
        usual = f"{guided.low:g} to {guided.high:g}"
        if params.guidance <= 1 and params.negative.strip():
            yield (
                f"At guidance {params.guidance:g} the negative prompt has no effect: "
                "try a guidance above 1."
            )
        elif params.guidance < guided.low:
            yield (
                f"Guidance {params.guidance:g} is low: the picture may look washed out "
                f"and stray from the prompt. Try {usual}."
            )
        if params.rescale and params.guidance <= 1:
            yield (
                f"At guidance {params.guidance:g} there is nothing to rescale: "
                "try a guidance above 1."
            )
        if params.guidance > guided.high:
            yield (
                f"Guidance {params.guidance:g} is high: expect burnt colours and artefacts. "
                f"Try {usual}."
            )
        if params.sampler == "lcm" and not self.distilled:
            yield (
                f"The lcm sampler is made for distilled models: on {self.name} expect "
                f"a soft picture. Try {self.sampler}."
            )
        elif params.steps < (wanted := max(steps.low, SAMPLERS[params.sampler].few_below)):
            yield (
                f"{params.steps} {'step is' if params.steps == 1 else 'steps are'} few "
                f"for {params.sampler}: expect low detail. Try {wanted:g} to {steps.high:g}."
            )
        if params.steps > steps.high:
            yield (
                f"{params.steps} steps take longer and rarely look better: "
                f"{steps.low:g} to {steps.high:g} are enough."
            )
        left = self.usual_strength
        if params.strength is not None and not left.low <= params.strength <= left.high:
            does = (
                "low: your picture will hardly change"
                if params.strength < left.low
                else "high: little of your picture will be left"
            )
            yield f"Strength {params.strength:g} is {does}. Try {left.low:g} to {left.high:g}."
        if max(params.width, params.height) > side.high:
            yield (
                f"{params.width}x{params.height} is large for {self.name}: expect repeated "
                f"objects. Try {self.width}x{self.height}."
            )
        if min(params.width, params.height) < side.low:
            yield (
                f"{params.width}x{params.height} is small for {self.name}: expect low detail "
                f"and broken shapes. Try {self.width}x{self.height}."
            )

    def size(self, *, aspect: float) -> tuple[int, int]:
        """Width and height of that ratio, about as many pixels as the default, inside the limits.

        Raises `InvalidParams` for a ratio whose picture would not fit.
        """
        if not 0.25 <= aspect <= 4:  # NaN is not
            raise InvalidParams("The aspect ratio must lie between 1:4 and 4:1.")
        area = self.width * self.height
        ideal = ((area * aspect) ** 0.5, (area / aspect) ** 0.5)
        width, height = (
            min(max(round(side / 8) * 8, self.min_side), self.max_side) for side in ideal
        )
        while width * height > self.max_pixels:
            if width >= height:
                width -= 8
            else:
                height -= 8
        return width, height


class Catalog:
    """The models of one engine, by name. Raises `ModelError` if there is none, or two of a name."""

    def __init__(self, models: Iterable[Model], *, default: str | None = None) -> None:
        self._models: dict[str, Model] = {}
        for model in models:
            if model.name in self._models:
                raise ModelError(f"Two models are called {model.name!r}.")
            self._models[model.name] = model
        if not self._models:
            raise ModelError("There is no model to paint with.")
        self._default = next(iter(self._models)) if default is None else default
        if self._default not in self._models:
            raise ModelError(
                f"The default model {self._default!r} is not among: {', '.join(self._models)}."
            )

    def __iter__(self) -> Iterator[Model]:
        return iter(self._models.values())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._models)

    @property
    def default(self) -> Model:
        return self._models[self._default]

    def get(self, name: str | None = None) -> Model:
        """The model of that name, or the default one. `InvalidParams` says which there are."""
        if name is None:
            return self.default
        if model := self._models.get(name):
            return model
        hint = ""
        if close := difflib.get_close_matches(name.lower(), self._models, n=1, cutoff=0.6):
            hint = f" Did you mean {close[0]!r}?"
        raise InvalidParams(
            f"Unknown model {name[:40]!r}.{hint} Choose one of: {', '.join(self._models)}."
        )

    def check(self, params: Params) -> Model:
        """Raise `InvalidParams` unless the recipe can be painted here, and give its model."""
        model = self.get(params.model)
        model.check(params)
        return model


# Its ranges are what painting showed: clean from 8 steps on, artefacts from guidance 10 on, beyond
# 80 pixels a second head on every cat, and of an image nothing but its place from strength 0.5 on.
HOUSE: Final = Model(
    name="house",
    label="House: small emoji-like pictures, any machine",
    source=f"{BUNDLED}house",
    steps=20,
    guidance=4.0,
    strength=0.3,
    width=64,
    height=64,
    grid=4,
    shapes=(
        Shape(name="square", width=64, height=64),
        Shape(name="wide", width=80, height=64),
        Shape(name="tall", width=64, height=80),
    ),
    min_side=32,
    max_side=128,
    max_pixels=128 * 128,
    tokens=14,
    usual_steps=Usual(8, 50),
    usual_guidance=Usual(1, 8),
    usual_side=Usual(64, 80),
    usual_strength=Usual(0.1, 0.5),
)

SD15: Final = Model(
    name="sd15",
    label="Stable Diffusion 1.5",
    source="stable-diffusion-v1-5/stable-diffusion-v1-5",
    revision="451f4fe16113bff5a5d2269ed5ad43b0592e9a14",
    steps=25,
    guidance=7.0,
    width=512,
    height=512,
    suggested_negative="blurry, low quality, deformed, watermark, text",
    shapes=(
        Shape(name="square", width=512, height=512),
        Shape(name="wide", width=768, height=512),
        Shape(name="tall", width=512, height=768),
    ),
    min_side=256,
    max_side=1024,
    max_pixels=1024 * 1024,
)

SDXL: Final = Model(
    name="sdxl",
    label="Stable Diffusion XL",
    source="stabilityai/stable-diffusion-xl-base-1.0",
    revision="462165984030d82259a11f4367a4eed129e94a7b",
    family="sdxl",
    steps=30,
    guidance=6.0,
    width=1024,
    height=1024,
    suggested_negative="blurry, low quality, deformed, watermark, text",
    shapes=(
        Shape(name="square", width=1024, height=1024),
        Shape(name="wide", width=1216, height=832),
        Shape(name="tall", width=832, height=1216),
    ),
    min_side=512,
    max_side=1536,
    max_pixels=1536 * 1024,
    usual_side=Usual(640, 1344),
)

# A row of the configuration starts from the template of its family.
TEMPLATES: Final[Mapping[str, Model]] = MappingProxyType({"sd": SD15, "sdxl": SDXL})
