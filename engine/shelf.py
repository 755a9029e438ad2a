"""Which models of the catalogue lie on this disk: found, fetched or given up."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine import hub
from engine.catalog import Model
from engine.errors import ModelError
from engine.seam import Loading

OnLoading = Callable[[Loading], None]


class _Unwanted(Exception):
    """Ends a transfer that nobody waits for any more."""


class Shelf:
    """Lives on the event loop; the disk and the network are reached in threads."""

    def __init__(self, *, cache: Path | None, download: bool, on_loading: OnLoading) -> None:
        self._cache = cache
        self._download = download
        self._on_loading = on_loading
        self._models: dict[str, Model] = {}  # resolved, by name
        self._absent: set[str] = set()
        self._unwanted = threading.Event()  # read by transfers, in their threads

    def __contains__(self, name: object) -> bool:
        return name in self._models

    def __getitem__(self, name: str) -> Model:
        """The model, with a folder of this disk as its source."""
        return self._models[name]

    def is_absent(self, name: str) -> bool:
        """Whether the model was looked for, in vain."""
        return name in self._absent

    async def fetch(self, model: Model) -> Model:
        """Find or fetch the model's folder and say which weights are in it. Raises `ModelError`."""
        loop = asyncio.get_running_loop()

        def on_bytes(done: int, total: int) -> None:
            if self._unwanted.is_set():
                raise _Unwanted
            text = f"Fetching {model.name}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB"
            loading = Loading(model=model.name, fraction=done / total, text=text)
            loop.call_soon_threadsafe(self._on_loading, loading)

        def resolve() -> Model:
            folder = hub.fetch(model, self._cache, offline=not self._download, progress=on_bytes)
            return replace(model, source=str(folder), revision=hub.revision(model, folder))

        try:
            resolved = await asyncio.to_thread(resolve)
        except ModelError:
            self._absent.add(model.name)
            raise
        self._models[model.name] = resolved
        return resolved

    def close(self) -> None:
        """Let transfers end at their next byte."""
        self._unwanted.set()
