"""What Discord's own client does before it bothers a bot: offer, check, fill in, refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from playground import components, permissions, wire
from playground.components import Component
from playground.errors import Refused
from playground.files import attach
from playground.model import (
    Channel,
    Command,
    CommandKind,
    Guild,
    Message,
    Modal,
    Role,
    User,
)
from playground.payload import Json
from playground.permissions import Permission
from playground.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something a person picks from their own disk."""

    name: str
    content: bytes


Value: TypeAlias = str | int | float | bool | User | Channel | Role | File


class Resolved:
    """The people, places and files that an interaction's ids stand for."""

    def __init__(self, world: World, channel: Channel) -> None:
        self._world = world
        self._channel = channel
        self.tables: Json = {}

    def add(self, value: Value) -> str:
        guild = self._channel.guild
        if isinstance(value, User):
            self._table("users")[str(value.id)] = wire.user(value)
            member = guild.members.get(value.id) if guild else None
            if member:
                bits = permissions.in_channel(member, self._channel)
                partial = wire.member(member, alone=False) | {"permissions": str(int(bits))}
                self._table("members")[str(value.id)] = partial
        elif isinstance(value, Role):
            self._table("roles")[str(value.id)] = wire.role(value)
        elif isinstance(value, Channel):
            self._table("channels")[str(value.id)] = wire.here(value, None)
        elif isinstance(value, File):
            return self._upload(value)
        else:
            raise Refused(f"{value!r} is no person, place or file.")
        return str(value.id)

    def message(self, message: Message) -> str:
        self._table("messages")[str(message.id)] = wire.message(self._world, message)
        return str(message.id)

    def _upload(self, file: File) -> str:
        world = self._world
        stored = attach(world, self._channel, file.name, file.content, ephemeral=True)
        world.attachments[stored.id] = stored
        self._table("attachments")[str(stored.id)] = wire.attachment(world, stored)
        return str(stored.id)

    def _table(self, name: str) -> Json:
        table: Json = self.tables.setdefault(name, {})
        return table


def offered(world: World, user: User, channel: Channel) -> list[Command]:
    """The commands this person can pick here, in the order they were registered."""
    return [c for c in world.commands.values() if not _withheld(world, c, user, channel)]


def _withheld(world: World, command: Command, user: User, channel: Channel) -> str:
    """Why a command is not offered; empty when it is."""
    guild, payload = channel.guild, command.payload
    if command.guild_id is not None and (guild is None or command.guild_id != guild.id):
        return "belongs to another server"
    contexts = payload.get("contexts")
    if contexts is None:
        contexts = [0] if payload.get("dm_permission") is False else [0, 1, 2]
    if (0 if guild else 1) not in contexts:
        return "is not for this kind of channel"
    here = guild is None or world.bot.id in guild.members or user.installed
    if not here or integration(world, user, guild) not in payload["integration_types"]:
        return "is not installed here"
    if payload.get("nsfw") and not channel.is_age_restricted:
        return "works in age-restricted channels only"
    if guild is None:
        return ""
    member = guild.members.get(user.id)
    if member is None:
        return "needs a member of this server"
    bits = permissions.in_channel(member, channel)
    if Permission.USE_APPLICATION_COMMANDS not in bits:
        return "needs Use Application Commands"
    default = payload.get("default_member_permissions")
    if default is not None:
        wanted = Permission(int(default))
        if bits != permissions.ALL and (not wanted or wanted not in bits):
            return "is for members with other permissions"
    return ""


def integration(world: World, user: User, guild: Guild | None) -> int:
    """0: the application is here because of the server; 1: because this person carries it."""
    if user.installed and (guild is None or world.bot.id not in guild.members):
        return 1
    return 0


def pick(
    world: World, name: str, kind: CommandKind, user: User, channel: Channel
) -> tuple[Command, list[Json]]:
    """The command called `name` ("queue list" is a subcommand) and the tables on the way there."""
    first, *rest = name.split() if kind is CommandKind.SLASH else [name]
    reason = "does not exist"
    for command in world.commands.values():
        if command.kind is kind and command.name == first:
            reason = _withheld(world, command, user, channel)
            if not reason:
                return command, _descend(command, rest)
    raise Refused(f"/{name} {reason}.")


def _descend(command: Command, names: list[str]) -> list[Json]:
    at = command.payload
    way: list[Json] = []
    for name in names:
        inner = [o for o in at.get("options", []) if o["name"] == name and o["type"] in (1, 2)]
        if not inner:
            raise Refused(f"/{command.name} has no subcommand {name!r}.")
        at = inner[0]
        way.append(at)
    if any(option["type"] in (1, 2) for option in at.get("options", [])):
        raise Refused(f"/{command.name} needs a subcommand.")
    return way


def slash(
    command: Command,
    way: list[Json],
    values: Mapping[str, Value],
    resolved: Resolved,
    *,
    focused: str | None = None,
) -> Json:
    """`data` of a slash command, or of an autocomplete while `focused` is being typed."""
    known = {o["name"]: o for o in (way[-1] if way else command.payload).get("options", [])}
    for name in values:
        if name not in known:
            raise Refused(f"/{command.name} has no option {name!r}.")
    options: list[Json] = []
    for name, option in known.items():
        if name == focused:
            if not option.get("autocomplete"):
                raise Refused(f"{name!r} has no autocomplete.")
            # What is being typed is sent as it is, a number too.
            options.append(
                {
                    "name": name,
                    "type": option["type"],
                    "value": str(values.get(name, "")),
                    "focused": True,
                }
            )
        elif name in values:
            value = _checked(option, values[name], resolved)
            options.append({"name": name, "type": option["type"], "value": value})
        elif option.get("required") and focused is None:
            raise Refused(f"/{command.name} needs {name!r}.")
    for step in reversed(way):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {
        "id": str(command.id),
        "name": command.name,
        "type": int(CommandKind.SLASH),
        "options": options,
    }
    return _finished(data, command, resolved)


def context_menu(command: Command, target: Message | User, resolved: Resolved) -> Json:
    number = resolved.message(target) if isinstance(target, Message) else resolved.add(target)
    data: Json = {
        "id": str(command.id),
        "name": command.name,
        "type": int(command.kind),
        "target_id": number,
    }
    return _finished(data, command, resolved)


def _finished(data: Json, command: Command, resolved: Resolved) -> Json:
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    if resolved.tables:
        data["resolved"] = resolved.tables
    return data


def _checked(option: Json, value: Value, resolved: Resolved) -> object:
    name, kind = option["name"], option["type"]
    match kind:
        case 3 if isinstance(value, str):
            least, most = option.get("min_length", 0), option.get("max_length", 6000)
            if not least <= len(value) <= most:
                raise Refused(f"{name!r} takes {least} to {most} characters.")
        case 4 | 10 if isinstance(value, int | float) and not isinstance(value, bool):
            if kind == 4 and not isinstance(value, int):
                raise Refused(f"{name!r} takes a whole number.")
            least, most = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
            if not least <= value <= most:
                raise Refused(f"{name!r} takes {least} to {most}.")
        case 5 if isinstance(value, bool):
            pass
        case 6 if isinstance(value, User):
            return resolved.add(value)
        case 7 if isinstance(value, Channel):
            if value.kind not in option.get("channel_types", [value.kind]):
                raise Refused(f"{name!r} does not take this kind of channel.")
            return resolved.add(value)
        case 8 if isinstance(value, Role):
            return resolved.add(value)
        case 9 if isinstance(value, User | Role):
            return resolved.add(value)
        case 11 if isinstance(value, File):
            return resolved.add(value)
        case _:
            raise Refused(f"{name!r} does not take {value!r}.")
    choices = [choice["value"] for choice in option.get("choices", [])]
    if choices and value not in choices:
        raise Refused(f"{name!r} takes one of {choices}.")
    return value


def usable(message: Message, user: User, wanted: str) -> Json:
    """A component of the message that this person can use now, by custom_id, label, placeholder."""
    if message.deleted:
        raise Refused("The message was deleted.")
    if message.visible_to not in (None, user):
        raise Refused("Only somebody else can see this message.")
    component = components.find(message.components, wanted)
    if component is None:
        labels = [
            c.get("label") or c.get("placeholder") for c in components.walk(message.components)
        ]
        raise Refused(f"There is no {wanted!r} here, only {[x for x in labels if x]}.")
    if component.get("disabled"):
        raise Refused(f"{wanted!r} is greyed out.")
    return component


def chosen(component: Json, values: Sequence[Value], resolved: Resolved) -> Json:
    """`data` of a select after these values were chosen."""
    least, most = component["min_values"], component["max_values"]
    if not least <= len(values) <= most:
        raise Refused(f"Choose {least} to {most}.")
    return {
        "component_type": component["type"],
        "custom_id": component["custom_id"],
    } | _values(component, values, resolved)


def _values(component: Json, values: Sequence[Value], resolved: Resolved) -> Json:
    if "options" not in component:
        ids = [resolved.add(value) for value in values]
        return {"values": ids} | ({"resolved": resolved.tables} if resolved.tables else {})
    known = {option["label"]: option["value"] for option in component["options"]}
    wanted = [known.get(str(value), str(value)) for value in values]
    for value in wanted:
        if value not in known.values():
            raise Refused(f"There is no {value!r}, only {list(known)}.")
    return {"values": wanted}


def filled(
    modal: Modal, answers: Mapping[str, Value | Sequence[Value]], resolved: Resolved
) -> Json:
    """`data` of a form. `answers` go by label or custom_id; fields left out keep their value."""
    left = dict(answers)
    made: list[Json] = []
    for outer in modal.components:
        if outer["type"] == Component.ROW:
            field = outer["components"][0]
            answer = _answer_of(field, outer, left)
            submitted = [_submitted(field, answer, resolved)]
            made.append({"type": outer["type"], "id": outer["id"], "components": submitted})
        elif outer["type"] == Component.LABEL:
            field = outer["component"]
            answer = _answer_of(field, outer, left)
            one = _submitted(field, answer, resolved)
            made.append({"type": outer["type"], "id": outer["id"], "component": one})
        else:
            made.append({"type": outer["type"], "id": outer["id"]})
    if left:
        raise Refused(f"The form has no {', '.join(map(repr, left))}.")
    data: Json = {"custom_id": modal.custom_id, "components": made}
    return data | ({"resolved": resolved.tables} if resolved.tables else {})


def _answer_of(
    field: Json, outer: Json, answers: dict[str, Value | Sequence[Value]]
) -> Value | Sequence[Value] | None:
    for name in (field["custom_id"], field.get("label"), outer.get("label")):
        if name in answers:
            return answers.pop(name)
    return None


def _submitted(field: Json, answer: Value | Sequence[Value] | None, resolved: Resolved) -> Json:
    made: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    if field["type"] == Component.TEXT_INPUT:
        return made | {"value": _typed(field, answer)}
    if field["type"] == Component.CHECKBOX:
        return made | {"value": field["default"] if answer is None else bool(answer)}
    if answer is None:
        values: list[Value] = [
            option["value"] for option in field.get("options", []) if option.get("default")
        ]
    elif isinstance(answer, Sequence) and not isinstance(answer, str):
        values = list(answer)
    else:
        values = [answer]
    if field.get("required", True) and not values:
        raise Refused(f"{field['custom_id']!r} is required.")
    if values and not field.get("min_values", 0) <= len(values) <= field.get("max_values", 1):
        raise Refused(f"{field['custom_id']!r} does not take {len(values)}.")
    if field["type"] == Component.RADIO_GROUP:
        found = _values(field, values, resolved)["values"]
        return made | {"value": found[0] if found else None}
    return made | {"values": _values(field, values, resolved)["values"]}


def _typed(field: Json, answer: object) -> str:
    text = field.get("value", "") if answer is None else answer
    if not isinstance(text, str):
        raise Refused(f"{field['custom_id']!r} takes text.")
    if field["required"] and not text:
        raise Refused(f"{field['custom_id']!r} is required.")
    if text and not field["min_length"] <= len(text) <= field["max_length"]:
        least, most = field["min_length"], field["max_length"]
        raise Refused(f"{field['custom_id']!r} takes {least} to {most} characters.")
    return text
