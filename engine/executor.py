"""The one GPU thread: drain the inbox, pick, forward once for all, step each, decode, repeat.

Every picture of every job is on its own: it joins the shared passes when it is there and leaves
them after its last step, whatever the others' prompts, samplers, steps and guidance. Its `State` is
the only truth about it; a pass is a throw-away view. What goes wrong in one ends its job alone.

Orders come in through a queue and reports leave through one callback; nothing here knows asyncio.
"""

import json
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import torch

from engine.batcher import Batch, Batcher, alone
from engine.canvas import Canvas, Order, key_of, model_of, shape_of
from engine.catalog import Model
from engine.errors import Cancelled, EngineDown, EngineError, OutOfMemory, Parked
from engine.exactness import AUTO, EXACT, FAST, Surveys
from engine.families.base import State
from engine.forward import predict
from engine.pool import Pool, Warm, free_memory, name_of
from engine.probe import Surveyor
from engine.seam import (
    Counters,
    Died,
    Ended,
    Loading,
    Painted,
    Pixels,
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
# A preview costs most of a step; who watches sees no more than a few a second.
_PREVIEW_SECONDS: Final = 0.4
# How long a start may measure; what is left is found out while pictures are painted.
_PROBE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Cancel:
    job_id: str


@dataclass(frozen=True, slots=True)
class _Close:
    pass


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
        self._pool = Pool(device=device, precision=precision, room=room)
        self._threads = threads
        self._now = now
        self._batcher = Batcher()
        self._surveyor = Surveyor(self._batcher, asked=exactness, surveys=Surveys(cache), now=now)
        self._inbox: SimpleQueue[Ticket | Model | _Cancel | _Close] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._orders: OrderedDict[str, Order] = OrderedDict()  # by job, in order of arrival
        self._new: deque[str] = deque()  # jobs among them that are not begun
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

    def _tick(self) -> bool:
        """One round; False when there is nothing more to come."""
        for message in self._drain():
            match message:
                case Ticket():
                    self._orders[message.job_id] = Order(message, left=message.params.count)
                    self._new.append(message.job_id)
                case _Cancel():
                    self._end(message.job_id, Cancelled("This request was cancelled."))
                case Model():
                    self._load(message)
                case _Close():
                    for job_id in list(self._orders):
                        self._end(job_id, Parked("Easel is stopping."))
                    return False
        self._begin()
        batch = self._batcher.pick([picture.candidate() for picture in self._pictures.values()])
        if batch is not None:
            self._paint(batch)
            self._probe()
        return True

    def _drain(self) -> Iterator[Ticket | Model | _Cancel | _Close]:
        """What has arrived; waits only when there is nothing to paint."""
        if not self._orders:
            yield self._inbox.get()
        try:
            while True:
                yield self._inbox.get_nowait()
        except Empty:
            return

    # Models

    def _load(self, model: Model) -> None:
        trouble: EngineError | None = None
        try:
            self._warm(model, announce=True)
        except Exception as error:  # noqa: BLE001 - boundary: a model must not take the thread down
            trouble = sentence(error)
        if trouble is not None:
            self._report(Unloadable(model=model.name, error=trouble))
            free_memory(self._pool.device)

    def _warm(self, model: Model, *, announce: bool = False) -> Warm:
        """The model, read now if need be; `Ready` follows if it was, or if it is asked for."""

        def on_part(fraction: float, text: str) -> None:
            self._report(Loading(model=model.name, fraction=fraction, text=text))

        announce = announce or model not in self._pool
        warm = self._pool.get(model, on_part, keep=self._in_use())
        # A probe holds on to its model: those of models that left memory go too.
        self._surveyor.drop(
            key for key in self._surveyor.open_keys if model_of(key) not in self._pool
        )
        if announce:
            level, reason = self._survey(warm)
            log.info("%s paints at exactness %s: %s.", model.name, level, reason)
            self._report(
                Ready(
                    model=model.name,
                    device=str(self._pool.device),
                    precision=self._pool.precision,
                    revision=_revision(model),
                    exactness=level,
                    reason=reason,
                )
            )
        return warm

    def _in_use(self) -> set[Model]:
        return {picture.warm.model for picture in self._pictures.values()}

    def _survey(self, warm: Warm) -> tuple[str, str]:
        """The level of the model's usual pictures, and why."""
        state = warm.family.start(warm.model.params(prompt="a red apple", seed=0))
        key = key_of(warm.model, state)
        self._open(key, warm, state)
        self._surveyor.run(key, seconds=_PROBE_SECONDS)
        if choice := self._surveyor.choice(key):
            return choice.level, choice.reason
        return EXACT, "one picture at a time, until sharing is measured"

    def _open(self, key: Hashable, warm: Warm, state: State) -> None:
        device = self._pool.device
        named = {
            "model": f"{warm.model.name} {_revision(warm.model)}",
            "shape": repr(shape_of(state)),
            "precision": self._pool.precision,
            "compile": "off",
            "threads": torch.get_num_threads(),
            "device": name_of(device),
            "torch": torch.__version__,
            "diffusers": version("diffusers"),
        }
        self._surveyor.open(key, json.dumps(named), warm.family, state)

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
        """Begin what is new, first come first served; a model that is not in use may leave."""
        until = self._now() + _BEGINNING_SECONDS
        while self._new:
            order = self._orders[self._new[0]]
            if self._pictures and self._now() > until:
                return
            if not self._pool.can_hold(order.ticket.model, keep=self._in_use()):
                return  # what is painted now leaves first; nobody overtakes, so it does
            self._new.popleft()
            self._attempt(order, partial(self._start, order))

    def _start(self, order: Order) -> None:
        ticket = order.ticket
        warm = self._warm(ticket.model)
        notes = tuple(order.notes(warm))
        self._report(Started(job_id=ticket.job_id, notes=notes))
        for number in range(ticket.params.count):
            state = warm.family.start(ticket.params.alone(number), ticket.image)
            key = key_of(ticket.model, state)
            self._open(key, warm, state)
            choice = self._surveyor.choice(key)
            level = ticket.exactness or (choice.level if choice else EXACT)
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
        self._wait_for_device()
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
        free_memory(self._pool.device)
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
                preview=self._preview(picture),
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
                revision=_revision(ticket.model),
                exactness=level,
                precision=self._pool.precision,
            )
        )
        del self._pictures[picture.id]
        picture.order.left -= 1
        if not picture.order.left:
            self._end(ticket.job_id, None)

    def _preview(self, picture: Canvas) -> Pixels | None:
        every, state = picture.order.ticket.preview_every, picture.state
        if not every or state.done or state.step % every:
            return None
        now = self._now()
        if picture.shown is not None and now - picture.shown < _PREVIEW_SECONDS:
            return None
        picture.shown = now
        return picture.warm.preview.draw(picture.warm.family.clean(state))

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
            free_memory(self._pool.device)

    def _wait_for_device(self) -> None:
        """Steps were only launched so far: wait, so that a cancel never waits for many of them."""
        if self._pool.device.type != "cpu":
            torch.get_device_module(self._pool.device).synchronize()


def _revision(model: Model) -> str:
    return model.revision or "unknown"
