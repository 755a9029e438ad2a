"""/privacy: what is kept about you, as a file; forget me; and how careful to be with me."""

import asyncio
import gzip
import io
import json
import logging
from collections.abc import Iterable

import discord
from discord import app_commands

from bot.press import Interaction, Press
from bot.reply import easel, whisper
from bot.rules import Level
from bot.store import Card

log = logging.getLogger(__name__)

# Discord allows about five such calls in as many seconds; nobody waits for these.
_BETWEEN_SECONDS = 1.0
_HERE, _EVERYWHERE = 0, 1  # what the button of a confirmation carries

WHAT_GOES = (
    "This erases everything I keep about you, in every server: your requests and their prompts, "
    "your pictures and the images you uploaded, your place in line, quotas, reports, strikes and "
    "preferences. It cannot be undone.\n"
    "What stays: pictures that others keep, a ban that moderators gave you (a number and their "
    "reason), and your messages on Discord, {messages}."
)
STRICTER = "Only stricter than the server: pictures asked for by you are judged at this at least."

privacy = app_commands.Group(
    name="privacy", description="What Easel keeps about you, and how to have it forgotten."
)


@privacy.command()
async def export(itx: Interaction) -> None:
    """Get everything I keep about you, as a file."""
    await itx.response.defer(ephemeral=True, thinking=True)
    kept = await easel(itx).studio.store.privacy.export(itx.user.id)
    name, content = await asyncio.to_thread(_file, kept, itx.filesize_limit)
    await itx.followup.send(
        "This is everything I keep about you. Pictures are painted again from these recipes.",
        file=discord.File(io.BytesIO(content), filename=name),
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


def _file(kept: dict[str, object], limit: int) -> tuple[str, bytes]:
    """As plain JSON, or packed where that is more than Discord takes."""
    content = json.dumps(kept, indent=2, ensure_ascii=False).encode()
    if len(content) <= limit:
        return "easel-export.json", content
    return "easel-export.json.gz", gzip.compress(content)


@privacy.command()
@app_commands.describe(messages="Delete my answers to you on Discord, too")
async def erase(itx: Interaction, messages: bool = False) -> None:
    """Have everything forgotten that I keep about you."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        Press(
            "erase",
            _EVERYWHERE if messages else _HERE,
            label="Erase everything",
            style=discord.ButtonStyle.danger,
        )
    )
    gone = "where my answers are deleted too" if messages else "where my answers stay"
    await itx.response.send_message(
        WHAT_GOES.format(messages=gone),
        view=view,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def erased(itx: Interaction, number: int) -> None:
    """The button of the confirmation. It erases whoever presses it, and nobody else."""
    await itx.response.defer(ephemeral=True, thinking=True)
    client, studio = easel(itx), easel(itx).studio
    for waiting in await studio.line(itx.user.id):
        await studio.cancel(waiting.id)
    gone = await studio.store.privacy.erase(itx.user.id)
    # Cards of moderators carry the prompt: they go whatever was asked.
    doomed = [*gone.cards, *(gone.messages if number == _EVERYWHERE else ())]
    client.delete_later(doomed)
    requests = "1 request" if gone.jobs == 1 else f"{gone.jobs} requests"
    said = f"Forgotten: {requests}, and all that hung on them."
    if number == _EVERYWHERE and gone.messages:
        said += f" I am deleting {len(gone.messages)} of my messages now."
    if not gone.complete:
        said += " Traces inside the database file go within the hour."
    await whisper(itx, said)


@privacy.command()
@app_commands.describe(level=STRICTER)
@app_commands.choices(
    level=[
        app_commands.Choice(name="strict", value=Level.STRICT),
        app_commands.Choice(name="standard", value=Level.STANDARD),
        app_commands.Choice(name="as the server has it", value="server"),
    ]
)
async def level(itx: Interaction, level: str) -> None:
    """Choose to be shown less than the server allows."""
    wanted = Level(level) if level in (Level.STRICT, Level.STANDARD) else None
    await easel(itx).studio.store.members.prefer(itx.user.id, wanted)
    if wanted is None:
        await whisper(itx, "From now on the server's level counts for your pictures.")
    else:
        await whisper(
            itx, f"From now on your pictures are judged at {wanted} at least, in every server."
        )


async def delete_all(client: discord.Client, cards: Iterable[Card]) -> None:
    """Delete messages of ours, slowly; what is gone already or out of reach is left alone."""
    for card in cards:
        channel = client.get_partial_messageable(card.channel_id)
        try:
            await channel.get_partial_message(card.message_id).delete()
        except discord.HTTPException as error:
            log.info("Message %d could not be deleted: %s.", card.message_id, error)
        await asyncio.sleep(_BETWEEN_SECONDS)
