"""What time it is. Everything that expires asks this clock, and a test can move it forward."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime


class _Alarm:
    def __init__(self, moment: float, ring: Callable[[], None]) -> None:
        self.moment = moment
        self.ring = ring
        self.timer: asyncio.TimerHandle | None = None


class Clock:
    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._ahead = 0.0
        self._alarms: set[_Alarm] = set()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._source() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once; alarms whose moment has come ring in the next turn of the loop."""
        self._ahead += seconds
        for alarm in self._alarms:
            self._wind(alarm)

    def at(self, moment: float, ring: Callable[[], None]) -> Callable[[], None]:
        """Call `ring` when it is `moment`, however time gets there; returns what stops it."""
        alarm = _Alarm(moment, ring)
        self._alarms.add(alarm)
        self._wind(alarm)
        return lambda: self._silence(alarm)

    def _wind(self, alarm: _Alarm) -> None:
        if alarm.timer:
            alarm.timer.cancel()
        left = max(0.0, alarm.moment - self.now())
        alarm.timer = asyncio.get_running_loop().call_later(left, self._ring, alarm)

    def _ring(self, alarm: _Alarm) -> None:
        self._silence(alarm)
        alarm.ring()

    def _silence(self, alarm: _Alarm) -> None:
        self._alarms.discard(alarm)
        if alarm.timer:
            alarm.timer.cancel()


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")
