"""`easel`: builds every part and connects them. The only place that knows all of them."""

# A command imports what it needs when it is called, so that `easel --help` answers at once.
import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

if TYPE_CHECKING:
    from bot.config import Config
    from engine import Engine
    from engine.seam import Loading

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130

# What is written down survives any death, so a stop that hangs is ended.
STOP_SECONDS: Final = 25

app = typer.Typer(
    name="easel",
    no_args_is_help=True,
    add_completion=False,
    # Plain help is there at once, and plain errors are one sentence.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration; else what EASEL_CONFIG names, else ./config.toml.",
    ),
]


@app.callback(invoke_without_command=True)
def main(
    show_version: Annotated[
        bool, typer.Option("--version", help="Say which Easel this is, and stop.")
    ] = False,
) -> None:
    """The Discord bot that paints.

    Try it without Discord: easel demo
    """
    if show_version:
        typer.echo(f"easel {version('easel')}")
        raise typer.Exit


@app.command()
def run(config: ConfigFile = None) -> None:
    """Connect to Discord and paint until stopped.

    The token comes from EASEL_TOKEN, or from the file that [discord] token_file names.

    \b
    Exit codes: 0 stopped; 1 failed (the token was refused, a model cannot be
    loaded, ...); 2 no token, or a mistake in the configuration.
    """
    from bot.config import ConfigError
    from bot.log import to_terminal

    # What Easel stores is nobody else's business on this machine.
    os.umask(0o077)
    settings = _load(config)
    try:
        token = settings.token()
    except ConfigError as error:
        _fail(error, USAGE)
    to_terminal(level=settings.log.level, secrets=[token.get_secret_value()])

    from bot.account import AccountError
    from bot.store import StoreError
    from engine import EngineError

    try:
        _run_until_stopped(serve(settings, announce=_say))
    except (AccountError, StoreError, EngineError) as error:
        _fail(error, FAILED)


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = 8765,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Show the page, in a desktop session.")
    ] = True,
) -> None:
    """Try Easel without Discord, on a page of this machine.

    Exit codes: 0 stopped; 1 the playground or the bot did not start.
    """
    from bot.demo import DemoError
    from bot.demo import demo as play

    try:
        asyncio.run(play(port=port, open_browser=open_browser, announce=_say))
    except DemoError as error:
        _fail(error, FAILED)


async def serve(config: "Config", *, announce: Callable[[str], None]) -> None:
    """All of Easel, until cancelled or until a part of it dies.

    Raises `ConfigError`, `AccountError`, `StoreError` and `EngineError`.
    """
    import aiohttp
    import discord

    from bot.account import AccountError, TokenRefused, ask, invite_link
    from bot.app import Easel
    from bot.policy import Policy
    from bot.store import Store
    from bot.studio import Studio
    from engine import Engine

    token = config.token()
    # Models take a while to load: a wrong token should not have to wait for them.
    await ask(config, token)
    _prepare_discord(config)
    engine = Engine.from_config(config.engine_config(), on_loading=_loading(announce))
    store = Store(config.storage.path)
    studio = Studio(engine, store, Policy(block=config.safety.block))
    client = Easel(studio, shards=config.discord.shard_count, keep_days=config.storage.keep_days)

    async def greet() -> None:
        await client.wait_until_ready()
        announce(f"Ready as {client.user}, in {len(client.guilds)} servers.")
        announce(f"Invite it to another one: {invite_link(client.application_id or 0)}")

    # Left in reverse: jobs are parked, those who wait are told so, then the database is closed.
    async with store, client, engine:
        tasks = {
            asyncio.create_task(client.start(token.get_secret_value()), name="discord"),
            asyncio.create_task(_raise_when_dead(engine), name="engine watch"),
        }
        greeting = asyncio.create_task(greet(), name="greeting")
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        except discord.LoginFailure as error:
            raise TokenRefused(
                "Discord refuses the token: reset it, and give the new one."
            ) from error
        except (discord.DiscordException, aiohttp.ClientError) as error:
            raise AccountError(f"Discord has ended the connection: {error}") from error
        finally:
            for task in (*tasks, greeting):
                task.cancel()
            await asyncio.gather(*tasks, greeting, return_exceptions=True)


async def _raise_when_dead(engine: "Engine") -> NoReturn:
    raise await engine.failed()


def _prepare_discord(config: "Config") -> None:
    """Tell discord.py where Discord is; it keeps that in its classes."""
    import discord
    import yarl

    # A painter needs no voice, so nobody needs to hear what is missing for it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    discord.http.Route.BASE = config.discord.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(config.discord.gateway_url)
    discord.Asset.BASE = config.discord.cdn_url


def _loading(announce: Callable[[str], None]) -> "Callable[[Loading], None]":
    """One line for each new text, and for each tenth of a transfer."""
    last = ""

    def tell(now: "Loading") -> None:
        nonlocal last
        done = "" if now.fraction is None else f" {int(now.fraction * 10) * 10} %"
        if now.text + done != last:
            last = now.text + done
            announce(last)

    return tell


@app.command()
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
    from bot.policy import Policy
    from engine import Catalog, EngineError, InvalidParams, ModelError

    settings = _load(config)
    try:
        engine = settings.engine_config(device=device, precision=precision)
        catalog = Catalog(engine.models, default=engine.default_model)
        if recipe is not None:
            given = (
                *(prompt, negative, steps, guidance, width, height, count, sampler, model),
                strength,
            )
            if any(value is not None for value in given) or seed != "0":
                _fail("A recipe is complete: give it alone, or no recipe.", USAGE)
            params, exactness = stored_recipe(recipe)
            if params.image is None and image is not None:
                _fail("This recipe is not painted over an image: give it without --image.", USAGE)
        elif prompt is None:
            _fail('Say what to paint: easel paint "a red apple"', USAGE)
        else:
            exactness = None
            params = catalog.get(model).params(
                prompt=prompt,
                negative=negative,
                seed=_seed(seed),
                steps=steps,
                guidance=guidance,
                width=width,
                height=height,
                count=1 if count is None else count,
                sampler=sampler,
            )
        chosen = catalog.check(params)
        params, prepared = with_image(params, image, strength=strength, model=chosen)
        wanted = order(params, out, exactness=exactness, image=prepared)
    except (InvalidParams, ModelError, CannotWrite, ConfigError) as error:
        _fail(error, USAGE)
    engine = replace(engine, models=(chosen,), default_model=None)
    policy = Policy(block=settings.safety.block)
    try:
        code = asyncio.run(paint_order(wanted, engine, policy, as_json=as_json))
    except KeyboardInterrupt:
        _fail("Stopped.", INTERRUPTED)
    except (EngineError, CannotWrite) as error:
        _fail(error, FAILED)
    raise typer.Exit(code)


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="Bursts and the exactness gate only: two minutes.")
    ] = False,
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all figures there.")
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw latency against load there, as SVG."),
    ] = None,
) -> None:
    """Measure shared steps against diffusers' own pipeline, here and now.

    On the house model and the CPU. Only ratios mean anything; leave the machine alone meanwhile.

    Exit codes: 0 measured; 1 the exactness gate found pictures that differ.
    """
    # As the engine has it for both sides: it is read when torch is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from benchmarks.bench import FULL, QUICK
    from benchmarks.bench import bench as measure

    size = QUICK if quick else FULL
    raise typer.Exit(asyncio.run(measure(size, as_json=as_json, plot=plot, say=_say)))


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    config: ConfigFile = None,
) -> None:
    """Look at everything that Easel needs.

    Each line says ok, or what to do.

    Exit codes: 0 all is well; 1 something is wrong; 2 the configuration is.
    """
    from dataclasses import asdict
    from json import dumps

    from bot.doctor import examine

    settings = _load(config)

    async def report() -> bool:
        well = True
        async for finding in examine(settings):
            typer.echo(dumps(asdict(finding)) if as_json else str(finding))
            well = well and finding.ok
        return well

    raise typer.Exit(0 if asyncio.run(report()) else FAILED)


def _seed(text: str) -> int | None:
    """None: draw one. Raises `InvalidParams`."""
    from engine import MAX_SEED, InvalidParams

    if text == "random":
        return None
    if not text.isascii() or not text.isdecimal():
        raise InvalidParams(f"The seed must be `random` or a number from 0 to {MAX_SEED}.")
    return int(text[:20])


def _load(file: Path | None) -> "Config":
    from bot.config import Config, ConfigError

    try:
        return Config.load(file)
    except ConfigError as error:
        _fail(error, USAGE)


def _say(line: str) -> None:
    # At once, whoever reads: `easel demo` waits for the word that the bot is ready.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fail(why: object, code: int) -> NoReturn:
    typer.echo(f"easel: {why}", err=True)
    raise typer.Exit(code)


def _run_until_stopped(work: Coroutine[object, object, None]) -> None:
    """Run until it ends by itself or is told to: one signal asks, a second one ends it at once."""

    async def main() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.create_task(work)
        stopping = False

        def stop(number: int, _frame: object) -> None:
            nonlocal stopping
            if stopping:
                os._exit(128 + number)
            stopping = True
            ending = threading.Timer(STOP_SECONDS, os._exit, args=(FAILED,))
            ending.daemon = True
            ending.start()
            loop.call_soon_threadsafe(task.cancel)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        try:
            await task
        except asyncio.CancelledError:
            if not stopping:
                raise

    asyncio.run(main())


if __name__ == "__main__":
    app()
