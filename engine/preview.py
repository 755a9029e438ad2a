"""Latents -> a small picture, cheap enough to be drawn while the real one is being painted."""

from typing import Final, Protocol

import torch

from engine.seam import Pixels

# Latents up to this many places are decoded: that costs less than a step, and eight by eight
# dots say nothing. Above it each place becomes one dot by a linear map.
_DECODED_PLACES: Final = 16 * 16
_LONGEST_SIDE: Final = 256
# The card that a map is fitted on: places across, and across one of its patches.
_CARD: Final = 32
_PATCH: Final = 4


class Autoencoder(Protocol):
    """What a preview asks of a family; latents are in the model's scale."""

    @property
    def scale(self) -> int:
        """Pixels across one place of the latents."""

    def encode_image(self, image: torch.Tensor) -> torch.Tensor:
        """[1, 3, H, W] from -1 to 1 -> [1, C, h, w]"""

    def decode_latents(self, latents: torch.Tensor) -> torch.Tensor:
        """[1, C, h, w] -> [1, 3, H, W], about -1 to 1"""


class Preview:
    """Draws previews for one model; the linear map is fitted when it is first needed."""

    def __init__(self, autoencoder: Autoencoder) -> None:
        self._autoencoder = autoencoder
        self._map: torch.Tensor | None = None  # [C + 1, 3]; the last row is the bias

    def draw(self, latents: torch.Tensor) -> Pixels:
        """The picture that clean latents [1, C, h, w] stand for."""
        if latents.shape[-2] * latents.shape[-1] <= _DECODED_PLACES:
            return _pixels(self._autoencoder.decode_latents(latents))
        if self._map is None:
            self._map = fitted(self._autoencoder).to(latents.device)
        dots = torch.einsum("bchw,cd->bdhw", latents.float(), self._map[:-1])
        dots = dots + self._map[-1].view(1, 3, 1, 1)
        height, width = dots.shape[-2:]
        grown = max(1.0, _LONGEST_SIDE / max(height, width))
        size = (round(height * grown), round(width * grown))
        return _pixels(torch.nn.functional.interpolate(dots, size=size, mode="bilinear"))


def fitted(autoencoder: Autoencoder) -> torch.Tensor:
    """[C + 1, 3]: the least-squares map from a place's latents to the colour it decodes to.

    Learned from a card of coloured patches, soft and hard, that the autoencoder itself encodes
    and decodes: no picture and no published factors are needed.
    """
    random = torch.Generator().manual_seed(0)
    patches = torch.rand((1, 3, _CARD // _PATCH, _CARD // _PATCH), generator=random) * 2 - 1
    size = _CARD * autoencoder.scale
    grow = torch.nn.functional.interpolate
    hard = grow(patches, size=(size, size // 2), mode="nearest")
    soft = grow(patches.flip(-1), size=(size, size // 2), mode="bicubic").clamp(-1, 1)
    latents = autoencoder.encode_image(torch.cat([hard, soft], dim=-1))
    shown = autoencoder.decode_latents(latents).float().cpu().clamp(-1, 1)
    colours = torch.nn.functional.adaptive_avg_pool2d(shown, (_CARD, _CARD))
    places = latents.float().cpu().flatten(2)[0].T.double()
    known = torch.cat([places, torch.ones(len(places), 1, dtype=torch.float64)], dim=1)
    solved: torch.Tensor = torch.linalg.lstsq(known, colours.flatten(2)[0].T.double()).solution
    return solved.float()


def _pixels(image: torch.Tensor) -> Pixels:
    """[1, 3, H, W], about -1 to 1 -> bytes; what is not a number becomes grey."""
    shown = image[0].float().nan_to_num(0.0).clamp(-1, 1).add(1).mul(127.5).round()
    rows = shown.to(torch.uint8).permute(1, 2, 0).contiguous().cpu()
    height, width, _ = rows.shape
    return Pixels(width=width, height=height, rgb=rows.numpy().tobytes())
