"""/privacy through the playground: what is kept is handed out, and what is forgotten is gone."""

import json

import pytest

from tests.e2e.house import buttons, pngs

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def whispered(asked):
    """The private answer to a command or a click."""
    answer = await asked.done()
    assert answer.visible_to is asked.record.user
    assert answer.mentions == []
    return answer


def left_of(stage, canary):
    """The files of the bot that still hold these bytes."""
    files = [path for path in stage.easel.folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if canary in path.read_bytes()]


async def test_a_member_gets_everything_that_is_kept_about_them_as_a_file(stage):
    await stage.imagine("a lighthouse", by=stage.ada, seed=41)
    await stage.imagine("a submarine", by=stage.ben, seed=42)

    answer = await whispered(await stage.ada.slash("privacy export", channel=stage.channel))

    (file,) = answer.attachments
    kept = json.loads(file.content)
    assert file.filename == "easel-export.json"
    assert kept["member"] == stage.ada.id
    assert "a lighthouse" in file.content.decode()
    assert "a submarine" not in file.content.decode()


async def test_nothing_is_erased_before_it_is_confirmed(stage):
    message = await stage.imagine("a windmill", by=stage.ada, seed=43)

    asked = await whispered(await stage.ada.slash("privacy erase", channel=stage.channel))

    assert "cannot be undone" in asked.content
    assert buttons(asked) == ["Erase everything"]
    assert stage.easel.recipe(message)["prompt"] == "a windmill"


async def test_what_is_erased_is_in_no_file_any_more(stage):
    canary = "a yellow duck named Quizzaciously"
    message = await stage.imagine(canary, by=stage.ada, seed=44)
    painted = pngs(message)[0]
    others = await stage.imagine("a green frog", by=stage.ben, seed=45)
    assert left_of(stage, b"Quizzaciously")
    asked = await whispered(
        await stage.ada.slash("privacy erase", channel=stage.channel, messages=True)
    )

    told = await whispered(await stage.ada.click(asked, "Erase everything"))

    assert told.content.startswith("Forgotten: ")
    await stage.playground.until(lambda: message.deleted, seconds=30)
    assert not others.deleted
    assert stage.easel.recipe(others)["prompt"] == "a green frog"
    assert await stage.easel.stop() == 0
    try:
        assert left_of(stage, b"Quizzaciously") == []
        assert left_of(stage, painted) == []
    finally:
        await stage.easel.start()


async def test_a_confirmation_erases_who_presses_it_even_after_a_restart(stage):
    message = await stage.imagine("a purple hat", by=stage.ada, seed=46)
    asked = await whispered(await stage.ada.slash("privacy erase", channel=stage.channel))
    await stage.easel.kill()
    await stage.easel.start()

    told = await whispered(await stage.ada.click(asked, "Erase everything"))

    assert told.content.startswith("Forgotten: 1 request,")
    assert not message.deleted
    assert stage.easel.rows("SELECT 1 FROM jobs WHERE owner_id = ?", stage.ada.id) == []


async def test_a_member_may_ask_to_be_shown_less_and_take_it_back(stage):
    kept = "SELECT level FROM preferences WHERE owner_id = ?"

    told = await whispered(
        await stage.ada.slash("privacy level", channel=stage.channel, level="strict")
    )
    before = stage.easel.rows(kept, stage.ada.id)
    await whispered(await stage.ada.slash("privacy level", channel=stage.channel, level="server"))

    assert "strict at least" in told.content
    assert before == [("strict",)]
    assert stage.easel.rows(kept, stage.ada.id) == []
