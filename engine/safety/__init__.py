"""Picture checkers: they give scores; what may be shown is decided elsewhere.

A picture's scores are one flat mapping, `{"<checker>/<class>": score}`. The checker is the name
that the host gave it (its kind, unless said), and neither part has a slash:

* `opennsfw-onnx/nsfw`: from 0 to 1, the likelier the higher.
* `stable-diffusion/concept:0` to `concept:16`, `stable-diffusion/special:0` to `special:2`: from
  -3 to 3, how far a picture is beyond what the checkpoint's authors allow. Above 0 is a hit.
* `<name>/<category>` of a transformers classifier: from 0 to 1, for each category of its map.

Every score of every checker that is configured is there, finite and in its range, or there are none
at all: then the answer is `CheckUnavailable`.

Each checker runs in a process of its own (`process`, `child`), so that one that hangs or crashes
can be ended and started again, and so that no network loads torch beside the one that paints.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.config import CheckerConfig
from engine.errors import CheckUnavailable
from engine.safety.process import CheckerProcess
from engine.safety.weights import locate


def start(config: CheckerConfig, *, cache: Path | None, download: bool) -> CheckerProcess:
    """Find a checker's files and start its process, without waiting until it can answer.

    Blocking where something must be fetched. Raises `CheckUnavailable`.
    """
    question = json.dumps(locate(config, cache, download=download))
    # The folder of this very package comes last, so that it shadows nothing.
    folder = str(Path(__file__).parents[2])
    code = f"import sys; sys.path.append({folder!r}); from engine.safety.child import main; main()"
    return CheckerProcess(config.name, [sys.executable, "-P", "-c", code, question])


def start_all(
    configs: Sequence[CheckerConfig], *, cache: Path | None, download: bool
) -> tuple[CheckerProcess, ...]:
    """All of them or none. Raises `CheckUnavailable`."""
    started: list[CheckerProcess] = []
    try:
        if len({config.name for config in configs}) < len(configs):
            raise CheckUnavailable("Two picture checkers have the same name: give one another.")
        for config in configs:
            process = start(config, cache=cache, download=download)
            started.append(process)
    except BaseException:
        for process in started:
            process.close()
        raise
    return tuple(started)
