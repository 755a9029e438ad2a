"""Random arrivals, cancels and failures: every job ends once, soon, and fails alone."""

import asyncio
import functools
from collections import Counter
from dataclasses import replace

import pytest
import torch
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from engine.batcher import BUCKETS, Batcher, Candidate
from engine.catalog import HOUSE
from engine.config import EngineConfig
from engine.engine import Engine
from engine.errors import Cancelled, EngineError, RenderFault
from engine.exactness import EXACT, FAST, Survey
from engine.executor import TorchExecutor
from engine.job import Status
from engine.parts import Parts
from engine.sampler import SAMPLERS
from tests.engine.studio import Studio, Visit, build_tiny

# One guided picture fits, and nobody shares: who waits is up to the order alone.
NARROW = Survey(slots={1: (0,), 2: (0, 0)}, seconds={1: 1.0, 2: 1.0})
WIDE = Survey(
    slots={rows: (0,) * rows for rows in BUCKETS},
    seconds={rows: 1 + rows / 4 for rows in BUCKETS},
)


@pytest.fixture(scope="module")
def tiny(house, tmp_path_factory):
    return build_tiny(tmp_path_factory.mktemp("models") / "tiny", house.source)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("measured")


# On the real engine a smaller counterexample would take minutes to find.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)

# The longest picture in the lines that never end.
LONGEST = 6

FATES = ("well", "noise", "words", "start", "rows", "advance")


@pytest.fixture(scope="module")
def open_studio(tiny, cache):
    """Paints what it is asked; a job's seed says what befalls it, as in `fate`."""
    studios = []

    @functools.cache
    def opened(precision):
        studio = Studio(tiny, cache, exactness=EXACT, precision=precision)
        studios.append(studio)
        curse(studio.warm.family)
        return studio

    yield opened
    for studio in studios:
        studio.executor.close()


def curse(family):
    start, rows, advance = family.start, family.rows, family.advance

    def starts(params, image=None):
        befalls = fate(params.seed)
        if befalls == "start":
            raise ZeroDivisionError("in its beginning")
        state = start(params, image)
        if befalls == "noise":
            state.latents = torch.full_like(state.latents, float("nan"))
        if befalls == "words":
            state.conditioning = {
                name: torch.full_like(values, float("nan"))
                for name, values in state.conditioning.items()
            }
        return state

    def brings(state):
        if fate(state.params.seed) == "rows" and state.step == 1:
            raise ZeroDivisionError("in what it brings")
        return rows(state)

    def advances(state, prediction):
        if fate(state.params.seed) == "advance" and state.step == 1:
            raise ZeroDivisionError("in its own step")
        advance(state, prediction)

    family.start, family.rows, family.advance = starts, brings, advances


def fate(seed):
    """Seeds of the first hundred are well, of the second have noise without numbers, and so on."""
    return FATES[seed // 100] if seed < 100 * len(FATES) else "well"


jobs = st.fixed_dictionaries(
    {
        "prompt": st.sampled_from(["a red apple", "a whale"]),
        "seed": st.integers(0, 7),
        "steps": st.integers(2, 5),
        "guidance": st.sampled_from([1.0, 4.0]),
        "sampler": st.sampled_from(sorted(SAMPLERS)),
        "width": st.sampled_from([32, 40]),
        "height": st.just(32),
    }
)


@st.composite
def visits(draw):
    company = []
    for n in range(draw(st.integers(1, 7))):
        befalls = draw(st.sampled_from(("well", "well", "well", *FATES)))
        asked = draw(jobs)
        asked["seed"] += 100 * FATES.index(befalls)
        company.append(
            Visit(
                name=f"{n} ({befalls})",
                params=HOUSE.params(**asked, count=draw(st.integers(1, 2))),
                level=draw(st.sampled_from([EXACT, FAST, "pinned:4"])),
                owner=draw(st.integers(1, 3)),
                arrives=draw(st.integers(0, 12)),
                leaves=draw(st.sampled_from([None, None, None, 0, 1, 2])),
            )
        )
    return company


@pytest.fixture(scope="module")
def lone():
    """What a job gets that is alone, once for each."""
    known = {}

    def painted(studio, visit):
        asked = studio, visit.params, visit.level
        if asked not in known:
            known[asked] = studio.alone(visit.params, visit.level).pixels
        return known[asked]

    return painted


def test_whatever_befalls_a_job_the_others_get_what_they_would_get_alone(open_studio, lone):
    studio = open_studio("bf16")

    @settings(max_examples=30, deadline=None, phases=QUICK)
    @given(company=visits())
    def check(company):
        outcomes = studio.play([company])

        for visit in company:
            outcome, befalls = outcomes[visit.name], fate(visit.params.seed)
            if isinstance(outcome.error, Cancelled):
                assert visit.leaves is not None
            elif befalls == "well":
                assert outcome.error is None
            elif befalls in ("noise", "words"):
                assert isinstance(outcome.error, RenderFault)
            else:
                assert type(outcome.error) is EngineError
            if befalls == "well" and visit.level != FAST:
                for number, pixels in outcome.pixels.items():
                    assert pixels == lone(studio, visit)[number]

    check()


@pytest.mark.parametrize(("level", "precision"), [(EXACT, "bf16"), ("pinned:4", "fp32")])
@pytest.mark.parametrize("befalls", ["noise", "words"])
def test_a_row_without_numbers_leaves_the_bytes_of_its_neighbours_alone(
    open_studio, lone, befalls, level, precision
):
    studio = open_studio(precision)
    asked = {"prompt": "a whale", "steps": 4, "guidance": 4.0, "width": 32, "height": 32}
    well = [
        Visit(name=str(n), params=HOUSE.params(**asked, seed=n, sampler=name), level=level)
        for n, name in enumerate(["euler", "ddim", "dpmpp_2m"])
    ]
    cursed = HOUSE.params(**asked, seed=100 * FATES.index(befalls), sampler="euler")
    sick = Visit(name="sick", params=cursed, level=level)
    studio.passes.clear()

    outcomes = studio.play([[sick, *well]])

    assert max(studio.passes) >= 4 or studio.pairs(level) < 2, "they did share"
    assert isinstance(outcomes["sick"].error, RenderFault)
    for visit in well:
        assert outcomes[visit.name].pixels == lone(studio, visit)


@pytest.mark.parametrize("owners", [1, 4])
def test_a_long_picture_is_painted_while_short_ones_go_on_coming(tiny, cache, owners):
    studio = Studio(tiny, cache, exactness=FAST, precision="fp32")
    [key] = studio.executor._batcher._curves
    studio.executor._batcher.learn(key, NARROW)
    short = tiny.params(prompt="a whale", sampler="euler", steps=1, guidance=4.0)
    long = Visit(name="long", params=replace(short, steps=12), owner=0)
    # Of each job four things are said: so there are always some in line.
    line = [
        Visit(name=str(n), params=short, owner=n % owners, arrives=4 * (n - 2 * owners))
        for n in range(150)
    ]

    try:
        outcomes = studio.play([[long, *line]])
    finally:
        studio.executor.close()

    assert {outcome.error for outcome in outcomes.values()} == {None}
    assert outcomes["long"].before <= 5 * 12, "of the 150 that came after it"


def test_through_the_engine_every_job_ends_once_whatever_the_schedule(painters, tiny):
    run, engine = painters

    @settings(max_examples=25, deadline=None, phases=QUICK)
    @given(company=companies)
    def check(company):
        async def one(visit):
            for _ in range(visit["arrives"]):
                await asyncio.sleep(0)
            params = replace(HOUSE.params(**visit["asked"]), model=tiny.name)
            job = engine.submit(params, owner=visit["owner"], exactness=visit["level"])
            seen = []
            async for progress in job.updates():
                seen.append(progress)
                if visit["leaves"] is not None and progress.step >= visit["leaves"]:
                    engine.cancel(job)
            return job, seen, await asyncio.gather(job.pictures(), return_exceptions=True)

        async def all_of_them():
            return await asyncio.gather(*(one(visit) for visit in company))

        for visit, (job, seen, [result]) in zip(company, run(all_of_them()), strict=True):
            last = [progress.status.settled for progress in seen]
            assert last.count(True) == 1, "it ends once"
            assert last[-1]
            steps = [progress.step for progress in seen]
            assert steps == sorted(steps)
            if isinstance(result, Cancelled):
                assert visit["leaves"] is not None
                assert job.status is Status.CANCELLED
            else:
                assert len(result) == visit["asked"]["count"]
                assert job.status is Status.DONE
        assert not engine.waiting()
        assert not engine.running()

    check()


@pytest.fixture
def painters(tiny, cache):
    """An engine without a checker, and the loop that it lives on."""

    def open_parts(config):
        executor = TorchExecutor(
            device="cpu", precision="fp32", threads=1, exactness=EXACT, cache=cache
        )
        return Parts(executor=executor, room=4, room_per_owner=2)

    with asyncio.Runner() as runner:
        engine = Engine(EngineConfig(models=(tiny,)), open_parts)
        runner.run(engine.__aenter__())
        yield runner.run, engine
        runner.run(engine.__aexit__())


companies = st.lists(
    st.fixed_dictionaries(
        {
            "asked": st.builds(
                lambda asked, count: {**asked, "count": count}, jobs, st.integers(1, 3)
            ),
            "owner": st.integers(1, 3),
            "level": st.sampled_from([None, EXACT, FAST, "pinned:4"]),
            "arrives": st.integers(0, 9),
            "leaves": st.sampled_from([None, None, 0, 1, 3]),
        }
    ),
    max_size=8,
)


# The order in which passes are given out, as pure data


def place(key="narrow", *, owner, rows=2, level=EXACT, steps):
    """One in the line that is never empty: whenever a picture is done another one comes."""
    return {"key": key, "owner": owner, "rows": rows, "level": level, "steps": steps}


places = st.builds(
    place,
    st.sampled_from(["narrow", "wide", "unknown"]),
    owner=st.integers(1, 3),
    rows=st.sampled_from([1, 2]),
    level=st.sampled_from([EXACT, FAST, "pinned:2"]),
    steps=st.lists(st.integers(1, LONGEST), min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(
    line=st.lists(places, min_size=2, max_size=7), costs=st.sampled_from([(1, 1), (1, 4), (3, 1)])
)
# An owner whose pictures in another key are painted meanwhile.
@example(
    line=[
        place(owner=3, rows=1, steps=[2]),
        place(owner=1, steps=[6]),
        place("wide", owner=1, steps=[6, 5]),
    ],
    costs=(3, 1),
)
# An owner whose single rows ride along in the gaps that others leave.
@example(
    line=[
        place(owner=1, level=FAST, steps=[6]),
        place(owner=2, level=FAST, steps=[5]),
        place(owner=2, rows=1, level=FAST, steps=[3]),
        place(owner=3, rows=1, level=FAST, steps=[4, 6]),
    ],
    costs=(3, 1),
)
def test_nobody_waits_long_in_a_line_that_never_ends(line, costs):
    batcher = Batcher()
    batcher.learn("narrow", NARROW)
    batcher.learn("wide", WIDE)
    # Being owed a pass makes half a step shorter: after twice the longest a picture is before all
    # newcomers, and then those wait before it that waited longer, in every key and of every owner.
    keys, owners = ({one[name] for one in line} for name in ("key", "owner"))
    bound = 5 * len(keys) * len(owners) * (2 * LONGEST + len(line))
    begun, left, waited = Counter(), Counter(), Counter()

    for _ in range(bound + 2):
        for n, one in enumerate(line):
            if not left[n]:
                left[n] = one["steps"][begun[n] % len(one["steps"])]
                begun[n] += 1
        batch = batcher.pick(
            [
                Candidate(
                    picture=(n, begun[n]),
                    key=one["key"],
                    owner=one["owner"],
                    rows=one["rows"],
                    remaining=left[n],
                    level=one["level"],
                )
                for n, one in enumerate(line)
            ]
        )
        batcher.observe(batch, seconds=costs[batch.key == "wide"])
        seated = {seat.picture[0] for seat in batch.seats}
        for n in range(len(line)):
            waited[n] = 0 if n in seated else waited[n] + 1
        left.subtract(seated)

        assert max(waited.values()) <= bound
