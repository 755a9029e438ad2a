"""A picture painted step by step is, bit for bit, the picture of diffusers' own pipeline."""

import copy
import functools
import io
from dataclasses import replace

import pytest
import torch
from diffusers import (
    StableDiffusionImg2ImgPipeline,
    StableDiffusionPipeline,
    UNet2DConditionModel,
)
from PIL import Image

from engine import samplers
from engine.catalog import HOUSE
from engine.errors import InvalidParams, RenderFault
from engine.families.sd import StableDiffusion
from engine.params import STRONG, SUBTLE, Blend

FP32, BF16 = torch.float32, torch.bfloat16


@pytest.fixture(scope="module")
def pipeline(house):
    """The house model in a pipeline of diffusers, once for each precision."""

    @functools.cache
    def opened(dtype):
        made = StableDiffusionPipeline.from_pretrained(house.source, dtype=dtype)
        made.set_progress_bar_config(disable=True)
        return made

    return opened


def by_the_pipeline(pipe, family, params, *, output="pil"):
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
        output_type=output,
    ).images
    return picture.tobytes() if output == "pil" else picture[None]


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_every_sampler_paints_what_the_pipeline_paints(name, dtype, open_house, pipeline, paint):
    params = HOUSE.params(prompt="a red apple", negative="blue", seed=7, steps=6, sampler=name)

    pixels = paint(open_house(dtype), params)

    assert pixels.rgb == by_the_pipeline(pipeline(dtype), open_house(dtype), params)


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("learned", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_every_sampler_reads_whatever_the_model_has_learned_to_predict(
    name, learned, dtype, open_house, pipeline
):
    """Latents are compared: what the house model says, read as something else, is no picture."""
    family = copy.copy(open_house(dtype))
    family.training = replace(family.training, prediction_type=learned)
    params = HOUSE.params(prompt="a red apple", seed=7, steps=4, sampler=name, width=32, height=32)
    if learned == "sample" and not samplers.SAMPLERS[name].predicts_sample:
        with pytest.raises(InvalidParams, match=name):
            family.start(params)
        return

    with torch.inference_mode():
        state = family.start(params)
        while not state.done:
            [prediction] = family.forward([family.rows(state)])
            family.advance(state, prediction)

    theirs = by_the_pipeline(pipeline(dtype), family, params, output="latent")
    assert torch.equal(state.latents, theirs)
    assert state.latents.isfinite().all()


@pytest.mark.parametrize(
    "asked",
    [
        {"guidance": 1.0, "negative": "blue"},
        {"guidance": 0.0},
        {"guidance": 1.01},
        {"guidance": 1.0, "rescale": 0.7},
        {"guidance": 15.0, "rescale": 1.0},
        {"width": 96, "height": 64},
        {"width": 72, "height": 40, "sampler": "euler_a"},
        {"prompt": "a " * 40 + "fish", "negative": "blue " * 40},
        {"prompt": "Ein Äpfel 🍎, (red:1.2)", "seed": 2**32 - 1},
        {"steps": 1, "sampler": "ddim"},
    ],
    ids=str,
)
def test_every_parameter_means_what_it_means_to_the_pipeline(asked, open_house, pipeline, paint):
    params = HOUSE.params(**{"prompt": "a red apple", "seed": 7, "steps": 4, **asked})

    pixels = paint(open_house(FP32), params)

    assert (pixels.width, pixels.height) == (params.width, params.height)
    assert pixels.rgb == by_the_pipeline(pipeline(FP32), open_house(FP32), params)


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("name", ["ddim", "dpmpp_2m", "euler_a", "heun"])
def test_guidance_is_rescaled_as_the_pipeline_rescales_it(name, dtype, open_house, pipeline, paint):
    family = open_house(dtype)
    plain = HOUSE.params(
        prompt="a red apple", negative="blue", seed=7, steps=6, guidance=9.0, sampler=name
    )
    params = replace(plain, rescale=0.7)

    pixels = paint(family, params)

    assert pixels.rgb == by_the_pipeline(pipeline(dtype), family, params)
    assert pixels.rgb != paint(family, plain).rgb


def test_a_distilled_model_reads_its_guidance_as_an_embedding(open_house, pipeline, paint):
    house, pipe = open_house(FP32), copy.copy(pipeline(FP32))
    torch.manual_seed(0)
    unet = UNet2DConditionModel.from_config({**house.unet.config, "time_cond_proj_dim": 33}).eval()
    family = StableDiffusion(
        tokenizer=house.tokenizer,
        text_encoder=house.text_encoder,
        unet=unet,
        vae=house.vae,
        training=house.training,
    )
    pipe.unet = unet
    params = HOUSE.params(prompt="a red apple", seed=7, steps=4, guidance=6.0, sampler="lcm")

    pixels = paint(family, params)

    assert pixels.rgb == by_the_pipeline(pipe, family, params)
    assert pixels.rgb != paint(family, replace(params, guidance=2.0)).rgb


def test_pictures_of_one_job_are_those_painted_alone(open_house, paint):
    params = HOUSE.params(prompt="a cat face", seed=2**32 - 1, steps=4, count=3)

    pictures = [paint(open_house(FP32), params.alone(index)).rgb for index in range(3)]

    assert pictures[1] == paint(open_house(FP32), replace(params, seed=0, count=1)).rgb
    assert len(set(pictures)) == 3


def test_a_variation_is_reproducible_and_a_strong_one_goes_further(open_house, paint):
    parent = HOUSE.params(prompt="a cat face", seed=3, steps=8)

    def varied(strength):
        return paint(
            open_house(FP32), replace(parent, chain=(Blend(seed=11, strength=strength),))
        ).rgb

    def far(picture):
        pairs = zip(picture, paint(open_house(FP32), parent).rgb, strict=True)
        return sum(abs(a - b) for a, b in pairs)

    assert varied(SUBTLE) == varied(SUBTLE)
    assert 0 < far(varied(SUBTLE)) < far(varied(STRONG))


def test_pictures_may_share_a_step_whatever_they_ask_for(open_house):
    """The last bits may differ; how close a shared step comes is a later promise."""
    family = open_house(FP32)
    asked = [
        HOUSE.params(prompt="a red apple", seed=1, steps=6, guidance=7.5, sampler="euler"),
        HOUSE.params(prompt="a cat", negative="dog", seed=2, steps=20, guidance=1, sampler="ddim"),
        HOUSE.params(prompt="a key", seed=3, steps=9, sampler="dpmpp_2m"),
    ]
    with torch.inference_mode():
        states = [family.start(params) for params in asked]
        states[2].step = 4
        rows = [family.rows(state) for state in states]

        together = family.forward(rows)

        assert [len(prediction) for prediction in together] == [2, 1, 2]
        for prediction, alone in zip(together, rows, strict=True):
            assert torch.allclose(prediction, family.forward([alone])[0], atol=1e-4)


def test_the_end_of_a_prompt_that_is_too_long_is_named_in_whole_words(open_house):
    text = "a red apple on a light blue background next to an unbelievable Sandwich"

    ignored = open_house(FP32).ignored(text)

    assert ignored
    assert text.endswith(" " + ignored)


@pytest.mark.parametrize("text", ["", "a red apple", "a\n\tcat"])
def test_nothing_of_a_short_prompt_is_ignored(text, open_house):
    assert open_house(FP32).ignored(text) == ""


def test_what_is_called_ignored_changes_nothing_and_what_is_not_does(open_house, paint):
    text = "a red apple on a light blue background next to an unbelievable Sandwich"
    family = open_house(FP32)
    read = text.removesuffix(family.ignored(text))

    def embedded(text):
        with torch.inference_mode():
            return family.start(HOUSE.params(prompt=text, seed=1, guidance=1)).conditioning[
                "prompt"
            ]

    assert torch.equal(embedded(text), embedded(text + " with stars"))
    assert not torch.equal(embedded(text), embedded("blue " + read))


def poisoned(family, part, value):
    """A copy of the family whose model or decoder has gone wrong."""
    sick = copy.copy(family)
    module = copy.deepcopy(getattr(family, part))
    with torch.no_grad():
        for weight in (
            module.conv_out.parameters() if part == "unet" else module.decoder.conv_out.parameters()
        ):
            weight.fill_(value)
    setattr(sick, part, module)
    return sick


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("unet", float("nan"), "lost the picture"),
        ("unet", float("inf"), "lost the picture"),
        ("vae", float("nan"), "came out broken"),
        ("vae", 0.0, "came out broken"),
    ],
)
@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
def test_a_broken_picture_is_a_render_fault(part, value, says, dtype, open_house, paint):
    params = HOUSE.params(prompt="a red apple", seed=7, steps=2)

    with pytest.raises(RenderFault, match=says):
        paint(poisoned(open_house(dtype), part, value), params)


def test_a_decoder_that_overflows_is_tried_once_more_in_full_precision(open_house, paint):
    family = copy.copy(open_house(BF16))
    family.vae = copy.deepcopy(family.vae)
    overflows = []

    def overflow(module, inputs, output):
        if output.dtype == BF16:
            overflows.append(output)
            return output * float("nan")
        return output

    family.vae.decoder.conv_out.register_forward_hook(overflow)
    params = HOUSE.params(prompt="a red apple", seed=7, steps=2)

    pixels = paint(family, params)

    assert len(overflows) == 1
    assert family.vae.dtype == BF16
    close = zip(pixels.rgb, paint(open_house(BF16), params).rgb, strict=True)
    assert max(abs(a - b) for a, b in close) < 16


@pytest.mark.parametrize("name", ["ddim", "euler", "dpmpp_2m_karras", "unipc"])
def test_the_clean_picture_is_foretold_better_at_every_look(name, open_house):
    family = open_house(FP32)
    distances = []
    with torch.inference_mode():
        state = family.start(HOUSE.params(prompt="a red apple", seed=7, steps=8, sampler=name))
        foretold = []
        while not state.done:
            [prediction] = family.forward([family.rows(state)])
            family.advance(state, prediction)
            foretold.append(family.clean(state))

        distances = [float((clean - state.latents).norm()) for clean in foretold]

    assert distances[0] > distances[3] > distances[6]
    assert distances[6] < 0.5 * float(state.latents.norm())


def over_by_the_pipeline(pipe, family, params, image):
    pipe = StableDiffusionImg2ImgPipeline(**pipe.components, requires_safety_checker=False)
    pipe.set_progress_bar_config(disable=True)
    kind = samplers.SAMPLERS[params.sampler].scheduler
    pipe.scheduler = kind.from_config(samplers.config(params.sampler, family.training))
    [picture] = pipe(
        params.prompt,
        image=Image.open(io.BytesIO(image)),
        strength=params.strength,
        negative_prompt=params.negative or None,
        num_inference_steps=params.steps,
        guidance_scale=params.guidance,
        generator=torch.Generator().manual_seed(params.seed),
    ).images
    return picture.tobytes()


@pytest.mark.parametrize("dtype", [FP32, BF16], ids=str)
@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_over_an_image_every_sampler_paints_what_the_pipeline_paints(
    name, dtype, open_house, pipeline, paint, prepared
):
    family = open_house(dtype)
    params = HOUSE.params(prompt="a green frog", seed=7, steps=7, sampler=name)

    for strength in (0.3, 0.6):  # an odd and an even number of steps is left out
        over = params.over(prepared(), strength=strength)
        pixels = paint(family, over, prepared())

        assert pixels.rgb == over_by_the_pipeline(pipeline(dtype), family, over, prepared())


@pytest.mark.parametrize(
    ("strength", "asked"),
    [
        (1.0, {}),
        (0.26, {"sampler": "heun"}),
        (0.5, {"guidance": 1.0}),
        (0.5, {"negative": "blue", "width": 96, "height": 40}),
    ],
    ids=str,
)
def test_over_an_image_every_parameter_means_what_it_means_to_the_pipeline(
    strength, asked, open_house, pipeline, paint, prepared
):
    params = HOUSE.params(**{"prompt": "a frog", "seed": 7, "steps": 4, **asked})
    image = prepared(width=params.width, height=params.height)
    params = params.over(image, strength=strength)

    pixels = paint(open_house(FP32), params, image)

    assert pixels.rgb == over_by_the_pipeline(pipeline(FP32), open_house(FP32), params, image)


def test_over_an_image_only_the_steps_that_are_walked_count(open_house, prepared):
    params = HOUSE.params(prompt="a frog", seed=7, steps=20).over(prepared(), strength=0.3)

    with torch.inference_mode():
        state = open_house(FP32).start(params, prepared())

    assert (state.step, state.steps, state.begin) == (0, 6, 14)
    assert [float(state.timestep(n)) for n in range(6)] == state.timesteps.tolist()


def test_the_less_strength_the_nearer_to_the_image(open_house, paint, prepared):
    shown = Image.open(io.BytesIO(prepared())).tobytes()
    params = HOUSE.params(prompt="a frog", seed=7, steps=20)

    def far(strength):
        pixels = paint(open_house(FP32), params.over(prepared(), strength=strength), prepared())
        return sum(abs(a - b) for a, b in zip(pixels.rgb, shown, strict=True))

    assert far(0.1) < far(0.5) < far(1.0)


def test_a_variation_over_an_image_starts_from_the_same_image(open_house, paint, prepared):
    parent = HOUSE.params(prompt="a frog", seed=3, steps=8).over(prepared(), strength=0.5)
    near = replace(parent, chain=(Blend(seed=11, strength=SUBTLE),))
    other = replace(parent, seed=11)

    painted = [paint(open_house(FP32), params, prepared()).rgb for params in (parent, near, other)]

    to_near, to_other = (
        sum(abs(a - b) for a, b in zip(painted[0], relative, strict=True))
        for relative in painted[1:]
    )
    assert 0 < to_near < to_other


def test_without_its_image_a_picture_is_not_begun(open_house, prepared):
    params = HOUSE.params(prompt="a frog", width=96).over(prepared(), strength=0.5)

    with pytest.raises(InvalidParams, match="not here"):
        open_house(FP32).start(params)
    with pytest.raises(InvalidParams, match="64x64 pixels, and the recipe 96x64"):
        open_house(FP32).start(params, prepared())
