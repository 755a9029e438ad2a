import hashlib

import pytest

from bot.rules import Level
from bot.store import Kind, Request, Ruling, Store
from engine import HOUSE, Picture


class Clock:
    """Stands still until told otherwise."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now

    def pass_days(self, days):
        self.now += days * 86400


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def store(tmp_path, clock):
    async with Store(tmp_path, now=clock) as store:
        yield store


@pytest.fixture
def request_of():
    """A request with an interaction of its own."""

    def make(
        interaction_id,
        *,
        owner_id=1,
        server_id=10,
        channel_id=20,
        kind=Kind.IMAGINE,
        parent_id=None,
        **params,
    ):
        given = {"prompt": "a red apple", "seed": 7} | params
        return Request(
            interaction_id=interaction_id,
            owner_id=owner_id,
            server_id=server_id,
            channel_id=channel_id,
            kind=kind,
            params=HOUSE.params(**given),
            parent_id=parent_id,
        )

    return make


@pytest.fixture
def painted():
    """Pictures of a recipe with these contents."""

    def make(params, *contents, score=0.1):
        return [
            Picture(
                png=content,
                params=params.alone(number),
                sha256=hashlib.sha256(content).hexdigest(),
                model_revision="r1",
                scores={} if score is None else {"nsfw": score},
                checker="test 1",
                exactness="pinned:4",
            )
            for number, content in enumerate(contents)
        ]

    return make


@pytest.fixture
def ruled():
    """A ruling of the policy with that verdict."""

    def make(verdict, *, band=None, would=None, level=Level.STANDARD, age_restricted=False):
        usual = {"show": "clear", "refuse": "block"}
        return Ruling(
            verdict=verdict,
            would=would or verdict,
            band=band or usual.get(verdict, "review"),
            level=level,
            age_restricted=age_restricted,
            category=None if verdict == "show" else "sexual",
        )

    return make


@pytest.fixture
def held(store, request_of, painted, ruled, clock):
    """A job of which some pictures wait for a moderator: its row and its hold."""

    async def make(interaction_id, verdicts=("hold",), *, band=None, **request):
        asked = request_of(interaction_id, count=len(verdicts), **request)
        row = await store.accept(asked)
        await store.acknowledged(row.id, 1000 + interaction_id)
        contents = [b"%d/%d" % (interaction_id, number) for number in range(len(verdicts))]
        await store.painted(
            row.id,
            painted(row.params, *contents),
            [],
            rulings=[ruled(verdict, band=band) for verdict in verdicts],
            hold_until=clock() + 86400,
        )
        (hold,) = await store.desk.of_job(row.id)
        return row, hold

    return make
