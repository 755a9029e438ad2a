"""What a message of Easel says and which buttons stand under it; sends nothing."""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import discord

from bot.guard import Alert
from bot.press import Press
from bot.review import Sheet, decided
from bot.store import Hold, JobRow, Kind, PictureRow, Report, ReportState, State
from engine import SAMPLERS, Params, Progress, Status

_BAR_CELLS = 12
_SPECIAL = re.compile(r"([\\*_~|`>#\[\]()<:-])")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

SECONDARY, PRIMARY, DANGER, SUCCESS = (
    discord.ButtonStyle.secondary,
    discord.ButtonStyle.primary,
    discord.ButtonStyle.danger,
    discord.ButtonStyle.success,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of a message. discord.File is spent by one send; this is not."""

    name: str
    content: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole message: sending it replaces whatever stood there before."""

    content: str
    attachments: tuple[Attachment, ...] = ()
    buttons: tuple[Press, ...] = ()

    def files(self) -> list[discord.File]:
        """New ones each time: one is spent by one send."""
        return [
            discord.File(BytesIO(item.content), item.name, description=item.alt)
            for item in self.attachments
        ]

    def view(self) -> discord.ui.View | None:
        """A new view each time: sending one twice unregisters its buttons in discord.py."""
        if not self.buttons:
            return None
        view = discord.ui.View(timeout=None)
        for button in self.buttons:
            view.add_item(button)
        return view


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quote(text: str, *, limit: int = 300) -> str:
    """Somebody's words inside our message: no markdown, mention, link, line or hidden direction."""
    text = _INVISIBLE.sub("", " ".join(text.split()))
    text = _SPECIAL.sub(r"\\\1", shorten(text, limit))
    # A zero-width space ends what Discord would read as a mention or as a link.
    return re.sub(r"(?i)(://|@|discord\.gg/)", lambda m: f"{m[0]}\u200b", text)


def _bar(step: int, steps: int) -> str:
    full = round(_BAR_CELLS * step / steps) if steps else 0
    return "▰" * full + "▱" * (_BAR_CELLS - full)


def _when(seconds: float | None, now: datetime) -> str:
    """Discord shows this as "in 20 seconds" and counts down by itself."""
    if seconds is None:
        return ""
    # To whole fives: an estimate that wavers by a second is no reason to edit a message.
    moment = math.ceil((now.timestamp() + seconds) / 5) * 5
    return f" · ready <t:{moment}:R>"


def _heading(row: JobRow) -> str:
    words = quote(row.params.prompt)
    blend = row.params.chain[-1].strength if row.params.chain else 0.0
    prefix = {
        Kind.IMAGINE: "",
        Kind.REROLL: "Reroll · ",
        Kind.VARY: f"{'Strong' if blend > 0.3 else 'Subtle'} variation · ",
        Kind.EDIT: "Edit · ",
        Kind.SINGLE: "Alone · ",
    }[row.request.kind]
    return f"{prefix}**{words}** · <@{row.owner_id}>"


def _facts(params: Params) -> str:
    seed = f"seed {params.seed}" if params.count == 1 else f"seeds from {params.seed}"
    if params.chain:
        seed += f" + {len(params.chain)} variation{'s' if len(params.chain) > 1 else ''}"
    rescale = f", rescale {params.rescale:g}" if params.rescale else ""
    over = "" if params.strength is None else f" · from an image, strength {params.strength:g}"
    return (
        f"{seed} · {params.steps} steps · guidance {params.guidance:g}{rescale} · "
        f"{SAMPLERS[params.sampler].label} · {params.width}x{params.height} · {params.model}{over}"
    )


def _small(lines: Iterable[str]) -> str:
    return "\n".join(f"-# {line}" for line in lines)


def waiting(row: JobRow, progress: Progress, now: datetime) -> Letter:
    """The progress line of a job in line or on the GPU, with its preview and Cancel."""
    if progress.status is Status.WAITING and progress.place:
        line = f"In line: number {progress.place}{_when(progress.eta_seconds, now)}"
    elif progress.status is Status.WAITING:
        line = "Getting ready…"
    elif progress.loading is not None:
        line = f"Loading {row.params.model} · {progress.loading}"
    else:
        done, steps = progress.step, progress.steps
        line = f"Painting {_bar(done, steps)} {done}/{steps}{_when(progress.eta_seconds, now)}"
    preview = (
        Attachment(name="preview.webp", content=progress.preview, alt="A first look, not finished.")
        if progress.preview
        else None
    )
    return Letter(
        content=f"{_heading(row)}\n{line}",
        attachments=(preview,) if preview else (),
        buttons=(Press("cancel", row.id, label="Cancel", style=DANGER),),
    )


def parked(row: JobRow) -> Letter:
    return Letter(
        content=f"{_heading(row)}\nEasel is restarting. Your picture keeps its place in line.",
        buttons=(Press("cancel", row.id, label="Cancel", style=DANGER),),
    )


def answer(
    row: JobRow,
    pictures: Sequence[PictureRow],
    attachments: Iterable[Attachment],
    notes: Iterable[str],
) -> Letter:
    """The pictures, their seed and parameters in one quiet line, and the buttons."""
    advice = [quote(note, limit=200) for note in (*row.notes, *notes)]
    content = f"{_heading(row)}\n{_small([f'{_facts(row.params)} · AI-generated', *advice])}"
    return Letter(
        content=shorten(content, 2000),
        attachments=tuple(attachments),
        buttons=tuple(picture_buttons(row, pictures, strong=False)),
    )


def alt(params: Params, *, show_prompt: bool = True) -> str:
    """What somebody who cannot see the picture is told. Discord takes 1,024 characters."""
    if not show_prompt:
        return f"AI-generated picture (seed {params.seed})"
    words = shorten(" ".join(_INVISIBLE.sub("", params.prompt).split()), 900)
    return f"AI-generated picture of: {words} (seed {params.seed})"


def picture_buttons(
    row: JobRow, pictures: Sequence[PictureRow], *, strong: bool
) -> Iterable[Press]:
    """Reroll and the rest, then a row of variations, then a row of single pictures."""
    yield Press("reroll", row.id, label="Reroll", style=PRIMARY, row=0)
    yield Press("edit", row.id, label="Edit", row=0)
    yield Press("info", row.id, label="Info", row=0)
    yield Press("delete", row.id, label="Delete", style=DANGER, row=0)
    action = "vary_strong" if strong else "vary"
    for picture in pictures:
        yield Press(action, picture.id, label=f"V{picture.number + 1}", row=1)
    yield Press(
        "subtle" if strong else "strong",
        row.id,
        label="Strong: on" if strong else "Strong: off",
        style=SUCCESS if strong else SECONDARY,
        row=1,
    )
    if len(pictures) > 1:
        for picture in pictures:
            yield Press("single", picture.id, label=f"U{picture.number + 1}", row=2)


def ended(row: JobRow) -> Letter:
    """The end of a job that has no pictures to show: what happened and what to do."""
    said = {
        State.CANCELLED: "Cancelled.",
        State.REFUSED: row.reason or "Refused.",
        State.FAILED: row.reason or "This did not work.",
    }[row.state]
    return Letter(
        content=shorten(f"{_heading(row)}\n{said}\n{_small([_facts(row.params)])}", 2000),
        buttons=(
            Press("reroll", row.id, label="Reroll", style=PRIMARY),
            Press("edit", row.id, label="Edit"),
            Press("info", row.id, label="Info"),
            Press("delete", row.id, label="Delete", style=DANGER),
        ),
    )


def held(row: JobRow, hold: Hold) -> Letter:
    """What the member sees of pictures that wait for a moderator, or for the safety check."""
    if hold.unchecked:
        said = (
            f"The safety check is not available now. Kept until <t:{int(hold.until)}:t> as "
            f"#{hold.id}, and checked again: you need not do anything."
        )
    else:
        said = (
            f"Held for review #{hold.id}: a moderator looks at it first, until "
            f"<t:{int(hold.until)}:f>. You need not do anything."
        )
    return Letter(
        content=shorten(f"{_heading(row)}\n{said}\n{_small([_facts(row.params)])}", 2000),
        buttons=(
            Press("info", row.id, label="Info"),
            Press("delete", row.id, label="Delete", style=DANGER),
        ),
    )


def review_card(sheet: Sheet) -> Letter:
    """For moderators: what is held, why, a look at it through frosted glass, and what to do."""
    hold, row = sheet.hold, sheet.row
    lines = [
        f"**Review #{hold.id}** · <@{row.owner_id}> in <#{row.request.channel_id}>",
        f"> {quote(row.params.prompt, limit=700)}",
    ]
    for picture in sheet.pictures:
        scores = ", ".join(f"{name} {score:.2f}" for name, score in picture.scores.items())
        lines.append(
            f"-# Picture {picture.number + 1}: {quote(scores or 'no scores', limit=250)} · "
            f"{quote(picture.checker, limit=100)}"
        )
    lines.append(f"-# Open until <t:{int(hold.until)}:f>; then it is let go of, unseen.")
    return Letter(
        content=shorten("\n".join(lines), 2000),
        attachments=tuple(
            Attachment(
                name=f"pixelated-{picture.id}.png",
                content=preview,
                alt="The held picture, pixelated.",
            )
            for picture, preview in zip(sheet.pictures, sheet.previews, strict=True)
        ),
        buttons=(
            Press("approve", hold.id, label="Approve", style=SUCCESS),
            Press("approve_spoiler", hold.id, label="Approve as spoiler"),
            Press("reject", hold.id, label="Reject", style=DANGER),
            Press("time_out", hold.id, label="Time out", style=DANGER),
            Press("look", hold.id, label="Show me"),
        ),
    )


def closed_card(hold: Hold, row: JobRow | None) -> str:
    """A card that nobody needs to press any more."""
    about = "" if row is None else f"\n> {quote(row.params.prompt, limit=700)}"
    return shorten(f"**Review #{hold.id}** · <@{hold.owner_id}>{about}\n{decided(hold)}", 2000)


def removed(row: JobRow) -> Letter:
    """What is left of an answer that members reported."""
    return Letter(
        content=f"<@{row.owner_id}> · These pictures were reported and are not shown.",
        buttons=(Press("delete", row.id, label="Delete", style=DANGER),),
    )


def report_card(report: Report, row: JobRow | None) -> Letter:
    """For moderators: what was reported, and where it is."""
    about = "" if row is None else f" by <@{row.owner_id}>\n> {quote(row.params.prompt, limit=700)}"
    there = (
        f"https://discord.com/channels/{report.server_id}/{report.channel_id}/{report.message_id}"
    )
    return Letter(
        content=shorten(
            f"**Report #{report.id}** · {there}{about}\n"
            "-# Behind a spoiler until you decide; hidden after three reports.",
            2000,
        ),
        buttons=(
            Press("keep", report.id, label="Keep", style=SUCCESS),
            Press("remove", report.id, label="Remove", style=DANGER),
        ),
    )


def closed_report(report: Report) -> str:
    said = "kept" if report.state is ReportState.KEPT else "removed"
    return f"**Report #{report.id}** was settled: {said}."


def blocked(sentence: str, job_id: int | None) -> Letter:
    """A prompt that was not taken, for the member alone. `job_id`: of its row, if it has one."""
    if job_id is None:
        return Letter(content=sentence)
    return Letter(
        content=sentence, buttons=(Press("edit", job_id, label="Edit prompt", style=PRIMARY),)
    )


def alert(alert: Alert) -> Letter:
    words = "" if alert.prompt is None else f"\n||{quote(alert.prompt, limit=700)}||"
    return Letter(content=shorten(f"{alert.text}{words}", 2000))


def command(params: Params) -> str:
    """The line that paints these pictures again, typed after `/imagine prompt:`."""
    flags = [
        f"--seed {params.seed}",
        f"--steps {params.steps}",
        f"--cfg {params.guidance:g}",
        f"--sampler {params.sampler}",
        f"--width {params.width}",
        f"--height {params.height}",
        f"--model {params.model}",
    ]
    if params.rescale:
        flags.append(f"--rescale {params.rescale:g}")
    if params.count > 1:
        flags.append(f"--count {params.count}")
    if params.strength is not None:
        flags.append(f"--strength {params.strength:g}")
    if params.negative:
        flags.insert(0, f"--no {' '.join(params.negative.split())}")
    return f"{' '.join(params.prompt.split())} {' '.join(flags)}"


def _fenced(text: str, limit: int) -> str:
    """A code block that its own text cannot end."""
    harmless = text.replace("`", "\u02cb")
    return f"```\n{shorten(harmless, limit)}\n```"


def info(row: JobRow, pictures: Sequence[PictureRow]) -> str:
    """Everything a member may want to know about a job, for their eyes alone."""
    params = row.params
    lines = [
        f"**Job {row.id}** · {row.state} · asked by <@{row.owner_id}> <t:{int(row.accepted_at)}:R>",
        _fenced(params.prompt, 500),
    ]
    if params.negative:
        lines += ["Negative prompt", _fenced(params.negative, 300)]
    lines.append(_facts(params))
    if row.request.parent_id:
        lines.append(f"Grown from another picture, number {row.request.parent_id}")
    for blend in params.chain:
        lines.append(f"Varied by {blend.strength:g} towards seed {blend.seed}")
    if pictures:
        # All pictures of a job come from one model and one checker: said once, for small screens.
        first = pictures[0]
        lines.append(
            f"Model {first.revision[:16]} · {' and '.join(sorted({p.exactness for p in pictures}))}"
            f" · checked by {first.checker}"
        )
    for picture in pictures:
        scores = ", ".join(f"{name} {score:.2f}" for name, score in picture.scores.items())
        lines.append(f"Picture {picture.number + 1}: seed {picture.params.seed} · {scores or '-'}")
    if not params.chain:
        again = "Type this to paint it again"
        if params.image is not None:
            again += ", with the same image attached"
        lines += [again, _fenced(f"/imagine prompt:{command(params)}", 600)]
    return shorten("\n".join(lines), 2000)


def parameters(text: str) -> str:
    """What somebody's PNG says of itself: whatever it is, it stays inside its block."""
    return f"What this PNG says of itself:\n{_fenced(_INVISIBLE.sub('', text).strip(), 1900)}"


def queue(entries: Sequence[tuple[JobRow, Progress | None]], now: datetime) -> Letter:
    """One's own jobs in line, each with a Cancel."""
    if not entries:
        return Letter(content="Nothing of yours is waiting. Type `/imagine` to paint something.")
    lines = []
    for number, (row, progress) in enumerate(entries, start=1):
        if progress is None:
            where = "about to start"
        elif progress.place:
            where = f"number {progress.place} in line{_when(progress.eta_seconds, now)}"
        else:
            where = f"painting {progress.step}/{progress.steps}{_when(progress.eta_seconds, now)}"
        lines.append(f"{number}. **{quote(row.params.prompt, limit=80)}** · {where}")
    return Letter(
        content=shorten("\n".join(lines), 2000),
        buttons=tuple(
            Press("cancel", row.id, label=f"Cancel {number}", style=DANGER)
            for number, (row, _) in enumerate(entries[:25], start=1)
        ),
    )


def recipe(params: Params) -> bytes:
    """What `easel paint --recipe` reads: the whole recipe as JSON."""
    return json.dumps(params.to_json(), indent=2, ensure_ascii=False).encode()
