"""The real thread with the real model: what goes in as tickets and comes out as reports."""

import itertools
import logging
import queue
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine import reader
from engine.catalog import HOUSE
from engine.errors import (
    Cancelled,
    EngineDown,
    EngineError,
    ModelError,
    OutOfMemory,
    Parked,
    RenderFault,
)
from engine.executor import TorchExecutor
from engine.families.sd import StableDiffusion
from engine.seam import (
    Died,
    Ended,
    Loading,
    Painted,
    Ready,
    Started,
    Stepped,
    Ticket,
    Unloadable,
)

SOON = 60  # seconds; a bound for a stuck thread, not a wait


class Heard:
    """The reports of an executor, in order."""

    def __init__(self):
        self._arriving = queue.SimpleQueue()
        self.all = []
        self.threads = set()

    def __call__(self, report):
        self.threads.add(threading.current_thread().name)
        self._arriving.put(report)

    def next(self):
        report = self._arriving.get(timeout=SOON)
        self.all.append(report)
        return report

    def until(self, kind, **fields):
        """The next report of a kind with these fields, and what came before it."""
        before = []
        while True:
            report = self.next()
            if isinstance(report, kind) and all(
                getattr(report, name) == value for name, value in fields.items()
            ):
                return report, before
            before.append(report)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """What one executor finds out about this machine, the next one knows."""
    return tmp_path_factory.mktemp("measured")


@pytest.fixture(scope="module")
def thread(house, tmp_path_factory):
    """One executor with the house model in memory, for all tests that leave it whole."""
    # Every pass takes one tick, however busy this machine is: sharing always pays.
    ticks = itertools.count()
    executor = TorchExecutor(
        device="cpu",
        precision="fp32",
        threads=1,
        exactness="fast",
        cache=tmp_path_factory.mktemp("measured"),
        now=lambda: next(ticks) / 1000,
    )
    heard = Heard()
    executor.start(heard)
    executor.load(house)
    heard.until(Ready)
    yield executor, heard
    executor.close()


@pytest.fixture
def own_thread(measured):
    """An executor of one's own, not started by anybody else."""
    executors = []

    def start(**options):
        options = {"precision": "fp32", "cache": measured} | options
        executor, heard = TorchExecutor(device="cpu", threads=1, **options), Heard()
        executors.append(executor)
        executor.start(heard)
        return executor, heard

    yield start
    for executor in executors:
        executor.close()


def ticket(model, job_id="job", *, preview_every=0, **asked):
    params = HOUSE.params(**{"prompt": "a red apple", "seed": 7, "steps": 4, **asked})
    return Ticket(
        job_id=job_id,
        params=replace(params, model=model.name),
        model=model,
        preview_every=preview_every,
    )


def test_a_model_is_announced_while_it_loads_and_when_it_is_warm(own_thread, house):
    executor, heard = own_thread(precision="bf16")

    executor.load(house)

    ready, before = heard.until(Ready)
    assert (ready.model, ready.device, ready.precision) == ("house", "cpu", "bf16")
    assert ready.revision == "house-in-the-tests"
    assert ready.exactness
    assert ready.reason
    fractions = [report.fraction for report in before if isinstance(report, Loading)]
    assert fractions == sorted(fractions)
    assert len(fractions) == len(before) == 5


def test_a_model_that_nobody_loaded_is_loaded_for_its_first_job_alone(own_thread, house):
    executor, heard = own_thread()

    executor.paint(ticket(house, "first", steps=1))
    executor.paint(ticket(house, "second", steps=1))

    ready, _ = heard.until(Ready)
    _, after = heard.until(Ended, job_id="second")
    assert ready.model == "house"
    assert not any(isinstance(report, Loading | Ready) for report in after)


def test_loading_a_model_that_is_in_memory_answers_at_once(thread, house):
    executor, heard = thread

    executor.load(house)

    assert isinstance(heard.next(), Ready)


def test_a_job_is_started_stepped_painted_and_ended_in_that_order(thread, house):
    executor, heard = thread
    order = ticket(house, count=2, steps=3)

    executor.paint(order)

    _, before = heard.until(Ended)
    kinds = [type(report) for report in before]
    assert kinds == [Started, *(5 * [Stepped]), Painted, Stepped, Painted]
    assert [report.step for report in before if isinstance(report, Stepped)] == [1, 1, 2, 2, 3, 3]
    pictures = [report for report in before if isinstance(report, Painted)]
    assert [report.picture for report in pictures] == [0, 1]
    assert {report.revision for report in pictures} == {"house-in-the-tests"}
    assert heard.threads == {"gpu"}


@pytest.mark.parametrize("guidance", [1.0, 4.0])
def test_who_is_alone_gets_the_pipelines_bytes_and_that_is_recorded(
    thread, house, open_house, paint, guidance
):
    executor, heard = thread
    order = ticket(house, sampler="euler_a", guidance=guidance)

    executor.paint(order)

    painted, _ = heard.until(Painted)
    heard.until(Ended)
    assert painted.pixels == paint(open_house(torch.float32), order.params)
    assert painted.exactness == "exact"


def test_steps_are_the_evaluations_that_the_sampler_makes(thread, house):
    executor, heard = thread

    executor.paint(ticket(house, sampler="heun", steps=4))

    _, before = heard.until(Ended)
    steps = [report for report in before if isinstance(report, Stepped)]
    assert len(steps) == 7
    assert {report.steps for report in steps} == {7}


@pytest.fixture
def clock():
    return SimpleNamespace(seconds=0.0, passing=1.0)


@pytest.fixture
def clocked(own_thread, house, clock):
    """An executor that believes that time passes whenever it looks."""

    def now():
        clock.seconds += clock.passing
        return clock.seconds

    executor, heard = own_thread(now=now)
    executor.load(house)
    heard.until(Ready)
    return executor, heard


def test_previews_are_drawn_only_when_somebody_watches(clocked, house):
    executor, heard = clocked

    executor.paint(ticket(house, "watched", steps=7, preview_every=3))
    executor.paint(ticket(house, "unwatched", steps=7, preview_every=0))

    _, watched = heard.until(Ended, job_id="watched")
    _, unwatched = heard.until(Ended, job_id="unwatched")
    seen = [report.step for report in watched if isinstance(report, Stepped) and report.preview]
    assert seen == [3, 6]
    assert not any(isinstance(report, Stepped) and report.preview for report in unwatched)


def test_nobody_sees_more_than_a_few_previews_a_second(clocked, house, clock):
    executor, heard = clocked
    clock.passing = 0.01

    executor.paint(ticket(house, steps=60, preview_every=1))

    heard.until(Ended)
    shown = sum(1 for report in heard.all if getattr(report, "preview", None))
    assert 2 <= shown <= clock.seconds / 0.4 + 1


def test_a_preview_changes_nothing_in_the_picture(clocked, house):
    executor, heard = clocked

    executor.paint(ticket(house, "watched", preview_every=1))
    heard.until(Ended)
    executor.paint(ticket(house, "unwatched", preview_every=0))

    watched = next(report for report in heard.all if isinstance(report, Painted))
    unwatched, _ = heard.until(Painted, job_id="unwatched")
    heard.until(Ended, job_id="unwatched")
    assert watched.pixels == unwatched.pixels


def test_words_that_the_model_does_not_read_are_named(thread, house):
    executor, heard = thread
    endless = "a red apple on a light blue background next to an unbelievable Sandwich"

    executor.paint(ticket(house, prompt=endless, negative=endless, steps=1))
    executor.paint(ticket(house, "short", steps=1))

    started, _ = heard.until(Started)
    first, second = started.notes
    assert first.startswith("Ignored, because house reads no prompt that long: ")
    assert first.endswith("unbelievable Sandwich")
    assert second.startswith("Ignored, because house reads no negative prompt that long: ")
    short, _ = heard.until(Started, job_id="short")
    assert short.notes == ()
    heard.until(Ended, job_id="short")


def test_a_very_long_end_is_shortened(thread, house):
    executor, heard = thread

    executor.paint(ticket(house, prompt="word " * 300, steps=1))

    started, _ = heard.until(Started)
    heard.until(Ended)
    (note,) = started.notes
    assert note.endswith("...")
    assert len(note) < 200


def test_cancel_takes_effect_within_one_step(thread, house):
    executor, heard = thread
    executor.paint(ticket(house, steps=150))
    heard.until(Stepped, step=2)

    executor.cancel("job")

    at_cancel = heard._arriving.qsize()  # reports that were on their way before it
    ended, before = heard.until(Ended)
    assert isinstance(ended.error, Cancelled)
    assert len(before) <= at_cancel + 1, "one more step at the most"
    assert not any(isinstance(report, Painted) for report in before)


def test_a_job_that_waits_can_be_cancelled_too(thread, house):
    executor, heard = thread

    executor.paint(ticket(house, "first", steps=30))
    executor.paint(ticket(house, "second"))
    executor.cancel("second")
    executor.cancel("nobody")

    second, _ = heard.until(Ended, job_id="second")
    first, between = heard.until(Ended, job_id="first")
    assert isinstance(second.error, Cancelled)
    assert first.error is None
    assert not any(getattr(report, "job_id", "first") == "second" for report in between)


def test_jobs_are_begun_in_the_order_they_come_and_leave_when_they_are_done(thread, house):
    executor, heard = thread

    for name, steps in (("one", 9), ("two", 2), ("three", 5)):
        executor.paint(ticket(house, name, steps=steps))

    _, before = heard.until(Ended, job_id="one")
    ended = [report.job_id for report in before if isinstance(report, Ended)]
    assert ended == ["two", "three"]
    assert [report.job_id for report in before if isinstance(report, Started)] == [
        "one",
        "two",
        "three",
    ]


def broken(house, tmp_path, change):
    """The house model with something done to the weights of its UNet."""
    folder = Path(shutil.copytree(house.source, tmp_path / "broken"))
    file = folder / "unet/diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    change(weights)
    save_file(weights, file)
    return replace(house, name="broken", source=str(folder))


def test_weights_without_numbers_are_a_render_fault_and_end_that_job_alone(thread, house, tmp_path):
    executor, heard = thread
    sick = broken(house, tmp_path, lambda weights: weights["conv_out.bias"].fill_(float("nan")))

    executor.paint(ticket(sick, "sick"))
    executor.paint(ticket(house, "well"))

    heard.until(Ended)
    heard.until(Ended)
    ended = {report.job_id: report for report in heard.all if isinstance(report, Ended)}
    assert isinstance(ended["sick"].error, RenderFault)
    assert "lost the picture" in str(ended["sick"].error)
    assert ended["well"].error is None
    assert any(isinstance(report, Painted) and report.job_id == "well" for report in heard.all)


def test_damaged_weights_are_a_model_error_for_the_job_and_for_the_loading(thread, house, tmp_path):
    executor, heard = thread
    damaged = broken(house, tmp_path, lambda weights: weights.pop("conv_out.bias"))

    executor.load(damaged)
    executor.paint(ticket(damaged))

    unloadable, _ = heard.until(Unloadable)
    ended, _ = heard.until(Ended)
    assert isinstance(unloadable.error, ModelError)
    assert isinstance(ended.error, ModelError)
    assert "damaged" in str(ended.error)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (torch.OutOfMemoryError("CUDA out of memory."), OutOfMemory),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), OutOfMemory),
        (RuntimeError("MPS backend out of memory"), OutOfMemory),
        (MemoryError(), OutOfMemory),
        (ZeroDivisionError("of their own"), EngineError),
    ],
    ids=repr,
)
def test_what_a_step_raises_ends_its_job_with_a_sentence(raised, told, own_thread, house, caplog):
    executor, heard = own_thread()
    executor.load(house)
    heard.until(Ready)
    unet = next(iter(executor._pool._warm.values())).family.unet
    unet.register_forward_hook(hook := Raises(raised))

    executor.paint(ticket(house, "unlucky"))
    unlucky, _ = heard.until(Ended)
    hook.armed = False
    executor.paint(ticket(house, "lucky"))
    lucky, _ = heard.until(Ended)

    assert type(unlucky.error) is told
    assert str(raised) == "" or str(raised) not in str(unlucky.error)
    assert lucky.error is None
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert bool(logged) == (told is EngineError)


class Raises:
    """A forward hook that fails for as long as it is armed."""

    def __init__(self, error):
        self.error = error
        self.armed = True

    def __call__(self, module, inputs, output):
        if self.armed:
            raise self.error


def test_a_device_that_is_lost_takes_the_thread_with_it(own_thread, house):
    executor, heard = own_thread()
    executor.load(house)
    heard.until(Ready)
    unet = next(iter(executor._pool._warm.values())).family.unet
    unet.register_forward_hook(Raises(torch.AcceleratorError("device-side assert", 710)))

    executor.paint(ticket(house))

    died, _ = heard.until(Died)
    assert isinstance(died.error, EngineDown)


def test_closing_parks_what_is_not_finished(own_thread, house):
    executor, heard = own_thread()
    executor.load(house)
    executor.paint(ticket(house, "running", steps=150))
    executor.paint(ticket(house, "waiting"))
    heard.until(Stepped)

    executor.close()

    running, _ = heard.until(Ended, job_id="running")
    waiting, _ = heard.until(Ended, job_id="waiting")
    assert isinstance(running.error, Parked)
    assert isinstance(waiting.error, Parked)
    assert not executor._thread.is_alive()


def test_closing_twice_or_without_a_start_is_no_trouble(own_thread):
    executor, _ = own_thread()

    executor.close()
    executor.close()
    TorchExecutor(device="cpu").close()


class SlowDisk:
    """Reads as ever, but of a model called cold each part only when it is let."""

    def __init__(self, monkeypatch):
        self.parts = threading.Semaphore(0)
        self.read = []
        real = reader.read

        def read(model, dtype, on_part):
            def slowly(fraction, text):
                on_part(fraction, text)
                if model.name == "cold":
                    assert self.parts.acquire(timeout=SOON)

            self.read.append(model.name)
            return real(model, dtype, slowly)

        monkeypatch.setattr(reader, "read", read)

    def let(self, parts=1):
        self.parts.release(parts)


@pytest.fixture
def disk(monkeypatch):
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.let(100)


@pytest.fixture
def cold(house):
    """A model that nobody has read yet."""
    return replace(house, name="cold")


def test_others_are_painted_while_a_model_is_read(own_thread, house, cold, disk):
    executor, heard = own_thread()
    executor.paint(ticket(house, "warm", steps=150))
    heard.until(Stepped)

    executor.paint(ticket(cold, "patient"))

    for _ in range(4):
        heard.until(Loading, model="cold")
        heard.until(Stepped, job_id="warm")
        heard.until(Stepped, job_id="warm")
        disk.let()
    _, before = heard.until(Ready, model="cold")
    assert [report.text for report in before if isinstance(report, Loading)] == ["Warming up"]
    patient, _ = heard.until(Ended, job_id="patient")
    assert patient.error is None
    executor.cancel("warm")
    heard.until(Ended, job_id="warm")
    assert heard.threads == {"gpu"}


def test_what_is_painted_while_another_model_is_read_has_the_same_bytes(
    own_thread, house, cold, disk, open_house, paint
):
    disk.let(100)
    executor, heard = own_thread(precision="bf16")
    executor.load(house)
    heard.until(Ready)
    order = ticket(house, "warm", sampler="ddim", steps=30)

    executor.paint(order)
    executor.paint(ticket(cold, "patient", steps=1))

    painted, _ = heard.until(Painted, job_id="warm")
    assert painted.pixels == paint(open_house(torch.bfloat16), order.params)


def test_two_jobs_for_one_cold_model_have_it_read_once(own_thread, cold, disk):
    executor, heard = own_thread()
    disk.let(100)

    executor.paint(ticket(cold, "first", steps=1))
    executor.paint(ticket(cold, "second", steps=1))

    heard.until(Ended)
    heard.until(Ended)
    assert disk.read == ["cold"]
    assert {report.job_id for report in heard.all if isinstance(report, Painted)} == {
        "first",
        "second",
    }


def test_a_job_whose_model_is_being_read_can_be_cancelled(own_thread, cold, disk):
    executor, heard = own_thread()
    executor.paint(ticket(cold, "hasty"))
    heard.until(Loading, model="cold")

    executor.cancel("hasty")

    hasty, _ = heard.until(Ended, job_id="hasty")
    assert isinstance(hasty.error, Cancelled)
    executor.paint(ticket(cold, "again", steps=1))
    disk.let(100)
    again, before = heard.until(Ended, job_id="again")
    assert again.error is None
    assert disk.read == ["cold", "cold"]
    assert sum(isinstance(report, Ready) for report in before) == 1


def test_who_still_waits_for_a_model_gets_it_though_another_gave_up(own_thread, cold, disk):
    executor, heard = own_thread()
    executor.paint(ticket(cold, "hasty"))
    executor.paint(ticket(cold, "patient", steps=1))
    heard.until(Loading, model="cold")

    executor.cancel("hasty")
    heard.until(Ended, job_id="hasty")
    disk.let(100)

    patient, _ = heard.until(Ended, job_id="patient")
    assert patient.error is None
    assert disk.read == ["cold"]


def test_a_model_that_cannot_be_read_ends_its_own_jobs_alone(own_thread, house, cold, tmp_path):
    executor, heard = own_thread()
    missing = replace(cold, source=str(tmp_path))
    executor.paint(ticket(house, "warm", steps=150))
    heard.until(Stepped)

    executor.paint(ticket(missing, "first"))
    executor.paint(ticket(missing, "second"))

    for name in ("first", "second"):
        ended, _ = heard.until(Ended, job_id=name)
        assert isinstance(ended.error, ModelError)
        assert "model_index.json" in str(ended.error)
    heard.until(Stepped, job_id="warm")


def test_closing_does_not_wait_until_a_model_is_read(own_thread, house, cold, disk):
    executor, heard = own_thread()
    executor.paint(ticket(house, "warm", steps=150))
    executor.paint(ticket(cold, "patient"))
    heard.until(Loading, model="cold")
    heard.until(Stepped)
    began = time.monotonic()

    executor.close()

    assert time.monotonic() - began < 5
    for name in ("warm", "patient"):
        ended, _ = heard.until(Ended, job_id=name)
        assert isinstance(ended.error, Parked)


def test_a_model_in_use_leaves_for_another_one_when_its_pictures_are_done(
    own_thread, house, cold, disk
):
    executor, heard = own_thread(room=1)
    disk.let(100)
    executor.load(house)
    heard.until(Ready)

    executor.paint(ticket(house, "first", steps=20))
    executor.paint(ticket(cold, "second", steps=1))
    executor.paint(ticket(house, "third", steps=1))

    _, before = heard.until(Ended, job_id="third")
    ended = [report.job_id for report in before if isinstance(report, Ended)]
    assert ended == ["first", "second"], "nobody overtakes whoever waits for room"
    assert disk.read == ["house", "cold", "house"]


def test_a_model_that_does_not_fit_into_memory_is_told_to_its_own_jobs(
    own_thread, house, cold, monkeypatch
):
    executor, heard = own_thread()
    executor.load(house)
    heard.until(Ready)

    def full(family, device):
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr(StableDiffusion, "to", full)
    executor.paint(ticket(cold, "large"))

    large, _ = heard.until(Ended, job_id="large")
    assert isinstance(large.error, OutOfMemory)
    assert str(large.error) == "The model cold does not fit into memory now."
    assert house not in executor._pool, "it made room, in vain"
