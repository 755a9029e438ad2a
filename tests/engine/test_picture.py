import io
import random
import zlib

import pytest
from PIL import Image

from engine import picture, png
from engine.catalog import SD15
from engine.errors import EngineError
from engine.png import Recipe
from engine.seam import Pixels


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.fixture(scope="module")
def noisy():
    """A picture that compresses badly."""
    chance = random.Random(7)
    rgb = bytes(n % 512 // 4 + chance.randrange(60) for n in range(512 * 512 * 3))
    recipe = Recipe(params=SD15.params(prompt="noise", seed=1), model_revision="r")
    return png.encode(Pixels(width=512, height=512, rgb=rgb), recipe)


def test_a_png_that_fits_is_left_alone(noisy):
    fitted = picture.fit(noisy, limit=10 * 2**20)

    assert (fitted.content, fitted.extension, fitted.note) == (noisy, "png", None)


def test_the_next_best_is_webp_without_loss(noisy):
    fitted = picture.fit(noisy, limit=len(noisy) - 1)

    assert fitted.extension == "webp"
    assert "without loss" in fitted.note
    assert len(fitted.content) < len(noisy)
    assert opened(fitted.content).convert("RGB").tobytes() == opened(noisy).tobytes()


def test_then_webp_with_loss_at_full_size(noisy):
    lossless = picture.fit(noisy, limit=len(noisy) - 1)

    fitted = picture.fit(noisy, limit=len(lossless.content) - 1)

    assert fitted.extension == "webp"
    assert opened(fitted.content).size == (512, 512)
    assert fitted.note == "Sent as WebP: the PNG is too large to send."


@pytest.mark.parametrize("limit", [100_000, 20_000, 3_000])
def test_then_smaller_and_the_note_says_so(noisy, limit):
    fitted = picture.fit(noisy, limit=limit)

    image = opened(fitted.content)
    assert len(fitted.content) <= limit
    assert image.width == image.height < 512
    assert f"at {image.width}x{image.height}" in fitted.note


def test_a_converted_picture_still_says_that_a_model_made_it(noisy):
    for limit in (len(noisy) - 1, 100_000):
        image = opened(picture.fit(noisy, limit=limit).content)

        assert b"trainedAlgorithmicMedia" in image.info["xmp"]


def test_what_fits_into_nothing_is_refused_in_a_sentence(noisy):
    with pytest.raises(EngineError, match="does not fit into 200 bytes"):
        picture.fit(noisy, limit=200)


def bomb():
    content = bytearray(png_of(8, 8))
    content[16:24] = (60_000).to_bytes(4) * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    return bytes(content)


def png_of(width, height, form="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a picture at all", "not a PNG"),
        (png_of(64, 64, "BMP"), "not a PNG"),
        (png_of(64, 64)[:50], "not a PNG"),
        (png_of(5000, 8), "at most 4096 pixels a side"),
        (bomb(), "not a PNG"),
    ],
)
def test_bytes_are_not_trusted(content, sentence):
    with pytest.raises(EngineError, match=sentence):
        picture.fit(content, limit=10)


RED = Pixels(width=8, height=8, rgb=b"\xff\x00\x00" * 64)
BLUE = Pixels(width=64, height=64, rgb=b"\x00\x00\xff" * 4096)


def test_a_tiny_preview_is_made_large_enough_to_see():
    image = opened(picture.preview([RED], width=64, height=64))

    assert image.format == "WEBP"
    assert image.size == (256, 256)


def test_a_huge_preview_is_made_small_enough_to_send():
    image = opened(picture.preview([RED], width=1216, height=832))

    assert image.size == (512, 350)


def test_four_pictures_are_shown_two_by_two():
    image = opened(picture.preview([BLUE, RED, None, None], width=64, height=64)).convert("RGB")

    assert image.size == (256, 256)
    corners = [image.getpixel(at) for at in ((64, 64), (192, 64), (64, 192), (192, 192))]
    assert corners[0][2] > 200 > corners[0][0], "done, and blue"
    assert corners[1][0] > 200 > corners[1][2], "growing, and red"
    assert corners[2] == corners[3], "not begun"
    assert max(corners[2]) < 80


def test_two_pictures_are_shown_side_by_side():
    assert opened(picture.preview([BLUE, None], width=64, height=64)).size == (256, 128)


def test_a_preview_is_light():
    assert len(picture.preview([BLUE, RED, None, None], width=512, height=512)) < 20_000
