"""The one GPU thread: drain the inbox, pick, forward once, step, decode, repeat.

Orders come in through a queue and reports leave through one callback; nothing here knows asyncio.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Final

import torch

from engine.catalog import Model
from engine.errors import Cancelled, EngineDown, EngineError, OutOfMemory, Parked
from engine.families.base import State
from engine.params import Params
from engine.pool import Pool, Warm, free_memory
from engine.safety import open_checker
from engine.seam import (
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

__all__ = ["TorchExecutor", "open_checker"]

log = logging.getLogger(__name__)

_LONGEST_QUOTE: Final = 120


@dataclass(frozen=True, slots=True)
class _Cancel:
    job_id: str


@dataclass(frozen=True, slots=True)
class _Close:
    pass


@dataclass(eq=False, slots=True)
class _Painting:
    """A job in hand: which of its pictures is being painted, and how far it is."""

    ticket: Ticket
    warm: Warm | None = None
    picture: int = 0
    state: State | None = None


class TorchExecutor:
    """Implements `Executor`: one plain thread that owns the device for as long as it lives."""

    def __init__(
        self,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int | None = None,
        room: int = 2,
    ) -> None:
        """`threads`: of torch on a CPU, `None` for its own choice; `room`: models in memory.

        Raises `ModelError` for a device or precision that this machine does not have.
        """
        self._pool = Pool(device=device, precision=precision, room=room)
        self._threads = threads
        self._inbox: SimpleQueue[Ticket | Model | _Cancel | _Close] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._paintings: OrderedDict[str, _Painting] = OrderedDict()  # by job, in order of arrival

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
            self._paintings.clear()
            report(Died(error=EngineDown("The painting engine has broken down.")))

    def _tick(self) -> bool:
        """One round; False when there is nothing more to come."""
        for message in self._drain():
            match message:
                case Ticket():
                    self._paintings[message.job_id] = _Painting(message)
                case _Cancel():
                    self._end(message.job_id, Cancelled("This request was cancelled."))
                case Model():
                    self._load(message)
                case _Close():
                    for job_id in list(self._paintings):
                        self._end(job_id, Parked("Easel is stopping."))
                    return False
        if self._paintings:
            self._work(next(iter(self._paintings.values())))
        return True

    def _drain(self) -> Iterator[Ticket | Model | _Cancel | _Close]:
        """What has arrived; waits only when there is nothing to paint."""
        if not self._paintings:
            yield self._inbox.get()
        try:
            while True:
                yield self._inbox.get_nowait()
        except Empty:
            return

    def _load(self, model: Model) -> None:
        trouble: EngineError | None = None
        try:
            self._warm(model, announce=True)
        except Exception as error:  # noqa: BLE001 - boundary: a model must not take the thread down
            trouble = self._sentence(error)
        if trouble is not None:
            self._report(Unloadable(model=model.name, error=trouble))
            free_memory(self._pool.device)

    def _warm(self, model: Model, *, announce: bool = False) -> Warm:
        """The model, read now if need be; `Ready` follows if it was, or if it is asked for."""

        def on_part(fraction: float, text: str) -> None:
            self._report(Loading(model=model.name, fraction=fraction, text=text))

        announce = announce or model not in self._pool
        warm = self._pool.get(model, on_part)
        if announce:
            self._report(
                Ready(
                    model=model.name,
                    device=str(self._pool.device),
                    precision=self._pool.precision,
                    revision=_revision(model),
                )
            )
        return warm

    def _work(self, painting: _Painting) -> None:
        """One step of one job. What goes wrong in it ends that job alone."""
        trouble: EngineError | None = None
        try:
            self._step(painting)
        except Exception as error:  # noqa: BLE001 - boundary: a job must not take the thread down
            trouble = self._sentence(error)
        if trouble is not None:
            # Only out here, without the traceback and its frames, can the tensors be let go.
            painting.state = painting.warm = None
            self._end(painting.ticket.job_id, trouble)
            free_memory(self._pool.device)

    def _step(self, painting: _Painting) -> None:
        ticket = painting.ticket
        if painting.warm is None:
            painting.warm = self._warm(ticket.model)
            notes = tuple(_ignored(painting.warm, ticket.params))
            self._report(Started(job_id=ticket.job_id, notes=notes))
        family = painting.warm.family
        if painting.state is None:
            painting.state = family.start(ticket.params.alone(painting.picture), ticket.image)
        state = painting.state
        [prediction] = family.forward([family.rows(state)])
        family.advance(state, prediction)
        self._report(
            Stepped(
                job_id=ticket.job_id,
                picture=painting.picture,
                step=state.step,
                steps=state.steps,
                preview=self._preview(painting, state),
            )
        )
        if not state.done:
            return
        self._report(
            Painted(
                job_id=ticket.job_id,
                picture=painting.picture,
                pixels=family.decode(state),
                revision=_revision(ticket.model),
            )
        )
        painting.state = None
        painting.picture += 1
        if painting.picture == ticket.params.count:
            self._end(ticket.job_id, None)

    def _preview(self, painting: _Painting, state: State) -> Pixels | None:
        every = painting.ticket.preview_every
        if painting.warm is None or not every or state.done or state.step % every:
            return None
        return painting.warm.preview.draw(painting.warm.family.clean(state))

    def _end(self, job_id: str, error: EngineError | None) -> None:
        if self._paintings.pop(job_id, None) is not None:
            self._report(Ended(job_id=job_id, error=error))

    def _sentence(self, error: Exception) -> EngineError:
        """What a member or an operator is told. Raises again what no job can survive."""
        if isinstance(error, EngineError):
            return error.with_traceback(None)
        if _is_out_of_memory(error):
            return OutOfMemory(
                "This picture did not fit into memory. Try a smaller size, and fewer at once."
            )
        if isinstance(error, torch.AcceleratorError):
            # Sticky: every further call on the device would fail as well.
            raise error
        log.error("Painting failed.", exc_info=error)
        return EngineError("Painting failed inside the engine; its log says where. Try again.")


def _revision(model: Model) -> str:
    return model.revision or "unknown"


def _ignored(warm: Warm, params: Params) -> Iterator[str]:
    """A note for each text whose end the model does not read."""
    texts = [("prompt", params.prompt)]
    if params.guidance > 1:
        texts.append(("negative prompt", params.negative))
    for name, text in texts:
        if lost := warm.family.ignored(text):
            if len(lost) > _LONGEST_QUOTE:
                lost = f"{lost[:_LONGEST_QUOTE].rstrip()}..."
            yield f"Ignored, because {warm.model.name} reads no {name} that long: {lost}"


def _is_out_of_memory(error: Exception) -> bool:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    # The CPU's and Apple's allocators raise a plain RuntimeError.
    says = str(error)
    return isinstance(error, RuntimeError) and (
        "DefaultCPUAllocator" in says or "out of memory" in says
    )
