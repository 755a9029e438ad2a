"""The engine's policy, exactly: the real queue and the real batcher, with time as a number."""

import statistics
from collections import Counter

import pytest

from benchmarks.curve import Curve
from benchmarks.figures import by_owner, summary
from benchmarks.simulator import Machine, evaluations, rows_of, serial, shared, sharing
from benchmarks.workloads import Asked, poisson, two_sizes_and_a_stream
from engine import HOUSE

# Past four rows (two guided pictures) a row costs what it cost there.
FLAT = Machine(curve=Curve(name="flat", origin="made up", seconds={2: 1.0, 4: 1.0, 8: 2.0}))
SD15 = Machine(curve=Curve.recorded("sd15-h100"))
SDXL = Machine(curve=Curve.recorded("sdxl-h100"))
HOUSE_CPU = Machine(curve=Curve.recorded("house-2-cores"))


def ask(owner, steps, *, at=0.0, **asked):
    params = HOUSE.params(prompt="a cat", seed=0, steps=steps, sampler="euler", **asked)
    return Asked(at=at, owner=owner, params=params)


def day(machine, load, *, count=800):
    return poisson(HOUSE, count=count, load=load, solo=machine.solo, seed=1)


def at(run, number):
    """When request `number` of a trace was finished."""
    return run.served[run.finished.index(str(number))].finished


async def test_a_lone_job_takes_what_it_takes():
    run = shared([ask(1, 7)], FLAT)

    assert [one.latency for one in run.served] == [7.0]
    assert [(one.rows, one.used) for one in run.passes] == [(2, 2)] * 7


async def test_two_share_every_step_until_one_is_done():
    run = shared([ask(1, 3), ask(2, 5)], FLAT)

    assert run.finished == ["0", "1"]
    assert [one.finished for one in run.served] == [3.0, 5.0]
    assert [one.used for one in run.passes] == [4, 4, 4, 2, 2]


async def test_a_short_job_joins_in_the_middle_and_leaves_before_the_long_ones():
    run = shared([ask(1, 50), ask(2, 50), ask(3, 4, at=10.0)], FLAT)

    assert run.finished[0] == "2"
    assert run.served[0].latency == 4.0, "the shortest is in every pass from its arrival on"


async def test_where_sharing_gains_nothing_the_short_one_goes_first_and_rows_stay_few():
    run = shared([ask(1, 20), ask(2, 4)], SDXL)

    assert run.finished == ["1", "0"]
    assert [one.finished for one in run.served] == [4.0, 24.0]
    assert {one.rows for one in run.passes} == {2}


async def test_waiting_ends_for_everybody_however_many_short_ones_come():
    trace = [ask(0, 50), *(ask(owner, 4, at=2.0 * owner) for owner in range(1, 400))]

    run = shared(trace, SDXL)

    assert at(run, 0) < 400


async def test_sizes_do_not_share_a_pass_and_take_turns():
    trace = two_sizes_and_a_stream(HOUSE, long=8, short=0, steps=12, every=1.0)

    run = shared(trace, Machine(curve=SD15.curve, pixels=64 * 64))

    ends = {key: max(i for i, one in enumerate(run.passes) if one.key == key)
            for key in {one.key for one in run.passes}}  # fmt: skip
    both = run.passes[: min(ends.values())]
    turns = Counter(one.key for one in both)
    assert len(turns) == 2
    assert max(turns.values()) <= 2 * min(turns.values())


@pytest.mark.parametrize("machine", [SD15, HOUSE_CPU, SDXL], ids=lambda m: m.curve.name)
@pytest.mark.parametrize("load", [0.8, 1.5])
async def test_every_request_of_a_day_is_served_once_with_all_its_steps(machine, load):
    trace = day(machine, load, count=300)

    run = shared(trace, machine)

    assert sorted(map(int, run.finished)) == list(range(len(trace)))
    work = sum(rows_of(one.params) * evaluations(one.params) for one in trace)
    assert sum(one.used for one in run.passes) == work
    assert all(one.latency >= one.solo - 1e-9 for one in run.served)


async def test_the_same_day_goes_the_same_way_again():
    trace = day(SD15, 0.95, count=200)

    assert shared(trace, SD15) == shared(trace, SD15)


@pytest.mark.parametrize("machine", [SD15, HOUSE_CPU], ids=lambda m: m.curve.name)
async def test_at_95_percent_of_serial_capacity_p95_is_five_times_lower(machine):
    trace = day(machine, 0.95, count=1500)

    ours = summary(shared(trace, machine).served)
    theirs = summary(serial(trace, machine).served)

    assert theirs["latency_p95"] > 5 * ours["latency_p95"]
    assert ours["fairness"] > 0.99


async def test_a_server_that_cannot_keep_up_alone_keeps_up_when_steps_are_shared():
    trace = day(SD15, 1.5)
    job = statistics.fmean(SD15.solo(one.params) for one in trace)

    ours = summary(shared(trace, SD15).served)

    assert ours["latency_p95"] < 4 * job
    assert summary(serial(trace, SD15).served)["latency_p95"] > 100 * job


async def test_where_sharing_gains_nothing_it_costs_no_more_than_trying_it_now_and_then():
    trace = day(SDXL, 0.95)

    run = shared(trace, SDXL)

    assert sharing(run.passes)["rows_per_forward"] < 3
    ours, theirs = (
        statistics.fmean(one.latency for one in outcome.served)
        for outcome in (run, serial(trace, SDXL))
    )
    # Trying larger passes again makes the mean wait 3 % longer: the target, nothing, is missed.
    assert ours <= 1.04 * theirs


@pytest.mark.parametrize("machine", [SD15, HOUSE_CPU, SDXL], ids=lambda m: m.curve.name)
async def test_a_hundred_jobs_of_one_member_cost_another_no_more_than_half(machine):
    hundred = [ask(1, 20) for _ in range(100)]
    single = ask(2, 20, at=3.5 * machine.solo(ask(2, 20).params))

    run = shared([*hundred, single], machine)

    latency = run.served[run.finished.index("100")].latency
    # Half of the time is its share: a pass of its own for each pass, perhaps a full one, of others.
    step, full = (
        machine.forward(single.params, 2),
        machine.forward(single.params, machine.curve.knee),
    )
    assert latency <= 20 * (step + full)


@pytest.mark.parametrize("machine", [SD15, HOUSE_CPU, SDXL], ids=lambda m: m.curve.name)
async def test_it_makes_no_difference_whether_a_member_has_fifty_jobs_or_a_hundred(machine):
    single = ask(2, 20, at=3.5 * machine.solo(ask(2, 20).params))

    few, many = (shared([*[ask(1, 20)] * count, single], machine) for count in (50, 100))

    assert many.finished.index("100") == few.finished.index("50")
    assert at(many, 100) == at(few, 50)


async def test_owners_slow_down_alike_when_all_ask_alike():
    trace = [ask(owner, 12) for _ in range(10) for owner in range(5)]

    means = by_owner(shared(trace, SD15).served).values()

    assert max(means) / min(means) < 1.2
