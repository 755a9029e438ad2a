"""The checker that comes with Stable Diffusion checkpoints, with the scores that diffusers drops.

It compares a picture with 17 concepts and 3 that need special care, each with a threshold of its
own. diffusers keeps one bit of that and paints the picture black; this keeps the numbers and leaves
the picture alone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers.pipelines.stable_diffusion.safety_checker import (
    StableDiffusionSafetyChecker,
    cosine_distance,
)
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import CLIPConfig

from engine import folder as folders
from engine.safety.preprocessing import Preprocessing
from engine.seam import Pixels, Span

CONCEPTS: Final = 17
SPECIAL: Final = 3
# Near a special-care concept the others are held to more: by so much, as the authors have it.
_STRICTER: Final = 0.01
_DIGITS: Final = 3  # diffusers decides on rounded scores


class ScoringChecker(StableDiffusionSafetyChecker):  # type: ignore[no-untyped-call] # theirs
    """The same network; only what becomes of its numbers is different."""

    @torch.no_grad()
    def forward(  # type: ignore[override, unused-ignore] # no pictures in: there is nothing to blacken
        self, clip_input: torch.Tensor
    ) -> list[tuple[list[float], list[float]]]:
        """How far each picture is beyond the threshold of each concept, then of special care.

        The same arithmetic as in diffusers, so that above 0 here is a hit there.
        """
        embeds = self.visual_projection(self.vision_model(clip_input)[1])
        special = _cosines(embeds, self.special_care_embeds)
        concepts = _cosines(embeds, self.concept_embeds)
        judged = []
        for special_row, concept_row in zip(special, concepts, strict=True):
            adjustment = 0.0
            beyond_special = []
            for cosine, limit in zip(special_row, self.special_care_embeds_weights, strict=True):
                beyond_special.append(round(float(cosine - limit.item() + adjustment), _DIGITS))
                if beyond_special[-1] > 0:
                    adjustment = _STRICTER
            beyond = [
                round(float(cosine - limit.item() + adjustment), _DIGITS)
                for cosine, limit in zip(concept_row, self.concept_embeds_weights, strict=True)
            ]
            judged.append((beyond, beyond_special))
        return judged


def _cosines(embeds: torch.Tensor, others: torch.Tensor) -> NDArray[np.float32]:
    distances: torch.Tensor = cosine_distance(embeds, others)  # type: ignore[no-untyped-call] # theirs
    return distances.cpu().float().numpy()


class StableDiffusionJudge:
    """Implements `Judge`."""

    # A cosine less a threshold that is one too, and the adjustment.
    classes: Mapping[str, Span] = dict.fromkeys(
        [*(f"concept:{n}" for n in range(CONCEPTS)), *(f"special:{n}" for n in range(SPECIAL))],
        (-3.0, 3.0),
    )

    def __init__(self, where: Mapping[str, object]) -> None:
        """Raises what a network that is not this one makes torch raise."""
        torch.set_num_threads(1)
        folder = Path(str(where["folder"]))
        self.version: Final = str(where["version"])
        self._prepare = Preprocessing(Path(str(where["preprocessor"])))
        self._network = ScoringChecker(CLIPConfig.from_pretrained(folder, local_files_only=True))
        self._network.load_state_dict(_weights(folder), strict=True)
        self._network.eval()  # type: ignore[no-untyped-call] # theirs

    def scores(self, pixels: Pixels) -> Mapping[str, float]:
        ((concepts, special),) = self._network(torch.from_numpy(self._prepare(pixels)))
        return dict(zip(self.classes, (*concepts, *special), strict=True))


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    """Under the names that the network has here.

    Published checkpoints have one more level of names and a counter that nothing needs any more.
    """
    weights: dict[str, torch.Tensor] = {}
    for name in folders.weights(sorted(path.name for path in folder.iterdir())):
        if name.endswith(".safetensors"):
            weights |= load_file(folder / name)
    return {
        name.replace("vision_model.vision_model.", "vision_model."): tensor
        for name, tensor in weights.items()
        if not name.endswith(".position_ids")
    }
