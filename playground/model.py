"""The things a Discord consists of. Live records; `world` is the only one who changes them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from playground.payload import Json

DEFAULT_SIZE_LIMIT = 10 * 1024 * 1024


class ChannelKind(IntEnum):
    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageKind(IntEnum):
    DEFAULT = 0
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


class Flag(IntFlag):
    """Of a message."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


NO_FLAGS = Flag(0)


class InteractionKind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class CommandKind(IntEnum):
    SLASH = 1
    USER = 2
    MESSAGE = 3


class Callback(IntEnum):
    """How a bot may answer an interaction."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True
    installed: bool = False  # has added the application to their own account


@dataclass(eq=False, slots=True, kw_only=True)
class Role:
    id: int
    name: str
    permissions: int
    position: int = 0
    managed: bool = False


@dataclass(eq=False, slots=True, kw_only=True)
class Overwrite:
    id: int  # of a role or of a member
    is_member: bool = False
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class Guild:
    id: int
    name: str
    owner_id: int
    joined_at: float
    locale: str = "en-US"
    attachment_size_limit: int = DEFAULT_SIZE_LIMIT
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, "Member"] = field(default_factory=dict, repr=False)
    channels: dict[int, "Channel"] = field(default_factory=dict, repr=False)  # threads too

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]


@dataclass(eq=False, slots=True, kw_only=True)
class Member:
    user: User
    guild: Guild = field(repr=False)
    joined_at: float
    roles: list[Role] = field(default_factory=list, repr=False)
    nick: str | None = None

    @property
    def name(self) -> str:
        return self.nick or self.user.name


@dataclass(eq=False, slots=True, kw_only=True)
class Thread:
    """What a channel has besides when it is a thread."""

    owner_id: int
    created_at: float
    archived: bool = False
    locked: bool = False
    changed_at: float = 0.0
    auto_archive_minutes: int = 1440
    members: set[int] = field(default_factory=set)


@dataclass(eq=False, slots=True, kw_only=True)
class Channel:
    id: int
    kind: ChannelKind
    name: str = ""
    guild: Guild | None = field(default=None, repr=False)  # None: a conversation between two
    recipient: User | None = field(default=None, repr=False)
    parent: "Channel | None" = field(default=None, repr=False)
    topic: str | None = None
    nsfw: bool = False
    position: int = 0
    overwrites: list[Overwrite] = field(default_factory=list, repr=False)
    thread: Thread | None = None
    messages: dict[int, "Message"] = field(default_factory=dict, repr=False)  # oldest first
    last_message_id: int | None = None

    @property
    def size_limit(self) -> int:
        """Bytes one file may have here."""
        return self.guild.attachment_size_limit if self.guild else DEFAULT_SIZE_LIMIT

    @property
    def is_thread(self) -> bool:
        return self.thread is not None

    @property
    def is_age_restricted(self) -> bool:
        return (self.parent or self).nsfw


@dataclass(eq=False, slots=True, kw_only=True)
class Attachment:
    id: int
    channel_id: int
    filename: str
    content: bytes = field(repr=False)
    content_type: str
    width: int | None = None
    height: int | None = None
    description: str | None = None
    title: str | None = None
    ephemeral: bool = False
    spoiler: bool = False

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    id: int
    channel: Channel = field(repr=False)
    author: User = field(repr=False)
    created_at: float
    kind: MessageKind = MessageKind.DEFAULT
    content: str = ""
    embeds: list[Json] = field(default_factory=list, repr=False)
    components: list[Json] = field(default_factory=list, repr=False)
    attachments: list[Attachment] = field(default_factory=list)
    embedded: list[Attachment] = field(default_factory=list)  # shown inside an embed instead
    flags: Flag = NO_FLAGS
    tts: bool = False
    nonce: str | int | None = None
    mentions: list[User] = field(default_factory=list, repr=False)
    mention_roles: list[Role] = field(default_factory=list, repr=False)
    mention_everyone: bool = False
    reactions: dict[str, set[int]] = field(default_factory=dict)
    pinned: bool = False
    # The one this message answers.
    interaction: "Interaction | None" = field(default=None, repr=False)
    reference: "Message | None" = field(default=None, repr=False)
    visible_to: User | None = field(default=None, repr=False)  # None: everybody in the channel
    edited_at: float | None = None
    edits: int = 0
    deleted: bool = False
    thread: Channel | None = field(default=None, repr=False)

    @property
    def ephemeral(self) -> bool:
        return self.visible_to is not None

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return Flag.LOADING in self.flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """How a bot first answered, and how long after it was asked."""

    type: Callback
    seconds: float


@dataclass(eq=False, slots=True, kw_only=True)
class Modal:
    """A form the bot opened for one person."""

    custom_id: str
    title: str
    components: list[Json] = field(repr=False)
    interaction: "Interaction" = field(repr=False)  # the one it answers


@dataclass(eq=False, slots=True, kw_only=True)
class Interaction:
    """One thing a person asked of the bot, and everything that came of it."""

    id: int
    token: str = field(repr=False)
    kind: InteractionKind
    user: User = field(repr=False)
    channel: Channel = field(repr=False)
    member: Member | None = field(repr=False)  # None in a private conversation
    payload: Json = field(repr=False)  # `data` as the bot receives it
    created_at: float
    sent_at: float  # monotonic, the start of the acknowledgement's time
    integration: int = 0  # 0: the server added the application, 1: the person did
    command: str = ""
    message: Message | None = field(default=None, repr=False)  # whose component was used
    target_message: Message | None = field(default=None, repr=False)
    target_user: User | None = field(default=None, repr=False)
    origin: "Interaction | None" = field(
        default=None, repr=False
    )  # of a modal: the interaction that opened it
    acknowledged: Acknowledgement | None = None
    ephemeral: bool = False
    original: Message | None = field(default=None, repr=False)
    original_deleted: bool = False
    followups: list[Message] = field(default_factory=list, repr=False)
    choices: list[Json] | None = field(default=None, repr=False)
    modal: Modal | None = field(default=None, repr=False)
    failed: bool = False  # nobody answered in time
    answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)  # or failed
    when_answered: Callable[[], None] = field(
        default=lambda: None, repr=False
    )  # stops the clock of those who wait


@dataclass(eq=False, slots=True, kw_only=True)
class Command:
    id: int
    version: int
    guild_id: int | None
    payload: Json

    @property
    def name(self) -> str:
        return str(self.payload["name"])

    @property
    def kind(self) -> CommandKind:
        return CommandKind(self.payload.get("type") or 1)
