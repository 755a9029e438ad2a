import json

import numpy as np
import pytest
from PIL import Image
from transformers import CLIPImageProcessor, SiglipImageProcessor, ViTImageProcessor

from engine.safety.preprocessing import Preprocessing
from engine.seam import Pixels


def noise(width, height):
    values = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Pixels(width=width, height=height, rgb=values.tobytes())


@pytest.mark.parametrize("size", [(64, 64), (37, 80), (301, 200), (8, 9)])
@pytest.mark.parametrize(
    ("processor", "settings"),
    [
        (CLIPImageProcessor, {}),
        (CLIPImageProcessor, {"size": {"shortest_edge": 30}, "crop_size": 24}),
        (CLIPImageProcessor, {"do_resize": False, "crop_size": 48}),
        (ViTImageProcessor, {}),
        (ViTImageProcessor, {"size": {"height": 20, "width": 31}, "do_normalize": False}),
        (ViTImageProcessor, {"resample": 3, "image_mean": [0.1, 0.2, 0.3], "do_rescale": False}),
        (SiglipImageProcessor, {}),
    ],
)
def test_it_does_what_the_library_does(processor, settings, size, tmp_path):
    theirs = processor(**settings)
    theirs.save_pretrained(tmp_path)
    # What stands in a file depends on the version of the library; what is asked for does not.
    file = tmp_path / "preprocessor_config.json"
    pixels = noise(*size)
    image = Image.frombytes("RGB", size, pixels.rgb)

    ours = Preprocessing(file)(pixels)

    expected = theirs(image, return_tensors="np")["pixel_values"]
    assert ours.shape == expected.shape
    assert np.abs(ours - expected).max() < 2e-5 * max(1, np.abs(expected).max())


@pytest.mark.parametrize("kind", ["CLIPFeatureExtractor", "CLIPImageProcessor"])
def test_what_old_checkpoints_say_is_understood(kind, tmp_path):
    file = tmp_path / "preprocessor_config.json"
    key = "feature_extractor_type" if "Feature" in kind else "image_processor_type"
    file.write_text(json.dumps({key: kind, "size": 224, "crop_size": 224, "resample": 3}))

    assert Preprocessing(file)(noise(64, 32)).shape == (1, 3, 224, 224)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"image_processor_type": "ConvNextImageProcessor"},
        {"image_processor_type": "ViTImageProcessor", "size": {"longest_edge": 3}},
    ],
)
def test_what_is_not_known_is_refused(config, tmp_path):
    (tmp_path / "preprocessor_config.json").write_text(json.dumps(config))

    with pytest.raises(ValueError, match="not known here"):
        Preprocessing(tmp_path / "preprocessor_config.json")


def test_bytes_that_are_no_picture_raise(tmp_path):
    ViTImageProcessor().save_pretrained(tmp_path)

    with pytest.raises(ValueError, match="image data"):
        Preprocessing(tmp_path / "preprocessor_config.json")(
            Pixels(width=64, height=64, rgb=b"abc")
        )
