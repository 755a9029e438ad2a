"""Mistakes in config.toml, as sentences with the line they are on."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

# Where a value stands in the document: names of tables and keys, numbers in lists.
Place = tuple[int | str, ...]

_WRONG_TYPE: Final[Mapping[str, str]] = {
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "model_type": "a table",
    "path_type": "a path in quotes",
    "string_type": "text in quotes",
    "tuple_type": "a list",
}
_OUT_OF_RANGE: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def sentences(
    error: ValidationError, *, file: Path, text: str, schema: type[BaseModel]
) -> Iterator[str]:
    """One for each mistake that pydantic found in `text`, in the order of the file."""
    found = [(_place(detail), _sentence(detail, schema)) for detail in error.errors()]
    with_lines = [(line_of(text, place) or 0, sentence) for place, sentence in found]
    for line, sentence in sorted(with_lines, key=lambda found: found[0]):
        yield at_line(file, line, sentence)


def plain(error: ValidationError, *, schema: type[BaseModel]) -> Iterator[str]:
    """The same without lines, for values that come from elsewhere."""
    for detail in error.errors():
        yield _sentence(detail, schema)


def syntax(error: tomllib.TOMLDecodeError, *, file: Path, text: str) -> str:
    """What is wrong with a file that is no TOML at all."""
    # Python tells the position in the message only: (at line 2, column 1), (at end of document).
    what, _, position = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", position)
    line = int(found[1]) if found else len(text.splitlines())
    return at_line(file, line, f"this is not valid TOML: {what[0].lower()}{what[1:]}.")


def at_line(file: Path, line: int | None, sentence: str) -> str:
    return f"{file}, line {line}: {sentence}" if line else f"{file}: {sentence}"


def line_of(text: str, place: Place) -> int | None:
    """The line, from 1, on which the value at `place` begins, or else the table it belongs to.

    The first lines of a TOML file are TOML again unless a value is cut in two. So a value begins
    right after the longest beginning that can be read and does not hold it yet.
    """
    while place and not _holds(tomllib.loads(text), place):
        place = place[:-1]
    if not place:
        return None
    lines = re.split(r"(?<=\n)", text)
    last_without = 0
    for count in range(1, len(lines) + 1):
        try:
            beginning = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(beginning, place):
            break
        last_without = count
    return last_without + 1


def _holds(value: object, place: Place) -> bool:
    for key in place:
        listed = isinstance(value, list) and isinstance(key, int) and key < len(value)
        if not listed and not (isinstance(value, dict) and key in value):
            return False
        value = value[key]  # type: ignore[index]  # a list or a table, as just seen
    return True


def _place(detail: ErrorDetails) -> Place:
    return detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]


def _name(place: Place) -> str:
    """`[engine] device`, `[[models]] number 2, steps`, `default_model`."""
    match place:
        case (str(table), int(index)):
            return f"[[{table}]] number {index + 1}"
        case (str(table), int(index), *rest):
            return f"[[{table}]] number {index + 1}, {'.'.join(map(str, rest))}"
        case (str(table), *rest) if rest:
            return f"[{table}] {'.'.join(map(str, rest))}"
        case _:
            return ".".join(map(str, place))


def _sentence(detail: ErrorDetails, schema: type[BaseModel]) -> str:
    kind, place, context = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(place, schema)
    if kind == "missing":
        return f"{_name(place[:-1])} needs a {place[-1]}."
    if kind == "value_error":
        return f"{_name(place)} {context['error']}."
    if kind in _OUT_OF_RANGE:
        phrase, limit = _OUT_OF_RANGE[kind]
        must = f"must be {phrase} {context[limit]:g}"
    elif kind in _WRONG_TYPE:
        must = f"must be {_WRONG_TYPE[kind]}"
    elif kind == "literal_error":
        must = f"must be {context['expected'].replace(chr(39), chr(34))}"
    else:
        must = f"is wrong ({detail['msg']})"
    return f"{_name(place)} {must}{_but_is(detail['input'])}."


def _but_is(value: object) -> str:
    if isinstance(value, bool | int | float | str):
        shown = json.dumps(value, ensure_ascii=False)
        if len(shown) <= 60:
            return f", not {shown}"
    return ""


def _unknown(place: Place, schema: type[BaseModel]) -> str:
    *above, key = place
    if place == ("discord", "token"):
        return (
            "the token does not belong into this file: put it into one of its own, named by "
            "token_file, or into the environment as EASEL_TOKEN."
        )
    known = list(_schema_at(schema, tuple(above)).model_fields)
    close = difflib.get_close_matches(str(key), known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
    if not above:
        return f"there is no table or setting {key}; {hint}"
    table = f"[{above[0]}]" if len(above) == 1 else _name(tuple(above))
    return f"{table} has no setting {key}; {hint}"


def _schema_at(schema: type[BaseModel], place: Place) -> type[BaseModel]:
    """The model behind a table: looks through `tuple[X, ...]`, `X | None`, `Mapping[str, X]`."""
    named = False  # is the next key a name that somebody chose?
    for key in place:
        if named or isinstance(key, int):
            named = False
            continue
        annotation = schema.model_fields[key].annotation
        named = get_origin(annotation) is Mapping
        schema = next(_models_in(annotation))
    return schema


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
