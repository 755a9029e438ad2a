"""Reads a body field by field and collects everything that is wrong with it, as Discord does."""

import re

from playground.errors import ApiError
from playground.payload import Json

Path = tuple[str | int, ...]

_URL = re.compile(r"(https?|attachment|discord)://\S+", re.IGNORECASE)


class Form:
    """Readers return the value, or something harmless after noting what is wrong.

    Nothing is raised before `check`, so that one answer names every mistake.
    """

    def __init__(self, prefix: Path = ()) -> None:
        self._prefix = prefix  # where in the body the fields are
        self.tree: Json = {}

    def wrong(self, path: Path, code: str, message: str) -> None:
        node = self.tree
        for step in (*self._prefix, *path):
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def check(self) -> None:
        if self.tree:
            raise ApiError(50035, errors=self.tree)

    def text(self, value: object, path: Path, *, most: int, least: int = 0) -> str:
        """A string within its length; None is empty unless at least one character is due."""
        if value is None:
            if least:
                self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return ""
        if least and not least <= len(value) <= most:
            self.wrong(
                path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
            )
        elif len(value) > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def number(
        self,
        value: object,
        path: Path,
        *,
        least: int = 0,
        most: int = 2**53,
        default: int | None = None,
    ) -> int:
        if value is None and default is not None:
            return default
        if value is None:
            self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
            return least
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return least
        if value < least:
            self.wrong(
                path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}."
            )
        elif value > most:
            self.wrong(
                path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}."
            )
        return value

    def choice(self, value: object, path: Path, allowed: tuple[int, ...]) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            listed = ", ".join(map(str, allowed))
            self.wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")
            return allowed[0]
        return value

    def snowflake(self, value: object, path: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).isdigit():
            self.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return 0
        return int(value)

    def flag(self, value: object, path: Path) -> bool:
        if value is not None and not isinstance(value, bool):
            self.wrong(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return value is True

    def items(self, value: object, path: Path, *, most: int, least: int = 0) -> list[object]:
        if value is None:
            value = []
        if not isinstance(value, list):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not least <= len(value) <= most:
            self.wrong(
                path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
            )
        return value

    def table(self, value: object, path: Path) -> Json:
        if not isinstance(value, dict):
            self.wrong(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return {}
        return value

    def tables(
        self, value: object, path: Path, *, most: int, least: int = 0
    ) -> list[tuple[Path, Json]]:
        """Every table of a list with the path that leads to it."""
        found = self.items(value, path, most=most, least=least)
        return [
            ((*path, index), self.table(item, (*path, index))) for index, item in enumerate(found)
        ]

    def url(self, value: object, path: Path) -> str:
        text = self.text(value, path, most=2048)
        if text and not _URL.fullmatch(text):
            self.wrong(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return text


def refused(path: Path, code: str, message: str) -> ApiError:
    """The answer to a body with one mistake in it."""
    form = Form()
    form.wrong(path, code, message)
    return ApiError(50035, errors=form.tree)
