"""A hundred mixes of everything that jobs may differ in: whose company it was must not show."""

import random
from dataclasses import replace

import pytest

from engine.catalog import HOUSE
from engine.errors import Cancelled
from engine.exactness import EXACT, FAST
from engine.sampler import SAMPLERS
from tests.engine.studio import Studio, Visit

SIDE = 32  # pixels; the smallest that the house model paints
MIXES = 100


@pytest.fixture(scope="module")
def recipes(prepared):
    """Every sampler twice, with and without guidance, of many lengths, some over an image."""
    image = prepared(width=SIDE, height=SIDE)
    made = []
    for n, name in enumerate(sorted(SAMPLERS) * 2):
        params = HOUSE.params(
            prompt=("a red apple", "a whale", "a crown", "a cat face")[n % 4],
            negative="blue" if n % 5 == 0 else "",
            seed=n,  # tells the recipes apart
            steps=2 + n % 3,
            guidance=(4.0, 1.0, 7.5, 1.5)[n % 4],
            rescale=0.7 if n % 3 == 2 else 0.0,
            sampler=name,
            width=SIDE,
            height=SIDE,
        )
        over = n % 6 == 1
        made.append((params.over(image, strength=0.7), image) if over else (params, None))
    return made


@pytest.fixture(scope="module")
def open_studio(house, tmp_path_factory):
    cache = tmp_path_factory.mktemp("measured")
    small = replace(house, width=SIDE, height=SIDE, shapes=(), grid=1)
    studios = []

    def opened(**options):
        studios.append(Studio(small, cache, **options))
        return studios[-1]

    yield opened
    for studio in studios:
        studio.executor.close()


def mixes(recipes, levels, *, count):
    """Shuffled companies of three to five, some late and some that leave; the same every run."""
    chance = random.Random(7)
    for n in range(count):
        members = chance.sample(range(len(recipes)), chance.randint(3, 5))
        yield [
            Visit(
                name=f"{member} in mix {n} at {(level := chance.choice(levels))}",
                params=recipes[member][0],
                image=recipes[member][1],
                level=level,
                owner=chance.randrange(4),
                arrives=chance.randint(0, 9),
                leaves=chance.randint(0, 2) if chance.random() < 0.15 else None,
            )
            for member in members
        ]


def company(studio):
    """Rows in a forward pass so far, padding apart."""
    before = studio.executor.counters

    def mean():
        now = studio.executor.counters
        return (now.rows - before.rows) / (now.passes - before.passes)

    return mean


def painted_by(outcomes, companies):
    """What was not cancelled, with its request; whoever was not, was painted."""
    asked = {visit.name: visit for visits in companies for visit in visits}
    assert outcomes.keys() == asked.keys()
    for name, outcome in outcomes.items():
        if asked[name].leaves is None:
            assert outcome.error is None, name
        else:
            assert outcome.error is None or isinstance(outcome.error, Cancelled), name
    return [(asked[name], outcome) for name, outcome in outcomes.items() if outcome.pictures]


@pytest.mark.parametrize(("level", "precision"), [(EXACT, "bf16"), ("pinned", "fp32")])
def test_in_a_hundred_mixes_not_one_byte_differs_from_a_lone_picture(
    level, precision, open_studio, recipes
):
    studio = open_studio(exactness=level, precision=precision)
    level = EXACT if level == EXACT else studio.pinned
    lone = [studio.alone(params, level, image).pixels for params, image in recipes]
    companies = list(mixes(recipes, [level], count=MIXES))
    rows_a_pass = company(studio)

    outcomes = studio.play(companies, at_once=3)

    painted = painted_by(outcomes, companies)
    different = [
        visit.name for visit, outcome in painted if outcome.pixels != lone[visit.params.seed]
    ]
    assert different == []
    assert len(painted) > 2.5 * MIXES
    assert {picture.exactness for _, out in painted for picture in out.pictures.values()} == {level}
    # A device may have no two row counts with equal bits; where it has, they must be used.
    if studio.pairs(level) >= 4:
        assert rows_a_pass() > 4, "a picture has two rows at the most: these were not shared"
    assert level == EXACT or studio.pairs(level) >= 4


def test_at_fast_only_the_last_bits_differ_and_no_others_are_touched(open_studio, recipes):
    studio = open_studio(exactness=FAST, precision="fp32")
    finished = {}
    decode = studio.warm.family.decode

    def keeping(state):
        finished.setdefault(state.params.seed, []).append(state.latents.clone())
        return decode(state)

    studio.warm.family.decode = keeping
    levels = [FAST, FAST, EXACT, studio.pinned]
    lone = {
        level: [studio.alone(params, level, image).pixels for params, image in recipes]
        for level in (EXACT, studio.pinned)
    }
    alone = {seed: latents[0] for seed, latents in finished.items()}
    companies = list(mixes(recipes, levels, count=20))
    rows_a_pass = company(studio)

    outcomes = studio.play(companies, at_once=3)

    errors = [
        float((latents - alone[seed]).norm() / alone[seed].norm())
        for seed, several in finished.items()
        for latents in several
    ]
    assert max(errors) <= 1e-4
    different = [
        visit.name
        for visit, outcome in painted_by(outcomes, companies)
        if visit.level != FAST and outcome.pixels != lone[visit.level][visit.params.seed]
    ]
    assert different == []
    assert rows_a_pass() > 3
