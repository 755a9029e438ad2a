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
from engine import HOUSE, Params, hub
from engine.exactness import AUTO, EXACT, FAST, PINNED

# Pictures that a static batch holds: two rows each fill the largest pass.
STATIC: Final = 8


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
    rounds=5, burst=6, burst_steps=4, mix=12, mix_steps=8, lone=3, repeats=5, trace=500, whole=False
)
FULL: Final = Size(
    rounds=5,
    burst=12,
    burst_steps=10,
    mix=32,
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
    curve = await asyncio.to_thread(pipe.curve, HOUSE, repeats=size.repeats)
    _show_curve(report, curve)
    before = peak_megabytes()
    fast, careful = config(cache=cache), config(cache=cache, exactness=EXACT)
    async with painter(fast) as ours, painter(careful) as exact:
        for side in (ours, exact):
            await side(mix)  # what the start did not measure, painting does
        await _w1(report, size, pipe, ours)
        machine, alone = await _w2(report, size, pipe, (ours, exact), curve, mix)
        await _lone(report, size, pipe, ours, curve)
        await _gate(report, pipe, exact, mix, alone, cache)
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


def _show_curve(report: Report, curve: Curve) -> None:
    report.keep("curve", curve.to_json())
    report.head("Seconds of a forward pass, relative to two rows, and what a row costs")
    for rows, took in curve.seconds.items():
        gain = curve(2) / 2 / (took / rows)
        report.line(f"{rows} rows", f"{took / curve(2):.2f}, {gain:.2f}x as many rows/s")


def best_speed_up(asked: Sequence[Asked], curve: Curve) -> float:
    """What sharing gains if every row is as cheap as at the knee; nothing else is counted."""
    alone = sum(evaluations(one.params) * curve(rows_of(one.params)) for one in asked)
    rows = sum(evaluations(one.params) * rows_of(one.params) for one in asked)
    return alone / (rows * curve.price)


def simulated_speed_up(asked: Sequence[Asked], machine: Machine) -> float:
    """Where the time of a burst goes: what the engine's policy makes of it, at no cost itself."""
    one, other = (max(s.finished for s in run(asked, machine).served) for run in (serial, shared))
    return one / other


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
    painters: tuple[Painter, Painter],
    curve: Curve,
    mix: Sequence[Asked],
) -> tuple[Machine, Mapping[Params, bytes]]:
    """Gives what a picture costs here besides its forward passes, and S0's pictures."""
    ours, exact = painters
    sides = {
        "S0": lambda: serve(pipe, mix),
        "engine": lambda: ours(mix),
        "exact": lambda: exact(mix),
    }
    if size.whole:
        sides["S2"] = lambda: serve(pipe, mix, most=STATIC)
    before, before_exact = ours.engine.counters, exact.engine.counters
    seconds, last = await in_turns(size.rounds, sides)
    after, after_exact = ours.engine.counters, exact.engine.counters
    passes, rows = after.passes - before.passes, after.rows - before.rows
    padding = after.padding - before.padding
    faster = Ratio.of(seconds["engine"], seconds["S0"]).inverse
    same = Ratio.of(seconds["exact"], seconds["S0"]).inverse
    shared_rows = after_exact.rows - before_exact.rows
    per_exact = shared_rows / (after_exact.passes - before_exact.passes)
    best = best_speed_up(mix, curve)
    in_model = sum(evaluations(one.params) * curve(rows_of(one.params)) for one in mix)
    fixed = max(0.0, (statistics.median(seconds["S0"]) - in_model) / len(mix))
    efficiency, per_pass = faster.median / best, rows / passes
    report.head(f"W2: {size.mix} requests at once, all mixed; exactness left to the engine (auto)")
    report.line(
        "images/s against S0, pipe() one by one", f"{faster}x", ">= 2", met=faster.median >= 2
    )
    report.line("best that the curve allows", f"{best:.2f}x")
    report.line("batching efficiency", f"{efficiency:.2f}", ">= 0.9", met=efficiency >= 0.9)
    report.line("rows per forward pass", f"{per_pass:.1f}", ">= 4", met=per_pass >= 4)
    level = gate.level(last["engine"])
    report.line("exactness that its pictures recorded", level)
    report.line("at exact, the default: images/s against S0", f"{same}x")
    report.line("at exact: rows per forward pass", f"{per_exact:.1f}")
    report.line("padding", f"{padding / (rows + padding):.1%} of all rows")
    report.line("forward passes per image", f"{passes / size.rounds / len(mix):.2f} "
                f"(alone {sum(evaluations(a.params) for a in mix) / len(mix):.2f})")  # fmt: skip
    machine = Machine(curve=curve, fixed=fixed)
    ideal, whole = simulated_speed_up(mix, Machine(curve=curve)), simulated_speed_up(mix, machine)
    report.line("simulated on the curve: the policy alone", f"{ideal:.2f}x")
    report.line("simulated with what cannot be shared", f"{whole:.2f}x")
    report.line(
        "S0's time outside the model", f"{fixed * len(mix) / statistics.median(seconds['S0']):.0%}"
    )
    kept: Figures = {
        "level": level,
        "exact": {"S0": same.to_json(), "rows_per_pass": per_exact},
        "S0": faster.to_json(),
        "best": best,
        "efficiency": efficiency,
        "rows_per_pass": per_pass,
        "padding": padding / (rows + padding),
        "passes_per_image": passes / size.rounds / len(mix),
        "simulated": {"policy": ideal, "with_unshared": whole},
        "seconds": seconds,
    }
    if "S2" in seconds:
        dynamic = Ratio.of(seconds["engine"], seconds["S2"]).inverse
        report.line("images/s against S2, equal ones batched", f"{dynamic}x")
        kept["S2"] = dynamic.to_json()
    report.keep("W2", kept)
    return machine, gate.pictures(last["S0"])


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


async def _gate(
    report: Report,
    pipe: Pipe,
    exact: Painter,
    mix: Sequence[Asked],
    alone: Mapping[Params, bytes],
    cache: Path,
) -> None:
    report.head("The exactness gate")
    lone = await gate.alone(Gate(level=EXACT), exact, pipe, HOUSE)
    mixed_up = await gate.shuffles(Gate(level=EXACT), exact, mix, alone)
    async with painter(config(cache=cache, exactness=PINNED)) as paint:
        level = gate.level(await paint(mix[-1:]))
        pinned = await gate.shuffles(Gate(level=level), paint, mix, None)
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
    for name, more in {
        "shared steps, exact": {"exactness": EXACT},
        "shared steps, fast": {"exactness": FAST},
        "bf16": {"exactness": AUTO, "precision": "bf16"},
    }.items():
        async with painter(config(cache=cache, **more)) as paint:
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
