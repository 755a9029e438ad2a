"""Sends what people do to the bot as interactions, and waits for what comes of it."""

import secrets
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Self

from playground import asking
from playground.asking import Resolved, Value
from playground.components import SELECTS, Component
from playground.errors import Refused
from playground.feed import Event, Feed, Kind
from playground.gateway import Gateway
from playground.model import (
    Acknowledgement,
    Channel,
    CommandKind,
    Interaction,
    InteractionKind,
    Message,
    Modal,
    User,
)
from playground.payload import Json
from playground.rest.interactions import ANSWER_SECONDS
from playground.rest.webhooks import TOKEN_SECONDS
from playground.world import World

_KEPT = 20_000  # interactions remembered; older ones are forgotten once their token is dead


class Asked:
    """One interaction on its way. Await it to wait for the bot's first answer (or its absence)."""

    def __init__(self, record: Interaction, feed: Feed) -> None:
        self.record = record
        self._feed = feed

    def __await__(self) -> Generator[object, None, Self]:
        return self._answered().__await__()

    async def _answered(self) -> Self:
        await self.record.answered.wait()
        return self

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def token(self) -> str:
        return self.record.token

    @property
    def acknowledged(self) -> Acknowledgement | None:
        """How and after how many seconds; None: "The application did not respond"."""
        return self.record.acknowledged

    @property
    def failed(self) -> bool:
        return self.record.failed

    @property
    def ephemeral(self) -> bool:
        return self.record.ephemeral

    @property
    def message(self) -> Message | None:
        """The answer, or the message a button's answer changed; it goes on changing."""
        return self.record.original

    @property
    def followups(self) -> list[Message]:
        return self.record.followups

    @property
    def modal(self) -> Modal | None:
        return self.record.modal

    @property
    def choices(self) -> list[Json] | None:
        return self.record.choices

    async def done(
        self, condition: Callable[[Message], object] = lambda _: True, *, seconds: float = 10.0
    ) -> Message:
        """Wait until the bot no longer thinks and the condition holds; gives the answer.

        Raises `TimeoutError`, at once when the bot did not answer at all.
        """
        await self
        if self.failed:
            raise TimeoutError("The application did not respond.")
        return await self._feed.until(lambda: self._settled(condition), seconds=seconds)

    def _settled(self, condition: Callable[[Message], object]) -> Message | None:
        message = self.record.original
        if message is None or message.loading or not condition(message):
            return None
        return message


class Asker:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.feed = world.feed
        self._gateway = gateway

    def slash(self, user: User, channel: Channel, name: str, values: Mapping[str, Value]) -> Asked:
        command, way = asking.pick(self.world, name, CommandKind.SLASH, user, channel)
        data = asking.slash(command, way, values, Resolved(self.world, channel))
        return self.send(InteractionKind.COMMAND, user, channel, data, command=name)

    def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        *,
        option: str,
        text: str,
        values: Mapping[str, Value],
    ) -> Asked:
        command, way = asking.pick(self.world, name, CommandKind.SLASH, user, channel)
        typed = {**values, option: text}
        data = asking.slash(command, way, typed, Resolved(self.world, channel), focused=option)
        return self.send(InteractionKind.AUTOCOMPLETE, user, channel, data, command=name)

    def context_menu(
        self, user: User, channel: Channel, name: str, target: Message | User
    ) -> Asked:
        on_message = isinstance(target, Message)
        kind = CommandKind.MESSAGE if on_message else CommandKind.USER
        command, _ = asking.pick(self.world, name, kind, user, channel)
        data = asking.context_menu(command, target, Resolved(self.world, channel))
        return self.send(InteractionKind.COMMAND, user, channel, data, command=name, target=target)

    def click(self, user: User, message: Message, wanted: str) -> Asked:
        component = asking.usable(message, user, wanted)
        if component["type"] != Component.BUTTON:
            raise Refused(f"{wanted!r} is not a button.")
        data: Json = {
            "component_type": component["type"],
            "custom_id": component["custom_id"],
            "id": component["id"],
        }
        return self.send(InteractionKind.COMPONENT, user, message.channel, data, message=message)

    def choose(self, user: User, message: Message, wanted: str, values: Sequence[Value]) -> Asked:
        component = asking.usable(message, user, wanted)
        if component["type"] not in SELECTS:
            raise Refused(f"{wanted!r} is not a select.")
        data = asking.chosen(component, values, Resolved(self.world, message.channel))
        data["id"] = component["id"]
        return self.send(InteractionKind.COMPONENT, user, message.channel, data, message=message)

    def submit(
        self, user: User, modal: Modal, answers: Mapping[str, Value | Sequence[Value]]
    ) -> Asked:
        origin = modal.interaction
        if origin.user is not user:
            raise Refused("Somebody else was shown this form.")
        data = asking.filled(modal, answers, Resolved(self.world, origin.channel))
        return self.send(
            InteractionKind.MODAL_SUBMIT,
            user,
            origin.channel,
            data,
            message=origin.message,
            origin=origin,
        )

    def send(
        self,
        kind: InteractionKind,
        user: User,
        channel: Channel,
        data: Json,
        *,
        command: str = "",
        message: Message | None = None,
        target: Message | User | None = None,
        origin: Interaction | None = None,
    ) -> Asked:
        """Any interaction at all, also one that no honest client would send."""
        world = self.world
        guild = channel.guild
        it = Interaction(
            id=world.snowflakes.next(),
            token=secrets.token_urlsafe(96),
            kind=kind,
            user=user,
            channel=channel,
            member=guild.members.get(user.id) if guild else None,
            payload=data,
            created_at=world.clock.now(),
            sent_at=time.perf_counter(),
            integration=asking.integration(world, user, guild),
            command=command,
            message=message,
            target_message=target if isinstance(target, Message) else None,
            target_user=target if isinstance(target, User) else None,
            origin=origin,
        )
        self._forget_old()
        world.interactions[it.token] = it
        if self._gateway.hears(guild):
            stop = world.clock.at(it.created_at + ANSWER_SECONDS, lambda: self._give_up(it))
            it.when_answered = stop
        self.feed.publish(
            Event(
                kind=Kind.INTERACTION_CREATE,
                guild=guild,
                channel=channel,
                interaction=it,
                user=user,
                only_for=user,
            )
        )
        if not self._gateway.hears(guild):
            self._give_up(it)
        return Asked(it, self.feed)

    def _give_up(self, it: Interaction) -> None:
        if it.acknowledged:
            return
        it.failed = True
        it.answered.set()
        self.feed.publish(
            Event(
                kind=Kind.INTERACTION_FAILED,
                guild=it.channel.guild,
                channel=it.channel,
                interaction=it,
                user=it.user,
                only_for=it.user,
            )
        )

    def _forget_old(self) -> None:
        known = self.world.interactions
        dead = self.world.clock.now() - TOKEN_SECONDS
        while len(known) > _KEPT:
            token, oldest = next(iter(known.items()))
            if oldest.created_at > dead:
                return
            del known[token]
