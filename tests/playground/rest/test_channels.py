"""Channels and threads."""

import pytest

from playground import Permission


def code(answer):
    status, body, _ = answer
    return status, body["code"]


@pytest.fixture
def here(channel):
    return f"/channels/{channel.id}"


async def test_a_thread_is_started_with_and_without_a_message(bare, here, channel, ada):
    said = ada.say(channel, "x")

    status, alone, _ = await bare.ask("POST", f"{here}/threads", {"name": "alone", "type": 11})
    assert (status, alone["name"], alone["parent_id"]) == (201, "alone", str(channel.id))
    _, grown, _ = await bare.ask("POST", f"{here}/messages/{said.id}/threads", {"name": "grown"})
    assert grown["id"] == str(said.id)
    again = await bare.ask("POST", f"{here}/messages/{said.id}/threads", {"name": "again"})
    assert code(again) == (400, 160004)


async def test_starting_a_thread_needs_its_permission(bare, here, channel, server):
    server.set_everyone_permissions(Permission.VIEW_CHANNEL)

    assert code(await bare.ask("POST", f"{here}/threads", {"name": "x"})) == (403, 50013)


async def test_a_thread_is_archived_joined_and_left(bare, here, channel, ada, server):
    server.set_bot_permissions(Permission.MANAGE_THREADS)
    thread = channel.thread("a thread", ada)
    path = f"/channels/{thread.id}"

    _, archived, _ = await bare.ask("PATCH", path, {"archived": True, "locked": True})
    assert archived["thread_metadata"]["archived"]
    assert (await bare.ask("PUT", f"{path}/thread-members/@me"))[0] == 204
    assert (await bare.ask("DELETE", f"{path}/thread-members/@me"))[0] == 204
    assert code(await bare.ask("PUT", f"{here}/thread-members/@me")) == (400, 50024)


async def test_a_channel_is_changed_and_removed_by_those_who_may(bare, here, server):
    assert code(await bare.ask("PATCH", here, {"name": "new"})) == (403, 50013)
    assert code(await bare.ask("DELETE", here)) == (403, 50013)
    server.set_bot_permissions(Permission.MANAGE_CHANNELS)

    _, changed, _ = await bare.ask("PATCH", here, {"name": "new", "topic": "x", "nsfw": True})
    assert (changed["name"], changed["topic"], changed["nsfw"]) == ("new", "x", True)
    assert (await bare.ask("PATCH", here, {"name": ""}))[0] == 400
    assert (await bare.ask("DELETE", here))[0] == 200
    assert code(await bare.ask("GET", here)) == (404, 10003)
