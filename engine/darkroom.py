"""Pixels in, pictures out: check, encode and hash in a small CPU pool, off the loop and the GPU."""

import asyncio
import hashlib
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from engine import picture, png
from engine.errors import CheckUnavailable
from engine.job import Picture
from engine.params import Params
from engine.png import Recipe
from engine.seam import Checker, Pixels

log = logging.getLogger(__name__)

T = TypeVar("T")
Checked = Mapping[Pixels, Mapping[str, float]]


class Darkroom:
    """Nothing leaves it unchecked: without scores there is `CheckUnavailable` and no picture."""

    def __init__(self, checker: Checker | None) -> None:
        self._checker = checker
        self.checker: Final = "none" if checker is None else f"{checker.name} {checker.version}"
        # Two: a check and an encoding go on at once, and cores are left for the event loop.
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="darkroom")

    async def finish(
        self,
        pixels: Pixels,
        params: Params,
        *,
        revision: str,
        exactness: str = "exact",
        precision: str | None = None,
    ) -> Picture:
        """Raises `CheckUnavailable`. `params` paint this one picture alone."""
        recipe = Recipe(
            params=params, model_revision=revision, exactness=exactness, precision=precision
        )
        return await self._run(lambda: self._finish(pixels, recipe))

    async def scores(self, png: bytes, *, width: int, height: int) -> Mapping[str, float]:
        """Of a prepared picture. Raises `CheckUnavailable`, and `InvalidParams` for any other."""
        return await self._run(
            lambda: self._scores(picture.pixels(png, width=width, height=height))
        )

    async def preview(
        self, tiles: Sequence[Pixels | None], known: Checked, *, width: int, height: int
    ) -> tuple[bytes, Checked]:
        """A small WebP of all tiles, and the scores of each: of those in `known` the old ones.

        A preview is a picture too, so it is checked. Raises `CheckUnavailable`.
        """

        def draw() -> tuple[bytes, Checked]:
            checked = {tile: known.get(tile) or self._scores(tile) for tile in tiles if tile}
            return picture.preview(tiles, width=width, height=height), checked

        return await self._run(draw)

    def close(self) -> None:
        """Wait for what is being done and forget the rest. Blocking."""
        self._pool.shutdown(cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _finish(self, pixels: Pixels, recipe: Recipe) -> Picture:
        scores = self._scores(pixels)
        content = png.encode(pixels, recipe)
        return Picture(
            png=content,
            params=recipe.params,
            sha256=hashlib.sha256(content).hexdigest(),
            model_revision=recipe.model_revision,
            scores=scores,
            checker=self.checker,
            exactness=recipe.exactness,
        )

    def _scores(self, pixels: Pixels) -> Mapping[str, float]:
        if self._checker is None:
            return {}
        try:
            scores = dict(self._checker.scores(pixels))
        except Exception as error:  # whatever a checker trips over, the picture stays inside
            log.exception("The checker %s failed.", self.checker)
            raise CheckUnavailable(
                "The picture could not be checked, so it is not shown. Try again later."
            ) from error
        # A score that is not a number compares as harmless with every limit.
        if not scores or not all(math.isfinite(score) for score in scores.values()):
            log.error("The checker %s gave no usable scores: %s", self.checker, scores)
            raise CheckUnavailable(
                "The picture could not be checked, so it is not shown. Try again later."
            )
        return scores
