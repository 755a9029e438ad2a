"""A job on the GPU thread, and each of its pictures on its way there."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.batcher import Candidate
from engine.catalog import Model
from engine.families.base import State
from engine.pool import Warm
from engine.seam import Pixels, Ticket

_LONGEST_QUOTE: Final = 120
# A preview costs most of a step; who watches sees no more than a few a second.
_PREVIEW_SECONDS: Final = 0.4


@dataclass(eq=False, slots=True)
class Order:
    """A job in hand."""

    ticket: Ticket
    left: int  # pictures that are not painted yet

    def notes(self, warm: Warm) -> Iterator[str]:
        """One for each text whose end the model does not read."""
        params = self.ticket.params
        texts = [("prompt", params.prompt)]
        if params.guidance > 1:
            texts.append(("negative prompt", params.negative))
        for name, text in texts:
            if lost := warm.family.ignored(text):
                if len(lost) > _LONGEST_QUOTE:
                    lost = f"{lost[:_LONGEST_QUOTE].rstrip()}..."
                yield f"Ignored, because {warm.model.name} reads no {name} that long: {lost}"


@dataclass(eq=False, slots=True)
class Canvas:
    """One picture of a job, on its way."""

    order: Order
    number: int
    warm: Warm
    state: State
    key: Hashable
    level: str
    exact: bool = True  # so far each step gave the bits that it would have given alone
    shown: float | None = None  # when its last preview was drawn

    @property
    def id(self) -> tuple[str, int]:
        return self.order.ticket.job_id, self.number

    def preview(self, now: float) -> Pixels | None:
        """How it looks after this step, if somebody watches and has not just seen it."""
        every = self.order.ticket.preview_every
        if not every or self.state.done or self.state.step % every:
            return None
        if self.shown is not None and now - self.shown < _PREVIEW_SECONDS:
            return None
        self.shown = now
        return self.warm.preview.draw(self.warm.family.clean(self.state))

    def candidate(self) -> Candidate:
        return Candidate(
            picture=self.id,
            key=self.key,
            owner=self.order.ticket.owner,
            rows=1 if self.state.guidance is None else 2,
            remaining=self.state.steps - self.state.step,
            level=self.level,
        )


def shape_of(state: State) -> tuple[object, ...]:
    """What rows must have in common to share a pass."""
    texts = ((name, *values.shape[1:]) for name, values in state.conditioning.items())
    # Their order in memory too: kernels go by it. Latents of an image lie channels last, as in the
    # pipeline, and among others' they would be turned round and differ in the last bits.
    latents = (tuple(state.latents.shape[1:]), state.latents.stride()[1:])
    return (*latents, *sorted(texts))


def key_of(model: Model, state: State) -> tuple[Model, tuple[object, ...]]:
    return model, shape_of(state)


def model_of(key: Hashable) -> Model:
    model: Model = key[0]  # type: ignore[index]  # `key_of` made it
    return model
