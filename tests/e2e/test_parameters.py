"""Show parameters, from a message's menu: by the record, by the PNG, and without either."""

import io

import pytest
from PIL import Image, PngImagePlugin

from engine import png
from playground.asking import File
from tests.e2e.house import pngs
from tests.playground.published import complaints, published

pytestmark = pytest.mark.asyncio(loop_scope="module")

MENU = "Show parameters"


async def told(stage, message, *, by=None):
    """What the one who asks is told, and nobody else."""
    asked = (by or stage.ada).context_menu(MENU, message)
    answer = await (await asked).done()
    assert answer.visible_to is asked.record.user
    assert answer.mentions == []
    return answer.content


def picture(**texts):
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


async def test_a_picture_of_ours_is_told_from_the_record_after_a_restart_too(stage):
    message = await stage.imagine("a red apple", seed=7)
    before = await told(stage, message, by=stage.ben)
    await stage.easel.kill()
    await stage.easel.start()

    after = await told(stage, message, by=stage.ben)

    assert "a red apple" in before
    assert "seed 7" in after
    assert "checked by" in after


async def test_a_png_is_read_where_there_is_no_record(stage):
    painted = pngs(await stage.imagine("a blue fish", seed=3))[0]
    message = stage.ben.say(stage.channel, "look", files=[File(name="fish.png", content=painted)])

    text = await told(stage, message)

    assert "a blue fish" in text
    assert "Seed: 3" in text


async def test_a_hidden_prompt_stays_hidden(stage):
    painted = pngs(await stage.imagine("a violet cat", seed=5))[0]
    hidden = png.without_prompt(painted)
    message = stage.ben.say(stage.channel, "look", files=[File(name="cat.png", content=hidden)])

    text = await told(stage, message)

    assert "The prompt is hidden." in text
    assert "Seed: 5" in text
    assert "cat" not in text.replace("The prompt", "")


async def test_hostile_parameters_stay_inside_their_block(stage):
    hostile = f"```\n@everyone <@{stage.ben.id}> https://example.org\u202e"
    message = stage.ben.say(
        stage.channel, "look", files=[File(name="x.png", content=picture(parameters=hostile))]
    )

    text = await told(stage, message)

    assert text.count("```") == 2
    assert text.endswith("```")
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "files",
    [[], [File(name="x.png", content=picture())], [File(name="x.png", content=b"no picture")]],
)
async def test_where_nothing_is_found_it_says_so(stage, files):
    message = stage.ben.say(stage.channel, "hello", files=files)

    assert "I find no parameters here" in await told(stage, message)


async def test_everything_it_said_is_as_discord_published_it(stage):
    published()  # skips where the document is not at hand

    assert complaints(stage.playground) == []
