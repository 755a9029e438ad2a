"""Servers, channels and people, as a test sets them up."""

import pytest

from playground import Permission, Refused
from playground.feed import Kind


async def test_a_bot_that_was_kicked_can_be_invited_again(pg, bot, server, channel, ada):
    server.kick_bot()
    await bot.wait_for("guild_remove", timeout=5)
    with pytest.raises(Refused, match="not installed here"):
        ada.slash("menu", channel=channel)

    server.invite_bot()
    await bot.wait_for("guild_join", timeout=5)

    assert (await ada.slash("menu", channel=channel)).message.content == "menu"


async def test_people_delete_their_own_words_and_moderators_all(server, channel):
    ada, bob = server.member("Ada"), server.member("Bob")
    mo = server.member("Mo", moderator=True)
    first, second = ada.say(channel, "first"), ada.say(channel, "second")

    with pytest.raises(Refused, match="author and moderators"):
        bob.delete(first)
    ada.delete(first)
    mo.delete(second)

    assert channel.messages() == []
    assert first.deleted


async def test_a_reply_and_a_mention_say_whom_they_mean(pg, server, channel, ada):
    asked = ada.say(channel, f"<@{pg.application_id}> hello")
    answer = server.member("Bob").say(channel, "hi", reply_to=asked)

    assert answer.reference is asked
    assert [user.id for user in asked.mentions] == [pg.application_id]


async def test_somebody_is_seen_typing(pg, channel, ada):
    with pg.subscribe() as events:
        ada.type(channel)
        event = await anext(events)

    assert (event.kind, event.user, event.channel) == (Kind.TYPING, ada.user, channel.record)


async def test_an_account_can_be_in_two_servers(pg, server):
    ada = pg.user("Ada")
    here, there = server.member(ada), pg.server("Elsewhere").member(ada)

    assert here.id == there.id
    assert here.conversation().id == there.conversation().id


async def test_waiting_for_a_message_finds_old_and_new_ones(channel, ada):
    old = ada.say(channel, "old")

    assert await channel.message() is old
    with pytest.raises(TimeoutError):
        await channel.message(lambda m: m.content == "never", seconds=0.01)


async def test_only_threads_are_archived(channel):
    with pytest.raises(Refused, match="Only threads"):
        channel.archive()


async def test_an_overwrite_replaces_the_one_before(channel, ada):
    channel.permit(ada, deny=Permission.SEND_MESSAGES)
    channel.permit(ada, deny=Permission.ADD_REACTIONS)

    assert Permission.SEND_MESSAGES in ada.permissions(channel)
    assert Permission.ADD_REACTIONS not in ada.permissions(channel)
