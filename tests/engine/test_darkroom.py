import hashlib
import io
import threading

import pytest
from PIL import Image

from engine import png
from engine.catalog import HOUSE
from engine.darkroom import Darkroom
from engine.errors import CheckUnavailable
from engine.seam import Pixels

PIXELS = Pixels(width=64, height=64, rgb=bytes(range(256)) * 48)
TILE = Pixels(width=8, height=8, rgb=bytes(192))
PARAMS = HOUSE.params(prompt="a red apple", seed=7)


class Scores:
    """A checker that gives what it was made with, or raises it."""

    name = "scores"
    version = "1"

    def __init__(self, answer):
        self.answer = answer
        self.threads = set()

    def scores(self, pixels):
        self.threads.add(threading.current_thread().name)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def darkroom():
    opened = []

    def open_with(checker):
        opened.append(Darkroom(checker))
        return opened[-1]

    yield open_with
    for room in opened:
        room.close()


async def test_a_picture_leaves_with_scores_and_recipe(darkroom):
    room = darkroom(Scores({"sexual": 0.25}))

    picture = await room.finish(PIXELS, PARAMS, revision="r1")

    assert picture.scores == {"sexual": 0.25}
    assert picture.checker == room.checker == "scores 1"
    assert picture.sha256 == hashlib.sha256(picture.png).hexdigest()
    assert png.read(picture.png) == png.Recipe(params=PARAMS, model_revision="r1")
    assert picture.model_revision == "r1"


@pytest.mark.parametrize(
    "answer", [RuntimeError("no weights"), MemoryError(), {}, {"sexual": float("nan")}, None]
)
async def test_without_usable_scores_nothing_leaves(darkroom, answer):
    with pytest.raises(CheckUnavailable, match="could not be checked"):
        await darkroom(Scores(answer)).finish(PIXELS, PARAMS, revision="r1")


async def test_a_host_may_do_without_a_checker_and_the_picture_says_so(darkroom):
    picture = await darkroom(None).finish(PIXELS, PARAMS, revision="r1")

    assert (picture.scores, picture.checker) == ({}, "none")


async def test_checks_run_off_the_event_loop(darkroom):
    checker = Scores({"sexual": 0.0})

    await darkroom(checker).finish(PIXELS, PARAMS, revision="r1")

    assert all(name.startswith("darkroom") for name in checker.threads)


async def test_a_preview_is_drawn_in_the_shape_of_the_picture(darkroom):
    content, _ = await darkroom(None).preview([TILE], {}, width=96, height=64)

    assert Image.open(io.BytesIO(content)).size == (256, 171)


async def test_each_tile_of_a_preview_is_checked_once(darkroom):
    checker = Scores({"sexual": 0.1})
    room = darkroom(checker)
    _, known = await room.preview([TILE, None], {}, width=64, height=64)
    checker.answer = {"sexual": 0.2}

    _, checked = await room.preview([TILE, PIXELS], known, width=64, height=64)

    assert checked == {TILE: {"sexual": 0.1}, PIXELS: {"sexual": 0.2}}


async def test_a_preview_that_cannot_be_checked_does_not_leave(darkroom):
    with pytest.raises(CheckUnavailable):
        await darkroom(Scores({})).preview([TILE], {}, width=64, height=64)
