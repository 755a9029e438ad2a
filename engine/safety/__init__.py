"""Picture checkers: they give scores; what may be shown is decided elsewhere."""

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
