"""Application commands: registering them, with everything Discord checks about them."""

import re

from playground import wire
from playground.errors import ApiError
from playground.feed import Event, Kind
from playground.form import Form, Path
from playground.model import Command, CommandKind
from playground.payload import Json
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.world import World

MAX_OF_KIND = {CommandKind.SLASH: 100, CommandKind.USER: 5, CommandKind.MESSAGE: 5}
MAX_OPTIONS = 25
MAX_CHOICES = 25
MAX_CHARACTERS = 8_000
MAX_CREATES = 200  # a day

_NAME = re.compile(r"[-_'\w]{1,32}")
_SUBCOMMAND, _GROUP, _STRING, _INTEGER, _NUMBER = 1, 2, 3, 4, 10
_OPTION_TYPES = tuple(range(1, 12))
_KEPT = (
    "name",
    "description",
    "options",
    "nsfw",
    "dm_permission",
    "contexts",
    "integration_types",
    "name_localizations",
    "description_localizations",
)


def read_command(form: Form, raw: Json, path: Path) -> Json:
    """A command as it is stored, the same whether created alone or among others."""
    kind = form.choice(raw.get("type") or 1, (*path, "type"), (1, 2, 3))
    made: Json = {key: raw[key] for key in _KEPT if raw.get(key) is not None}
    made["type"] = kind
    made["name"] = form.text(raw.get("name"), (*path, "name"), least=1, most=32)
    if kind == CommandKind.SLASH:
        _check_name(form, made["name"], (*path, "name"))
        made["description"] = form.text(
            raw.get("description"), (*path, "description"), least=1, most=100
        )
        made["options"] = _options(form, raw.get("options"), (*path, "options"), depth=0)
        if _characters(made) > MAX_CHARACTERS:
            form.wrong(
                path,
                "APPLICATION_COMMAND_TOO_LARGE",
                f"Command exceeds maximum size ({MAX_CHARACTERS})",
            )
    else:
        made["description"] = ""
        made.pop("options", None)
        if raw.get("description"):
            form.wrong(
                (*path, "description"),
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
                "Context menu commands cannot have description",
            )
    permissions = raw.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdigit():
        form.wrong(
            (*path, "default_member_permissions"),
            "NUMBER_TYPE_COERCE",
            f'Value "{permissions}" is not int.',
        )
    made["default_member_permissions"] = None if permissions is None else str(permissions)
    made.setdefault("nsfw", False)
    made.setdefault("contexts", None)
    made.setdefault("integration_types", [0])
    return made


def _check_name(form: Form, name: str, path: Path) -> None:
    if name and (not _NAME.fullmatch(name) or name != name.lower()):
        form.wrong(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        )


def _options(form: Form, value: object, path: Path, *, depth: int) -> list[Json]:
    made: list[Json] = []
    optional_seen = False
    for where, raw in form.tables(value, path, most=MAX_OPTIONS):
        kind = form.choice(raw.get("type"), (*where, "type"), _OPTION_TYPES)
        option = {key: raw[key] for key in raw if raw[key] is not None}
        option["type"] = kind
        option["name"] = form.text(raw.get("name"), (*where, "name"), least=1, most=32)
        _check_name(form, option["name"], (*where, "name"))
        option["description"] = form.text(
            raw.get("description"), (*where, "description"), least=1, most=100
        )
        if any(option["name"] == other["name"] for other in made):
            form.wrong(
                (*where, "name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
            )
        if kind in (_SUBCOMMAND, _GROUP):
            if depth == 2 or (depth == 1 and kind == _GROUP):
                form.wrong(
                    (*where, "type"),
                    "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                    "Sub-command option type may not be used here",
                )
            elif depth < 2:
                option["options"] = _options(
                    form, raw.get("options"), (*where, "options"), depth=depth + kind
                )
        else:
            required = form.flag(raw.get("required"), (*where, "required"))
            if required and optional_seen:
                form.wrong(
                    where,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            optional_seen = optional_seen or not required
            option["required"] = required
            _check_values(form, raw, option, where)
        made.append(option)
    return made


def _check_values(form: Form, raw: Json, option: Json, path: Path) -> None:
    kind = option["type"]
    choices = form.tables(raw.get("choices"), (*path, "choices"), most=MAX_CHOICES)
    if choices and raw.get("autocomplete"):
        form.wrong(
            (*path, "autocomplete"),
            "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
            "autocomplete cannot be true when choices are present",
        )
    if (choices or raw.get("autocomplete")) and kind not in (_STRING, _INTEGER, _NUMBER):
        form.wrong(
            (*path, "type"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Only strings, integers and numbers may have choices or autocomplete",
        )
    names: set[str] = set()
    for where, choice in choices:
        name = form.text(choice.get("name"), (*where, "name"), least=1, most=100)
        if name in names:
            form.wrong(
                (*where, "name"),
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                "Option choice name already exists",
            )
        names.add(name)
        if kind == _STRING:
            form.text(choice.get("value"), (*where, "value"), least=1, most=100)
        elif isinstance(choice.get("value"), bool) or not isinstance(
            choice.get("value"), int if kind == _INTEGER else int | float
        ):
            form.wrong((*where, "value"), "NUMBER_TYPE_COERCE", "Value is not a number.")
    for name in ("min_value", "max_value"):
        value = raw.get(name)
        if value is not None and not -(2**53) <= value <= 2**53:
            form.wrong((*path, name), "NUMBER_TYPE_MAX", "Beyond what Discord can count to.")


def _characters(command: Json) -> int:
    """Names, descriptions and choice values, all the way down."""
    total = len(command.get("name", "")) + len(command.get("description", ""))
    total += sum(_characters(option) for option in command.get("options", []))
    for choice in command.get("choices", []):
        total += len(str(choice.get("name", ""))) + len(str(choice.get("value", "")))
    return total


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application_id:
        raise ApiError(20012, status=403, message="You are not authorized for this application")
    if "guild_id" not in call.path:
        return None
    return call.guild.id


def _in_scope(world: World, guild_id: int | None) -> list[Command]:
    return [c for c in world.commands.values() if c.guild_id == guild_id]


def _store(call: Call, payload: Json, guild_id: int | None) -> Command:
    """Create, or replace the one with the same name and type, which then keeps its id."""
    world = call.world
    for old in _in_scope(world, guild_id):
        if (old.name, old.kind) == (payload["name"], CommandKind(payload["type"])):
            if old.payload != payload:
                old.payload, old.version = payload, world.snowflakes.next()
            return old
    if world.command_creates >= MAX_CREATES:
        raise ApiError(30034)
    world.command_creates += 1
    number = world.snowflakes.next()
    command = Command(id=number, version=number, guild_id=guild_id, payload=payload)
    world.commands[command.id] = command
    return command


def _synced(call: Call) -> None:
    call.world.synced = True
    call.world.feed.publish(Event(kind=Kind.COMMANDS_SYNCED, user=call.world.bot))


async def get_all(call: Call) -> Answer:
    found = _in_scope(call.world, _scope(call))
    return Answer(body=[wire.command(call.world, c) for c in found])


async def overwrite(call: Call) -> Answer:
    guild_id = _scope(call)
    world = call.world
    form = Form()
    most = sum(MAX_OF_KIND.values())
    payloads = [
        read_command(form, raw, path) for path, raw in form.tables(call.content, (), most=most)
    ]
    for kind, limit in MAX_OF_KIND.items():
        if sum(p["type"] == kind for p in payloads) > limit:
            form.wrong((), "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")
    seen: set[tuple[str, int]] = set()
    for index, payload in enumerate(payloads):
        key = (payload["name"], payload["type"])
        if key in seen:
            form.wrong(
                (index,),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            )
        seen.add(key)
    form.check()
    kept = [_store(call, payload, guild_id) for payload in payloads]
    for old in _in_scope(world, guild_id):
        if old not in kept:
            del world.commands[old.id]
    _synced(call)
    return Answer(body=[wire.command(world, c) for c in kept])


async def create(call: Call) -> Answer:
    guild_id = _scope(call)
    form = Form()
    payload = read_command(form, call.body, ())
    form.check()
    before = len(call.world.commands)
    kind = CommandKind(payload["type"])
    command = _store(call, payload, guild_id)
    if sum(c.kind is kind for c in _in_scope(call.world, guild_id)) > MAX_OF_KIND[kind]:
        del call.world.commands[command.id]
        limit = MAX_OF_KIND[kind]
        raise ApiError(30032, message=f"Maximum number of application commands reached ({limit}).")
    _synced(call)
    status = 201 if len(call.world.commands) > before else 200
    return Answer(status=status, body=wire.command(call.world, command))


def _one(call: Call) -> Command:
    guild_id = _scope(call)
    command = call.world.commands.get(call.id("command_id"))
    if command is None or command.guild_id != guild_id:
        raise ApiError(10063)
    return command


async def get(call: Call) -> Answer:
    return Answer(body=wire.command(call.world, _one(call)))


async def edit(call: Call) -> Answer:
    command = _one(call)
    form = Form()
    payload = read_command(form, command.payload | call.body | {"type": command.kind}, ())
    form.check()
    command.payload, command.version = payload, call.world.snowflakes.next()
    _synced(call)
    return Answer(body=wire.command(call.world, command))


async def delete(call: Call) -> Answer:
    del call.world.commands[_one(call).id]
    _synced(call)
    return NOTHING


def _routes(base: str) -> tuple[Route, ...]:
    one = base + "/{command_id}"
    return (
        Route(method="GET", path=base, work=get_all, bucket="commands"),
        Route(method="PUT", path=base, work=overwrite, bucket="commands"),
        Route(method="POST", path=base, work=create, bucket="commands"),
        Route(method="GET", path=one, work=get, bucket="commands"),
        Route(method="PATCH", path=one, work=edit, bucket="commands"),
        Route(method="DELETE", path=one, work=delete, bucket="commands"),
    )


ROUTES = (
    *_routes("/applications/{application_id}/commands"),
    *_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
)
