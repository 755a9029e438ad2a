"""`easel`: the entry point; every command has a file of its own in bot/cli."""

from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli.bench import bench
from bot.cli.c2pa import c2pa
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.paint import paint
from bot.cli.run import run

app = typer.Typer(
    name="easel",
    no_args_is_help=True,
    add_completion=False,
    # Plain help is there at once, and plain errors are one sentence.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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


for command in (run, demo, paint, bench, doctor):
    app.command()(command)
app.add_typer(c2pa)


if __name__ == "__main__":
    app()
