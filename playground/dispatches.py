"""What the bot is told over the gateway: each event of the feed as Discord would dispatch it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag

from playground import permissions, wire
from playground.feed import Event, Kind
from playground.model import Channel, ChannelKind, Interaction, Message
from playground.payload import Json
from playground.world import World


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


ANYBODY = Intent(0)
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
MAX_INTENTS = (1 << 27) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One named event for the bot."""

    name: str
    data: Json
    without_content: Json | None = None  # for a bot that may not read what people write


def wanted(world: World, event: Event) -> Intent:
    """The intents without which a bot does not hear of this event."""
    if event.kind in _ABOUT_MEMBERS and event.user is world.bot:
        return Intent.GUILDS  # a bot always hears about itself
    in_guild, in_private = _WANTED.get(event.kind, (ANYBODY, ANYBODY))
    return in_guild if event.guild else in_private


_ABOUT_MEMBERS = (Kind.MEMBER_ADD, Kind.MEMBER_UPDATE, Kind.MEMBER_REMOVE)
_ABOUT_PLACES = (
    *(Kind.CHANNEL_CREATE, Kind.CHANNEL_UPDATE, Kind.CHANNEL_DELETE),
    *(Kind.THREAD_CREATE, Kind.THREAD_UPDATE, Kind.THREAD_DELETE),
    *(Kind.ROLE_CREATE, Kind.ROLE_UPDATE, Kind.ROLE_DELETE),
)
_ABOUT_MESSAGES = (Kind.MESSAGE_CREATE, Kind.MESSAGE_UPDATE, Kind.MESSAGE_DELETE)
_ABOUT_REACTIONS = (Kind.REACTION_ADD, Kind.REACTION_REMOVE)

# In a server, and in a private conversation. The rest needs no intent.
_WANTED: dict[Kind, tuple[Intent, Intent]] = {
    **dict.fromkeys(_ABOUT_PLACES, (Intent.GUILDS, Intent.GUILDS)),
    **dict.fromkeys(_ABOUT_MEMBERS, (Intent.GUILD_MEMBERS, Intent.GUILD_MEMBERS)),
    **dict.fromkeys(_ABOUT_MESSAGES, (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)),
    **dict.fromkeys(
        _ABOUT_REACTIONS, (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
    ),
    Kind.TYPING: (Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
}


def translate(world: World, event: Event) -> Dispatch | None:
    """None when the bot is not told: it is not there, or this is between people and the page."""
    maker = _MAKERS.get(event.kind)
    if maker is None or not _present(world, event):
        return None
    return maker(world, event)


def _present(world: World, event: Event) -> bool:
    if event.guild is None or event.kind in (Kind.GUILD_DELETE, Kind.INTERACTION_CREATE):
        return True
    return world.bot.id in event.guild.members


def _guild_create(world: World, event: Event) -> Dispatch | None:
    if event.guild is None:
        return None
    data = wire.full_guild(world, event.guild)
    # The key is for servers that READY has named; without it the bot knows that this one is new.
    del data["unavailable"]
    return Dispatch(name="GUILD_CREATE", data=data)


def _guild_delete(world: World, event: Event) -> Dispatch | None:
    if event.guild is None:
        return None
    return Dispatch(name="GUILD_DELETE", data={"id": str(event.guild.id)})


def _channel(world: World, event: Event) -> Dispatch | None:
    if event.channel is None:
        return None
    data = wire.channel(event.channel)
    if event.kind is Kind.THREAD_CREATE:
        data["newly_created"] = True
    return Dispatch(name=event.kind.upper(), data=data)


def _role(world: World, event: Event) -> Dispatch | None:
    if event.role is None or event.guild is None:
        return None
    data: Json = {"guild_id": str(event.guild.id)}
    if event.kind is Kind.ROLE_DELETE:
        data["role_id"] = str(event.role.id)
    else:
        data["role"] = wire.role(event.role)
    name = f"GUILD_{event.kind.upper()}"
    return Dispatch(name=name, data=data)


def _member(world: World, event: Event) -> Dispatch | None:
    if event.user is None or event.guild is None:
        return None
    data: Json = {"guild_id": str(event.guild.id), "user": wire.user(event.user)}
    if event.kind is not Kind.MEMBER_REMOVE:
        data |= wire.member(event.guild.members[event.user.id])
    name = f"GUILD_{event.kind.upper()}"
    return Dispatch(name=name, data=data)


def _message(world: World, event: Event) -> Dispatch | None:
    message = event.message
    if message is None or message.ephemeral:
        return None
    if event.kind is Kind.MESSAGE_DELETE:
        data = _where(message)
        return Dispatch(name="MESSAGE_DELETE", data=data)
    data = wire.gateway_message(world, message)
    blind = data | {"content": "", "embeds": [], "attachments": [], "components": []}
    readable = (
        message.author is world.bot
        or message.channel.kind is ChannelKind.DM
        or world.bot in message.mentions
    )
    return Dispatch(
        name=event.kind.upper(),
        data=data,
        without_content=None if readable else blind,
    )


def _where(message: Message) -> Json:
    data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild:
        data["guild_id"] = str(message.channel.guild.id)
    return data


def _reaction(world: World, event: Event) -> Dispatch | None:
    message = event.message
    if message is None or event.user is None:
        return None
    data = _where(message)
    data["message_id"] = data.pop("id")
    data |= {
        "user_id": str(event.user.id),
        "emoji": {"id": None, "name": event.emoji},
        "burst": False,
        "type": 0,
        "message_author_id": str(message.author.id),
    }
    if event.guild and event.kind is Kind.REACTION_ADD and event.user.id in event.guild.members:
        data["member"] = wire.member(event.guild.members[event.user.id])
    return Dispatch(
        name=f"MESSAGE_{event.kind.upper()}",
        data=data,
    )


def _typing(world: World, event: Event) -> Dispatch | None:
    if event.channel is None or event.user is None or event.user is world.bot:
        return None
    data: Json = {
        "channel_id": str(event.channel.id),
        "user_id": str(event.user.id),
        "timestamp": int(world.clock.now()),
    }
    if event.guild:
        data["guild_id"] = str(event.guild.id)
    return Dispatch(name="TYPING_START", data=data)


def _interaction(world: World, event: Event) -> Dispatch | None:
    if event.interaction is None:
        return None
    data = interaction(world, event.interaction)
    return Dispatch(name="INTERACTION_CREATE", data=data)


def interaction(world: World, it: Interaction) -> Json:
    """INTERACTION_CREATE as the bot receives it."""
    home = it.channel.guild
    data: Json = {
        "id": str(it.id),
        "application_id": str(world.application_id),
        "type": int(it.kind),
        "data": it.payload,
        "channel": wire.here(it.channel, it.member),
        "channel_id": str(it.channel.id),
        "token": it.token,
        "version": 1,
        "app_permissions": str(int(app_permissions(world, it.channel))),
        "locale": it.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": wire.owners(it),
        "context": 0 if home else 1,
        "attachment_size_limit": it.channel.size_limit,
    }
    if home and it.member:
        bits = permissions.in_channel(it.member, it.channel)
        data |= {
            "guild_id": str(home.id),
            "guild": {"id": str(home.id), "locale": home.locale, "features": []},
            "guild_locale": home.locale,
            "member": wire.member(it.member) | {"permissions": str(int(bits))},
        }
    else:
        data["user"] = wire.user(it.user)
    if it.message:
        data["message"] = wire.message(world, it.message)
    return data


def app_permissions(world: World, channel: Channel) -> permissions.Permission:
    """What the bot may do here; without membership only what an answer needs."""
    bot = channel.guild.members.get(world.bot.id) if channel.guild else None
    if bot:
        return permissions.in_channel(bot, channel)
    return (
        permissions.Permission.ATTACH_FILES
        | permissions.Permission.EMBED_LINKS
        | permissions.Permission.MENTION_EVERYONE
    )


_MAKERS: dict[Kind, Callable[[World, Event], Dispatch | None]] = {
    Kind.GUILD_CREATE: _guild_create,
    Kind.GUILD_DELETE: _guild_delete,
    **dict.fromkeys(_ABOUT_PLACES, _channel),
    **dict.fromkeys((Kind.ROLE_CREATE, Kind.ROLE_UPDATE, Kind.ROLE_DELETE), _role),
    **dict.fromkeys(_ABOUT_MEMBERS, _member),
    **dict.fromkeys(_ABOUT_MESSAGES, _message),
    **dict.fromkeys(_ABOUT_REACTIONS, _reaction),
    Kind.TYPING: _typing,
    Kind.INTERACTION_CREATE: _interaction,
}
