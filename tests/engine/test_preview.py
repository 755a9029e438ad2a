import pytest
import torch

from engine.catalog import HOUSE
from engine.preview import Preview, fitted


@pytest.fixture(scope="module")
def family(open_house):
    return open_house(torch.float32)


def shades(pixels):
    """[3, H, W] from 0 to 255"""
    flat = torch.frombuffer(bytearray(pixels.rgb), dtype=torch.uint8).float()
    return flat.view(pixels.height, pixels.width, 3).permute(2, 0, 1)


def likeness(a, b):
    """Correlation of two pictures, after both are shrunk to eight by eight."""
    small = [torch.nn.functional.adaptive_avg_pool2d(shades(each), 8).flatten() for each in (a, b)]
    return float(torch.corrcoef(torch.stack(small))[0, 1])


def test_a_newcomer_sees_the_picture_grow(family):
    preview, seen = Preview(family), []
    with torch.inference_mode():
        state = family.start(HOUSE.params(prompt="a red apple", seed=7, steps=12))
        while not state.done:
            [prediction] = family.forward([family.rows(state)])
            family.advance(state, prediction)
            seen.append(preview.draw(family.clean(state)))

        painted = family.decode(state)

    assert (seen[0].width, seen[0].height) == (64, 64)
    assert likeness(seen[3], painted) > 0.7
    assert likeness(seen[9], painted) > 0.95


def test_large_latents_become_dots_by_a_map_that_agrees_with_the_decoder(family, paint):
    with torch.inference_mode():
        state = family.start(HOUSE.params(prompt="a red apple", seed=7, steps=6))
        while not state.done:
            [prediction] = family.forward([family.rows(state)])
            family.advance(state, prediction)

        dots = Preview(family).draw(state.latents.repeat(1, 1, 3, 3))

    painted = paint(family, state.params)
    assert (dots.width, dots.height) == (256, 256)
    assert len(dots.rgb) == 3 * 256 * 256
    third = shades(dots)[:, 86:171, 86:171]
    small = [torch.nn.functional.adaptive_avg_pool2d(x, 8) for x in (third, shades(painted))]
    assert torch.corrcoef(torch.stack([each.flatten() for each in small]))[0, 1] > 0.8


@pytest.mark.parametrize(("places", "size"), [((20, 40), (128, 256)), ((300, 20), (300, 20))])
def test_a_preview_keeps_its_shape_and_is_never_shrunk(places, size, family):
    height, width = size
    with torch.inference_mode():
        pixels = Preview(family).draw(torch.zeros(1, 16, *places))

    assert (pixels.width, pixels.height) == (width, height)


def test_a_map_is_fitted_the_same_each_time(family):
    with torch.inference_mode():
        first, second = fitted(family), fitted(family)

    assert first.shape == (17, 3)
    assert torch.equal(first, second)


def test_latents_that_are_not_numbers_are_drawn_grey(family):
    with torch.inference_mode():
        pixels = Preview(family).draw(torch.full((1, 16, 40, 40), float("nan")))

    assert set(pixels.rgb) == {128}
