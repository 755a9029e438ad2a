"""The page's websocket: a snapshot for whoever looks, then every event they may see."""

import asyncio
from contextlib import suppress

from aiohttp import web

from playground.control import Playground
from playground.feed import Subscription
from playground.model import User
from playground.page.view import View, people
from playground.payload import dumps

_HEARTBEAT_SECONDS = 20.0


class Lines:
    """One line for each open page."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/page/socket", self._serve)

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        view = View(self._playground, self._who(request.query.get("as", "")))
        line = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS)
        await line.prepare(request)
        with self._playground.subscribe() as events:
            telling = asyncio.create_task(_tell(line, view, events))
            try:
                async for _ in line:  # the page says nothing here; this ends when it goes
                    continue
            finally:
                telling.cancel()
                with suppress(asyncio.CancelledError):
                    await telling
        return line

    def _who(self, wanted: str) -> User:
        """The person asked for, else the first: a page may remember an older playground."""
        everybody = people(self._playground.world)
        if not everybody:
            raise web.HTTPConflict(text="Nobody is here yet.")
        return next((user for user in everybody if str(user.id) == wanted), everybody[0])


async def _tell(line: web.WebSocketResponse, view: View, events: Subscription) -> None:
    with suppress(ConnectionError):  # the page went away between two events
        await line.send_str(dumps(view.snapshot()).decode())
        async for event in events:
            told = view.tell(event)
            if told is not None:
                await line.send_str(dumps(told).decode())
