"""`easel run`: builds every part of the bot and connects them."""

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from bot.cli.terminal import FAILED, USAGE, ConfigFile, fail, load, run_until_stopped, say

if TYPE_CHECKING:
    from bot.config import Config
    from engine import Engine
    from engine.seam import Loading


def run(config: ConfigFile = None) -> None:
    """Connect to Discord and paint until stopped.

    The token comes from EASEL_TOKEN, or from the file that [discord] token_file names.

    \b
    Exit codes: 0 stopped; 1 failed (the token was refused, a model cannot be
    loaded, ...); 2 no token, or a mistake in the configuration.
    """
    from bot.config import ConfigError
    from bot.log import to_terminal

    # What Easel stores is nobody else's business on this machine.
    os.umask(0o077)
    settings = load(config)
    try:
        token = settings.token()
    except ConfigError as error:
        fail(error, USAGE)
    to_terminal(level=settings.log.level, secrets=[token.get_secret_value()])

    from bot.account import AccountError
    from bot.store import StoreError
    from engine import EngineError

    try:
        run_until_stopped(serve(settings, announce=say))
    except ConfigError as error:
        fail(error, USAGE)
    except (AccountError, StoreError, EngineError) as error:
        fail(error, FAILED)


async def serve(config: "Config", *, announce: Callable[[str], None]) -> None:
    """All of Easel, until cancelled or until a part of it dies.

    Raises `ConfigError`, `AccountError`, `StoreError` and `EngineError`.
    """
    import aiohttp
    import discord

    from bot.account import AccountError, TokenRefused, ask, invite_link
    from bot.app import Easel
    from bot.provenance import signer
    from bot.store import Store
    from bot.studio import Studio
    from engine import Engine

    token = config.token()
    # Models take a while to load: a wrong token should not have to wait for them.
    await ask(config, token)
    signing = await asyncio.to_thread(signer, config)
    _prepare_discord(config)
    engine = Engine.from_config(config.engine_config(), on_loading=_loading(announce))
    store = Store(config.storage.path)
    studio = Studio(engine, store, config.safety.rules())
    client = Easel(
        studio,
        shards=config.discord.shard_count,
        keep_days=config.storage.keep_days,
        signer=signing,
    )

    async def greet() -> None:
        await client.wait_until_ready()
        announce(f"Ready as {client.user}, in {len(client.guilds)} servers.")
        announce(f"Invite it to another one: {invite_link(client.application_id or 0)}")

    # Left in reverse: jobs are parked, those who wait are told so, then the database is closed.
    async with store, client, engine:
        tasks = {
            asyncio.create_task(client.start(token.get_secret_value()), name="discord"),
            asyncio.create_task(_raise_when_dead(engine), name="engine watch"),
        }
        greeting = asyncio.create_task(greet(), name="greeting")
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        except discord.LoginFailure as error:
            raise TokenRefused(
                "Discord refuses the token: reset it, and give the new one."
            ) from error
        except (discord.DiscordException, aiohttp.ClientError) as error:
            raise AccountError(f"Discord has ended the connection: {error}") from error
        finally:
            for task in (*tasks, greeting):
                task.cancel()
            await asyncio.gather(*tasks, greeting, return_exceptions=True)


async def _raise_when_dead(engine: "Engine") -> NoReturn:
    raise await engine.failed()


def _prepare_discord(config: "Config") -> None:
    """Tell discord.py where Discord is; it keeps that in its classes."""
    import discord
    import yarl

    # A painter needs no voice, so nobody needs to hear what is missing for it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    discord.http.Route.BASE = config.discord.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(config.discord.gateway_url)
    discord.Asset.BASE = config.discord.cdn_url


def _loading(announce: Callable[[str], None]) -> "Callable[[Loading], None]":
    """One line for each new text, and for each tenth of a transfer."""
    last = ""

    def tell(now: "Loading") -> None:
        nonlocal last
        done = "" if now.fraction is None else f" {int(now.fraction * 10) * 10} %"
        if now.text + done != last:
            last = now.text + done
            announce(last)

    return tell
