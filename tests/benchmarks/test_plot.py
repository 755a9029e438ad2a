import re
from xml.etree import ElementTree

import pytest

from benchmarks.plot import svg

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawing():
    curves = {"serial <FIFO>": [(0.5, 2.0), (0.9, 20.0), (1.5, 900.0)], "shared": [(0.5, 1.0)]}
    return ElementTree.fromstring(
        svg(curves, title="Latency & load", across="load", up="latency", most=100)
    )


def paths(drawing):
    return [e.get("d") for e in drawing.iter(f"{SPACE}path") if e.get("stroke-width")]


def test_titles_axes_and_names_are_written(drawing):
    texts = {element.text for element in drawing.iter(f"{SPACE}text")}

    assert {"Latency & load", "load", "latency", "serial <FIFO>", "shared"} <= texts
    assert {"1", "10", "100"} <= texts


def test_a_curve_that_leaves_the_picture_is_cut(drawing):
    serial, *_ = paths(drawing)

    assert len(re.findall(r"[\d.]+ [\d.]+", serial)) == 2


def test_more_latency_is_further_up_and_more_load_further_right(drawing):
    serial, *_ = paths(drawing)

    (x1, y1), (x2, y2) = (map(float, p.split()) for p in re.findall(r"[\d.]+ [\d.]+", serial))
    assert x2 > x1
    assert y2 < y1
    assert 0 <= y2 <= 400
    assert x2 <= 640
