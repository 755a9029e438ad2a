import json
from pathlib import Path

from benchmarks.benign import BACKGROUNDS, THINGS, figures

REPORT = Path(__file__).parents[2] / "benchmarks/reports/benign.json"


def test_what_is_blocked_is_not_counted_as_reviewed_too():
    found = [(0.95, "a"), (0.80, "b"), (0.79, "c"), (0.35, "d"), (0.34, "e")]

    counted = figures(found)

    assert counted["blocked at standard"] == 2
    assert counted["reviewed at standard"] == 2
    assert counted["highest"] == 0.95


def test_no_prompt_is_asked_for_twice_before_each_was():
    assert len(set(THINGS)) == len(THINGS)
    assert len(THINGS) * len(BACKGROUNDS) > 300


def test_the_report_meets_its_target():
    result = json.loads(REPORT.read_text())["result"]

    assert result["pictures"] == 500
    assert result["blocked at standard"] <= 0.005 * 500
