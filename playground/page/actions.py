"""What a person does on the page, sent to the bot the way tests do it."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler

from playground import components
from playground.asker import Asked, Asker
from playground.asking import Value
from playground.components import Component
from playground.control import Playground
from playground.errors import Refused
from playground.limits import MAX_CONTENT
from playground.model import Channel, Command, CommandKind, Member, Message, Modal, User
from playground.page.request import Form, read
from playground.page.things import Things
from playground.page.view import View, form, people
from playground.payload import Json, dumps
from playground.permissions import Permission, in_channel
from playground.scene import Channel as Place
from playground.scene import Member as Person

Door: TypeAlias = Callable[[Form], Awaitable[Json]]


class Actions:
    """Each answers once the bot did, with what the page cannot see in a message."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._world = playground.world
        self._asker = Asker(playground.world, playground.gateway)

    def add_to(self, router: web.UrlDispatcher) -> None:
        doors: dict[str, Door] = {
            "commands": self._command,
            "suggestions": self._suggest,
            "components": self._component,
            "modals": self._modal,
            "messages": self._say,
            "deletions": self._delete,
        }
        for name, door in doors.items():
            router.add_post(f"/page/{name}", _answering(door))

    async def _command(self, sent: Form) -> Json:
        user, channel = self._where(sent)
        command = self._command_of(sent)
        if command.kind is not CommandKind.SLASH:
            target = self._target(sent, command, channel)
            asked = self._asker.context_menu(user, channel, command.name, target)
            return _outcome(await asked)
        name, values = self._line(sent, command, channel)
        return _outcome(await self._asker.slash(user, channel, name, values))

    async def _suggest(self, sent: Form) -> Json:
        user, channel = self._where(sent)
        name, values = self._line(sent, self._command_of(sent), channel)
        option = sent.text("focused")
        text = str(values.pop(option, ""))
        asked = await self._asker.autocomplete(
            user, channel, name, option=option, text=text, values=values
        )
        return {"failed": asked.failed, "choices": asked.choices or []}

    async def _component(self, sent: Form) -> Json:
        user, channel = self._where(sent)
        message, wanted = self._message(channel, sent.number("message")), sent.text("component")
        component = components.find(message.components, wanted)
        if component is None or component["type"] == Component.BUTTON:
            return _outcome(await self._asker.click(user, message, wanted))
        values = self._things(sent, channel).chosen(component, sent.payload.get("values"))
        return _outcome(await self._asker.choose(user, message, wanted, values))

    async def _modal(self, sent: Form) -> Json:
        user = self._user(sent)
        interaction = self._world.interactions.get(sent.text("token"))
        if interaction is None or interaction.modal is None:
            raise Refused("This form is too old. Open it again.")
        things = self._things(sent, interaction.channel)
        given = sent.table("answers")
        fields = _fields(interaction.modal)
        answers = {
            name: things.answer(fields[name], given[name]) for name in given if name in fields
        }
        return _outcome(await self._asker.submit(user, interaction.modal, answers))

    async def _say(self, sent: Form) -> Json:
        user, channel = self._where(sent)
        content = sent.text("content")
        if len(content) > MAX_CONTENT:
            raise Refused(f"A message has at most {MAX_CONTENT} characters.")
        member = _member(user, channel)
        if member is None or Permission.SEND_MESSAGES not in in_channel(member, channel):
            raise Refused("You may not write here.")
        Person(self._asker, member).say(Place(self._asker, channel), content)
        return {"failed": False}

    async def _delete(self, sent: Form) -> Json:
        user, channel = self._where(sent)
        message = self._message(channel, sent.number("message"))
        member = _member(user, channel)
        if member is None:
            raise Refused("Nobody deletes messages here.")
        Person(self._asker, member).delete(message)
        return {"failed": False}

    # What the page's ids stand for

    def _user(self, sent: Form) -> User:
        number = sent.number("as")
        user = next((user for user in people(self._world) if user.id == number), None)
        if user is None:
            raise Refused("Nobody here has this id.")
        return user

    def _where(self, sent: Form) -> tuple[User, Channel]:
        user = self._user(sent)
        channel = self._world.channels.get(sent.number("channel"))
        if channel is None or not View(self._playground, user).may_enter(channel):
            raise Refused("You are not in this channel.")
        return user, channel

    def _message(self, channel: Channel, number: int) -> Message:
        message = channel.messages.get(number)
        if message is None:
            raise Refused("The message was deleted.")
        return message

    def _command_of(self, sent: Form) -> Command:
        command = self._world.commands.get(sent.number("command"))
        if command is None:
            raise Refused("This command is outdated. Try again.")
        return command

    def _target(self, sent: Form, command: Command, channel: Channel) -> Message | User:
        number = sent.number("target")
        if command.kind is CommandKind.MESSAGE:
            return self._message(channel, number)
        user = self._world.users.get(number)
        if user is None:
            raise Refused("Nobody here has this id.")
        return user

    def _line(self, sent: Form, command: Command, channel: Channel) -> tuple[str, dict[str, Value]]:
        """A slash command as it was written: its name with subcommands, and its options."""
        path = sent.words("path")[1:]
        level = command.payload
        for step in path:
            inner = [option for option in level.get("options", []) if option["name"] == step]
            if not inner:
                raise Refused(f"/{command.name} has no subcommand {step!r}.")
            level = inner[0]
        known = {option["name"]: option for option in level.get("options", [])}
        values = self._things(sent, channel).options(known, sent.table("options"))
        return " ".join([command.name, *path]), values

    def _things(self, sent: Form, channel: Channel) -> Things:
        return Things(self._world, channel, sent.files)


def _member(user: User, channel: Channel) -> Member | None:
    return channel.guild.members.get(user.id) if channel.guild else None


def _fields(modal: Modal) -> dict[str, Json]:
    """The fields of a form by custom_id."""
    return {
        each["custom_id"]: each for each in components.walk(modal.components) if "custom_id" in each
    }


def _outcome(asked: Asked) -> Json:
    return {"failed": asked.failed, "modal": form(asked.modal) if asked.modal else None}


def _answering(door: Door) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        try:
            body, status = await door(await read(request)), 200
        except Refused as refusal:
            body, status = {"problem": str(refusal)}, 409
        return web.Response(body=dumps(body), status=status, content_type="application/json")

    return answer
