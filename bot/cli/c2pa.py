"""`easel c2pa init`: what signing pictures needs, made here."""

from typing import Annotated

import typer

from bot.cli.terminal import FAILED, USAGE, ConfigFile, fail, load, say

c2pa = typer.Typer(
    name="c2pa",
    no_args_is_help=True,
    help="Sign pictures, so that anybody can see what made them.",
)


@c2pa.callback()
def main() -> None:
    """With this, typer shows `init` as a command of its own."""


@c2pa.command()
def init(
    name: Annotated[
        str, typer.Option(help="Who signs: readers of the pictures see it.")
    ] = "Easel, a bot of our own",
    replace: Annotated[
        bool, typer.Option("--replace", help="Make new ones, where there are some already.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Make a certificate chain and its key, in the data folder.

    Signed with them, a picture says that a model made it, and shows whether it
    was changed since. Self-made means: nobody vouches for the name.
    Programs say "valid", and that the signer is unknown to them.

    \b
    Exit codes: 0 made; 1 they cannot be made or are there already; 2 the
    configuration is wrong.
    """
    from bot.config import ConfigError
    from bot.provenance import MISSING
    from engine.errors import CannotSign

    settings = load(config)
    try:
        settings.storage.prepare()
        from engine.certificates import make
    except ConfigError as error:
        fail(error, USAGE)
    except ImportError:
        fail(MISSING, FAILED)
    provenance = settings.provenance
    certificates, key = provenance.files(settings.storage.path)
    try:
        make(certificates, key, name=name, replace=replace)
    except CannotSign as error:
        fail(error, FAILED)
    say(f"Certificates: {certificates}")
    say(f"Key:          {key} (readable by you alone: whoever has it signs as this bot)")
    say("")
    say("Self-made means that nobody vouches for the name. Programs can tell from a signature that")
    say(
        "a model made the picture, and whether it was changed since; the signer is unknown to them."
    )
    say("Certificates that they know come from an authority on C2PA's trust list: name the files")
    say("as [provenance] certificates and key.")
    if not provenance.c2pa:
        say("")
        say("Switch it on in config.toml:")
        say("")
        say("[provenance]")
        say("c2pa = true")
