"""One request of the bot: what arrived, and what its route made of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from playground import permissions
from playground.errors import ApiError
from playground.form import Path, refused
from playground.model import Channel, Guild, Member
from playground.payload import Json
from playground.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: `field` says which attachment it belongs to."""

    field: str
    filename: str
    content: bytes


@dataclass(eq=False, slots=True, kw_only=True)
class Call:
    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    content: object = None
    prefix: Path = ()  # where in the request's body the content was
    uploads: list[Upload] = field(default_factory=list)
    heard_at: float = 0.0  # monotonic: when the request's head arrived

    def id(self, name: str) -> int:
        text = self.path[name]
        if not text.isdigit():
            raise refused((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
        return int(text)

    @property
    def body(self) -> Json:
        if self.content is None:
            return {}
        if not isinstance(self.content, dict):
            raise refused((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return self.content

    @property
    def guild(self) -> Guild:
        return self.world.guild(self.id("guild_id"))

    @property
    def channel(self) -> Channel:
        """The channel of the path, if the bot can see it."""
        channel = self.world.channel(self.id("channel_id"))
        self.need(channel, permissions.Permission.VIEW_CHANNEL)
        return channel

    def need(self, channel: Channel, wanted: permissions.Permission) -> None:
        """Raises when the bot may not do this here."""
        if channel.guild is None:
            return
        bits = permissions.in_channel(self.member_of(channel), channel)
        if permissions.Permission.VIEW_CHANNEL not in bits:
            raise ApiError(50001)
        if wanted not in bits:
            raise ApiError(50013)

    def member_of(self, channel: Channel) -> Member:
        """The bot as a member of the channel's server."""
        guild = self.world.guild_of(channel)
        member = guild.members.get(self.world.bot.id)
        if member is None:
            raise ApiError(50001)
        return member


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int = 200
    body: object = None  # None: nothing but the status


NOTHING = Answer(status=204)

Work = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    method: str
    path: str
    work: Work
    bucket: str = "other"
    token: bool = True  # needs the bot's own token; webhooks carry theirs in the path
