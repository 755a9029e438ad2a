"""The kinds of pipeline that Easel can take apart, by the names that the catalogue uses."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.families.sd import StableDiffusion
from engine.families.sdxl import StableDiffusionXL

FAMILIES: Final[Mapping[str, type[StableDiffusion]]] = MappingProxyType(
    {"sd": StableDiffusion, "sdxl": StableDiffusionXL}
)
