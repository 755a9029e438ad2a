from xml.etree import ElementTree

from benchmarks.curve import Curve
from benchmarks.load import draw, sweep
from benchmarks.simulator import Machine

SD15 = Machine(curve=Curve.recorded("sd15-h100"))


async def test_latency_is_told_in_jobs_and_grows_with_load():
    idle, busy = sweep(SD15, [0.05, 0.95], count=300)

    assert 1 <= idle.serial["latency_p95"] < busy.serial["latency_p95"]
    assert 1 <= idle.shared["latency_p95"] < busy.shared["latency_p95"]
    assert busy.gain > 5 > idle.gain


async def test_both_sides_are_drawn(tmp_path):
    file = tmp_path / "plot.svg"

    draw(sweep(SD15, [0.2, 0.8], count=100), file)

    text = " ".join(ElementTree.parse(file).getroot().itertext())
    assert "one by one" in text
    assert "steps shared" in text
