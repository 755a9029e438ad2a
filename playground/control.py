"""The Python API: a Discord in this process, the servers in it, and the people who use the bot.

Tests and the load generator drive these objects; the page offers the same ones over HTTP.
"""

import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
from aiohttp import web

from playground.asker import Asker
from playground.cdn import Cdn
from playground.clock import Clock
from playground.exchange import Exchanges
from playground.faults import Faults
from playground.feed import Feed, Subscription
from playground.gateway import Gateway
from playground.model import Attachment, Interaction, Message, User
from playground.rates import Rates
from playground.rest.api import Api
from playground.scene import Server
from playground.server import ADDRESS, Addresses
from playground.server import Server as Listener
from playground.world import World

T = TypeVar("T")

TOKEN = "playground.bot.token"  # no secret: it opens nothing but a playground on this machine
_SHOWN_REQUESTS = 8


class Playground:
    """A Discord that fits on one machine; see the package's docstring for how to use it."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        bot_name: str = "Easel",
        shards: int = 1,
        heartbeat_seconds: float = 41.25,
        privileged_intents: bool = False,
        rate_limits: bool = False,
        keep_requests: int = 5_000,
        tls: ssl.SSLContext | None = None,
        addresses: Addresses | None = None,
        mount: Callable[["Playground", web.UrlDispatcher], None] | None = None,
    ) -> None:
        """`addresses` are what it calls itself to the bot, when that is not its own port;
        `mount` adds routes of others, such as the page, before it starts to listen."""
        self.token = token
        self.clock = Clock()
        self.feed = Feed()
        self.world = World(self.clock, self.feed, token=token, bot_name=bot_name)
        self.faults = Faults()
        self.rates = Rates(self.clock, enforced=rate_limits)
        self.gateway = Gateway(
            self.world,
            shards=shards,
            heartbeat_seconds=heartbeat_seconds,
            privileged=privileged_intents,
        )
        self._api = Api(
            self.world, self.gateway, faults=self.faults, rates=self.rates, keep=keep_requests
        )
        self._asker = Asker(self.world, self.gateway)
        self._listener = Listener(port=port, tls=tls, addresses=addresses)
        self._listener.mount(self._api, self.gateway, Cdn(self.world, self.faults))
        if mount:
            mount(self, self._listener.app.router)
        self.feed.story = self._story
        self._tls = tls is not None
        self._addresses: Addresses | None = addresses

    async def __aenter__(self) -> Self:
        self._addresses = await self._listener.open()
        self.world.cdn_url = self._addresses.cdn
        self.gateway.url = self._addresses.gateway
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gateway.cut()
        await self._listener.close()
        if self._api.crashes and error is None:
            raise ExceptionGroup("The playground itself made mistakes.", self._api.crashes)

    # Where it is

    @property
    def port(self) -> int:
        return self._listener.port

    @property
    def url(self) -> str:
        """Of the page."""
        return f"http{'s' if self._tls else ''}://{ADDRESS}:{self.port}"

    @property
    def api_url(self) -> str:
        return self._known().api

    @property
    def gateway_url(self) -> str:
        return self._known().gateway

    @property
    def cdn_url(self) -> str:
        return self._known().cdn

    def _known(self) -> Addresses:
        if self._addresses is None:
            raise RuntimeError("The playground is not open yet: use `async with`.")
        return self._addresses

    @property
    def application_id(self) -> int:
        return self.world.application_id

    # What is in it

    def server(self, name: str, *, bot: bool = True) -> Server:
        """A new server; with `bot` the bot is in it, with the permissions its invite asks for."""
        return Server(self._asker, self.world.add_guild(name, bot=bot))

    def servers(self) -> list[Server]:
        return [Server(self._asker, guild) for guild in self.world.guilds.values()]

    def user(self, name: str) -> User:
        """A new account, in no server yet."""
        return self.world.add_user(name)

    @property
    def requests(self) -> Exchanges:
        """Every REST request of the bot, with its answer."""
        return self._api.exchanges

    @property
    def invalid_requests(self) -> int:
        """How many answers were 401, 403 or 429: Discord bans for 10,000 in ten minutes."""
        return self.rates.invalid_requests

    @property
    def interactions(self) -> list[Interaction]:
        return list(self.world.interactions.values())

    def latencies(self) -> list[float]:
        """Seconds from each INTERACTION_CREATE to its callback."""
        return [it.acknowledged.seconds for it in self.interactions if it.acknowledged]

    # Waiting

    def subscribe(self) -> Subscription:
        return self.feed.subscribe()

    async def until(self, condition: Callable[[], T | None], *, seconds: float = 10.0) -> T:
        """Wait until `condition()` gives something true, and return it.

        Looked at again whenever something happens here; raises `TimeoutError` with the last
        requests, which usually tell why.
        """
        return await self.feed.until(condition, seconds=seconds)

    def _story(self) -> str:
        last = [
            f"{e.method} {e.path} -> {e.status} {e.answer if e.status >= 400 else ''}"
            for e in list(self.requests)[-_SHOWN_REQUESTS:]
        ]
        return "The bot's last requests:\n  " + ("\n  ".join(last) or "none")

    async def bot_ready(
        self, *, shards: int = 1, commands: bool = True, seconds: float = 30.0
    ) -> None:
        """Wait until so many shards are connected and commands have been registered, ever."""
        await self.until(
            lambda: len(self.gateway.online()) >= shards and (self.world.synced or not commands),
            seconds=seconds,
        )

    # Downloads

    async def download(self, attachment: Attachment) -> bytes:
        """The file as anybody with its link gets it. Raises `aiohttp.ClientResponseError`."""
        path = self.world.link(attachment).removeprefix(self.world.cdn_url)
        async with (
            aiohttp.ClientSession(raise_for_status=True) as session,
            session.get(self.url + path, ssl=False) as response,
        ):
            return await response.read()

    def link(self, attachment: Attachment) -> str:
        return self.world.link(attachment)

    def delete(self, message: Message) -> None:
        """The message is gone, whoever did it."""
        self.world.delete(message)
