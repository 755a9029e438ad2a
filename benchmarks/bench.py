"""`easel bench`: what README claims, measured here and now against diffusers' own pipeline.

One process, the same weights, both sides in turns, and only ratios: seconds on a CPU say more
about the machine and its neighbours than about either side. The exactness gate looks at pictures of
the level whose speed is reported.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks import gate
from benchmarks.curve import Curve
from benchmarks.figures import Ratio, percentile
from benchmarks.gate import Gate
from benchmarks.load import LOADS, PLOTTED, draw, sweep
from benchmarks.painter import Painter, config, painter
from benchmarks.peers import Pipe, Result, serve
from benchmarks.report import Figures, Report, Say, machine_facts, peak_megabytes
from benchmarks.simulator import Machine, evaluations, rows_of, serial, shared
from benchmarks.workloads import (
    Asked,
    equal,
    mixed,
    poisson,
    two_sizes_and_a_stream,
    with_cancels,
)
from engine import HOUSE, hub
from engine.exactness import EXACT, FAST, PINNED

# Pictures that a static batch holds: two rows each fill the largest pass.
STATIC: Final = 8
# Requests of W2 that the exactness gate paints again and again.
GATED: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    rounds: int
    burst: int  # pictures of W1
    burst_steps: int
    mix: int  # pictures of W2
    mix_steps: int  # at most
    lone: int  # rounds of a single picture
    repeats: int  # of each point of the curve
    trace: int  # requests of each simulated day
    whole: bool  # W3 to W5 and the ingredients, too


QUICK: Final = Size(
    rounds=3,
    burst=8,
    burst_steps=4,
    mix=32,
    mix_steps=8,
    lone=3,
    repeats=5,
    trace=500,
    whole=False,
)
FULL: Final = Size(
    rounds=5,
    burst=16,
    burst_steps=10,
    mix=48,
    mix_steps=12,
    lone=7,
    repeats=9,
    trace=1500,
    whole=True,
)


async def bench(
    size: Size, *, as_json: Path | None = None, plot: Path | None = None, say: Say
) -> int:
    """The exit code: 1 if the exactness gate is broken; a missed target is only reported."""
    report = Report(say)
    began = time.perf_counter()
    report.keep("machine", machine_facts())
    report.keep("size", asdict(size))
    for name, value in machine_facts().items():
        report.line(name, str(value))
    with tempfile.TemporaryDirectory() as folder:
        await _measure(report, size, Path(folder), plot)
    report.keep("seconds", round(time.perf_counter() - began, 1))
    report.head(f"{time.perf_counter() - began:.0f} s; {report.missed} targets missed")
    if as_json:
        text = json.dumps(report.figures, indent=2)
        await asyncio.to_thread(as_json.write_text, f"{text}\n", encoding="utf-8")
    return int(report.gate_broken)


async def _measure(report: Report, size: Size, cache: Path, plot: Path | None) -> None:
    pipe = await asyncio.to_thread(Pipe, hub.locate(HOUSE))
    mix = mixed(HOUSE, count=size.mix, most_steps=size.mix_steps)
    await serve(pipe, mix[:1])
    before = peak_megabytes()
    async with painter(config(cache=cache)) as ours:
        ready = ours.engine.loaded[HOUSE.name]
        report.line("the engine chose", f"{ready.precision}, {ready.exactness}: {ready.reason}")
        report.keep("chosen", {"precision": ready.precision, "exactness": ready.exactness})
        same = pipe  # the pipeline that gives the engine's own bytes
        if ready.precision != pipe.precision:
            same = await asyncio.to_thread(Pipe, hub.locate(HOUSE), ready.precision)
            await serve(same, mix[:1])
        curves = [
            await asyncio.to_thread(one.curve, HOUSE, repeats=size.repeats)
            for one in dict.fromkeys((pipe, same))
        ]
        _show_curves(report, curves)
        await ours(mix)  # what the start did not measure, painting does
        await _w1(report, size, pipe, ours)
        machine = await _w2(report, size, pipe, ours, curves, mix)
        await _lone(report, size, pipe, ours, curves[-1])
        await _gate(report, same, mix, cache)
        report.head("Besides")
        lag = 1000 * percentile(ours.lag, 0.99)
        report.line("event loop lag p99 while painting", f"{lag:.1f} ms", "< 50 ms", met=lag < 50)
        report.line("peak memory: before the engine, at the end",
                    f"{before:.0f} MB, {peak_megabytes():.0f} MB")  # fmt: skip
        report.keep("lag_p99_ms", lag)
        report.keep("peak_mb", {"before": before, "end": peak_megabytes()})
        if size.whole:
            await _w3(report, pipe, ours, machine)
            await _w4(report, pipe, ours, machine)
            await _w5(report, pipe, ours, mix)
    if size.whole:
        await _ingredients(report, pipe, mix, cache)
    if plot or size.whole:
        _simulated(report, machine, size.trace, plot)


async def timed(work: Awaitable[Sequence[Result]]) -> tuple[Sequence[Result], float]:
    began = time.perf_counter()
    results = await work
    return results, time.perf_counter() - began


async def in_turns(
    rounds: int, sides: Mapping[str, Callable[[], Awaitable[Sequence[Result]]]]
) -> tuple[dict[str, list[float]], dict[str, Sequence[Result]]]:
    """Seconds of each side, round by round, and its last results."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    last: dict[str, Sequence[Result]] = {}
    for _ in range(rounds):
        for name, side in sides.items():
            last[name], took = await timed(side())
            seconds[name].append(took)
    return seconds, last


def _show_curves(report: Report, curves: Sequence[Curve]) -> None:
    """S0's and, where it computes in another precision, the engine's."""
    pair = curves[0](2)
    for curve in {curve.name: curve for curve in curves}.values():
        report.head(f"A forward pass on {curve.name}, relative to S0's with two rows")
        for rows, took in curve.seconds.items():
            gain = pair / 2 / (took / rows)
            report.line(f"{rows} rows", f"{took / pair:.2f}, {gain:.2f}x as many rows/s")
    report.keep("curves", [curve.to_json() for curve in curves])


def best_speed_up(asked: Sequence[Asked], alone: Curve, shared: Curve) -> float:
    """What sharing gains if every row is as cheap as at the knee; nothing else is counted.

    `alone`: what a pass costs the serial side, `shared`: the engine, in its own precision.
    """
    serial = sum(evaluations(one.params) * alone(rows_of(one.params)) for one in asked)
    rows = sum(evaluations(one.params) * rows_of(one.params) for one in asked)
    return serial / (rows * shared.price)


async def _w1(report: Report, size: Size, pipe: Pipe, ours: Painter) -> None:
    burst = equal(HOUSE, count=size.burst, steps=size.burst_steps)
    sides = {
        "S0": lambda: serve(pipe, burst),
        "engine": lambda: ours(burst),
        "S1": lambda: serve(pipe, burst, most=STATIC),
    }
    seconds, _ = await in_turns(size.rounds, sides)
    faster = Ratio.of(seconds["engine"], seconds["S0"]).inverse
    oracle = Ratio.of(seconds["engine"], seconds["S1"]).inverse
    report.head(f"W1: {size.burst} equal requests at once, {size.burst_steps} steps")
    report.line("images/s against S0, pipe() one by one", f"{faster}x")
    report.line("images/s against S1, pipe([prompts])", f"{oracle}x")
    report.keep("W1", {"S0": faster.to_json(), "S1": oracle.to_json(), "seconds": seconds})


async def _w2(
    report: Report,
    size: Size,
    pipe: Pipe,
    ours: Painter,
    curves: Sequence[Curve],
    mix: Sequence[Asked],
) -> Machine:
    """Gives what a picture costs the engine besides its forward passes."""
    sides = {"S0": lambda: serve(pipe, mix), "engine": lambda: ours(mix)}
    if size.whole:
        sides["S2"] = lambda: serve(pipe, mix, most=STATIC)
    before = ours.engine.counters
    seconds, last = await in_turns(size.rounds, sides)
    after = ours.engine.counters
    passes, rows = after.passes - before.passes, after.rows - before.rows
    padding = after.padding - before.padding
    faster = Ratio.of(seconds["engine"], seconds["S0"]).inverse
    alone, own = curves[0], curves[-1]
    best = best_speed_up(mix, alone, own)
    efficiency, per_pass = faster.median / best, rows / passes
    report.head(f"W2: {size.mix} requests at once, all mixed; precision and exactness automatic")
    report.line(
        "images/s against S0, pipe() one by one", f"{faster}x", ">= 3", met=faster.median >= 3
    )
    report.line("best that the curve allows", f"{best:.2f}x")
    report.line("batching efficiency", f"{efficiency:.2f}", ">= 0.9", met=efficiency >= 0.9)
    report.line("rows per forward pass", f"{per_pass:.1f}", ">= 4", met=per_pass >= 4)
    level = gate.level(last["engine"])
    report.line("exactness that its pictures recorded", level)
    report.line("padding", f"{padding / (rows + padding):.1%} of all rows")
    report.line("forward passes per image", f"{passes / size.rounds / len(mix):.2f} "
                f"(alone {sum(evaluations(a.params) for a in mix) / len(mix):.2f})")  # fmt: skip
    in_model = sum(evaluations(one.params) * alone(rows_of(one.params)) for one in mix)
    fixed = max(0.0, (statistics.median(seconds["S0"]) - in_model) / len(mix))
    # The policy's part of what is lost: what it makes of this burst where nothing else costs.
    serial_seconds = max(one.finished for one in serial(mix, Machine(curve=alone)).served)
    shared_seconds = max(one.finished for one in shared(mix, Machine(curve=own)).served)
    policy = serial_seconds / shared_seconds
    report.line("simulated: the policy alone, on the curves", f"{policy:.2f}x")
    report.line(
        "S0's time outside the model", f"{fixed * len(mix) / statistics.median(seconds['S0']):.0%}"
    )
    kept: Figures = {
        "level": level,
        "S0": faster.to_json(),
        "best": best,
        "efficiency": efficiency,
        "rows_per_pass": per_pass,
        "padding": padding / (rows + padding),
        "passes_per_image": passes / size.rounds / len(mix),
        "simulated_policy": policy,
        "seconds": seconds,
    }
    if "S2" in seconds:
        dynamic = Ratio.of(seconds["engine"], seconds["S2"]).inverse
        report.line("images/s against S2, equal ones batched", f"{dynamic}x")
        kept["S2"] = dynamic.to_json()
    report.keep("W2", kept)
    return Machine(curve=own, fixed=fixed)


async def _lone(report: Report, size: Size, pipe: Pipe, ours: Painter, curve: Curve) -> None:
    steps = size.mix_steps
    one = [Asked(owner=0, params=HOUSE.params(prompt="a red apple", seed=1, steps=steps))]
    seconds, _ = await in_turns(
        size.lone, {"S0": lambda: serve(pipe, one), "engine": lambda: ours(one)}
    )
    slower = Ratio.of(seconds["engine"], seconds["S0"])
    over = slower.median - 1
    long = Asked(owner=0, params=HOUSE.params(prompt="a cat", seed=1, steps=100))
    idle = [await ours.idle_after_cancel(long) for _ in range(size.lone // 3)]
    late = statistics.median(idle) / curve(2)
    report.head(f"One picture alone, {steps} steps")
    spread = f"({slower.low - 1:+.1%} to {slower.high - 1:+.1%})"
    report.line("time over pipe()", f"{over:+.1%} {spread}", "<= 5 %", met=over <= 0.05)
    report.line("from a cancel to an idle device", f"{late:.1f} steps' time", "within a step",
                met=late <= 1.5)  # fmt: skip
    report.keep("lone", {"overhead": slower.to_json(), "seconds": seconds, "idle": idle})


async def _gate(report: Report, same: Pipe, mix: Sequence[Asked], cache: Path) -> None:
    """`same`: the pipeline in the engine's precision, whose bytes `exact` promises."""
    report.head("The exactness gate")
    asked = mix[:GATED]
    theirs = gate.pictures(await serve(same, asked))
    async with painter(config(cache=cache, precision=same.precision, exactness=EXACT)) as paint:
        lone = await gate.alone(Gate(level=EXACT), paint, same, HOUSE)
        mixed_up = await gate.shuffles(Gate(level=EXACT), paint, asked, theirs)
    async with painter(config(cache=cache, precision=same.precision, exactness=PINNED)) as paint:
        level = gate.level(await paint(asked[-1:]))
        pinned = await gate.shuffles(Gate(level=level), paint, asked, None)
    for name, result in {
        "exact: every sampler alone, as pipe()": lone,
        "exact: shared in any order, as pipe()": mixed_up,
        f"{level}: shared in any order": pinned,
    }.items():
        report.gate_broken |= result.different > 0
        report.line(name, str(result), "0", met=result.different == 0)
    report.keep("gate", [asdict(one) for one in (lone, mixed_up, pinned)])


async def _w3(report: Report, pipe: Pipe, ours: Painter, machine: Machine) -> None:
    trace = poisson(HOUSE, count=40, load=0.95, solo=machine.solo, seed=1, steps=(4, 8, 12, 20))
    theirs, mine = await serve(pipe, trace), await ours(trace)
    ratio = percentile((r.seconds for r in theirs), 0.95) / percentile(
        (r.seconds for r in mine), 0.95
    )
    report.head("W3, really: 40 requests at 0.95 of S0's capacity, one run")
    report.line("p95 latency against S0", f"{ratio:.1f}x lower")
    report.keep("W3_real", {"p95_ratio": ratio})


async def _w4(report: Report, pipe: Pipe, ours: Painter, machine: Machine) -> None:
    every = 2 * machine.solo(HOUSE.params(prompt="x", steps=4))
    asked = two_sizes_and_a_stream(HOUSE, long=12, short=12, steps=20, every=every)
    theirs, mine = await serve(pipe, asked), await ours(asked)

    def stream(results: Sequence[Result], share: float) -> float:
        return percentile((r.seconds for r in results if r.asked.owner == 2), share)

    ratios = {share: stream(theirs, share) / stream(mine, share) for share in (0.5, 0.95)}
    report.head("W4: twelve jobs of 20 steps in two sizes, and a stream of 4-step jobs")
    report.line(
        "the stream's latency against S0", f"p50 {ratios[0.5]:.1f}x, p95 {ratios[0.95]:.1f}x lower"
    )
    report.keep("W4", {"p50_ratio": ratios[0.5], "p95_ratio": ratios[0.95]})


async def _w5(report: Report, pipe: Pipe, ours: Painter, mix: Sequence[Asked]) -> None:
    asked = with_cancels(mix)
    whole = gate.pictures(await ours(mix))
    seconds, last = await in_turns(
        3, {"S0": lambda: serve(pipe, asked), "engine": lambda: ours(asked)}
    )
    faster = Ratio.of(seconds["engine"], seconds["S0"]).inverse
    left = gate.pictures(last["engine"])
    different = sum(whole[params] != pixels for params, pixels in left.items())
    report.head("W5: W2 with one in ten cancelled while it is painted")
    report.line("time against S0", f"{faster}x as fast")
    report.line("pictures of the others that changed", f"{different} of {len(left)}")
    report.keep("W5", {"S0": faster.to_json(), "changed": different, "left": len(left)})


async def _ingredients(report: Report, pipe: Pipe, mix: Sequence[Asked], cache: Path) -> None:
    """W2 again, with one more thing at a time that the engine may use."""
    report.head("W2 by ingredient, against S0 in fp32")
    kept = {}
    for name, used in {
        "shared steps in fp32, exact": config(cache=cache, precision="fp32", exactness=EXACT),
        "shared steps in fp32, fast": config(cache=cache, precision="fp32", exactness=FAST),
        "bf16, no shared steps": config(cache=cache, precision="bf16", at_once=1),
        "bf16, shared steps": config(cache=cache, precision="bf16"),
    }.items():
        async with painter(used) as paint:
            await paint(mix)
            seconds, last = await in_turns(
                3, {"S0": lambda: serve(pipe, mix), "engine": lambda: paint(mix)}
            )
            level = gate.level(last["engine"])
        faster = Ratio.of(seconds["engine"], seconds["S0"]).inverse
        report.line(f"{name} ({level})", f"{faster}x")
        kept[name] = {"level": level, "S0": faster.to_json()}
    report.keep("ingredients", kept)


def _simulated(report: Report, machine: Machine, count: int, plot: Path | None) -> None:
    """W3 on the curve that was measured above."""
    points = sweep(machine, PLOTTED if plot else LOADS, count=count)
    report.head(f"W3, simulated on this curve at fast: {count} requests, p95 latency in jobs")
    for point in points:
        if point.load not in LOADS:
            continue
        name = f"load {point.load:g}: one by one, shared"
        one, other = point.serial["latency_p95"], point.shared["latency_p95"]
        value = f"{one:.1f}, {other:.1f}: {point.gain:.1f}x lower"
        if point.load == 0.95:
            report.line(name, value, ">= 5", met=point.gain >= 5)
        else:
            report.line(name, value)
    report.keep("W3", [asdict(point) for point in points])
    if plot:
        draw(points, plot)
