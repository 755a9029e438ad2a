"""How the filter reads a text, and that it finds its way back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.words.fold import normalise, plain, readings


@pytest.mark.parametrize(
    ("disguised", "read"),
    [
        ("\uff21\uff50\uff50\uff4c\uff45", "aple"),  # fullwidth
        ("a\u200bp\u00adp\u2066le", "aple"),
        ("a\u0336p\u0301p\u0489le", "aple"),
        ("\u0430\u0440\u0440l\u0435", "aple"),  # Cyrillic
        ("\u03b1\u03c1\u03c1l\u03b5", "aple"),  # Greek
        ("(apple:1.3), [pear] {plum:0.8}", "aple pear plum"),
        ("apple::2 pear", "aple pear"),
        ("<lora:pear:0.8>", "lora pear"),
        ("a p p l e", "aple"),
        ("a.p.p.l.e and a-p-p-l-e", "aple and aple"),
        ("aaapppllle", "aple"),
        ("\U0001d41a\U0001d595\U0001d4f9\U0001d55d\U0001d68e", "aple"),  # of mathematics
        ("ⓐⓟⓟⓛⓔ", "aple"),
        ("straße, œuvre, smørrebrød", "strase oeuvre smorebrod"),
        ("red\napple\tpie", "red aple pie"),
    ],
)
def test_a_disguise_comes_off(disguised, read):
    assert normalise(disguised) == read


def test_an_entry_keeps_its_double_letters():
    assert plain("A.P.P.L.E  Grass:") == "apple grass"


@given(st.text())
@example("a a a b")
@example("::1::2)")
@example("\ufdfa \u1e9e _a_b_c_")
def test_what_is_normal_stays_as_it_is(text):
    once = normalise(text)

    assert normalise(once) == once


def test_every_character_becomes_something_that_stays():
    # All but the ideographs and Hangul, which are many and stay what they are.
    ranges = range(0x3400), range(0xA000, 0xAC00), range(0xD7A4, 0x20000), range(0xE0000, 0xE01F0)
    letters = (chr(point) for points in ranges for point in points)

    assert all(plain(plain(letter)) == plain(letter) for letter in letters)


@given(st.text(alphabet=st.sampled_from("ab1 .-_!$()[:2]éß\u200b\ufdfaⓧ\u0430\n"), max_size=60))
def test_no_text_has_more_than_four_readings_and_none_grows_past_what_it_was_folded_to(text):
    folded = 8 * len(text)

    found = readings(text)

    assert 1 <= len(found) <= 4
    assert all(len(reading.words) <= folded for reading in found)
    assert all(len(reading.shape) <= len(reading.words) for reading in found)


@given(st.text(), st.text())
def test_a_word_is_found_where_it_was_written(before, after):
    text = f"{before} ñandú {after}"

    found = [
        text[slice(*reading.place(at + 1, at + 6))]
        for reading in readings(text)[:1]
        for at in range(len(reading.words))
        if reading.words[at : at + 7] == " nandu "
    ]

    assert "ñandú" in found


def test_one_ligature_does_not_make_a_text_grow():
    assert len(readings("\ufdfa" * 4000)[0].words) <= 4000
