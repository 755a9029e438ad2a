import pytest

from bot.store import Kind, Request, Store
from engine import HOUSE


@pytest.fixture
async def store(tmp_path):
    async with Store(tmp_path) as store:
        yield store


@pytest.fixture
def request_of():
    """A request with an interaction of its own."""

    def make(interaction_id, *, owner_id=1, kind=Kind.IMAGINE, parent_id=None, **params):
        given = {"prompt": "a red apple", "seed": 7} | params
        return Request(
            interaction_id=interaction_id,
            owner_id=owner_id,
            server_id=10,
            channel_id=20,
            kind=kind,
            params=HOUSE.params(**given),
            parent_id=parent_id,
        )

    return make
