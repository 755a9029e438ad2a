"""The use case in one place: accept, paint, remember, recall. No Discord in here."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.flags import Wish
from bot.guard import Blocked, Guard
from bot.policy import Actor, Refused
from bot.rules import HostRules
from bot.showing import Showing
from bot.store import UNPAINTED, Card, JobRow, Kind, PictureRow, Request, State, Store
from bot.words import Filter
from engine import (
    Cancelled,
    Engine,
    EngineDown,
    EngineError,
    Job,
    Params,
    Parked,
    Picture,
    QueueFull,
)
from engine.job import Withheld
from engine.picture import prepare

log = logging.getLogger(__name__)

# Discord gives three seconds from the click to the answer; half of it is ours.
ACCEPT_SECONDS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A job with a row of its own. `job` is None when its picture need not be painted."""

    row: JobRow
    job: Job | None

    @property
    def id(self) -> int:
        return self.row.id


class Studio:
    """Joins the engine, the store and the policy. Two calls make a picture: `accept`, instant,
    before the member is answered; `work`, which waits, after it.
    """

    def __init__(
        self, engine: Engine, store: Store, host: HostRules, *, words: Filter | None = None
    ) -> None:
        self.engine = engine
        self.store = store
        self.host = host
        self.guard = Guard(store, host, Filter.load() if words is None else words)
        self.showing = Showing(store, self.guard)
        self._jobs: dict[int, Job] = {}  # rows that wait or run, by number
        self._late: set[asyncio.Task[None]] = set()

    def check_may_ask(self, actor: Actor) -> None:
        """Raises `Refused`. From memory: it is asked before the member is answered."""
        self.guard.check_may_ask(actor)

    async def compose_over(self, wish: Wish, upload: bytes) -> tuple[Params, bytes]:
        """A wish and a picture to paint over, as `accept` takes them. Raises as `compose` does."""
        params = self.compose(replace(wish, strength=None))
        image = await asyncio.to_thread(prepare, upload, width=params.width, height=params.height)
        usual = self.engine.catalog.get(params.model).strength
        strength = usual if wish.strength is None else wish.strength
        return params.over(image, strength=strength), image

    def compose(self, wish: Wish) -> Params:
        """Fill a wish's gaps with its model's defaults. Raises `Refused`, `InvalidParams`."""
        if wish.strength is not None:
            raise Refused("A strength says how far to leave an image: give an image with it.")
        model = self.engine.catalog.get(wish.model)
        width, height = wish.width, wish.height
        if wish.ratio is not None:
            width, height = model.size(aspect=wish.ratio)
        if not wish.prompt:
            raise Refused("The prompt is empty: say what to paint, then add flags.")
        return model.params(
            prompt=wish.prompt,
            negative=wish.negative,
            seed=wish.seed,
            steps=wish.steps,
            guidance=wish.guidance,
            rescale=wish.rescale,
            width=width,
            height=height,
            count=model.grid if wish.count is None else wish.count,
            sampler=wish.sampler,
        )

    async def accept(
        self, request: Request, *, actor: Actor, image: bytes | None = None
    ) -> Accepted | None:
        """Reserve a place in line and commit a row; None if this interaction has a row already.

        Nothing is painted before `acknowledged`. `image` is what the recipe is painted over; a
        stored recipe's is in the store. Raises `Refused` or an `EngineError`, and then nothing has
        changed; of `Blocked`, the refused prompt is kept for a while, so that it can be appealed.
        """
        self.guard.check_may_ask(actor)
        self.engine.catalog.check(request.params)
        try:
            self.guard.check_prompt(request, actor.place)
        except Blocked as blocked:
            if not await self.guard.blocked(request, blocked):
                return None
            raise
        job = None
        if await self._stored(request) is None:
            image = image or await self._image(request.params)
            try:
                job = self.engine.submit(
                    request.params,
                    owner=request.owner_id,
                    image=image,
                    held=True,
                    exactness=await self._exactness(request),
                )
            except QueueFull:
                if await self.store.knows(request.interaction_id):
                    return None  # Discord said it twice, and the first took the last place
                raise
        saving = asyncio.create_task(
            self.store.accept(request, image=image, admit=self.guard.admit(actor, request))
        )
        done, _ = await asyncio.wait({saving}, timeout=ACCEPT_SECONDS)
        if not done:
            saving.add_done_callback(self._forget_late)
            self._give_back(job)
            raise Refused("I am too busy to take this right now. Try again in a moment.")
        try:
            row = saving.result()
        except BaseException:
            self._give_back(job)
            raise
        if row is None:
            self._give_back(job)
            return None
        return self._expect(row, job)

    def _expect(self, row: JobRow, job: Job | None) -> Accepted:
        if job is not None:
            self._jobs[row.id] = job
        return Accepted(row=row, job=job)

    def _give_back(self, job: Job | None) -> None:
        if job is not None:
            self.engine.cancel(job)

    def _forget_late(self, saving: asyncio.Task[JobRow | None]) -> None:
        """The row came after its place was given back: it must not be painted at a restart."""
        if saving.cancelled() or saving.exception() or (row := saving.result()) is None:
            return
        late = asyncio.create_task(self._end_unanswered(row.id))
        self._late.add(late)
        late.add_done_callback(self._late.discard)

    async def _end_unanswered(self, job_id: int) -> None:
        await self.store.end(job_id, State.REFUSED, "unanswered")
        await self.store.told(job_id, message_id=None)

    async def recover(self) -> list[Accepted]:
        """After a start: everything somebody still waits for, in the order it was accepted.

        Jobs go back in line with the seeds they had. One whose row says `accepted` is held:
        nobody knows yet whether its member was answered.
        """
        await self.store.requeue_orphans()
        return [await self._recover(row) for row in await self.store.untold()]

    async def _recover(self, row: JobRow) -> Accepted:
        if row.state not in UNPAINTED or await self._stored(row.request) is not None:
            return Accepted(row=row, job=None)
        try:
            job = self.engine.submit(
                row.params,
                owner=row.owner_id,
                image=await self._image(row.params),
                held=row.state is State.ACCEPTED,
                accepted=True,
                exactness=await self._exactness(row.request),
            )
        # Its model or its image is gone, or smaller limits came.
        except (EngineError, Refused) as error:
            await self.store.end(row.id, State.FAILED, str(error))
            return Accepted(row=await self.job(row.id), job=None)
        return self._expect(row, job)

    async def acknowledged(self, accepted: Accepted, message_id: int) -> Accepted:
        """The member sees a message that waits: painting may begin."""
        try:
            await self.store.acknowledged(accepted.id, message_id)
        except BaseException:
            self._give_back(accepted.job)  # the row stays `accepted`: the next start finds it
            raise
        if accepted.job is not None:
            self.engine.release(accepted.job)
        row = replace(accepted.row, message_id=message_id, state=State.QUEUED)
        return replace(accepted, row=row)

    async def unanswered(self, accepted: Accepted) -> None:
        """The member never saw an answer, so nobody waits: not painted, and nobody to tell."""
        self._jobs.pop(accepted.id, None)
        self._give_back(accepted.job)
        await self._end_unanswered(accepted.id)

    async def work(self, accepted: Accepted) -> JobRow:
        """Wait until the job is painted or has ended, and remember which.

        Returns the row as it is then; one still `queued` or `running` was parked by a closing
        engine and goes on after the next start.
        """
        starting = asyncio.create_task(self._note_start(accepted))
        try:
            await self._paint(accepted)
        except Cancelled as error:
            await self.store.end(accepted.id, State.CANCELLED, str(error))
        except (Parked, EngineDown):
            log.info("Job %d keeps its place for the next start.", accepted.id)
        except (EngineError, Refused) as error:
            refused = isinstance(error, Refused)
            state = State.REFUSED if refused else State.FAILED
            await self.store.end(accepted.id, state, str(error))
        finally:
            starting.cancel()
            self._jobs.pop(accepted.id, None)
        row = await self.store.job(accepted.id)
        # Erased while it was painted: nothing is left to show, and nobody to show it to.
        return row or replace(accepted.row, state=State.CANCELLED, told=True)

    async def _note_start(self, accepted: Accepted) -> None:
        if accepted.job is None:
            return
        async for progress in accepted.job.updates():
            if progress.step:
                await self.store.started(accepted.id)
                return

    async def _paint(self, accepted: Accepted) -> None:
        stored = await self._stored(accepted.row.request)
        if stored is not None:
            pictures: Sequence[Picture] = [stored]
        elif accepted.job is not None:
            pictures = await _pictures(accepted.job)
        else:
            # Its file expired between the click and now: the recipe paints it again.
            params = accepted.row.params
            job = self.engine.submit(
                params,
                owner=accepted.row.owner_id,
                image=await self._image(params),
                accepted=True,
                exactness=await self._exactness(accepted.row.request),
            )
            pictures = await _pictures(job)
        notes = list(accepted.job.notes) if accepted.job else []
        await self.showing.keep(accepted.row, pictures, notes)

    async def _stored(self, request: Request) -> Picture | None:
        """The picture itself, when a single one is asked for and its file is still there."""
        if request.kind is not Kind.SINGLE or request.parent_id is None:
            return None
        row = await self.store.picture(request.parent_id)
        png = None if row is None else await self.store.png(row.sha256)
        if row is None or png is None:
            return None
        return Picture(
            png=png,
            params=row.params,
            sha256=row.sha256,
            model_revision=row.revision,
            scores=row.scores,
            checker=row.checker,
            exactness=row.exactness,
        )

    async def _exactness(self, request: Request) -> str | None:
        """A picture of a grid is painted again as it was painted there; others as is usual."""
        if request.kind is not Kind.SINGLE or request.parent_id is None:
            return None
        row = await self.store.picture(request.parent_id)
        return None if row is None else row.exactness

    async def _image(self, params: Params) -> bytes | None:
        """What a recipe is painted over. Raises `Refused` if that is lost."""
        if params.image is None:
            return None
        if image := await self.store.image(params.image):
            return image
        raise Refused(
            "The image that this was painted over is gone, so it cannot be painted again."
        )

    async def line(self, owner_id: int) -> list[Accepted]:
        """What this member still waits for, oldest first."""
        rows = await self.store.unfinished(owner_id)
        return [Accepted(row=row, job=self._jobs.get(row.id)) for row in rows]

    async def cancel(self, job_id: int) -> bool:
        """Stop a job that waits or runs; False if it has ended or is painted already."""
        # The row first: whoever ends it there has won.
        stopped = await self.store.cancel(job_id)
        if stopped and (job := self._jobs.get(job_id)):
            self.engine.cancel(job)
        return stopped

    async def erase(self, job_id: int) -> tuple[Card, ...]:
        """Forget a job, its recipe and its pictures, whatever state it is in. Returns the cards
        of moderators about it, which nothing answers any more.
        """
        if job := self._jobs.get(job_id):
            self.engine.cancel(job)
        return await self.store.erase(job_id)

    async def job(self, job_id: int) -> JobRow:
        """Raises `Refused` if it was deleted."""
        if row := await self.store.job(job_id):
            return row
        raise Refused("I no longer remember this: it was deleted.")

    async def picture(self, picture_id: int) -> PictureRow:
        """Raises `Refused` if it was deleted."""
        if row := await self.store.picture(picture_id):
            return row
        raise Refused("I no longer remember that picture: it was deleted.")

    async def png(self, row: PictureRow) -> bytes:
        """A picture's bytes; painted again from its recipe if its file has expired."""
        if png := await self.store.png(row.sha256):
            return png
        job = self.engine.submit(
            row.params,
            owner=0,
            image=await self._image(row.params),
            accepted=True,
            previews=False,
            exactness=row.exactness,
        )
        (picture,) = await job.pictures()
        await self.store.keep(picture.png)
        if picture.sha256 != row.sha256:
            log.warning("Picture %d came out different when it was painted again.", row.id)
        return picture.png

    async def told(self, row: JobRow, *, message_id: int | None) -> None:
        """The member has been shown how the job ended, in this message."""
        await self.store.told(row.id, message_id=message_id)

    async def undeliverable(self, row: JobRow, reason: str) -> None:
        """Discord refuses the answer for good: the pictures stay, nothing is tried again."""
        await self.store.end(row.id, State.FAILED, f"undeliverable: {reason}")
        await self.store.told(row.id, message_id=None)


async def _pictures(job: Job) -> Sequence[Picture]:
    """What was painted. What no checker could judge has no scores, and so nobody sees it."""
    try:
        return await job.pictures()
    except Withheld as error:
        return [
            Picture(
                png=each.png,
                params=each.params,
                sha256=sha256(each.png).hexdigest(),
                model_revision=each.model_revision,
                scores={},
                checker="none",
                exactness=each.exactness,
            )
            for each in error.unchecked
        ]
