"""What a run says: lines for whoever watches, figures for whoever computes."""

import os
import platform
import resource
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import torch

Say = Callable[[str], None]
Figures = dict[str, object]


class Report:
    """Lines for whoever watches, figures for whoever computes; `missed` counts targets."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.figures: Figures = {}
        self.missed = 0
        self.gate_broken = False

    def head(self, text: str) -> None:
        self._say(f"\n{text}")

    def line(self, name: str, value: str, target: str = "", *, met: bool | None = None) -> None:
        self.missed += met is False
        verdict = {None: "", True: "met", False: "MISSED"}[met]
        self._say(f"  {name:<44} {value:<24} {target:<18} {verdict}".rstrip())

    def keep(self, name: str, value: object) -> None:
        self.figures[name] = value


def machine_facts() -> dict[str, object]:
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "torch threads": torch.get_num_threads(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "diffusers": version("diffusers"),
    }


def processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
            names = [
                line.partition(":")[2].strip() for line in file if line.startswith("model name")
            ]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def peak_megabytes() -> float:
    """The most that this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts in bytes
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)
