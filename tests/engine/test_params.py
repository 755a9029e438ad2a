import hashlib
import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import params as params_module
from engine.errors import InvalidParams
from engine.params import MAX_CHAIN, MAX_PROMPT, MAX_SEED, STRONG, SUBTLE, Blend, Params

APPLE = Params(
    prompt="a red apple",
    model="house",
    width=64,
    height=64,
    steps=20,
    guidance=4.0,
    sampler="dpmpp_2m",
    seed=7,
)

IMAGE = hashlib.sha256(b"a prepared picture").hexdigest()

seeds = st.integers(0, MAX_SEED)
blends = st.builds(Blend, seed=seeds, strength=st.floats(0, 1))
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=MAX_PROMPT
).filter(str.strip)
recipes = st.builds(
    Params,
    prompt=texts,
    negative=texts | st.just(""),
    model=st.sampled_from(["house", "sd15"]),
    width=st.integers(1, 512).map(lambda n: n * 8),
    height=st.integers(1, 512).map(lambda n: n * 8),
    steps=st.integers(1, 150),
    guidance=st.floats(0, 30) | st.integers(0, 30),
    rescale=st.floats(0, 1) | st.integers(0, 1),
    sampler=st.sampled_from(["ddim", "euler"]),
    seed=seeds,
    count=st.integers(1, 4),
    chain=st.lists(blends, max_size=MAX_CHAIN).map(tuple),
)


@given(recipes)
def test_a_recipe_survives_json_whole(params):
    text = json.dumps(params.to_json(), allow_nan=False)

    again = Params.from_json(json.loads(text))

    assert again == params
    assert json.dumps(again.to_json()) == text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"prompt": ""}, "prompt is empty"),
        ({"prompt": " \n\t"}, "prompt is empty"),
        ({"prompt": "a" * 5000}, "5,000 characters; 2,000 is the most"),
        ({"prompt": "a\0b"}, r"control character \(U\+0000\)"),
        ({"prompt": "a\x1b[31mb"}, "control character"),
        ({"prompt": "half \ud83d"}, "control character"),
        ({"prompt": None}, "prompt must be text"),
        ({"negative": "a" * 2001}, "negative prompt has 2,001 characters"),
        ({"model": ""}, "model must be a name"),
        ({"sampler": "x" * 101}, "sampler must be a name"),
        ({"width": 63}, "width must be a multiple of 8, and 63 is not: try 56 or 64"),
        ({"height": 12}, "height must be a multiple of 8"),
        ({"width": 0}, "width must be between 8 and 4096"),
        ({"height": 4104}, "height must be between 8 and 4096"),
        ({"width": 64.0}, "width must be a whole number"),
        ({"steps": 0}, "number of steps must be between 1 and 150"),
        ({"steps": 151}, "number of steps must be between 1 and 150"),
        ({"steps": True}, "number of steps must be a whole number"),
        ({"guidance": math.nan}, "guidance must be a number between 0 and 30"),
        ({"guidance": math.inf}, "guidance must be a number between 0 and 30"),
        ({"guidance": -0.5}, "guidance must be a number between 0 and 30"),
        ({"guidance": 10**400}, "guidance must be a number between 0 and 30"),
        ({"guidance": "7"}, "guidance must be a number"),
        ({"rescale": 1.01}, "rescale must be a number between 0 and 1"),
        ({"rescale": -0.1}, "rescale must be a number between 0 and 1"),
        ({"rescale": math.nan}, "rescale must be a number between 0 and 1"),
        ({"rescale": True}, "rescale must be a number"),
        ({"rescale": None}, "rescale must be a number"),
        ({"seed": -1}, "seed must be between 0 and 4294967295"),
        ({"seed": 2**32}, "seed must be between 0 and 4294967295"),
        ({"seed": 1.5}, "seed must be a whole number"),
        ({"seed": False}, "seed must be a whole number"),
        ({"count": 0}, "count must be between 1 and 4"),
        ({"count": 5}, "count must be between 1 and 4"),
        ({"chain": [Blend(seed=1, strength=0.5)]}, "chain"),
    ],
)
def test_what_is_wrong_gets_one_clear_sentence(change, sentence):
    with pytest.raises(InvalidParams, match=sentence) as refusal:
        replace(APPLE, **change)

    assert "\n" not in str(refusal.value)


def test_a_prompt_may_have_lines_as_a_modal_sends_them():
    assert replace(APPLE, prompt="a red apple\r\n\ton a table").prompt.endswith("table")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"colour": "red"}, "Unknown key in a recipe: 'colour'"),
        ({"seed": "7"}, "seed must be a whole number"),
        ({"steps": 20.0}, "number of steps must be a whole number"),
        ({"rescale": "0.7"}, "rescale must be a number"),
        ({"rescale": None}, "rescale must be a number"),
        ({"prompt": ["a"]}, "prompt must be text"),
        ({"chain": "ab"}, "chain of variations must be a list"),
        ({"chain": [{"seed": 1}]}, "Missing key in a chain entry: 'strength'"),
        ({"chain": [{"seed": 1, "strength": 2}]}, "strength must be a number between 0 and 1"),
        ({"chain": [3]}, "Expected a chain entry"),
    ],
)
def test_json_is_read_strictly(change, sentence):
    with pytest.raises(InvalidParams, match=sentence):
        Params.from_json(APPLE.to_json() | change)


@pytest.mark.parametrize("key", ["prompt", "model", "seed", "steps", "guidance", "sampler"])
def test_a_recipe_without_a_key_is_no_recipe(key):
    stored = APPLE.to_json()
    del stored[key]

    with pytest.raises(InvalidParams, match=f"Missing key in a recipe: '{key}'"):
        Params.from_json(stored)


@pytest.mark.parametrize("value", [None, 3, "text", ["prompt"]])
def test_what_is_no_object_is_no_recipe(value):
    with pytest.raises(InvalidParams, match="Expected a recipe"):
        Params.from_json(value)


def test_each_picture_of_several_has_a_recipe_of_its_own():
    four = replace(APPLE, count=4, seed=MAX_SEED - 1)

    seeds = [four.alone(index).seed for index in range(4)]

    assert seeds == [MAX_SEED - 1, MAX_SEED, 0, 1]
    assert {four.alone(index).count for index in range(4)} == {1}


def test_pictures_of_a_variation_differ_in_the_last_blend_only():
    parent = Blend(seed=5, strength=STRONG)
    four = replace(APPLE, count=4, chain=(parent, Blend(seed=MAX_SEED, strength=SUBTLE)))

    second = four.alone(1)

    assert second.seed == APPLE.seed
    assert second.chain == (parent, Blend(seed=0, strength=SUBTLE))


def test_a_picture_alone_is_its_own_only_picture():
    alone = replace(APPLE, count=4).alone(2)

    assert alone.alone(0) == alone


@pytest.mark.parametrize("index", [-1, 1, 4])
def test_a_picture_that_was_not_asked_for_has_no_recipe(index):
    with pytest.raises(InvalidParams, match="no picture"):
        APPLE.alone(index)


def test_a_reroll_has_new_noise_and_nothing_else_is_new(monkeypatch):
    monkeypatch.setattr(params_module, "random_seed", lambda: 99)
    varied = replace(APPLE, chain=(Blend(seed=1, strength=0.5),))

    assert varied.rerolled() == replace(APPLE, seed=99)


def test_a_variation_keeps_its_parents_noise_and_adds_a_seed(monkeypatch):
    monkeypatch.setattr(params_module, "random_seed", lambda: 99)

    varied = APPLE.varied(SUBTLE)

    assert varied == replace(APPLE, chain=(Blend(seed=99, strength=SUBTLE),))


def test_a_line_of_variations_ends_at_sixteen():
    params = APPLE
    for _ in range(MAX_CHAIN):
        params = params.varied(STRONG)

    with pytest.raises(InvalidParams, match="16 times in a row"):
        params.varied(STRONG)


def test_drawn_seeds_are_in_range_and_differ():
    drawn = {params_module.random_seed() for _ in range(100)}

    assert len(drawn) > 90
    assert all(0 <= seed <= MAX_SEED for seed in drawn)


@given(recipes, st.floats(0.01, 1))
def test_a_recipe_over_an_image_survives_json_whole(params, strength):
    params = replace(params, steps=150).over(b"a prepared picture", strength=strength)

    again = Params.from_json(json.loads(json.dumps(params.to_json())))

    assert again == params
    assert (again.image, again.strength) == (IMAGE, strength)


def test_a_recipe_without_an_image_is_written_as_it_always_was():
    assert list(APPLE.to_json()) == [
        "prompt", "negative", "model", "width", "height", "steps", "guidance", "sampler", "seed",
        "count", "chain",
    ]  # fmt: skip


@given(recipes)
def test_a_recipe_is_written_with_a_rescale_only_if_it_has_one(params):
    plain = replace(params, rescale=0)

    assert ("rescale" in params.to_json()) == (params.rescale != 0)
    assert "rescale" not in plain.to_json()
    assert Params.from_json(plain.to_json()) == Params.from_json(plain.to_json() | {"rescale": 0})


def test_who_says_no_strength_gets_the_usual_one():
    over = APPLE.over(b"a prepared picture")

    assert (over.image, over.strength) == (IMAGE, 0.6)


def test_relatives_of_a_picture_over_an_image_are_painted_over_the_same_one():
    over = replace(APPLE, count=2).over(b"a prepared picture", strength=0.5)

    for relative in (over.alone(1), over.rerolled(), over.varied(SUBTLE)):
        assert (relative.image, relative.strength) == (IMAGE, 0.5)


@pytest.mark.parametrize(
    ("steps", "strength", "walked"),
    [(20, 0.6, 12), (20, 1.0, 20), (20, 0.05, 1), (25, 0.5, 12), (1, 1.0, 1), (20, 1, 20)],
)
def test_over_an_image_only_the_last_steps_are_walked(steps, strength, walked):
    over = replace(APPLE, steps=steps).over(b"a prepared picture", strength=strength)

    assert over.steps_walked == walked
    assert type(over.strength) is float
    assert replace(APPLE, steps=steps).steps_walked == steps


@pytest.mark.parametrize("steps", range(1, 151))
def test_the_least_strength_that_is_advised_is_enough(steps):
    with pytest.raises(InvalidParams, match=f"none of {steps} steps") as refused:
        replace(APPLE, steps=steps).over(b"a prepared picture", strength=0.0)

    least = float(str(refused.value).rsplit(" ", 1)[1].rstrip("."))
    assert replace(APPLE, steps=steps).over(b"", strength=least).steps_walked >= 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"strength": 0.5}, "give an image with it"),
        ({"image": IMAGE}, "needs a strength"),
        ({"image": IMAGE.upper(), "strength": 0.5}, "sha256 of a prepared picture"),
        ({"image": "../../etc/passwd", "strength": 0.5}, "sha256 of a prepared picture"),
        ({"image": IMAGE + "\n", "strength": 0.5}, "sha256 of a prepared picture"),
        ({"image": 7, "strength": 0.5}, "image must be text"),
        ({"image": IMAGE, "strength": "much"}, "strength must be a number"),
        ({"image": IMAGE, "strength": math.nan}, "strength must be a number between 0 and 1"),
        ({"image": IMAGE, "strength": 1.01}, "strength must be a number between 0 and 1"),
        ({"image": IMAGE, "strength": -0.5}, "strength must be a number between 0 and 1"),
        ({"image": IMAGE, "strength": 0.04}, "leaves none of 20 steps .* at least 0.05"),
    ],
)
def test_a_wrong_image_or_strength_is_refused_in_a_sentence(change, sentence):
    with pytest.raises(InvalidParams, match=sentence):
        replace(APPLE, **change)


@pytest.mark.parametrize("key", ["image", "strength"])
def test_a_stored_recipe_has_both_or_neither_of_image_and_strength(key):
    stored = APPLE.over(b"a prepared picture").to_json()
    del stored[key]

    with pytest.raises(InvalidParams):
        Params.from_json(stored)
    with pytest.raises(InvalidParams):
        Params.from_json(APPLE.to_json() | {key: None})
