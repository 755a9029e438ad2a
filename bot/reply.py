"""From a request to the message that answers it; and from an error to a sentence."""

import logging
from collections.abc import Sequence
from typing import Protocol

import discord
from discord import app_commands

from bot import layout
from bot.cards import Cards
from bot.delivery import UNREACHABLE, Delivery
from bot.guard import Blocked
from bot.policy import Actor, Refused
from bot.press import Interaction
from bot.review import Review
from bot.store import Card, Kind, Request
from bot.studio import Studio
from engine import EngineError, Params

log = logging.getLogger(__name__)

_ALREADY_ANSWERED = 40060

AGE_RESTRICTABLE = (
    discord.TextChannel,
    discord.ForumChannel,
    discord.VoiceChannel,
    discord.StageChannel,
    discord.Thread,
)


class Easel(Protocol):
    """What commands and buttons need of our client."""

    studio: Studio
    delivery: Delivery
    review: Review
    cards: Cards

    def delete_later(self, cards: Sequence[Card]) -> None:
        """Delete messages of ours without anybody waiting for it."""


def easel(itx: Interaction) -> Easel:
    """Our client, which discord.py types as Any."""
    client: Easel = itx.client
    return client


def actor(itx: Interaction) -> Actor:
    """Who this is and what they may do here, now: Discord sends it with every interaction."""
    here, channel = itx.permissions, itx.channel
    return Actor(
        user_id=itx.user.id,
        server_id=itx.guild_id,
        channel_id=itx.channel_id or 0,
        parent_id=channel.parent_id if isinstance(channel, discord.Thread) else None,
        # A thread answers for its parent; of what is not known, the stricter is taken.
        age_restricted=isinstance(channel, AGE_RESTRICTABLE) and channel.is_nsfw(),
        may_use_commands=here.use_application_commands,
        moderates=here.manage_messages or here.administrator,
        manages=here.manage_guild or here.administrator,
        roles=frozenset(role.id for role in getattr(itx.user, "roles", ())),
    )


def check_may_paint(itx: Interaction) -> None:
    """Raises `Refused`. Costs nothing, so what does comes after it."""
    if not itx.app_permissions.attach_files:
        raise Refused("I may not attach files in this channel: a moderator can allow it.")
    easel(itx).studio.check_may_ask(actor(itx))


async def paint_and_reply(
    itx: Interaction,
    *,
    kind: Kind,
    params: Params,
    parent_id: int | None = None,
    image: bytes | None = None,
) -> None:
    """The one way a picture is asked for: commands, buttons and modals all end here.

    Refusals come before the defer, which fixes who sees the answer: a refusal is private, the
    picture is for everybody. `image` is for a recipe over an image that is not in the store yet.
    """
    check_may_paint(itx)
    client, asker = easel(itx), actor(itx)
    accepted = await client.studio.accept(
        Request(
            interaction_id=itx.id,
            owner_id=asker.user_id,
            server_id=asker.server_id,
            channel_id=asker.channel_id,
            kind=kind,
            params=params,
            parent_id=parent_id,
        ),
        actor=asker,
        image=image,
    )
    if accepted is None:
        log.info("Interaction %d came twice; its job is on its way already.", itx.id)
        return
    try:
        message_id = await _defer(itx)
    except (discord.HTTPException, *UNREACHABLE) as error:
        await client.studio.unanswered(accepted)
        log.warning("Interaction %d could not be answered: %s.", itx.id, error)
        return
    client.delivery.follow(await client.studio.acknowledged(accepted, message_id), itx)


async def _defer(itx: Interaction) -> int:
    """Say "thinking…" to everybody; the id of the message that says so."""
    try:
        answer = await itx.response.defer(thinking=True)
        if answer is not None and answer.message_id is not None:
            return answer.message_id
    except discord.HTTPException as error:
        if error.code != _ALREADY_ANSWERED:
            raise
    except UNREACHABLE:
        log.info("The reply to our answer of interaction %d got lost.", itx.id)
    # It may have arrived all the same, and Discord is the one who knows: 404 if not.
    return (await itx.original_response()).id


async def whisper(itx: Interaction, text: str) -> None:
    """Say something to the member alone."""
    none = discord.AllowedMentions.none()
    if itx.response.is_done():
        await itx.followup.send(text, ephemeral=True, allowed_mentions=none)
    else:
        await itx.response.send_message(text, ephemeral=True, allowed_mentions=none)


async def _whisper_blocked(itx: Interaction, blocked: Blocked) -> None:
    """With the way back to the words. Of the floor there is none."""
    letter = layout.blocked(str(blocked), blocked.job_id if blocked.may_appeal else None)
    await itx.response.send_message(
        letter.content,
        view=letter.view() or discord.utils.MISSING,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def explain(itx: Interaction, error: BaseException) -> None:
    """The one place where an exception becomes a sentence, told in private."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, EngineError | Refused):
        text = str(cause)
    elif isinstance(cause, app_commands.TransformerError):
        text = f"“{str(cause.value)[:80]}” is not something this option takes."
    elif isinstance(cause, app_commands.AppCommandError):
        text = "This command is out of date here. Wait a minute, then type it again."
        log.warning("A command did not match what Discord knows: %s.", cause)
    else:
        text = "Something broke on my side. It has been logged; please try again."
        log.error("Interaction %d failed.", itx.id, exc_info=cause)
    try:
        if isinstance(cause, Blocked):
            await _whisper_blocked(itx, cause)
        else:
            await whisper(itx, text)
    except discord.HTTPException as failure:
        log.warning("Interaction %d could not be told its error: %s.", itx.id, failure)
