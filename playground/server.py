"""One process, one port: REST, gateway and CDN, for callers on this machine only."""

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from playground.cdn import Cdn
from playground.errors import Unreachable
from playground.gateway import Gateway
from playground.rest.api import Api

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """What the playground calls itself. With none given it goes by its own port."""

    api: str
    gateway: str
    cdn: str

    @classmethod
    def on(cls, port: int, *, secure: bool = False) -> "Addresses":
        s = "s" if secure else ""
        return cls(
            api=f"http{s}://{ADDRESS}:{port}/api/v10",
            gateway=f"ws{s}://{ADDRESS}:{port}/gateway",
            cdn=f"http{s}://{ADDRESS}:{port}",
        )

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in (self.api, self.gateway, self.cdn)}


class Server:
    """Refuses whoever calls it by a name it does not have, and pages that are not its own."""

    def __init__(self, *, port: int, tls: ssl.SSLContext | None, addresses: Addresses | None):
        self._wanted_port = port
        self._tls = tls
        self._given = addresses
        self.app = web.Application(middlewares=[self._guard])
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        self._hosts: set[str] = set()
        self.port = 0

    def mount(self, api: Api, gateway: Gateway, cdn: Cdn) -> None:
        api.add_to(self.app.router)
        cdn.add_to(self.app.router)
        self.app.router.add_get("/gateway", gateway.serve)
        if self._given and urlsplit(self._given.gateway).path in ("", "/"):
            self.app.router.add_get("/", gateway.serve)

    async def open(self) -> Addresses:
        """Listen, and say where. Raises `Unreachable`."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, ADDRESS, self._wanted_port, ssl_context=self._tls)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise Unreachable(
                f"Port {self._wanted_port} cannot be used: {error.strerror}. Choose another port."
            ) from error
        self.port = self._runner.addresses[0][1]
        addresses = self._given or Addresses.on(self.port, secure=self._tls is not None)
        self._hosts = addresses.hosts() | {f"{ADDRESS}:{self.port}", f"localhost:{self.port}"}
        return addresses

    async def close(self) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        # A page on the web can make a browser call 127.0.0.1; it cannot forge these two headers.
        if request.host not in self._hosts:
            raise web.HTTPMisdirectedRequest(text="The playground answers to its own name only.")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc not in self._hosts:
            raise web.HTTPForbidden(text="The playground answers its own page only.")
        return await handler(request)
