import queue
import threading
from dataclasses import replace

import pytest
import torch

from engine import reader
from engine.errors import ModelError
from engine.reader import WARMING, Finished, Progressed, Reader

SOON = 60  # seconds; a bound for a stuck thread, not a wait


@pytest.fixture
def told():
    return queue.SimpleQueue()


@pytest.fixture
def reading(told):
    reading = Reader(told.put)
    yield reading
    reading.close()
    reading.join(seconds=SOON)


def test_a_model_is_read_part_by_part_on_a_thread_of_its_own(reading, told, house):
    order = reading.read(house, torch.bfloat16)

    parts = [told.get(timeout=SOON) for _ in range(4)]
    finished = told.get(timeout=SOON)
    assert [part.text for part in parts][::3] == ["Reading the tokenizer", "Reading the vae"]
    fractions = [part.fraction for part in parts]
    assert fractions == sorted(fractions)
    assert max(fractions) < WARMING
    assert {part.reading for part in (*parts, finished)} == {order}
    family = finished.take()
    assert (family.dtype, family.device.type) == (torch.bfloat16, "cpu")
    assert not any(weight.is_inference() for weight in family.unet.parameters())


def test_what_was_read_is_handed_over_once(reading, told, house):
    reading.read(house, torch.float32)
    while not isinstance(finished := told.get(timeout=SOON), Finished):
        pass

    finished.take()

    assert finished.family is None
    with pytest.raises(ModelError):
        finished.take()


def test_a_model_that_cannot_be_read_says_why_and_the_next_one_is_read(
    reading, told, house, tmp_path
):
    reading.read(replace(house, source=str(tmp_path)), torch.float32)
    reading.read(house, torch.float32)

    with pytest.raises(ModelError, match="model_index"):
        told.get(timeout=SOON).take()
    assert isinstance(told.get(timeout=SOON), Progressed)


def test_a_family_that_easel_does_not_know_is_refused_by_name(house):
    with pytest.raises(ModelError, match=r"family 'etching'.*sd, sdxl"):
        reader.read(replace(house, family="etching"), torch.float32, lambda *part: None)


def test_an_abandoned_reading_ends_before_its_next_part(reading, told, house, monkeypatch):
    gate = threading.Event()
    real = reader.read

    def held(model, dtype, on_part):
        def wait(fraction, text):
            on_part(fraction, text)
            assert gate.wait(SOON)

        return real(model, dtype, wait)

    monkeypatch.setattr(reader, "read", held)
    first = reading.read(house, torch.float32)
    assert told.get(timeout=SOON).reading is first

    first.abandon()
    gate.set()
    second = reading.read(house, torch.float32)

    assert told.get(timeout=SOON).reading is second


def test_closing_does_not_wait_for_a_slow_disk(told, house, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(reader, "read", lambda *order: gate.wait(SOON))
    slow = Reader(told.put)
    slow.read(house, torch.float32)

    slow.close()
    slow.join(seconds=0.01)

    assert slow._thread.is_alive()
    gate.set()
    slow.join(seconds=SOON)
    assert not slow._thread.is_alive()
