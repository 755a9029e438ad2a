"""Time, and how a test moves it."""

import asyncio

from playground.clock import Clock
from playground.snowflake import Snowflakes, born


async def test_an_alarm_rings_when_its_moment_comes():
    clock, rung = Clock(), asyncio.Event()

    clock.at(clock.now() + 0.01, rung.set)

    await asyncio.wait_for(rung.wait(), 1)


async def test_moving_time_forward_rings_what_it_passes():
    clock, near, far = Clock(), asyncio.Event(), asyncio.Event()
    clock.at(clock.now() + 60, near.set)
    clock.at(clock.now() + 600, far.set)

    clock.advance(61)

    await asyncio.wait_for(near.wait(), 1)
    assert not far.is_set()


async def test_a_silenced_alarm_does_not_ring():
    clock, silenced, last = Clock(), asyncio.Event(), asyncio.Event()
    clock.at(clock.now() + 1, silenced.set)()
    clock.at(clock.now() + 2, last.set)

    clock.advance(3)

    await asyncio.wait_for(last.wait(), 1)
    assert not silenced.is_set()


def test_ids_grow_and_carry_their_moment():
    clock = Clock(source=lambda: 1_700_000_000.5)
    ids = Snowflakes(clock)
    made = [ids.next() for _ in range(1000)]

    assert made == sorted(set(made))
    assert born(made[0]) == 1_700_000_000.5
