import pytest
import torch
from diffusers.pipelines.stable_diffusion.safety_checker import (
    StableDiffusionSafetyChecker,
    cosine_distance,
)
from safetensors.torch import save_file
from transformers import (
    CLIPConfig,
    CLIPImageProcessor,
    ViTConfig,
    ViTForImageClassification,
    ViTImageProcessor,
)

TINY = {
    "hidden_size": 16,
    "intermediate_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "image_size": 32,
    "patch_size": 8,
}


@pytest.fixture(scope="session")
def their_checker():
    """The real class of diffusers with random weights."""
    torch.manual_seed(7)
    config = CLIPConfig(vision_config=TINY | {"projection_dim": 8}, projection_dim=8)
    network = StableDiffusionSafetyChecker(config).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "embeds" in name or "projection" in name:
                parameter.normal_()
        # Limits that one picture in a few is beyond.
        inputs = torch.randn(64, 3, 32, 32)
        embeds = network.visual_projection(network.vision_model(inputs)[1])
        for limits, others in (
            (network.concept_embeds_weights, network.concept_embeds),
            (network.special_care_embeds_weights, network.special_care_embeds),
        ):
            cosines = cosine_distance(embeds, others)
            limits.copy_(cosines.mean(0) + 1.7 * cosines.std(0))
    return network


@pytest.fixture
def checkpoint(tmp_path, their_checker):
    """A model's folder, as published: with its checker, and names as they were then."""
    folder = tmp_path / "checkpoint"
    part = folder / "safety_checker"
    part.mkdir(parents=True)
    their_checker.config.save_pretrained(part)
    weights = {
        name.replace("vision_model.", "vision_model.vision_model."): tensor.contiguous()
        for name, tensor in their_checker.state_dict().items()
    }
    weights["vision_model.vision_model.embeddings.position_ids"] = torch.arange(17)[None]
    save_file(weights, part / "model.safetensors")
    CLIPImageProcessor(
        size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}
    ).save_pretrained(folder / "feature_extractor")
    return folder


@pytest.fixture
def vit(tmp_path):
    """Makes the folder of a tiny classifier with random weights."""

    def make(**settings):
        torch.manual_seed(7)
        labels = {0: "drawing", 1: "hentai", 2: "neutral", 3: "porn"}
        config = ViTConfig(
            **TINY, id2label=labels, label2id={v: k for k, v in labels.items()}, **settings
        )
        network = ViTForImageClassification(config).eval()
        torch.nn.init.normal_(network.classifier.weight)
        folder = tmp_path / "vit"
        network.save_pretrained(folder)
        ViTImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder)
        return folder, network

    return make
