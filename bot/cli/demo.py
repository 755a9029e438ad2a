"""`easel demo`: the playground and the bot, on this machine."""

import asyncio
from typing import Annotated

import typer

from bot.cli.terminal import FAILED, fail, say


def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = 8765,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Show the page, in a desktop session.")
    ] = True,
) -> None:
    """Try Easel without Discord, on a page of this machine.

    Exit codes: 0 stopped; 1 the playground or the bot did not start.
    """
    from bot.demo import DemoError
    from bot.demo import demo as play

    try:
        asyncio.run(play(port=port, open_browser=open_browser, announce=say))
    except DemoError as error:
        fail(error, FAILED)
