import pytest

from benchmarks.figures import Ratio, Served, by_owner, fairness, percentile


def served(owner, slowdown):
    return Served(owner=owner, arrived=10.0, finished=10.0 + 2.0 * slowdown, solo=2.0)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100)])
def test_a_percentile_is_one_of_the_values(share, value):
    assert percentile(range(1, 101), share) == value


def test_a_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 0.95) == 7.0


def test_a_ratio_compares_medians_and_shows_the_spread_of_the_rounds():
    ratio = Ratio.of([2.0, 3.0, 8.0], [4.0, 3.0, 2.0])

    assert (ratio.median, ratio.low, ratio.high) == (1.0, 0.5, 4.0)
    assert (ratio.inverse.low, ratio.inverse.high) == (0.25, 2.0)


def test_slowdown_is_latency_over_what_the_job_takes_alone():
    assert served(1, 3.0).latency == pytest.approx(6.0)
    assert by_owner([served(1, 3.0), served(1, 1.0), served(2, 5.0)]) == {1: 2.0, 2: 5.0}


def test_fairness_is_one_when_all_wait_alike_and_less_when_one_waits_for_all():
    assert fairness([served(owner, 2.0) for owner in range(4)]) == pytest.approx(1)
    assert fairness([served(0, 1000.0), served(1, 1e-9)]) == pytest.approx(0.5)
