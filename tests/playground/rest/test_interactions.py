"""The callback: which answers an interaction takes, how many, and how soon."""

import pytest

from playground.model import Callback, InteractionKind

CLICK = {"component_type": 2, "custom_id": "x"}
TYPED = {"id": "1", "name": "paint", "type": 1, "options": []}


@pytest.fixture
async def asked(bare, ada, channel):
    """A command that nobody has answered yet."""
    return ada.forge(InteractionKind.COMMAND, TYPED, channel=channel)


@pytest.fixture
async def clicked(bare, ada, channel):
    """A click on a message of Ada's own."""
    message = ada.say(channel, "words")
    return ada.forge(InteractionKind.COMPONENT, CLICK, channel=channel, message=message)


def code(answer):
    status, body, _ = answer
    return status, body["code"]


async def test_without_being_asked_to_the_answer_says_nothing(bare, asked):
    status, body, _ = await bare.answer(asked, 4, {"content": "hello"})

    assert (status, body) == (204, b"")
    assert asked.message.content == "hello"


async def test_asked_to_it_gives_the_message(pg, bare, asked):
    status, body, _ = await bare.answer(asked, 4, {"content": "hello"}, with_response=1)

    assert status == 200
    assert body["interaction"]["response_message_id"] == str(asked.message.id)
    assert body["resource"]["type"] == 4
    assert body["resource"]["message"]["interaction_metadata"]["id"] == str(asked.id)


async def test_a_defer_gives_the_id_of_the_message_to_come(bare, asked):
    _, body, _ = await bare.answer(asked, 5, {"flags": 64}, with_response=1)

    about = body["interaction"]
    assert about["response_message_id"] == str(asked.message.id)
    assert (about["response_message_loading"], about["response_message_ephemeral"]) == (True, True)
    assert "resource" not in body


async def test_there_is_one_answer(bare, asked):
    await bare.answer(asked, 5)

    assert code(await bare.answer(asked, 4, {"content": "again"})) == (400, 40060)


async def test_after_three_seconds_it_is_too_late(pg, bare, asked):
    pg.clock.advance(3.01)
    await asked

    assert asked.failed
    assert code(await bare.answer(asked, 5)) == (404, 10062)


async def test_an_unknown_interaction_or_token_is_refused(bare, asked):
    for path in (f"{asked.id + 1}/{asked.token}", f"{asked.id}/another"):
        refused = await bare.ask("POST", f"/interactions/{path}/callback", {"type": 5})

        assert code(refused) == (404, 10062)


@pytest.mark.parametrize(
    "kind", [Callback.DEFERRED_UPDATE, Callback.UPDATE, Callback.CHOICES, 1, 10]
)
async def test_a_command_takes_no_answer_meant_for_others(bare, asked, kind):
    status, body, _ = await bare.answer(asked, kind, {"content": "x"})

    assert (status, body["code"]) == (400, 50035)
    assert body["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"


async def test_a_wrong_answer_can_be_put_right(bare, asked):
    await bare.answer(asked, 4, {"content": "x" * 2001})
    status, _, _ = await bare.answer(asked, 4, {"content": "x"})

    assert status == 204


async def test_an_empty_answer_is_refused(bare, asked):
    assert code(await bare.answer(asked, 4, {})) == (400, 50006)


async def test_a_layout_cannot_be_promised_while_deferring(bare, asked):
    assert code(await bare.answer(asked, 5, {"flags": 1 << 15})) == (400, 50035)


async def test_a_click_may_change_its_message(bare, clicked):
    await bare.answer(clicked, Callback.UPDATE, {"content": "new words"})

    assert clicked.message is clicked.record.message
    assert clicked.message.content == "new words"


async def test_a_click_on_a_message_that_is_gone_cannot_change_it(pg, bare, clicked):
    pg.delete(clicked.record.message)

    assert code(await bare.answer(clicked, Callback.UPDATE, {"content": "x"})) == (404, 10008)


async def test_a_form_is_not_answered_with_a_form(bare, ada, channel):
    submitted = ada.forge(InteractionKind.MODAL_SUBMIT, {"custom_id": "f"}, channel=channel)

    assert code(await bare.answer(submitted, Callback.MODAL, {})) == (400, 50035)


async def test_a_form_holds_five_fields_with_short_labels(bare, asked):
    field = {"type": 4, "style": 1, "label": "x" * 46}
    rows = [{"type": 1, "components": [field | {"custom_id": str(n)}]} for n in range(6)]

    status, body, _ = await bare.answer(
        asked, Callback.MODAL, {"custom_id": "f", "title": "x" * 46, "components": rows}
    )

    errors = body["errors"]["data"]
    assert (status, body["code"]) == (400, 50035)
    assert errors["title"]["_errors"][0]["code"] == "BASE_TYPE_BAD_LENGTH"
    assert errors["components"]["_errors"][0]["code"] == "BASE_TYPE_BAD_LENGTH"
    assert "_errors" in errors["components"]["0"]["components"]["0"]["label"]


async def test_no_more_than_25_choices_are_taken(bare, ada, channel):
    typing = ada.forge(InteractionKind.AUTOCOMPLETE, TYPED, channel=channel)
    choices = [{"name": str(n), "value": str(n)} for n in range(26)]

    assert code(await bare.answer(typing, 8, {"choices": choices})) == (400, 50035)
    assert code(await bare.answer(typing, 8, {"choices": [{"name": "", "value": 1}]}))[0] == 400
    assert (await bare.answer(typing, 8, {"choices": choices[:25]}))[0] == 204
    assert len(typing.choices) == 25


async def test_files_come_with_the_answer(bare, asked):
    body = {"attachments": [{"id": 0, "description": "alt"}]}

    await bare.ask(
        "POST",
        f"/interactions/{asked.id}/{asked.token}/callback",
        {"type": 4, "data": body},
        files=[("a b.png", b"?")],
    )

    file = asked.message.attachments[0]
    assert (file.filename, file.description, file.content) == ("a_b.png", "alt", b"?")
