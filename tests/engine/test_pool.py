import queue
from dataclasses import replace

import pytest
import torch

from engine.errors import ModelError
from engine.pool import Pool, pick_device, pick_precision
from engine.reader import Finished, Progressed

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def on_the_gpu_thread():
    """Which never records gradients."""
    with torch.inference_mode():
        yield


class Stocked:
    """A pool, and what its reader told."""

    def __init__(self, *, precision="fp32", room=2):
        self.told = queue.SimpleQueue()
        self.pool = Pool(device="cpu", precision=precision, room=room, tell=self.told.put)

    def read(self, model, *, keep=()):
        """What comes of a model that is not here."""
        assert self.pool.fetch(model, keep=keep)
        while not isinstance(told := self.told.get(timeout=60), Finished):
            assert isinstance(told, Progressed)
        return told

    def get(self, model, *, keep=()):
        if model in self.pool:
            return self.pool.get(model)
        return self.pool.put(self.read(model, keep=keep), keep=keep)


@pytest.fixture
def stock():
    made = []

    def make(**options):
        made.append(Stocked(**options))
        return made[-1]

    yield make
    for one in made:
        one.pool.close()


def test_the_model_unused_longest_leaves(house, stock):
    one, two, three = (replace(house, name=name) for name in ("one", "two", "three"))
    stocked = stock(room=2)
    kept = stocked.get(one)
    stocked.get(two)
    stocked.get(one)

    stocked.get(three)

    assert stocked.get(one) is kept
    assert two not in stocked.pool


def test_what_is_in_use_never_leaves(house, stock):
    one, two, three = (replace(house, name=name) for name in ("one", "two", "three"))
    stocked = stock(room=2)
    stocked.get(one)
    stocked.get(two)

    stocked.get(three, keep={one})

    assert one in stocked.pool
    assert two not in stocked.pool
    assert not stocked.pool.fetch(two, keep={one, three})


def test_a_model_on_its_way_has_its_place_already(house, stock):
    one, two = (replace(house, name=name) for name in ("one", "two"))
    stocked = stock(room=1)

    finished = stocked.read(one)

    assert not stocked.pool.fetch(two, keep=())
    assert stocked.pool.fetch(one, keep=()), "it is not read a second time"
    stocked.pool.put(finished, keep=())
    assert stocked.told.empty()


def test_what_nobody_wants_any_more_gives_its_place_back(house, stock):
    one, two = (replace(house, name=name) for name in ("one", "two"))
    stocked = stock(room=1)
    finished = stocked.read(one)

    stocked.pool.abandon(one)

    assert not stocked.pool.awaits(finished.reading)
    assert stocked.get(two).model == two


def test_other_weights_under_the_same_name_are_another_model(house, stock):
    stocked = stock()

    assert stocked.get(house) is not stocked.get(replace(house, revision="other"))


def test_the_weights_have_the_precision_of_the_pool(house, stock):
    assert stock(precision="bf16").get(house).family.dtype == torch.bfloat16


def test_a_model_that_cannot_be_read_leaves_no_trace(house, tmp_path, stock):
    stocked = stock(room=1)

    with pytest.raises(ModelError):
        stocked.get(replace(house, source=str(tmp_path)))

    assert stocked.get(house).model == house


def test_a_model_that_does_not_fit_beside_the_others_makes_them_leave(house, stock, monkeypatch):
    used, unused, new = (replace(house, name=name) for name in ("used", "unused", "new"))
    stocked = stock(room=3)
    stocked.get(used)
    stocked.get(unused)
    finished = stocked.read(new)
    move = finished.family.to

    def crowded(device):
        if unused in stocked.pool:
            raise torch.OutOfMemoryError("full")
        move(device)

    monkeypatch.setattr(finished.family, "to", crowded)

    stocked.pool.put(finished, keep={used})

    assert used in stocked.pool
    assert new in stocked.pool


@pytest.mark.parametrize("name", ["gpu", "", "cuda:x"])
def test_an_unknown_device_is_refused(name):
    with pytest.raises(ModelError, match="Unknown device"):
        pick_device(name)


@pytest.mark.parametrize("name", ["cuda:99", "meta", "xpu"])
def test_a_device_that_is_not_there_is_refused(name):
    with pytest.raises(ModelError, match="no device"):
        pick_device(name)


def test_a_device_is_chosen_by_itself_and_can_be_named():
    assert pick_device("auto").type in {"cuda", "mps", "cpu"}
    assert pick_device("cpu") == CPU


@pytest.mark.parametrize(
    ("able", "chosen"),
    [({"avx512_bf16": True}, "bf16"), ({"amx_bf16": True}, "bf16"), ({}, "fp32")],
)
def test_half_precision_is_chosen_where_the_device_computes_in_it(monkeypatch, able, chosen):
    # Each machine has one processor only: what it can do is said here.
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)

    assert pick_precision("auto", CPU) == chosen
    assert pick_precision("auto", torch.device("cuda")) == "fp16"
    assert pick_precision("auto", torch.device("mps")) == "fp32"


def test_a_precision_that_is_asked_for_is_taken():
    assert pick_precision("fp32", CPU) == "fp32"


def test_an_unknown_precision_is_refused():
    with pytest.raises(ModelError, match="Unknown precision 'int3'"):
        pick_precision("int3", CPU)
