import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalog import HOUSE
from engine.errors import QueueFull
from engine.job import Job
from engine.queue import JobQueue, Pace, cost, simulate


def job(owner, name="x", **asked):
    return Job(id=name, params=HOUSE.params(prompt=name, seed=0, **asked), owner=owner)


def names(jobs):
    return [job.id for job in jobs]


def drain(queue):
    taken = []
    while job := queue.take():
        taken.append(job)
    return taken


@pytest.fixture
async def queue():
    return JobQueue(max_waiting=6, max_per_owner=3)


@pytest.fixture
async def long_queue():
    return JobQueue(max_waiting=10_000, max_per_owner=10_000)


async def test_owners_take_turns(queue):
    for owner, name in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1")]:
        queue.put(job(owner, name))

    assert names(queue.in_order()) == ["a1", "b1", "a2", "a3"]


async def test_jobs_come_out_in_the_order_that_was_shown(queue):
    for owner, name in [(1, "a1"), (1, "a2"), (2, "b1"), (3, "c1"), (2, "b2")]:
        queue.put(job(owner, name))

    shown = names(queue.in_order())

    assert names(drain(queue)) == shown == ["a1", "b1", "c1", "a2", "b2"]
    assert len(queue) == 0
    assert queue.take() is None


async def test_an_owner_who_was_served_goes_to_the_back(queue):
    for owner, name in [(1, "a1"), (1, "a2"), (2, "b1")]:
        queue.put(job(owner, name))

    queue.take()

    assert names(queue.in_order()) == ["b1", "a2"]


async def test_who_comes_back_while_others_wait_does_not_jump_the_line(queue):
    queue.put(job(1, "a1"))
    queue.put(job(2, "b1"))
    queue.take()

    queue.put(job(1, "a2"))

    assert names(queue.in_order()) == ["b1", "a2"]


async def test_a_large_request_is_a_large_turn(long_queue):
    long_queue.put(job(1, "large", count=4, steps=50))
    long_queue.put(job(1, "after", steps=4))
    for n in range(10):
        long_queue.put(job(2, f"small{n}", steps=4))

    order = names(long_queue.in_order())

    assert order[0] == "large"
    assert order[-1] == "after", "ten small turns are less work than one large one"


async def test_staying_away_saves_up_nothing(long_queue):
    for n in range(20):
        long_queue.put(job(1, f"a{n}"))
    for _ in range(10):
        long_queue.take()

    for n in range(3):
        long_queue.put(job(2, f"b{n}"))

    assert names(long_queue.in_order())[:6] == ["b0", "a10", "b1", "a11", "b2", "a12"]


async def test_after_a_rest_all_are_even(queue):
    queue.put(job(1, "large", count=4, steps=150))
    queue.take()
    queue.rest()

    queue.put(job(1, "a"))
    queue.put(job(2, "b"))

    assert names(queue.in_order()) == ["a", "b"]


async def test_a_rest_is_no_rest_while_somebody_waits(queue):
    queue.put(job(1, "a1"))
    queue.put(job(1, "a2"))
    queue.put(job(2, "b1"))
    queue.take()

    queue.rest()
    queue.put(job(3, "c1"))

    assert names(queue.in_order()) == ["b1", "c1", "a2"]


async def test_one_owner_cannot_fill_the_line(queue):
    for n in range(3):
        queue.put(job(1, f"a{n}"))

    with pytest.raises(QueueFull, match="You already have 3 requests waiting"):
        queue.put(job(1, "a4"))
    queue.put(job(2, "b1"))


async def test_the_line_has_an_end(queue):
    for n in range(6):
        queue.put(job(n))

    with pytest.raises(QueueFull, match="The line is full: 6 requests are waiting"):
        queue.put(job(7))


async def test_who_was_promised_a_place_gets_it(queue):
    for n in range(6):
        queue.put(job(n))

    queue.put(job(0, "promised"), accepted=True)

    assert names(queue.in_order())[-1] == "promised"


async def test_a_place_is_counted_from_one(queue):
    waiting = [job(1, "a1"), job(1, "a2"), job(2, "b1")]
    for each in waiting:
        queue.put(each)

    assert [queue.place(each) for each in waiting] == [1, 3, 2]
    assert queue.place(job(3)) == 0


async def test_a_cancelled_job_frees_its_owners_turn(long_queue):
    large = job(1, "large", count=4, steps=150)
    long_queue.put(large)
    long_queue.put(job(1, "small", steps=4))
    for n in range(5):
        long_queue.put(job(2, f"b{n}"))

    assert long_queue.remove(large)

    assert names(long_queue.in_order())[:2] == ["small", "b0"]


async def test_a_held_job_is_passed_but_keeps_its_place(queue):
    first, second, third = (job(1, name) for name in ("a1", "a2", "a3"))
    for each in (first, second, third):
        queue.put(each)

    queue.hold(first)

    assert queue.place(first) == 1
    assert queue.take() is second
    queue.release(first)
    assert drain(queue) == [first, third]


async def test_while_all_are_held_nobody_is_next(queue):
    waiting = job(1)
    queue.put(waiting)
    queue.hold(waiting)

    assert queue.take() is None
    assert len(queue) == 1
    assert queue.remove(waiting)
    assert queue._held == set()


async def test_only_the_job_itself_is_removed(queue):
    mine, yours = job(1, "same"), job(2, "same")
    queue.put(mine)
    queue.put(yours)

    assert queue.remove(yours)

    assert queue.in_order() == [mine]
    assert not queue.remove(yours)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 50), st.integers(1, 4)), max_size=40))
async def test_nobody_waits_longer_than_their_share(arrivals):
    queue = JobQueue(max_waiting=100, max_per_owner=100)
    for n, (owner, steps, count) in enumerate(arrivals):
        queue.put(job(owner, str(n), steps=steps, count=count))
    largest = max((cost(each.params) for each in queue.in_order()), default=0)
    served = dict.fromkeys(range(1, 5), 0.0)
    waiting = queue.in_order()

    while taken := queue.take():
        waiting.remove(taken)
        served[taken.owner] += cost(taken.params)
        behind = [served[each.owner] for each in waiting]

        # Whoever still waits is at most one largest job behind whoever was served most.
        assert max(served.values()) - min(behind, default=max(served.values())) <= 2 * largest


@given(
    st.lists(st.tuples(st.sampled_from(["put", "take", "remove"]), st.integers(0, 3)), max_size=60)
)
async def test_nothing_is_lost_and_an_owners_jobs_stay_in_order(actions):
    queue = JobQueue(max_waiting=100, max_per_owner=100)
    waiting, number = [], 0
    for action, pick in actions:
        if action == "put":
            number += 1
            waiting.append(job(pick, str(number), steps=1 + 7 * pick))
            queue.put(waiting[-1])
        elif action == "take":
            taken = queue.take()
            assert (taken is None) == (not waiting)
            if taken:
                assert next(each for each in waiting if each.owner == taken.owner) is taken
                waiting.remove(taken)
        elif waiting:
            removed = waiting.pop(pick % len(waiting))
            assert queue.remove(removed)

        assert sorted(names(queue.in_order())) == sorted(names(waiting))
        assert len(queue) == len(waiting)


async def test_two_thousand_jobs_come_out_soon_and_in_full(long_queue):
    jobs = [job(n % 50, str(n)) for n in range(2000)]
    began = time.perf_counter()

    for each in jobs:
        long_queue.put(each)
    for each in jobs[::2]:
        long_queue.remove(each)
    out = drain(long_queue)

    assert len(out) == 1000
    assert time.perf_counter() - began < 30, "a hundred times what it needs on an idle machine"


async def test_the_memory_of_turns_does_not_grow_with_everybody_who_came(long_queue):
    for owner in range(1000):
        long_queue.put(job(owner))
        long_queue.take()
        long_queue.rest()

    assert len(long_queue._served) <= 1
    assert long_queue._lines == {}


async def test_work_counts_pictures_steps_pixels_and_rows():
    plain = cost(job(1, guidance=1).params)

    assert cost(job(1, guidance=4).params) == 2 * plain
    assert cost(job(1, guidance=1, count=3).params) == pytest.approx(3 * plain)
    assert cost(job(1, guidance=1, steps=40).params) == 2 * plain
    assert cost(job(1, guidance=1, width=128, height=128).params) == 4 * plain
    assert cost(job(1, guidance=1, sampler="heun").params) == 2 * plain


async def test_a_pace_is_learned_from_the_first_job_on():
    pace = Pace()
    twenty, forty = job(1, steps=20).params, job(1, steps=40).params

    assert pace.seconds(twenty) is None
    pace.observe(twenty, seconds=2)

    assert pace.seconds(forty) == pytest.approx(4)


async def test_a_new_pace_replaces_the_old_one_bit_by_bit():
    pace = Pace()
    params = job(1).params
    pace.observe(params, seconds=10)

    for _ in range(20):
        pace.observe(params, seconds=1)

    assert pace.seconds(params) == pytest.approx(1, rel=0.02)


async def test_a_size_never_seen_is_judged_by_its_pixels():
    pace = Pace()
    pace.observe(job(1, width=64, height=64).params, seconds=1)

    assert pace.seconds(job(1, width=128, height=64).params) == pytest.approx(2)


async def test_a_model_never_seen_is_not_judged():
    pace = Pace()
    pace.observe(job(1).params, seconds=1)
    other = HOUSE.params(prompt="x")
    object.__setattr__(other, "model", "sd15")

    assert pace.seconds(other) is None


def test_the_line_moves_as_places_come_free():
    assert simulate([3.0], [2.0, 1.0], room=1) == [5.0, 6.0]
    assert simulate([3.0, 1.0], [2.0, 2.0, 2.0], room=2) == [3.0, 5.0, 5.0]
    assert simulate([], [2.0], room=1) == [2.0]


def test_behind_a_job_of_unknown_length_nothing_is_known():
    assert simulate([1.0], [2.0, None, 2.0], room=1) == [3.0, None, None]


def test_steps_that_are_not_walked_cost_nothing():
    whole = HOUSE.params(prompt="a cat", seed=1)

    assert cost(whole.over(b"", strength=0.5)) == cost(whole) / 2
