"""Rate limits: the headers of every answer, the buckets behind them, the count of bad requests."""

import hashlib
from collections import deque
from dataclasses import dataclass

from playground.clock import Clock

GLOBAL_PER_SECOND = 50
INVALID_LIMIT = 10_000
INVALID_SECONDS = 600.0

# (limit, seconds) by kind of route; Discord publishes none, these are what is commonly seen.
_BUCKETS = {
    "message": (5, 5.0),
    "delete": (5, 1.0),
    "reaction": (1, 0.25),
    "webhook": (5, 5.0),
    "callback": (50, 5.0),
    "commands": (5, 20.0),
    "other": (50, 1.0),
}
_INVALID = (401, 403, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """May this request go on? Its headers say how much is left in its bucket."""

    allowed: bool
    headers: dict[str, str]
    retry_after: float = 0.0
    is_global: bool = False


class Rates:
    """Not enforced unless asked: then every bucket claims to be nearly full of room."""

    def __init__(self, clock: Clock, *, enforced: bool) -> None:
        self._clock = clock
        self.enforced = enforced
        self._used: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()
        self._invalid: deque[float] = deque()
        self.invalid_requests = 0  # since the beginning; Discord bans for 10,000 in ten minutes

    def ask(self, kind: str, major: str, *, globally: bool) -> Verdict:
        limit, window = _BUCKETS[kind]
        now = self._clock.now()
        bucket = hashlib.blake2s(kind.encode(), digest_size=16).hexdigest()
        headers = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Bucket": bucket}
        if not self.enforced:
            headers["X-RateLimit-Limit"] = "1000"
            return Verdict(allowed=True, headers=headers | _left(999, now, 1.0))
        if globally and not _room(self._all, GLOBAL_PER_SECOND, 1.0, now):
            left = self._all[0] + 1.0 - now
            return Verdict(allowed=False, headers=headers, retry_after=left, is_global=True)
        used = self._used.setdefault(f"{kind}:{major}", deque())
        if not _room(used, limit, window, now):
            left = used[0] + window - now
            return Verdict(allowed=False, headers=headers | _left(0, now, left), retry_after=left)
        used.append(now)
        if globally:
            self._all.append(now)
        return Verdict(
            allowed=True, headers=headers | _left(limit - len(used), now, used[0] + window - now)
        )

    def answered(self, status: int, *, shared: bool = False) -> None:
        if status in _INVALID and not (status == 429 and shared):
            self.invalid_requests += 1
            self._invalid.append(self._clock.now())

    def banned(self) -> bool:
        """Whether Cloudflare has had enough of this address."""
        return not _room(self._invalid, INVALID_LIMIT, INVALID_SECONDS, self._clock.now())


def _room(moments: deque[float], limit: int, window: float, now: float) -> bool:
    while moments and moments[0] <= now - window:
        moments.popleft()
    return len(moments) < limit


def _left(remaining: int, now: float, seconds: float) -> dict[str, str]:
    return {
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{now + seconds:.3f}",
        "X-RateLimit-Reset-After": f"{seconds:.3f}",
    }
