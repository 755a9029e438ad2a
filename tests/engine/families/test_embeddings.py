import torch

from engine.families.embeddings import Embeddings

KB = 1024


class Encoder:
    def __init__(self):
        self.asked = []

    def __call__(self, text):
        self.asked.append(text)
        return (torch.zeros(KB, dtype=torch.uint8), torch.zeros(KB, dtype=torch.uint8))


def test_the_same_words_are_encoded_once():
    embeddings, encoder = Embeddings(), Encoder()

    first = embeddings.get("a red apple", encoder)

    assert embeddings.get("a red apple", encoder) is first
    assert encoder.asked == ["a red apple"]


def test_the_words_unused_longest_leave_when_the_bytes_run_out():
    embeddings, encoder = Embeddings(limit=4 * KB), Encoder()

    for text in ("one", "two", "one", "three", "one", "two"):
        embeddings.get(text, encoder)

    assert encoder.asked == ["one", "two", "three", "two"]


def test_what_is_too_large_is_used_and_not_kept():
    embeddings, encoder = Embeddings(limit=KB), Encoder()

    embeddings.get("one", encoder)
    embeddings.get("one", encoder)

    assert encoder.asked == ["one", "one"]
    assert embeddings._size == 0
