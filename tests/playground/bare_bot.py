"""A bot without a library: it says over the wire exactly what a test tells it to."""

import contextlib
import io
import json
import zlib

import aiohttp
import zstandard


def identify(pg):
    return {"token": pg.token, "intents": 1, "properties": {}}


class Line:
    """A gateway connection in plain words."""

    def __init__(self, socket, way):
        self.socket = socket
        if way == "zlib-stream":
            self._unpack = zlib.decompressobj().decompress
        elif way == "zstd-stream":
            self._unpack = zstandard.ZstdDecompressor().decompressobj().decompress
        else:
            self._unpack = lambda data: data

    async def hear(self):
        message = await self.socket.receive(timeout=5)
        return json.loads(self._unpack(message.data))

    async def say(self, op, data):
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def closed(self):
        async for _ in self.socket:
            continue
        return self.socket.close_code


@contextlib.asynccontextmanager
async def talking(pg, compress=""):
    url = f"{pg.gateway_url}?v=10&encoding=json"
    if compress:
        url += f"&compress={compress}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        yield Line(socket, compress)


class BareBot:
    """REST as a test writes it: each call gives status, body and headers."""

    def __init__(self, pg, session):
        self._pg = pg
        self._session = session

    async def ask(self, method, path, body=None, *, files=(), token=None, headers=None, **query):
        """`files` make it multipart; `token` replaces the bot's own."""
        sent = {"Authorization": f"Bot {token or self._pg.token}"} | (headers or {})
        given = {"json": body} if body is not None else {}
        if files:
            given = {"data": self._form(body, files)}
        url = self._pg.api_url + path
        async with self._session.request(
            method, url, headers=sent, params=query, **given
        ) as response:
            answer = await response.read()
            if response.content_type == "application/json":
                answer = json.loads(answer)
            return response.status, answer, response.headers

    def _form(self, body, files):
        form = aiohttp.FormData(quote_fields=False)
        if body is not None:
            form.add_field("payload_json", json.dumps(body))
        for index, (name, content) in enumerate(files):
            form.add_field(f"files[{index}]", io.BytesIO(content), filename=name)
        return form

    async def answer(self, it, kind, data=None, **options):
        """The callback of an interaction."""
        body = {"type": kind} | ({} if data is None else {"data": data})
        return await self.ask("POST", f"/interactions/{it.id}/{it.token}/callback", body, **options)

    async def edit(self, it, body, *, message="@original", **options):
        path = f"/webhooks/{self._pg.application_id}/{it.token}/messages/{message}"
        return await self.ask("PATCH", path, body, **options)

    async def follow_up(self, it, body, **options):
        path = f"/webhooks/{self._pg.application_id}/{it.token}"
        return await self.ask("POST", path, body, **options)


@contextlib.asynccontextmanager
async def bare_bot(pg):
    """Connected to the gateway, so that interactions reach it."""
    async with talking(pg) as gateway, aiohttp.ClientSession() as session:
        await gateway.hear()
        await gateway.say(2, identify(pg))
        await gateway.hear()
        yield BareBot(pg, session)
