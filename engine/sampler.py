"""The samplers on offer: what people call them, and how many steps suit each. Data, no torch."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.errors import InvalidParams
from engine.params import MAX_STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampler:
    """A way to walk from noise to picture, with the names that people know it by."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    min_steps: int = 1
    max_steps: int = MAX_STEPS
    evaluations: int = 1  # of the model, for each step
    few_below: int = 1  # with fewer steps it breaks shapes that others finish


SAMPLERS: Final[Mapping[str, Sampler]] = MappingProxyType(
    {
        sampler.name: sampler
        for sampler in (
            Sampler(name="dpmpp_2m", label="DPM++ 2M", aliases=("dpm_2m", "dpmsolver++")),
            Sampler(name="dpmpp_2m_karras", label="DPM++ 2M Karras", aliases=("dpm_2m_karras",)),
            Sampler(name="dpmpp_2m_sde", label="DPM++ 2M SDE", aliases=("dpm_2m_sde",)),
            Sampler(name="euler", label="Euler"),
            Sampler(name="euler_a", label="Euler a", aliases=("euler_ancestral",)),
            Sampler(name="heun", label="Heun", evaluations=2),
            Sampler(name="lms", label="LMS", aliases=("klms",), few_below=30),
            Sampler(name="unipc", label="UniPC", aliases=("uni_pc",)),
            Sampler(name="ddim", label="DDIM"),
            Sampler(name="pndm", label="PNDM", aliases=("plms",), few_below=30),
            # Its schedule is cut from 50 training steps; diffusers refuses more.
            Sampler(name="lcm", label="LCM", max_steps=50),
        )
    }
)


def _spelling(name: str) -> str:
    """`DPM++ 2M Karras`, `k_dpm++_2m-karras` and `dpmpp 2m karras` are one name."""
    plain = name.lower().removeprefix("k_").replace("++", "pp")
    return re.sub(r"[^a-z0-9]", "", plain)


_SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        _spelling(known): sampler.name
        for sampler in SAMPLERS.values()
        for known in (sampler.name, sampler.label, *sampler.aliases)
    }
)


def find(name: str) -> str:
    """The catalogue's name for a sampler under any name; `InvalidParams` says what there is."""
    if known := _SPELLINGS.get(_spelling(name)):
        return known
    hint = ""
    if close := difflib.get_close_matches(_spelling(name), _SPELLINGS, n=1, cutoff=0.75):
        hint = f" Did you mean {_SPELLINGS[close[0]]!r}?"
    raise InvalidParams(
        f"Unknown sampler {name[:40]!r}.{hint} Choose one of: {', '.join(SAMPLERS)}."
    )
