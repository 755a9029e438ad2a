"""Does memory stay flat over thousands of jobs?

One engine on the house model serves job after job: every sampler, with and without guidance, one
to three pictures each, some cancelled on their way, many at once. What the process holds is read
every hundred jobs; what it holds after the warm-up and at the end is compared. The words come from
a list, because the cache of encoded prompts is meant to grow until it is full.

    make soak               python -m benchmarks.soak --jobs 2000 --json soak.json
"""

import argparse
import asyncio
import gc
import json
import random
import resource
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.painter import config, painter
from benchmarks.report import machine_facts, peak_megabytes
from engine import Cancelled, Engine, Job, Params
from engine.catalog import HOUSE
from engine.sampler import SAMPLERS

MOST_GROWTH = 0.05
_SIDE = 32
_AT_ONCE = 32
_EVERY = 100


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--warm-up", type=int, default=500, help="of them, before it counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


def held() -> float:
    """What this process has in memory, in megabytes, once nothing waits to be collected."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return peak_megabytes()  # elsewhere the most that it ever held: it must not grow either
    return pages * resource.getpagesize() / 2**20


def asked(chance: random.Random) -> Params:
    params = HOUSE.params(
        prompt=f"{chance.choice(['a red', 'a blue', 'a green'])} {chance.choice(_THINGS)}",
        seed=chance.getrandbits(32),
        steps=1,
        guidance=chance.choice([1.0, 4.0]),
        sampler=chance.choice(sorted(SAMPLERS)),
        width=_SIDE,
        height=_SIDE,
    )
    return replace(params, count=chance.choice([1, 1, 1, 3]))


_THINGS = ["apple", "whale", "crown", "cat face", "rocket", "key", "frog", "castle"]


async def serve(engine: Engine, jobs: int, chance: random.Random) -> dict[str, int]:
    """So many jobs, never more than fit inside; how they ended."""
    room = asyncio.Semaphore(_AT_ONCE)
    ended = {"painted": 0, "cancelled": 0}

    async def one(params: Params, owner: int, *, leaves: bool) -> None:
        async with room:
            job = engine.submit(params, owner=owner, previews=False)
            if leaves:
                await begun(job)
                engine.cancel(job)
            try:
                await job.pictures()
            except Cancelled:
                ended["cancelled"] += 1
            else:
                ended["painted"] += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(jobs):
            group.create_task(one(asked(chance), chance.randrange(8), leaves=chance.random() < 0.1))
    return ended


async def begun(job: Job) -> None:
    async for progress in job.updates():
        if not progress.place:
            return


async def measure(given: argparse.Namespace) -> dict[str, object]:
    chance = random.Random(given.seed)
    curve: dict[int, float] = {}
    ended = {"painted": 0, "cancelled": 0}
    with tempfile.TemporaryDirectory() as folder:
        settings = config(cache=Path(folder), precision="fp32", exactness="fast", at_once=_AT_ONCE)
        async with painter(settings) as paint:
            done = 0
            while done < given.jobs:
                # The warm-up ends with a reading, wherever it ends.
                upto = given.warm_up if done < given.warm_up else given.jobs
                count = min(_EVERY, upto - done)
                for how, number in (await serve(paint.engine, count, chance)).items():
                    ended[how] += number
                done += count
                curve[done] = round(held(), 1)
    warm, end = curve[given.warm_up], curve[given.jobs]
    return {
        "jobs": given.jobs,
        **ended,
        "warm_mb": warm,
        "end_mb": end,
        "growth": round(end / warm - 1, 4),
        "mb_after_jobs": curve,
        "machine": machine_facts(),
    }


def main() -> int:
    given = options()
    figures = asyncio.run(measure(given))
    for name, value in figures.items():
        print(f"{name:>14}  {value}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    met = float(str(figures["growth"])) < MOST_GROWTH
    print(f"growth under {MOST_GROWTH:.0%}: {'yes' if met else 'NO'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
