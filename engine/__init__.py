"""Words in, pictures out; knows no Discord."""

from engine.catalog import HOUSE, SD15, SDXL, TEMPLATES, Catalog, Model
from engine.config import CheckerConfig, EngineConfig
from engine.engine import Engine
from engine.errors import (
    Cancelled,
    CheckUnavailable,
    EngineDown,
    EngineError,
    InvalidParams,
    ModelError,
    OutOfMemory,
    Parked,
    QueueFull,
    RenderFault,
)
from engine.job import Job, Picture, Progress, Status, Unchecked, Withheld
from engine.params import MAX_SEED, STRONG, SUBTLE, Blend, Params
from engine.sampler import SAMPLERS
from engine.seam import CheckerState

__all__ = [
    "HOUSE",
    "MAX_SEED",
    "SAMPLERS",
    "SD15",
    "SDXL",
    "STRONG",
    "SUBTLE",
    "TEMPLATES",
    "Blend",
    "Cancelled",
    "Catalog",
    "CheckUnavailable",
    "CheckerConfig",
    "CheckerState",
    "Engine",
    "EngineConfig",
    "EngineDown",
    "EngineError",
    "InvalidParams",
    "Job",
    "Model",
    "ModelError",
    "OutOfMemory",
    "Params",
    "Parked",
    "Picture",
    "Progress",
    "QueueFull",
    "RenderFault",
    "Status",
    "Unchecked",
    "Withheld",
]
