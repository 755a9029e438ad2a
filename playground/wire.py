"""How people, places and messages look in Discord's JSON."""

import copy

from playground import components, permissions
from playground.clock import iso
from playground.model import (
    Attachment,
    Channel,
    ChannelKind,
    Command,
    Guild,
    Interaction,
    InteractionKind,
    Member,
    Message,
    Role,
    User,
)
from playground.payload import Json
from playground.world import World


def user(it: User) -> Json:
    return {
        "id": str(it.id),
        "username": it.name.lower().replace(" ", "_") if not it.bot else it.name,
        "global_name": None if it.bot else it.name,
        "discriminator": "0000" if it.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "accent_color": None,
        "public_flags": 0,
        "flags": 0,
        "bot": it.bot,
        "primary_guild": None,
    }


def own_user(it: User) -> Json:
    """The bot as it sees itself."""
    return user(it) | {"mfa_enabled": False, "locale": it.locale, "verified": True, "email": None}


def member(it: Member, *, alone: bool = True) -> Json:
    """`alone` members carry their user; beside a user they do not repeat it."""
    made: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": iso(it.joined_at),
        "nick": it.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role.id) for role in it.roles],
        "mute": False,
        "deaf": False,
    }
    if alone:
        made["user"] = user(it.user)
    return made


def role(it: Role) -> Json:
    return {
        "id": str(it.id),
        "name": it.name,
        "permissions": str(int(it.permissions)),
        "position": it.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": it.managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel(it: Channel) -> Json:
    made: Json = {
        "id": str(it.id),
        "type": int(it.kind),
        "flags": 0,
        "last_message_id": None if it.last_message_id is None else str(it.last_message_id),
    }
    if it.kind is ChannelKind.DM:
        return made | {"recipients": [user(it.recipient)] if it.recipient else []}
    made |= {
        "name": it.name,
        "guild_id": str(it.guild.id if it.guild else 0),
        "parent_id": str(it.parent.id) if it.parent else None,
        "rate_limit_per_user": 0,
    }
    if it.thread:
        return made | _thread(it)
    return made | {
        "topic": it.topic,
        "position": it.position,
        "nsfw": it.nsfw,
        "permission_overwrites": [
            {
                "id": str(o.id),
                "type": int(o.is_member),
                "allow": str(int(o.allow)),
                "deny": str(int(o.deny)),
            }
            for o in it.overwrites
        ],
    }


def _thread(it: Channel) -> Json:
    state = it.thread
    if state is None:
        return {}
    metadata: Json = {
        "archived": state.archived,
        "archive_timestamp": iso(state.changed_at),
        "auto_archive_duration": state.auto_archive_minutes,
        "locked": state.locked,
        "create_timestamp": iso(state.created_at),
    }
    if it.kind is ChannelKind.PRIVATE_THREAD:
        metadata["invitable"] = False
    return {
        "owner_id": str(state.owner_id),
        "thread_metadata": metadata,
        "message_count": len(it.messages),
        "member_count": len(state.members),
        "total_message_sent": len(it.messages),
    }


def guild(it: Guild) -> Json:
    return {
        "id": str(it.id),
        "name": it.name,
        "owner_id": str(it.owner_id),
        "roles": [role(r) for r in it.roles.values()],
        "preferred_locale": it.locale,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "application_id": None,
        "region": "us-east",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def attachment(world: World, it: Attachment) -> Json:
    url = world.link(it)
    made: Json = {
        "id": str(it.id),
        "filename": it.filename,
        "size": it.size,
        "url": url,
        "proxy_url": url,
        "content_type": it.content_type,
    }
    if it.width is not None and it.height is not None:
        made |= {"width": it.width, "height": it.height}
    for name in ("description", "title"):
        if text := getattr(it, name):
            made[name] = text
    if it.ephemeral:
        made["ephemeral"] = True
    if it.spoiler:
        made["flags"] = 1 << 3
    return made


def message(world: World, it: Message, *, nested: bool = False) -> Json:
    """`nested` messages, which others refer to, do not carry their own reference."""
    files = {file.filename: file for file in (*it.embedded, *it.attachments)}
    made: Json = {
        "id": str(it.id),
        "type": int(it.kind),
        "channel_id": str(it.channel.id),
        "author": user(it.author),
        "content": it.content,
        "timestamp": iso(it.created_at),
        "edited_timestamp": None if it.edited_at is None else iso(it.edited_at),
        "tts": it.tts,
        "mention_everyone": it.mention_everyone,
        "mentions": [user(u) for u in it.mentions],
        "mention_roles": [str(r.id) for r in it.mention_roles],
        "attachments": [attachment(world, file) for file in it.attachments],
        "embeds": [_embed(world, embed, files) for embed in it.embeds],
        "components": _components(world, it.components, files),
        "pinned": it.pinned,
        "flags": int(it.flags),
    }
    if it.reactions:
        made["reactions"] = [_reaction(world, emoji, who) for emoji, who in it.reactions.items()]
    if it.nonce is not None:
        made["nonce"] = it.nonce
    if it.interaction:
        made |= _answer(world, it, it.interaction)
    if it.thread and not nested:
        made["thread"] = channel(it.thread)
    if it.reference:
        made["message_reference"] = {
            "type": 0,
            "channel_id": str(it.reference.channel.id),
            "message_id": str(it.reference.id),
        }
        if it.channel.guild:
            made["message_reference"]["guild_id"] = str(it.channel.guild.id)
        if not nested:
            gone = it.reference.deleted
            made["referenced_message"] = None if gone else message(world, it.reference, nested=True)
    return made


def _answer(world: World, it: Message, interaction: Interaction) -> Json:
    made: Json = {
        "application_id": str(world.application_id),
        "webhook_id": str(world.application_id),
        "interaction_metadata": metadata(interaction, it),
    }
    if interaction.kind is InteractionKind.COMMAND:
        made["interaction"] = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "name": interaction.command,
            "user": user(interaction.user),
        }
    return made


def metadata(it: Interaction, of: Message | None = None) -> Json:
    """Which interaction a message came from, for whoever finds the message later."""
    made: Json = {
        "id": str(it.id),
        "type": int(it.kind),
        "user": user(it.user),
        "authorizing_integration_owners": owners(it),
    }
    if of and it.original and it.original is not of:
        made["original_response_message_id"] = str(it.original.id)
    if it.kind is InteractionKind.COMPONENT and it.message:
        made["interacted_message_id"] = str(it.message.id)
    if it.kind is InteractionKind.MODAL_SUBMIT and it.origin:
        made["triggering_interaction_metadata"] = metadata(it.origin)
    if it.target_user:
        made["target_user"] = user(it.target_user)
    if it.target_message:
        made["target_message_id"] = str(it.target_message.id)
    return made


def owners(it: Interaction) -> Json:
    if it.integration:
        return {"1": str(it.user.id)}
    return {"0": str(it.channel.guild.id if it.channel.guild else 0)}


def _reaction(world: World, emoji: str, who: set[int]) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me_burst": False,
        "me": world.bot.id in who,
    }


def _embed(world: World, embed: Json, files: dict[str, Attachment]) -> Json:
    made = copy.deepcopy(embed)
    for name in ("image", "thumbnail"):
        if name in made:
            made[name] |= _picture(world, made[name]["url"], files)
    for name in ("footer", "author"):
        icon = made.get(name, {}).get("icon_url")
        if icon:
            made[name] |= {"icon_url": _picture(world, icon, files)["url"]}
    return made


def _picture(world: World, url: str, files: dict[str, Attachment]) -> Json:
    file = files.get(url.removeprefix("attachment://"))
    if file is None:
        return {"url": url, "proxy_url": url}
    link = world.link(file)
    made: Json = {"url": link, "proxy_url": link, "content_type": file.content_type}
    if file.width is not None and file.height is not None:
        made |= {"width": file.width, "height": file.height}
    return made


def _components(world: World, stored: list[Json], files: dict[str, Attachment]) -> list[Json]:
    made = copy.deepcopy(stored)
    for media in components.media(made):
        file = files.get(media["url"].removeprefix("attachment://"))
        media |= _picture(world, media["url"], files)
        media["id"] = str(file.id if file else world.application_id)
        if file:
            media["attachment_id"] = str(file.id)
    for component in components.walk(made):
        if component["type"] == components.Component.FILE:
            name = component["file"].get("attachment_id")
            file = next((f for f in files.values() if str(f.id) == name), None)
            if file:
                component |= {"name": file.filename, "size": file.size}
    return made


def command(world: World, it: Command) -> Json:
    made = it.payload | {
        "id": str(it.id),
        "application_id": str(world.application_id),
        "version": str(it.version),
    }
    if it.guild_id is not None:
        made["guild_id"] = str(it.guild_id)
    return made


def here(it: Channel, who: Member | None) -> Json:
    """A channel inside an interaction: with what the person may do in it."""
    bits = permissions.in_channel(who, it) if who else permissions.EVERYONE
    return channel(it) | {"permissions": str(int(bits))}


def gateway_message(world: World, it: Message) -> Json:
    """A message inside an event: with its server, and the author as a member of it."""
    made = message(world, it)
    home = it.channel.guild
    if home:
        made["guild_id"] = str(home.id)
        if author := home.members.get(it.author.id):
            made["member"] = member(author, alone=False)
    return made


def full_guild(world: World, it: Guild) -> Json:
    """GUILD_CREATE: a server with everything in it the bot is told about without asking."""
    bot = it.members[world.bot.id]
    return guild(it) | {
        "joined_at": iso(bot.joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(it.members),
        "members": [member(bot)],
        "channels": [channel(c) for c in it.channels.values() if not c.is_thread],
        "threads": [channel(c) for c in it.channels.values() if c.thread and not c.thread.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
