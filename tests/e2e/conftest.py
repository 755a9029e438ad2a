import shutil
from collections.abc import AsyncIterator

import pytest_asyncio

from playground import Playground
from tests.e2e.house import Easel, answered


class Stage:
    """One running bot, a server, and three people in it."""

    def __init__(self, playground, easel):
        self.playground = playground
        self.easel = easel
        self.server = playground.server("Atelier")
        self.channel = self.server.channel("general")
        self.ada = self.server.member("Ada")
        self.ben = self.server.member("Ben")
        self.mo = self.server.member("Mo", moderator=True)

    async def imagine(self, prompt, *, by=None, seconds=90, count=1, **options):
        """Type /imagine and wait for the pictures. Returns the message."""
        asked = (by or self.ada).slash(
            "imagine", channel=self.channel, prompt=prompt, count=count, **options
        )
        return await asked.done(answered, seconds=seconds)

    async def until(self, condition):
        """Wait for something only the bot's own files show: ask it small things until it holds."""
        for _ in range(50):
            if condition():
                return
            await self.ada.slash("queue", channel=self.channel).done()
        raise AssertionError("What was waited for did not happen.")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory) -> AsyncIterator[Stage]:
    """One bot for a whole module: it starts slowly and forgets nothing."""
    folder = tmp_path_factory.mktemp("easel")
    async with Playground() as playground:
        easel = Easel(playground, folder)
        stage = Stage(playground, easel)
        await easel.start()
        try:
            yield stage
        finally:
            await easel.kill()
            shutil.rmtree(folder, ignore_errors=True)
