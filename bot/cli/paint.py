"""`easel paint`: pictures into files, without Discord."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal import FAILED, INTERRUPTED, USAGE, ConfigFile, fail, load


def paint(
    prompt: Annotated[str | None, typer.Argument(help="What to paint.", show_default=False)] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The PNG to write, replaced if it is there; with --count, FILE-1.png and so on. "
            "Else it is named after the prompt.",
        ),
    ] = None,
    seed: Annotated[
        str,
        typer.Option(
            metavar="NUMBER|random",
            help="Where the noise comes from: the same command paints the same picture.",
        ),
    ] = "0",
    negative: Annotated[str | None, typer.Option(help="What to keep out of it.")] = None,
    steps: Annotated[int | None, typer.Option(help="How many steps to take.")] = None,
    guidance: Annotated[float | None, typer.Option(help="How closely to follow the words.")] = None,
    rescale: Annotated[
        float | None,
        typer.Option(help="How far to take back what a high guidance does to contrast, 0 to 1."),
    ] = None,
    width: Annotated[int | None, typer.Option(help="In pixels, a multiple of 8.")] = None,
    height: Annotated[int | None, typer.Option(help="In pixels, a multiple of 8.")] = None,
    count: Annotated[
        int | None, typer.Option(help="How many pictures, 1 to 4, with seeds in a row.")
    ] = None,
    sampler: Annotated[
        str | None, typer.Option(help="How to walk from noise to picture, for example euler_a.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="A model of the configuration.")] = None,
    image: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A picture to paint over: PNG, JPEG or WebP."),
    ] = None,
    strength: Annotated[
        float | None,
        typer.Option(help="How far to leave that picture, up to 1."),
    ] = None,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-",
            help="Paint a stored recipe instead: JSON, or a picture that Easel painted. One over "
            "an image needs --image as well.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Say what was painted as one JSON object a picture.")
    ] = False,
    device: Annotated[str | None, typer.Option(help="auto, cpu, cuda, cuda:1 or mps.")] = None,
    precision: Annotated[str | None, typer.Option(help="auto, fp32, fp16 or bf16.")] = None,
    config: ConfigFile = None,
) -> None:
    """Paint pictures into files, without Discord.

    What is not said is the model's own default.

    \b
    Exit codes: 0 painted; 1 failed; 2 the request or the configuration is wrong;
    3 the safety check refused a picture, which is not written; 130 interrupted.
    """
    from bot.config import ConfigError
    from bot.paint import CannotWrite, order, stored_recipe, with_image
    from bot.paint import paint as paint_order
    from engine import Catalog, EngineError, InvalidParams, ModelError

    settings = load(config)
    try:
        engine = settings.engine_config(device=device, precision=precision)
        catalog = Catalog(engine.models, default=engine.default_model)
        if recipe is not None:
            given = (
                *(prompt, negative, steps, guidance, width, height, count, sampler, model),
                *(rescale, strength),
            )
            if any(value is not None for value in given) or seed != "0":
                fail("A recipe is complete: give it alone, or no recipe.", USAGE)
            params, exactness = stored_recipe(recipe)
            if params.image is None and image is not None:
                fail("This recipe is not painted over an image: give it without --image.", USAGE)
        elif prompt is None:
            fail('Say what to paint: easel paint "a red apple"', USAGE)
        else:
            exactness = None
            params = catalog.get(model).params(
                prompt=prompt,
                negative=negative,
                seed=_seed(seed),
                steps=steps,
                guidance=guidance,
                rescale=rescale,
                width=width,
                height=height,
                count=1 if count is None else count,
                sampler=sampler,
            )
        chosen = catalog.check(params)
        params, prepared = with_image(params, image, strength=strength, model=chosen)
        wanted = order(params, out, exactness=exactness, image=prepared)
    except (InvalidParams, ModelError, CannotWrite, ConfigError) as error:
        fail(error, USAGE)
    engine = replace(engine, models=(chosen,), default_model=None)
    host = settings.safety.rules()
    try:
        code = asyncio.run(paint_order(wanted, engine, host, as_json=as_json))
    except KeyboardInterrupt:
        fail("Stopped.", INTERRUPTED)
    except (EngineError, CannotWrite) as error:
        fail(error, FAILED)
    raise typer.Exit(code)


def _seed(text: str) -> int | None:
    """None: draw one. Raises `InvalidParams`."""
    from engine import MAX_SEED, InvalidParams

    if text == "random":
        return None
    if not text.isascii() or not text.isdecimal():
        raise InvalidParams(f"The seed must be `random` or a number from 0 to {MAX_SEED}.")
    return int(text[:20])
