import sys

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import CLIPImageProcessor

from engine.config import CheckerConfig
from engine.safety.stable_diffusion import ScoringChecker, StableDiffusionJudge
from engine.safety.weights import locate
from engine.seam import Pixels


def noise(seed, *, size=48):
    values = np.random.default_rng(seed).integers(0, 256, (size, size, 3), dtype=np.uint8)
    return Pixels(width=size, height=size, rgb=values.tobytes())


def where(folder):
    config = CheckerConfig(kind="stable-diffusion", source=str(folder))
    return locate(config, None, download=False)


def kept_by_diffusers(network, clip_input):
    """What diffusers' own forward knows before it forgets it, and the bit that it keeps."""
    found = []

    def watch(frame, event, argument):
        if event == "return" and "special_cos_dist" in frame.f_locals:
            found.extend(frame.f_locals["result"])

    sys.setprofile(watch)
    try:
        _, flagged = network(clip_input, [np.ones((2, 2, 3)) for _ in clip_input])
    finally:
        sys.setprofile(None)
    return found, flagged


def test_the_scores_are_those_that_diffusers_throws_away(checkpoint, their_checker, caplog):
    judge = StableDiffusionJudge(where(checkpoint))
    processor = CLIPImageProcessor.from_pretrained(checkpoint / "feature_extractor")
    pictures = [noise(seed) for seed in range(12)]
    images = [Image.frombytes("RGB", (48, 48), pixels.rgb) for pixels in pictures]
    clip_input = processor(images, return_tensors="pt")["pixel_values"]

    ours = [judge.scores(pixels) for pixels in pictures]

    theirs, flagged = kept_by_diffusers(their_checker, clip_input)
    assert len(theirs) == 12
    for mine, their, is_flagged in zip(ours, theirs, flagged, strict=True):
        expected = {f"concept:{n}": score for n, score in their["concept_scores"].items()}
        expected |= {f"special:{n}": score for n, score in their["special_scores"].items()}
        assert mine.keys() == judge.classes.keys() == expected.keys()
        assert mine == pytest.approx(expected, abs=0.0011), "rounded to three digits"
        concepts = [score for name, score in mine.items() if name.startswith("concept")]
        assert (max(concepts) > 0) == is_flagged


def test_the_same_numbers_in_give_the_very_same_numbers_out(checkpoint, their_checker):
    ours = ScoringChecker(their_checker.config)
    ours.load_state_dict(their_checker.state_dict())
    clip_input = torch.randn(24, 3, 32, 32, generator=torch.manual_seed(1))

    judged = ours.eval()(clip_input)

    theirs, flagged = kept_by_diffusers(their_checker, clip_input)
    assert [list(t["concept_scores"].values()) for t in theirs] == [
        pytest.approx(concepts, abs=1e-7) for concepts, _ in judged
    ]
    assert [list(t["special_scores"].values()) for t in theirs] == [
        pytest.approx(special, abs=1e-7) for _, special in judged
    ]
    assert 0 < sum(flagged) < 24, "some are beyond a threshold, and some are not"
    assert any(max(special) > 0 for _, special in judged)


def test_pixels_are_never_touched(checkpoint):
    judge = StableDiffusionJudge(where(checkpoint))
    judge._network.concept_embeds_weights.data.fill_(-1)  # every concept is beyond its threshold
    pixels = noise(1)
    before = bytes(pixels.rgb)

    scores = judge.scores(pixels)

    assert min(scores[f"concept:{n}"] for n in range(17)) > 0
    assert pixels.rgb == before


def test_scores_are_plain_numbers_of_one_thread_and_do_not_depend_on_the_order(checkpoint):
    judge = StableDiffusionJudge(where(checkpoint))

    first, second = judge.scores(noise(1)), judge.scores(noise(2))

    assert judge.scores(noise(1)) == first != second
    assert {type(score) for score in first.values()} == {float}
    assert torch.get_num_threads() == 1


def test_weights_of_something_else_are_refused(checkpoint):
    file = checkpoint / "safety_checker/model.safetensors"
    weights = load_file(file)
    weights.pop("special_care_embeds")
    save_file(weights, file)

    with pytest.raises(RuntimeError, match="special_care_embeds"):
        StableDiffusionJudge(where(checkpoint))
