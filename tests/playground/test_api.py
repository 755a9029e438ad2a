"""Whatever arrives, the pipeline answers as Discord would and never stumbles itself."""

import random

import pytest

from playground import Permission
from playground.model import InteractionKind

ROUNDS = 200

SCALARS = (None, True, False, 0, 1, 2, 3, 5, 9, 10, 17, -1, 10**20, 0.5, "", "x", "1", "x" * 99)
BUTTON = {"type": 2, "style": 1, "label": "L", "custom_id": "b", "emoji": {"id": None, "name": "x"}}
PICTURE = {"media": {"url": "https://example.org/a.png"}, "description": "x", "spoiler": False}
FIELD = {"type": 4, "custom_id": "t", "style": 1, "label": "x", "min_length": 1, "max_length": 9}
SELECT = {
    "type": 3,
    "custom_id": "s",
    "min_values": 1,
    "max_values": 1,
    "options": [{"label": "a", "value": "a", "description": "x", "emoji": {"name": "x"}}],
}
MESSAGE = {
    "content": "x <@1> <@&1>",
    "nonce": "n",
    "enforce_nonce": True,
    "flags": 4,
    "tts": False,
    "allowed_mentions": {"parse": ["roles"], "users": ["1"], "roles": []},
    "attachments": [{"id": "0", "filename": "a.png", "description": "x"}],
    "message_reference": {"message_id": "1", "fail_if_not_exists": False},
    "embeds": [
        {
            "title": "x",
            "description": "x",
            "url": "https://example.org",
            "color": 1,
            "timestamp": "2024-01-01T00:00:00",
            "footer": {"text": "x", "icon_url": "https://example.org"},
            "author": {"name": "x", "url": "https://example.org"},
            "image": {"url": "https://example.org/a.png"},
            "fields": [{"name": "x", "value": "x", "inline": True}],
        }
    ],
    "components": [{"type": 1, "components": [BUTTON]}, {"type": 1, "components": [SELECT]}],
}
LAYOUT = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "accent_color": 1,
            "components": [
                {"type": 10, "content": "x"},
                {"type": 12, "items": [PICTURE]},
                {"type": 14, "spacing": 1, "divider": True},
                {"type": 13, "file": {"url": "attachment://a.png"}},
                {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON},
                {
                    "type": 1,
                    "components": [
                        {
                            "type": 5,
                            "custom_id": "u",
                            "default_values": [{"id": "1", "type": "user"}],
                        }
                    ],
                },
            ],
        }
    ],
}
FORM = {
    "custom_id": "f",
    "title": "x",
    "components": [
        {"type": 1, "components": [FIELD]},
        {
            "type": 18,
            "label": "x",
            "component": {"type": 21, "custom_id": "r", "options": SELECT["options"]},
        },
        {"type": 18, "label": "x", "component": {"type": 19, "custom_id": "u", "max_values": 2}},
    ],
}
OPTION = {
    "type": 4,
    "name": "count",
    "description": "x",
    "required": True,
    "min_value": 1,
    "max_value": 4,
    "choices": [{"name": "one", "value": 1}],
}
COMMAND = {
    "name": "paint",
    "description": "x",
    "type": 1,
    "nsfw": False,
    "contexts": [0, 1],
    "integration_types": [0],
    "default_member_permissions": "8",
    "options": [OPTION, OPTION | {"name": "text", "type": 3, "min_length": 1, "max_length": 5}],
}


def spoiled(chance, value, depth=0):
    """The same with something wrong in it, somewhere."""
    if depth and chance.random() < 0.15:
        return chance.choice((*SCALARS, [], {}, ["x"], [{}], {"x": 1}, [[1]]))
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        if chance.random() < 0.1:
            return {k: v for k, v in value.items() if k != key}
        return value | {key: spoiled(chance, value[key], depth + 1)}
    if isinstance(value, list) and value:
        index = chance.randrange(len(value))
        return [*value[:index], spoiled(chance, value[index], depth + 1), *value[index + 1 :]]
    return chance.choice(SCALARS)


@pytest.mark.parametrize("seed", range(4))
async def test_no_body_makes_the_playground_stumble(pg, bare, ada, channel, server, seed):
    chance = random.Random(seed)
    asked = ada.forge(InteractionKind.COMMAND, {"name": "x"}, channel=channel)
    await bare.answer(asked, 5)
    server.set_bot_permissions(Permission.ADMINISTRATOR)
    said = ada.say(channel, "x")
    commands = f"/applications/{pg.application_id}/commands"
    hook = f"/webhooks/{pg.application_id}/{asked.token}"
    here = f"/channels/{channel.id}"
    routes = [
        ("POST", f"{here}/messages", MESSAGE),
        ("POST", f"{here}/messages", LAYOUT),
        ("POST", f"{here}/messages/bulk-delete", {"messages": ["1", "2"]}),
        ("POST", f"{here}/messages/{said.id}/threads", {"name": "x"}),
        ("POST", f"{here}/threads", {"name": "x", "type": 11, "auto_archive_duration": 60}),
        ("PATCH", here, {"name": "x", "topic": "x", "nsfw": False}),
        ("PUT", commands, [COMMAND, COMMAND | {"name": "other"}]),
        ("POST", commands, COMMAND),
        ("POST", hook, MESSAGE),
        ("PATCH", f"{hook}/messages/@original", MESSAGE),
        ("POST", "/users/@me/channels", {"recipient_id": str(ada.id)}),
        ("POST", None, {"type": 4, "data": MESSAGE}),
        ("POST", None, {"type": 9, "data": FORM}),
    ]

    for _ in range(ROUNDS):
        method, path, body = chance.choice(routes)
        if path is None:
            fresh = ada.forge(InteractionKind.COMMAND, {"name": "x"}, channel=channel)
            path = f"/interactions/{fresh.id}/{fresh.token}/callback"
        body = spoiled(chance, body)
        status, _, _ = await bare.ask(method, path, body)
        assert status < 500, body
        assert ada.offered(channel) is not None, body


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=b", b"nothing"),
        ("application/json", b"{" * 100_000),
        ("application/json", b"[" * 100_000),
        ("application/json", b"\xff"),
    ],
)
async def test_what_cannot_be_read_is_refused(pg, bare, channel, content_type, content):
    url = f"{pg.api_url}/channels/{channel.id}/messages"
    headers = {"Authorization": f"Bot {pg.token}", "Content-Type": content_type}

    async with bare._session.post(url, data=content, headers=headers) as response:
        body = await response.json()

    assert response.status == 400
    assert body["code"] in (50006, 50035, 50109)


async def test_a_mistake_of_the_playground_fails_the_test_that_met_it(bare, channel, pg):
    pg.world.snowflakes = None

    status, body, _ = await bare.ask("POST", f"/channels/{channel.id}/messages", {"content": "x"})

    assert (status, body["message"]) == (500, "500: Internal Server Error")
    assert len(pg._api.crashes) == 1
    pg._api.crashes.clear()
