"""Discord's ids: 64 bits that carry their moment of birth."""

from playground.clock import Clock

EPOCH_MS = 1_420_070_400_000  # 2015-01-01, when Discord's time begins


class Snowflakes:
    """Gives out ids that never repeat and always grow."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        moment = int(self._clock.now() * 1000) - EPOCH_MS
        self._last = max(moment << 22, self._last + 1)
        return self._last


def born(snowflake: int) -> float:
    """When an id was made, in seconds since 1970."""
    return ((snowflake >> 22) + EPOCH_MS) / 1000
