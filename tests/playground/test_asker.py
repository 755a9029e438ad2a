"""What people do, and what an unmodified discord.py makes of it."""

import pytest

from playground import File, Permission, Refused
from playground.model import Callback, Flag, InteractionKind
from tests.playground.small_bot import PNG


async def test_a_command_is_deferred_and_edited_three_times(pg, bot, ada, channel):
    asked = await ada.slash("paint", channel=channel, prompt="a red apple", count=2)
    message = await asked.done(lambda m: m.edits == 3)

    assert asked.acknowledged.type is Callback.DEFERRED_MESSAGE
    assert 0 < asked.acknowledged.seconds < 1
    assert message.content == "a red apple"
    assert [file.filename for file in message.attachments] == ["0.png", "1.png"]
    assert message.attachments[1].description == "picture 1"
    assert (message.attachments[0].width, message.attachments[0].height) == (1, 1)
    assert await pg.download(message.attachments[0]) == PNG
    assert pg.latencies() == [asked.acknowledged.seconds]


async def test_autocomplete_offers_what_the_bot_answers(bot, ada, channel):
    choices = await ada.autocomplete("paint", option="sampler", text="eu", channel=channel)

    assert [choice["value"] for choice in choices] == ["euler", "euler_a", "heun"]


async def test_values_of_an_autocompleted_option_are_free(bot, ada, channel):
    asked = await ada.slash("paint", channel=channel, prompt="a pear", sampler="no such thing")

    assert (await asked.done(lambda m: m.edits == 3)).content == "a pear"


async def test_a_button_answers_with_a_message_that_has_buttons(bot, ada, channel):
    painted = await (await ada.slash("paint", channel=channel, prompt="x")).done(
        lambda m: m.components
    )
    first = await (await ada.click(painted, "Again")).done()
    second = await (await ada.click(first, "again:2")).done()

    assert (first.content, second.content) == ("again 1", "again 2")
    assert first.reference is painted


async def test_buttons_work_after_the_bot_was_killed(pg, bot_process, ada, channel):
    await bot_process.start()
    painted = await (await ada.slash("paint", channel=channel, prompt="x")).done(
        lambda m: m.components
    )
    await bot_process.kill()
    await bot_process.start()

    answer = await (await ada.click(painted, "Again")).done()

    assert answer.content == "again 1"


async def test_an_update_changes_the_message_itself(bot, ada, channel):
    menu = await (await ada.slash("menu", channel=channel)).done()

    updated = await ada.click(menu, "Update")
    assert updated.acknowledged.type is Callback.UPDATE
    assert menu.content == "updated"

    later = await ada.click(menu, "later")
    assert later.acknowledged.type is Callback.DEFERRED_UPDATE
    assert await later.done(lambda m: m.content == "later") is menu
    assert channel.messages() == [menu]


async def test_selects_send_values_and_people(bot, ada, channel):
    menu = await (await ada.slash("menu", channel=channel)).done()

    colours = await ada.choose(menu, "Colour", ["Red", "blue"])
    people = await ada.choose(menu, "who", [ada])

    assert colours.message.content == "red,blue"
    assert people.message.content == "ada"
    assert colours.ephemeral


async def test_a_form_comes_back_filled_in(bot, ada, channel):
    asked = await ada.slash("form", channel=channel)
    assert asked.modal.title == "Edit"

    answer = await ada.submit(asked, {"Negative": "blur", "Shape": "Wide"})

    assert answer.message.content == "a pear|blur|['3:2']"


async def test_a_form_behind_a_button_may_change_its_message(bot, ada, channel):
    menu = await (await ada.slash("menu", channel=channel)).done()

    form = await ada.click(menu, "Form")
    answer = await ada.submit(form, {"Prompt": "a plum", "Shape": "2:3"})

    assert answer.message is menu
    assert menu.content == "a plum||['2:3']"


async def test_a_form_takes_files_and_boxes(bot, ada, channel):
    files = [File(name=name, content=name.encode()) for name in ("a", "b")]

    asked = await ada.slash("survey", channel=channel)
    answer = await ada.submit(
        asked,
        {"Files": files, "Shape": "Tall", "Styles": ["ink", "pen"], "Again": True, "Whom": [ada]},
    )

    assert answer.message.content == "a b tall ink pen True ada"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "required"),
        ({"Prompt": "x" * 101}, "characters"),
        ({"Prompt": 5}, "takes text"),
        ({"Prompt": "", "Shape": "Wide"}, "required"),
        ({"Shape": "Round"}, "no 'Round'"),
        ({"Shape": ["Wide", "Tall"]}, "does not take 2"),
        ({"Shape": "Wide", "Colour": "red"}, "no 'Colour'"),
    ],
)
async def test_a_form_is_sent_only_as_it_allows(bot, ada, channel, answers, reason):
    asked = await ada.slash("form", channel=channel)

    with pytest.raises(Refused, match=reason):
        ada.submit(asked, answers)


async def test_a_form_belongs_to_whom_it_was_shown(bot, ada, channel, server):
    asked = await ada.slash("form", channel=channel)

    with pytest.raises(Refused, match="Somebody else"):
        server.member("Bob").submit(asked, {"Shape": "Wide"})


async def test_the_menus_of_messages_and_members_have_commands(bot, ada, channel):
    said = ada.say(channel, "echo")

    repeated = await ada.context_menu("Repeat", said)
    greeted = await ada.context_menu("Greet", ada, channel=channel)

    assert repeated.message.content == "echo"
    assert greeted.message.content == "hello ada"


async def test_a_layout_shows_its_picture_in_a_gallery(pg, bot, ada, channel):
    asked = await ada.slash("layout", channel=channel)
    message = asked.message

    assert Flag.COMPONENTS_V2 in message.flags
    container, row = message.components
    assert container["accent_color"] == 0xFF8800
    assert container["components"][1]["items"][0]["media"] == {"url": "attachment://a.png"}
    assert row["components"][0]["custom_id"] == "again:7"
    answer = await ada.click(message, "Again")
    assert answer.message.content == "again 7"


async def test_every_type_of_option_arrives(bot, ada, channel, server):
    role = server.role("painter")

    asked = await ada.slash(
        "everything",
        channel=channel,
        who=ada,
        where=channel,
        role=role,
        amount=0.5,
        yes=True,
        file=File(name="my cat.png", content=PNG),
        shape="3:2",
    )

    assert asked.message.content == f"ada general painter 0.5 True my_cat.png {len(PNG)} 3:2"


async def test_a_subcommand_is_called_by_both_names(bot, ada, channel):
    asked = await ada.slash("queue list", channel=channel, page=3)

    assert asked.message.content == "page 3"


async def test_the_first_follow_up_fills_a_private_answer(bot, ada, channel, server):
    asked = await ada.slash("secret", channel=channel)
    message = await asked.done()
    third = await channel.message(lambda m: m.content == "third")
    bob = server.member("Bob")

    assert asked.ephemeral
    assert message.content == "first"
    assert [m.ephemeral for m in asked.followups] == [True, False]
    assert third.reference is message
    assert channel.messages(as_user=bob) == [third]
    assert len(channel.messages(as_user=ada)) == 3


async def test_nobody_answers_for_three_seconds(pg, bot, ada, channel):
    asked = ada.slash("silent", channel=channel)
    await bot.wait_for("interaction", timeout=5)
    pg.clock.advance(3.1)
    await asked

    assert asked.failed
    assert asked.acknowledged is None


async def test_a_command_fails_at_once_where_no_bot_is_connected(pg, bot_process, ada, channel):
    await bot_process.start()
    await bot_process.kill()
    pg.clock.advance(300)

    assert (await ada.slash("menu", channel=channel)).failed


async def test_a_thread_is_a_place_too(bot, ada, channel):
    thread = channel.thread("a thread", ada)

    asked = await ada.slash("paint", channel=thread, prompt="x")
    painted = await asked.done(lambda m: m.edits == 3)

    assert painted.channel is thread.record
    assert (await ada.click(painted, "Again")).message.content == "again 1"


async def test_an_application_one_carries_works_where_the_bot_is_not(pg, bot):
    elsewhere = pg.server("Elsewhere", bot=False)
    room, bob, carol = elsewhere.channel("room"), elsewhere.member("Bob"), elsewhere.member("Carol")
    bob.user.installed = True

    asked = await bob.slash("anywhere", channel=room)

    assert asked.message.content == "room True"
    assert [c.name for c in bob.offered(room)] == ["anywhere"]
    assert carol.offered(room) == []


async def test_a_private_conversation_is_a_place_too(bot, ada):
    asked = await ada.slash("menu", channel=ada.conversation())

    assert asked.message.content == "menu"
    assert bot.seen[-1].guild is None


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("nothing", {}, "does not exist"),
        ("paint", {}, "needs 'prompt'"),
        ("paint", {"prompt": "x", "steps": 3}, "no option 'steps'"),
        ("paint", {"prompt": "x", "count": 5}, "takes 1 to 4"),
        ("paint", {"prompt": "x", "count": "2"}, "does not take '2'"),
        ("paint", {"prompt": "x" * 6001}, "characters"),
        ("queue", {}, "needs a subcommand"),
        ("queue empty", {}, "no subcommand 'empty'"),
        ("adult", {}, "age-restricted"),
        ("settings", {}, "other permissions"),
    ],
)
async def test_what_the_client_would_not_send_is_refused(bot, ada, channel, name, options, reason):
    with pytest.raises(Refused, match=reason):
        ada.slash(name, channel=channel, **options)


async def test_commands_are_offered_to_those_who_may_use_them(bot, ada, channel, server):
    chief = server.member("Chief", permissions=Permission.MANAGE_GUILD)
    cellar = server.channel("cellar", nsfw=True)

    assert "settings" not in {c.name for c in ada.offered(channel)}
    assert "settings" in {c.name for c in chief.offered(channel)}
    assert "adult" in {c.name for c in ada.offered(cellar)}
    assert (await chief.slash("settings", channel=channel)).message.content == "True"
    assert (await ada.slash("adult", channel=cellar)).message.content == "adult"


async def test_a_component_is_used_only_as_it_is_shown(bot, ada, channel, server):
    bob = server.member("Bob")
    menu = await (await ada.slash("menu", channel=channel)).done()
    private = await (await ada.slash("menu", channel=channel, private=True)).done()

    with pytest.raises(Refused, match="greyed out"):
        ada.click(menu, "Off")
    with pytest.raises(Refused, match="There is no 'Reroll'"):
        ada.click(menu, "Reroll")
    with pytest.raises(Refused, match="not a button"):
        ada.click(menu, "colour")
    with pytest.raises(Refused, match="Choose 1 to 2"):
        ada.choose(menu, "colour", [])
    with pytest.raises(Refused, match="Only somebody else"):
        bob.click(private, "Update")
    server.member("Mo", moderator=True).delete(menu)
    with pytest.raises(Refused, match="deleted"):
        ada.click(menu, "Update")


async def test_a_forged_click_is_sent_and_discord_py_drops_what_no_message_shows(
    pg, bot, ada, channel
):
    message = ada.say(channel, "no buttons here")
    data = {"component_type": 2, "custom_id": "again:999999"}

    asked = ada.forge(InteractionKind.COMPONENT, data, channel=channel, message=message)
    await bot.wait_for("interaction", timeout=5)
    pg.clock.advance(4)

    with pytest.raises(TimeoutError, match="did not respond"):
        await asked.done()
    assert bot.seen[0].data["custom_id"] == "again:999999"
