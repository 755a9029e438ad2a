"""The process of one checker: loads it, then answers one question a line until its input ends."""

import faulthandler
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

from engine.config import OPENNSFW, STABLE_DIFFUSION
from engine.seam import Pixels, Span

_LONGEST_REASON = 300


class Judge(Protocol):
    """What looks at the pictures: one at a time, so that none's scores depend on the others."""

    @property
    def version(self) -> str: ...

    @property
    def classes(self) -> Mapping[str, Span]: ...

    def scores(self, pixels: Pixels) -> Mapping[str, float]: ...


def main() -> None:
    where = json.loads(sys.argv[1])
    serve(lambda: open_judge(where))


def open_judge(where: Mapping[str, object]) -> Judge:
    """`where` is what `weights.locate` found. Raises whatever keeps it from loading."""
    # Imported here: each takes seconds, and only one of them is needed.
    if where["kind"] == OPENNSFW:
        from engine.safety.opennsfw import OpenNsfw

        return OpenNsfw()
    if where["kind"] == STABLE_DIFFUSION:
        from engine.safety.stable_diffusion import StableDiffusionJudge

        return StableDiffusionJudge(where)
    from engine.safety.classifier import Classifier

    return Classifier(where)


def serve(open_it: Callable[[], Judge]) -> None:
    """Greet, then answer: sizes in a line and the pixels behind it in, a line with scores out."""
    # Libraries print: whatever they say goes to the log, and only answers go into the pipe.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer

    def tell(answer: Mapping[str, object]) -> None:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()

    try:
        judge = open_it()
    except Exception as error:  # noqa: BLE001 - whatever it is, who waits must be told
        tell({"error": _reason(error)})
        return
    tell({"version": judge.version, "classes": judge.classes})
    # Twice the time after which whoever asked ends this process: for when nobody is left to do so.
    seconds = 2 * float(os.environ.get("EASEL_CHECK_SECONDS", "30"))
    while line := questions.readline():
        pictures = [
            Pixels(width=width, height=height, rgb=questions.read(size))
            for width, height, size in json.loads(line)
        ]
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            answer: Mapping[str, object] = {"scores": [judge.scores(each) for each in pictures]}
        except Exception as error:  # noqa: BLE001 - a failed check is an answer too
            answer = {"error": _reason(error)}
        faulthandler.cancel_dump_traceback_later()
        tell(answer)


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:_LONGEST_REASON]
