"""The buttons under pictures: Reroll, V1-V4, Strong, U1-U4, Edit, Info, Delete."""

from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import discord

from bot import layout
from bot.policy import Refused, check_owns_or_moderates
from bot.press import Interaction, custom_id
from bot.reply import actor, easel, paint_and_reply
from bot.store import JobRow, Kind
from engine import STRONG, SUBTLE, Params
from engine.params import MAX_PROMPT

_MODAL_SECONDS = 15 * 60.0  # discord.py forgets the form then; we answer it all the same


async def reroll(itx: Interaction, number: int) -> None:
    row = await easel(itx).studio.job(number)
    await paint_and_reply(
        itx,
        kind=Kind.REROLL,
        params=row.params.rerolled(),
        parent_id=await _first_picture(itx, row),
    )


async def vary(itx: Interaction, number: int) -> None:
    await _vary(itx, number, SUBTLE)


async def vary_strong(itx: Interaction, number: int) -> None:
    await _vary(itx, number, STRONG)


async def _vary(itx: Interaction, number: int, strength: float) -> None:
    studio = easel(itx).studio
    picture = await studio.picture(number)
    count = (await studio.job(picture.job_id)).params.count
    params = replace(picture.params.varied(strength), count=count)
    await paint_and_reply(itx, kind=Kind.VARY, params=params, parent_id=picture.id)


async def single(itx: Interaction, number: int) -> None:
    picture = await easel(itx).studio.picture(number)
    await paint_and_reply(itx, kind=Kind.SINGLE, params=picture.params, parent_id=picture.id)


async def strong(itx: Interaction, number: int) -> None:
    await _switch(itx, number, strong=True)


async def subtle(itx: Interaction, number: int) -> None:
    await _switch(itx, number, strong=False)


async def _switch(itx: Interaction, number: int, *, strong: bool) -> None:
    """What V1-V4 of this message do from now on; the switch is in their ids, not in memory."""
    studio = easel(itx).studio
    studio.check_may_ask(actor(itx))
    row = await studio.job(number)
    buttons = layout.picture_buttons(row, await studio.store.pictures(row.id), strong=strong)
    view = layout.Letter(content="", buttons=tuple(buttons)).view()
    await itx.response.edit_message(view=view)


async def info(itx: Interaction, number: int) -> None:
    studio = easel(itx).studio
    studio.check_may_ask(actor(itx))
    row = await studio.job(number)
    pictures = await studio.store.pictures(row.id)
    recipe = discord.File(BytesIO(layout.recipe(row.params)), f"easel-job-{row.id}.json")
    await itx.response.send_message(
        layout.info(row, pictures),
        file=recipe,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def delete(itx: Interaction, number: int) -> None:
    """Take the message away, then forget the job: in this order nothing is left hanging."""
    studio = easel(itx).studio
    row = await studio.job(number)
    check_owns_or_moderates(actor(itx), row.owner_id, verb="delete")
    await itx.response.defer()
    with suppress(discord.NotFound):  # somebody was quicker
        await itx.delete_original_response()
    easel(itx).delete_later(await studio.erase(row.id))


async def edit(itx: Interaction, number: int) -> None:
    """The form; what is sent back arrives at `edited`, after a restart as well."""
    studio = easel(itx).studio
    studio.check_may_ask(actor(itx))
    row = await studio.job(number)
    await itx.response.send_modal(_form(row))


def _form(row: JobRow) -> discord.ui.Modal:
    params = row.params
    form = discord.ui.Modal(
        title="Edit and paint again", custom_id=custom_id("edit", row.id), timeout=_MODAL_SECONDS
    )
    paragraph = discord.TextStyle.paragraph
    for field, label, value, style, most in (
        ("prompt", "Prompt", params.prompt, paragraph, MAX_PROMPT),
        ("negative", "Negative prompt", params.negative, paragraph, MAX_PROMPT),
        ("steps", "Steps", str(params.steps), discord.TextStyle.short, 4),
        ("guidance", "Guidance", f"{params.guidance:g}", discord.TextStyle.short, 8),
        ("seed", "Seed (empty for a new one)", str(params.seed), discord.TextStyle.short, 10),
    ):
        form.add_item(
            discord.ui.Label(
                text=label,
                component=discord.ui.TextInput(
                    custom_id=field,
                    style=style,
                    default=value,
                    max_length=most,
                    required=field not in ("negative", "seed"),
                ),
            )
        )
    return form


async def edited(itx: Interaction, number: int, fields: dict[str, str]) -> None:
    """A form that came back. `fields` is what the member sent: nothing in it is trusted."""
    studio = easel(itx).studio
    row = await studio.job(number)
    await paint_and_reply(
        itx,
        kind=Kind.EDIT,
        params=_apply(row.params, fields),
        parent_id=await _first_picture(itx, row),
    )


def _apply(params: Params, fields: dict[str, str]) -> Params:
    """The stored recipe with a form's values. Raises `Refused`, `InvalidParams`."""
    try:
        changed = replace(
            params,
            prompt=fields["prompt"],
            negative=fields.get("negative", ""),
            steps=int(fields["steps"]),
            guidance=float(fields["guidance"].replace(",", ".")),
        )
        seed = int(fields["seed"]) if fields.get("seed", "").strip() else None
    except (KeyError, ValueError):
        raise Refused("Steps and seed are whole numbers, guidance is a number.") from None
    if seed is None:
        return changed.rerolled()
    # Another seed is another picture: the variations of the old one do not carry over.
    return changed if seed == params.seed else replace(changed, seed=seed, chain=())


async def _first_picture(itx: Interaction, row: JobRow) -> int | None:
    pictures = await easel(itx).studio.store.pictures(row.id)
    return pictures[0].id if pictures else None
