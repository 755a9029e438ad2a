"""A release build needs no hook: it says discord.com, and a playground answers."""

import asyncio

import discord
import pytest

from playground import File, Playground
from tests.playground.impostor import DISCORD, Impostor, connector
from tests.playground.small_bot import PNG, SmallBot


@pytest.fixture
async def pg(tmp_path):
    impostor = Impostor(tmp_path)
    async with Playground(tls=impostor.tls, addresses=DISCORD) as playground:
        playground.certificate = impostor.certificate
        yield playground


async def test_a_bot_that_was_told_nothing_talks_to_the_playground(pg):
    server = pg.server("Atelier")
    ada, channel = server.member("Ada"), server.channel("general")
    role = server.role("painter")
    assert discord.http.Route.BASE == "https://discord.com/api/v10"
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"

    async with SmallBot(connector=connector(pg.certificate, pg.port)) as bot:
        running = asyncio.create_task(bot.start(pg.token))
        await pg.bot_ready()
        painted = await (await ada.slash("paint", channel=channel, prompt="x")).done(
            lambda m: m.edits == 3
        )
        options = {"who": ada, "where": channel, "role": role, "amount": 1.0, "yes": True}
        file = File(name="a.png", content=PNG)
        read = await ada.slash("everything", channel=channel, **options, file=file, shape="3:2")
        pg.gateway.reconnect()
        await pg.until(lambda: pg.gateway.resumes)
        again = await ada.click(painted, "Again")
        avatar = await bot.user.default_avatar.read()

    await asyncio.gather(running, return_exceptions=True)
    assert again.message.content == "again 1"
    assert str(len(PNG)) in read.message.content  # it was downloaded from the CDN's own name
    assert avatar.startswith(b"\x89PNG")
    assert pg.link(painted.attachments[0]).startswith("https://cdn.discordapp.com/attachments/")
