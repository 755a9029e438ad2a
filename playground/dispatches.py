"""What the bot is told over the gateway: each event of the feed as Discord would dispatch it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag

from playground import permissions, wire
from playground.feed import Event, Kind
from playground.model import Channel, ChannelKind, Guild, Interaction, Message
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
    """One named event for the bot; `wants` is the intent without which it is not sent."""

    name: str
    data: Json
    guild: Guild | None
    wants: Intent = ANYBODY
    without_content: Json | None = None  # for a bot that may not read what people write


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
    return Dispatch(name="GUILD_CREATE", data=data, guild=event.guild)


def _guild_delete(world: World, event: Event) -> Dispatch | None:
    if event.guild is None:
        return None
    return Dispatch(name="GUILD_DELETE", data={"id": str(event.guild.id)}, guild=event.guild)


def _channel(world: World, event: Event) -> Dispatch | None:
    if event.channel is None:
        return None
    data = wire.channel(event.channel)
    if event.kind is Kind.THREAD_CREATE:
        data["newly_created"] = True
    return Dispatch(name=event.kind.upper(), data=data, guild=event.guild, wants=Intent.GUILDS)


def _role(world: World, event: Event) -> Dispatch | None:
    if event.role is None or event.guild is None:
        return None
    data: Json = {"guild_id": str(event.guild.id)}
    if event.kind is Kind.ROLE_DELETE:
        data["role_id"] = str(event.role.id)
    else:
        data["role"] = wire.role(event.role)
    name = f"GUILD_{event.kind.upper()}"
    return Dispatch(name=name, data=data, guild=event.guild, wants=Intent.GUILDS)


def _member(world: World, event: Event) -> Dispatch | None:
    if event.user is None or event.guild is None:
        return None
    data: Json = {"guild_id": str(event.guild.id), "user": wire.user(event.user)}
    if event.kind is not Kind.MEMBER_REMOVE:
        data |= wire.member(event.guild.members[event.user.id])
    # A bot always hears about itself.
    wants = Intent.GUILDS if event.user is world.bot else Intent.GUILD_MEMBERS
    name = f"GUILD_{event.kind.upper()}"
    return Dispatch(name=name, data=data, guild=event.guild, wants=wants)


def _message(world: World, event: Event) -> Dispatch | None:
    message = event.message
    if message is None or message.ephemeral:
        return None
    wants = _of(message.channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
    if event.kind is Kind.MESSAGE_DELETE:
        data = _where(message)
        return Dispatch(name="MESSAGE_DELETE", data=data, guild=event.guild, wants=wants)
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
        guild=event.guild,
        wants=wants,
        without_content=None if readable else blind,
    )


def _where(message: Message) -> Json:
    data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild:
        data["guild_id"] = str(message.channel.guild.id)
    return data


def _of(channel: Channel, in_guild: Intent, in_private: Intent) -> Intent:
    return in_private if channel.kind is ChannelKind.DM else in_guild


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
        guild=event.guild,
        wants=_of(message.channel, Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS),
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
    wants = _of(event.channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)
    return Dispatch(name="TYPING_START", data=data, guild=event.guild, wants=wants)


def _interaction(world: World, event: Event) -> Dispatch | None:
    if event.interaction is None:
        return None
    data = interaction(world, event.interaction)
    return Dispatch(name="INTERACTION_CREATE", data=data, guild=event.guild)


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
    Kind.CHANNEL_CREATE: _channel,
    Kind.CHANNEL_UPDATE: _channel,
    Kind.CHANNEL_DELETE: _channel,
    Kind.THREAD_CREATE: _channel,
    Kind.THREAD_UPDATE: _channel,
    Kind.THREAD_DELETE: _channel,
    Kind.ROLE_CREATE: _role,
    Kind.ROLE_UPDATE: _role,
    Kind.ROLE_DELETE: _role,
    Kind.MEMBER_ADD: _member,
    Kind.MEMBER_UPDATE: _member,
    Kind.MEMBER_REMOVE: _member,
    Kind.MESSAGE_CREATE: _message,
    Kind.MESSAGE_UPDATE: _message,
    Kind.MESSAGE_DELETE: _message,
    Kind.REACTION_ADD: _reaction,
    Kind.REACTION_REMOVE: _reaction,
    Kind.TYPING: _typing,
    Kind.INTERACTION_CREATE: _interaction,
}
