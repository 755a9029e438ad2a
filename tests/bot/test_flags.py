import pytest

from bot.flags import Wish, parse
from bot.policy import Refused


def test_words_without_flags_are_the_prompt():
    assert parse("a red apple", {}) == Wish(prompt="a red apple")


def test_every_flag_of_the_documentation_is_understood():
    wish = parse("a cat --ar 3:2 --no blur, text --seed 7 --steps 30 --cfg 6.5 --count 4", {})

    assert wish == Wish(
        prompt="a cat",
        ratio=1.5,
        negative="blur, text",
        seed=7,
        steps=30,
        guidance=6.5,
        count=4,
    )


@pytest.mark.parametrize("dash", ["\u2014", "\u2013", "--"])
def test_a_long_dash_as_phones_type_it_starts_a_flag(dash):
    assert parse(f"a cat {dash}seed 7", {}) == Wish(prompt="a cat", seed=7)


@pytest.mark.parametrize("prompt", ["a cat \u2014 asleep", "a well-kept cat", "a cat -- asleep"])
def test_dashes_of_prose_are_no_flags(prompt):
    assert parse(prompt, {}) == Wish(prompt=prompt)


def test_an_equals_sign_may_stand_between_flag_and_value():
    assert parse("a cat --seed=7", {}).seed == 7


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("a cat --sed 7", "Did you mean `--seed`"),
        ("a cat --seed", "needs a value"),
        ("a cat --seed seven", "whole number"),
        ("a cat --seed 7 on a mat", "before the flags"),
        ("a cat --cfg high", "takes a number"),
        ("a cat --seed 7 --seed 8", "given twice"),
        ("a cat --ar 1:9", "shape such as"),
        ("a cat --ar 1:0", "shape such as"),
        ("a cat --ar:3:2", "do not know the flag"),
        ("a cat --ar 3:2 --width 64", "contradict"),
    ],
)
def test_a_wrong_flag_is_refused_with_what_to_do(prompt, said):
    with pytest.raises(Refused, match=said):
        parse(prompt, {})


def test_a_flag_that_contradicts_an_option_is_refused():
    with pytest.raises(Refused, match="contradicts the option seed"):
        parse("a cat --seed 7", {"seed": 8})


def test_a_flag_that_repeats_an_option_is_fine():
    assert parse("a cat --seed 7", {"seed": 7, "steps": None}) == Wish(prompt="a cat", seed=7)


def test_a_strength_is_a_flag_too():
    assert parse("a cat --strength 0.4", {}).strength == 0.4
    with pytest.raises(Refused, match="takes a number"):
        parse("a cat --strength much", {})


def test_a_rescale_is_a_flag_too():
    assert parse("a cat --rescale 0.7", {}).rescale == 0.7
    with pytest.raises(Refused, match="takes a number"):
        parse("a cat --rescale much", {})
