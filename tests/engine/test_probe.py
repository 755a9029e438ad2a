"""What the probe finds out about a model whose arithmetic the test decides."""

from types import SimpleNamespace

import pytest
import torch

from engine.batcher import BUCKETS, Batcher
from engine.errors import ModelError
from engine.exactness import UNSTABLE, Surveys
from engine.families.base import Rows
from engine.probe import Probe, Surveyor


class Family:
    """Adds to each row what `off(rows, slot, batch)` says: the last bits of that place."""

    def __init__(self, off, *, most=32):
        self.off = off
        self.most = most
        self.passes = 0

    def rows(self, state):
        return Rows(
            sample=torch.zeros(2, 4, 2, 2),
            timesteps=torch.zeros(2),
            conditioning={"prompt": torch.stack([torch.zeros(3), torch.ones(3)])},
        )

    def forward(self, batch):
        if len(batch) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        self.passes += 1
        return [
            rows.sample * 2 + self.off(len(batch), slot, batch) for slot, rows in enumerate(batch)
        ]


def surveyed(family):
    probe = Probe(family, SimpleNamespace())
    while (survey := probe.step()) is None:
        pass
    return survey


def test_where_places_do_not_matter_all_are_one_class():
    family = Family(lambda rows, slot, batch: 0.0)

    survey = surveyed(family)

    assert survey.slots == {rows: (0,) * rows for rows in BUCKETS}
    assert family.passes == 4 * len(BUCKETS)
    assert all(seconds > 0 for seconds in survey.seconds.values())


def test_row_counts_and_slots_that_add_otherwise_are_told_apart():
    survey = surveyed(Family(lambda rows, slot, batch: min(rows, 4) + (slot == 5)))

    assert survey.slots[1] == (0,)
    assert survey.slots[2] == (1, 1)
    assert survey.slots[4] == (2, 2, 2, 2)
    assert survey.slots[8] == (2, 2, 2, 2, 2, 3, 2, 2)


def test_bits_that_depend_on_the_neighbours_are_never_taken_for_stable():
    survey = surveyed(
        Family(lambda rows, slot, batch: float(sum(row.sample.sum() for row in batch)) * (rows > 2))
    )

    assert survey.slots[2] == (0, 0)
    for rows in (4, 8, 16):
        assert 0 not in survey.slots[rows]
        assert UNSTABLE in survey.slots[rows]


def test_where_memory_ends_the_survey_ends():
    survey = surveyed(Family(lambda rows, slot, batch: 0.0, most=6))

    assert list(survey.slots) == [1, 2, 4, 6]


def test_a_survey_is_made_once_and_read_after_a_restart(tmp_path):
    family = Family(lambda rows, slot, batch: 0.0)
    first = Surveyor(Batcher(), asked="auto", surveys=Surveys(tmp_path))
    first.open("key", "name", family, SimpleNamespace())
    assert first.choice("key") is None
    first.run("key", seconds=60)
    passes = family.passes

    batcher = Batcher()
    second = Surveyor(batcher, asked="auto", surveys=Surveys(tmp_path))
    second.open("key", "name", family, SimpleNamespace())

    assert first.choice("key") == second.choice("key")
    assert second.choice("key").level == "exact"
    assert batcher.knows("key")
    assert family.passes == passes


def test_a_start_does_not_wait_for_a_long_probe_unless_it_was_asked_to_pin(tmp_path):
    family = Family(lambda rows, slot, batch: 0.0)
    patient = Surveyor(Batcher(), asked="pinned", surveys=Surveys(tmp_path / "one"))
    hasty = Surveyor(Batcher(), asked="auto", surveys=Surveys(tmp_path / "two"))
    for surveyor in (patient, hasty):
        surveyor.open("key", "name", family, SimpleNamespace())

        surveyor.run("key", seconds=0)

    assert patient.choice("key").level == "pinned:2"
    assert hasty.choice("key") is None
    assert hasty.open_keys == ("key",)
    hasty.drop(["key"])
    assert hasty.open_keys == ()


def test_a_word_that_is_no_level_stops_the_start():
    with pytest.raises(ModelError, match="Unknown exactness 'perfect'"):
        Surveyor(Batcher(), asked="perfect", surveys=Surveys())
