"""From what a browser can send, ids and words, to the people, places and files they mean."""

from collections.abc import Mapping

from playground.asking import File, Value
from playground.components import Component
from playground.errors import Refused
from playground.model import Channel, Role
from playground.payload import Json
from playground.world import World

# Kinds of options that are ids, by what they are ids of.
_OPTIONS = {6: "user", 7: "channel", 8: "role", 9: "mentionable"}
_ATTACHMENT = 11
_SELECTS = {
    Component.USER_SELECT: "user",
    Component.CHANNEL_SELECT: "channel",
    Component.ROLE_SELECT: "role",
    Component.MENTIONABLE_SELECT: "mentionable",
}


class Things:
    """Everything that can be meant in one channel. Raises `Refused` for what is not there."""

    def __init__(self, world: World, channel: Channel, files: Mapping[str, File]) -> None:
        self._world = world
        self._channel = channel
        self._files = files

    def options(self, known: Mapping[str, Json], given: Json) -> dict[str, Value]:
        """A command's options; the files among them go by the option's name."""
        values: dict[str, Value] = {}
        for name, option in known.items():
            if option["type"] == _ATTACHMENT:
                if name in self._files:
                    values[name] = self._files[name]
            elif name in given:
                values[name] = self._meant(_OPTIONS.get(option["type"]), given[name])
        unknown = (given.keys() | self._files.keys()) - known.keys()
        if unknown:
            raise Refused(f"There is no option {min(unknown)!r}.")
        return values

    def chosen(self, component: Json, values: object) -> list[Value]:
        """What was chosen in a select, of a message or of a form."""
        if not isinstance(values, list):
            raise Refused("Choose from the list.")
        return [self._meant(_SELECTS.get(component["type"]), value) for value in values]

    def answer(self, field: Json, given: object) -> Value | list[Value]:
        """What was filled in, in one field of a form."""
        if field["type"] == Component.FILE_UPLOAD:
            name = field["custom_id"]
            return [file for key, file in self._files.items() if key.rpartition("/")[0] == name]
        if isinstance(given, list):
            return self.chosen(field, given)
        return self._meant(None, given)

    def _meant(self, kind: str | None, value: object) -> Value:
        if not isinstance(value, str | int | float | bool):
            raise Refused(f"{value!r} is no answer.")
        if kind is None:
            return value
        found = self._find(kind, int(value)) if str(value).isdecimal() else None
        if found is None:
            raise Refused(f"There is no such {kind} here.")
        return found

    def _find(self, kind: str, number: int) -> Value | None:
        if kind == "user":
            return self._world.users.get(number)
        if kind == "channel":
            return self._world.channels.get(number)
        if kind == "role":
            return self._role(number)
        return self._world.users.get(number) or self._role(number)

    def _role(self, number: int) -> Role | None:
        guild = self._channel.guild
        return guild.roles.get(number) if guild else None
