"""The use case of the review desk: what moderators are shown, what they decide, what nobody decided
in time. No Discord in here.
"""

import asyncio
import logging
from dataclasses import dataclass

from bot.policy import Actor, Refused, check_may_review, check_may_see_held, why
from bot.store import Hold, HoldState, JobRow, PictureRow, Report, ReportState
from bot.studio import Studio
from engine import CheckUnavailable, EngineError
from engine.job import Unchecked
from engine.picture import pixelate

log = logging.getLogger(__name__)

PREVIEW_BLOCKS = 64  # along the longer side: enough to decide most cases, too little to be shown

_WORDS = {
    HoldState.APPROVED: "approved",
    HoldState.SPOILERED: "approved as a spoiler",
    HoldState.REJECTED: "rejected",
    HoldState.EXPIRED: "let go of: its time was up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a moderator decides by."""

    hold: Hold
    row: JobRow
    pictures: tuple[PictureRow, ...]  # those that are held
    previews: tuple[bytes, ...]  # pixelated PNGs of them


def decided(hold: Hold) -> str:
    """Who decided what, for those who come too late."""
    who = f" by <@{hold.decided_by}>" if hold.decided_by else ""
    return f"#{hold.id} was {_WORDS.get(hold.state, 'settled')}{who}."


class Review:
    """Who may decide is asked at each call: the moderator of this morning may be none any more."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._store = studio.store
        self._guard = studio.guard

    async def sheet(self, hold: Hold) -> Sheet | None:
        """None if the job is gone, or its pictures are."""
        row = await self._store.job(hold.job_id)
        if row is None:
            return None
        found = [
            (picture, png)
            for picture in await self._store.withheld(hold.job_id)
            if picture.number in hold.numbers
            and (png := await self._store.png(picture.sha256)) is not None
        ]
        previews = [
            await asyncio.to_thread(pixelate, png, blocks=PREVIEW_BLOCKS) for _, png in found
        ]
        return Sheet(
            hold=hold,
            row=row,
            pictures=tuple(picture for picture, _ in found),
            previews=tuple(previews),
        )

    async def decide(self, hold_id: int, state: HoldState, actor: Actor) -> Hold:
        """Of two moderators the first one wins. Raises `Refused` for the other, and for members."""
        hold = await self._hold(hold_id, actor)
        sentence = (
            "A moderator looked at it, and it is not shown here. Another seed or other words may "
            "do: press Reroll or Edit."
            if state is HoldState.REJECTED
            else ""
        )
        done = await self._store.desk.decide(hold.id, state, by=actor.user_id, sentence=sentence)
        if done is not None:
            return done
        first = await self._store.desk.get(hold_id)
        raise Refused("It is gone: its member deleted it." if first is None else decided(first))

    async def time_out(self, hold_id: int, actor: Actor) -> Hold:
        """Reject, and no Easel jobs for its member for an hour. Raises `Refused`."""
        hold = await self.decide(hold_id, HoldState.REJECTED, actor)
        if hold.server_id is not None:
            await self._guard.time_out(
                hold.server_id, hold.owner_id, by=actor.user_id, reason=f"review #{hold.id}"
            )
        return hold

    async def full(self, hold_id: int, actor: Actor) -> list[tuple[PictureRow, bytes]]:
        """The pictures themselves, for the eyes of one moderator. Raises `Refused`."""
        hold = await self._hold(hold_id, actor)
        check_may_see_held(actor, self._guard.rules(actor.server_id))
        if hold.state is not HoldState.OPEN:
            raise Refused(decided(hold))
        found = [
            (picture, png)
            for picture in await self._store.withheld(hold.job_id)
            if picture.number in hold.numbers
            and (png := await self._store.png(picture.sha256)) is not None
        ]
        if hold.server_id is not None:
            await self._store.acts.add(
                server_id=hold.server_id,
                at=self._guard.now(),
                by=actor.user_id,
                what="look at a held picture",
                job_id=hold.job_id,
                member_id=hold.owner_id,
            )
        return found

    async def _hold(self, hold_id: int, actor: Actor) -> Hold:
        check_may_review(actor, self._guard.rules(actor.server_id))
        hold = await self._store.desk.get(hold_id)
        if hold is None or hold.server_id != actor.server_id:
            raise Refused("It is gone: its member deleted it.")
        return hold

    async def report(self, message_id: int, actor: Actor) -> Report:
        """A member says that a message of ours should not be there. Raises `Refused`."""
        row = await self._store.shown(message_id)
        if row is None or row.request.server_id is None or row.request.server_id != actor.server_id:
            raise Refused("I have no record of this message, so only Discord can take a report.")
        filed = await self._store.reports.file(
            server_id=row.request.server_id,
            channel_id=row.request.channel_id,
            message_id=message_id,
            job_id=row.id,
            by=actor.user_id,
        )
        if filed is None:
            raise Refused("You have reported this already, and the moderators know of it.")
        return filed

    async def settle(self, report_id: int, state: ReportState, actor: Actor) -> Report:
        """Keep or remove what was reported: all reports of the message. Raises `Refused`."""
        check_may_review(actor, self._guard.rules(actor.server_id))
        report = await self._store.reports.get(report_id)
        if report is None or report.server_id != actor.server_id:
            raise Refused("This report is gone: its picture was deleted.")
        if not await self._store.reports.decide(report.message_id, state, by=actor.user_id):
            raise Refused("Somebody else has decided about this already.")
        return await self._store.reports.get(report_id) or report

    async def expire(self) -> list[Hold]:
        """Let go of what nobody decided in time; those whose members are to be told now."""
        gone = []
        for hold in await self._store.desk.overdue():
            sentence = (
                "The safety check was not available all this time, so this is not shown. Press "
                "Reroll to try again."
                if hold.unchecked
                else "No moderator decided in time, so this is not shown. Press Reroll or Edit to "
                "try again."
            )
            done = await self._store.desk.decide(
                hold.id, HoldState.EXPIRED, by=None, sentence=sentence
            )
            if done is not None:
                gone.append(done)
        return gone

    async def look_again(self) -> list[Hold]:
        """Have checked what could not be; those whose members are to be told now."""
        settled = []
        for hold in await self._store.desk.waiting():
            if not hold.unchecked:
                continue
            try:
                done = await self._look_again(hold)
            except CheckUnavailable:
                break  # the others would only wait for the same checker
            except (EngineError, Refused) as error:
                log.warning("Hold %d cannot be checked again: %s", hold.id, error)
                continue
            if done is not None:
                settled.append(done)
        return settled

    async def _look_again(self, hold: Hold) -> Hold | None:
        """None if it waits on. Raises `CheckUnavailable`, `EngineError`, `Refused`."""
        row = await self._studio.job(hold.job_id)
        image = None if row.params.image is None else await self._store.image(row.params.image)
        checked = []
        for picture in await self._store.withheld(hold.job_id):
            if picture.number not in hold.numbers:
                continue
            png = await self._store.png(picture.sha256)
            if png is None or (image is None) != (row.params.image is None):
                return None
            again = await self._studio.engine.recheck(
                Unchecked(
                    png=png,
                    params=picture.params,
                    model_revision=picture.revision,
                    exactness=picture.exactness,
                    image=image,
                )
            )
            checked.append((picture.number, again))
        if not checked:
            return None
        found = self._guard.judge(row.request, [picture.scores for _, picture in checked])
        if found.unchecked:
            return None
        done = await self._store.desk.checked(
            hold.id,
            {
                number: (picture.checker, picture.scores, ruling)
                for (number, picture), ruling in zip(checked, found.rulings, strict=True)
            },
            until=self._studio.showing.hold_until(row, found),
            sentence=why(found.worst, self._studio.host),
        )
        if done is not None:
            await self._guard.note(row, found)
        return done
