"""The page: the playground as a chat in a browser, over the same objects that tests drive.

async with Playground(port=8765, mount=page.mount) as pg: ...
"""

from aiohttp import web

from playground.control import Playground
from playground.page.actions import Actions
from playground.page.files import add_files
from playground.page.socket import Lines

__all__ = ["mount"]


def mount(playground: Playground, router: web.UrlDispatcher) -> None:
    """Add the page at `/` and everything it asks for under `/page`."""
    add_files(router)
    Lines(playground).add_to(router)
    Actions(playground).add_to(router)
