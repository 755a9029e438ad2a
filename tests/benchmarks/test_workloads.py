import pytest

from benchmarks.workloads import (
    equal,
    mixed,
    poisson,
    shuffled,
    two_sizes_and_a_stream,
    with_cancels,
)
from engine import HOUSE


def cost(params):
    return float(params.steps)


def test_equal_requests_differ_in_words_and_seeds_only():
    burst = [one.params for one in equal(HOUSE, count=12, steps=8)]

    assert len({params.prompt for params in burst}) == len({p.seed for p in burst}) == 12
    assert len({(p.steps, p.sampler, p.guidance, p.width) for p in burst}) == 1


def test_the_mix_has_many_samplers_and_lengths_with_and_without_guidance():
    mix = [one.params for one in mixed(HOUSE, count=24)]

    assert len({params.sampler for params in mix}) >= 8
    assert {params.steps for params in mix} >= {4, 20}
    assert {params.guidance > 1 for params in mix} == {True, False}
    assert max(one.params.steps for one in mixed(HOUSE, count=24, most_steps=12)) == 12


@pytest.mark.parametrize("load", [0.5, 0.95, 1.5])
def test_a_trace_loads_a_serial_server_as_asked(load):
    trace = poisson(HOUSE, count=4000, load=load, solo=cost, seed=1)

    assert sum(cost(one.params) for one in trace) / trace[-1].at == pytest.approx(load, rel=0.05)


def test_a_trace_is_fixed_by_its_seed_and_the_same_at_every_load():
    one, again = (poisson(HOUSE, count=50, load=0.8, solo=cost, seed=1) for _ in range(2))
    faster = poisson(HOUSE, count=50, load=1.6, solo=cost, seed=1)

    assert one == again
    assert [a.params for a in faster] == [a.params for a in one]
    assert faster[-1].at == pytest.approx(one[-1].at / 2)
    assert poisson(HOUSE, count=50, load=0.8, solo=cost, seed=2) != one


def test_the_stream_comes_beside_two_sizes():
    asked = two_sizes_and_a_stream(HOUSE, long=6, short=3, steps=20, every=0.5)

    stream = [one for one in asked if one.owner == 2]
    assert len({(a.params.width, a.params.height) for a in asked}) == 2
    assert [one.at for one in stream] == [0.5, 1.0, 1.5]
    assert {one.params.steps for one in stream} == {4}


def test_one_in_ten_is_cancelled():
    asked = with_cancels(mixed(HOUSE, count=30))

    assert sum(one.cancelled for one in asked) == 3


def test_shuffling_keeps_everybody():
    asked = mixed(HOUSE, count=10)

    mixed_up = shuffled(asked, seed=1)

    assert mixed_up != asked
    assert sorted(mixed_up, key=lambda one: one.owner) == asked
