"""Rate limits: what every answer says of them, and what happens when they are real."""

import pytest

from playground import Playground
from tests.playground.bare_bot import bare_bot


@pytest.fixture
async def strict():
    async with Playground(rate_limits=True) as playground:
        yield playground


async def test_every_answer_says_how_much_is_left(pg, bare):
    for path, expected in (("/users/@me", 200), ("/users/1", 404), ("/nothing", 404)):
        status, _, headers = await bare.ask("GET", path)

        assert status == expected
        assert headers["Via"]
        assert int(headers["X-RateLimit-Remaining"]) > 0
        assert headers["X-RateLimit-Bucket"]
        assert float(headers["X-RateLimit-Reset-After"]) > 0
        assert headers["Content-Type"] == "application/json"


async def test_the_sixth_message_in_five_seconds_waits(strict):
    channel = strict.server("Atelier").channel("general")
    async with bare_bot(strict) as bare:
        path = f"/channels/{channel.id}/messages"
        answers = [await bare.ask("POST", path, {"content": str(n)}) for n in range(6)]
        strict.clock.advance(5)
        later, _, _ = await bare.ask("POST", path, {"content": "later"})

    assert [status for status, _, _ in answers] == [200] * 5 + [429]
    assert [h["X-RateLimit-Remaining"] for _, _, h in answers] == ["4", "3", "2", "1", "0", "0"]
    _, body, headers = answers[-1]
    assert 0 < body["retry_after"] <= 5
    assert body["global"] is False
    assert headers["X-RateLimit-Scope"] == "user"
    assert later == 200
    assert strict.invalid_requests == 1


async def test_channels_have_buckets_of_their_own(strict):
    server = strict.server("Atelier")
    rooms = [server.channel(name) for name in ("one", "two")]
    async with bare_bot(strict) as bare:
        for room in rooms:
            for n in range(5):
                path = f"/channels/{room.id}/messages"
                assert (await bare.ask("POST", path, {"content": str(n)}))[0] == 200


async def test_fifty_requests_in_a_second_are_enough(strict):
    async with bare_bot(strict) as bare:
        paths = [f"/guilds/{n}" for n in range(51)]
        answers = [await bare.ask("GET", path) for path in paths]

    _, body, headers = answers[-1]
    assert [status for status, _, _ in answers[:50]] == [404] * 50
    assert body["global"] is True
    assert headers["X-RateLimit-Global"] == "true"
