"""One forward pass: everybody's rows in their slots, and to each its own prediction back."""

import torch

from engine.batcher import Batch
from engine.families.base import Family, Rows


def predict(family: Family, batch: Batch, rows: list[Rows]) -> list[torch.Tensor]:
    """Everybody's rows in their slots, row 0 again in the others, and the model once."""
    # Numbers that a model knows how to handle: zeros are none of them.
    filler = Rows(
        sample=rows[0].sample[:1],
        timesteps=rows[0].timesteps[:1],
        conditioning={name: values[:1] for name, values in rows[0].conditioning.items()},
    )
    seated: list[Rows] = []
    at: list[int] = []
    slot = 0
    for seat, brought in zip(batch.seats, rows, strict=True):
        seated += [filler] * (seat.slot - slot)
        at.append(len(seated))
        seated.append(brought)
        slot = seat.slot + seat.rows
    seated += [filler] * (batch.rows - slot)
    predictions = family.forward(seated)
    return [predictions[place] for place in at]
