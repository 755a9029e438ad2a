"""The two ways a gateway connection may be compressed: one stream for all its messages."""

import zlib
from typing import Protocol

import zstandard


class Stream(Protocol):
    def pack(self, message: bytes) -> bytes: ...


class ZlibStream:
    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, message: bytes) -> bytes:
        return self._stream.compress(message) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor().compressobj()

    def pack(self, message: bytes) -> bytes:
        flushed = self._stream.flush
        return self._stream.compress(message) + flushed(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def stream(name: str) -> Stream | None:
    """None for a connection in plain text. Raises `ValueError` for a way Discord does not know."""
    if not name:
        return None
    if name == "zlib-stream":
        return ZlibStream()
    if name == "zstd-stream":
        return ZstdStream()
    raise ValueError(f"No such compression: {name!r}.")
