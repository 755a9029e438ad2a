"""`easel doctor`: what is wrong with this installation."""

import asyncio
from typing import Annotated

import typer

from bot.cli.terminal import FAILED, ConfigFile, load


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

    settings = load(config)

    async def report() -> bool:
        well = True
        async for finding in examine(settings):
            typer.echo(dumps(asdict(finding)) if as_json else str(finding))
            well = well and finding.ok
        return well

    raise typer.Exit(0 if asyncio.run(report()) else FAILED)
