import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.account import PERMISSIONS, AccountError, TokenRefused, ask, invite_link
from bot.config import Config, Discord
from playground import Playground


def config_for(url):
    return Config(discord=Discord(api_url=url))


async def answer(respond):
    """What `ask` makes of a server that answers like this."""
    app = web.Application()
    app.router.add_get("/api/users/@me", respond)
    async with TestServer(app, host="127.0.0.1") as server:
        return await ask(config_for(f"http://127.0.0.1:{server.port}/api"), SecretStr("canary"))


async def test_a_good_token_tells_whose_it_is():
    async with Playground(bot_name="Easel") as playground:
        account = await ask(config_for(playground.api_url), SecretStr(playground.token))

    assert account.name == "Easel"
    assert account.id > 2**22


async def test_a_wrong_token_is_refused_with_what_to_do():
    async with Playground() as playground:
        with pytest.raises(TokenRefused, match=r"refuses the token\. Reset it at https://") as said:
            await ask(config_for(playground.api_url), SecretStr("canary"))

    assert "canary" not in str(said.value)


async def test_nobody_there_is_one_sentence():
    with pytest.raises(AccountError, match=r"^http://127\.0\.0\.1:9 cannot be reached \(Client"):
        await ask(config_for("http://127.0.0.1:9"), SecretStr("canary"))


@pytest.mark.parametrize("status", [302, 403, 404, 500])
async def test_another_status_is_named(status):
    async def respond(request):
        return web.Response(status=status, headers={"Location": "https://example.org"})

    with pytest.raises(AccountError, match=f"answers {status} instead of telling"):
        await answer(respond)


@pytest.mark.parametrize("text", ["<html>", "[]", "{}", '{"id": "x", "username": "y"}', "null"])
async def test_somebody_who_is_not_discord_is_recognised(text):
    async def respond(request):
        return web.Response(text=text)

    with pytest.raises(AccountError, match="does not answer as Discord does"):
        await answer(respond)


def test_the_invite_link_asks_for_what_the_bot_needs():
    needed = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        embed_links=True,
        read_message_history=True,
    )

    assert needed.value == PERMISSIONS
    assert invite_link(123) == (
        "https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands"
        f"&permissions={needed.value}"
    )
