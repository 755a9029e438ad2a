import pytest

from benchmarks.peers import alike, serve
from benchmarks.workloads import Asked, equal, mixed
from engine import HOUSE


@pytest.fixture
def paint():
    """Stands in for the pipeline, which needs no test: remembers what it was given."""

    def painted(batch):
        painted.batches.append([params.seed for params in batch])
        return [b"png"] * len(batch)

    painted.batches = []
    return painted


def test_words_and_seeds_may_differ_in_a_static_batch_and_nothing_else():
    one, other = (asked.params for asked in equal(HOUSE, count=2, steps=8))
    mix = [asked.params for asked in mixed(HOUSE, count=8)]

    assert alike(one, other)
    assert not any(alike(one, params) for params in mix[1:])


async def test_serial_means_one_by_one_in_order_of_arrival(paint):
    asked = equal(HOUSE, count=3, steps=8)
    late = Asked(at=0.01, owner=9, params=HOUSE.params(prompt="x", seed=99, steps=8))

    results = await serve(paint, [late, *asked])

    assert paint.batches == [[0], [1], [2], [99]]
    assert all(result.seconds >= 0 for result in results)


async def test_a_dynamic_batch_takes_those_alike_along_and_no_others(paint):
    eight = [HOUSE.params(prompt="x", seed=seed, steps=8) for seed in range(3)]
    four = HOUSE.params(prompt="x", seed=7, steps=4)
    asked = [Asked(owner=0, params=params) for params in (eight[0], four, *eight[1:])]

    await serve(paint, asked, most=2)

    assert paint.batches == [[0, 1], [7], [2]]


async def test_a_cancelled_request_brings_no_picture(paint):
    params = HOUSE.params(prompt="x", seed=1, steps=8)

    [result] = await serve(paint, [Asked(owner=0, params=params, cancelled=True)])

    assert result.pixels is None
