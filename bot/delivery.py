"""A job to its message: progress, then the answer. By token, by id, by nonce; never twice."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

import aiohttp
import discord

from bot import layout
from bot.layout import Attachment, Letter
from bot.policy import Verdict
from bot.press import CUSTOM_ID, Interaction
from bot.store import UNPAINTED, HoldState, JobRow, PictureRow, State
from bot.studio import Accepted, Studio
from engine.errors import CannotSign
from engine.picture import SIGNATURE_ROOM, Fitted, fit, pixelate

if TYPE_CHECKING:
    from engine.credentials import Signer

log = logging.getLogger(__name__)

# The token lives fifteen minutes; the last one is left for clocks that disagree.
TOKEN_SECONDS = 14 * 60
OPENING_SECONDS = 0.5  # most small jobs are on the GPU by then, and have a preview
PROGRESS_SECONDS = 2.0
# Long enough for an edit that is on its way, short enough not to hold up the picture.
LAST_PROGRESS_SECONDS = 5.0
DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024
REQUEST_LIMIT = 24 * 1024 * 1024  # Discord takes 25 MiB a request, all files together
SMALLEST_UPLOAD = 16 * 1024
SCANNED_MESSAGES = 50
LONGEST_PAUSE = 60.0
BLURRED_BLOCKS = 16  # along the longer side
REMEMBERED = 1000  # messages of held jobs that may still be written by their token

# What a refusal by Discord means for the message that we try to write.
TOKEN_DEAD = frozenset({10015, 10062, 50027})
MESSAGE_GONE = frozenset({10008})
UNDELIVERABLE = {
    10003: "the channel is gone",
    50001: "I may not see the channel",
    50013: "I may not write or attach files in the channel",
    50083: "the thread is archived",
    160005: "the thread is locked",
    200000: "the server's AutoMod refused it",
}


# What a broken connection raises below discord.py.
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


class TooLarge(Exception):
    """Discord refused the size of a file."""


class Undeliverable(Exception):
    """Discord will not take this message there, now or later; str(error) says why."""


class Address:
    """Where a job's message is. Tries the cheapest way first and remembers which ways are dead."""

    def __init__(
        self,
        client: discord.Client,
        row: JobRow,
        itx: Interaction | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        self._now = loop.time
        self._channel = client.get_partial_messageable(
            row.request.channel_id, guild_id=row.request.server_id
        )
        self._client = client
        self._job_id = row.id
        self._itx = itx
        self._token_ends = self._now() + TOKEN_SECONDS
        self.message_id = row.message_id
        self.upload_limit = itx.filesize_limit if itx else DEFAULT_UPLOAD_LIMIT

    async def write(self, letter: Letter) -> None:
        """Replace the message by `letter`, or post it if there is none any more.

        Raises `Undeliverable`, or discord.HTTPException and OSError for what may pass.
        """
        if self._itx is not None and self._now() < self._token_ends:
            try:
                await self._itx.edit_original_response(**_edit(letter))
            except discord.HTTPException as error:
                if error.status != 401 and error.code not in TOKEN_DEAD | MESSAGE_GONE:
                    raise _explained(error) from error
                if error.code in MESSAGE_GONE:
                    self.message_id = None
                # Asked once: ten thousand such requests in ten minutes ban the host.
                self._itx = None
            else:
                return
        if self.message_id is not None:
            try:
                await self._channel.get_partial_message(self.message_id).edit(**_edit(letter))
            except discord.HTTPException as error:
                if error.code not in MESSAGE_GONE:
                    raise _explained(error) from error
                self.message_id = None
            else:
                return
        await self._post(letter)

    async def _post(self, letter: Letter) -> None:
        """A message of its own, unless a death between the post and its row left one there."""
        try:
            if found := await self._find():
                self.message_id = found
                await self._channel.get_partial_message(found).edit(**_edit(letter))
                return
            message = await self._channel.send(
                letter.content,
                files=letter.files(),
                view=letter.view() or discord.utils.MISSING,
                nonce=str(self._job_id),  # with enforce_nonce, which discord.py adds
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except discord.HTTPException as error:
            raise _explained(error) from error
        self.message_id = message.id

    async def find_answer(self, interaction_id: int) -> int | None:
        """The message that acknowledged this interaction, if Discord has one."""
        try:
            async for message in self._channel.history(limit=SCANNED_MESSAGES):
                asked = message.interaction_metadata
                if asked is not None and asked.id == interaction_id:
                    return message.id
        except discord.HTTPException as error:
            log.warning("The channel of job %d cannot be read: %s.", self._job_id, error)
        return None

    async def _find(self) -> int | None:
        """Our own message about this job among the channel's latest."""
        me = self._client.user
        async for message in self._channel.history(limit=SCANNED_MESSAGES):
            if me is not None and message.author.id == me.id and self._is_ours(message):
                return message.id
        return None

    def _is_ours(self, message: discord.Message) -> bool:
        for row in message.components:
            for item in getattr(row, "children", ()):
                match = CUSTOM_ID.fullmatch(getattr(item, "custom_id", None) or "")
                # Only these carry the number of a job; the others carry a picture's.
                if match and match["action"] in ("reroll", "cancel"):
                    return int(match["number"]) == self._job_id
        return False


def _explained(error: discord.HTTPException) -> Exception:
    """Sort a refusal: the file is too large, it will never do, or it may pass."""
    if error.status == 413 or error.code == 40005:
        return TooLarge(str(error))
    if reason := UNDELIVERABLE.get(error.code):
        return Undeliverable(reason)
    if 400 <= error.status < 500 and error.status not in (401, 408, 429):
        return Undeliverable(f"Discord answered {error.status}/{error.code}")
    return error


class _Edit(TypedDict):
    content: str
    attachments: list[discord.File]
    view: discord.ui.View | None
    allowed_mentions: discord.AllowedMentions


def _edit(letter: Letter) -> _Edit:
    return {
        "content": letter.content,
        "attachments": letter.files(),
        "view": letter.view(),
        "allowed_mentions": discord.AllowedMentions.none(),
    }


class Delivery:
    """Follows every job that somebody waits for, one task each, until its end has been told."""

    def __init__(
        self, client: discord.Client, studio: Studio, *, signer: "Signer | None" = None
    ) -> None:
        self._client = client
        self._studio = studio
        self._signer = signer
        self._following: set[asyncio.Task[None]] = set()
        self._last: dict[int, asyncio.Task[None]] = {}  # who follows a job, by its number
        self._addresses: dict[int, Address] = {}  # of held jobs
        self.on_held: Callable[[], None] = lambda: None

    def follow(self, accepted: Accepted, itx: Interaction | None = None) -> None:
        """Show progress, then the end, in the message that waits; of one job one after another, so
        that nothing is told twice. `itx` is None after a restart, and when a held job goes on.
        """
        before = self._last.get(accepted.id)
        task = asyncio.create_task(self._follow(accepted, itx, before), name=f"job-{accepted.id}")
        self._last[accepted.id] = task
        self._following.add(task)
        task.add_done_callback(lambda done: self._followed(accepted.id, done))

    def _followed(self, job_id: int, task: asyncio.Task[None]) -> None:
        self._following.discard(task)
        if self._last.get(job_id) is task:
            del self._last[job_id]

    async def close(self, *, seconds: float) -> None:
        """Let what is being told be told; the rest is told after the next start."""
        if self._following:
            _, late = await asyncio.wait(self._following, timeout=seconds)
            for task in late:
                task.cancel()

    async def _follow(
        self, accepted: Accepted, itx: Interaction | None, before: asyncio.Task[None] | None
    ) -> None:
        try:
            if before is not None:
                await asyncio.wait({before})
            if itx is None:
                # Where a picture would be shown is known once Discord has told.
                await self._client.wait_until_ready()
            address = self._addresses.pop(accepted.id, None)
            if address is None:
                address = Address(self._client, accepted.row, itx)
            if accepted.row.state is State.ACCEPTED:
                message_id = await address.find_answer(accepted.row.request.interaction_id)
                if message_id is None:
                    await self._studio.unanswered(accepted)
                    return
                accepted = await self._studio.acknowledged(accepted, message_id)
            row = accepted.row
            if row.state in UNPAINTED:
                row = await self._work(accepted, address)
            await self._tell(row, address)
        except Exception:  # a background task's boundary: the row is untold, a restart tries again
            log.exception("Job %d could not be followed to its end.", accepted.id)

    async def _work(self, accepted: Accepted, address: Address) -> JobRow:
        work = asyncio.create_task(self._studio.work(accepted))
        showing = asyncio.create_task(self._show_progress(accepted, address, work))
        try:
            row = await work
            await asyncio.wait({showing}, timeout=LAST_PROGRESS_SECONDS)
            return row
        finally:
            showing.cancel()

    async def _show_progress(
        self, accepted: Accepted, address: Address, work: asyncio.Task[JobRow]
    ) -> None:
        """Edit the message now and then. A progress line that gets lost is not missed."""
        if accepted.job is None:
            return
        await asyncio.wait({work}, timeout=OPENING_SECONDS)
        shown: Letter | None = None
        async for progress in accepted.job.updates():
            if work.done() or progress.status.settled:
                return
            progress = self._studio.showing.fit_to_show(accepted.row, progress)
            letter = layout.waiting(accepted.row, progress, datetime.now(UTC))
            if letter == shown:
                continue
            shown = letter
            with suppress(discord.HTTPException, Undeliverable, TooLarge, *UNREACHABLE):
                await address.write(letter)
            # Together no more than a few edits a second, however many wait.
            pause = max(PROGRESS_SECONDS, 0.2 * len(self._following))
            await asyncio.wait({work}, timeout=pause)

    async def _tell(self, row: JobRow, address: Address) -> None:
        """Write the end until Discord has it. Not told is not lost: the row says so."""
        if row.state in UNPAINTED:
            with suppress(discord.HTTPException, Undeliverable, *UNREACHABLE):
                await address.write(layout.parked(row))
            return
        pause = 1.0
        while True:
            try:
                # As it is now: somebody may have decided while Discord was away.
                fresh = await self._studio.store.job(row.id)
                if fresh is None or fresh.told:
                    return
                row = await self._studio.showing.judge_again(fresh)
                if row.state is State.HELD:
                    await self._announce(row, address)
                    return
                await address.write(await self._end(row, address.upload_limit))
            except TooLarge:
                address.upload_limit //= 2
                if address.upload_limit < SMALLEST_UPLOAD:
                    await self._studio.undeliverable(row, "even a small file is too large")
                    return
            except Undeliverable as error:
                log.warning("Job %d cannot be delivered: %s.", row.id, error)
                await self._studio.undeliverable(row, str(error))
                return
            except (discord.HTTPException, *UNREACHABLE) as error:
                log.warning("Job %d waits for Discord: %s.", row.id, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                await self._studio.told(row, message_id=address.message_id)
                return

    async def cover(self, row: JobRow, verdict: Verdict) -> None:
        """Draw a message that was reported again, with at least so much of it hidden.

        Raises what writing to Discord does.
        """
        if row.state is not State.DONE or row.message_id is None:
            return
        letter = (
            layout.removed(row)
            if verdict is Verdict.REFUSE
            else await self._end(row, DEFAULT_UPLOAD_LIMIT, least=verdict)
        )
        channel = self._client.get_partial_messageable(
            row.request.channel_id, guild_id=row.request.server_id
        )
        await channel.get_partial_message(row.message_id).edit(**_edit(letter))

    async def _announce(self, row: JobRow, address: Address) -> None:
        """Tell the member that it waits, once; and those who decide."""
        desk = self._studio.store.desk
        for hold in await desk.of_job(row.id):
            if hold.state is HoldState.OPEN and not hold.announced:
                await address.write(layout.held(row, hold))
                await desk.announced(hold.id, message_id=address.message_id)
        while len(self._addresses) >= REMEMBERED:
            del self._addresses[next(iter(self._addresses))]
        self._addresses[row.id] = address
        self.on_held()

    async def _end(
        self, row: JobRow, upload_limit: int, *, least: Verdict = Verdict.SHOW
    ) -> Letter:
        if row.state not in (State.PAINTED, State.DONE):
            return layout.ended(row)
        pictures = await self._studio.store.pictures(row.id)
        limit = min(upload_limit, REQUEST_LIMIT // max(1, len(pictures)))
        attachments, notes = [], []
        for picture in pictures:
            png = await self._studio.png(picture)
            verdict = max(Verdict(picture.verdict), least)
            if verdict is Verdict.BLUR:
                png = await asyncio.to_thread(pixelate, png, blocks=BLURRED_BLOCKS)
            fitted = await asyncio.to_thread(self._ready, png, picture, limit)
            # Discord puts a file with this beginning behind a spoiler.
            hidden = "SPOILER_" if verdict is Verdict.SPOILER else ""
            name = f"{hidden}easel-{picture.id}.{fitted.extension}"
            alt = layout.alt(picture.params)
            attachments.append(Attachment(name=name, content=fitted.content, alt=alt))
            if fitted.note:
                notes.append(fitted.note)
        return layout.answer(row, pictures, attachments, dict.fromkeys(notes))

    def _ready(self, png: bytes, picture: PictureRow, limit: int) -> Fitted:
        """As it is sent: small enough, then signed. Blocking."""
        if self._signer is None:
            return fit(png, limit=limit)
        fitted = fit(png, limit=limit - SIGNATURE_ROOM)
        try:
            signed = self._signer.sign(fitted.content, picture.params, extension=fitted.extension)
        except CannotSign:
            # A picture that says less of itself is better than one that never comes.
            log.exception("Picture %d is sent unsigned.", picture.id)
            return fitted
        return replace(fitted, content=signed)
