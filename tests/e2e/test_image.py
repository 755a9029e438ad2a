"""Pictures painted over a given one, with one real bot: what is kept, and what is refused."""

import hashlib
import io
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

import pytest
from PIL import Image

from engine.picture import prepare
from playground import File, faults
from tests.e2e.house import answered, pngs
from tests.e2e.test_imagine import distance, refusal
from tests.playground.published import complaints, published

pytestmark = pytest.mark.asyncio(loop_scope="module")


def photo(form="PNG", *, size=(96, 64), color="red"):
    """A disc on white."""
    image = Image.new("RGB", size, "white")
    image.paste(color, (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def given(**options):
    return File(name="photo.png", content=photo(**options))


def images(stage):
    return sorted(path.stem for path in (stage.easel.data / "images").glob("??/*.png"))


async def over(stage, *, image, strength=0.2, by=None, **options):
    return await stage.imagine(
        "a red apple", by=by, image=image, strength=strength, **{"seed": 7} | options
    )


async def test_a_picture_is_painted_over_the_one_that_was_given(stage):
    message = await over(stage, image=given())

    recipe = stage.easel.recipe(message)
    prepared = prepare(photo(), width=64, height=64)
    assert recipe["image"] == hashlib.sha256(prepared).hexdigest()
    assert recipe["strength"] == 0.2
    assert "from an image, strength 0.2" in message.content
    (painted,) = pngs(message)
    without = await stage.imagine("a red apple", seed=7)
    assert distance(painted, prepared) < distance(pngs(without)[0], prepared)
    assert b"compositeWithTrainedAlgorithmicMedia" in painted


async def test_the_less_strength_the_nearer_to_the_image(stage):
    prepared = prepare(photo(), width=64, height=64)

    little = await over(stage, image=given(), strength=0.05)
    much = await over(stage, image=given(), strength=0.9)

    assert distance(pngs(little)[0], prepared) < distance(pngs(much)[0], prepared)
    assert "Strength 0.05 is low" in little.content
    assert "Strength 0.9 is high" in much.content


async def test_a_flag_says_the_strength_as_well(stage):
    asked = stage.ada.slash(
        "imagine",
        channel=stage.channel,
        prompt="a red apple --strength 0.5 --ar 3:2",
        image=given(),
        count=1,
    )
    message = await asked.done(answered, seconds=90)

    recipe = stage.easel.recipe(message)
    assert recipe["strength"] == 0.5
    assert recipe["width"] > recipe["height"]


@pytest.mark.parametrize(
    ("name", "form"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.webp", "WEBP")]
)
async def test_jpeg_and_webp_will_do(stage, name, form):
    message = await over(stage, image=File(name=name, content=photo(form)))

    assert "image" in stage.easel.recipe(message)


async def test_buttons_paint_over_the_same_image_and_after_a_kill_too(stage):
    grid = await over(stage, image=given(color="green"), count=2)
    reroll = await stage.ben.click(grid, "Reroll").done(answered, seconds=90)
    await stage.easel.kill()
    await stage.easel.start()

    again = await stage.ben.click(grid, "Reroll").done(answered, seconds=90)
    near = await stage.ada.click(grid, "V2").done(answered, seconds=90)
    alone = await stage.ada.click(grid, "U2").done(answered, seconds=90)
    form = await stage.ada.click(grid, "Edit")
    submitted = stage.ada.submit(form, {"Prompt": "a green frog", "Steps": "10"})
    edited = await submitted.done(answered, seconds=90)

    first = stage.easel.recipe(grid)
    for message in (reroll, again, near, alone, edited):
        recipe = stage.easel.recipe(message)
        assert (recipe["image"], recipe["strength"]) == (first["image"], 0.2)
        assert "from an image, strength 0.2" in message.content
    assert pngs(alone) == [pngs(grid)[1]]
    assert stage.easel.recipe(near)["chain"]


async def test_a_running_job_is_painted_over_its_image_after_a_kill(stage):
    asked = stage.ada.slash(
        "imagine", channel=stage.channel, prompt="a castle", image=given(), strength=0.9,
        seed=7, steps=100, count=2,
    )  # fmt: skip
    await asked.done(lambda m: "Painting" in m.content, seconds=60)
    await stage.easel.kill()

    await stage.easel.start()
    message = await asked.done(answered, seconds=120)

    alone = await stage.imagine("a castle", image=given(), strength=0.9, seed=8, steps=100)
    assert pngs(message)[1:] == pngs(alone)


async def test_an_expired_file_is_painted_again_over_its_image(stage):
    grid = await over(stage, image=given(), count=2)
    for file in (stage.easel.data / "pictures").glob("??/*.png"):
        file.unlink()

    alone = await stage.ada.click(grid, "U2").done(answered, seconds=90)

    assert pngs(alone) == [pngs(grid)[1]]


async def test_an_image_goes_with_the_last_job_that_needs_it(stage):
    message = await over(stage, image=given(color="purple"))
    reroll = await stage.ben.click(message, "Reroll").done(answered, seconds=90)
    needed = stage.easel.recipe(message)["image"]

    stage.ada.click(message, "Delete")
    await stage.playground.until(lambda: message.deleted)
    gone = "SELECT count(*) FROM jobs WHERE message_id = ?"
    await stage.until(lambda: stage.easel.rows(gone, message.id) == [(0,)])
    assert needed in images(stage)

    stage.ben.click(reroll, "Delete")
    await stage.until(lambda: needed not in images(stage))


async def test_easel_paint_makes_the_same_of_the_pictures_recipe_and_the_same_file(stage, tmp_path):
    message = await over(stage, image=given())
    (tmp_path / "painted.png").write_bytes(pngs(message)[0])
    (tmp_path / "photo.png").write_bytes(photo())

    painting = await create_subprocess_exec(
        *(sys.executable, "-m", "bot", "paint", "--recipe", str(tmp_path / "painted.png")),
        *("--image", str(tmp_path / "photo.png"), "--out", str(tmp_path / "again.png")),
        stdout=PIPE,
        stderr=PIPE,
    )
    _, said = await painting.communicate()

    assert painting.returncode == 0, said.decode()
    assert (tmp_path / "again.png").read_bytes() == pngs(message)[0]


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (File(name="notes.txt", content=b"hello"), "none of them"),
        (File(name="loop.gif", content=photo("GIF")), "none of them"),
        (File(name="photo.png", content=b"<html>no picture</html>"), "none of them"),
        (File(name="photo.png", content=photo()[:-40]), "damaged"),
        (File(name="photo.png", content=photo() + bytes(9 * 2**20)), "9.0 MB; 8 MB is the most"),
        (File(name="photo.png", content=photo(size=(2400, 2400))), "2400x2400 pixels"),
    ],
    ids=["text", "gif", "html", "half", "heavy", "large"],
)
async def test_what_is_no_decent_picture_is_refused_in_private(stage, image, said):
    before = stage.easel.rows("SELECT count(*) FROM jobs")
    kept = images(stage)

    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a red apple", image=image)

    assert said in await refusal(asked)
    assert stage.easel.rows("SELECT count(*) FROM jobs") == before
    assert images(stage) == kept


async def test_a_strength_needs_an_image(stage):
    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a cat", strength=0.5)

    assert "give an image with it" in await refusal(asked)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (faults.not_found(), "did not hand over"),
        (faults.truncated(), "did not hand over"),
        (faults.slow(3.0), "took too long"),
    ],
    ids=["gone", "broken", "slow"],
)
async def test_an_image_that_does_not_arrive_is_refused_in_private(stage, fault, said):
    stage.playground.faults.next("CDN *", fault)

    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a red apple", image=given())

    assert said in await refusal(asked)
    assert asked.acknowledged.seconds < 3


async def test_nothing_went_wrong_in_the_log(stage):
    assert "Traceback" not in stage.easel.log()
    assert stage.playground.invalid_requests == 0


async def test_everything_it_said_is_as_discord_published_it(stage):
    published()  # skips where the document is not at hand

    assert complaints(stage.playground) == []
