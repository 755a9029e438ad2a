"""What went wrong on the GPU thread, as a sentence for whoever asked."""

import logging

import torch

from engine.errors import EngineError, OutOfMemory

log = logging.getLogger(__name__)


def sentence(error: Exception) -> EngineError:
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


def _is_out_of_memory(error: Exception) -> bool:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    # The CPU's and Apple's allocators raise a plain RuntimeError.
    says = str(error)
    return isinstance(error, RuntimeError) and (
        "DefaultCPUAllocator" in says or "out of memory" in says
    )
