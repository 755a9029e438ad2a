"""What a moderator may write into a list, and what is said to one who may not."""

import pytest

from bot.words import MAX_ENTRIES, MAX_LENGTH, BadEntry, check
from bot.words.entry import Entry


@pytest.mark.parametrize(
    ("text", "words", "open_start", "open_end"),
    [
        ("Apple", "apple", False, False),
        ("apple*", "apple", False, True),
        ("*apple", "apple", True, False),
        (" *apple* ", "apple", True, True),
        ("red  Apple", "red apple", False, False),
        ("x-ray", "x ray", False, False),
        ("a.p.p.l.e", "apple", False, False),
        ("1488", "1488", False, False),
        ("*猫*", "猫", True, True),
    ],
)
def test_an_entry_is_a_word_or_a_phrase_that_may_go_on(text, words, open_start, open_end):
    entry = Entry.parse(text)

    assert (entry.words, entry.open_start, entry.open_end) == (words, open_start, open_end)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no letter or digit"),
        ("  ", "no letter or digit"),
        ("*", "no letter or digit"),
        ("***", "only at the beginning and at the end"),
        ("?!", "no letter or digit"),
        ("ap*le", "only at the beginning and at the end"),
        ("a*", "3 letters or more"),
        ("*ab*", "3 letters or more"),
        ("x" * (MAX_LENGTH + 1), "too long"),
    ],
)
def test_what_cannot_be_an_entry_is_refused_with_a_reason(text, said):
    with pytest.raises(BadEntry, match=said):
        Entry.parse(text)


@pytest.mark.parametrize("text", ["(a+)+$", "^a|b", "[a-z]{9}", "a(?=b)c"])
def test_a_regular_expression_is_read_as_the_letters_in_it(text):
    entry = Entry.parse(text)

    assert entry.letters.isalnum()
    assert not entry.open_start
    assert not entry.open_end


def test_a_list_has_an_end():
    entries = [f"word{number}" for number in range(MAX_ENTRIES + 1)]

    check(entries[:MAX_ENTRIES], name="block list")
    with pytest.raises(BadEntry, match="block list would have 1,001 entries; it may have 1,000"):
        check(entries, name="block list")


def test_one_bad_entry_spoils_a_list():
    with pytest.raises(BadEntry, match="`a\\*b`"):
        check(["apple", "a*b"], name="allow list")
