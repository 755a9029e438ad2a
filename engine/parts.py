"""What an engine drives: the executor and the checkers, opened off the event loop."""

import os
from dataclasses import dataclass

from engine.config import EngineConfig
from engine.errors import EngineDown
from engine.safety import start_all
from engine.seam import Checker, Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the engine drives. Opening it imports torch, which takes seconds."""

    executor: Executor
    checkers: tuple[Checker, ...] = ()
    room: int = 16  # how many jobs the executor holds at once
    room_per_owner: int = 8  # how many of them may be one owner's: others always find room soon


def open_parts(config: EngineConfig) -> Parts:
    """Import torch, find the device, load the checkers. Blocking. Raises `EngineError`."""
    # OpenMP reads this when torch is loaded. Threads that wait by spinning make a picture
    # take twenty times as long when anything else wants a core; asleep they cost nothing.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # They load in processes of their own while torch is imported here.
    checkers = start_all(config.checkers, cache=config.cache, download=config.download)
    try:
        executor = _open_executor(config)
        for checker in checkers:
            checker.open()
        return Parts(
            executor=executor,
            checkers=checkers,
            room=config.at_once,
            # Half the places: a burst of one owner's guided jobs still fills a batch.
            room_per_owner=max(1, config.at_once // 2),
        )
    except BaseException:
        for checker in checkers:
            checker.close()
        raise


def _open_executor(config: EngineConfig) -> Executor:
    try:
        from engine.executor import TorchExecutor
    except (ImportError, OSError) as error:
        raise EngineDown(f"PyTorch cannot be loaded: {error}") from error
    return TorchExecutor(
        device=config.device,
        precision=config.precision,
        threads=config.threads,
        exactness=config.exactness,
        cache=config.cache,
    )
