from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalog import HOUSE, SD15, SDXL, TEMPLATES, Catalog, Usual
from engine.errors import InvalidParams, ModelError


def test_a_model_fills_in_its_own_defaults_and_draws_a_seed():
    first, second = (SD15.params(prompt="a red apple") for _ in range(2))

    assert (first.sampler, first.steps, first.guidance) == ("dpmpp_2m", 25, 7.0)
    assert (first.width, first.height, first.model) == (512, 512, "sd15")
    assert first.negative == "", "the suggested negative prompt is offered, never forced"
    assert first.seed != second.seed


def test_what_was_asked_for_wins_over_the_defaults():
    params = HOUSE.params(
        prompt="a red apple",
        negative="green",
        seed=0,
        steps=7,
        guidance=0,
        rescale=1,
        width=96,
        height=64,
        count=3,
        sampler="Euler a",
    )

    assert params.to_json() == {
        "prompt": "a red apple",
        "negative": "green",
        "model": "house",
        "width": 96,
        "height": 64,
        "steps": 7,
        "guidance": 0.0,
        "rescale": 1.0,
        "sampler": "euler_a",
        "seed": 0,
        "count": 3,
        "chain": [],
    }


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"width": 8}, "width must be between 32 and 128 for house"),
        ({"height": 512}, "height must be between 32 and 128 for house"),
        ({"sampler": "lcm", "steps": 51}, "steps must be between 1 and 50 for house with lcm"),
    ],
)
def test_a_models_limits_are_refused_by_name(asked, sentence):
    with pytest.raises(InvalidParams, match=sentence):
        HOUSE.params(prompt="a red apple", **asked)


def test_a_picture_of_too_many_pixels_is_refused():
    with pytest.raises(InvalidParams, match="1536x1536 is larger than sdxl can paint"):
        SDXL.params(prompt="a red apple", width=1536, height=1536)


def test_a_stored_recipe_is_held_against_the_limits_of_today():
    stored = HOUSE.params(prompt="a red apple", steps=100)
    stricter = Catalog([replace(HOUSE, max_steps=50)])

    with pytest.raises(InvalidParams, match="steps must be between 1 and 50"):
        stricter.check(stored)


def test_a_stored_recipe_with_an_unknown_sampler_is_refused():
    stored = replace(HOUSE.params(prompt="a red apple"), sampler="euler_b")

    with pytest.raises(InvalidParams, match="Unknown sampler 'euler_b'"):
        HOUSE.check(stored)


def test_an_alias_in_a_stored_recipe_is_refused_with_the_name_to_write():
    stored = replace(HOUSE.params(prompt="a red apple"), sampler="k_euler")

    with pytest.raises(InvalidParams, match="Write the sampler as 'euler'"):
        HOUSE.check(stored)


def test_usual_values_need_no_advice():
    for model in (HOUSE, SD15, SDXL):
        assert model.hints(model.params(prompt="a red apple")) == ()
        for shape in model.shapes:
            asked = model.params(prompt="a red apple", width=shape.width, height=shape.height)
            assert model.hints(asked) == ()


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        ({"guidance": 1.5}, "washed out"),
        ({"guidance": 1, "negative": "blur"}, "negative prompt has no effect"),
        ({"guidance": 20}, "artefacts"),
        ({"guidance": 20, "rescale": 0.7}, "artefacts"),
        ({"steps": 4}, "low detail"),
        ({"steps": 1}, "1 step is few for dpmpp_2m: expect low detail"),
        ({"steps": 20, "sampler": "lms"}, "20 steps are few for lms: expect low detail. Try 30"),
        ({"steps": 140}, "take longer"),
        ({"width": 1024, "height": 1024}, "repeated objects"),
        ({"width": 256, "height": 256}, "low detail"),
        ({"sampler": "lcm", "steps": 6}, "made for distilled models"),
    ],
)
def test_unusual_values_get_one_line_with_the_answer(asked, advice):
    hints = SD15.hints(SD15.params(prompt="a red apple", **asked))

    assert len(hints) == 1
    assert advice in hints[0]
    assert "\n" not in hints[0]
    assert any(word in hints[0] for word in ("Try", "try", "enough"))


def test_a_rescale_without_guidance_is_said_to_do_nothing():
    distilled = replace(SD15, usual_guidance=Usual(0, 2))

    (hint,) = distilled.hints(distilled.params(prompt="a red apple", guidance=1, rescale=0.7))

    assert hint == "At guidance 1 there is nothing to rescale: try a guidance above 1."


def test_a_distilled_model_is_at_home_with_lcm_and_no_guidance():
    distilled = replace(
        SD15,
        name="quick",
        sampler="lcm",
        steps=4,
        guidance=1.0,
        usual_steps=Usual(2, 8),
        usual_guidance=Usual(0, 2),
        distilled=True,
    )

    assert distilled.hints(distilled.params(prompt="a red apple")) == ()


@given(st.floats(0.25, 4))
def test_any_ratio_gives_a_size_that_the_model_paints(aspect):
    for model in (HOUSE, SD15, SDXL):
        width, height = model.size(aspect=aspect)

        model.check(model.params(prompt="a red apple", width=width, height=height))
        assert (width > height) == (aspect > 1) or width == height


@pytest.mark.parametrize(
    ("aspect", "size"), [(1, (1024, 1024)), (3 / 2, (1256, 840)), (9 / 16, (768, 1368))]
)
def test_a_ratio_keeps_the_number_of_pixels(aspect, size):
    assert SDXL.size(aspect=aspect) == size


@pytest.mark.parametrize("aspect", [0, -1, 5, 0.2, float("nan"), float("inf")])
def test_a_ratio_that_nobody_paints_is_refused(aspect):
    with pytest.raises(InvalidParams, match="aspect ratio must"):
        HOUSE.size(aspect=aspect)


@pytest.mark.parametrize("revision", [None, "", "main", "master"])
def test_a_model_from_the_hub_must_be_pinned(revision):
    with pytest.raises(ModelError, match="revision must be pinned"):
        replace(SD15, revision=revision)


@pytest.mark.parametrize(
    ("source", "remote"),
    [
        ("owner/name", True),
        ("bundled:house", False),
        ("/models/mine", False),
        ("./models/mine", False),
        ("../mine", False),
        ("~/models/mine", False),
    ],
)
def test_a_source_is_a_hub_id_only_if_it_looks_like_one(source, remote):
    assert replace(SD15, source=source).remote is remote


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "two words"}, "A model's name is made of"),
        ({"name": "../up"}, "A model's name is made of"),
        ({"sampler": "foo"}, "contradicts itself: Unknown sampler"),
        ({"steps": 200}, "contradicts itself: .*steps"),
        ({"width": 1032}, "contradicts itself: .*width"),
        ({"max_side": 8192}, "sides must be multiples of 8"),
        ({"shapes": (replace(SD15.shapes[0], width=2048),)}, "contradicts itself: .*width"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(change, sentence):
    with pytest.raises(ModelError, match=sentence):
        replace(SD15, **change)


def test_a_usual_range_goes_up():
    with pytest.raises(ModelError, match="from low to high"):
        Usual(5, 2)


def test_a_catalogue_finds_models_by_name_and_has_a_default():
    catalog = Catalog([HOUSE, SD15], default="sd15")

    assert catalog.names == ("house", "sd15")
    assert list(catalog) == [HOUSE, SD15]
    assert catalog.default is SD15
    assert catalog.get() is SD15
    assert catalog.get("house") is HOUSE


def test_an_unknown_model_is_refused_with_the_names_there_are():
    catalog = Catalog([HOUSE, SD15])

    with pytest.raises(InvalidParams, match=r"Did you mean 'sd15'.* Choose one of: house, sd15"):
        catalog.get("SD1.5")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/models/house", "house\0", "", "x" * 5000])
def test_a_models_name_is_a_key_and_never_a_path(name):
    with pytest.raises(InvalidParams, match="Unknown model"):
        Catalog([HOUSE]).get(name)


@pytest.mark.parametrize(
    ("models", "default", "sentence"),
    [
        ([], None, "no model"),
        ([HOUSE, HOUSE], None, "Two models are called 'house'"),
        ([HOUSE], "sd15", "default model 'sd15' is not among: house"),
    ],
)
def test_a_catalogue_must_make_sense(models, default, sentence):
    with pytest.raises(ModelError, match=sentence):
        Catalog(models, default=default)


def test_every_family_has_a_template_of_its_own():
    assert {family: model.family for family, model in TEMPLATES.items()} == {
        "sd": "sd",
        "sdxl": "sdxl",
    }


@pytest.mark.parametrize(
    ("strength", "says"), [(0.05, "hardly change"), (0.3, None), (0.6, "little of your picture")]
)
def test_a_strength_far_outside_the_usual_gets_advice(strength, says):
    hints = HOUSE.hints(HOUSE.params(prompt="a cat").over(b"", strength=strength))

    assert [says in hint for hint in hints] == ([] if says is None else [True])
