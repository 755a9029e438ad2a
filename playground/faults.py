"""Switches: what goes wrong with the next matching requests, and how."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class Stage(StrEnum):
    """When a fault strikes: instead of the work, or after it was done."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Made by the functions below; a status of None leaves the answer as it is."""

    status: int | None = None
    code: int = 0
    message: str = ""
    html: bool = False  # a proxy's error page instead of JSON
    stage: Stage = Stage.BEFORE
    delay: float = 0.0
    reset: bool = False  # the connection breaks instead of an answer
    truncated: bool = False  # the connection breaks in the middle of the answer
    retry_after: float | None = None
    scope: str = "user"
    via: bool = True


def rate_limited(retry_after: float = 0.01, *, scope: str = "user", via: bool = True) -> Fault:
    """A 429. `scope`: user, global or shared. Without `via` it looks like Cloudflare's ban."""
    return Fault(
        status=429,
        message="You are being rate limited.",
        retry_after=retry_after,
        scope=scope,
        via=via,
        html=not via,
    )


def server_error(status: int = 502, *, stage: Stage = Stage.BEFORE) -> Fault:
    return Fault(status=status, message=f"{status}: Server Error", html=status != 500, stage=stage)


def reset(*, stage: Stage = Stage.AFTER) -> Fault:
    """The connection breaks; with `AFTER` Discord did it all the same."""
    return Fault(reset=True, stage=stage)


def slow(seconds: float) -> Fault:
    return Fault(delay=seconds)


def refuse(
    code: int, *, status: int | None = None, message: str = "", retry_after: float = 0.01
) -> Fault:
    """Discord's own error `code`, with its usual status and sentence unless told otherwise.

    `retry_after` goes with the codes whose status is 429.
    """
    return Fault(status=status or 0, code=code, message=message, retry_after=retry_after)


def unauthorized() -> Fault:
    return Fault(status=401, message="401: Unauthorized")


def forbidden() -> Fault:
    return Fault(status=403, message="403: Forbidden")


def not_found() -> Fault:
    return Fault(status=404, message="404: Not Found")


def too_large() -> Fault:
    return Fault(status=0, code=40005)


def truncated() -> Fault:
    return Fault(truncated=True)


@dataclass(eq=False, slots=True)
class _Switch:
    pattern: str
    faults: list[Fault]
    forever: bool = False
    struck: int = field(default=0)


class Faults:
    """Patterns look like "PATCH */messages/@original" or "* /channels/*/messages": a method and
    a path below the API's root, or "CDN *" for downloads, with shell wildcards."""

    def __init__(self) -> None:
        self._switches: list[_Switch] = []

    def next(self, pattern: str, *faults: Fault) -> Callable[[], int]:
        """Strike the next matching requests, one fault each. Returns what counts the strikes."""
        switch = _Switch(_spaced(pattern), list(faults))
        self._switches.append(switch)
        return lambda: switch.struck

    def always(self, pattern: str, fault: Fault) -> Callable[[], None]:
        """Strike every matching request until the returned function is called."""
        switch = _Switch(_spaced(pattern), [fault], forever=True)
        self._switches.append(switch)
        return lambda: self._switches.remove(switch)

    def clear(self) -> None:
        self._switches.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, if there is one; it is used up."""
        for switch in self._switches:
            if fnmatchcase(f"{method} {path}", switch.pattern):
                switch.struck += 1
                if switch.forever:
                    return switch.faults[0]
                fault = switch.faults.pop(0)
                if not switch.faults:
                    self._switches.remove(switch)
                return fault
        return None


def _spaced(pattern: str) -> str:
    if " " not in pattern:
        raise ValueError(f"A pattern is a method and a path, not {pattern!r}.")
    return pattern
