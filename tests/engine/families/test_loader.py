import json
import shutil
from pathlib import Path

import pytest
import torch
from diffusers import UNet2DConditionModel
from diffusers.utils import logging as diffusers_logging
from safetensors.torch import load_file, save_file
from transformers import CLIPTextModel, T5Config, T5EncoderModel
from transformers.utils import logging as transformers_logging

from engine.errors import ModelError
from engine.families.loader import Loader, cast

UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def folder(house, tmp_path):
    """A copy of the house model whose files may be damaged."""
    return Path(shutil.copytree(house.source, tmp_path / "house"))


def loader(folder, **options):
    return Loader(folder, **{"dtype": torch.float32} | options)


def test_parts_are_loaded_in_the_precision_asked_for_whatever_is_on_disk(folder):
    text_encoder = loader(folder).part(CLIPTextModel, "text_encoder")

    assert {weight.dtype for weight in text_encoder.parameters()} == {torch.float32}
    assert not text_encoder.training


def test_each_part_is_announced_before_it_is_read(folder):
    heard = []
    reader = loader(folder, on_part=heard.append)

    reader.tokenizer("tokenizer")
    reader.part(CLIPTextModel, "text_encoder")

    assert heard == ["tokenizer", "text_encoder"]


def test_nothing_is_drawn_on_the_console_and_the_bars_are_as_before(folder, capfd):
    loader(folder).part(CLIPTextModel, "text_encoder")

    assert capfd.readouterr() == ("", "")
    assert diffusers_logging.is_progress_bar_enabled()
    assert transformers_logging.is_progress_bar_enabled()


def test_half_precision_weights_under_their_own_name_are_found(folder):
    file = folder / UNET
    file.rename(file.with_name("diffusion_pytorch_model.fp16.safetensors"))

    unet = loader(folder).part(UNet2DConditionModel, "unet")

    assert unet.dtype == torch.float32


def test_weights_that_are_missing_are_never_made_up(folder):
    weights = load_file(folder / UNET)
    del weights["conv_out.bias"]
    save_file(weights, folder / UNET)

    with pytest.raises(ModelError, match=r"unet .*lacks weights.*conv_out\.bias"):
        loader(folder).part(UNet2DConditionModel, "unet")


def test_text_weights_that_are_missing_are_never_made_up(folder):
    file = folder / "text_encoder/model.safetensors"
    weights = load_file(file)
    gone = next(name for name in weights if "final_layer_norm" in name)
    del weights[gone]
    save_file(weights, file, metadata={"format": "pt"})

    with pytest.raises(ModelError, match=r"text_encoder .*lacks weights.*final_layer_norm"):
        loader(folder).part(CLIPTextModel, "text_encoder")


def test_weights_of_another_shape_are_a_model_error(folder):
    config = json.loads((folder / "unet/config.json").read_text())
    (folder / "unet/config.json").write_text(json.dumps({**config, "cross_attention_dim": 64}))

    with pytest.raises(ModelError, match="unet"):
        loader(folder).part(UNet2DConditionModel, "unet")


@pytest.mark.parametrize(
    "config", ["{}", '{"_class_name": "UNet2DConditionModel", "block_out_channels": 3}']
)
def test_a_config_that_makes_no_sense_is_a_model_error(config, folder):
    (folder / "unet/config.json").write_text(config)

    with pytest.raises(ModelError, match="unet"):
        loader(folder).part(UNet2DConditionModel, "unet")


def test_a_tokenizer_without_words_is_a_model_error(folder):
    (folder / "tokenizer/tokenizer.json").write_text("{}")

    with pytest.raises(ModelError, match="tokenizer"):
        loader(folder).tokenizer("tokenizer")


def test_weights_that_were_cut_are_refused_before_anything_is_read(folder):
    content = (folder / UNET).read_bytes()
    (folder / UNET).write_bytes(content[: len(content) // 2])

    with pytest.raises(ModelError, match="damaged"):
        loader(folder)


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"model_index\.json"):
        loader(tmp_path)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_reading_in_half_precision_leaves_the_default_of_other_threads_alone(
    folder, dtype, monkeypatch
):
    defaults = []
    monkeypatch.setattr(torch, "set_default_dtype", defaults.append)

    read = loader(folder, dtype=dtype)
    parts = read.part(CLIPTextModel, "text_encoder"), read.part(UNet2DConditionModel, "unet")

    assert {weight.dtype for part in parts for weight in part.parameters()} == {dtype}
    assert set(defaults) <= {torch.float32}


@pytest.mark.parametrize(("dtype", "kept"), [(torch.float16, True), (torch.bfloat16, False)])
def test_weights_that_overflow_in_half_precision_stay_as_the_libraries_keep_them(dtype, kept):
    sizes = {"d_model": 8, "d_kv": 4, "d_ff": 16, "num_layers": 1, "num_heads": 2, "vocab_size": 9}
    encoder = T5EncoderModel(T5Config(**sizes))

    cast(encoder, dtype)

    whole = {name for name, weight in encoder.named_parameters() if weight.dtype == torch.float32}
    assert all(".wo." in name for name in whole)
    assert bool(whole) == kept
