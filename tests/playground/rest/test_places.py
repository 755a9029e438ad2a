"""Servers, members, roles, users, and the bot's own account."""

from playground import Permission


def code(answer):
    status, body, _ = answer
    return status, body["code"]


async def test_a_server_is_seen_with_its_roles_channels_and_members(bare, server, channel, ada):
    role = server.role("painters")
    path = f"/guilds/{server.id}"

    _, guild, _ = await bare.ask("GET", path, with_counts="1")
    _, roles, _ = await bare.ask("GET", f"{path}/roles")
    _, channels, _ = await bare.ask("GET", f"{path}/channels")
    _, members, _ = await bare.ask("GET", f"{path}/members", limit=10)
    _, member, _ = await bare.ask("GET", f"{path}/members/{ada.id}")

    assert (guild["name"], guild["approximate_member_count"]) == ("Atelier", 2)
    assert str(role.id) in {r["id"] for r in roles}
    assert [c["name"] for c in channels] == ["general"]
    assert member in members
    assert code(await bare.ask("GET", f"{path}/members/1")) == (404, 10007)
    assert (await bare.ask("GET", f"{path}/members", limit=1001))[0] == 400


async def test_the_bot_knows_itself_and_its_servers(pg, bare, server):
    _, me, _ = await bare.ask("GET", "/users/@me")
    _, application, _ = await bare.ask("GET", "/oauth2/applications/@me")
    _, guilds, _ = await bare.ask("GET", "/users/@me/guilds")

    assert (me["id"], me["bot"]) == (str(pg.application_id), True)
    assert application["approximate_guild_count"] == 1
    assert [g["id"] for g in guilds] == [str(server.id)]


async def test_a_server_the_bot_left_is_closed_to_it(bare, server, channel):
    assert (await bare.ask("DELETE", f"/users/@me/guilds/{server.id}"))[0] == 204

    assert code(await bare.ask("GET", f"/guilds/{server.id}")) == (403, 50001)
    assert code(await bare.ask("GET", f"/channels/{channel.id}")) == (403, 50001)
    assert code(await bare.ask("GET", "/guilds/1")) == (404, 10004)


async def test_a_private_conversation_is_opened_once(pg, bare, ada):
    asked = [
        await bare.ask("POST", "/users/@me/channels", {"recipient_id": str(ada.id)})
        for _ in range(2)
    ]

    assert asked[0][1]["id"] == asked[1][1]["id"]
    myself = {"recipient_id": str(pg.application_id)}
    assert code(await bare.ask("POST", "/users/@me/channels", myself)) == (403, 50007)
    assert code(await bare.ask("GET", "/users/1")) == (404, 10013)


async def test_the_gateway_is_where_it_says_it_is(pg, bare):
    _, bare_answer, _ = await bare.ask("GET", "/gateway")
    _, answer, _ = await bare.ask("GET", "/gateway/bot")

    assert bare_answer["url"] == answer["url"] == pg.gateway_url
    assert answer["shards"] == 1
    assert answer["session_start_limit"]["remaining"] == 999


async def test_threads_that_are_open_are_listed(bare, server, channel, ada):
    open_one, closed = channel.thread("open", ada), channel.thread("closed", ada)
    closed.archive()

    _, listed, _ = await bare.ask("GET", f"/guilds/{server.id}/threads/active")
    assert [t["id"] for t in listed["threads"]] == [str(open_one.id)]


async def test_an_administrator_may_do_everything(bare, server, channel, ada):
    server.set_bot_permissions(Permission.ADMINISTRATOR)
    channel.deny_bot(Permission.SEND_MESSAGES)
    said = ada.say(channel, "x")

    status, _, _ = await bare.ask("DELETE", f"/channels/{channel.id}/messages/{said.id}")
    assert status == 204
