import asyncio
from dataclasses import replace

import pytest

from engine.catalog import HOUSE
from engine.errors import Cancelled, ModelError
from engine.job import Job, Picture, Status


@pytest.fixture
async def job():
    return Job(id="j", params=HOUSE.params(prompt="a red apple", count=2), owner=1)


@pytest.fixture
def picture():
    params = HOUSE.params(prompt="a red apple", seed=7)
    return Picture(
        png=b"png", params=params, sha256="0", model_revision="r", scores={}, checker="none"
    )


async def test_a_new_job_waits_and_knows_how_long_it_is(job):
    assert job.status is Status.WAITING
    assert (job.progress.step, job.progress.steps) == (0, 40)


async def test_a_finished_job_gives_its_pictures_to_everybody_who_asks(job, picture):
    early = asyncio.create_task(job.pictures())
    await asyncio.sleep(0)

    job.finish([picture])

    assert await early == (picture,)
    assert await job.pictures() == (picture,)
    assert job.status is Status.DONE
    assert job.progress.step == job.progress.steps


async def test_a_failed_job_raises_what_stopped_it(job):
    job.fail(ModelError("The model is missing."))

    with pytest.raises(ModelError, match="missing"):
        await job.pictures()
    assert job.status is Status.FAILED


async def test_a_cancelled_job_is_not_a_failed_one(job):
    job.fail(Cancelled("Cancelled."))

    assert job.status is Status.CANCELLED


async def test_the_first_end_is_the_only_one(job, picture):
    job.fail(Cancelled("Cancelled."))

    job.finish([picture])
    job.fail(ModelError("too late"))
    job.show(replace(job.progress, status=Status.RUNNING))

    assert job.status is Status.CANCELLED
    with pytest.raises(Cancelled):
        await job.pictures()


async def test_who_stops_waiting_stops_nobody_else(job, picture):
    impatient = asyncio.create_task(job.pictures())
    await asyncio.sleep(0)

    impatient.cancel()
    await asyncio.wait([impatient])
    job.finish([picture])

    assert await job.pictures() == (picture,)


async def test_a_watcher_sees_now_and_the_end(job, picture):
    job.finish([picture])

    seen = [progress.status async for progress in job.updates()]

    assert seen == [Status.DONE]


async def test_a_slow_watcher_misses_steps_but_never_the_newest(job, picture):
    seen = []

    async def watch():
        async for progress in job.updates():
            seen.append((progress.status, progress.step))
            await asyncio.sleep(0)  # slow: several snapshots pass meanwhile

    watcher = asyncio.create_task(watch())
    await asyncio.sleep(0)
    for step in range(1, 40):
        job.show(replace(job.progress, status=Status.RUNNING, step=step))
    job.finish([picture])
    await watcher

    assert seen == [(Status.WAITING, 0), (Status.DONE, 40)]


async def test_each_watcher_sees_for_itself(job, picture):
    async def watch():
        return [progress.step async for progress in job.updates()]

    watchers = [asyncio.create_task(watch()) for _ in range(2)]
    for step in (1, 2):
        await asyncio.sleep(0)
        job.show(replace(job.progress, status=Status.RUNNING, step=step))
    await asyncio.sleep(0)
    job.finish([picture])

    assert await asyncio.gather(*watchers) == [[0, 1, 2, 40]] * 2


async def test_a_watcher_that_leaves_is_forgotten(job):
    updates = job.updates()
    await anext(updates)

    await updates.aclose()

    assert job._watchers == set()


async def test_a_picture_knows_its_size_and_seed(picture):
    assert (picture.seed, picture.width, picture.height) == (7, 64, 64)
