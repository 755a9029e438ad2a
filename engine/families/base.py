"""What a family is: a kind of pipeline taken apart, so that one step can serve many pictures.

A picture's `State` is the only truth about it. `Rows` are a throw-away view of one step of it:
`forward` takes the rows of as many pictures as share the step, whatever their prompts, seeds,
samplers, step counts and guidance, and gives each its prediction back.

    state = family.start(params)
    while not state.done:
        [prediction] = family.forward([family.rows(state)])
        family.advance(state, prediction)
    pixels = family.decode(state)

A picture painted over another one starts later in its scheduler's walk, and from that picture
under noise; afterwards it is a picture like any other.

Everything here runs on the GPU thread, under `torch.inference_mode`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch

from engine.params import Params
from engine.samplers import Scheduler
from engine.seam import Pixels


@dataclass(eq=False, slots=True, kw_only=True)
class State:
    """One picture on its way from noise; `step` counts the evaluations behind it, from 0."""

    params: Params  # count = 1
    scheduler: Scheduler  # its own: multistep samplers remember
    generator: torch.Generator  # its own, on the CPU: a seed means the same on any device
    timesteps: torch.Tensor  # [steps], a copy for the model: the scheduler's stay on the CPU
    latents: torch.Tensor  # [1, C, h, w], in the scale of the scheduler
    conditioning: Mapping[str, torch.Tensor]  # [r, ...] each: negative, prompt; or prompt alone
    guidance: float | None  # None: one row is enough
    step: int = 0
    begin: int = 0  # where in the scheduler's timesteps the walk begins
    # What the last step saw and foretold, both [1, C, h, w]: the preview is drawn from them.
    sample: torch.Tensor | None = None
    prediction: torch.Tensor | None = None

    @property
    def steps(self) -> int:
        return len(self.timesteps)

    def timestep(self, step: int) -> torch.Tensor:
        """The scheduler's own, on the CPU."""
        timestep: torch.Tensor = self.scheduler.timesteps[self.begin + step]
        return timestep

    @property
    def done(self) -> bool:
        return self.step == self.steps


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Rows:
    """What one picture brings into a forward pass: r rows of everything."""

    sample: torch.Tensor  # [r, C, h, w]
    timesteps: torch.Tensor  # [r]
    conditioning: Mapping[str, torch.Tensor]  # [r, ...]

    def __len__(self) -> int:
        return len(self.sample)


class Family(Protocol):
    """A model in memory, taken apart into the pieces of its pipeline's loop."""

    @property
    def device(self) -> torch.device: ...

    @property
    def dtype(self) -> torch.dtype: ...

    @property
    def scale(self) -> int:
        """Pixels across one place of the latents."""

    def to(self, device: torch.device) -> None:
        """Move everything there. May be called again after it failed for want of memory."""

    def ignored(self, text: str) -> str:
        """The end of a text that lies past the encoder's limit; empty if all of it is read."""

    def start(self, params: Params, image: bytes | None = None) -> State:
        """Encode the prompts and draw the noise of a picture (`params.count` is 1).

        `image` is the prepared picture that `params.image` names, if it names one.
        """

    def rows(self, state: State) -> Rows:
        """The picture's share of its next forward pass."""

    def forward(self, batch: Sequence[Rows]) -> list[torch.Tensor]:
        """One evaluation of the model for all; a prediction [r, C, h, w] for each, in order."""

    def advance(self, state: State, prediction: torch.Tensor) -> None:
        """Guide the prediction and let the picture's own scheduler take its step."""

    def clean(self, state: State) -> torch.Tensor:
        """The finished latents [1, C, h, w] as foretold by the last step, in the model's scale."""

    def encode_image(self, image: torch.Tensor) -> torch.Tensor:
        """[1, 3, H, W] from -1 to 1 -> latents in the model's scale."""

    def decode_latents(self, latents: torch.Tensor) -> torch.Tensor:
        """Latents in the model's scale -> [1, 3, H, W], about -1 to 1."""

    def decode(self, state: State) -> Pixels:
        """The finished picture. Raises `RenderFault` if it is broken."""


def starting_noise(
    params: Params, shape: tuple[int, ...], *, generator: torch.Generator, dtype: torch.dtype
) -> torch.Tensor:
    """The noise that a recipe starts from, on the CPU: its seed's, blended along its chain.

    `generator` is the seed's; before this noise it has at most drawn an image's latents.
    """
    noise = torch.randn(shape, generator=generator, dtype=dtype)
    if not params.chain:
        return noise
    blended = noise.float()
    for blend in params.chain:
        other = torch.randn(shape, generator=torch.Generator().manual_seed(blend.seed), dtype=dtype)
        blended = slerp(blended, other.float(), blend.strength)
    return blended.to(dtype)


def slerp(a: torch.Tensor, b: torch.Tensor, strength: float) -> torch.Tensor:
    """Spherical interpolation (Shoemake, 1985): unlike a plain mix it keeps the norm of noise."""
    # The angle in double precision: summed in any order it gives the same two float32 weights.
    from_a, to_b = a.double().flatten(), b.double().flatten()
    cosine = float(torch.dot(from_a, to_b) / (from_a.norm() * to_b.norm()))
    angle = math.acos(min(max(cosine, -1.0), 1.0))
    if math.sin(angle) < 1e-6:  # (anti)parallel: no arc to walk on
        return torch.lerp(a, b, strength)
    of_a = math.sin((1 - strength) * angle) / math.sin(angle)
    of_b = math.sin(strength * angle) / math.sin(angle)
    return of_a * a + of_b * b
