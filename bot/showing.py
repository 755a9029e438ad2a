"""What becomes of painted pictures: shown, behind a spoiler, blurred, held or refused; judged when
they were painted and again right before they are shown. No Discord in here.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.guard import Found, Guard
from bot.policy import Verdict, why
from bot.store import AppealState, HoldState, JobRow, Ruling, State, Store
from engine import Picture, Progress


class Showing:
    """Joins what the guard says and what the store remembers of it."""

    def __init__(self, store: Store, guard: Guard) -> None:
        self.store = store
        self.guard = guard

    async def keep(self, row: JobRow, pictures: Sequence[Picture], notes: Sequence[str]) -> None:
        """Judge what was painted, and remember what becomes of it. Raises `Refused`."""
        appeal = await self.store.appeals.get(row.id)
        granted = appeal is not None and appeal.state is AppealState.GRANTED
        self.guard.check_still(row.request, granted=granted)
        found = self.guard.judge(row.request, [picture.scores for picture in pictures])
        kept = await self.store.painted(
            row.id,
            pictures,
            [*notes, *_told(found)],
            rulings=found.rulings,
            hold_until=self.hold_until(row, found),
            sentence=self.sentence(row, found),
        )
        if kept:
            await self.guard.note(row, found)

    def hold_until(self, row: JobRow, found: Found) -> float:
        """How long what is held waits: for a checker, or for a moderator."""
        hours = self.guard.rules(row.request.server_id).review_hours
        seconds = self.guard.host.recheck_minutes * 60 if found.unchecked else hours * 3600
        return self.guard.now() + seconds

    def sentence(self, row: JobRow, found: Found) -> str:
        """For the member: why nothing is shown."""
        sentence = why(found.worst, self.guard.host)
        if sentence and row.params.image is not None:
            sentence += " The image that it was painted over was checked as well."
        return sentence

    async def judge_again(self, row: JobRow) -> JobRow:
        """A painted job right before it is shown, by the rules and the place as they are now.

        Returns its row as it is then. What was seen by a moderator is theirs to decide, unless it
        would not even be held any more; only ever stricter than before.
        """
        pictures = await self.store.pictures(row.id)
        if row.state is not State.PAINTED or not pictures:
            return row
        found = self.guard.judge(row.request, [picture.scores for picture in pictures])
        seen = await self._seen_by_a_moderator(row)
        stricter: dict[int, Ruling] = {}
        for picture, judgement, ruling in zip(
            pictures, found.judgements, found.rulings, strict=True
        ):
            decided = picture.number in seen
            if decided and not judgement.floor and (seen[picture.number] or not _gone(ruling)):
                continue
            if judgement.verdict > Verdict(picture.verdict):
                stricter[picture.number] = ruling
        if not stricter:
            return row
        if any(Verdict(ruling.verdict) is Verdict.HOLD for ruling in stricter.values()):
            await self.store.desk.hold(row.id, stricter, until=self.hold_until(row, found))
        else:
            await self.store.desk.overrule(row.id, stricter, sentence=self.sentence(row, found))
        await self.guard.note(row, found)
        return await self.store.job(row.id) or row

    async def _seen_by_a_moderator(self, row: JobRow) -> dict[int, bool]:
        """Pictures by their numbers that somebody has approved; True: after they were refused."""
        seen = {}
        for hold in await self.store.desk.of_job(row.id):
            if hold.decided_by and hold.state in (HoldState.APPROVED, HoldState.SPOILERED):
                seen.update(dict.fromkeys(hold.numbers, False))
        appeal = await self.store.appeals.get(row.id)
        if appeal is not None and appeal.state is AppealState.GRANTED:
            seen.update({each.number: True for each in await self.store.pictures(row.id)})
        return seen

    def fit_to_show(self, row: JobRow, progress: Progress) -> Progress:
        """Progress without its preview if the policy would hold the picture back as it is now."""
        if progress.preview is None:
            return progress
        found = self.guard.judge(row.request, [progress.preview_scores])
        if found.worst.verdict is Verdict.SHOW:
            return progress
        return replace(progress, preview=None)


def _told(found: Found) -> list[str]:
    """For the member: why some pictures are not shown as they are."""
    total, notes = len(found.judgements), []
    if refused := found.count(Verdict.REFUSE):
        notes.append(f"The safety check held back {refused} of {total} pictures.")
    for verdict, said in (
        (Verdict.SPOILER, "behind a spoiler"),
        (Verdict.BLUR, "blurred"),
    ):
        if found.count(verdict):
            notes.append(f"The safety check is in doubt, so look {said}.")
    return notes


def _gone(ruling: Ruling) -> bool:
    return Verdict(ruling.verdict) is Verdict.REFUSE
