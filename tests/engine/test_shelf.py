import asyncio
import threading
from dataclasses import replace

import pytest

from engine import hub
from engine.catalog import HOUSE
from engine.errors import ModelError
from engine.shelf import Shelf


@pytest.fixture
def told():
    return []


@pytest.fixture
def shelf(told):
    return Shelf(cache=None, download=False, on_loading=told.append)


async def test_a_model_that_was_found_names_its_folder_and_its_exact_weights(shelf, tiny_model):
    mine = replace(HOUSE, name="mine", source=str(tiny_model))
    assert "mine" not in shelf

    resolved = await shelf.fetch(mine)

    assert shelf["mine"] is resolved
    assert resolved == replace(mine, source=str(tiny_model), revision=resolved.revision)
    assert resolved.revision.startswith("sha256:")


async def test_a_model_that_was_not_found_is_absent(shelf):
    with pytest.raises(ModelError, match="there is no folder"):
        await shelf.fetch(replace(HOUSE, source="/nowhere"))

    assert shelf.is_absent("house")
    assert "house" not in shelf


async def test_progress_is_told_on_the_event_loop(shelf, told, monkeypatch, tiny_model):
    def fetch(model, cache, *, offline, progress):
        progress(250_000, 1_000_000)
        progress(1_000_000, 1_000_000)
        return tiny_model

    monkeypatch.setattr(hub, "fetch", fetch)

    await shelf.fetch(HOUSE)

    assert [(loading.text, loading.fraction) for loading in told] == [
        ("Fetching house: 0 of 1 MB", 0.25),
        ("Fetching house: 1 of 1 MB", 1.0),
    ]


async def test_a_transfer_that_nobody_waits_for_ends_at_its_next_byte(shelf, monkeypatch):
    began, ended = threading.Event(), threading.Event()

    def fetch(model, cache, *, offline, progress):
        try:
            while True:
                progress(1, 100)
                began.set()
        finally:
            ended.set()

    monkeypatch.setattr(hub, "fetch", fetch)
    fetching = asyncio.create_task(shelf.fetch(HOUSE))
    assert await asyncio.to_thread(began.wait, 10)
    fetching.cancel()

    shelf.close()

    assert await asyncio.to_thread(ended.wait, 10)
