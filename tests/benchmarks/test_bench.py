"""The whole benchmark at its smallest, on the real engine and the real pipeline."""

import json

import pytest

from benchmarks.bench import Size, bench, best_speed_up
from benchmarks.curve import Curve
from benchmarks.workloads import equal
from engine import HOUSE

pytestmark = pytest.mark.xdist_group("house")

SMALLEST = Size(
    rounds=1, burst=2, burst_steps=2, mix=3, mix_steps=4, lone=3, repeats=1, trace=40, whole=False
)


async def test_a_run_reports_both_sides_and_holds_the_gate(tmp_path):
    said = []

    code = await bench(
        SMALLEST, as_json=tmp_path / "r.json", plot=tmp_path / "p.svg", say=said.append
    )

    figures = json.loads((tmp_path / "r.json").read_text())
    assert code == 0, "\n".join(said)
    assert {"machine", "curves", "W1", "W2", "lone", "gate", "W3"} <= figures.keys()
    assert figures["W2"]["S0"]["low"] <= figures["W2"]["S0"]["median"]
    assert figures["W2"]["rows_per_pass"] > 1
    assert [gate["different"] for gate in figures["gate"]] == [0, 0, 0]
    assert all(gate["compared"] for gate in figures["gate"])
    assert (tmp_path / "p.svg").read_text().startswith("<svg")
    assert any("batching efficiency" in line for line in said)


def test_the_best_that_a_curve_allows_is_every_row_at_its_cheapest():
    curve = Curve(name="x", origin="made up", seconds={1: 1.0, 2: 1.0, 8: 2.0})

    assert best_speed_up(equal(HOUSE, count=3, steps=8), curve, curve) == pytest.approx(2.0)
