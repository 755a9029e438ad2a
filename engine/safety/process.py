"""A checker in a process of its own: asked through pipes, ended when it is late, started again.

A thread that hangs cannot be ended; a process can. Nothing it answers is believed here: that is
verified by who shows the picture.
"""

import contextlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from engine.errors import CheckUnavailable
from engine.seam import Pixels, Span

# torch on a busy machine takes half a minute to be imported, and large weights as long to be read.
_LOAD_SECONDS: Final = 180.0
# A large network takes 2 s a picture on one CPU thread, and many times that when others want it.
_CHECK_SECONDS: Final = 30.0
# After one that hung or died twice nobody waits for it for a while: all are told at once.
_REST_SECONDS: Final = 60.0
_LONGEST_ANSWER: Final = 2**20

# One thread, no GPU, no network: the painting has the rest.
_ENVIRONMENT: Final = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}


class _Gone(Exception):
    """The process ended, or spoke no sense, before it had answered."""


class _Late(Exception):
    pass


class CheckerProcess:
    """Implements `Checker`. May be asked by several threads: they take turns."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        load_seconds: float = _LOAD_SECONDS,
        check_seconds: float = _CHECK_SECONDS,
        rest_seconds: float = _REST_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Starts it and does not wait: see `open`."""
        self.name: Final = name
        self.version = ""
        self.classes: Mapping[str, Span] = {}
        self._command = command
        self._load_seconds = load_seconds
        self._check_seconds = check_seconds
        self._rest_seconds = rest_seconds
        self._now = now
        self._turn = threading.Lock()
        self._closed = False
        self._greeting: Mapping[str, object] | None = None  # of the first; the others say the same
        self._greeted = False  # by the one that runs
        self._rests_until = -1.0
        self._why = ""
        self._child: subprocess.Popen[bytes] | None = self._spawn()

    @property
    def pid(self) -> int | None:
        """Of the process that runs now, if one does."""
        child = self._child
        return None if child is None else child.pid

    def open(self) -> None:
        """Wait until it can answer. Raises `CheckUnavailable` and closes it if it never can."""
        try:
            with self._turn:
                self._ready()
        except (_Gone, _Late, CheckUnavailable) as error:
            self.close()
            raise CheckUnavailable(
                f"The picture checker {self.name!r} cannot be loaded: {error}"
            ) from error

    def scores(self, pictures: Sequence[Pixels]) -> Sequence[Mapping[str, float]]:
        """What the process says, whatever it is. Raises `CheckUnavailable`."""
        with self._turn:
            if self._now() < self._rests_until:
                raise CheckUnavailable(self._why)
            try:
                return self._persist(pictures)
            except (_Gone, _Late) as error:
                self._why = f"The picture checker {self.name!r} failed: {error}"
                self._rests_until = self._now() + self._rest_seconds
                raise CheckUnavailable(self._why) from error

    def close(self) -> None:
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()  # before the turn is taken: who has it may be waiting for this very answer
        with self._turn:
            self._end()

    def _persist(self, pictures: Sequence[Pixels]) -> Sequence[Mapping[str, float]]:
        """What ended once by chance (out of memory, say) is asked again, once."""
        try:
            return self._ask(pictures)
        except _Gone:
            return self._ask(pictures)

    def _ask(self, pictures: Sequence[Pixels]) -> Sequence[Mapping[str, float]]:
        self._ready()
        sizes = [[pixels.width, pixels.height, len(pixels.rgb)] for pixels in pictures]
        parts = [json.dumps(sizes).encode() + b"\n", *(pixels.rgb for pixels in pictures)]
        answer = self._exchange(parts, self._check_seconds)
        # Verified by whoever asked for it: a Checker may be wrong in any way.
        return cast(Sequence[Mapping[str, float]], answer.get("scores"))

    def _ready(self) -> None:
        if self._closed:
            raise CheckUnavailable(f"The picture checker {self.name!r} is closed.")
        if self._child is None:
            self._child = self._spawn()
        if self._greeted:
            return
        greeting = self._exchange([], self._load_seconds)
        if self._greeting is None:
            try:
                classes = cast(Mapping[str, list[float]], greeting["classes"])
                self.classes = {name: (low, high) for name, (low, high) in classes.items()}
                self.version = str(greeting["version"])
            except (LookupError, TypeError, ValueError, AttributeError):
                self._end()
                raise _Gone("it did not say what it is.") from None
            self._greeting = greeting
        elif greeting != self._greeting:
            self._end()
            raise _Gone("it is not the one that it was. Start Easel again.")
        self._greeted = True

    def _exchange(self, question: Sequence[bytes], seconds: float) -> Mapping[str, object]:
        """Ask and wait for a line. Raises `_Gone`, `_Late`, and what went wrong over there."""
        child = self._child
        assert child is not None, "only asked where one runs"
        assert child.stdin is not None, "it was opened with pipes"
        assert child.stdout is not None, "it was opened with pipes"
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            for part in question:
                child.stdin.write(part)
            child.stdin.flush()
            line = child.stdout.readline(_LONGEST_ANSWER)
            answer = json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError, RecursionError):
            answer = None
        finally:
            timer.cancel()
        if late.is_set():
            self._end()
            raise _Late(f"it did not answer within {seconds:g} s.")
        if not isinstance(answer, dict):
            status = self._end()
            raise _Gone(f"its process ended with {status}.")
        if "error" in answer:
            raise CheckUnavailable(str(answer["error"]))
        return answer

    def _spawn(self) -> subprocess.Popen[bytes]:
        self._greeted = False
        # A session of its own, so that Ctrl-C in a terminal ends Easel first, in order. When Easel
        # ends in any way, its end of the pipe closes, and that ends this process too.
        try:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | _ENVIRONMENT | {"EASEL_CHECK_SECONDS": str(self._check_seconds)},
                start_new_session=True,
            )
        except OSError as error:
            raise CheckUnavailable(
                f"The picture checker {self.name!r} cannot be started: {error.strerror}."
            ) from error

    def _end(self) -> int | None:
        """Leave nothing of the process behind; how it ended, if there was one."""
        child, self._child = self._child, None
        if child is None:
            return None
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return child.wait()
