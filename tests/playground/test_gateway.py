"""The gateway: what an unmodified client survives, and what it is thrown out for."""

import discord
import pytest

from playground import Playground
from playground.gateway import SESSION_SECONDS
from tests.playground.bare_bot import identify, talking
from tests.playground.conftest import running


async def test_a_resumed_client_hears_what_it_missed(pg, bot, ada, channel):
    pg.gateway.cut()
    await pg.until(lambda: not pg.gateway.online())

    asked = await ada.slash("menu", channel=channel)

    assert asked.message.content == "menu"
    assert (pg.gateway.identifies, pg.gateway.resumes) == (1, 1)


async def test_a_client_asked_to_reconnect_resumes(pg, bot, ada, channel):
    pg.gateway.reconnect()
    await pg.until(lambda: pg.gateway.resumes)

    assert (await ada.slash("menu", channel=channel)).message.content == "menu"
    assert pg.gateway.identifies == 1


async def test_an_invalid_session_that_may_be_resumed_is(pg, bot):
    pg.gateway.invalidate(resumable=True)

    await pg.until(lambda: pg.gateway.resumes)
    assert pg.gateway.identifies == 1


async def test_a_client_whose_session_is_gone_identifies_again(pg, bot, ada, channel):
    pg.gateway.invalidate()
    await pg.until(lambda: pg.gateway.identifies == 2)
    await pg.bot_ready()

    assert (await ada.slash("menu", channel=channel)).message.content == "menu"
    assert pg.gateway.resumes == 0


async def test_a_session_cannot_be_resumed_for_ever(pg, bot):
    pg.gateway.cut()
    await pg.until(lambda: not pg.gateway.online())
    pg.clock.advance(SESSION_SECONDS + 1)

    await pg.until(lambda: pg.gateway.identifies == 2)
    assert pg.gateway.resumes == 0


async def test_a_zombie_is_noticed_and_left(ada, channel):
    async with (
        Playground(heartbeat_seconds=0.2) as pg,
        running(pg, heartbeat_timeout=0.6),
    ):
        server = pg.server("Atelier")
        person, place = server.member("Ada"), server.channel("general")
        pg.gateway.freeze()
        asked = person.slash("menu", channel=place)

        await pg.until(lambda: pg.gateway.resumes)

        assert (await asked).message.content == "menu"


async def test_an_interaction_can_come_twice(pg, bot, ada, channel):
    pg.gateway.duplicate_next_interaction(times=2)

    await ada.slash("menu", channel=channel)
    await pg.until(lambda: len(pg.requests.matching("POST */callback")) == 3)

    assert len({itx.id for itx in bot.seen}) == 1
    statuses = sorted(e.status for e in pg.requests.matching("POST */callback"))
    assert statuses == [200, 400, 400]
    assert len(channel.messages()) == 1


async def test_two_shards_share_the_servers():
    async with Playground(shards=2) as pg:
        servers = [pg.server("one")]
        while (servers[-1].id >> 22) % 2 == (servers[0].id >> 22) % 2:
            pg.clock.advance(0.001)
            servers.append(pg.server("another"))
        async with running(pg, shards=2, patient=True) as bot:
            for server in (servers[0], servers[-1]):
                person, place = server.member("Ada"), server.channel("general")
                asked = await person.slash("menu", channel=place)
                assert asked.message.content == "menu"

        assert {(itx.guild_id >> 22) % 2 for itx in bot.seen} == {0, 1}
        assert pg.gateway.identifies == 2


async def test_the_bot_hears_of_servers_channels_and_roles(pg, bot, server):
    guild = bot.get_guild(server.id)

    other = pg.server("Elsewhere")
    room = server.channel("room")
    role = server.role("painter")
    await bot.wait_for("guild_role_create", check=lambda made: made.id == role.id, timeout=5)
    assert bot.get_guild(other.id)
    assert guild.get_channel(room.id).name == "room"

    room.set_age_restricted(True)
    _, after = await bot.wait_for("guild_channel_update", timeout=5)
    room.remove()
    other.kick_bot()
    await bot.wait_for("guild_remove", timeout=5)
    assert after.nsfw
    assert guild.get_channel(room.id) is None
    with pytest.raises(discord.Forbidden) as refused:
        await bot.fetch_guild(other.id)
    assert refused.value.code == 50001


async def test_a_bot_with_the_intents_hears_what_people_write():
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    async with (
        Playground(privileged_intents=True) as pg,
        running(pg, intents=intents) as bot,
    ):
        server = pg.server("Atelier")
        person, place = server.member("Ada"), server.channel("general")
        person.say(place, "hello")
        message = await bot.wait_for("message", timeout=5)

        assert (message.content, message.author.name) == ("hello", "ada")


async def test_members_are_asked_for_over_the_gateway():
    intents = discord.Intents(guilds=True, members=True)
    async with Playground(privileged_intents=True) as pg:
        server = pg.server("Atelier")
        ada, bob = server.member("Ada"), server.member("Bob")
        async with running(pg, intents=intents) as bot:
            guild = bot.get_guild(server.id)
            by_name = await guild.query_members("ad")
            by_id = await guild.query_members(user_ids=[bob.id])
            carol = server.member("Carol")
            joined = await bot.wait_for("member_join", timeout=5)

    assert {m.id for m in guild.members} == {ada.id, bob.id, carol.id, pg.application_id}
    assert [m.id for m in by_name] == [ada.id]
    assert [m.id for m in by_id] == [bob.id]
    assert joined.id == carol.id


async def test_privileged_intents_are_not_given_without_asking(pg):
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(pg, intents=discord.Intents(guilds=True, members=True)):
            raise AssertionError("It was let in.")


@pytest.mark.parametrize("way", ["", "zlib-stream", "zstd-stream"])
async def test_every_compression_says_the_same(pg, server, way):
    async with talking(pg, compress=way) as gateway:
        hello = await gateway.hear()
        await gateway.say(2, identify(pg))
        ready = await gateway.hear()
        guild = await gateway.hear()

    assert hello["op"] == 10
    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert ready["d"]["guilds"] == [{"id": str(server.id), "unavailable": True}]
    assert guild["t"] == "GUILD_CREATE"


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, {"token": "wrong"}, 4004),
        (2, {"intents": -1}, 4013),
        (2, {"intents": 1 << 1}, 4014),
        (2, {"shard": [2, 2]}, 4010),
        (6, {"token": "wrong"}, 4004),
        (3, {}, 4003),
        (2, None, 4002),
        (2, {"shard": "x"}, 4010),
    ],
)
async def test_who_says_something_wrong_is_thrown_out(pg, op, data, code):
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(op, None if data is None else identify(pg) | data)

        assert await gateway.closed() == code


async def test_too_few_shards_are_refused(pg):
    pg.gateway.require_shards = 2
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(2, identify(pg) | {"shard": [0, 1]})

        assert await gateway.closed() == 4011


async def test_nonsense_and_unknown_opcodes_end_the_connection(pg):
    async with talking(pg) as gateway:
        await gateway.socket.send_str("{")
        await gateway.hear()
        assert await gateway.closed() == 4002
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(2, identify(pg))
        await gateway.hear()
        await gateway.say(99, None)
        assert await gateway.closed() == 4001


async def test_a_request_for_members_of_nothing_ends_the_connection(pg):
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(2, identify(pg))
        await gateway.hear()
        await gateway.say(8, {"guild_id": "x"})

        assert await gateway.closed() == 4002


async def test_a_client_without_a_heartbeat_is_timed_out():
    async with Playground(heartbeat_seconds=0.05) as pg, talking(pg) as gateway:
        await gateway.hear()

        assert await gateway.closed() == 4009


async def test_a_session_nobody_knows_is_invalid(pg):
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(6, {"token": pg.token, "session_id": "?", "seq": 1})

        assert await gateway.hear() == {"op": 9, "d": False, "s": None, "t": None}


async def test_heartbeats_are_answered(pg):
    async with talking(pg) as gateway:
        await gateway.hear()
        await gateway.say(1, None)

        assert (await gateway.hear())["op"] == 11
