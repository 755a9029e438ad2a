import pytest

from benchmarks.curve import RECORDED, Curve


@pytest.fixture
def curve():
    return Curve(name="x", origin="made up", seconds={2: 1.0, 4: 1.2, 8: 1.6, 16: 4.0})


def test_recorded_points_are_kept_and_lines_drawn_between_them(curve):
    assert [curve(rows) for rows in (2, 3, 4, 6, 8)] == pytest.approx([1.0, 1.1, 1.2, 1.4, 1.6])


def test_past_the_last_point_every_row_costs_what_it_cost_there(curve):
    assert curve(32) == pytest.approx(8.0)


def test_nothing_is_said_below_the_first_point(curve):
    with pytest.raises(ValueError, match="nothing below 2 rows"):
        curve(1)


def test_the_knee_is_where_a_row_is_cheapest(curve):
    assert curve.knee == 8
    assert curve.price == pytest.approx(0.2)


@pytest.mark.parametrize("file", sorted(RECORDED.glob("*.json")), ids=lambda file: file.stem)
def test_every_recorded_curve_can_be_read_and_says_where_it_is_from(file):
    curve = Curve.recorded(file.stem)

    assert curve.origin
    assert list(curve.seconds.values()) == sorted(curve.seconds.values())


def test_what_the_curves_say_about_sharing_is_what_was_published():
    sd15, sdxl = Curve.recorded("sd15-h100"), Curve.recorded("sdxl-h100")

    def gains(curve):
        return [round(curve(2) / 2 / (curve(rows) / rows), 2) for rows in (4, 8, 16)]

    assert gains(sd15) == [1.85, 2.72, 2.92]
    assert gains(sdxl) == [1.0, 0.98, 0.94]
    assert sdxl.knee == 2
