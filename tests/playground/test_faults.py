"""What goes wrong on purpose, as an unmodified client meets it."""

import asyncio

import aiohttp
import discord
import pytest

from playground import faults
from playground.faults import Stage

SEND = "POST /channels/*/messages"


@pytest.fixture
async def place(bot, channel):
    """The channel as the bot sees it."""
    return bot.get_channel(channel.id)


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
async def test_a_rate_limit_is_waited_out(pg, place, channel, scope):
    struck = pg.faults.next(SEND, faults.rate_limited(0.01, scope=scope))

    await place.send("hello")

    assert struck() == 1
    assert [m.content for m in channel.messages()] == ["hello"]
    first, second = pg.requests.matching(SEND)
    assert (first.status, second.status) == (429, 200)
    assert first.answer["global"] is (scope == "global")
    assert pg.invalid_requests == (scope != "shared")


async def test_a_rate_limit_without_via_is_raised_at_once(pg, place):
    pg.faults.next(SEND, faults.rate_limited(via=False))

    with pytest.raises(discord.HTTPException) as raised:
        await place.send("hello")

    assert raised.value.status == 429
    assert len(pg.requests.matching(SEND)) == 1


async def test_a_broken_server_is_tried_again(pg, place, channel):
    pg.faults.next(SEND, faults.server_error(502))

    await place.send("hello")

    assert [e.status for e in pg.requests.matching(SEND)] == [502, 200]
    assert len(channel.messages()) == 1


async def test_a_nonce_saves_from_writing_twice(pg, place, channel):
    pg.faults.next(SEND, faults.server_error(500, stage=Stage.AFTER))

    await place.send("hello")  # discord.py gives every message a nonce of its own

    assert [e.status for e in pg.requests.matching(SEND)] == [500, 200]
    assert len(channel.messages()) == 1


async def test_a_follow_up_has_no_nonce_and_is_written_twice(pg, bot, ada, channel):
    await ada.slash("menu", channel=channel)
    pg.faults.next("POST /webhooks/*", faults.server_error(502, stage=Stage.AFTER))

    await bot.seen[0].followup.send("hello")

    assert [m.content for m in channel.messages()] == ["menu", "hello", "hello"]


@pytest.mark.parametrize(("stage", "written"), [(Stage.BEFORE, 0), (Stage.AFTER, 1)])
async def test_a_connection_breaks_before_or_after_the_work(pg, place, channel, stage, written):
    pg.faults.next(SEND, faults.reset(stage=stage))

    with pytest.raises((aiohttp.ClientError, OSError)):
        await place.send("hello")

    assert len(channel.messages()) == written
    assert pg.requests.matching(SEND)[0].status == 0


async def test_half_an_answer_is_no_answer(pg, place, channel):
    pg.faults.next(SEND, faults.truncated())

    with pytest.raises(aiohttp.ClientError):
        await place.send("hello")

    assert len(channel.messages()) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "status", "code"),
    [
        (faults.refuse(50013), discord.Forbidden, 403, 50013),
        (faults.refuse(10008), discord.NotFound, 404, 10008),
        (faults.refuse(200000), discord.HTTPException, 400, 200000),
        (faults.refuse(50027), discord.HTTPException, 401, 50027),
        (faults.unauthorized(), discord.HTTPException, 401, 0),
        (faults.forbidden(), discord.Forbidden, 403, 0),
        (faults.not_found(), discord.NotFound, 404, 0),
        (faults.too_large(), discord.HTTPException, 413, 40005),
    ],
)
async def test_every_refusal_has_its_status_and_code(pg, place, channel, fault, kind, status, code):
    pg.faults.next(SEND, fault)

    with pytest.raises(kind) as raised:
        await place.send("hello")

    assert (raised.value.status, raised.value.code) == (status, code)
    assert channel.messages() == []


async def test_a_slow_callback_is_late(pg, bot, ada, channel):
    pg.faults.next("POST */callback", faults.slow(0.1))

    asked = await ada.slash("menu", channel=channel)

    assert len(channel.messages()) == 1
    assert pg.requests.matching("POST */callback")[0].seconds >= 0.1
    assert asked.acknowledged.seconds < 1


async def test_faults_strike_once_in_order_or_until_told(pg, place):
    pg.faults.next(SEND, faults.refuse(50013), faults.refuse(10003))
    codes = [await code_of(place.send("x")) for _ in range(3)]
    stop = pg.faults.always(SEND, faults.refuse(50001))
    codes += [await code_of(place.send("x")) for _ in range(2)]
    stop()
    codes.append(await code_of(place.send("x")))

    assert codes == [50013, 10003, None, 50001, 50001, None]


async def code_of(sending):
    try:
        await sending
    except discord.HTTPException as error:
        return error.code


async def test_a_fault_strikes_its_own_route_alone(pg, place):
    pg.faults.next("DELETE *", faults.refuse(50013))

    message = await place.send("hello")

    assert await code_of(message.delete()) == 50013


def test_a_pattern_without_a_method_is_a_mistake(pg):
    with pytest.raises(ValueError, match="method and a path"):
        pg.faults.next("/channels/*", faults.forbidden())


async def test_downloads_go_wrong_too(pg, ada, channel, bot):
    painted = await (await ada.slash("paint", channel=channel, prompt="x")).done(
        lambda m: m.edits == 3
    )
    pg.faults.next("CDN *", faults.not_found(), faults.truncated(), faults.reset())

    for _ in range(3):
        with pytest.raises(aiohttp.ClientError):
            await pg.download(painted.attachments[0])
    assert await pg.download(painted.attachments[0])


async def test_a_host_that_asks_too_much_nonsense_is_banned(pg, bare):
    for _ in range(10_000):
        pg.rates.answered(403)

    status, _, headers = await bare.ask("GET", "/users/@me")
    assert status == 429
    assert "Via" not in headers

    pg.clock.advance(601)
    assert (await bare.ask("GET", "/users/@me"))[0] == 200


async def test_many_clients_wait_their_turn(pg, place, channel):
    pg.faults.next(SEND, *[faults.rate_limited(0.01)] * 3)

    await asyncio.gather(*(place.send(str(n)) for n in range(3)))

    assert sorted(m.content for m in channel.messages()) == ["0", "1", "2"]
