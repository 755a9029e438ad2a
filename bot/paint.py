"""`easel paint`: a recipe in, picture files out; no Discord and no database."""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.policy import Place, Verdict, effective, judge
from bot.rules import HostRules, ServerRules
from engine import Engine, EngineConfig, InvalidParams, Job, Model, Params, Picture, Status
from engine.exactness import check
from engine.picture import MAX_UPLOAD, prepare
from engine.png import read
from engine.seam import Loading

REFUSED: Final = 3

_OTHER_FORMATS: Final = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".tiff", ".webp"})
_MAX_RECIPE: Final = 100_000_000


class CannotWrite(Exception):
    """The pictures would have nowhere to go; str(error) says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to paint, and where each of its pictures goes."""

    params: Params
    files: tuple[Path, ...]
    exactness: str | None = None
    image: bytes | None = None  # prepared, to be painted over


def with_image(
    params: Params, file: Path | None, *, strength: float | None, model: Model
) -> tuple[Params, bytes | None]:
    """The request over the picture in `file`, and that picture prepared. Raises `InvalidParams`.

    A stored recipe names its picture already: it takes no other one, and no other strength.
    """
    if file is None:
        if params.image is not None:
            raise InvalidParams("This recipe is painted over an image: give its file with --image.")
        if strength is not None:
            raise InvalidParams("A strength says how far to leave an image: give --image as well.")
        return params, None
    try:
        with file.open("rb") as opened:
            upload = opened.read(MAX_UPLOAD + 1)
    except OSError as error:
        raise InvalidParams(f"The image {file} cannot be read: {error.strerror}.") from error
    image = prepare(upload, width=params.width, height=params.height)
    if params.image is None:
        usual = model.strength if strength is None else strength
        return params.over(image, strength=usual), image
    if params.over(image, strength=params.strength) != params:
        raise InvalidParams(f"{file} is not the image that this recipe is painted over.")
    return params, image


def stored_recipe(source: str) -> tuple[Params, str | None]:
    """The recipe in a JSON file, in a picture that Easel painted, or on standard input (`-`).

    With it comes the exactness that it was painted at, where that is recorded. Raises
    `InvalidParams`.
    """
    try:
        if source == "-":
            content = sys.stdin.buffer.read(_MAX_RECIPE)
        else:
            with Path(source).open("rb") as file:
                content = file.read(_MAX_RECIPE)
    except OSError as error:
        raise InvalidParams(f"The recipe {source} cannot be read: {error.strerror}.") from error
    if found := read(content):
        check(found.exactness)
        return found.params, found.exactness
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise InvalidParams(
            f"The recipe {source} is neither JSON nor a picture that Easel painted."
        ) from None
    # `easel paint --json` prints the recipe with what became of it.
    exactness = None
    if isinstance(value, dict) and isinstance(value.get("params"), dict):
        if "exactness" in value:
            exactness = str(value["exactness"])
            check(exactness)
        value = value["params"]
    return Params.from_json(value), exactness


def order(
    params: Params,
    out: Path | None,
    *,
    exactness: str | None = None,
    image: bytes | None = None,
) -> Order:
    """Find out before painting whether the files can be written. Raises `CannotWrite`.

    A file that is there is replaced, as other commands with an output file do.
    """
    first = Path(f"{_slug(params.prompt)}.png") if out is None else out
    if first.suffix.lower() in _OTHER_FORMATS:
        raise CannotWrite(f"Pictures are written as PNG: name it {first.with_suffix('.png')}.")
    folder = first.parent
    if not folder.is_dir():
        raise CannotWrite(f"There is no folder {folder}.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotWrite(f"The folder {folder} cannot be written.")
    files = [first]
    if params.count > 1:
        names = (f"{first.stem}-{number + 1}{first.suffix}" for number in range(params.count))
        files = [first.with_name(name) for name in names]
    for file in files:
        if file.is_dir():
            raise CannotWrite(f"{file} is a folder: name a file.")
    return Order(params=params, files=tuple(files), exactness=exactness, image=image)


async def paint(order: Order, config: EngineConfig, host: HostRules, *, as_json: bool) -> int:
    """Paint, check and write; gives the exit code. Raises `EngineError`, `CannotWrite`."""
    began = time.monotonic()
    terminal = Console(stderr=True, highlight=False)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=terminal,
        transient=True,
        disable=not terminal.is_terminal,
    )
    with bar:
        loading = bar.add_task(f"Loading {order.params.model}", total=None)

        def show_loading(now: Loading) -> None:
            done = now.fraction
            bar.update(
                loading,
                description=now.text,
                total=None if done is None else 100,
                completed=0 if done is None else int(done * 100),
            )

        async with Engine.from_config(config, on_loading=show_loading) as engine:
            bar.remove_task(loading)
            loaded = time.monotonic()
            job = engine.submit(
                order.params,
                owner=0,
                image=order.image,
                previews=False,
                exactness=order.exactness,
            )
            await _watch(job, bar)
            pictures = await job.pictures()
    for note in job.notes:
        terminal.print(f"Note: {note}", markup=False, soft_wrap=True)
    timings = {
        "loading": round(loaded - began, 3),
        "painting": round(job.timings.painting or 0, 3),
        "total": round(time.monotonic() - began, 3),
    }
    return _write(order, pictures, host, timings, as_json=as_json)


async def _watch(job: Job, bar: Progress) -> None:
    task = bar.add_task("Painting", total=job.progress.steps)
    async for now in job.updates():
        doing = "Painting" if now.status is not Status.WAITING else "Waiting"
        bar.update(task, description=doing, completed=now.step, total=now.steps)


def _write(
    order: Order,
    pictures: Sequence[Picture],
    host: HostRules,
    timings: dict[str, float],
    *,
    as_json: bool,
) -> int:
    # As in a server whose moderators have chosen nothing: there is nobody to ask about a doubt.
    rules = effective(host, ServerRules(), Place(server_id=0, channel_id=0))
    refused = 0
    for picture, file in zip(pictures, order.files, strict=True):
        if judge(picture.scores, rules).verdict is not Verdict.SHOW:
            refused += 1
            sys.stderr.write(
                f"The picture with seed {picture.seed} did not pass the safety check and is not "
                "written. Try another seed or other words.\n"
            )
            continue
        _replace(file, picture.png)
        if as_json:
            said = json.dumps(
                {
                    "params": picture.params.to_json(),
                    "seed": picture.seed,
                    "file": str(file),
                    "sha256": picture.sha256,
                    "model_revision": picture.model_revision,
                    "exactness": picture.exactness,
                    "checker": picture.checker,
                    "scores": dict(picture.scores),
                    "timings": timings,
                }
            )
        else:
            said = f"{file} (seed {picture.seed})"
        sys.stdout.write(f"{said}\n")
    return REFUSED if refused else 0


def _replace(file: Path, content: bytes) -> None:
    """The file holds all of `content` or what it held before, whenever the process ends."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CannotWrite(f"{file} cannot be written: {error.strerror}.") from error


def _slug(prompt: str) -> str:
    """`A red apple!` -> `a-red-apple`"""
    kept = "".join(char if char.isalnum() else " " for char in prompt.lower())
    return "-".join(kept.split())[:40].rstrip("-") or "picture"
