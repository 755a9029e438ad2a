"""The one GPU thread: drain the inbox, pick, forward once for all, step each, decode, repeat.

Every picture of every job is on its own: it joins the shared passes when it is there and leaves
them after its last step, whatever the others' prompts, samplers, steps and guidance. Its `State` is
the only truth about it; a pass is a throw-away view. What goes wrong in one ends its job alone.

Orders come in through a queue and reports leave through one callback; nothing here knows asyncio.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import torch

from engine.batcher import Batch, Batcher, alone
from engine.canvas import Canvas, Order, key_of
from engine.catalog import Model
from engine.errors import Cancelled, EngineDown, EngineError, OutOfMemory, Parked
from engine.exactness import AUTO, EXACT, FAST, Surveys
from engine.forward import predict
from engine.levels import Levels, revision_of
from engine.pool import Pool, Warm
from engine.probe import Surveyor
from engine.reader import WARMING, Finished, Progressed
from engine.seam import (
    Counters,
    Died,
    Ended,
    Loading,
    Painted,
    Ready,
    Report,
    Started,
    Stepped,
    Ticket,
    Unloadable,
)
from engine.trouble import sentence

log = logging.getLogger(__name__)

# While others paint, new jobs are begun for at most so long between two passes.
_BEGINNING_SECONDS: Final = 0.05
# How long leaving waits for a part of a model that is being read.
_READER_SECONDS: Final = 1.0
# How long a start may measure; what is left is found out while pictures are painted.
_PROBE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Cancel:
    job_id: str


@dataclass(frozen=True, slots=True)
class _Close:
    pass


_Message = Ticket | Model | Progressed | Finished | _Cancel | _Close


class TorchExecutor:
    """Implements `Executor`: one plain thread that owns the device for as long as it lives."""

    def __init__(
        self,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int | None = None,
        room: int = 2,
        exactness: str = AUTO,
        cache: Path | None = None,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`threads`: of torch on a CPU, `None` for its own choice; `room`: models in memory.

        `cache`: the folder for what was measured. Raises `ModelError` for a device, precision or
        exactness that there is not.
        """
        self._inbox: SimpleQueue[_Message] = SimpleQueue()
        self._pool = Pool(device=device, precision=precision, room=room, tell=self._inbox.put)
        self._threads = threads
        self._now = now
        self._batcher = Batcher()
        self._surveyor = Surveyor(self._batcher, asked=exactness, surveys=Surveys(cache), now=now)
        self._levels = Levels(self._surveyor, self._pool)
        self._thread: threading.Thread | None = None
        self._orders: OrderedDict[str, Order] = OrderedDict()  # by job, in order of arrival
        self._new: list[str] = []  # jobs among them that are not begun
        self._asked: list[Model] = []  # to be had in memory, for no job in particular
        self._idle = True  # nothing can be done before something arrives
        self._pictures: dict[tuple[str, int], Canvas] = {}  # begun, in order of arrival
        self.counters = Counters()

    def start(self, report: Callable[[Report], None]) -> None:
        # Not a daemon: the interpreter must not pull the rug from under a running kernel.
        self._thread = threading.Thread(target=self._run, args=(report,), name="gpu", daemon=False)
        self._thread.start()

    def load(self, model: Model) -> None:
        self._inbox.put(model)

    def paint(self, ticket: Ticket) -> None:
        self._inbox.put(ticket)

    def cancel(self, job_id: str) -> None:
        self._inbox.put(_Cancel(job_id))

    def close(self) -> None:
        if self._thread is not None:
            self._inbox.put(_Close())
            self._thread.join()
            # A large file that is being read ends by itself; nobody else waits for it.
            self._pool.join(seconds=_READER_SECONDS)

    # Below this line: on the GPU thread.

    def _run(self, report: Callable[[Report], None]) -> None:
        self._report = report
        # Fixed for good: another number of threads adds in another order, and changes last bits.
        torch.set_num_threads(self._threads or torch.get_num_threads())
        try:
            with torch.inference_mode():
                while self._tick():
                    pass
        except BaseException:  # the thread's last words, whatever broke it
            log.exception("The GPU thread died.")
            self._orders.clear()
            self._pictures.clear()
            report(Died(error=EngineDown("The painting engine has broken down.")))
        finally:
            self._pool.close()

    def _tick(self) -> bool:
        """One round; False when there is nothing more to come."""
        for message in self._drain():
            match message:
                case Ticket():
                    self._orders[message.job_id] = Order(message, left=message.params.count)
                    self._new.append(message.job_id)
                case _Cancel():
                    self._cancel(message.job_id)
                case Model():
                    self._asked.append(message)
                case Progressed():
                    self._progressed(message)
                case Finished():
                    self._finished(message)
                case _Close():
                    for job_id in list(self._orders):
                        self._end(job_id, Parked("Easel is stopping."))
                    return False
        self._begin()
        self._idle = not self._pictures
        batch = self._batcher.pick([picture.candidate() for picture in self._pictures.values()])
        if batch is not None:
            self._paint(batch)
            self._probe()
        return True

    def _drain(self) -> Iterator[_Message]:
        """What has arrived; waits only when there is nothing to paint and nothing to begin."""
        if self._idle:
            yield self._inbox.get()
        try:
            while True:
                yield self._inbox.get_nowait()
        except Empty:
            return

    # Models

    def _progressed(self, message: Progressed) -> None:
        if self._pool.awaits(message.reading):
            self._loading(message.reading.model, message.fraction, message.text)

    def _loading(self, model: Model, fraction: float, text: str) -> None:
        self._report(Loading(model=model.name, fraction=fraction, text=text))

    def _finished(self, message: Finished) -> None:
        model = message.reading.model
        if self._pool.awaits(message.reading):
            self._welcome(model, partial(self._take_over, message))

    def _take_over(self, message: Finished) -> None:
        if message.error is None:
            self._loading(message.reading.model, WARMING, "Warming up")
        warm = self._pool.put(message, keep=self._in_use())
        self._levels.forget_absent()
        self._announce(warm)

    def _welcome(self, model: Model, work: Callable[[], None]) -> None:
        """Have a model here. What goes wrong ends those jobs alone that wait for it."""
        trouble: EngineError | None = None
        try:
            work()
        except Exception as error:  # noqa: BLE001 - boundary: a model must not take the thread down
            trouble = sentence(error)
        if trouble is not None:
            if isinstance(trouble, OutOfMemory):
                trouble = OutOfMemory(f"The model {model.name} does not fit into memory now.")
            # Only out here, without the traceback and its frames, can the tensors be let go.
            self._pool.free()
            if model in self._asked:
                self._report(Unloadable(model=model.name, error=trouble))
            for job_id in self._waiting_for(model):
                self._end(job_id, trouble)
        self._asked = [other for other in self._asked if other != model]

    def _announce(self, warm: Warm) -> None:
        model = warm.model
        # Those who are being painted wait meanwhile.
        choice = self._levels.survey(warm, seconds=0 if self._pictures else _PROBE_SECONDS)
        log.info("%s paints at exactness %s: %s.", model.name, choice.level, choice.reason)
        self._report(
            Ready(
                model=model.name,
                device=str(self._pool.device),
                precision=self._pool.precision,
                revision=revision_of(model),
                exactness=choice.level,
                reason=choice.reason,
            )
        )

    def _waiting_for(self, model: Model) -> list[str]:
        return [name for name in self._new if self._orders[name].ticket.model == model]

    def _in_use(self) -> set[Model]:
        return {picture.warm.model for picture in self._pictures.values()}

    def _probe(self) -> None:
        """Where several would like to share but nobody knows how yet: find out, a pass a tick."""
        seen: set[Hashable] = set()
        for picture in self._pictures.values():
            if picture.key in seen and not self._batcher.knows(picture.key):
                self._surveyor.step(picture.key)
                return
            seen.add(picture.key)

    # Jobs

    def _begin(self) -> None:
        """Begin what is new, first come first served; whose model is being read is overtaken.

        A model that is not in use may leave for another one.
        """
        for model in list(self._asked):
            if model in self._pool:
                self._welcome(model, partial(self._announce, self._pool.get(model)))
            elif not self._pool.fetch(model, keep=self._in_use()):
                return
        until = self._now() + _BEGINNING_SECONDS
        for job_id in list(self._new):
            order = self._orders[job_id]
            if self._pictures and self._now() > until:
                return
            if order.ticket.model in self._pool:
                self._new.remove(job_id)
                self._attempt(order, partial(self._start, order))
            elif not self._pool.fetch(order.ticket.model, keep=self._in_use()):
                return  # what is painted now leaves first; nobody overtakes, so it does

    def _cancel(self, job_id: str) -> None:
        order = self._orders.get(job_id)
        self._end(job_id, Cancelled("This request was cancelled."))
        if order is not None:
            model = order.ticket.model
            if model not in self._asked and not self._waiting_for(model):
                self._pool.abandon(model)

    def _start(self, order: Order) -> None:
        ticket = order.ticket
        warm = self._pool.get(ticket.model)
        notes = tuple(order.notes(warm))
        self._report(Started(job_id=ticket.job_id, notes=notes))
        for number in range(ticket.params.count):
            state = warm.family.start(ticket.params.alone(number), ticket.image)
            key = key_of(ticket.model, state)
            level = ticket.exactness or self._levels.of(warm, state)
            picture = Canvas(order, number, warm, state, key, level)
            self._pictures[picture.id] = picture

    def _paint(self, batch: Batch) -> None:
        """One step of everybody in the batch."""
        began = self._now()
        predictions = self._forward(batch)
        if predictions is None:
            return
        pictures = self._seated(batch)
        for picture, seat, prediction in zip(pictures, batch.seats, predictions, strict=True):
            picture.exact = picture.exact and seat.exact
            advance = partial(picture.warm.family.advance, picture.state, prediction)
            self._attempt(picture.order, advance)
        self._pool.wait()
        self._batcher.observe(batch, seconds=self._now() - began)
        self.counters = Counters(
            passes=self.counters.passes + 1,
            rows=self.counters.rows + batch.used,
            padding=self.counters.padding + batch.rows - batch.used,
        )
        for picture in pictures:
            if picture.id in self._pictures:
                self._attempt(picture.order, partial(self._after, picture))

    def _seated(self, batch: Batch) -> list[Canvas]:
        # The batcher takes anything for an id, and gives it back.
        return [self._pictures[seat.picture] for seat in batch.seats]  # type: ignore[index]  # see above

    def _forward(self, batch: Batch) -> list[torch.Tensor] | None:
        """A prediction for each seat. If the pass fails, everybody in it is tried alone instead."""
        trouble: EngineError | None = None
        pictures = self._seated(batch)
        try:
            family = pictures[0].warm.family
            rows = [family.rows(picture.state) for picture in pictures]
            return predict(family, batch, rows)
        except Exception as error:  # noqa: BLE001 - boundary: a job must not take the thread down
            trouble = sentence(error)
        # Only out here, without the traceback and its frames, can the tensors be let go.
        self._pool.free()
        if len(pictures) == 1:
            self._end(pictures[0].order.ticket.job_id, trouble)
            return None
        if isinstance(trouble, OutOfMemory):
            log.warning("%d rows do not fit into memory together.", batch.rows)
            self._batcher.shrink(batch.key, below=batch.rows)
        for picture in pictures:
            if picture.id in self._pictures:
                self._paint(alone(picture.candidate()))
        return None

    def _after(self, picture: Canvas) -> None:
        """Tell of a step; after the last one, bring the picture out."""
        ticket, state, family = picture.order.ticket, picture.state, picture.warm.family
        self._report(
            Stepped(
                job_id=ticket.job_id,
                picture=picture.number,
                step=state.step,
                steps=state.steps,
                preview=picture.preview(self._now()),
            )
        )
        if not state.done:
            return
        # Nobody's company ever showed in its bits: it can be had again, byte for byte.
        level = EXACT if picture.level == FAST and picture.exact else picture.level
        self._report(
            Painted(
                job_id=ticket.job_id,
                picture=picture.number,
                pixels=family.decode(state),
                revision=revision_of(ticket.model),
                exactness=level,
                precision=self._pool.precision,
            )
        )
        del self._pictures[picture.id]
        picture.order.left -= 1
        if not picture.order.left:
            self._end(ticket.job_id, None)

    def _end(self, job_id: str, error: EngineError | None) -> None:
        order = self._orders.pop(job_id, None)
        if order is None:
            return
        if job_id in self._new:
            self._new.remove(job_id)
        for number in range(order.ticket.params.count):
            self._pictures.pop((job_id, number), None)
        self._report(Ended(job_id=job_id, error=error))

    def _attempt(self, order: Order, work: Callable[[], None]) -> None:
        """Do something for a job that is still here. What goes wrong ends that job alone."""
        job_id = order.ticket.job_id
        if job_id not in self._orders:
            return
        trouble: EngineError | None = None
        try:
            work()
        except Exception as error:  # noqa: BLE001 - boundary: a job must not take the thread down
            trouble = sentence(error)
        if trouble is not None:
            # Only out here, without the traceback and its frames, can the tensors be let go.
            self._end(job_id, trouble)
            self._pool.free()
