"""How long members wait for "thinking…" while the model paints at full load.

Fifty members of a playground send commands, autocompletes and clicks to the real bot, in a process
of its own on the house model, which always has work in line. Measured in the playground, from
sending INTERACTION_CREATE to receiving the callback: everything Discord's three seconds are for,
except the network. Absolute times mean something on this machine and this day only; what counts is
the share of a second that the slowest hundredth takes, and that nobody goes unanswered.

    make bench-ack          python -m benchmarks.ack --members 50 --interactions 10
"""

import argparse
import asyncio
import json
import platform
import random
import statistics
import tempfile
from importlib.metadata import version
from pathlib import Path

import psutil

from playground import Playground
from playground.asker import Asked
from playground.scene import Channel, Member
from tests.e2e.house import Easel, answered

TARGET_SECONDS = 1.0
LINE = "[engine]\nmax_waiting = 200\nmax_per_owner = 4\n"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--interactions", type=int, default=10, help="of each member")
    parser.add_argument("--pause", type=float, default=2.0, help="mean seconds between them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


async def member_life(
    member: Member,
    channel: Channel,
    asked: list[Asked],
    chance: random.Random,
    count: int,
    pause: float,
) -> None:
    """What one member does, without waiting for pictures."""
    for _ in range(count):
        await asyncio.sleep(chance.expovariate(1 / pause))
        painted = [m for m in channel.messages(as_user=member) if answered(m)]
        what = chance.random()
        if what < 0.5 or not painted:
            prompt = chance.choice(["a red apple", "a cat", "a rocket", "a whale", "a crown"])
            one = member.slash(
                "imagine", channel=channel, prompt=prompt, count=chance.randint(1, 4)
            )
        elif what < 0.65:
            one = member.slash("queue", channel=channel)
        else:
            one = member.click(
                chance.choice(painted), chance.choice(["Reroll", "V1", "Info", "Edit"])
            )
        asked.append(one)
        await one


async def busy_share(process: psutil.Process, ended: asyncio.Event) -> float:
    """Mean share of all cores that the bot used, sampled each second."""
    samples = []
    process.cpu_percent()
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), timeout=1)
        except TimeoutError:
            samples.append(process.cpu_percent() / (psutil.cpu_count() or 1))
    return statistics.fmean(samples) if samples else 0.0


async def measure(given: argparse.Namespace) -> dict[str, object]:
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        async with Playground() as playground:
            easel = Easel(playground, Path(folder), config=LINE)
            server = playground.server("Load")
            channels = [server.channel(f"room-{n}") for n in range(5)]
            members = [server.member(f"Member {n}") for n in range(given.members)]
            await easel.start()
            try:
                # The line is never empty: somebody else always has long jobs in it.
                for n in range(8):
                    other = server.member(f"Painter {n}")
                    for _ in range(4):
                        await other.slash(
                            "imagine", channel=channels[0], prompt="a castle", steps=100, count=4
                        )
                asked: list[Asked] = []
                ended = asyncio.Event()
                watching = asyncio.create_task(busy_share(psutil.Process(easel.pid), ended))
                async with asyncio.TaskGroup() as group:
                    for n, member in enumerate(members):
                        group.create_task(
                            member_life(
                                member,
                                channels[n % len(channels)],
                                asked,
                                chance,
                                given.interactions,
                                given.pause,
                            )
                        )
                ended.set()
                share = await watching
            finally:
                await easel.kill()
    seconds = sorted(one.acknowledged.seconds for one in asked if one.acknowledged)
    ranks = statistics.quantiles(seconds, n=1000, method="inclusive")
    return {
        "members": given.members,
        "interactions": len(asked),
        "unanswered": sum(one.failed for one in asked),
        "p50": ranks[499],
        "p95": ranks[949],
        "p99": ranks[989],
        "max": seconds[-1],
        "bot_cpu_percent_of_machine": round(share, 1),
        "cores": psutil.cpu_count(),
        "python": platform.python_version(),
        "torch": version("torch"),
        "discord.py": version("discord.py"),
    }


def main() -> int:
    given = options()
    figures = asyncio.run(measure(given))
    for name, value in figures.items():
        print(f"{name:>28}  {value:.3f}" if isinstance(value, float) else f"{name:>28}  {value}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    met = figures["unanswered"] == 0 and float(str(figures["p99"])) < TARGET_SECONDS
    print(f"p99 under {TARGET_SECONDS:g} s and nobody unanswered: {'yes' if met else 'NO'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
