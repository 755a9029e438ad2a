import logging

import pytest

from engine import exactness
from engine.errors import InvalidParams
from engine.exactness import UNSTABLE, Survey, Surveys, choose, wanted

COUNTS = (1, 2, 4, 8)


def survey(slots, *, seconds=(1.0, 1.2, 1.5, 2.0)):
    return Survey(
        slots=dict(zip(COUNTS, slots, strict=True)),
        seconds=dict(zip(COUNTS, seconds, strict=True)),
    )


ALIKE = survey([(0,), (0,) * 2, (0,) * 4, (0,) * 8])
THREE = survey([(0,), (1,) * 2, (2,) * 4, (2,) * 8])
HALF = survey([(0,), (1,) * 2, (1, 1, 2, 2), (2,) * 8])
SHAKY = survey([(0,), (0,) * 2, (UNSTABLE,) * 4, (UNSTABLE,) * 8])


def test_auto_takes_exact_where_sharing_changes_no_bit():
    assert choose(ALIKE, "auto").level == "exact"


def test_auto_takes_fast_where_a_lone_job_would_pay_for_the_others():
    choice = choose(THREE, "auto")

    assert choice.level == "fast"
    assert "a lone job would lose 25%" in choice.reason


def test_auto_takes_pinned_where_padding_costs_next_to_nothing():
    cheap = survey([(0,), (1,) * 2, (2,) * 4, (2,) * 8], seconds=(1.0, 1.48, 1.5, 2.0))

    choice = choose(cheap, "auto")

    assert choice.level == "pinned:4"
    assert "loses 1%" in choice.reason


def test_auto_takes_fast_where_nothing_repeats():
    assert choose(SHAKY, "auto").level == "fast"


def test_half_the_slots_are_half_the_rate():
    assert "sharing reaches only 4" in choose(HALF, "auto").reason


def test_what_is_asked_for_is_given():
    assert choose(ALIKE, "fast").level == "fast"
    assert choose(THREE, "exact").level == "exact"
    assert choose(THREE, "pinned").level == "pinned:4"
    assert choose(ALIKE, "pinned").level == "pinned:2"


def test_where_no_row_count_is_all_alike_pinned_falls_back_to_exact():
    odd = survey([(0,), (0, 1), (UNSTABLE,) * 4, (UNSTABLE,) * 8])

    assert choose(odd, "pinned").level == "exact"


def test_each_row_of_a_picture_wants_the_bits_it_would_have_alone():
    odd = survey([(0,), (0, 1), (0, 1, 2, 2), (3,) * 8])

    assert wanted(odd, "exact", 1) == (0,)
    assert wanted(odd, "exact", 2) == (0, 1)
    assert wanted(odd, "pinned:8", 2) == (3, 3)
    assert wanted(odd, "fast", 2) is None


def test_a_pinned_level_from_elsewhere_fits_no_slot_here():
    assert wanted(ALIKE, "pinned:6", 2) == (UNSTABLE, UNSTABLE)


@pytest.mark.parametrize("level", ["exact", "fast", "pinned:4", "pinned:16"])
def test_a_recorded_level_is_understood(level):
    exactness.check(level)


@pytest.mark.parametrize("level", ["", "auto", "pinned", "pinned:", "pinned:0", "pinned:x", "Fast"])
def test_anything_else_is_refused(level):
    with pytest.raises(InvalidParams, match="Unknown exactness"):
        exactness.check(level)


def test_a_survey_is_kept_for_the_next_start(tmp_path):
    Surveys(tmp_path / "cache").put("one", THREE)
    Surveys(tmp_path / "cache").put("two", ALIKE)

    again = Surveys(tmp_path / "cache")

    assert again.get("one") == THREE
    assert again.get("two") == ALIKE
    assert again.get("three") is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"one": 1}', '{"one": {"slots": {"x": 1}}}'])
def test_a_damaged_file_costs_a_new_probe_and_nothing_else(tmp_path, content):
    (tmp_path / "exactness.json").write_text(content)
    surveys = Surveys(tmp_path)
    assert surveys.get("one") is None

    surveys.put("one", THREE)

    assert surveys.get("one") == THREE


def test_a_folder_that_cannot_be_written_is_only_logged(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    (tmp_path / "file").write_text("in the way")

    Surveys(tmp_path / "file").put("one", THREE)

    assert "cannot be kept" in caplog.text


def test_the_users_cache_folder_is_used_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    Surveys().put("one", ALIKE)

    assert (tmp_path / "easel" / "exactness.json").is_file()
