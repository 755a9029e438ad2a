"""What the process holds after hundreds of jobs, or, with `make soak`, after thousands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.soak import MOST_GROWTH

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("jobs", "warm_up"),
    [
        pytest.param(300, 100),
        # Minutes: too long for every run of the suite.
        pytest.param(2000, 500, marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_memory_stays_flat_however_many_jobs_are_served(jobs, warm_up, tmp_path):
    file = tmp_path / "soak.json"
    asked = ["--jobs", str(jobs), "--warm-up", str(warm_up), "--json", str(file)]

    # In a process of its own: what else the suite holds would hide the growth.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak", *asked], cwd=ROOT, capture_output=True, text=True
    )

    assert file.exists(), done.stderr
    figures = json.loads(file.read_text())
    assert figures["painted"] + figures["cancelled"] == jobs
    assert figures["painted"] > 0.8 * jobs
    assert figures["growth"] < MOST_GROWTH, figures["mb_after_jobs"]
    assert done.returncode == 0
    assert "growth under 5%: yes" in done.stdout
