"""The moderators' channel, kept in step with the desk: a card for each hold, closed when somebody
has decided, and alerts. What is missing is asked of the store's rows, so a restart just goes on.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Final

import discord

from bot import layout
from bot.delivery import UNREACHABLE, Delivery, TooLarge
from bot.guard import Alert
from bot.layout import Letter
from bot.policy import Verdict
from bot.press import CUSTOM_ID
from bot.review import Review
from bot.store import Card, Hold, Report, ReportState
from bot.studio import Accepted, Studio

log = logging.getLogger(__name__)

_ROUND_SECONDS: Final = 30.0
_SCANNED: Final = 50  # messages, for a card that a crash left without its row
_REST_SECONDS: Final = 600.0  # for a channel that refused us: too many refusals ban the host
_CHECKER_ALERT_SECONDS: Final = 3600.0
_HIDDEN_AFTER: Final = 3  # reports; a spoiler after the first


class Cards:
    def __init__(
        self, client: discord.Client, studio: Studio, review: Review, delivery: Delivery
    ) -> None:
        self._client = client
        self._studio = studio
        self._desk = studio.store.desk
        self._review = review
        self._delivery = delivery
        self._due = asyncio.Event()
        self._alerts: list[Alert] = []
        self._refused: dict[int, float] = {}  # channels, and until when they are left alone
        self._told_unchecked: dict[int, float] = {}  # servers that know of a checker that fails
        self._looked_for: set[int] = set()  # holds whose card is known not to be there
        self._covered: dict[int, Verdict] = {}  # reported messages, and how they were drawn

    def wake(self) -> None:
        """Something has changed at the desk."""
        self._due.set()

    def alarm(self, alert: Alert) -> None:
        self._alerts.append(alert)
        self.wake()

    async def serve(self) -> None:
        """Until cancelled."""
        await self._client.wait_until_ready()
        while True:
            self._due.clear()
            try:
                await self._round()
            except Exception:  # a background task's boundary: the next round tries again
                log.exception("The moderators' channel could not be brought up to date.")
            with suppress(TimeoutError):
                async with asyncio.timeout(_ROUND_SECONDS):
                    await self._due.wait()

    async def _round(self) -> None:
        for hold in (*await self._review.expire(), *await self._review.look_again()):
            await self.tell(hold)
        for hold in await self._desk.waiting():
            if hold.unchecked:
                self._tell_unchecked(hold)
        for hold in await self._desk.uncarded():
            await self._post_card(hold)
        for hold in await self._desk.unclosed():
            await self._close_card(hold)
        for report in await self._studio.store.reports.unfinished():
            await self._report(report)
        alerts, self._alerts = self._alerts, []
        for alert in alerts:
            await self._send(alert.server_id, layout.alert(alert))

    async def tell(self, hold: Hold) -> None:
        """Its member hears how it goes on."""
        if row := await self._studio.store.job(hold.job_id):
            self._delivery.follow(Accepted(row=row, job=None))

    def _tell_unchecked(self, hold: Hold) -> None:
        """One alert, not one for each picture."""
        now = asyncio.get_running_loop().time()
        server_id = hold.server_id
        if server_id is None or now < self._told_unchecked.get(server_id, 0):
            return
        self._told_unchecked[server_id] = now + _CHECKER_ALERT_SECONDS
        self._alerts.append(
            Alert(
                server_id=server_id,
                text="The safety check is not available. Pictures are kept and checked again; "
                "nothing is shown unchecked.",
            )
        )

    async def _post_card(self, hold: Hold) -> None:
        if hold.server_id is None or self._channel(hold.server_id) is None:
            return
        sheet = await self._review.sheet(hold)
        if sheet is None:
            return
        card = await self._find(hold) or await self._send(
            hold.server_id, layout.review_card(sheet), nonce=f"hold-{hold.id}"
        )
        if card is not None:
            await self._desk.carded(hold.id, card)

    async def _find(self, hold: Hold) -> Card | None:
        """A card that was posted right before a crash. Looked for once."""
        if hold.id in self._looked_for or hold.server_id is None:
            return None
        self._looked_for.add(hold.id)
        channel = self._channel(hold.server_id)
        if channel is None or self._client.user is None:
            return None
        try:
            async for message in channel.history(limit=_SCANNED):
                if message.author.id == self._client.user.id and _is_about(message, hold.id):
                    return Card(channel_id=channel.id, message_id=message.id)
        except discord.HTTPException as error:
            log.info("The moderators' channel cannot be read: %s.", error)
        return None

    async def _close_card(self, hold: Hold) -> None:
        if hold.card is None:
            return
        row = await self._studio.store.job(hold.job_id)
        channel = self._client.get_partial_messageable(
            hold.card.channel_id, guild_id=hold.server_id
        )
        try:
            await channel.get_partial_message(hold.card.message_id).edit(
                content=layout.closed_card(hold, row),
                attachments=[],
                view=None,
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except (discord.HTTPException, *UNREACHABLE) as error:
            log.info("The card of hold %d could not be closed: %s.", hold.id, error)
            if not isinstance(error, discord.Forbidden | discord.NotFound):
                return
        await self._desk.card_closed(hold.id)

    async def _report(self, report: Report) -> None:
        """Its message covered as far as it has to be, and its card; drawn again after a restart."""
        reports = self._studio.store.reports
        covered = {
            ReportState.OPEN: Verdict.REFUSE if report.count >= _HIDDEN_AFTER else Verdict.SPOILER,
            ReportState.KEPT: Verdict.SHOW,
            ReportState.REMOVED: Verdict.REFUSE,
        }[report.state]
        row = None if report.job_id is None else await self._studio.store.job(report.job_id)
        if row is not None and self._covered.get(report.message_id) is not covered:
            try:
                await self._delivery.cover(row, covered)
            except (discord.HTTPException, TooLarge, *UNREACHABLE) as error:
                log.warning("The message of job %d cannot be covered: %s.", row.id, error)
                if not isinstance(error, discord.Forbidden | discord.NotFound):
                    return  # the next round tries again
            self._covered[report.message_id] = covered
        card = await reports.card(report.message_id)
        if report.state is ReportState.OPEN:
            # Another report is not another card.
            if card is None and (
                card := await self._send(
                    report.server_id,
                    layout.report_card(report, row),
                    nonce=f"report-{report.id}",
                )
            ):
                await reports.carded(report.message_id, card)
            return
        self._covered.pop(report.message_id, None)
        if card is not None:
            channel = self._client.get_partial_messageable(
                card.channel_id, guild_id=report.server_id
            )
            with suppress(discord.HTTPException):
                await channel.get_partial_message(card.message_id).edit(
                    content=layout.closed_report(report), view=None
                )
        await reports.card_closed(report.message_id)

    def _channel(self, server_id: int) -> discord.PartialMessageable | None:
        channel_id = self._studio.guard.rules(server_id).mod_channel
        if channel_id is None:
            return None
        if asyncio.get_running_loop().time() < self._refused.get(channel_id, 0):
            return None
        return self._client.get_partial_messageable(channel_id, guild_id=server_id)

    async def _send(
        self, server_id: int, letter: Letter, *, nonce: str = discord.utils.MISSING
    ) -> Card | None:
        """None if there is no such channel, or it refuses us; what may pass is tried again."""
        channel = self._channel(server_id)
        if channel is None:
            log.debug("Server %d has no moderators' channel that can be written.", server_id)
            return None
        try:
            message = await channel.send(
                letter.content,
                files=letter.files(),
                view=letter.view() or discord.utils.MISSING,
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except (discord.HTTPException, *UNREACHABLE) as error:
            log.warning("The moderators' channel %d cannot be written: %s.", channel.id, error)
            if isinstance(error, discord.Forbidden | discord.NotFound):
                self._refused[channel.id] = asyncio.get_running_loop().time() + _REST_SECONDS
            return None
        return Card(channel_id=channel.id, message_id=message.id)


def _is_about(message: discord.Message, hold_id: int) -> bool:
    for row in message.components:
        for item in getattr(row, "children", ()):
            match = CUSTOM_ID.fullmatch(getattr(item, "custom_id", None) or "")
            if match and match["action"] == "approve":
                return int(match["number"]) == hold_id
    return False
