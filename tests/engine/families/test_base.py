from dataclasses import replace

import pytest
import torch

from engine.catalog import HOUSE
from engine.families.base import slerp, starting_noise
from engine.params import STRONG, SUBTLE, Blend

SHAPE = (1, 16, 8, 8)


def noise(seed, *chain, dtype=torch.float32):
    blends = tuple(Blend(seed=other, strength=strength) for other, strength in chain)
    params = replace(HOUSE.params(prompt="a cat", seed=seed), chain=blends)
    generator = torch.Generator().manual_seed(seed)
    return starting_noise(params, SHAPE, generator=generator, dtype=dtype)


def distance(a, b):
    return float((a - b).norm())


def test_without_a_chain_the_noise_is_the_seeds():
    drawn = torch.randn(SHAPE, generator=torch.Generator().manual_seed(5))

    assert torch.equal(noise(5), drawn)


def test_a_chain_gives_the_same_noise_each_time():
    assert torch.equal(noise(5, (6, SUBTLE), (7, STRONG)), noise(5, (6, SUBTLE), (7, STRONG)))


def test_a_subtle_variation_stays_nearer_than_a_strong_one():
    parent = noise(5)

    subtle, strong = (
        distance(noise(5, (6, SUBTLE)), parent),
        distance(noise(5, (6, STRONG)), parent),
    )

    assert 0 < subtle < strong < distance(noise(6), parent)


def test_a_variation_of_a_variation_starts_from_the_first():
    first = noise(5, (6, SUBTLE))

    second = noise(5, (6, SUBTLE), (7, SUBTLE))

    assert torch.equal(second, slerp(first, noise(7), SUBTLE))


def test_the_order_of_a_chain_matters():
    assert not torch.equal(noise(5, (6, SUBTLE), (7, STRONG)), noise(5, (7, STRONG), (6, SUBTLE)))


def test_variations_keep_the_strength_of_noise_through_a_whole_chain():
    blended = noise(5, *((seed, STRONG) for seed in range(6, 22)))

    assert blended.std() == pytest.approx(1, abs=0.1)


def test_a_chain_in_half_precision_is_the_full_one_rounded():
    half = noise(5, (6, SUBTLE), dtype=torch.bfloat16)

    assert half.dtype == torch.bfloat16
    assert torch.allclose(half.float(), noise(5, (6, SUBTLE)), atol=0.03)


def test_slerp_ends_where_it_should_and_keeps_the_norm_between():
    a, b = noise(1), noise(2)

    middle = slerp(a, b, 0.5)

    assert torch.allclose(slerp(a, b, 0.0), a, atol=1e-6)
    assert torch.allclose(slerp(a, b, 1.0), b, atol=1e-6)
    assert min(a.norm(), b.norm()) * 0.95 < middle.norm() < max(a.norm(), b.norm()) * 1.05


@pytest.mark.parametrize("factor", [1.0, -1.0])
def test_slerp_of_parallels_is_a_plain_mix(factor):
    a = noise(1)

    assert torch.allclose(slerp(a, factor * a, 0.25), torch.lerp(a, factor * a, 0.25))
