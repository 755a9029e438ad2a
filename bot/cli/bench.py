"""`easel bench`: shared steps against diffusers' own pipeline."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal import say


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
    raise typer.Exit(asyncio.run(measure(size, as_json=as_json, plot=plot, say=say)))
