import json

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import ViTImageProcessor

from engine.config import CheckerConfig
from engine.safety.classifier import Classifier
from engine.safety.weights import locate
from engine.seam import Pixels

CATEGORIES = {"porn": "sexual", "hentai": "sexual", "drawing": "art"}


def picture():
    values = np.random.default_rng(7).integers(0, 256, (40, 56, 3), dtype=np.uint8)
    return Pixels(width=56, height=40, rgb=values.tobytes())


def where(folder, categories=CATEGORIES):
    config = CheckerConfig(
        kind="transformers", name="vit", source=str(folder), categories=categories
    )
    return locate(config, None, download=False)


def their_logits(folder, network):
    image = Image.frombytes("RGB", (56, 40), picture().rgb)
    inputs = ViTImageProcessor.from_pretrained(folder)(image, return_tensors="pt")
    with torch.no_grad():
        return network(**inputs).logits[0]


def test_classes_become_categories_with_the_sum_of_their_shares(vit):
    folder, network = vit()

    scores = Classifier(where(folder)).scores(picture())

    drawing, hentai, _, porn = their_logits(folder, network).softmax(0).tolist()
    assert scores == pytest.approx({"sexual": hentai + porn, "art": drawing}, abs=1e-5)


def test_of_classes_that_do_not_exclude_each_other_the_likeliest_counts(vit):
    folder, network = vit(problem_type="multi_label_classification")

    scores = Classifier(where(folder)).scores(picture())

    drawing, hentai, _, porn = their_logits(folder, network).sigmoid().tolist()
    assert scores == pytest.approx({"sexual": max(hentai, porn), "art": drawing}, abs=1e-5)


def test_all_classes_in_one_category_are_certain_and_never_more(vit):
    folder, _ = vit()
    every = dict.fromkeys(["drawing", "hentai", "neutral", "porn"], "any")

    scores = Classifier(where(folder, every)).scores(picture())

    assert 1 - 1e-9 < scores["any"] <= 1


def test_it_says_what_it_gives(vit):
    folder, _ = vit()

    classifier = Classifier(where(folder))

    assert classifier.classes == {"art": (0.0, 1.0), "sexual": (0.0, 1.0)}
    assert classifier.version.startswith("sha256:")


def test_a_class_that_is_not_there_is_refused(vit):
    folder, _ = vit()

    with pytest.raises(ValueError, match=r"no class .pornn.\. It has: drawing, hentai"):
        Classifier(where(folder, {"pornn": "sexual"}))


def test_weights_that_are_missing_are_not_made_up(vit):
    folder, _ = vit()
    weights = load_file(folder / "model.safetensors")
    weights.pop("classifier.weight")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

    with pytest.raises(ValueError, match=r"no weights for classifier\.weight"):
        Classifier(where(folder))


def test_code_that_comes_with_a_classifier_is_not_run(vit, tmp_path):
    folder, _ = vit()
    config = json.loads((folder / "config.json").read_text())
    config |= {
        "model_type": "mine",
        "auto_map": {
            "AutoConfig": "mine.Mine",
            "AutoModelForImageClassification": "mine.Mine",
        },
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "mine.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")

    with pytest.raises(ValueError, match="trust_remote_code"):
        Classifier(where(folder))

    assert not (tmp_path / "ran").exists()
