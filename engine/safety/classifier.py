"""Any image classifier of transformers: its classes become the host's categories."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import torch
from transformers import AutoModelForImageClassification

from engine.safety.preprocessing import Preprocessing
from engine.seam import Pixels, Span


class Classifier:
    """Implements `Judge`. Classes that the map does not name count as harmless."""

    def __init__(self, where: Mapping[str, object]) -> None:
        """Raises `ValueError` for a class that is not there, and what transformers raises."""
        torch.set_num_threads(1)
        folder = Path(str(where["folder"]))
        categories = where["categories"]
        assert isinstance(categories, dict), "as weights.locate gives it"
        self.version: Final = str(where["version"])
        self._prepare = Preprocessing(Path(str(where["preprocessor"])))
        self._network, found = AutoModelForImageClassification.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=torch.float32,
            output_loading_info=True,
        )
        # The library would fill what is missing with random numbers, and go on.
        if missing := sorted({*found["missing_keys"], *found["mismatched_keys"]}, key=str):
            raise ValueError(f"{folder} has no weights for {missing[0]}.")
        self._network.eval()
        config = self._network.config
        self._independent = config.problem_type == "multi_label_classification"
        numbers = {str(label): number for number, label in config.id2label.items()}
        if unknown := sorted(set(categories).difference(numbers)):
            there = ", ".join(numbers)
            raise ValueError(f"It has no class {unknown[0]!r}. It has: {there[:200]}.")
        self._members: Final = {
            category: [numbers[label] for label, of in categories.items() if of == category]
            for category in sorted(set(categories.values()))
        }
        self.classes: Mapping[str, Span] = dict.fromkeys(self._members, (0.0, 1.0))

    @torch.no_grad()
    def scores(self, pixels: Pixels) -> Mapping[str, float]:
        """Of each category: of classes that exclude each other the sum, of others the highest."""
        (logits,) = self._network(torch.from_numpy(self._prepare(pixels))).logits
        if self._independent:
            likely = logits.double().sigmoid().tolist()
            return {c: max(likely[n] for n in members) for c, members in self._members.items()}
        likely = logits.double().softmax(dim=0).tolist()
        return {
            # A sum of rounded shares may be a hair above 1; what is no number stays none.
            category: 1.0 if 1 < total < 1 + 1e-9 else total
            for category, members in self._members.items()
            for total in [math.fsum(likely[n] for n in members)]
        }
