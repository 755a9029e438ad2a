import hashlib
import io
import threading
from types import MappingProxyType

import pytest
from PIL import Image

from engine import png
from engine.catalog import HOUSE
from engine.darkroom import Darkroom
from engine.errors import CheckUnavailable, EngineError
from engine.job import Unchecked, Withheld
from engine.seam import Pixels

PIXELS = Pixels(width=64, height=64, rgb=bytes(range(256)) * 48)
TILE = Pixels(width=8, height=8, rgb=bytes(192))
PARAMS = HOUSE.params(prompt="a red apple", seed=7)


class Scores:
    """A checker that gives what it was made with for each picture, or raises it."""

    version = "1"
    classes = MappingProxyType({"sexual": (0.0, 1.0)})

    def __init__(self, answer, *, name="scores"):
        self.name = name
        self.answer = answer
        self.threads = set()
        self.asked = []
        self.closed = False

    def scores(self, pictures):
        self.threads.add(threading.current_thread().name)
        self.asked.append(pictures)
        if isinstance(self.answer, Exception):
            raise self.answer
        return [self.answer for _ in pictures]

    def close(self):
        self.closed = True


class Says(Scores):
    """One that answers with exactly this."""

    def scores(self, pictures):
        return self.answer


@pytest.fixture
def darkroom():
    opened = []

    def open_with(*checkers):
        opened.append(Darkroom(checkers))
        return opened[-1]

    yield open_with
    for room in opened:
        room.close()


async def test_a_picture_leaves_with_scores_and_recipe(darkroom):
    room = darkroom(Scores({"sexual": 0.25}))

    picture = await room.finish(PIXELS, PARAMS, revision="r1")

    assert picture.scores == {"scores/sexual": 0.25}
    assert picture.checker == room.checker == "scores 1"
    assert picture.sha256 == hashlib.sha256(picture.png).hexdigest()
    assert png.read(picture.png) == png.Recipe(params=PARAMS, model_revision="r1")
    assert picture.model_revision == "r1"


async def test_every_checker_looks_and_says_who_it_is(darkroom):
    room = darkroom(Scores({"sexual": 0.25}), Scores({"sexual": 0.5}, name="other"))

    picture = await room.finish(PIXELS, PARAMS, revision="r1")

    assert picture.scores == {"scores/sexual": 0.25, "other/sexual": 0.5}
    assert picture.checker == "scores 1, other 1"


@pytest.mark.parametrize(
    "answer",
    [
        RuntimeError("no weights"),
        MemoryError(),
        CheckUnavailable("It hung."),
        {},
        {"sexual": float("nan")},
        {"sexual": float("inf")},
        {"sexual": -0.1},
        {"sexual": 1.1},
        {"sexual": "0.1"},
        {"sexual": None},
        {"sexual": False},
        {"harmless": 0.1},
        {"sexual": 0.1, "harmless": 0.1},
        None,
        0.1,
    ],
    ids=str,
)
@pytest.mark.parametrize("place", ["alone", "first", "last"])
async def test_without_usable_scores_nothing_leaves(darkroom, answer, place):
    bad, good = Scores(answer), Scores({"sexual": 0.0}, name="good")
    room = darkroom(*{"alone": [bad], "first": [bad, good], "last": [good, bad]}[place])

    with pytest.raises(CheckUnavailable, match="could not be checked"):
        await room.finish(PIXELS, PARAMS, revision="r1")


@pytest.mark.parametrize(
    "answer",
    [None, {}, [], [{"sexual": 0.1}] * 2, {"sexual": 0.1}, "sexual", iter(())],
    # The name of an iterator is its address, and that is another one in each test process.
    ids=lambda answer: "iterator" if hasattr(answer, "__next__") else str(answer),
)
async def test_an_answer_for_another_number_of_pictures_is_none(darkroom, answer):
    with pytest.raises(CheckUnavailable):
        await darkroom(Says(answer)).finish(PIXELS, PARAMS, revision="r1")


async def test_a_checker_that_knows_nothing_lets_nothing_through(darkroom):
    checker = Scores({})
    checker.classes = {}

    with pytest.raises(CheckUnavailable):
        await darkroom(checker).finish(PIXELS, PARAMS, revision="r1")


async def test_what_could_not_be_checked_is_kept_and_can_be_checked_again(darkroom):
    checker = Scores(RuntimeError("busy"))
    room = darkroom(checker)
    with pytest.raises(Withheld) as caught:
        await room.finish(PIXELS, PARAMS, revision="r1", exactness="fast")
    (unchecked,) = caught.value.unchecked
    with pytest.raises(CheckUnavailable):
        await room.recheck(unchecked)
    checker.answer = {"sexual": 0.25}

    picture = await room.recheck(unchecked)

    assert picture == await room.finish(PIXELS, PARAMS, revision="r1", exactness="fast")


async def test_checking_again_looks_at_what_was_painted_over_too(darkroom):
    class ByBrightness(Scores):
        def scores(self, pictures):
            return [{"sexual": pixels.rgb[0] / 255} for pixels in pictures]

    dark, light = (
        png.encode(
            Pixels(width=64, height=64, rgb=bytes([level]) * 64 * 64 * 3),
            png.Recipe(params=PARAMS, model_revision="r1"),
        )
        for level in (0, 255)
    )
    unchecked = Unchecked(
        png=dark, params=PARAMS, model_revision="r1", exactness="exact", image=light
    )

    picture = await darkroom(ByBrightness(None)).recheck(unchecked)

    assert picture.scores == {"scores/sexual": 1.0}


def test_an_unchecked_picture_cannot_be_taken_for_a_picture():
    fields = set(Unchecked.__slots__)

    assert fields.isdisjoint({"scores", "checker", "sha256"})


async def test_any_picture_of_ours_can_be_scored(darkroom):
    room = darkroom(Scores({"sexual": 0.25}))
    picture = await room.finish(PIXELS, PARAMS, revision="r1")

    assert await room.scores(picture.png) == picture.scores
    with pytest.raises(EngineError, match="not a PNG"):
        await room.scores(b"GIF89a")


async def test_how_a_checker_does_can_be_asked(darkroom, caplog):
    checker = Scores({"sexual": 0.25})
    room = darkroom(checker, Scores({"sexual": 0.0}, name="other"))
    await room.finish(PIXELS, PARAMS, revision="r1")
    (well, _) = room.states
    checker.answer = RuntimeError("no weights")
    for _ in range(3):
        with pytest.raises(CheckUnavailable):
            await room.finish(PIXELS, PARAMS, revision="r1")
    (failing, other) = room.states
    checker.answer = {"sexual": 0.25}
    await room.finish(PIXELS, PARAMS, revision="r1")
    (again, _) = room.states

    assert (well.name, well.version, well.works, well.error) == ("scores", "1", True, None)
    assert (failing.works, failing.error, other.works) == (False, "no weights", True)
    assert (again.works, again.error, again.failed_at) == (True, "no weights", failing.failed_at)
    assert [record.message for record in caplog.records] == [
        "The checker scores fails: nothing is shown.",
        "The checker scores works again.",
    ], "an alert, not one for each picture"


async def test_a_host_may_do_without_a_checker_and_the_picture_says_so(darkroom):
    picture = await darkroom().finish(PIXELS, PARAMS, revision="r1")

    assert (picture.scores, picture.checker) == ({}, "none")


async def test_checks_run_off_the_event_loop(darkroom):
    checker = Scores({"sexual": 0.0})

    await darkroom(checker).finish(PIXELS, PARAMS, revision="r1")

    assert all(name.startswith("darkroom") for name in checker.threads)


async def test_a_preview_is_drawn_in_the_shape_of_the_picture(darkroom):
    content, _ = await darkroom().preview([TILE], {}, width=96, height=64)

    assert Image.open(io.BytesIO(content)).size == (256, 171)


async def test_each_tile_of_a_preview_is_checked_once_and_all_new_ones_together(darkroom):
    checker = Scores({"sexual": 0.1})
    room = darkroom(checker)
    _, known = await room.preview([TILE, None], {}, width=64, height=64)
    checker.answer = {"sexual": 0.2}
    other = Pixels(width=8, height=8, rgb=b"\x80" * 192)

    _, checked = await room.preview([TILE, PIXELS, other], known, width=64, height=64)

    assert checked == {
        TILE: {"scores/sexual": 0.1},
        PIXELS: {"scores/sexual": 0.2},
        other: {"scores/sexual": 0.2},
    }
    assert checker.asked == [[TILE], [PIXELS, other]]


async def test_a_preview_that_cannot_be_checked_does_not_leave(darkroom):
    with pytest.raises(CheckUnavailable):
        await darkroom(Scores({})).preview([TILE], {}, width=64, height=64)


async def test_leaving_closes_the_checkers(darkroom):
    checker = Scores({})

    darkroom(checker).close()

    assert checker.closed
