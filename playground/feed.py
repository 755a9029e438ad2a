"""Everything that happens, told to whoever listens: the gateway, the page, a test that waits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeVar

from playground.model import Channel, Guild, Interaction, Message, Role, User

T = TypeVar("T")


class Kind(StrEnum):
    GUILD_CREATE = "guild_create"
    GUILD_DELETE = "guild_delete"  # the bot is no longer in it
    CHANNEL_CREATE = "channel_create"
    CHANNEL_UPDATE = "channel_update"
    CHANNEL_DELETE = "channel_delete"
    THREAD_CREATE = "thread_create"
    THREAD_UPDATE = "thread_update"
    THREAD_DELETE = "thread_delete"
    ROLE_CREATE = "role_create"
    ROLE_UPDATE = "role_update"
    ROLE_DELETE = "role_delete"
    MEMBER_ADD = "member_add"
    MEMBER_UPDATE = "member_update"
    MEMBER_REMOVE = "member_remove"
    MESSAGE_CREATE = "message_create"
    MESSAGE_UPDATE = "message_update"
    MESSAGE_DELETE = "message_delete"
    REACTION_ADD = "reaction_add"
    REACTION_REMOVE = "reaction_remove"
    TYPING = "typing"
    INTERACTION_CREATE = "interaction_create"
    INTERACTION_ANSWERED = "interaction_answered"  # also with choices or a modal
    INTERACTION_FAILED = "interaction_failed"  # "The application did not respond"
    COMMANDS_SYNCED = "commands_synced"
    BOT_ONLINE = "bot_online"
    BOT_OFFLINE = "bot_offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    kind: Kind
    guild: Guild | None = None
    channel: Channel | None = None
    message: Message | None = None
    interaction: Interaction | None = None
    role: Role | None = None
    user: User | None = None  # who did it, or whom it is about
    emoji: str | None = None
    only_for: User | None = None  # nobody else may see it

    def concerns(self, user: User) -> bool:
        return self.only_for is None or self.only_for is user


Listener = Callable[[Event], None]


class Feed:
    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._change = asyncio.Event()
        self.story: Callable[[], str] = lambda: ""  # what happened last, for who waited in vain

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` at once for each event, in order; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)
        self.stir()

    def stir(self) -> None:
        """Something changed that is no event: let those who wait look again."""
        self._change.set()
        self._change = asyncio.Event()

    def subscribe(self) -> "Subscription":
        return Subscription(self)

    async def until(self, condition: Callable[[], T | None], *, seconds: float) -> T:
        """Wait until `condition` gives something true, and return that.

        It is asked again whenever something happened here. Raises `TimeoutError`.
        """
        try:
            async with asyncio.timeout(seconds):
                while not (found := condition()):
                    await self._change.wait()
        except TimeoutError:
            raise TimeoutError(f"Not within {seconds} s. {self.story()}") from None
        return found


class Subscription:
    """The events since it was made, as an async iterator. Leave it, or `close` it.

    with playground.subscribe() as events:
        async for event in events: ...
    """

    def __init__(self, feed: Feed) -> None:
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._stop: Callable[[], None] | None = feed.listen(self._events.put_nowait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        if self._stop:
            self._stop()
            self._stop = None
            self._events.put_nowait(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        event = await self._events.get()
        if event is None:
            raise StopAsyncIteration
        return event
