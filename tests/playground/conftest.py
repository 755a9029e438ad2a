"""A playground, and the small bot on it: beside the test, or in a process of its own."""

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import discord
import pytest

from playground import Playground
from tests.playground.bare_bot import bare_bot
from tests.playground.small_bot import SmallBot, point_at

SMALL_BOT = Path(__file__).with_name("small_bot.py")


@pytest.fixture
async def pg():
    async with Playground() as playground:
        yield playground


@pytest.fixture
def server(pg):
    return pg.server("Atelier")


@pytest.fixture
def channel(server):
    return server.channel("general")


@pytest.fixture
def ada(server):
    return server.member("Ada")


@pytest.fixture
async def bot(pg, ada, channel):
    """Logged in and synced, in a server with Ada and a channel."""
    async with running(pg) as bot:
        yield bot


@pytest.fixture
async def bare(pg, server, channel, ada):
    """A connected bot without a library, in a server with Ada and a channel."""
    async with bare_bot(pg) as bot:
        yield bot


@contextlib.asynccontextmanager
async def running(pg, *, client=SmallBot, shards=1, **options):
    """The bot in this process: the test can look into it."""
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    asset = discord.Asset.BASE
    point_at(pg.api_url, pg.gateway_url, pg.cdn_url)
    bot = client(**options)
    running = asyncio.create_task(bot.start(pg.token))
    try:
        ready = asyncio.create_task(pg.bot_ready(shards=shards))
        await asyncio.wait((ready, running), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            await running
        await bot.wait_until_ready()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before
        discord.Asset.BASE = asset


class BotProcess:
    """The bot in its own process, to be killed and started again."""

    def __init__(self, pg):
        self._pg = pg
        self._process = None

    async def start(self):
        pg = self._pg
        where = (pg.api_url, pg.gateway_url, pg.cdn_url, pg.token)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            SMALL_BOT,
            *where,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
            stderr=subprocess.DEVNULL,
        )
        await pg.until(pg.gateway.online)

    async def kill(self):
        """As `kill -9` does: no goodbye."""
        self._process.kill()
        await self._process.wait()
        await self._pg.until(lambda: not self._pg.gateway.online())


@pytest.fixture
async def bot_process(pg):
    process = BotProcess(pg)
    yield process
    if process._process and process._process.returncode is None:
        await process.kill()
