"""What prompts were encoded to: the same words again, and again without the text encoder."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import torch

Encoded = tuple[torch.Tensor, ...]

_LIMIT: Final = 64 * 2**20


class Embeddings:
    """The texts used last, up to a number of bytes. A text that is alone too large is not kept."""

    def __init__(self, *, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._size = 0
        self._known: OrderedDict[str, Encoded] = OrderedDict()

    def get(self, text: str, encode: Callable[[str], Encoded]) -> Encoded:
        """Nobody may change what comes back: others get it too."""
        if text in self._known:
            self._known.move_to_end(text)
            return self._known[text]
        encoded = encode(text)
        self._known[text] = encoded
        self._size += _bytes(encoded)
        while self._size > self._limit:
            _, gone = self._known.popitem(last=False)
            self._size -= _bytes(gone)
        return encoded


def _bytes(encoded: Encoded) -> int:
    return sum(tensor.nbytes for tensor in encoded)
