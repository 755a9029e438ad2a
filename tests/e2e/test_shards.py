"""Two shards, each with a server of its own."""

from playground import Playground
from tests.e2e.house import Easel, answered, pngs


async def test_both_shards_paint(tmp_path):
    async with Playground(shards=2) as playground:
        easel = Easel(playground, tmp_path)
        servers = [playground.server(f"Server {n}") for n in range(4)]
        await easel.start(shards=2)
        try:
            asked = []
            for server in servers:
                channel, member = server.channel("general"), server.member("Ada")
                asked.append(member.slash("imagine", channel=channel, prompt="a cat", seed=1))
            messages = [await one.done(answered, seconds=120) for one in asked]
        finally:
            await easel.kill()

    assert len({pngs(message)[0] for message in messages}) == 1
