"""What the filter finds, what it lets pass, and what it says about it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import CATEGORIES, FLOOR, SERVER, BadEntry, Filter, Place
from bot.words.lists import Role, lines
from tests.bot.words.disguises import DISGUISES

ROOT = Path(__file__).parents[3]
BENIGN = [
    line
    for line in (ROOT / "tests/bot/corpora/benign.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
BLOCKING = [line for line in lines() if line.role is Role.BLOCK]

# What the property tests mix: words of the lists, their harmless relatives, and disguises.
PIECES = (
    "naked", "naked mole rat", "pussy willow", "pussy", "as", "ass", "grass", "child", "kids",
    "12 year old", "cocktail", "nude", "nude colour", "apple", "apples", "f\u200bu.c-k", "fuuuck",
    "\u0430pple", "4pple", "a p p l e", "(", ":1.3)", ",", " ", "\n", "!", "$", "\ufdfa", "ß",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=12).map(" ".join)
ENTRIES = st.sampled_from(
    ["apple", "apple*", "*ppl*", "red apple", "naked", "pussy*", "nak*", "ass", "grass", "child"]
)


@pytest.fixture(scope="module")
def words():
    return Filter.load()


def everything(words, text, **server):
    return words.scan(text, categories=CATEGORIES, **server)


def test_at_most_one_in_a_hundred_benign_prompts_is_blocked(words):
    blocked = [prompt for prompt in BENIGN if everything(words, prompt)]

    assert len(BENIGN) >= 200
    assert len(blocked) <= len(BENIGN) / 100, blocked


def test_no_benign_prompt_is_on_the_floor(words):
    assert not [prompt for prompt in BENIGN if words.scan(prompt, categories=())]


@pytest.mark.parametrize(
    "prompt",
    ["a bloodhound", "Scunthorpe", "a naked mole rat", "pussy willow", "a cocktail", "Essex",
     "a nude colour palette", "a moose", "penne with tomatoes"],
)  # fmt: skip
def test_a_word_inside_a_harmless_one_is_harmless(words, prompt):
    assert everything(words, prompt) == ()


def test_words_that_the_house_model_knows_pass(words):
    folder = ROOT / "models/house/tokenizer"
    known = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    whole = [piece.removesuffix("</w>") for piece in known if piece.endswith("</w>")]
    known_doubtful = {"ass"}  # what the tags of the donkey say

    blocked = {word for word in whole if everything(words, f"a {word}")}

    assert len(whole) > 1000
    assert blocked <= known_doubtful


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.__name__)
def test_a_disguised_entry_is_caught(words, disguise):
    missed = [
        line.text
        for line in BLOCKING
        if not words.scan(
            f"a painting of {disguise(line.text.strip('*'))}, oil on canvas",
            categories=[line.category],
        )
    ]

    assert len(missed) <= len(BLOCKING) * 0.05, missed


@pytest.mark.parametrize(
    "prompt",
    ["🅽🅰🅺🅴🅳", "🇳🇦🇰🇪🇩", "ɴᴀᴋᴇᴅ", "n@k3d", "na\u0338ked", "NAKED!", "naked漢字", "naked2",
     "xx, n.a.k.e.d", "a pu5sy", "s_t_a_r_k n_a_k_e_d"],
)  # fmt: skip
def test_rarer_disguises_are_caught_too(words, prompt):
    assert everything(words, prompt)


@pytest.mark.parametrize(
    "prompt", ["na ked", "nayked", "nekid", "nked", "7175", "dekan", "nakedman", b"naked".hex()]
)
def test_what_is_known_to_be_missed(words, prompt):
    """A word split in two, other vowels, none, digits alone, backwards, joined, encoded."""
    assert everything(words, prompt) == ()


def test_only_the_categories_that_are_on_count(words):
    prompt = "a naked man with cocaine"

    assert {hit.category for hit in everything(words, prompt)} == {"nudity", "drugs"}
    assert {hit.category for hit in words.scan(prompt, categories=["drugs"])} == {"drugs"}
    assert words.scan(prompt, categories=()) == ()


def test_a_category_that_does_not_exist_is_an_error(words):
    with pytest.raises(ValueError, match="'weather'"):
        words.scan("rain", categories=["weather"])


def test_a_hit_says_which_rule_fired_and_where(words):
    prompt = "a statue, n\u200baaaked, at dusk"

    (hit,) = everything(words, prompt)

    assert (hit.category, hit.term, hit.list, hit.floor) == ("nudity", "naked", "built-in", False)
    assert [prompt[place.start : place.end] for place in hit.where] == ["n\u200baaaked"]


@pytest.mark.parametrize(
    ("entry", "caught", "passed"),
    [
        ("apple", ["APPLE!", "4pple", "aaapppple", "red-apple"], ["apples", "pineapple"]),
        ("apple*", ["apples", "apple pie"], ["pineapple"]),
        ("*apple", ["pineapple", "apple"], ["apples"]),
        ("*apple*", ["pineapples"], ["an app"]),
        ("red apple", ["one red, apple", "r e d  a p p l e"], ["red green apple", "red apples"]),
        ("bob", ["bob", "booob"], ["boob", "bobby"]),
        ("1488", ["room 1488"], ["14888", "21488", "iabb"]),
        ("猫", ["猫 here"], ["黒猫"]),
        ("*猫*", ["黒猫です"], ["犬"]),
    ],
)  # fmt: skip
def test_a_server_blocks_with_wildcards(words, entry, caught, passed):
    for prompt in caught:
        (hit,) = words.scan(prompt, categories=(), block=[entry])
        assert (hit.category, hit.term, hit.list) == (SERVER, entry, "server"), prompt
    for prompt in passed:
        assert words.scan(prompt, categories=(), block=[entry]) == (), prompt


def test_a_server_allows_a_word_of_ours_and_of_its_own(words):
    assert everything(words, "a naked bike rider", allow=["naked bike rider"]) == ()
    assert everything(words, "a naked man", allow=["naked"]) == ()
    assert everything(words, "pineapple", block=["*apple"], allow=["pine*"]) == ()
    assert everything(words, "pineapple, apple", block=["*apple"], allow=["pine*"])


def test_our_exceptions_do_not_excuse_what_a_server_blocks(words):
    (hit,) = everything(words, "a naked mole rat", block=["naked"])

    assert hit.list == "server"


def test_an_allowed_word_allows_no_other_beside_it(words):
    assert everything(words, "a naked man, naked mole rat")
    assert everything(words, "ass", allow=["as"])


def test_a_changed_list_counts_at_once(words):
    assert words.scan("an apple", categories=(), block=()) == ()
    assert words.scan("an apple", categories=(), block=["apple"])
    assert words.scan("an apple", categories=(), block=["apple"], allow=["apple"]) == ()


def test_a_list_that_would_be_refused_is_not_used(words):
    with pytest.raises(BadEntry):
        words.scan("an apple", categories=(), block=["a*e"])


@pytest.mark.parametrize(
    "prompt",
    ["a naked child", "nude kids", "12 year old, sexy", "sexy, 17yo", "nacktes schulmädchen",
     "une fillette nue", "una niña desnuda", "n4k3d ch1ld", "c h i l d, n a k e d"],
)  # fmt: skip
def test_a_word_for_a_child_with_a_word_for_adults_is_on_the_floor(words, prompt):
    first = words.scan(prompt, categories=())[0]

    assert first.floor
    assert first.category == FLOOR
    assert len(first.where) == 2
    assert " + " in first.term


@pytest.mark.parametrize(
    "prompt",
    ["a child", "kids and a cocktail", "a 25 year old sexy dancer", "sexy, 18 years old",
     "a sexy car", "a baby in a nude colour blanket", "children picking pussy willows",
     "a kind of nude statue"],
)  # fmt: skip
def test_neither_alone_is_on_the_floor(words, prompt):
    assert words.scan(prompt, categories=()) == ()


def test_no_allow_list_opens_the_floor(words):
    allow = ["naked", "child", "naked child", "*naked*", "*child*"]

    hits = everything(words, "a naked child", allow=allow)

    assert [hit.floor for hit in hits] == [True]


def test_a_moderator_is_told_what_fired_and_what_rescued_it(words):
    prompt = "a naked mole rat, an apple and a naked man"

    found = words.explain(prompt, categories=["nudity"], block=["apple"], allow=["an apple"])

    assert [finding.sentence(prompt) for finding in found] == [
        "“naked” at character 3: nudity, built-in entry `naked`; "
        "allowed by the built-in entry `naked mole rat*`.",
        "“apple” at character 22: server, server entry `apple`; "
        "allowed by the server entry `an apple`.",
        "“naked” at character 34: nudity, built-in entry `naked`.",
    ]


def test_the_floor_is_explained_too(words):
    prompt = "a child, naked"

    first = words.explain(prompt, categories=())[0]

    assert first.hit.where == (Place(2, 7), Place(9, 14))
    assert first.sentence(prompt).endswith("This is the floor: no allow list opens it.")


@given(text=TEXTS, block=st.lists(ENTRIES, max_size=3), allow=st.lists(ENTRIES, max_size=3))
@settings(max_examples=200, deadline=None)
def test_every_hit_points_into_the_text(words, text, block, allow):
    for finding in words.explain(text, categories=CATEGORIES, block=block, allow=allow):
        assert finding.sentence(text)
        for place in finding.hit.where:
            assert 0 <= place.start < place.end <= len(text)


@given(text=st.text())
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_strange(words, text):
    everything(words, text, block=["apple"], allow=["pineapple"])


@given(text=TEXTS, block=st.lists(ENTRIES, max_size=3), allow=st.lists(ENTRIES, max_size=3),
       entry=ENTRIES)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_one_more_allowed_word_adds_no_hit(words, text, block, allow, entry):
    before = everything(words, text, block=block, allow=allow)

    after = everything(words, text, block=block, allow=[*allow, entry])

    assert set(after) <= set(before)
    assert [hit for hit in after if hit.floor] == [hit for hit in before if hit.floor]


@given(text=TEXTS, block=st.lists(ENTRIES, max_size=3), allow=st.lists(ENTRIES, max_size=3),
       entry=ENTRIES)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_one_more_blocked_word_removes_no_hit(words, text, block, allow, entry):
    before = everything(words, text, block=block, allow=allow)

    after = everything(words, text, block=[*block, entry], allow=allow)

    assert set(before) <= set(after)
