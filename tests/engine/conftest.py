import functools
import io
import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engine import hub
from engine.catalog import HOUSE
from engine.picture import prepare


@pytest.fixture(scope="session")
def safetensors():
    """Makes the smallest honest weights: one tensor of bytes."""

    def file(values):
        size = len(values)
        header = {"weight": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}
        encoded = json.dumps(header).encode()
        return struct.pack("<Q", len(encoded)) + encoded + values

    return file


@pytest.fixture
def tiny_model(tmp_path, safetensors):
    """A folder in the layout of diffusers that is whole, though nothing can be painted with it."""
    index = {
        "_class_name": "StableDiffusionPipeline",
        "_diffusers_version": "0.42.1",
        "requires_safety_checker": False,
        "safety_checker": [None, None],
        "scheduler": ["diffusers", "DPMSolverMultistepScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    texts = [
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        "tokenizer/tokenizer.json",
        "tokenizer/tokenizer_config.json",
        "unet/config.json",
        "vae/config.json",
    ]
    weights = {
        "text_encoder/model.safetensors": b"t" * 100,
        "unet/diffusion_pytorch_model.safetensors": b"u" * 300_000,
        "vae/diffusion_pytorch_model.safetensors": b"v" * 1000,
    }
    folder = tmp_path / "tiny"
    for name in (*texts, *weights):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "model_index.json").write_text(json.dumps(index))
    for name in texts:
        (folder / name).write_text(json.dumps({"name": name}))
    for name, values in weights.items():
        (folder / name).write_bytes(safetensors(values))
    return folder


@pytest.fixture(scope="session")
def house():
    """The house model as a resolved row, as it crosses to the executor."""
    return replace(HOUSE, source=str(hub.locate(HOUSE)), revision="house-in-the-tests")


@pytest.fixture(scope="session")
def open_house(house):
    """Loads the house model's family in some precision, once for each."""
    import torch

    from engine.families.loader import Loader
    from engine.families.sd import StableDiffusion

    torch.set_num_threads(1)  # several test processes share the cores: more threads only wait

    @functools.cache
    def opened(dtype):
        return StableDiffusion.load(Loader(Path(house.source), dtype=dtype))

    return opened


@pytest.fixture(scope="session")
def paint():
    """Paints one picture with a family, a step at a time."""
    import torch

    def painted(family, params, image=None):
        with torch.inference_mode():
            state = family.start(params, image)
            while not state.done:
                [prediction] = family.forward([family.rows(state)])
                family.advance(state, prediction)
            return family.decode(state)

    return painted


@pytest.fixture(scope="session")
def prepared():
    """A colourful picture of that size, as a recipe takes it."""

    def make(*, width=64, height=64):
        across = Image.linear_gradient("L").resize((width, height))
        bands = (across, across.transpose(Image.Transpose.ROTATE_180), Image.new("L", across.size))
        out = io.BytesIO()
        Image.merge("RGB", bands).save(out, "PNG")
        return prepare(out.getvalue(), width=width, height=height)

    return make
