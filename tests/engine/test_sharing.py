"""Many pictures in one pass on the real model: what each gets, whoever shares its steps."""

import itertools
import random

import pytest
import torch

from engine.catalog import HOUSE
from engine.errors import EngineError, RenderFault
from engine.families.sd import StableDiffusion
from engine.sampler import SAMPLERS
from tests.engine.studio import Studio

# Every sampler, with and without guidance, of many lengths.
MIX = [
    {
        "sampler": name,
        "steps": 3 + n % 5,
        "guidance": (4.0, 1.0, 7.5)[n % 3],
        "seed": n,
        "prompt": ("a red apple", "a whale", "a crown")[n % 3],
    }
    for n, name in enumerate(sorted(SAMPLERS))
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("measured")


@pytest.fixture(scope="module")
def pinned(house, cache):
    studio = Studio(house, cache, exactness="pinned", precision="fp32")
    yield studio
    studio.executor.close()


@pytest.fixture(scope="module")
def half(house, cache):
    """In bfloat16, where many CPUs give the same bits at any row count."""
    studio = Studio(house, cache, exactness="exact", precision="bf16")
    yield studio
    studio.executor.close()


@pytest.fixture(scope="module")
def fast(house, cache):
    studio = Studio(house, cache, exactness="fast", precision="fp32")
    yield studio
    studio.executor.close()


def mixes(count):
    """Shuffled selections of the mix, the same ones on every run."""
    chance = random.Random(5)
    for _ in range(count):
        yield chance.sample(range(len(MIX)), chance.randint(2, len(MIX)))


@pytest.mark.parametrize("level", ["pinned", "half"])
def test_whoever_shares_the_steps_the_bytes_are_the_same(level, request):
    studio = request.getfixturevalue(level)
    lone = {}
    for n, recipe in enumerate(MIX):
        painted, _ = studio.paint({str(n): (recipe, None)})
        lone[n] = painted[str(n), 0]
    different = []
    studio.passes.clear()

    for members in mixes(5):
        painted, _ = studio.paint({str(n): (MIX[n], None) for n in members})
        different += [n for n in members if painted[str(n), 0].pixels != lone[n].pixels]

    assert different == []
    assert {report.exactness for report in lone.values()} == {lone[0].exactness}
    assert lone[0].exactness.startswith("exact" if level == "half" else "pinned:")
    if level == "pinned":
        assert sum(studio.passes) / len(studio.passes) > 4


@pytest.mark.parametrize("level", ["half", "fast"])
def test_a_lone_job_gets_the_bytes_of_the_pipeline_at_every_sampler(
    level, request, open_house, paint
):
    studio = request.getfixturevalue(level)
    family = open_house(studio.warm.family.dtype)

    for recipe in MIX:
        painted, _ = studio.paint({"lone": (recipe, None)})
        assert painted["lone", 0].pixels == paint(family, HOUSE.params(**recipe)), recipe
        assert painted["lone", 0].exactness == "exact"


def test_fast_pictures_differ_in_the_last_bits_at_most(fast, monkeypatch):
    finished = {}
    decode = StableDiffusion.decode

    def keeping(family, state):
        finished.setdefault(state.params.seed, []).append(state.latents.clone())
        return decode(family, state)

    monkeypatch.setattr(StableDiffusion, "decode", keeping)
    for n, recipe in enumerate(MIX):
        fast.paint({str(n): (recipe, None)})
    fast.passes.clear()

    painted, _ = fast.paint({str(n): (recipe, None) for n, recipe in enumerate(MIX)})

    for alone, shared in finished.values():
        assert (alone - shared).norm() / alone.norm() <= 1e-4
    assert max(fast.passes) > 4
    assert "fast" in {report.exactness for report in painted.values()}


def test_what_was_recorded_paints_the_same_bytes_on_any_engine(pinned, fast):
    asked = {str(n): (recipe, None) for n, recipe in enumerate(MIX[:4])}
    painted, _ = pinned.paint(asked)

    again, _ = fast.paint(
        {name: (recipe, painted[name, 0].exactness) for name, (recipe, _) in asked.items()}
        | {"company": (MIX[5], "fast")}
    )

    for name in asked:
        assert again[name, 0].pixels == painted[name, 0].pixels
        assert again[name, 0].exactness == painted[name, 0].exactness


def test_a_row_without_numbers_harms_only_its_own_job(fast, monkeypatch):
    start = StableDiffusion.start

    def poisoned(family, params, image=None):
        state = start(family, params, image)
        if params.seed == 666:
            state.latents = torch.full_like(state.latents, float("nan"))
        return state

    well = {str(n): (MIX[n], "pinned:4") for n in range(3)}
    expected, _ = fast.paint(well)
    monkeypatch.setattr(StableDiffusion, "start", poisoned)

    painted, ended = fast.paint({"sick": (MIX[1] | {"seed": 666}, None), **well})

    assert isinstance(ended.pop("sick"), RenderFault)
    assert set(ended.values()) == {None}
    for name in well:
        assert painted[name, 0].pixels == expected[name, 0].pixels


def test_what_goes_wrong_in_a_jobs_own_step_ends_that_job_alone(fast, monkeypatch, caplog):
    advance = StableDiffusion.advance

    def stumbling(family, state, prediction):
        if state.params.seed == 666 and state.step == 1:
            raise ZeroDivisionError("of its own")
        advance(family, state, prediction)

    monkeypatch.setattr(StableDiffusion, "advance", stumbling)

    painted, ended = fast.paint(
        {"sick": (MIX[1] | {"seed": 665, "count": 3}, None), "well": (MIX[2], None)}
    )

    assert isinstance(ended["sick"], EngineError)
    assert ended["well"] is None
    assert ("well", 0) in painted
    assert "Painting failed." in caplog.text


@pytest.mark.parametrize("error", [RuntimeError("shared only"), torch.OutOfMemoryError("full")])
def test_if_a_shared_pass_fails_each_is_tried_alone_before_it_fails(house, cache, error):
    studio = Studio(house, cache, exactness="fast")
    counted = studio.warm.family.forward

    def crowded(batch):
        if sum(len(rows) for rows in batch) > 2:
            counted(batch)
            raise error
        return counted(batch)

    studio.warm.family.forward = crowded
    try:
        _, ended = studio.paint({str(n): (MIX[n], None) for n in range(3)})
    finally:
        studio.executor.close()

    assert set(ended.values()) == {None}
    assert any(rows > 2 for rows in studio.passes)
    if isinstance(error, torch.OutOfMemoryError):
        assert sum(rows > 2 for rows in studio.passes) <= 3, "what did not fit is not tried again"


def test_cancelled_jobs_leave_nothing_behind(fast):
    everybody = {str(n): (recipe, None) for n, recipe in enumerate(MIX)}

    painted, ended = fast.paint(everybody, cancel=[str(n) for n in range(0, len(MIX), 2)])

    assert [name for name, error in ended.items() if error is None] == [
        name for name, _ in itertools.groupby(painted, key=lambda key: key[0])
    ]
    assert len(painted) == len(MIX) // 2
    assert not fast.executor._pictures
    assert not fast.executor._orders


def test_a_size_that_nobody_has_measured_is_measured_when_two_want_to_share_it(house, tmp_path):
    studio = Studio(house, tmp_path, exactness="fast")
    wide = {"prompt": "a whale", "seed": 1, "width": 96, "steps": 30}
    try:
        first, _ = studio.paint({str(n): (wide | {"seed": n}, None) for n in range(3)})
        studio.passes.clear()
        studio.paint({str(n): (wide | {"seed": n, "steps": 4}, None) for n in range(3)})
    finally:
        studio.executor.close()

    assert {report.exactness for report in first.values()} == {"exact"}
    assert max(studio.passes) >= 4
