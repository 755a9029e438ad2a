"""An interaction's token: what it opens, for how long, and for whom."""

import pytest

from playground import File
from playground.model import InteractionKind

TYPED = {"id": "1", "name": "paint", "type": 1, "options": []}
MINUTES = 60.0


@pytest.fixture
async def asked(bare, ada, channel):
    return ada.forge(InteractionKind.COMMAND, TYPED, channel=channel)


def code(answer):
    status, body, _ = answer
    return status, body["code"]


def original(pg, asked):
    return f"/webhooks/{pg.application_id}/{asked.token}/messages/@original"


async def test_before_the_answer_there_is_no_webhook(bare, asked):
    assert code(await bare.edit(asked, {"content": "x"})) == (404, 10015)


async def test_the_token_lives_for_fifteen_minutes(pg, bare, asked):
    await bare.answer(asked, 5)
    pg.clock.advance(14.9 * MINUTES)
    early, _, _ = await bare.edit(asked, {"content": "in time"})
    pg.clock.advance(0.2 * MINUTES)

    assert early == 200
    assert code(await bare.edit(asked, {"content": "late"})) == (401, 50027)
    assert code(await bare.follow_up(asked, {"content": "late"})) == (401, 50027)
    assert code(await bare.ask("GET", original(pg, asked))) == (401, 50027)
    assert asked.message.content == "in time"
    assert pg.invalid_requests == 3


async def test_the_message_itself_can_be_edited_later(pg, bare, asked, channel):
    await bare.answer(asked, 4, {"content": "x"})
    pg.clock.advance(16 * MINUTES)

    path = f"/channels/{channel.id}/messages/{asked.message.id}"
    status, body, _ = await bare.ask("PATCH", path, {"content": "later"})

    assert (status, body["content"]) == (200, "later")


async def test_a_private_message_is_reached_by_its_token_alone(pg, bare, asked, channel):
    await bare.answer(asked, 4, {"content": "x", "flags": 64})
    path = f"/channels/{channel.id}/messages/{asked.message.id}"

    assert code(await bare.ask("GET", path)) == (404, 10008)
    assert code(await bare.ask("PATCH", path, {"content": "y"})) == (404, 10008)
    assert (await bare.ask("GET", original(pg, asked)))[0] == 200


async def test_a_token_nobody_gave_out_opens_nothing(pg, bare, asked):
    await bare.answer(asked, 5)
    path = f"/webhooks/{pg.application_id}/nonsense/messages/@original"

    assert code(await bare.ask("GET", path)) == (401, 50027)
    path = f"/webhooks/1/{asked.token}/messages/@original"
    assert code(await bare.ask("GET", path)) == (404, 10015)


async def test_thinking_ends_with_the_first_edit_and_is_not_shown_as_one(bare, asked):
    await bare.answer(asked, 5)
    thinking = asked.message.loading

    _, first, _ = await bare.edit(asked, {"content": "x"})
    _, second, _ = await bare.edit(asked, {"content": "y"})

    assert thinking
    assert not asked.message.loading
    assert first["edited_timestamp"] is None
    assert second["edited_timestamp"] is not None
    assert asked.message.edits == 2


async def test_a_deleted_answer_stays_gone(pg, bare, asked):
    await bare.answer(asked, 4, {"content": "x"})
    status, _, _ = await bare.ask("DELETE", original(pg, asked))

    assert status == 204
    assert code(await bare.edit(asked, {"content": "y"})) == (404, 10008)
    assert code(await bare.ask("GET", original(pg, asked))) == (404, 10008)


async def test_the_list_of_attachments_is_complete(bare, asked):
    await bare.answer(asked, 5)
    files = [("a.png", b"a"), ("b.png", b"b")]
    _, body, _ = await bare.edit(asked, {"attachments": [{"id": 0}, {"id": 1}]}, files=files)
    first, second = body["attachments"]

    _, untouched, _ = await bare.edit(asked, {"content": "same files"})
    _, added, _ = await bare.edit(
        asked,
        {"attachments": [{"id": second["id"], "description": "alt"}, {"id": "0"}]},
        files=[("c.png", b"c")],
    )
    _, emptied, _ = await bare.edit(asked, {"attachments": []})

    assert [f["id"] for f in untouched["attachments"]] == [first["id"], second["id"]]
    assert [(f["filename"], f.get("description")) for f in added["attachments"]] == [
        ("b.png", "alt"),
        ("c.png", None),
    ]
    assert emptied["attachments"] == []


async def test_an_attachment_nobody_sent_is_named(bare, asked):
    await bare.answer(asked, 5)

    status, body, _ = await bare.edit(asked, {"content": "x", "attachments": [{"id": "77"}]})

    assert (status, body["code"]) == (400, 50035)
    assert "id" in body["errors"]["attachments"]["0"]


async def test_whoever_carries_the_application_gets_five_follow_ups(pg, bare):
    away = pg.server("Elsewhere", bot=False)
    room, bob = away.channel("room"), away.member("Bob")
    bob.user.installed = True
    asked = bob.forge(InteractionKind.COMMAND, TYPED, channel=room)
    await bare.answer(asked, 4, {"content": "x"})

    answers = [code_or_ok(await bare.follow_up(asked, {"content": str(n)})) for n in range(6)]

    assert answers == [200] * 5 + [40094]


def code_or_ok(answer):
    status, body, _ = answer
    return status if status < 400 else body["code"]


async def test_files_have_a_limit_and_requests_another(pg, bare, asked, server):
    server.record.attachment_size_limit = 1000
    await bare.answer(asked, 5)

    assert code(await bare.edit(asked, {}, files=[("a", b"x" * 1001)])) == (413, 40005)
    many = [(str(n), b"x" * (9 << 20)) for n in range(3)]
    server.record.attachment_size_limit = 10 << 20
    assert code(await bare.edit(asked, {}, files=many)) == (413, 40005)
    assert asked.message.loading


async def test_a_file_given_to_a_command_can_be_downloaded(pg, bare, ada, channel):
    await bare.ask(
        "PUT",
        f"/applications/{pg.application_id}/commands",
        [
            {
                "name": "remix",
                "description": "x",
                "options": [{"type": 11, "name": "file", "description": "x", "required": True}],
            }
        ],
    )
    asked = ada.slash("remix", channel=channel, file=File(name="a.png", content=b"bytes"))
    resolved = asked.record.payload["resolved"]["attachments"]
    (attachment,) = [pg.world.attachments[int(number)] for number in resolved]

    assert await pg.download(attachment) == b"bytes"
    assert attachment.ephemeral
