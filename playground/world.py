"""The state of this Discord and every change to it, each told to the feed. Knows no HTTP."""

import hashlib
import hmac
import secrets
from collections import deque

from playground.clock import Clock
from playground.errors import ApiError
from playground.feed import Event, Feed, Kind
from playground.model import (
    Attachment,
    Channel,
    ChannelKind,
    Command,
    Flag,
    Guild,
    Interaction,
    Member,
    Message,
    Role,
    Thread,
    User,
)
from playground.permissions import BOT, EVERYONE, Permission
from playground.snowflake import Snowflakes

NONCE_SECONDS = 300.0
LINK_SECONDS = 86_400.0
DROPPED_KEPT = 64  # files taken off a message that can still be downloaded


class World:
    def __init__(self, clock: Clock, feed: Feed, *, token: str, bot_name: str) -> None:
        self.clock = clock
        self.feed = feed
        self.token = token
        self.cdn_url = ""  # known once the playground listens
        self.snowflakes = Snowflakes(clock)
        self.application_id = self.snowflakes.next()
        self.bot = User(id=self.application_id, name=bot_name, bot=True)
        self.owner = User(id=self.snowflakes.next(), name="Owner")
        self.users: dict[int, User] = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int, Command] = {}
        self.synced = False  # the bot has registered its commands at least once
        self.command_creates = 0
        self.interactions: dict[str, Interaction] = {}  # by token
        self.attachments: dict[int, Attachment] = {}
        self._dropped: deque[int] = deque()
        self._secret = secrets.token_bytes(32)

    # People and places

    def add_user(self, name: str) -> User:
        user = User(id=self.snowflakes.next(), name=name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, bot: bool = True) -> Guild:
        guild = Guild(
            id=self.snowflakes.next(),
            name=name,
            owner_id=self.owner.id,
            joined_at=self.clock.now(),
        )
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=int(EVERYONE))
        self.guilds[guild.id] = guild
        if bot:
            self.invite_bot(guild)
        return guild

    def invite_bot(self, guild: Guild, permissions: Permission = BOT) -> None:
        role = self.add_role(guild, self.bot.name, permissions=permissions, managed=True)
        guild.members[self.bot.id] = Member(
            user=self.bot, guild=guild, joined_at=self.clock.now(), roles=[role]
        )
        self.feed.publish(Event(kind=Kind.GUILD_CREATE, guild=guild))

    def kick_bot(self, guild: Guild) -> None:
        guild.members.pop(self.bot.id, None)
        self.feed.publish(Event(kind=Kind.GUILD_DELETE, guild=guild))

    def add_role(self, guild: Guild, name: str, *, permissions: int, managed: bool = False) -> Role:
        role = Role(
            id=self.snowflakes.next(),
            name=name,
            permissions=int(permissions),
            position=len(guild.roles),
            managed=managed,
        )
        guild.roles[role.id] = role
        self.feed.publish(Event(kind=Kind.ROLE_CREATE, guild=guild, role=role))
        return role

    def add_member(self, guild: Guild, user: User, roles: list[Role]) -> Member:
        member = Member(user=user, guild=guild, joined_at=self.clock.now(), roles=roles)
        guild.members[user.id] = member
        self.feed.publish(Event(kind=Kind.MEMBER_ADD, guild=guild, user=user))
        return member

    def add_channel(self, guild: Guild, name: str, *, nsfw: bool = False) -> Channel:
        channel = Channel(
            id=self.snowflakes.next(),
            kind=ChannelKind.TEXT,
            name=name,
            guild=guild,
            nsfw=nsfw,
            position=sum(1 for c in guild.channels.values() if not c.is_thread),
        )
        guild.channels[channel.id] = self.channels[channel.id] = channel
        self.feed.publish(Event(kind=Kind.CHANNEL_CREATE, guild=guild, channel=channel))
        return channel

    def add_thread(
        self,
        parent: Channel,
        name: str,
        owner: User,
        *,
        start: Message | None = None,
        private: bool = False,
    ) -> Channel:
        now = self.clock.now()
        guild = self.guild_of(parent)
        thread = Channel(
            # A thread that grows out of a message shares its id.
            id=start.id if start else self.snowflakes.next(),
            kind=ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD,
            name=name,
            guild=guild,
            parent=parent,
            thread=Thread(owner_id=owner.id, created_at=now, changed_at=now, members={owner.id}),
        )
        guild.channels[thread.id] = self.channels[thread.id] = thread
        if start:
            start.thread = thread
            start.flags |= Flag.HAS_THREAD
            self.feed.publish(
                Event(kind=Kind.MESSAGE_UPDATE, guild=guild, channel=parent, message=start)
            )
        self.feed.publish(Event(kind=Kind.THREAD_CREATE, guild=guild, channel=thread))
        return thread

    def conversation(self, user: User) -> Channel:
        """The private channel between the bot and this person."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(id=self.snowflakes.next(), kind=ChannelKind.DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def remove_channel(self, channel: Channel) -> None:
        guild = self.guild_of(channel)
        for thread in [c for c in guild.channels.values() if c.parent is channel]:
            self.remove_channel(thread)
        del guild.channels[channel.id], self.channels[channel.id]
        for message in channel.messages.values():
            message.deleted = True
            self._drop([*message.attachments, *message.embedded])
        kind = Kind.THREAD_DELETE if channel.is_thread else Kind.CHANNEL_DELETE
        self.feed.publish(Event(kind=kind, guild=guild, channel=channel))

    def changed(self, channel: Channel) -> None:
        """Tell everybody that a channel's or thread's own fields are different now."""
        kind = Kind.THREAD_UPDATE if channel.is_thread else Kind.CHANNEL_UPDATE
        self.feed.publish(Event(kind=kind, guild=channel.guild, channel=channel))

    # Looking things up, the way the API fails when they are not there

    def guild(self, guild_id: int) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None:
            raise ApiError(10004)
        if self.bot.id not in guild.members:
            raise ApiError(50001)
        return guild

    def channel(self, channel_id: int) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None:
            raise ApiError(10003)
        return channel

    def message(self, channel: Channel, message_id: int) -> Message:
        message = channel.messages.get(message_id)
        if message is None:
            raise ApiError(10008)
        return message

    def guild_of(self, channel: Channel) -> Guild:
        if channel.guild is None:
            raise ApiError(50003)
        return channel.guild

    def user(self, user_id: int) -> User:
        user = self.users.get(user_id)
        if user is None:
            raise ApiError(10013)
        return user

    # Messages

    def post(self, message: Message) -> Message:
        channel = message.channel
        channel.messages[message.id] = message
        channel.last_message_id = message.id
        if channel.thread and channel.thread.archived:
            channel.thread.archived = False
            self.changed(channel)
        self._tell(Kind.MESSAGE_CREATE, message)
        return message

    def repeated(self, channel: Channel, author: User, nonce: str | int) -> Message | None:
        """The message this nonce already made, if that was only minutes ago."""
        since = self.clock.now() - NONCE_SECONDS
        for message in reversed(channel.messages.values()):
            if message.created_at < since:
                return None
            if message.author is author and message.nonce == nonce:
                return message
        return None

    def edited(self, message: Message, *, visibly: bool = True) -> None:
        """Count and tell an edit; the first words in place of "thinking" are not shown as one."""
        if visibly:
            message.edited_at = self.clock.now()
        message.edits += 1
        self._tell(Kind.MESSAGE_UPDATE, message)

    def retouched(self, message: Message) -> None:
        """Tell a change that is not an edit: a pin, a thread."""
        self._tell(Kind.MESSAGE_UPDATE, message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        message.channel.messages.pop(message.id, None)
        self._drop([*message.attachments, *message.embedded])
        self._tell(Kind.MESSAGE_DELETE, message)

    def react(self, message: Message, user: User, emoji: str) -> None:
        message.reactions.setdefault(emoji, set()).add(user.id)
        self._tell(Kind.REACTION_ADD, message, user=user, emoji=emoji)

    def unreact(self, message: Message, user: User, emoji: str) -> None:
        reacted = message.reactions.get(emoji)
        if reacted is None or user.id not in reacted:
            raise ApiError(10014)
        reacted.discard(user.id)
        if not reacted:
            del message.reactions[emoji]
        self._tell(Kind.REACTION_REMOVE, message, user=user, emoji=emoji)

    def _tell(
        self, kind: Kind, message: Message, *, user: User | None = None, emoji: str | None = None
    ) -> None:
        self.feed.publish(
            Event(
                kind=kind,
                guild=message.channel.guild,
                channel=message.channel,
                message=message,
                user=user,
                emoji=emoji,
                only_for=message.visible_to,
            )
        )

    # Files

    def keep_files(self, message: Message, before: list[Attachment]) -> None:
        """The message's files changed: keep the new ones, let go of those it lost."""
        now = [*message.attachments, *message.embedded]
        for attachment in now:
            self.attachments[attachment.id] = attachment
        ids = {attachment.id for attachment in now}
        self._drop([old for old in before if old.id not in ids])

    def _drop(self, attachments: list[Attachment]) -> None:
        # Progress pictures come and go by the thousand; only the latest stay in memory a while.
        self._dropped.extend(attachment.id for attachment in attachments)
        while len(self._dropped) > DROPPED_KEPT:
            self.attachments.pop(self._dropped.popleft(), None)

    def link(self, attachment: Attachment) -> str:
        """Where a file is for the next day; the signature changes once an hour at most."""
        now = int(self.clock.now())
        issued = now - now % 3600
        path = file_path(attachment)
        until = issued + int(LINK_SECONDS)
        return (
            f"{self.cdn_url}{path}?ex={until:x}&is={issued:x}&hm={self._sign(path, until, issued)}&"
        )

    def may_download(self, path: str, ex: str, issued: str, signature: str) -> bool:
        try:
            until, since = int(ex, 16), int(issued, 16)
        except ValueError:
            return False
        expected = self._sign(path, until, since)
        return hmac.compare_digest(expected, signature) and self.clock.now() < until

    def _sign(self, path: str, until: int, issued: int) -> str:
        text = f"{path}?{until:x}&{issued:x}".encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()


def file_path(attachment: Attachment) -> str:
    folder = "ephemeral-attachments" if attachment.ephemeral else "attachments"
    return f"/{folder}/{attachment.channel_id}/{attachment.id}/{attachment.filename}"
