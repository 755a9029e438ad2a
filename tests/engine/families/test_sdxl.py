"""SDXL on random weights of the smallest shape, against diffusers' own pipeline, bit for bit."""

import copy
import functools
import io
import warnings

import pytest
import torch
from diffusers import (
    AutoencoderKL,
    EulerDiscreteScheduler,
    StableDiffusionXLImg2ImgPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from PIL import Image
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from engine import samplers
from engine.catalog import SDXL
from engine.families.loader import Loader
from engine.families.sdxl import StableDiffusionXL
from engine.params import Params

FP32, BF16, FP16 = torch.float32, torch.bfloat16, torch.float16


@pytest.fixture(scope="module")
def folder(tmp_path_factory, house):
    """A whole SDXL in 1 MB; its tokenizers are the house model's."""
    path = tmp_path_factory.mktemp("models") / "tiny-sdxl"
    torch.manual_seed(0)
    tokenizer = CLIPTokenizer.from_pretrained(house.source, subfolder="tokenizer")
    words = CLIPTextConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=tokenizer.model_max_length,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=3,
        num_attention_heads=4,
        projection_dim=32,
    )
    unet = UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(16, 32),
        norm_num_groups=8,
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        cross_attention_dim=64,
        transformer_layers_per_block=(1, 2),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=6 * 8 + 32,
    )
    vae = AutoencoderKL(
        block_out_channels=(16, 16, 32, 32),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        norm_num_groups=8,
        scaling_factor=0.13025,
        force_upcast=True,
    )
    StableDiffusionXLPipeline(
        tokenizer=tokenizer,
        tokenizer_2=copy.deepcopy(tokenizer),
        text_encoder=CLIPTextModel(words),
        text_encoder_2=CLIPTextModelWithProjection(words),
        unet=unet,
        vae=vae,
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            timestep_spacing="leading",
            steps_offset=1,
        ),
        add_watermarker=False,
    ).save_pretrained(path)
    return path


@pytest.fixture(scope="module")
def opened(folder):
    """The family and the pipeline of the same folder, once for each precision."""
    torch.set_num_threads(1)

    @functools.cache
    def both(dtype):
        family = StableDiffusionXL.load(Loader(folder, dtype=dtype))
        pipe = StableDiffusionXLPipeline.from_pretrained(folder, dtype=dtype, add_watermarker=False)
        pipe.set_progress_bar_config(disable=True)
        return family, pipe

    return both


def ask(**asked):
    usual = {"prompt": "a red apple", "width": 64, "height": 64, "steps": 4, "guidance": 5.0}
    return Params(**{**usual, "model": SDXL.name, "sampler": "euler", "seed": 7, **asked})


def by_the_pipeline(pipe, family, params):
    kind = samplers.SAMPLERS[params.sampler].scheduler
    pipe.scheduler = kind.from_config(samplers.config(params.sampler, family.training))
    [picture] = pipe(
        params.prompt,
        negative_prompt=params.negative or None,
        width=params.width,
        height=params.height,
        num_inference_steps=params.steps,
        guidance_scale=params.guidance,
        guidance_rescale=params.rescale,
        generator=torch.Generator().manual_seed(params.seed),
    ).images
    return picture.tobytes()


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_every_sampler_paints_what_the_pipeline_paints(name, dtype, opened, paint):
    family, pipe = opened(dtype)
    params = ask(sampler=name, negative="blue")

    pixels = paint(family, params)

    assert pixels.rgb == by_the_pipeline(pipe, family, params)


@pytest.mark.parametrize(
    "asked",
    [
        {"negative": ""},
        {"guidance": 1.0, "negative": "blue"},
        {"width": 96, "height": 40},
        {"prompt": "a " * 40 + "fish", "negative": "blue " * 40},
    ],
    ids=str,
)
def test_every_parameter_means_what_it_means_to_the_pipeline(asked, opened, paint):
    family, pipe = opened(FP32)
    params = ask(**asked)

    pixels = paint(family, params)

    assert (pixels.width, pixels.height) == (params.width, params.height)
    assert pixels.rgb == by_the_pipeline(pipe, family, params)


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("name", ["ddim", "dpmpp_2m", "euler_a", "heun"])
def test_guidance_is_rescaled_as_the_pipeline_rescales_it(name, dtype, opened, paint):
    family, pipe = opened(dtype)
    params = ask(sampler=name, negative="blue", guidance=9.0, rescale=0.7)

    pixels = paint(family, params)

    assert pixels.rgb == by_the_pipeline(pipe, family, params)
    assert pixels.rgb != paint(family, ask(sampler=name, negative="blue", guidance=9.0)).rgb


def test_in_half_precision_the_decoder_stays_in_full(opened, paint):
    family, pipe = opened(FP16)
    params = ask()

    pixels = paint(family, params)

    assert (family.dtype, family.vae.dtype) == (FP16, FP32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # the pipeline calls what it deprecates
        assert pixels.rgb == by_the_pipeline(pipe, family, params)


def test_the_size_of_the_picture_is_told_to_the_model(opened):
    family, _ = opened(FP32)
    with torch.inference_mode():
        rows = family.rows(family.start(ask(width=96, height=40)))

    assert rows.conditioning["sizes"].tolist() == [[40, 96, 0, 0, 40, 96]] * 2


def test_pictures_may_share_a_step_whatever_they_ask_for(opened):
    family, _ = opened(FP32)
    with torch.inference_mode():
        rows = [
            family.rows(family.start(ask(prompt="a cat", guidance=1.0, sampler="ddim"))),
            family.rows(family.start(ask(prompt="a key", negative="dog", steps=9))),
        ]

        together = family.forward(rows)

        for prediction, alone in zip(together, rows, strict=True):
            assert torch.allclose(prediction, family.forward([alone])[0], atol=1e-4)


@pytest.mark.parametrize("dtype", [FP32, BF16, FP16], ids=str)
@pytest.mark.parametrize(
    ("name", "rescale"),
    [("ddim", 0.0), ("ddim", 0.7), ("euler_a", 0.0), ("dpmpp_2m_karras", 0.0), ("heun", 0.0)],
)
def test_over_an_image_samplers_paint_what_the_pipeline_paints(
    name, rescale, dtype, opened, paint, prepared
):
    family, pipe = opened(dtype)
    params = ask(sampler=name, steps=6, rescale=rescale).over(prepared(), strength=0.6)
    pipe = StableDiffusionXLImg2ImgPipeline(**pipe.components, add_watermarker=False)
    pipe.set_progress_bar_config(disable=True)
    kind = samplers.SAMPLERS[name].scheduler
    pipe.scheduler = kind.from_config(samplers.config(name, family.training))

    pixels = paint(family, params, prepared())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # the pipeline calls what it deprecates
        [picture] = pipe(
            params.prompt,
            image=Image.open(io.BytesIO(prepared())),
            strength=0.6,
            num_inference_steps=params.steps,
            guidance_scale=params.guidance,
            guidance_rescale=params.rescale,
            generator=torch.Generator().manual_seed(params.seed),
        ).images
    assert pixels.rgb == picture.tobytes()
