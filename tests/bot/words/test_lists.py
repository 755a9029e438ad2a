"""The built-in lists: enough of them, each entry sound and none twice."""

from collections import Counter

from bot.words.entry import Entry
from bot.words.lists import CATEGORIES, LANGUAGES, Role, lines


def test_the_lists_have_two_hundred_entries_in_six_categories_and_four_languages():
    blocking = [line for line in lines() if line.role is Role.BLOCK]

    assert len(blocking) >= 200
    assert {line.category for line in blocking} == set(CATEGORIES)
    assert len(CATEGORIES) == 6
    for category in CATEGORIES:
        spoken = {line.language for line in blocking if line.category == category}
        assert spoken == set(LANGUAGES), category


def test_every_entry_is_one_that_a_moderator_could_write():
    for line in lines():
        Entry.parse(line.text)


def test_no_entry_stands_twice_in_a_table():
    counted = Counter((line.category, line.role, line.language, line.text) for line in lines())

    assert not [entry for entry, times in counted.items() if times > 1]


def test_the_pair_rule_has_words_of_both_kinds_in_every_language_and_blocks_nothing_alone():
    minors = [line for line in lines() if line.category == "minors"]

    for role in (Role.MINOR, Role.ADULT):
        assert {line.language for line in minors if line.role is role} == set(LANGUAGES)
    assert not [line for line in minors if line.role is Role.BLOCK]


def test_every_age_below_eighteen_is_written_out():
    texts = {line.text for line in lines()}

    assert {f"{age} year old" for age in range(1, 18)} <= texts
    assert "18 year old" not in texts
    assert not [text for text in texts if "{" in text]
