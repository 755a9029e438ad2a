"""What one person sees of the playground, as the page's JSON."""

from playground import asking, permissions, wire
from playground.control import Playground
from playground.feed import Event, Kind
from playground.model import Channel, ChannelKind, Guild, Member, Message, Modal, User
from playground.payload import Json
from playground.permissions import Permission
from playground.world import World

_MESSAGES = 50  # of each channel, to begin with

_PLACES = frozenset(
    {
        Kind.GUILD_CREATE,
        Kind.GUILD_DELETE,
        Kind.CHANNEL_CREATE,
        Kind.CHANNEL_UPDATE,
        Kind.CHANNEL_DELETE,
        Kind.THREAD_CREATE,
        Kind.THREAD_UPDATE,
        Kind.THREAD_DELETE,
        Kind.ROLE_CREATE,
        Kind.ROLE_UPDATE,
        Kind.ROLE_DELETE,
        Kind.MEMBER_ADD,
        Kind.MEMBER_UPDATE,
        Kind.MEMBER_REMOVE,
    }
)
_MESSAGE = frozenset(
    {Kind.MESSAGE_CREATE, Kind.MESSAGE_UPDATE, Kind.REACTION_ADD, Kind.REACTION_REMOVE}
)


class View:
    """The playground through the eyes of `user`."""

    def __init__(self, playground: Playground, user: User) -> None:
        self.user = user
        self._playground = playground
        self._world = playground.world

    def snapshot(self) -> Json:
        return {
            "type": "snapshot",
            "you": str(self.user.id),
            "messages": {
                str(channel.id): [
                    wire.message(self._world, message)
                    for message in list(channel.messages.values())[-_MESSAGES:]
                    if self._sees(message)
                ]
                for channel in self._channels()
            },
            **self._places(),
            **self._commands(),
            **self._bots(),
        }

    def tell(self, event: Event) -> Json | None:
        """The event for the page, or None where this person notices nothing."""
        if event.kind in (Kind.BOT_ONLINE, Kind.BOT_OFFLINE):
            return {"type": "bots", **self._bots()}
        if event.kind is Kind.COMMANDS_SYNCED:
            return {"type": "commands", **self._commands(), **self._bots()}
        if event.kind in _PLACES:
            return {"type": "places", **self._places(), **self._commands()}
        if event.message is None or not self._sees(event.message):
            return None
        if event.kind in _MESSAGE and not event.message.deleted:
            return {"type": "message", "message": wire.message(self._world, event.message)}
        if event.kind is Kind.MESSAGE_DELETE:
            gone = event.message
            return {"type": "gone", "channel": str(gone.channel.id), "id": str(gone.id)}
        return None

    def _sees(self, message: Message) -> bool:
        return message.visible_to in (None, self.user) and self.may_enter(message.channel)

    def may_enter(self, channel: Channel) -> bool:
        if channel.guild is None:
            return channel.recipient is self.user
        member = channel.guild.members.get(self.user.id)
        return member is not None and Permission.VIEW_CHANNEL in permissions.in_channel(
            member, channel
        )

    def _channels(self) -> list[Channel]:
        """A channel's open threads follow it."""
        tops = [c for c in self._world.channels.values() if not c.is_thread]
        ordered: list[Channel] = []
        for top in tops:
            ordered.append(top)
            guild = top.guild
            threads = guild.channels.values() if guild else ()
            ordered.extend(
                t for t in threads if t.parent is top and t.thread and not t.thread.archived
            )
        return [channel for channel in ordered if self.may_enter(channel)]

    def _places(self) -> Json:
        channels = self._channels()
        return {
            "people": [_person(user, self._guilds()) for user in self._everybody()],
            "servers": [
                {
                    "id": str(guild.id),
                    "name": guild.name,
                    "roles": [
                        {"id": str(r.id), "name": r.name.removeprefix("@")}
                        for r in guild.roles.values()
                    ],
                    "channels": [_channel(c) for c in channels if c.guild is guild],
                }
                for guild in self._guilds()
            ],
            "conversations": [
                _channel(c, self._world.bot.name) for c in channels if c.kind is ChannelKind.DM
            ],
        }

    def _guilds(self) -> list[Guild]:
        return [g for g in self._world.guilds.values() if self.user.id in g.members]

    def _everybody(self) -> list[User]:
        return [*people(self._world), self._world.bot]

    def _commands(self) -> Json:
        """Every command once, and for each channel which of them this person is offered."""
        offered = {
            channel.id: asking.offered(self._world, self.user, channel)
            for channel in self._channels()
        }
        every = {command.id: command for commands in offered.values() for command in commands}
        return {
            "commands": [wire.command(self._world, command) for command in every.values()],
            "offered": {
                str(channel): [str(command.id) for command in commands]
                for channel, commands in offered.items()
            },
        }

    def _bots(self) -> Json:
        bot = self._world.bot
        online = bool(self._playground.gateway.online())
        seen = self._world.synced
        return {"bots": [{"id": str(bot.id), "name": bot.name, "online": online, "seen": seen}]}


def people(world: World) -> list[User]:
    """Everybody one can be on the page."""
    return [u for u in world.users.values() if not u.bot and u is not world.owner]


def form(modal: Modal) -> Json:
    """A form the bot opened; the token says which when it is sent back."""
    return {
        "token": modal.interaction.token,
        "title": modal.title,
        "components": modal.components,
    }


def _person(user: User, guilds: list[Guild]) -> Json:
    memberships = [guild.members[user.id] for guild in guilds if user.id in guild.members]
    return {
        "id": str(user.id),
        "name": memberships[0].name if memberships else user.name,
        "bot": user.bot,
        "moderator": any(_moderates(member) for member in memberships),
    }


def _moderates(member: Member) -> bool:
    return not member.user.bot and Permission.MANAGE_MESSAGES in permissions.of_member(member)


def _channel(channel: Channel, name: str | None = None) -> Json:
    return {
        "id": str(channel.id),
        "type": int(channel.kind),
        "name": name or channel.name,
        "topic": channel.topic,
        "nsfw": channel.is_age_restricted,
    }
