import asyncio
import io
import logging
from dataclasses import replace
from types import MappingProxyType

import pytest
from PIL import Image

from engine.catalog import HOUSE
from engine.darkroom import Darkroom
from engine.errors import Cancelled, CheckUnavailable, RenderFault
from engine.job import Job, Status, Withheld
from engine.painting import Painting
from engine.picture import prepare
from engine.queue import Pace
from engine.seam import Loading, Painted, Pixels, Started, Stepped

PIXELS = Pixels(width=64, height=64, rgb=bytes(64 * 64 * 3))


class Clock:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class PaleChecker:
    """The paler the worse."""

    name = "pale"
    version = "1"
    classes = MappingProxyType({"pale": (0, 1), "dark": (0, 1)})
    broken = False

    def scores(self, pictures):
        if self.broken:
            raise RuntimeError("out of order")
        pale = [pixels.rgb[0] / 255 for pixels in pictures]
        return [{"pale": score, "dark": 1 - score} for score in pale]

    def close(self):
        pass


class BrokenChecker(PaleChecker):
    broken = True


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace():
    return Pace()


@pytest.fixture
def start(clock, pace):
    rooms = []

    def start(*, checker=None, image=None, **asked):
        rooms.append(Darkroom([checker] if checker else []))
        params = HOUSE.params(prompt="a red apple", seed=7, **asked)
        if image is not None:
            params = params.over(image)
        job = Job(id="j", params=params, owner=1, image=image)
        return Painting(job, darkroom=rooms[-1], pace=pace, now=clock)

    yield start
    for room in rooms:
        room.close()


def stepped(step, *, picture=0, steps=20, preview=None):
    return Stepped(job_id="j", picture=picture, step=step, steps=steps, preview=preview)


def painted(picture=0):
    return Painted(job_id="j", picture=picture, pixels=PIXELS, revision="r1")


def paper():
    """A white picture, prepared."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(out, "PNG")
    return prepare(out.getvalue(), width=64, height=64)


async def with_preview(job):
    async with asyncio.timeout(10):
        return await anext(progress async for progress in job.updates() if progress.preview)


async def test_a_job_in_hand_is_running_and_has_no_place(start):
    job = start().job

    assert job.status is Status.RUNNING
    assert job.progress.place == 0


async def test_while_its_model_is_read_a_job_says_so_and_nobody_guesses_a_time(start, pace, clock):
    pace.observe(HOUSE.params(prompt="a red apple", seed=7), seconds=10)
    painting = start()
    clock.seconds += 60

    painting.hear(Loading(model="house", fraction=0.4, text="Reading the unet"))
    loading = painting.job.progress
    painting.hear(Started(job_id="j"))

    assert (loading.loading, loading.eta_seconds) == ("Reading the unet", None)
    assert painting.job.progress.loading is None
    assert painting.job.progress.eta_seconds == pytest.approx(10)


async def test_notes_of_the_executor_join_the_advice(start):
    painting = start()
    painting.job.notes = ("advice",)

    painting.hear(Started(job_id="j", notes=("These words were not read: and so on",)))

    assert painting.job.notes == ("advice", "These words were not read: and so on")


async def test_steps_count_over_all_pictures_and_as_they_are_evaluated(start):
    painting = start(count=3, sampler="heun", steps=10)
    assert painting.job.progress.steps == 30

    painting.hear(stepped(5, picture=1, steps=19))
    painting.hear(stepped(3, picture=2, steps=19))
    painting.hear(stepped(6, picture=1, steps=19))

    progress = painting.job.progress
    assert (progress.step, progress.steps, progress.picture) == (6 + 3, 57, 1)


async def test_a_jobs_own_steps_tell_when_it_will_be_done(start, clock):
    painting = start()
    painting.hear(Started(job_id="j"))

    clock.seconds += 4
    painting.hear(stepped(5))

    assert painting.job.progress.eta_seconds == pytest.approx(12)


async def test_before_its_first_steps_a_job_takes_as_long_as_others_did(start, clock, pace):
    pace.observe(HOUSE.params(prompt="another"), seconds=10)
    painting = start()
    assert painting.job.progress.eta_seconds == pytest.approx(10)

    clock.seconds += 4

    assert painting.remaining == pytest.approx(6)


async def test_loading_a_model_is_not_the_jobs_own_time(start, clock, pace):
    painting = start()
    clock.seconds += 60
    painting.hear(Started(job_id="j"))
    clock.seconds += 2
    painting.hear(painted())

    await painting.settle()

    assert painting.job.timings.painting == pytest.approx(2)
    assert pace.seconds(painting.job.params) == pytest.approx(2)


async def test_pictures_come_out_in_order_each_with_its_own_recipe(start):
    painting = start(count=3)
    for index in (2, 0, 1):
        painting.hear(painted(index))

    await painting.settle()

    pictures = await painting.job.pictures()
    assert [picture.seed for picture in pictures] == [7, 8, 9]
    assert [picture.params.count for picture in pictures] == [1, 1, 1]
    assert painting.job.status is Status.DONE


async def test_a_picture_that_cannot_be_checked_fails_the_whole_job(start, caplog):
    caplog.set_level(logging.CRITICAL)
    painting = start(checker=BrokenChecker(), count=2)
    painting.hear(painted(0))
    painting.hear(painted(1))

    await painting.settle()

    with pytest.raises(CheckUnavailable):
        await painting.job.pictures()


async def test_a_picture_that_got_lost_is_not_passed_over(start):
    painting = start(count=2)
    painting.hear(painted(1))

    await painting.settle()

    with pytest.raises(RenderFault, match="lost"):
        await painting.job.pictures()


async def test_a_preview_appears_beside_the_steps(start):
    painting = start()

    painting.hear(stepped(4, preview=PIXELS))

    assert painting.job.progress.step == 4, "the step does not wait for the picture"
    assert (await with_preview(painting.job)).preview.startswith(b"RIFF")


async def test_a_preview_comes_with_the_worst_score_of_what_it_shows(start):
    painting = start(checker=PaleChecker(), count=2)
    dark, light = (Pixels(width=8, height=8, rgb=bytes([n]) * 192) for n in (0, 255))

    painting.hear(stepped(4, picture=0, preview=light))
    painting.hear(stepped(4, picture=1, preview=dark))

    assert (await with_preview(painting.job)).preview_scores == {
        "pale/pale": 1.0,
        "pale/dark": 1.0,
    }


async def test_a_preview_that_cannot_be_checked_is_not_shown(start, caplog):
    caplog.set_level(logging.CRITICAL)
    painting = start(checker=BrokenChecker())

    painting.hear(stepped(4, preview=PIXELS))
    await asyncio.wait([painting._drawing], timeout=10)

    assert painting.job.progress.preview is None
    assert painting.job.status is Status.RUNNING


async def test_of_many_previews_the_newest_is_shown_in_the_end(start):
    painting = start(count=2)
    dark, light = (Pixels(width=8, height=8, rgb=bytes([n]) * 192) for n in (0, 255))
    for step in range(1, 20):
        painting.hear(stepped(step, preview=dark))
    painting.hear(stepped(19, picture=1, preview=light))
    shown = []

    async with asyncio.timeout(10):
        async for progress in painting.job.updates():
            shown.append(progress.preview)
            if painting._drawing.done():
                break

    alone, _ = await painting._darkroom.preview([dark, light], {}, width=64, height=64)
    assert shown[-1] == alone
    assert len(set(shown) - {None}) <= 2, "those in between were never drawn"


async def test_after_the_end_nothing_is_heard(start):
    painting = start()
    painting.job.fail(Cancelled("Cancelled."))

    painting.hear(stepped(4, preview=PIXELS))
    painting.hear(painted())
    await painting.settle()

    assert painting.job.status is Status.CANCELLED
    assert painting.job.progress.step == 0


async def test_dropping_a_painting_leaves_nothing_behind(start):
    painting = start(count=2)
    painting.hear(stepped(4, preview=PIXELS))
    painting.hear(painted())
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    assert tasks

    painting.drop()
    await asyncio.wait(tasks, timeout=10)

    assert all(task.done() for task in tasks)


async def test_a_picture_has_the_worse_scores_of_itself_and_of_what_it_was_painted_over(start):
    painting = start(checker=PaleChecker(), image=paper(), count=2)
    for picture in (0, 1):
        painting.hear(painted(picture))

    await painting.settle()

    pictures = await painting.job.pictures()
    assert [picture.scores for picture in pictures] == [{"pale/pale": 1.0, "pale/dark": 1.0}] * 2


async def test_all_pictures_of_a_job_that_cannot_be_checked_wait_to_be_checked_again(start, caplog):
    caplog.set_level(logging.CRITICAL)
    checker = PaleChecker()
    painting = start(checker=checker, image=paper(), count=2)
    painting.hear(painted(0))
    first = await painting._finishing[0]
    checker.broken = True
    painting.hear(painted(1))

    await painting.settle()

    with pytest.raises(Withheld) as caught:
        await painting.job.pictures()
    unchecked = caught.value.unchecked
    assert [each.params.seed for each in unchecked] == [7, 8]
    assert unchecked[0].png == first.png
    assert [each.image for each in unchecked] == [paper()] * 2
    checker.broken = False
    again = await painting._darkroom.recheck(unchecked[0])
    assert again == replace(first, scores={"pale/pale": 1.0, "pale/dark": 1.0})


async def test_pictures_wait_when_only_what_is_under_them_cannot_be_checked(start, caplog):
    caplog.set_level(logging.CRITICAL)
    checker = PaleChecker()
    painting = start(checker=checker, image=paper())
    painting.hear(painted())
    await painting._finishing[0]
    checker.broken = True

    await painting.settle()

    with pytest.raises(Withheld):
        await painting.job.pictures()


async def test_without_a_check_of_the_input_there_is_no_picture(start):
    painting = start(checker=PaleChecker(), image=paper()[:-30])
    painting.hear(painted())

    await painting.settle()

    assert painting.job.status is Status.FAILED
