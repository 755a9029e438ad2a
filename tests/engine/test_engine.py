"""The order of things and every way to fail, with an executor that does what it is told.

It is an executor like any other: what paints on a GPU is tested in test_executor.py.
"""

import asyncio
import logging
import sys
import threading
from dataclasses import replace
from types import MappingProxyType, SimpleNamespace

import pytest

from engine import hub, png
from engine.catalog import HOUSE, SD15
from engine.config import EngineConfig
from engine.engine import Engine
from engine.errors import (
    Cancelled,
    CheckUnavailable,
    EngineDown,
    EngineError,
    InvalidParams,
    ModelError,
    OutOfMemory,
    Parked,
    QueueFull,
    RenderFault,
)
from engine.job import Status, Withheld
from engine.parts import Parts
from engine.seam import (
    Died,
    Ended,
    Loading,
    Painted,
    Pixels,
    Ready,
    Started,
    Stepped,
    Unloadable,
)


class Scripted:
    """An executor that writes down what it is asked and reports what the test says."""

    def __init__(self, *, loads=True):
        self.loads = loads
        self.loaded = []
        self.tickets = []
        self.cancelled = []
        self.closed = False

    def start(self, report):
        self.report = report

    def load(self, model):
        self.loaded.append(model)
        if self.loads is True:
            self.report(Loading(model=model.name, fraction=0.5, text="Loading unet"))
            self.ready(model)
        elif self.loads:
            self.report(self.loads)

    def ready(self, model):
        self.report(
            Ready(model=model.name, device="cpu", precision="fp32", revision=model.revision)
        )

    def paint(self, ticket):
        self.tickets.append(ticket)

    def cancel(self, job_id):
        self.cancelled.append(job_id)

    def close(self):
        self.closed = True

    # What the test says

    def finish(self, job, *, steps=20, started=False):
        if not started:
            self.report(Started(job_id=job.id))
        for index in range(job.params.count):
            self.report(Stepped(job_id=job.id, picture=index, step=steps, steps=steps))
            size = job.params.width, job.params.height
            pixels = Pixels(width=size[0], height=size[1], rgb=bytes(3 * size[0] * size[1]))
            self.report(Painted(job_id=job.id, picture=index, pixels=pixels, revision="r1"))
        self.report(Ended(job_id=job.id))

    def fail(self, job, error):
        self.report(Started(job_id=job.id))
        self.report(Ended(job_id=job.id, error=error))

    @property
    def painting(self):
        return [ticket.job_id for ticket in self.tickets]


class GatedChecker:
    """Says that everything is harmless, once it is let."""

    name = "gated"
    version = "1"
    classes = MappingProxyType({"sexual": (0, 1)})

    def __init__(self):
        self.gate = threading.Event()

    def scores(self, pictures):
        assert self.gate.wait(10)
        return [{"sexual": 0.0} for _ in pictures]

    def close(self):
        self.gate.set()


@pytest.fixture
def clock():
    return SimpleNamespace(seconds=0.0)


@pytest.fixture
def executor():
    return Scripted()


@pytest.fixture
def build(executor, clock):
    def build(*, checker=None, room=1, per_owner=None, on_loading=lambda loading: None, **settings):
        return Engine(
            EngineConfig(checkers=(), **settings),
            lambda config: Parts(
                executor=executor,
                checkers=(checker,) if checker else (),
                room=room,
                room_per_owner=per_owner or room,
            ),
            on_loading=on_loading,
            now=lambda: clock.seconds,
        )

    return build


@pytest.fixture
async def engine(build):
    async with build() as engine:
        yield engine


def apple(**asked):
    return HOUSE.params(prompt="a red apple", **{"seed": 7} | asked)


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - any condition, not one event
            await asyncio.sleep(0)


async def test_a_request_becomes_a_checked_picture_with_its_recipe(engine, executor):
    job = engine.submit(apple(count=2), owner=1)

    executor.finish(job)
    pictures = await job.pictures()

    assert [picture.params for picture in pictures] == [apple(), apple(seed=8)]
    assert {picture.model_revision for picture in pictures} == {"r1"}
    assert job.status is Status.DONE
    assert engine.find(job.id) is None


async def test_a_ticket_names_a_folder_on_this_machine_and_its_exact_weights(engine, executor):
    engine.submit(apple(), owner=1)

    [ticket] = executor.tickets
    assert ticket.model.source.endswith("models/house")
    assert ticket.model.revision.startswith("sha256:")
    assert executor.loaded == [ticket.model]


async def test_the_executor_gets_no_more_than_it_has_room_for(engine, executor):
    first, second = engine.submit(apple(), owner=1), engine.submit(apple(), owner=2)

    assert executor.painting == [first.id]
    assert (list(engine.running()), list(engine.waiting())) == ([first], [second])

    executor.finish(first)
    await first.pictures()

    assert executor.painting == [first.id, second.id]


async def test_an_executor_with_more_room_gets_more(build, executor):
    async with build(room=3) as engine:
        jobs = [engine.submit(apple(), owner=1) for _ in range(5)]

        assert executor.painting == [job.id for job in jobs[:3]]
        executor.finish(jobs[1])
        await jobs[1].pictures()
        assert executor.painting == [job.id for job in jobs[:4]]


async def test_one_owner_never_takes_all_the_room(build, executor):
    async with build(room=4, per_owner=2, max_per_owner=100, max_waiting=100) as engine:
        crowd = [engine.submit(apple(), owner=1) for _ in range(20)]
        assert executor.painting == [job.id for job in crowd[:2]]

        single = engine.submit(apple(), owner=2)

        assert executor.painting[2:] == [single.id], "it is painted at once, beside the crowd's"
        assert single.status is Status.RUNNING
        executor.finish(crowd[0])
        await crowd[0].pictures()
        assert executor.painting[3:] == [crowd[2].id]


async def test_jobs_inside_are_places_side_by_side_when_a_wait_is_judged(build, executor, clock):
    async with build(room=2) as engine:
        jobs = [engine.submit(apple(), owner=1) for _ in range(4)]
        for job in jobs[:2]:
            executor.report(Started(job_id=job.id))
        await asyncio.sleep(0)
        clock.seconds += 5
        for job in jobs[:2]:
            executor.report(Stepped(job_id=job.id, picture=0, step=10, steps=20))

        await until(lambda: jobs[3].progress.eta_seconds is not None)

        assert [job.progress.eta_seconds for job in jobs] == pytest.approx([5, 5, 15, 15])


async def test_a_picture_is_painted_again_at_the_exactness_that_it_recorded(engine, executor):
    job = engine.submit(apple(), owner=1, exactness="pinned:4")

    executor.report(Started(job_id=job.id))
    pixels = Pixels(width=64, height=64, rgb=bytes(3 * 64 * 64))
    executor.report(
        Painted(job_id=job.id, picture=0, pixels=pixels, revision="r1", exactness="pinned:4")
    )
    executor.report(Ended(job_id=job.id))
    [picture] = await job.pictures()

    assert [ticket.exactness for ticket in executor.tickets] == ["pinned:4"]
    assert picture.exactness == "pinned:4"
    assert png.read(picture.png).exactness == "pinned:4"
    with pytest.raises(InvalidParams, match="Unknown exactness"):
        engine.submit(apple(), owner=1, exactness="perfect")


async def test_the_gpu_paints_the_next_while_the_last_is_checked(build, executor):
    checker = GatedChecker()
    async with build(checker=checker) as engine:
        first, second = (engine.submit(apple(), owner=1) for _ in range(2))

        executor.finish(first)
        await until(lambda: executor.painting == [first.id, second.id])

        assert first.status is Status.RUNNING
        checker.gate.set()
        assert (await first.pictures())[0].checker == "gated 1"


async def test_owners_take_turns(engine, executor):
    running = engine.submit(apple(), owner=1)
    mine = [engine.submit(apple(), owner=1) for _ in range(2)]
    yours = engine.submit(apple(), owner=2)
    order = [running, yours, *mine]

    for job in order:
        executor.finish(job)
        await job.pictures()

    assert executor.painting == [job.id for job in order]


async def test_the_line_is_shown_to_those_who_wait(engine, executor):
    jobs = [engine.submit(apple(), owner=owner) for owner in (1, 2, 3)]
    assert [job.progress.place for job in jobs] == [0, 1, 2]

    executor.finish(jobs[0])
    await jobs[0].pictures()
    await until(lambda: jobs[2].progress.place == 1)

    assert jobs[1].status is Status.RUNNING


async def test_the_wait_is_judged_by_own_timings(engine, executor, clock):
    first = engine.submit(apple(), owner=1)
    executor.report(Started(job_id=first.id))
    await asyncio.sleep(0)
    clock.seconds += 10
    executor.finish(first, started=True)
    await first.pictures()

    second, third, fourth = (engine.submit(apple(), owner=2) for _ in range(3))
    await until(lambda: fourth.progress.eta_seconds is not None)

    assert second.progress.eta_seconds == pytest.approx(10)
    assert third.progress.eta_seconds == pytest.approx(20)
    assert fourth.progress.eta_seconds == pytest.approx(30)


async def test_the_first_job_tells_those_behind_it_how_long_it_will_be(engine, executor, clock):
    first, second = (engine.submit(apple(), owner=1) for _ in range(2))
    executor.report(Started(job_id=first.id))
    await asyncio.sleep(0)
    clock.seconds += 5

    executor.report(Stepped(job_id=first.id, picture=0, step=5, steps=20))
    await until(lambda: second.progress.eta_seconds is not None)

    assert first.progress.eta_seconds == pytest.approx(15)
    assert second.progress.eta_seconds == pytest.approx(15 + 20)


async def test_nobody_is_told_a_time_before_anything_was_timed(engine):
    jobs = [engine.submit(apple(), owner=1) for _ in range(2)]
    await asyncio.sleep(0)

    assert [job.progress.eta_seconds for job in jobs] == [None, None]


async def test_timings_say_how_long_a_job_waited_and_painted(engine, executor, clock):
    first, second = (engine.submit(apple(), owner=1) for _ in range(2))
    clock.seconds += 3

    executor.finish(first)
    await first.pictures()

    assert first.timings.queued == 0
    assert second.timings.queued == 3


async def test_a_full_line_refuses_and_nothing_is_kept(build):
    async with build(max_waiting=1) as engine:
        engine.submit(apple(), owner=1)
        engine.submit(apple(), owner=2)

        with pytest.raises(QueueFull, match="The line is full"):
            engine.submit(apple(), owner=3, job_id="third")

        assert engine.find("third") is None


async def test_what_was_accepted_before_a_restart_is_never_refused(build):
    async with build(max_waiting=1, max_per_owner=1) as engine:
        jobs = [engine.submit(apple(), owner=1, accepted=True) for _ in range(5)]

        assert list(engine.waiting()) == jobs[1:]


async def test_a_held_job_keeps_its_place_but_is_not_painted_before_its_release(build, executor):
    async with build(max_per_owner=1) as engine:
        held = engine.submit(apple(), owner=1, held=True)
        with pytest.raises(QueueFull, match="You already have 1"):
            engine.submit(apple(), owner=1)
        other = engine.submit(apple(), owner=2)
        assert (held.progress.place, executor.painting) == (1, [other.id])

        executor.finish(other)
        await other.pictures()
        assert executor.painting == [other.id], "still held, though the GPU is idle"
        engine.release(held)

        assert executor.painting == [other.id, held.id]


async def test_a_job_keeps_the_id_it_is_given_and_ids_are_not_used_twice(engine):
    job = engine.submit(apple(), owner=1, job_id="from-the-store")

    assert job.id == "from-the-store"
    assert engine.find("from-the-store") is job
    with pytest.raises(InvalidParams, match="in the line already"):
        engine.submit(apple(), owner=1, job_id="from-the-store")


@pytest.mark.parametrize(
    "params", [replace(apple(), model="dalle"), replace(apple(), width=512, height=512)]
)
async def test_a_recipe_outside_the_catalogue_is_refused(engine, params):
    with pytest.raises(InvalidParams):
        engine.submit(params, owner=1)

    assert list(engine.running()) == []


async def test_advice_comes_with_the_job(engine):
    job = engine.submit(apple(guidance=20), owner=1)

    assert any("artefacts" in note for note in job.notes)


async def test_previews_are_asked_for_only_if_somebody_looks(build, executor):
    async with build(preview_every=3, room=2) as engine:
        engine.submit(apple(), owner=1)
        engine.submit(apple(), owner=1, previews=False)

    assert [ticket.preview_every for ticket in executor.tickets] == [3, 0]


async def test_cancelling_while_waiting_lets_the_others_move_up(engine, executor):
    running, second, third = (engine.submit(apple(), owner=1) for _ in range(3))

    engine.cancel(second)

    with pytest.raises(Cancelled):
        await second.pictures()
    await until(lambda: third.progress.place == 1)
    assert executor.cancelled == []
    assert running.status is Status.RUNNING


async def test_cancelling_while_painting_answers_at_once_and_frees_the_gpu_a_step_later(
    engine, executor
):
    first, second = (engine.submit(apple(), owner=1) for _ in range(2))

    engine.cancel(first)

    assert first.status is Status.CANCELLED
    assert executor.cancelled == [first.id]
    assert executor.painting == [first.id], "the GPU is not free yet"
    executor.report(Ended(job_id=first.id, error=Cancelled("Cancelled.")))
    await until(lambda: executor.painting == [first.id, second.id])


async def test_cancelling_while_the_picture_is_checked_still_cancels(build, executor):
    checker = GatedChecker()
    async with build(checker=checker) as engine:
        job = engine.submit(apple(), owner=1)
        executor.finish(job)
        await until(lambda: engine._settling)

        engine.cancel(job)
        checker.gate.set()

        with pytest.raises(Cancelled):
            await job.pictures()


async def test_cancelling_twice_or_too_late_does_nothing(engine, executor):
    job = engine.submit(apple(), owner=1)
    executor.finish(job)
    await job.pictures()

    engine.cancel(job)

    assert job.status is Status.DONE
    assert executor.cancelled == []


@pytest.mark.parametrize(
    "error",
    [
        RenderFault("The picture came out as one flat colour."),
        OutOfMemory("The picture does not fit into memory."),
        ModelError("The model is damaged."),
    ],
)
async def test_what_fails_one_job_leaves_the_next_untouched(engine, executor, error):
    first, second = (engine.submit(apple(), owner=1) for _ in range(2))

    executor.fail(first, error)

    with pytest.raises(type(error), match=str(error)):
        await first.pictures()
    assert first.status is Status.FAILED
    executor.finish(second)
    assert len(await second.pictures()) == 1


async def test_a_picture_that_cannot_be_checked_never_leaves(build, executor, caplog):
    caplog.set_level(logging.CRITICAL)

    class Broken:
        name = "broken"
        version = "1"
        classes = MappingProxyType({"sexual": (0, 1)})

        def scores(self, pictures):
            raise OSError("gone")

        def close(self):
            pass

    async with build(checker=Broken()) as engine:
        job = engine.submit(apple(), owner=1)
        executor.finish(job)

        with pytest.raises(CheckUnavailable):
            await job.pictures()


async def test_what_could_not_be_checked_can_be_checked_again_later(build, executor, caplog):
    caplog.set_level(logging.CRITICAL)
    checker = GatedChecker()
    checker.classes = {}  # so that no answer is right
    async with build(checker=checker) as engine:
        checker.gate.set()
        job = engine.submit(apple(count=2), owner=1)
        executor.finish(job)
        with pytest.raises(Withheld) as caught:
            await job.pictures()
        assert [state.works for state in engine.checkers] == [False]
        checker.classes = {"sexual": (0, 1)}

        first, second = [await engine.recheck(each) for each in caught.value.unchecked]

        assert (first.scores, first.checker) == ({"gated/sexual": 0.0}, "gated 1")
        assert second.seed == first.seed + 1
        assert await engine.check(first.png) == first.scores
        assert [state.works for state in engine.checkers] == [True]
    with pytest.raises(Parked):
        await engine.check(first.png)


async def test_before_the_checkers_are_there_nothing_is_checked(build):
    engine = build()

    with pytest.raises(CheckUnavailable, match="starting"):
        await engine.check(b"")


async def test_when_the_gpu_dies_each_job_is_told_its_own_story(engine, executor, caplog):
    caplog.set_level(logging.CRITICAL)
    running, waiting = (engine.submit(apple(), owner=1) for _ in range(2))
    watch = asyncio.create_task(engine.failed())

    executor.report(Died(error=EngineError("CUDA error: an illegal memory access")))

    assert "illegal memory access" in str(await watch)
    with pytest.raises(EngineDown, match="broken down"):
        await running.pictures()
    with pytest.raises(Parked):
        await waiting.pictures()
    with pytest.raises(EngineDown):
        engine.submit(apple(), owner=1)
    assert "illegal memory access" in str(engine.failure)


async def test_leaving_parks_what_is_not_finished_and_closes_the_gpu(build, executor):
    async with build() as engine:
        running, waiting = (engine.submit(apple(), owner=1) for _ in range(2))

    for job in (running, waiting):
        with pytest.raises(Parked):
            await job.pictures()
        assert job.status is Status.FAILED
    assert executor.closed
    with pytest.raises(Parked):
        engine.submit(apple(), owner=1)


async def test_leaving_tells_what_the_gpu_has_already_painted(build, executor):
    checker = GatedChecker()
    async with build(checker=checker) as engine:
        job = engine.submit(apple(), owner=1)
        executor.finish(job)
        await until(lambda: engine._settling)
        asyncio.get_running_loop().call_later(0.05, checker.gate.set)

    assert job.status is Status.DONE


async def test_reports_that_come_too_late_are_harmless(engine, executor):
    job = engine.submit(apple(), owner=1)
    executor.finish(job)
    await job.pictures()

    executor.finish(job)
    executor.report(Ended(job_id="never heard of", error=RenderFault("x")))
    other = engine.submit(apple(), owner=1)
    executor.finish(other)

    assert len(await other.pictures()) == 1


async def test_entering_shows_how_loading_goes_and_what_was_loaded(build, executor):
    shown = []

    async with build(on_loading=shown.append) as engine:
        ready = engine.loaded["house"]

    assert [loading.text for loading in shown] == ["Loading unet"]
    assert (ready.device, ready.precision) == ("cpu", "fp32")
    assert ready.revision.startswith("sha256:")
    assert engine.checker == "none"


@pytest.mark.parametrize(
    "failure",
    [
        Unloadable(model="house", error=ModelError("Its unet lacks weights.")),
        Died(error=ModelError("Its unet lacks weights.")),
    ],
)
async def test_a_model_that_cannot_be_loaded_stops_the_start(build, executor, failure, caplog):
    caplog.set_level(logging.CRITICAL)
    executor.loads = failure

    with pytest.raises(ModelError, match="lacks weights"):
        async with build():
            pytest.fail("It must not start.")

    assert executor.closed


async def test_a_model_folder_that_is_missing_stops_the_start(build, tmp_path):
    missing = replace(HOUSE, source=str(tmp_path / "nowhere"))

    with pytest.raises(ModelError, match="there is no folder"):
        async with build(models=(missing,)):
            pytest.fail("It must not start.")


async def test_a_torch_that_cannot_be_imported_stops_the_start():
    def broken(config):
        raise EngineDown("PyTorch cannot be loaded: libtorch.so is missing")

    with pytest.raises(EngineDown, match=r"libtorch\.so is missing"):
        async with Engine(EngineConfig(), broken):
            pytest.fail("It must not start.")


async def test_a_torch_that_is_not_installed_is_said_to_be_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "engine.executor", None)

    with pytest.raises(EngineDown, match="PyTorch cannot be loaded"):
        async with Engine.from_config():
            pytest.fail("It must not start.")


async def test_a_start_that_is_interrupted_leaves_nothing_running(build, executor):
    executor.loads = False
    starting = asyncio.create_task(build().__aenter__())
    await until(lambda: executor.loaded)

    starting.cancel()
    await asyncio.wait([starting])

    assert starting.cancelled()
    assert executor.closed


async def test_another_model_that_is_absent_does_not_stop_the_first(build, executor, caplog):
    caplog.set_level(logging.CRITICAL)

    async with build(models=(HOUSE, SD15)) as engine:
        await until(lambda: engine._shelf.is_absent("sd15"))

        with pytest.raises(ModelError, match="sd15 cannot be used at the moment"):
            engine.submit(SD15.params(prompt="a red apple"), owner=1)
        engine.submit(apple(), owner=1)


async def test_a_second_model_is_found_after_the_first_and_loaded_when_it_is_needed(
    build, executor, tiny_model
):
    second = replace(HOUSE, name="second", source=str(tiny_model))

    async with build(models=(HOUSE, second)) as engine:
        await until(lambda: "second" in engine._shelf)
        engine.submit(second.params(prompt="a red apple"), owner=1)

    assert [model.name for model in executor.loaded] == ["house"]
    assert executor.tickets[0].model.source == str(tiny_model)


@pytest.fixture
def slow_disk(monkeypatch):
    """Holds up every model but the first until it is set."""
    gate = threading.Event()
    found = hub.fetch

    def fetch(model, *args, **kwargs):
        assert model.name == "house" or gate.wait(10)
        return found(model, *args, **kwargs)

    monkeypatch.setattr(hub, "fetch", fetch)
    yield gate
    gate.set()


async def test_while_a_model_is_fetched_only_what_was_promised_waits_for_it(
    build, executor, tiny_model, slow_disk
):
    second = replace(HOUSE, name="second", source=str(tiny_model))
    async with build(models=(HOUSE, second)) as engine:
        with pytest.raises(ModelError, match="second is still being fetched"):
            engine.submit(second.params(prompt="a red apple"), owner=1)

        promised = engine.submit(second.params(prompt="a red apple"), owner=1, accepted=True)
        other = engine.submit(apple(), owner=1)
        assert executor.painting == [other.id]
        executor.finish(other)
        await other.pictures()
        assert executor.painting == [other.id]
        slow_disk.set()
        await until(lambda: len(executor.painting) == 2)

        assert executor.painting[1] == promised.id


async def test_who_waits_for_a_model_to_be_read_hears_how_far_it_is(build, executor, tiny_model):
    second = replace(HOUSE, name="second", source=str(tiny_model))
    async with build(models=(HOUSE, second), room=2) as engine:
        await until(lambda: "second" in engine._shelf)
        other = engine.submit(apple(), owner=1)
        job = engine.submit(second.params(prompt="a red apple"), owner=2)

        executor.report(Loading(model="second", fraction=0.4, text="Reading the unet"))
        await until(lambda: job.progress.loading == "Reading the unet")

        assert other.progress.loading is None


async def test_what_waits_for_a_model_that_never_comes_is_told(build, tmp_path, slow_disk, caplog):
    caplog.set_level(logging.CRITICAL)
    second = replace(HOUSE, name="second", source=str(tmp_path / "nowhere"))
    async with build(models=(HOUSE, second)) as engine:
        job = engine.submit(second.params(prompt="a red apple"), owner=1, accepted=True)

        slow_disk.set()

        with pytest.raises(ModelError, match="second cannot be used at the moment"):
            await job.pictures()


async def test_two_thousand_jobs_pass_through(build, executor):
    async with build(max_waiting=2000, max_per_owner=2000, room=50) as engine:
        jobs = [engine.submit(apple(), owner=n % 40, previews=False) for n in range(2000)]

        while running := engine.running():
            for job in running:
                executor.fail(job, RenderFault("Next, please."))
            await until(lambda running=running: all(job.status.settled for job in running))

        assert {job.status for job in jobs} == {Status.FAILED}
        assert sorted(executor.painting) == sorted(job.id for job in jobs)


async def test_the_picture_to_paint_over_goes_with_the_ticket(engine, executor):
    job = engine.submit(apple().over(b"a prepared picture"), owner=1, image=b"a prepared picture")

    [ticket] = executor.tickets
    assert ticket.image == b"a prepared picture"
    assert job.progress.steps == 12


@pytest.mark.parametrize(
    ("params", "image", "sentence"),
    [
        (apple().over(b"mine"), None, "a picture that is not here"),
        (apple().over(b"mine"), b"another", "not the picture that the recipe"),
        (apple(), b"another", "not the picture that the recipe"),
    ],
)
async def test_nothing_is_painted_over_a_wrong_picture(engine, executor, params, image, sentence):
    with pytest.raises(InvalidParams, match=sentence):
        engine.submit(params, owner=1, image=image)

    assert not executor.tickets
