"""A picture as a network wants it, by its `preprocessor_config.json`, with numpy and Pillow alone.

The library's own processors need torchvision or draw in half of transformers; these few steps are
all that image classifiers use. What is not known here is refused: a step left out would give other
scores.
"""

import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.seam import Pixels

# Those whose steps are the ones below; others crop or pad in ways of their own.
_KNOWN: Final = frozenset(
    f"{family}{kind}"
    for family in ("CLIP", "ViT", "Siglip", "DeiT", "Beit")
    for kind in ("ImageProcessor", "ImageProcessorPil", "ImageProcessorFast", "FeatureExtractor")
)
_BICUBIC_BY_DEFAULT: Final = ("CLIP", "Siglip", "DeiT", "Beit")
_MEAN_BY_DEFAULT: Final = {
    "CLIP": ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]),
}
_HALF: Final = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])


class Preprocessing:
    """Raises `ValueError` for a configuration that asks for what is not known here."""

    def __init__(self, file: Path) -> None:
        config = json.loads(file.read_bytes())
        kind = config.get("image_processor_type") or config.get("feature_extractor_type")
        if kind not in _KNOWN:
            raise ValueError(f"{file} asks for a preprocessing that is not known here: {kind!r}.")
        clip = kind.startswith("CLIP")
        self._size = (
            _size(config.get("size", 224), square=not clip) if _on(config, "resize") else None
        )
        bicubic = kind.startswith(_BICUBIC_BY_DEFAULT)
        resample = Image.Resampling.BICUBIC if bicubic else Image.Resampling.BILINEAR
        self._resample = Image.Resampling(config.get("resample", resample))
        crop = config.get("do_center_crop", clip)
        self._crop = _size(config.get("crop_size", 224), square=True) if crop else None
        self._scale = config.get("rescale_factor", 1 / 255) if _on(config, "rescale") else 1.0
        mean, deviation = _MEAN_BY_DEFAULT["CLIP"] if clip else _HALF
        self._normalize = _on(config, "normalize")
        self._mean = np.array(config.get("image_mean", mean), dtype=np.float32)
        self._deviation = np.array(config.get("image_std", deviation), dtype=np.float32)

    def __call__(self, pixels: Pixels) -> NDArray[np.float32]:
        """`(1, 3, height, width)`. Raises `ValueError` for bytes that are no such picture."""
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
        if self._size is not None:
            image = image.resize(_fitted(image.size, self._size), self._resample)
        if self._crop is not None:
            image = _middle(image, self._crop)
        values = np.asarray(image, dtype=np.float32) * np.float32(self._scale)
        if self._normalize:
            values = (values - self._mean) / self._deviation
        return np.ascontiguousarray(values.transpose(2, 0, 1)[np.newaxis])


def _on(config: dict[str, object], step: str) -> bool:
    return bool(config.get(f"do_{step}", True))


def _size(size: object, *, square: bool) -> tuple[int | None, int]:
    """Width and height; no width: the shorter side has this height."""
    match size:
        case int():
            return (size, size) if square else (None, size)
        case {"height": int(height), "width": int(width)}:
            return width, height
        case {"shortest_edge": int(edge), **others} if not others:
            return None, edge
    raise ValueError(f"a size that is not known here: {size!r}.")


def _fitted(size: tuple[int, int], wanted: tuple[int | None, int]) -> tuple[int, int]:
    width, height = wanted
    if width is not None:
        return width, height
    short, long = sorted(size)
    longer = int(height * long / short)
    return (height, longer) if size[0] <= size[1] else (longer, height)


def _middle(image: Image.Image, wanted: tuple[int | None, int]) -> Image.Image:
    """Cut out the middle; what lies outside the picture is black."""
    height = wanted[1]
    width = wanted[0] or height
    top, left = (image.height - height) // 2, (image.width - width) // 2
    return image.crop((left, top, left + width, top + height))
