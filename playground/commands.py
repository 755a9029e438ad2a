"""Commands: what may be registered, and how Discord keeps it."""

import re

from playground.form import Form, Path
from playground.model import CommandKind
from playground.payload import Json

MAX_OF_KIND = {CommandKind.SLASH: 100, CommandKind.USER: 5, CommandKind.MESSAGE: 5}
MAX_OPTIONS = 25
MAX_CHOICES = 25
MAX_CHARACTERS = 8_000
MAX_CREATES = 200  # a day

_NAME = re.compile(r"[-_'\w]{1,32}")
_SUBCOMMAND, _GROUP, _STRING, _INTEGER, _CHANNEL, _NUMBER = 1, 2, 3, 4, 7, 10
_VALUES = tuple(range(3, 12))
_ANY = (_SUBCOMMAND, _GROUP, *_VALUES)
_CHOOSABLE = (_STRING, _INTEGER, _NUMBER)
_FURTHEST = 2**53  # numbers beyond are not exact everywhere


def read_command(form: Form, raw: Json, path: Path) -> Json:
    """A command as it is stored, the same whether created alone or among others."""
    kind = form.choice(raw.get("type") or 1, (*path, "type"), (1, 2, 3))
    made = _named(form, raw, path, described=kind == CommandKind.SLASH)
    made["type"] = kind
    if kind == CommandKind.SLASH:
        _check_name(form, made["name"], (*path, "name"))
        made["options"] = _options(form, raw.get("options"), (*path, "options"), _ANY)
        if _characters(made) > MAX_CHARACTERS:
            form.wrong(
                path,
                "APPLICATION_COMMAND_TOO_LARGE",
                f"Command exceeds maximum size ({MAX_CHARACTERS})",
            )
    elif raw.get("description"):
        form.wrong(
            (*path, "description"),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
            "Context menu commands cannot have description",
        )
    needed = raw.get("default_member_permissions")
    if needed is not None:
        needed = str(form.snowflake(needed, (*path, "default_member_permissions")))
    made["default_member_permissions"] = needed
    made["nsfw"] = form.flag(raw.get("nsfw"), (*path, "nsfw"))
    if raw.get("dm_permission") is not None:
        made["dm_permission"] = form.flag(raw["dm_permission"], (*path, "dm_permission"))
    made["contexts"] = _kinds(form, raw.get("contexts"), (*path, "contexts"), (0, 1, 2))
    installs = _kinds(form, raw.get("integration_types"), (*path, "integration_types"), (0, 1))
    made["integration_types"] = installs or [0]
    return made


def _named(form: Form, raw: Json, path: Path, *, described: bool) -> Json:
    made: Json = {"name": form.text(raw.get("name"), (*path, "name"), least=1, most=32)}
    made["description"] = ""
    if described:
        made["description"] = form.text(
            raw.get("description"), (*path, "description"), least=1, most=100
        )
    for name, most in (("name_localizations", 32), ("description_localizations", 100)):
        if raw.get(name) is not None:
            table = form.table(raw[name], (*path, name))
            made[name] = {
                locale: form.text(text, (*path, name, locale), least=1, most=most)
                for locale, text in table.items()
            }
    return made


def _check_name(form: Form, name: str, path: Path) -> None:
    if name and (not _NAME.fullmatch(name) or name != name.lower()):
        form.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _kinds(form: Form, value: object, path: Path, allowed: tuple[int, ...]) -> list[int] | None:
    if value is None:
        return None
    found = form.items(value, path, least=1, most=len(allowed))
    return [form.choice(item, (*path, index), allowed) for index, item in enumerate(found)]


def _options(form: Form, value: object, path: Path, allowed: tuple[int, ...]) -> list[Json]:
    made: list[Json] = []
    optional_seen = False
    for where, raw in form.tables(value, path, most=MAX_OPTIONS):
        option = _named(form, raw, where, described=True)
        option["type"] = form.choice(raw.get("type"), (*where, "type"), allowed)
        _check_name(form, option["name"], (*where, "name"))
        if any(option["name"] == other["name"] for other in made):
            form.wrong(
                (*where, "name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
            )
        if option["type"] in (_SUBCOMMAND, _GROUP):
            inside = (_SUBCOMMAND,) if option["type"] == _GROUP else _VALUES
            option["options"] = _options(form, raw.get("options"), (*where, "options"), inside)
        else:
            option["required"] = form.flag(raw.get("required"), (*where, "required"))
            if option["required"] and optional_seen:
                form.wrong(
                    where,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            optional_seen = optional_seen or not option["required"]
            option |= _values(form, raw, option["type"], where)
        made.append(option)
    return made


def _values(form: Form, raw: Json, kind: int, path: Path) -> Json:
    """What an option takes besides its type: choices, bounds, autocomplete."""
    made: Json = {}
    choices = _choices(form, raw.get("choices"), kind, (*path, "choices"))
    typed = form.flag(raw.get("autocomplete"), (*path, "autocomplete"))
    if choices:
        made["choices"] = choices
    if typed:
        made["autocomplete"] = True
    if choices and typed:
        form.wrong(
            (*path, "autocomplete"),
            "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
            "autocomplete cannot be true when choices are present",
        )
    if made and kind not in _CHOOSABLE:
        form.wrong(
            (*path, "type"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Only strings, integers and numbers may have choices or autocomplete",
        )
    for name in ("min_value", "max_value"):
        if raw.get(name) is not None:
            made[name] = _number(form, raw[name], kind, (*path, name))
    for name in ("min_length", "max_length"):
        if raw.get(name) is not None:
            made[name] = form.number(raw[name], (*path, name), most=6000)
    if kind == _CHANNEL and raw.get("channel_types"):
        found = form.items(raw["channel_types"], (*path, "channel_types"), most=16)
        made["channel_types"] = [
            form.number(item, (*path, "channel_types", index)) for index, item in enumerate(found)
        ]
    return made


def _choices(form: Form, value: object, kind: int, path: Path) -> list[Json]:
    made: list[Json] = []
    for where, raw in form.tables(value, path, most=MAX_CHOICES):
        choice = {
            "name": form.text(raw.get("name"), (*where, "name"), least=1, most=100),
            "value": _choice_value(form, raw.get("value"), kind, (*where, "value")),
        }
        if any(choice["name"] == other["name"] for other in made):
            form.wrong(
                (*where, "name"),
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                "Option choice name already exists",
            )
        made.append(choice)
    return made


def _choice_value(form: Form, value: object, kind: int, path: Path) -> str | int | float:
    if kind == _STRING:
        return form.text(value, path, least=1, most=100)
    return _number(form, value, kind, path)


def _number(form: Form, value: object, kind: int, path: Path) -> int | float:
    number = int if kind == _INTEGER else int | float
    if isinstance(value, bool) or not isinstance(value, number):
        form.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
        return 0
    if not -_FURTHEST <= value <= _FURTHEST:
        form.wrong(path, "NUMBER_TYPE_MAX", f"Must be between -{_FURTHEST} and {_FURTHEST}.")
    return value


def _characters(command: Json) -> int:
    """Names, descriptions and choice values, all the way down."""
    total = len(command["name"]) + len(command["description"])
    total += sum(_characters(option) for option in command.get("options", []))
    for choice in command.get("choices", []):
        total += len(choice["name"]) + len(str(choice["value"]))
    return total
