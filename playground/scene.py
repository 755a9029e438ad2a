"""Servers, channels and the people in them: what a test holds in its hands."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from playground import asking
from playground.asker import Asked, Asker
from playground.asking import File
from playground.errors import Refused
from playground.feed import Event, Kind
from playground.files import attach
from playground.model import (
    Channel as ChannelRecord,
)
from playground.model import (
    Command,
    Guild,
    InteractionKind,
    Message,
    MessageKind,
    Modal,
    Overwrite,
    Role,
    User,
)
from playground.model import (
    Member as MemberRecord,
)
from playground.payload import Json
from playground.permissions import MODERATOR, NOTHING, Permission, in_channel


class Channel:
    """A channel, a thread, or somebody's private conversation with the bot."""

    def __init__(self, asker: Asker, record: ChannelRecord) -> None:
        self._asker = asker
        self.record = record

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def name(self) -> str:
        return self.record.name

    def messages(self, as_user: "Member | None" = None) -> list[Message]:
        """Oldest first; all of them, or those that this person sees."""
        found = self.record.messages.values()
        if as_user is None:
            return list(found)
        return [m for m in found if m.visible_to in (None, as_user.user)]

    async def message(
        self, condition: Callable[[Message], object] = lambda _: True, *, seconds: float = 10.0
    ) -> Message:
        """Wait for the first message, old or new, that the condition holds for."""
        return await self._asker.feed.until(
            lambda: next((m for m in self.messages() if condition(m)), None), seconds=seconds
        )

    def thread(self, name: str, owner: "Member", *, start: Message | None = None) -> "Channel":
        made = self._asker.world.add_thread(self.record, name, owner.user, start=start)
        return Channel(self._asker, made)

    def archive(self, *, locked: bool = False) -> None:
        """Of a thread: nothing in it may be edited, and with `locked` nothing be written."""
        if self.record.thread is None:
            raise Refused("Only threads are archived.")
        self.record.thread.archived = True
        self.record.thread.locked = locked
        self._asker.world.changed(self.record)

    def permit(
        self,
        target: "Member | Role | None" = None,
        *,
        allow: Permission = NOTHING,
        deny: Permission = NOTHING,
    ) -> None:
        """An overwrite for a member, a role, or everyone; it replaces an earlier one."""
        guild = self._asker.world.guild_of(self.record)
        number = guild.id if target is None else target.id
        kept = [o for o in self.record.overwrites if o.id != number]
        is_member = isinstance(target, Member)
        overwrite = Overwrite(id=number, is_member=is_member, allow=int(allow), deny=int(deny))
        self.record.overwrites = [*kept, overwrite]
        self._asker.world.changed(self.record)

    def deny_bot(self, deny: Permission) -> None:
        guild = self._asker.world.guild_of(self.record)
        bot = self._asker.world.bot
        self.permit(Member(self._asker, guild.members[bot.id]), deny=deny)

    def set_age_restricted(self, nsfw: bool) -> None:
        self.record.nsfw = nsfw
        self._asker.world.changed(self.record)

    def remove(self) -> None:
        self._asker.world.remove_channel(self.record)


class Member:
    """Somebody in a server. What they do is refused (`Refused`) where Discord's client would."""

    def __init__(self, asker: Asker, record: MemberRecord) -> None:
        self._asker = asker
        self.record = record

    @property
    def id(self) -> int:
        return self.record.user.id

    @property
    def user(self) -> User:
        return self.record.user

    @property
    def name(self) -> str:
        return self.record.name

    def offered(self, channel: Channel) -> list[Command]:
        """The commands in this person's picker."""
        return asking.offered(self._asker.world, self.user, channel.record)

    def slash(self, name: str, *, channel: Channel, **options: "Value") -> Asked:
        """Use a command, "imagine" or "queue list". Await what it returns."""
        plain = {key: _plain(value) for key, value in options.items()}
        return self._asker.slash(self.user, channel.record, name, plain)

    async def autocomplete(
        self, name: str, *, option: str, text: str, channel: Channel, **options: "Value"
    ) -> list[Json]:
        """The choices the bot offers while `text` is in that option."""
        plain = {key: _plain(value) for key, value in options.items()}
        asked = await self._asker.autocomplete(
            self.user, channel.record, name, option=option, text=text, values=plain
        )
        if asked.choices is None:
            raise Refused("Loading options failed.")
        return asked.choices

    def click(self, message: Message, wanted: str) -> Asked:
        """Press a button, by its label or custom_id."""
        return self._asker.click(self.user, message, wanted)

    def choose(self, message: Message, wanted: str, values: "Sequence[Value]") -> Asked:
        """Choose in a select, by its placeholder or custom_id; options by label or value."""
        plain = [_plain(value) for value in values]
        return self._asker.choose(self.user, message, wanted, plain)

    def submit(self, form: Modal | Asked, answers: "dict[str, Value | Sequence[Value]]") -> Asked:
        """Send a form, its fields by label or custom_id; the others keep what they show."""
        modal = form.modal if isinstance(form, Asked) else form
        if modal is None:
            raise Refused("No form was opened.")
        plain = {name: _plain_all(value) for name, value in answers.items()}
        return self._asker.submit(self.user, modal, plain)

    def context_menu(
        self, name: str, target: "Message | Member", *, channel: Channel | None = None
    ) -> Asked:
        """Use a command from the menu of a message or of a member."""
        if isinstance(target, Message):
            return self._asker.context_menu(self.user, target.channel, name, target)
        if channel is None:
            raise Refused("The menu of a member is opened in some channel.")
        return self._asker.context_menu(self.user, channel.record, name, target.user)

    def forge(
        self,
        kind: InteractionKind,
        data: Json,
        *,
        channel: Channel,
        message: Message | None = None,
    ) -> Asked:
        """Send what no honest client would: nothing of it is checked."""
        return self._asker.send(kind, self.user, channel.record, data, message=message)

    def say(
        self,
        channel: Channel,
        content: str,
        *,
        files: Sequence[File] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Write a message oneself."""
        world = self._asker.world
        stored = [attach(world, channel.record, file.name, file.content) for file in files]
        message = Message(
            id=world.snowflakes.next(),
            channel=channel.record,
            author=self.user,
            created_at=world.clock.now(),
            kind=MessageKind.REPLY if reply_to else MessageKind.DEFAULT,
            content=content,
            attachments=stored,
            reference=reply_to,
        )
        message.mentions = [world.bot] if f"<@{world.bot.id}>" in content else []
        world.keep_files(message, [])
        return world.post(message)

    def delete(self, message: Message) -> None:
        """One's own message, a private answer, or with Manage Messages anybody's."""
        mine = self.user in (message.author, message.visible_to)
        bits = in_channel(self.record, message.channel)
        if not mine and Permission.MANAGE_MESSAGES not in bits:
            raise Refused("Only its author and moderators can delete a message.")
        self._asker.world.delete(message)

    def react(self, message: Message, emoji: str) -> None:
        self._asker.world.react(message, self.user, emoji)

    def unreact(self, message: Message, emoji: str) -> None:
        self._asker.world.unreact(message, self.user, emoji)

    def type(self, channel: Channel) -> None:
        self._asker.feed.publish(
            Event(
                kind=Kind.TYPING,
                guild=channel.record.guild,
                channel=channel.record,
                user=self.user,
            )
        )

    def conversation(self) -> Channel:
        """The private channel with the bot."""
        return Channel(self._asker, self._asker.world.conversation(self.user))

    def permissions(self, channel: Channel) -> Permission:
        return in_channel(self.record, channel.record)


Value: TypeAlias = str | int | float | bool | Member | Channel | Role | User | File


class Server:
    """A server (the API says guild)."""

    def __init__(self, asker: Asker, record: Guild) -> None:
        self._asker = asker
        self.record = record

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def name(self) -> str:
        return self.record.name

    def channel(self, name: str, *, nsfw: bool = False) -> Channel:
        """A new text channel."""
        return Channel(self._asker, self._asker.world.add_channel(self.record, name, nsfw=nsfw))

    def channels(self) -> list[Channel]:
        """Threads too, in the order they were made."""
        return [Channel(self._asker, record) for record in self.record.channels.values()]

    def member(
        self,
        who: str | User,
        *,
        moderator: bool = False,
        permissions: Permission = NOTHING,
        roles: Sequence[Role] = (),
    ) -> Member:
        """A new person, or an account that joins; `permissions` come as a role of their own."""
        user = self._asker.world.add_user(who) if isinstance(who, str) else who
        bits = permissions | MODERATOR if moderator else permissions
        mine = list(roles)
        if bits:
            mine.append(self.role(f"{user.name}'s role", bits))
        return Member(self._asker, self._asker.world.add_member(self.record, user, mine))

    def members(self) -> list[Member]:
        """People only."""
        return [Member(self._asker, m) for m in self.record.members.values() if not m.user.bot]

    def role(self, name: str, permissions: Permission = NOTHING) -> Role:
        return self._asker.world.add_role(self.record, name, permissions=permissions)

    def change_role(self, role: Role, permissions: Permission) -> None:
        role.permissions = int(permissions)
        self._asker.feed.publish(Event(kind=Kind.ROLE_UPDATE, guild=self.record, role=role))

    def set_bot_permissions(self, permissions: Permission) -> None:
        """What the bot's own role allows; everyone's permissions stay."""
        bot = self.record.members[self._asker.world.bot.id]
        self.change_role(bot.roles[0], permissions)

    def set_everyone_permissions(self, permissions: Permission) -> None:
        self.change_role(self.record.everyone, permissions)

    def kick_bot(self) -> None:
        self._asker.world.kick_bot(self.record)

    def invite_bot(self) -> None:
        self._asker.world.invite_bot(self.record)


def _plain(value: Value) -> asking.Value:
    if isinstance(value, Member):
        return value.user
    if isinstance(value, Channel):
        return value.record
    return value


def _plain_all(value: Value | Sequence[Value]) -> asking.Value | Sequence[asking.Value]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return _plain(value)
