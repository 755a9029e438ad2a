"""Show parameters, in the menu of a message: what painted it, by our record or by its PNG."""

import asyncio

import discord
from discord import app_commands

from bot import layout, upload
from bot.policy import Refused
from bot.press import Interaction
from bot.reply import actor, easel, whisper
from engine import png

_MOST_FILES = 4  # as many as one answer of ours holds

NOTHING = (
    "I find no parameters here: I have no record of this message, and no PNG in it says what it "
    "was painted with."
)


@app_commands.context_menu(name="Show parameters")
@app_commands.guild_only()
async def show_parameters(itx: Interaction, message: discord.Message) -> None:
    """Told to the one who asks, and to nobody else."""
    studio = easel(itx).studio
    studio.check_may_ask(actor(itx))
    if message.author.id == itx.application_id and (row := await studio.store.shown(message.id)):
        await whisper(itx, layout.info(row, await studio.store.pictures(row.id)))
        return
    given = [file for file in message.attachments if file.content_type == "image/png"]
    if not given:
        raise Refused(NOTHING)
    # Fetching takes longer than Discord waits.
    await itx.response.defer(ephemeral=True, thinking=True)
    for attachment in given[:_MOST_FILES]:
        content = await upload.fetch(attachment)
        if text := await asyncio.to_thread(png.told, content):
            await whisper(itx, layout.parameters(text))
            return
    raise Refused(NOTHING)
