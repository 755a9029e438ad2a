"""The catalogue's sampler names -> diffusers schedulers, each with its whole config written out.

A scheduler built `from_config` of another class silently falls back to its own defaults for every
key the other did not have, and two of those defaults ruin latents. So a config here has two halves
and nothing else: what the model was trained with, which comes from its folder, and what the
sampler is, which is the table below. A test holds both against each constructor's signature.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol, Self

import torch
from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    HeunDiscreteScheduler,
    LCMScheduler,
    LMSDiscreteScheduler,
    PNDMScheduler,
    UniPCMultistepScheduler,
)

from engine.errors import InvalidParams, ModelError

PREDICTIONS: Final = frozenset({"epsilon", "v_prediction", "sample"})

Setting = str | int | float | bool | list[float] | list[int] | None


class Scheduler(Protocol):
    """What a family asks of a diffusers scheduler. It is stateful: each serves one picture."""

    timesteps: torch.Tensor
    alphas_cumprod: torch.Tensor
    init_noise_sigma: float | torch.Tensor
    order: int  # evaluations a step

    def set_timesteps(self, num_inference_steps: int) -> None: ...

    def scale_model_input(self, sample: torch.Tensor, timestep: torch.Tensor) -> torch.Tensor: ...

    def add_noise(
        self, original_samples: torch.Tensor, noise: torch.Tensor, timesteps: torch.Tensor
    ) -> torch.Tensor: ...

    def step(self, *args: torch.Tensor, **options: bool | torch.Generator) -> tuple[torch.Tensor]:
        """Differs from class to class; `step` below knows how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """The noise schedule that a model has learned and every sampler has to agree with."""

    num_train_timesteps: int = 1000
    beta_start: float = 0.00085
    beta_end: float = 0.012
    beta_schedule: str = "scaled_linear"
    trained_betas: list[float] | None = None
    prediction_type: str = "epsilon"
    rescale_betas_zero_snr: bool = False
    timestep_spacing: str | None = None  # None: each sampler's own

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> Self:
        """Take the keys above out of a `scheduler_config.json`; the others are a sampler's."""
        # Anything may stand in the file, and the schedulers themselves say best what is wrong
        # with a value; `scheduler` turns that into a sentence.
        known: dict[str, object] = {
            key: config[key] for key in cls.__slots__ if config.get(key) is not None
        }
        return cls(**known)  # type: ignore[arg-type]  # see above


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampler:
    """One row: the class, and every key of its config that is not about training."""

    scheduler: type
    spacing: str  # of the timesteps
    insists: bool = False  # on its spacing, whatever the model's config chooses
    settings: Mapping[str, Setting]
    seeded: bool = False  # its steps take a generator
    predicts_sample: bool = True  # False: raises for models that predict the sample itself


_PLAIN_SIGMAS: Final[Mapping[str, Setting]] = {
    "use_karras_sigmas": False,
    "use_exponential_sigmas": False,
    "use_beta_sigmas": False,
}
_NO_FLOW: Final[Mapping[str, Setting]] = {
    "use_flow_sigmas": False,
    "flow_shift": 1.0,
    "use_dynamic_shifting": False,
    "time_shift_type": "exponential",
}
# Thresholding and clipping are for models that paint pixels: latents leave [-1, 1] all the time.
_UNCLIPPED: Final[Mapping[str, Setting]] = {
    "thresholding": False,
    "dynamic_thresholding_ratio": 0.995,
    "sample_max_value": 1.0,
}
_DPM: Final[Mapping[str, Setting]] = {
    **_PLAIN_SIGMAS,
    **_NO_FLOW,
    **_UNCLIPPED,
    "algorithm_type": "dpmsolver++",
    "solver_order": 2,
    "solver_type": "midpoint",
    "lower_order_final": True,
    "euler_at_final": False,
    "use_lu_lambdas": False,
    "final_sigmas_type": "zero",
    "lambda_min_clipped": -float("inf"),
    "variance_type": None,
}

SAMPLERS: Final[Mapping[str, Sampler]] = MappingProxyType(
    {
        "ddim": Sampler(
            scheduler=DDIMScheduler,
            spacing="leading",
            seeded=True,
            settings={
                **_UNCLIPPED,
                "clip_sample": False,
                "clip_sample_range": 1.0,
                "set_alpha_to_one": False,
            },
        ),
        "euler": Sampler(
            scheduler=EulerDiscreteScheduler,
            spacing="linspace",
            seeded=True,
            settings={
                **_PLAIN_SIGMAS,
                "interpolation_type": "linear",
                "sigma_min": None,
                "sigma_max": None,
                "timestep_type": "discrete",
                "final_sigmas_type": "zero",
            },
        ),
        "euler_a": Sampler(
            scheduler=EulerAncestralDiscreteScheduler,
            spacing="linspace",
            seeded=True,
            settings={},
            predicts_sample=False,
        ),
        "dpmpp_2m": Sampler(
            scheduler=DPMSolverMultistepScheduler, spacing="linspace", seeded=True, settings=_DPM
        ),
        "dpmpp_2m_karras": Sampler(
            scheduler=DPMSolverMultistepScheduler,
            spacing="linspace",
            seeded=True,
            settings={**_DPM, "use_karras_sigmas": True},
        ),
        "dpmpp_2m_sde": Sampler(
            scheduler=DPMSolverMultistepScheduler,
            spacing="linspace",
            seeded=True,
            settings={**_DPM, "algorithm_type": "sde-dpmsolver++"},
        ),
        "unipc": Sampler(
            scheduler=UniPCMultistepScheduler,
            spacing="linspace",
            settings={
                **_PLAIN_SIGMAS,
                **_NO_FLOW,
                **_UNCLIPPED,
                "solver_order": 2,
                "solver_type": "bh2",
                "solver_p": None,
                "predict_x0": True,
                "lower_order_final": True,
                "disable_corrector": [],
                "final_sigmas_type": "zero",
                "sigma_min": None,
                "sigma_max": None,
                "shift_terminal": None,
            },
        ),
        "heun": Sampler(
            scheduler=HeunDiscreteScheduler,
            spacing="linspace",
            settings={**_PLAIN_SIGMAS, "clip_sample": False, "clip_sample_range": 1.0},
        ),
        # The linear multistep methods, this and pndm, want equal steps: with others their history
        # misleads them. Under about 30 steps both still overshoot in fine detail.
        "lms": Sampler(
            scheduler=LMSDiscreteScheduler,
            spacing="linspace",
            insists=True,
            settings=_PLAIN_SIGMAS,
        ),
        "pndm": Sampler(
            scheduler=PNDMScheduler,
            spacing="linspace",
            insists=True,
            # With the Runge-Kutta steps it evaluates 9 times more and cannot do under 4 steps; the
            # last of evenly spaced steps ends at timestep 0, and only alpha 1 is cleaner than that.
            settings={"skip_prk_steps": True, "set_alpha_to_one": True},
            predicts_sample=False,
        ),
        "lcm": Sampler(
            scheduler=LCMScheduler,
            spacing="leading",
            seeded=True,
            settings={
                **_UNCLIPPED,
                "clip_sample": False,
                "clip_sample_range": 1.0,
                "set_alpha_to_one": True,
                "original_inference_steps": 50,
                "timestep_scaling": 10.0,
            },
        ),
    }
)


def scheduler(name: str, training: Training, *, steps: int, skipped: int = 0) -> Scheduler:
    """A new scheduler set to `steps`, for one picture; its timesteps and tables stay on the CPU.

    The walk begins after `skipped` steps, at `timesteps[skipped * order]`. Go by the timesteps, not
    by `steps`: some samplers evaluate more often. Raises `InvalidParams` where sampler and model do
    not go together, `ModelError` for a bad config.
    """
    row = SAMPLERS[name]
    if training.prediction_type not in PREDICTIONS:
        # Some constructors take any word here and would fail at the first step only.
        raise ModelError(f"The model predicts {training.prediction_type!r}: no sampler knows that.")
    if training.prediction_type == "sample" and not row.predicts_sample:
        raise InvalidParams(f"The sampler {name} cannot be used with this model: try dpmpp_2m.")
    try:
        made: Scheduler = row.scheduler(**config(name, training))
        made.set_timesteps(steps)
    except (ValueError, TypeError, ArithmeticError, LookupError, RuntimeError) as error:
        raise ModelError(f"The model's scheduler config does not suit {name}: {error}") from error
    if hasattr(made, "set_begin_index"):
        # Otherwise the first step looks its own index up, which waits for the GPU.
        made.set_begin_index(skipped * made.order)
    return made


def config(name: str, training: Training) -> dict[str, Setting]:
    """The complete config of a sampler for a model: exactly the keys its class takes."""
    row = SAMPLERS[name]
    learned: dict[str, Setting] = {
        "num_train_timesteps": training.num_train_timesteps,
        "beta_start": training.beta_start,
        "beta_end": training.beta_end,
        "beta_schedule": training.beta_schedule,
        "trained_betas": training.trained_betas,
        "prediction_type": training.prediction_type,
        "rescale_betas_zero_snr": training.rescale_betas_zero_snr,
        "timestep_spacing": (not row.insists and training.timestep_spacing) or row.spacing,
        # Every Stable Diffusion was sampled one step off the grid; the pipelines insist on it too.
        "steps_offset": 1,
    }
    taken = inspect.signature(row.scheduler).parameters
    return {**{key: value for key, value in learned.items() if key in taken}, **row.settings}


def step(
    name: str,
    scheduler: Scheduler,
    prediction: torch.Tensor,
    timestep: torch.Tensor,
    latents: torch.Tensor,
    generator: torch.Generator,
) -> torch.Tensor:
    """The latents one step on. Only samplers that draw noise in between touch the generator."""
    if SAMPLERS[name].seeded:
        return scheduler.step(
            prediction, timestep, latents, generator=generator, return_dict=False
        )[0]
    return scheduler.step(prediction, timestep, latents, return_dict=False)[0]


def signal(scheduler: Scheduler, timestep: torch.Tensor) -> float:
    """How much of the clean picture's variance is left at a timestep; they may be fractions."""
    kept = scheduler.alphas_cumprod
    at = min(max(float(timestep), 0.0), len(kept) - 1.0)
    low = int(at)
    high = min(low + 1, len(kept) - 1)
    return float(kept[low] + (at - low) * (kept[high] - kept[low]))
