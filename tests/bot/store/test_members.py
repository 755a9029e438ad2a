import asyncio

import pytest

from bot.rules import Level
from bot.store import Kind, State, Store, Usage


async def used(store, owner_id=1, server_id=10):
    return await store.members.usage(owner_id=owner_id, server_id=server_id)


async def test_what_was_asked_for_counts_by_the_hour_and_by_the_day(
    store, request_of, painted, clock
):
    row = await store.accept(request_of(1, count=4))
    await store.painted(row.id, painted(row.params, b"a"), [])
    await store.told(row.id, message_id=1)
    clock.pass_days(2 / 24)
    await store.accept(request_of(2, count=2))

    assert await used(store) == Usage(hour=2, day=6, queued=1)
    clock.pass_days(1)
    # Nothing of a day ago counts, but what still waits is in the queue.
    assert await used(store) == Usage(hour=0, day=0, queued=1)


async def test_each_server_and_member_has_a_count_of_their_own(store, request_of):
    await store.accept(request_of(1))
    await store.accept(request_of(2, owner_id=2, count=3))
    await store.accept(request_of(3, server_id=11))
    await store.accept(request_of(4, server_id=None))

    assert await used(store) == Usage(hour=1, day=1, queued=1)
    assert await used(store, server_id=None) == Usage(hour=1, day=1, queued=1)
    assert await used(store, owner_id=None) == Usage(hour=4, day=4, queued=2)


@pytest.mark.parametrize("state", [State.REFUSED, State.CANCELLED, State.FAILED])
async def test_what_came_to_nothing_is_given_back(store, request_of, state):
    row = await store.accept(request_of(1, count=4))

    await store.end(row.id, state, "unanswered")

    assert await used(store) == Usage(hour=0, day=0, queued=0)


async def test_a_single_picture_was_paid_for_with_its_grid(store, request_of):
    await store.accept(request_of(1, kind=Kind.SINGLE))

    assert await used(store) == Usage(hour=0, day=0, queued=1)


async def test_deleting_a_picture_does_not_give_another_one(store, request_of, painted, clock):
    shown, waiting = await store.accept(request_of(1, count=2)), await store.accept(request_of(2))
    await store.painted(shown.id, painted(shown.params, b"a", b"b"), [])

    await store.erase(shown.id)
    await store.erase(waiting.id)

    assert await used(store) == Usage(hour=2, day=2, queued=0)
    clock.pass_days(1.1)
    assert await used(store) == Usage(hour=0, day=0, queued=0)


async def test_no_two_requests_at_once_pass_the_same_quota(store, request_of):
    class Full(Exception):
        pass

    def admit(own, together):
        assert own == together
        if own.hour >= 3:
            raise Full

    asked = [store.accept(request_of(number), admit=admit) for number in range(10)]

    answers = await asyncio.gather(*asked, return_exceptions=True)

    assert sum(isinstance(answer, Full) for answer in answers) == 7
    assert len(await store.untold()) == 3


async def test_strikes_of_a_day_count(store, clock):
    async def strike(owner_id=1, server_id=10, kind="prompt"):
        return await store.members.strike(
            owner_id=owner_id,
            server_id=server_id,
            job_id=None,
            kind=kind,
            category="sexual",
            term="x",
            source="built-in",
        )

    assert [await strike(), await strike(kind="picture")] == [1, 2]
    assert await strike(owner_id=2) == 1
    assert await strike(server_id=None) == 1
    clock.pass_days(0.9)
    assert await strike() == 3
    clock.pass_days(0.2)
    assert await strike() == 2

    assert await store.members.struck(server_id=10, seconds=3600) == 1
    assert await store.members.struck(server_id=10, seconds=1e9) == 5
    assert await store.members.struck(server_id=10, seconds=1e9, owner_id=1, kind="prompt") == 3


async def test_what_a_member_prefers_is_answered_from_memory(tmp_path):
    async with Store(tmp_path) as store:
        await store.members.prefer(1, Level.STANDARD)
        await store.members.prefer(1, Level.STRICT)
        await store.members.prefer(2, Level.STRICT)
        await store.members.prefer(2, None)
        assert (store.members.level(1), store.members.level(2)) == (Level.STRICT, None)

    async with Store(tmp_path) as store:
        assert (store.members.level(1), store.members.level(2)) == (Level.STRICT, None)
