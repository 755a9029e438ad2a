"""What a member may do where: Discord's permission bits and the order in which they add up."""

from enum import IntFlag

from playground.model import Channel, Member


class Permission(IntFlag):
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


NOTHING = Permission(0)
ALL = Permission((1 << 53) - 1)

EVERYONE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.USE_EXTERNAL_APPS
)

MODERATOR = (
    Permission.MANAGE_MESSAGES
    | Permission.MANAGE_THREADS
    | Permission.KICK_MEMBERS
    | Permission.BAN_MEMBERS
    | Permission.MODERATE_MEMBERS
    | Permission.PIN_MESSAGES
)

# What an invite link of Easel asks for; a test that needs less says so.
BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
    | Permission.READ_MESSAGE_HISTORY
)

# What nobody may do where they may not write; and where they may not even look.
_WRITING = Permission.MENTION_EVERYONE | Permission.ATTACH_FILES | Permission.EMBED_LINKS


def of_member(member: Member) -> Permission:
    """Over the whole server: the owner and administrators may do everything."""
    if member.guild.owner_id == member.user.id:
        return ALL
    bits = Permission(member.guild.everyone.permissions)
    for role in member.roles:
        bits |= role.permissions
    return ALL if Permission.ADMINISTRATOR in bits else bits


def in_channel(member: Member, channel: Channel) -> Permission:
    """Here: overwrites of everyone, then of all roles together, then of the member alone."""
    bits = of_member(member)
    if bits == ALL:
        return ALL
    overwrites = {o.id: o for o in (channel.parent or channel).overwrites}
    if everyone := overwrites.get(member.guild.id):
        bits = bits & ~everyone.deny | everyone.allow
    mine = [overwrites[role.id] for role in member.roles if role.id in overwrites]
    for overwrite in mine:
        bits &= ~overwrite.deny
    for overwrite in mine:
        bits |= overwrite.allow
    if personal := overwrites.get(member.user.id):
        bits = bits & ~personal.deny | personal.allow
    if Permission.VIEW_CHANNEL not in bits:
        return NOTHING
    speaking = (
        Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    )
    return bits if speaking in bits else bits & ~_WRITING
