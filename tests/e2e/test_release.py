"""A release build needs no hook: told nothing, Easel says discord.com, and a playground answers."""

import asyncio

import discord
import pytest

from bot.app import Easel
from bot.rules import HostRules
from bot.store import Store
from bot.studio import Studio
from engine import Engine
from playground import Playground
from tests.e2e.house import answered, pngs
from tests.playground.impostor import DISCORD, Impostor, connector


@pytest.mark.timeout(240)
async def test_easel_paints_through_discords_own_addresses(tmp_path):
    impostor = Impostor(tmp_path)
    engine, store = Engine.from_config(), Store(tmp_path / "data")
    client = Easel(Studio(engine, store, HostRules()), shards=None, keep_days=7)
    assert discord.http.Route.BASE == "https://discord.com/api/v10"

    async with Playground(tls=impostor.tls, addresses=DISCORD) as playground:
        server = playground.server("Atelier")
        ada, channel = server.member("Ada"), server.channel("general")
        # What names resolve to and whom to trust, as on a machine where discord.com is ours.
        client.http.connector = connector(impostor.certificate, playground.port)
        async with store, client, engine:
            running = asyncio.create_task(client.start(playground.token))
            await playground.bot_ready(seconds=60)
            asked = ada.slash("imagine", channel=channel, prompt="a red apple", count=1)
            message = await asked.done(answered, seconds=60)
            reroll = await ada.click(message, "Reroll").done(answered, seconds=60)
        await asyncio.gather(running, return_exceptions=True)

    assert pngs(message) != pngs(reroll)
    assert playground.link(message.attachments[0]).startswith("https://cdn.discordapp.com/")
