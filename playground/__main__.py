"""`python -m playground`: the playground in a process of its own, which outlives the bot."""

import argparse
import asyncio
import contextlib
import signal
import sys

from playground.control import TOKEN, Playground
from playground.errors import Unreachable
from playground.page import mount

PORT = 8765


def furnish(playground: Playground) -> None:
    """A server to walk into: two rooms, one of them for adults, two members and a moderator."""
    server = playground.server("Atelier")
    server.channel("general")
    server.channel("adults-only", nsfw=True)
    server.member("Ada")
    server.member("Ben")
    server.member("Mo", moderator=True)


async def serve(*, port: int, token: str, shards: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with Playground(port=port, token=token, shards=shards, mount=mount) as playground:
        furnish(playground)
        sys.stdout.write(f"The playground (it is not Discord) is at {playground.url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="0 takes any free one")
    parser.add_argument("--token", default=TOKEN, help="what the bot has to log in with")
    parser.add_argument("--shards", type=int, default=1, help="how many the bot is told to use")
    given = parser.parse_args()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(port=given.port, token=given.token, shards=given.shards))
    except Unreachable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
