"""Everything said over REST is what Discord's published schema describes."""

import contextlib
import dataclasses

import discord
import pytest

from playground import File, Permission
from tests.playground.published import VARIABLE, complaints, published
from tests.playground.small_bot import picture


async def test_a_bot_and_the_playground_speak_as_published(pg, bot, ada, channel, server):
    published()
    server.set_bot_permissions(Permission.ADMINISTRATOR)
    await everything_a_person_does(ada, channel, server)
    await everything_a_bot_asks(bot, ada, channel, server)

    assert complaints(pg) == []
    assert {e.route for e in pg.requests} >= {
        "/interactions/{interaction_id}/{token}/callback",
        "/webhooks/{webhook_id}/{token}/messages/{message_id}",
        "/channels/{channel_id}/messages",
    }


async def everything_a_person_does(ada, channel, server):
    painted = await (await ada.slash("paint", channel=channel, prompt="x", count=4)).done(
        lambda m: m.edits == 3
    )
    await ada.autocomplete("paint", option="sampler", text="e", channel=channel)
    await ada.click(painted, "Again")
    await ada.slash("layout", channel=channel)
    await ada.slash("secret", channel=channel)
    menu = await (await ada.slash("menu", channel=channel)).done()
    for press in ("Update", "Later"):
        await ada.click(menu, press)
    await ada.choose(menu, "Colour", ["red"])
    await ada.choose(menu, "Who", [ada])
    await ada.submit(await ada.click(menu, "Form"), {"Shape": "Wide"})
    await ada.submit(await ada.slash("form", channel=channel), {"Shape": "Wide"})
    await ada.context_menu("Repeat", menu)
    await ada.context_menu("Greet", ada, channel=channel)
    await ada.slash("menu", channel=ada.conversation())
    file = File(name="a.png", content=b"?")
    role = server.role("r")
    options = {"who": ada, "where": channel, "role": role, "amount": 1.5, "yes": False}
    await ada.slash("everything", channel=channel, **options, file=file, shape="3:2")


async def everything_a_bot_asks(bot, ada, channel, server):
    await bot.tree.fetch_commands()
    await bot.tree.sync(guild=discord.Object(server.id))
    await bot.application_info()
    await bot.fetch_user(ada.id)
    guild = await bot.fetch_guild(server.id)
    await guild.fetch_roles()
    await guild.fetch_channels()
    await guild.fetch_member(ada.id)
    await guild.active_threads()
    [_ async for _ in bot.fetch_guilds()]
    place = await bot.fetch_channel(channel.id)
    embed = discord.Embed(title="t", description="d", colour=0xFF0000, url="https://example.org")
    embed.set_author(name="a").set_footer(text="f").set_image(url="attachment://e.png")
    embed.add_field(name="n", value="v")
    sent = await place.send("hello", embed=embed, files=[picture("e.png"), picture("f.png", "alt")])
    await sent.edit(content="there", attachments=[*sent.attachments, picture("g.png")])
    reply = await sent.reply("reply", nonce="abc")
    await sent.add_reaction("\N{WHITE HEAVY CHECK MARK}")
    await sent.remove_reaction("\N{WHITE HEAVY CHECK MARK}", bot.user)
    await place.fetch_message(sent.id)
    [_ async for _ in place.history(limit=5)]
    async with place.typing():
        thread = await sent.create_thread(name="a thread")
    await thread.send("inside")
    await thread.edit(archived=True)
    await (await place.create_thread(name="other", type=discord.ChannelType.public_thread)).delete()
    private = await (await bot.fetch_user(ada.id)).create_dm()
    await private.send("psst")
    await place.delete_messages([sent, reply])
    await (await place.send("gone")).delete()
    for wrong in (place.send(), place.send("x" * 2001), place.fetch_message(1)):
        with contextlib.suppress(discord.HTTPException):
            await wrong


async def test_the_judge_notices_what_is_wrong(pg, bot, ada, channel):
    judge = published()
    await (await ada.slash("paint", channel=channel, prompt="x")).done(lambda m: m.edits == 3)
    callback = pg.requests.matching("POST */callback")[0]
    edit = pg.requests.matching("PATCH */messages/@original")[0]

    spoiled = [
        dataclasses.replace(callback, body={"type": 99}),
        dataclasses.replace(edit, answer={**edit.answer, "author": None}),
        dataclasses.replace(edit, body={"content": "x" * 3000}),
        dataclasses.replace(edit, path="/nowhere"),
    ]

    assert [bool(judge.complaints(exchange)) for exchange in spoiled] == [True] * 4


def test_without_the_document_the_test_is_skipped(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)

    with pytest.raises(pytest.skip.Exception, match=VARIABLE):
        published()
