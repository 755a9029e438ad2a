"""Messages: who may write, edit, read and delete them, and what may be in them."""

import pytest

from playground import Permission


def code(answer):
    status, body, _ = answer
    return status, body["code"]


@pytest.fixture
def here(channel):
    return f"/channels/{channel.id}/messages"


async def send(bare, here, body, **options):
    status, answer, _ = await bare.ask("POST", here, body, **options)
    assert status == 200, answer
    return answer


@pytest.mark.parametrize(
    ("body", "path", "wrong"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
        ({"content": "x", "nonce": "x" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 4000}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ({"embeds": [{}]}, "embeds.0.description", "BASE_TYPE_REQUIRED"),
        (
            {"embeds": [{"fields": [{"name": "x", "value": ""}]}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]},
            "embeds.0.fields",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"footer": {"text": "x" * 2049}}]},
            "embeds.0.footer.text",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"embeds": [{"author": {"name": "x" * 257}}]},
            "embeds.0.author.name",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"embeds": [{"title": "x", "url": "no url"}]}, "embeds.0.url", "URL_TYPE_INVALID_URL"),
        (
            {"embeds": [{"image": {"url": "attachment://no.png"}}]},
            "embeds.0.image.url",
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
        ),
        (
            {"content": "x", "attachments": [{"id": n} for n in range(11)]},
            "attachments",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"content": "x", "attachments": [{"id": 0, "description": "x" * 1025}]},
            "attachments.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["all"]}},
            "allowed_mentions.parse.0",
            "BASE_TYPE_CHOICES",
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions.users",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            "message_reference",
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
        ),
        (
            {"content": "x", "flags": 1 << 15},
            "content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        ({"content": "x", "flags": "many"}, "flags", "NUMBER_TYPE_COERCE"),
    ],
)
async def test_a_body_outside_the_limits_is_refused_by_field(
    bare, here, channel, body, path, wrong
):
    status, answer, _ = await bare.ask("POST", here, body)

    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    node = answer["errors"]
    for step in path.split("."):
        node = node[step]
    assert node["_errors"][0]["code"] == wrong
    assert channel.messages() == []


async def test_everything_wrong_is_said_at_once(bare, here):
    _, answer, _ = await bare.ask("POST", here, {"content": "x" * 2001, "nonce": "x" * 26})

    assert set(answer["errors"]) == {"content", "nonce"}


@pytest.mark.parametrize("body", [{}, {"content": " "}, {"embeds": []}])
async def test_an_empty_message_is_refused(bare, here, body):
    assert code(await bare.ask("POST", here, body)) == (400, 50006)


async def test_what_is_not_json_is_refused(pg, bare, here):
    async with bare._session.post(
        pg.api_url + here, data=b"{", headers={"Authorization": f"Bot {pg.token}"}
    ) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)
    assert code(await bare.ask("POST", here, ["a list"])) == (400, 50035)


async def test_a_nonce_sends_once(pg, bare, here, channel):
    body = {"content": "x", "nonce": "job 1", "enforce_nonce": True}

    first = await send(bare, here, body)
    again = await send(bare, here, body)
    assert (again["id"], again["nonce"]) == (first["id"], "job 1")

    pg.clock.advance(600)
    later = await send(bare, here, body)
    assert later["id"] != first["id"]
    assert len(channel.messages()) == 2


async def test_without_enforcing_it_a_nonce_is_only_shown(bare, here, channel):
    for _ in range(2):
        await send(bare, here, {"content": "x", "nonce": "same"})

    assert len(channel.messages()) == 2


@pytest.mark.parametrize(
    ("missing", "body", "files", "expected"),
    [
        (Permission.VIEW_CHANNEL, {"content": "x"}, (), (403, 50001)),
        (Permission.SEND_MESSAGES, {"content": "x"}, (), (403, 50013)),
        (Permission.ATTACH_FILES, {"content": "x"}, [("a", b"a")], (403, 50013)),
        (Permission.EMBED_LINKS, {"embeds": [{"title": "x"}]}, (), (403, 50013)),
    ],
)
async def test_writing_needs_its_permission(bare, here, channel, missing, body, files, expected):
    channel.deny_bot(missing)

    assert code(await bare.ask("POST", here, body, files=files)) == expected


async def test_who_may_not_read_the_past_is_told_there_is_none(bare, here, channel, ada):
    said = ada.say(channel, "x")
    channel.deny_bot(Permission.READ_MESSAGE_HISTORY)

    assert (await bare.ask("GET", here))[1] == []
    assert code(await bare.ask("GET", f"{here}/{said.id}")) == (403, 50013)


async def test_only_its_author_edits_a_message_and_moderators_delete_it(
    bare, here, channel, ada, server
):
    said = ada.say(channel, "x")

    assert code(await bare.ask("PATCH", f"{here}/{said.id}", {"content": "y"})) == (403, 50005)
    assert code(await bare.ask("DELETE", f"{here}/{said.id}")) == (403, 50013)
    server.set_bot_permissions(Permission.MANAGE_MESSAGES)
    assert (await bare.ask("DELETE", f"{here}/{said.id}"))[0] == 204
    assert code(await bare.ask("GET", f"{here}/{said.id}")) == (404, 10008)


async def test_what_is_not_there_is_unknown(bare, here):
    assert code(await bare.ask("GET", f"{here}/1")) == (404, 10008)
    assert code(await bare.ask("GET", "/channels/1/messages")) == (404, 10003)
    assert code(await bare.ask("GET", "/channels/x/messages")) == (400, 50035)
    assert code(await bare.ask("GET", "/no/such/route")) == (404, 0)


async def test_an_archived_thread_is_not_edited_and_a_locked_one_not_written_in(bare, channel, ada):
    thread = channel.thread("a thread", ada)
    inside = f"/channels/{thread.id}/messages"
    sent = await send(bare, inside, {"content": "x"})
    thread.archive()
    assert code(await bare.ask("PATCH", f"{inside}/{sent['id']}", {"content": "y"})) == (400, 50083)
    await send(bare, inside, {"content": "opens it again"})
    thread.archive(locked=True)

    assert code(await bare.ask("POST", inside, {"content": "x"})) == (400, 50083)


async def test_people_can_close_their_private_messages(pg, bare, ada):
    _, private, _ = await bare.ask("POST", "/users/@me/channels", {"recipient_id": str(ada.id)})
    ada.user.dms_open = False

    answer = await bare.ask("POST", f"/channels/{private['id']}/messages", {"content": "x"})
    assert code(answer) == (403, 50007)


async def test_mentions_are_those_that_are_allowed(bare, here, ada, server):
    role = server.role("painters")
    content = f"<@{ada.id}> <@&{role.id}> @everyone"

    loud = await send(bare, here, {"content": content})
    quiet = await send(bare, here, {"content": content, "allowed_mentions": {"parse": []}})
    one = await send(bare, here, {"content": content, "allowed_mentions": {"users": [str(ada.id)]}})

    assert [u["id"] for u in loud["mentions"]] == [str(ada.id)]
    assert (loud["mention_roles"], loud["mention_everyone"]) == ([str(role.id)], True)
    assert (quiet["mentions"], quiet["mention_roles"], quiet["mention_everyone"]) == ([], [], False)
    assert ([u["id"] for u in one["mentions"]], one["mention_everyone"]) == ([str(ada.id)], False)


async def test_history_is_paged_from_both_ends(bare, here, channel, ada):
    said = [ada.say(channel, str(n)) for n in range(5)]

    async def contents(**query):
        _, found, _ = await bare.ask("GET", here, **query)
        return [m["content"] for m in found]

    assert await contents(limit=2) == ["4", "3"]
    assert await contents(limit=2, before=str(said[3].id)) == ["2", "1"]
    assert await contents(limit=2, after=str(said[1].id)) == ["3", "2"]
    assert (await bare.ask("GET", here, limit=101))[0] == 400


async def test_a_picture_in_an_embed_is_not_listed_as_a_file_and_survives_an_edit(
    bare, here, channel
):
    sent = await send(
        bare,
        here,
        {"embeds": [{"image": {"url": "attachment://a.png"}}]},
        files=[("a.png", b"a"), ("b.png", b"b")],
    )
    kept = [{"id": sent["attachments"][0]["id"]}]
    _, edited, _ = await bare.ask(
        "PATCH", f"{here}/{sent['id']}", {"content": "x", "attachments": kept}
    )

    assert [f["filename"] for f in edited["attachments"]] == ["b.png"]
    assert "/a.png?ex=" in edited["embeds"][0]["image"]["url"]


async def test_moderators_delete_many_but_not_old_ones(pg, bare, here, channel, ada, server):
    server.set_bot_permissions(Permission.MANAGE_MESSAGES)
    ids = [str(ada.say(channel, "x").id) for _ in range(3)]

    assert (await bare.ask("POST", f"{here}/bulk-delete", {"messages": ids[:2]}))[0] == 204
    assert [str(m.id) for m in channel.messages()] == [ids[2]]
    assert (await bare.ask("POST", f"{here}/bulk-delete", {"messages": ids[2:]}))[0] == 400
    pg.clock.advance(15 * 86_400)
    assert code(await bare.ask("POST", f"{here}/bulk-delete", {"messages": ids})) == (400, 50034)


async def test_reactions_are_counted_and_taken_back(bare, here, channel, ada, server):
    said = ada.say(channel, "x")
    ada.react(said, "⭐")
    star = f"{here}/{said.id}/reactions/⭐"

    assert (await bare.ask("PUT", f"{star}/@me"))[0] == 204
    _, message, _ = await bare.ask("GET", f"{here}/{said.id}")
    assert (message["reactions"][0]["count"], message["reactions"][0]["me"]) == (2, True)
    assert [u["global_name"] for u in (await bare.ask("GET", star))[1]][-1] == "Ada"
    assert code(await bare.ask("DELETE", f"{star}/{ada.id}")) == (403, 50013)
    assert (await bare.ask("DELETE", f"{star}/@me"))[0] == 204
    assert code(await bare.ask("DELETE", f"{star}/@me")) == (404, 10014)
