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
