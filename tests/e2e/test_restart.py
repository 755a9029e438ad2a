"""What a power cut leaves behind: nothing lost, nothing told twice, the same pixels."""

import pytest_asyncio

from playground import Playground
from tests.e2e.conftest import Stage
from tests.e2e.house import Easel, answered, buttons, pngs

# So that there is a line.
ONE_AFTER_ANOTHER = """
            [engine]
            at_once = 1
"""


@pytest_asyncio.fixture
async def stage(tmp_path):
    """A bot of its own for each test: it is going to be killed."""
    async with Playground() as playground:
        easel = Easel(playground, tmp_path, config=ONE_AFTER_ANOTHER)
        await easel.start()
        try:
            yield Stage(playground, easel)
        finally:
            await easel.kill()


async def test_buttons_and_forms_answer_after_a_kill(stage):
    message = await stage.imagine("a red apple", seed=7, count=2)
    form = await stage.ben.click(message, "Edit")
    await stage.easel.kill()

    await stage.easel.start()
    submitted = stage.ben.submit(form, {"Prompt": "a green frog", "Steps": "8"})
    edited = await submitted.done(answered, seconds=90)
    varied = await stage.ada.click(message, "V2").done(answered, seconds=90)
    alone = await stage.ben.click(message, "U1").done(answered, seconds=90)

    assert stage.easel.recipe(edited)["prompt"] == "a green frog"
    assert stage.easel.recipe(varied)["seed"] == 8
    assert pngs(alone) == pngs(message)[:1]
    assert len(stage.channel.messages()) == 4


async def test_waiting_jobs_go_on_in_order_with_the_same_seeds(stage):
    running = stage.ada.slash(
        "imagine", channel=stage.channel, prompt="a castle", steps=150, count=2, seed=1
    )
    await running.done(lambda m: "Painting" in m.content, seconds=60)
    waiting = [
        stage.ben.slash(
            "imagine", channel=stage.channel, prompt="a cat", steps=6, seed=seed, count=1
        )
        for seed in (21, 22)
    ]
    for asked in waiting:
        await asked.done(lambda m: "In line" in m.content, seconds=30)
    before = stage.easel.rows("SELECT id, params, message_id FROM jobs ORDER BY id")
    await stage.easel.kill()

    await stage.easel.start()
    done = [await asked.done(answered, seconds=120) for asked in (running, *waiting)]

    assert stage.easel.rows("SELECT id, params, message_id FROM jobs ORDER BY id") == before
    assert [message.id for message in done] == [row[2] for row in before]
    assert [stage.easel.recipe(message)["seed"] for message in done] == [1, 21, 22]
    assert len(stage.channel.messages()) == 3
    told = "SELECT count(*) FROM jobs WHERE state = 'done' AND told = 1"
    await stage.until(lambda: stage.easel.rows(told) == [(3,)])
    same = await stage.imagine("a cat", steps=6, seed=21)
    assert pngs(same) == pngs(done[1])


async def test_a_waiting_job_can_be_cancelled_after_a_kill(stage):
    running = stage.ada.slash(
        "imagine", channel=stage.channel, prompt="a castle", steps=150, count=4
    )
    await running.done(lambda m: "Painting" in m.content, seconds=60)
    await stage.easel.kill()

    await stage.easel.start()
    await stage.ada.click(running.message, "Cancel")
    ended = await running.done(lambda m: "Cancelled." in m.content, seconds=30)

    assert "Reroll" in buttons(ended)


async def test_a_polite_stop_tells_who_waits_and_goes_on_after_the_start(stage):
    asked = stage.ada.slash(
        "imagine", channel=stage.channel, prompt="a castle", steps=120, count=2, seed=4
    )
    await asked.done(lambda m: "Painting" in m.content, seconds=60)

    assert await stage.easel.stop() == 0
    assert "keeps its place in line" in asked.message.content

    await stage.easel.start()
    message = await asked.done(answered, seconds=120)
    assert len(pngs(message)) == 2
    assert len(stage.channel.messages()) == 1
