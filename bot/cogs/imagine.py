"""/imagine: a sentence in, a picture out; or a picture and a sentence in."""

import asyncio

import discord
from discord import app_commands

from bot import flags, upload
from bot.flags import Wish
from bot.policy import Refused
from bot.press import Interaction
from bot.reply import check_may_paint, easel, paint_and_reply
from bot.store import Kind
from engine import SAMPLERS, Params
from engine.params import (
    MAX_COUNT,
    MAX_GUIDANCE,
    MAX_PROMPT,
    MAX_SEED,
    MAX_SIDE,
    MAX_STEPS,
    MIN_SIDE,
)

SHAPES = {
    "square (1:1)": "1:1",
    "landscape (3:2)": "3:2",
    "portrait (2:3)": "2:3",
    "wide (16:9)": "16:9",
    "tall (9:16)": "9:16",
}

Prompt = app_commands.Range[str, 1, MAX_PROMPT]
Side = app_commands.Range[int, MIN_SIDE, MAX_SIDE]


@app_commands.command()
@app_commands.guild_only()
@app_commands.describe(
    prompt="What to paint. Flags work too: --ar 3:2 --no blur --seed 7 --steps 30 --cfg 6",
    negative="What to keep out of the picture",
    shape="The shape of the picture",
    count="How many pictures, with seeds counting up",
    seed="The same seed and words paint the same picture",
    steps="More steps, more detail, more time",
    guidance="How closely to follow the words",
    sampler="The way from noise to picture",
    model="Which model paints",
    width="In pixels, a multiple of 8",
    height="In pixels, a multiple of 8",
    image="A picture to paint over: PNG, JPEG or WebP",
    strength="How far to leave that picture, 0 to 1: the lower, the more of it stays",
)
@app_commands.choices(
    shape=[app_commands.Choice(name=name, value=value) for name, value in SHAPES.items()]
)
async def imagine(
    itx: Interaction,
    prompt: Prompt,
    negative: app_commands.Range[str, 0, MAX_PROMPT] | None = None,
    shape: str | None = None,
    count: app_commands.Range[int, 1, MAX_COUNT] | None = None,
    seed: app_commands.Range[int, 0, MAX_SEED] | None = None,
    steps: app_commands.Range[int, 1, MAX_STEPS] | None = None,
    guidance: app_commands.Range[float, 0.0, MAX_GUIDANCE] | None = None,
    sampler: str | None = None,
    model: str | None = None,
    width: Side | None = None,
    height: Side | None = None,
    image: discord.Attachment | None = None,
    strength: app_commands.Range[float, 0.0, 1.0] | None = None,
) -> None:
    """Paint a picture from a description."""
    wish = flags.parse(
        prompt,
        {
            "negative": negative,
            "ratio": None if shape is None else flags.ratio("shape", shape),
            "count": count,
            "seed": seed,
            "steps": steps,
            "guidance": guidance,
            "sampler": sampler,
            "model": model,
            "width": width,
            "height": height,
            "strength": strength,
        },
    )
    if image is None:
        params, prepared = easel(itx).studio.compose(wish), None
    else:
        check_may_paint(itx)
        params, prepared = await _over(itx, image, wish)
    await paint_and_reply(itx, kind=Kind.IMAGINE, params=params, image=prepared)


async def _over(itx: Interaction, image: discord.Attachment, wish: Wish) -> tuple[Params, bytes]:
    try:
        async with asyncio.timeout(upload.SECONDS):
            return await easel(itx).studio.compose_over(wish, await upload.fetch(image))
    except TimeoutError:
        raise Refused(upload.TOO_SLOW) from None


@imagine.autocomplete("sampler")
async def _samplers(itx: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    words = typed.lower()
    return [
        app_commands.Choice(name=sampler.label, value=sampler.name)
        for sampler in SAMPLERS.values()
        if any(words in known.lower() for known in (sampler.label, sampler.name, *sampler.aliases))
    ][:25]


@imagine.autocomplete("model")
async def _models(itx: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=(model.label or model.name)[:100], value=model.name)
        for model in easel(itx).studio.engine.catalog
        if typed.lower() in f"{model.name} {model.label}".lower()
    ][:25]
