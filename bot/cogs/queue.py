"""/queue: what of mine is waiting, with a Cancel for each; and that Cancel."""

from datetime import UTC, datetime

import discord
from discord import app_commands

from bot import layout
from bot.policy import check_owns_or_moderates
from bot.press import Interaction
from bot.reply import actor, easel, whisper


@app_commands.command()
@app_commands.guild_only()
async def queue(itx: Interaction) -> None:
    """List your pictures in line, and cancel any of them."""
    letter = await _line(itx)
    await itx.response.send_message(
        letter.content,
        view=letter.view() or discord.utils.MISSING,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def _line(itx: Interaction) -> layout.Letter:
    waiting = await easel(itx).studio.line(itx.user.id)
    entries = [(entry.row, entry.job.progress if entry.job else None) for entry in waiting]
    return layout.queue(entries, datetime.now(UTC))


async def cancel(itx: Interaction, number: int) -> None:
    """The button under a waiting picture and in /queue."""
    studio = easel(itx).studio
    row = await studio.job(number)
    check_owns_or_moderates(actor(itx), row.owner_id, verb="cancel")
    stopped = await studio.cancel(number)
    if itx.message is not None and itx.message.flags.ephemeral:
        letter = await _line(itx)
        await itx.response.edit_message(content=letter.content, view=letter.view())
    elif stopped:
        await itx.response.defer()  # the message itself is about to say so
    else:
        await whisper(itx, "Too late to cancel: this one has ended already.")
