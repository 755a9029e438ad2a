"""The buttons on the cards in the moderators' channel."""

import io

import discord
from discord import app_commands

from bot import layout
from bot.press import Interaction
from bot.reply import actor, easel, whisper
from bot.store import Hold, HoldState, ReportState


async def approve(itx: Interaction, number: int) -> None:
    await _decide(itx, number, HoldState.APPROVED)


async def approve_spoiler(itx: Interaction, number: int) -> None:
    await _decide(itx, number, HoldState.SPOILERED)


async def reject(itx: Interaction, number: int) -> None:
    await _decide(itx, number, HoldState.REJECTED)


async def _decide(itx: Interaction, number: int, state: HoldState) -> None:
    await _close(itx, await easel(itx).review.decide(number, state, actor(itx)))


async def time_out(itx: Interaction, number: int) -> None:
    """Reject it, and an hour without Easel for its member."""
    await _close(itx, await easel(itx).review.time_out(number, actor(itx)))


async def _close(itx: Interaction, hold: Hold) -> None:
    client = easel(itx)
    await client.cards.tell(hold)
    # Whatever becomes of this edit, the card is closed: a round of the desk makes up for it.
    client.cards.wake()
    await itx.response.edit_message(
        content=layout.closed_card(hold, await client.studio.store.job(hold.job_id)),
        attachments=[],
        view=None,
        allowed_mentions=discord.AllowedMentions.none(),
    )
    await client.studio.store.desk.card_closed(hold.id)


async def look(itx: Interaction, number: int) -> None:
    """The held pictures themselves, for this moderator alone, in an age-restricted channel."""
    found = await easel(itx).review.full(number, actor(itx))
    await itx.response.defer(ephemeral=True, thinking=True)
    if not found:
        await whisper(itx, "Its files are gone: reject it, or let its time run out.")
        return
    await itx.followup.send(
        "For your eyes only. The seed and the scores are on the card.",
        files=[
            discord.File(io.BytesIO(png), f"SPOILER_held-{picture.id}.png")
            for picture, png in found
        ],
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


@app_commands.context_menu(name="Report")
@app_commands.guild_only()
async def report(itx: Interaction, message: discord.Message) -> None:
    """In the menu of a message: the moderators should look at it."""
    filed = await easel(itx).review.report(message.id, actor(itx))
    easel(itx).cards.wake()
    await whisper(
        itx,
        f"Thank you: this is report #{filed.id}. The pictures go behind a spoiler until the "
        "moderators have decided.",
    )


async def keep(itx: Interaction, number: int) -> None:
    await _settle(itx, number, ReportState.KEPT)


async def remove(itx: Interaction, number: int) -> None:
    await _settle(itx, number, ReportState.REMOVED)


async def _settle(itx: Interaction, number: int, state: ReportState) -> None:
    settled = await easel(itx).review.settle(number, state, actor(itx))
    easel(itx).cards.wake()
    await itx.response.edit_message(content=layout.closed_report(settled), view=None)
