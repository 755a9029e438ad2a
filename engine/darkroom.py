"""Pixels in, pictures out: check, encode and hash in a small CPU pool, off the loop and the GPU."""

import asyncio
import hashlib
import logging
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final, TypeVar

from engine import picture, png
from engine.errors import CheckUnavailable
from engine.job import Picture, Unchecked, Withheld
from engine.params import Params
from engine.png import Recipe
from engine.seam import Checker, CheckerState, Pixels

log = logging.getLogger(__name__)

T = TypeVar("T")
Scores = Mapping[str, float]
Checked = Mapping[Pixels, Scores]

UNCHECKED: Final = "The picture could not be checked, so it is not shown. Try again later."


class Darkroom:
    """Nothing leaves it unchecked: without scores there is `CheckUnavailable` and no picture."""

    def __init__(self, checkers: Sequence[Checker] = ()) -> None:
        """Closes them when it is closed."""
        self._checkers = checkers
        self._states = {
            checker.name: CheckerState(name=checker.name, version=checker.version)
            for checker in checkers
        }
        names = [f"{checker.name} {checker.version}" for checker in checkers]
        self.checker: Final = ", ".join(names) or "none"
        # Two: a check and an encoding go on at once, and cores are left for the event loop.
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="darkroom")

    @property
    def states(self) -> Sequence[CheckerState]:
        return tuple(self._states.values())

    async def finish(
        self,
        pixels: Pixels,
        params: Params,
        *,
        revision: str,
        exactness: str = "exact",
        precision: str | None = None,
    ) -> Picture:
        """Raises `Withheld` with the one picture. `params` paint it alone."""
        recipe = Recipe(
            params=params, model_revision=revision, exactness=exactness, precision=precision
        )
        return await self._run(lambda: self._finish(pixels, recipe))

    async def recheck(self, unchecked: Unchecked) -> Picture:
        """Raises `CheckUnavailable`."""
        return await self._run(lambda: self._recheck(unchecked))

    async def scores(self, png: bytes) -> Scores:
        """Raises `CheckUnavailable`, and `EngineError` for bytes that are no PNG."""

        def look() -> Scores:
            (scores,) = self._scores([picture.decode(png)])
            return scores

        return await self._run(look)

    async def preview(
        self, tiles: Sequence[Pixels | None], known: Checked, *, width: int, height: int
    ) -> tuple[bytes, Checked]:
        """A small WebP of all tiles, and the scores of each: of those in `known` the old ones.

        A preview is a picture too, so it is checked. Raises `CheckUnavailable`.
        """

        def draw() -> tuple[bytes, Checked]:
            shown = dict.fromkeys(tile for tile in tiles if tile is not None)
            new = [tile for tile in shown if tile not in known]
            found = dict(zip(new, self._scores(new), strict=True))
            checked = {tile: found[tile] if tile in found else known[tile] for tile in shown}
            return picture.preview(tiles, width=width, height=height), checked

        return await self._run(draw)

    def close(self) -> None:
        """End what is being checked and forget the rest. Blocking."""
        for checker in self._checkers:
            checker.close()
        self._pool.shutdown(cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _finish(self, pixels: Pixels, recipe: Recipe) -> Picture:
        unchecked = Unchecked(
            png=png.encode(pixels, recipe),
            params=recipe.params,
            model_revision=recipe.model_revision,
            exactness=recipe.exactness,
        )
        try:
            (scores,) = self._scores([pixels])
        except CheckUnavailable as error:
            raise Withheld(str(error), unchecked=(unchecked,)) from error
        return self._picture(unchecked, scores)

    def _recheck(self, unchecked: Unchecked) -> Picture:
        shown = [unchecked.png] if unchecked.image is None else [unchecked.png, unchecked.image]
        return self._picture(unchecked, worst(self._scores([picture.decode(png) for png in shown])))

    def _picture(self, checked: Unchecked, scores: Scores) -> Picture:
        return Picture(
            png=checked.png,
            params=checked.params,
            sha256=hashlib.sha256(checked.png).hexdigest(),
            model_revision=checked.model_revision,
            scores=scores,
            checker=self.checker,
            exactness=checked.exactness,
        )

    def _scores(self, pictures: Sequence[Pixels]) -> Sequence[Scores]:
        """Of each picture what all checkers say. One that fails is enough to have nothing."""
        merged: list[dict[str, float]] = [{} for _ in pictures]
        for checker in self._checkers if pictures else ():
            for scores, found in zip(merged, self._ask(checker, pictures), strict=True):
                scores.update({f"{checker.name}/{name}": score for name, score in found.items()})
        return merged

    def _ask(self, checker: Checker, pictures: Sequence[Pixels]) -> Sequence[Scores]:
        before = self._states[checker.name]
        try:
            found = checker.scores(pictures)
            verify(found, checker, count=len(pictures))
        except Exception as error:  # whatever a checker trips over, the picture stays inside
            if before.works:  # said once: the same again is no news
                log.exception("The checker %s fails: nothing is shown.", checker.name)
            self._states[checker.name] = replace(
                before, works=False, error=str(error)[:300], failed_at=time.time()
            )
            raise CheckUnavailable(UNCHECKED) from error
        if not before.works:
            log.warning("The checker %s works again.", checker.name)
            self._states[checker.name] = replace(before, works=True)
        return found


def verify(answer: object, checker: Checker, *, count: int) -> None:
    """Raises `ValueError` unless it is `count` times a score in its range for every class."""
    if not isinstance(answer, list | tuple) or len(answer) != count:
        raise ValueError(f"It did not answer for each of {count} pictures.")
    if not checker.classes:
        raise ValueError("It knows no classes.")
    for scores in answer:
        if not isinstance(scores, Mapping) or scores.keys() != checker.classes.keys():
            raise ValueError("It did not give a score for each of its classes.")
        for name, (low, high) in checker.classes.items():
            score = scores[name]
            # A score that is not a number compares as harmless with every limit.
            if type(score) not in (float, int) or not math.isfinite(score):
                raise ValueError(f"Its score {name} is no number.")
            if not low <= score <= high:
                raise ValueError(f"Its score {name} is {score:g}, not from {low:g} to {high:g}.")


def worst(scores: Iterable[Scores]) -> Scores:
    """Of each class."""
    highest: dict[str, float] = {}
    for each in scores:
        for name, score in each.items():
            highest[name] = max(score, highest.get(name, score))
    return highest
