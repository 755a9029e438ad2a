"""What Discord and the network do to a bot, and what members notice of it: nothing but the time."""

import pytest

from playground import faults
from playground.permissions import Permission
from tests.e2e.house import answered, buttons, pngs
from tests.playground.published import complaints, published

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANSWERS = "PATCH */messages/@original"


async def test_rate_limits_delay_an_answer_and_lose_none(stage):
    struck = stage.playground.faults.next(
        ANSWERS, faults.rate_limited(), faults.rate_limited(scope="global")
    )

    message = await stage.imagine("a red apple", seed=7)

    assert struck() == 2
    assert len(pngs(message)) == 1


async def test_a_broken_gateway_in_between_is_tried_again(stage):
    struck = stage.playground.faults.next(ANSWERS, faults.server_error(502))

    message = await stage.imagine("a red apple", seed=7)

    assert struck() == 1
    assert len(pngs(message)) == 1


async def test_an_acknowledgement_whose_reply_got_lost_is_still_an_answer(stage):
    struck = stage.playground.faults.next("POST *callback", faults.reset())
    before = len(stage.channel.messages())

    message = await stage.imagine("a red apple", seed=7)

    assert struck() == 1
    assert len(pngs(message)) == 1
    assert len(stage.channel.messages()) == before + 1


async def test_an_answer_that_discord_did_although_it_said_no_is_not_told_twice(stage):
    struck = stage.playground.faults.next(
        ANSWERS, faults.server_error(500, stage=faults.Stage.AFTER)
    )
    before = len(stage.channel.messages())

    message = await stage.imagine("a red apple", seed=7)

    assert struck() == 1
    assert len(pngs(message)) == 1
    assert len(stage.channel.messages()) == before + 1


async def test_a_token_that_expired_meanwhile_is_replaced_by_the_bots_own(stage):
    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a castle", steps=150, count=1)
    await asked
    stage.playground.clock.advance(16 * 60)

    message = await asked.done(answered, seconds=90)

    refused = stage.playground.requests.matching(ANSWERS, lambda e: e.status in (401, 404))
    assert len(refused) == 1  # asked once, never again
    assert len(pngs(message)) == 1


async def test_an_answer_whose_message_was_deleted_comes_as_a_new_one(stage):
    asked = stage.ada.slash(
        "imagine", channel=stage.channel, prompt="a lighthouse", steps=100, count=1
    )
    waiting = await asked.done(lambda m: "Painting" in m.content, seconds=60)
    stage.playground.delete(waiting)

    message = await stage.channel.message(
        lambda m: "a lighthouse" in m.content and answered(m) and m is not waiting, seconds=90
    )

    assert len(pngs(message)) == 1
    reroll = await stage.ada.click(message, "Reroll").done(answered, seconds=90)
    assert reroll.content != message.content


async def test_a_channel_without_attach_files_is_refused_at_once(stage):
    quiet = stage.server.channel("quiet")
    quiet.deny_bot(Permission.ATTACH_FILES)

    asked = stage.ada.slash("imagine", channel=quiet, prompt="a red apple")
    said = await asked.done()

    assert "may not attach files" in said.content
    assert said.visible_to is stage.ada.user


async def test_who_may_not_use_commands_may_not_press_buttons(stage):
    message = await stage.imagine("a red apple", seed=7)
    stage.channel.permit(stage.ben, deny=Permission.USE_APPLICATION_COMMANDS)

    for label in ("Reroll", "V1", "Edit", "Info", "Strong: off"):
        said = await stage.ben.click(message, label).done(lambda m: m.visible_to)
        assert "may not use commands" in said.content
    stage.channel.permit(stage.ben)


async def test_an_interaction_that_comes_twice_is_one_job(stage):
    before = len(stage.channel.messages())
    stage.playground.gateway.duplicate_next_interaction(2)

    message = await stage.imagine("a red apple", seed=7)

    assert len(pngs(message)) == 1
    assert len(stage.channel.messages()) == before + 1


async def test_a_lost_gateway_resumes_and_an_interaction_sent_meanwhile_is_answered(stage):
    stage.playground.gateway.cut()
    asked = stage.ada.slash("imagine", channel=stage.channel, prompt="a red apple", count=1)

    message = await asked.done(answered, seconds=90)

    assert len(pngs(message)) == 1


async def test_a_small_upload_limit_is_kept_and_said(stage):
    stage.server.record.attachment_size_limit = 4000
    try:
        message = await stage.imagine("a dragon", seed=7)
    finally:
        stage.server.record.attachment_size_limit = 10 * 1024 * 1024

    (attachment,) = message.attachments
    assert attachment.size <= 4000
    assert attachment.filename.endswith(".webp")
    assert "Sent as WebP" in message.content


async def test_a_button_of_another_version_says_so(stage):
    message = await stage.imagine("a red apple", seed=7)
    message.components[0]["components"][0]["custom_id"] = "easel:9:reroll:1"

    said = await stage.ada.click(message, "Reroll").done(lambda m: m.visible_to)

    assert "another version" in said.content


async def test_a_forged_number_is_no_picture(stage):
    message = await stage.imagine("a red apple", seed=7)
    message.components[0]["components"][0]["custom_id"] = "easel:1:reroll:999999"

    said = await stage.ada.click(message, "Reroll").done(lambda m: m.visible_to)

    assert said.content == "I no longer remember this: it was deleted."
    assert "Reroll" in buttons(message)


async def test_everything_it_said_is_as_discord_published_it(stage):
    published()  # skips where the document is not at hand

    assert complaints(stage.playground) == []
