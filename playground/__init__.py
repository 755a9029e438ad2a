"""A Discord that fits on one machine: gateway, REST and CDN on one port, for a real client.

    async with Playground() as pg:
        server = pg.server("Atelier")
        channel = server.channel("general")
        ada = server.member("Ada")
        start_the_bot(pg.token, pg.api_url, pg.gateway_url, pg.cdn_url)  # in its own process
        await pg.bot_ready()

        asked = await ada.slash("imagine", channel=channel, prompt="a red apple", count=2)
        assert asked.acknowledged and asked.acknowledged.seconds < 1
        message = await asked.done(lambda m: len(m.attachments) == 2)
        again = await ada.click(message, "Reroll")

It knows neither `bot` nor `engine`. `pg.faults`, `pg.gateway` and `pg.clock` make things go wrong
or time pass; `pg.requests` is everything the bot asked. It listens on 127.0.0.1 only.
"""

from playground.asker import Asked
from playground.asking import File
from playground.control import TOKEN, Playground
from playground.errors import Refused, Unreachable
from playground.permissions import Permission
from playground.scene import Channel, Member, Server
from playground.server import Addresses

__all__ = [
    "TOKEN",
    "Addresses",
    "Asked",
    "Channel",
    "File",
    "Member",
    "Permission",
    "Playground",
    "Refused",
    "Server",
    "Unreachable",
]
