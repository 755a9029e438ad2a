"""The client: connects to Discord, loads the cogs, and is the boundary where errors end."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.cards import Cards
from bot.cogs import imagine, parameters, privacy, queue, remix, review
from bot.delivery import Delivery
from bot.policy import Place, Refused
from bot.press import CUSTOM_ID, Interaction, Press
from bot.reply import AGE_RESTRICTABLE, explain, whisper
from bot.review import Review
from bot.store import Card, Request
from bot.studio import Studio

if TYPE_CHECKING:
    from engine.credentials import Signer

log = logging.getLogger(__name__)

COMMANDS: Final[tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...]] = (
    imagine.imagine,
    privacy.privacy,
    queue.queue,
)

# In the menu of a message.
MENUS: Final[tuple[app_commands.ContextMenu, ...]] = (
    parameters.show_parameters,
    review.report,
)

BUTTONS: Final[Mapping[str, Callable[[Interaction, int], Awaitable[None]]]] = {
    "approve": review.approve,
    "approve_spoiler": review.approve_spoiler,
    "cancel": queue.cancel,
    "delete": remix.delete,
    "edit": remix.edit,
    "erase": privacy.erased,
    "info": remix.info,
    "keep": review.keep,
    "look": review.look,
    "reject": review.reject,
    "remove": review.remove,
    "reroll": remix.reroll,
    "single": remix.single,
    "strong": remix.strong,
    "subtle": remix.subtle,
    "time_out": review.time_out,
    "vary": remix.vary,
    "vary_strong": remix.vary_strong,
}

FORMS: Final[Mapping[str, Callable[[Interaction, int, dict[str, str]], Awaitable[None]]]] = {
    "edit": remix.edited,
}

_CLOSING_SECONDS = 10.0
_SWEEP_SECONDS = 3600.0


class Tree(app_commands.CommandTree[discord.AutoShardedClient]):
    async def on_error(
        self,
        interaction: Interaction,
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        await explain(interaction, error)


class Easel(discord.AutoShardedClient):
    """Entered inside the store and outside the engine: waiting people are told while Discord
    is still open, and what they were told is written down while the store is.
    """

    def __init__(
        self,
        studio: Studio,
        *,
        shards: int | None,
        keep_days: float,
        signer: "Signer | None" = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shards,
        )
        self.studio = studio
        self.delivery = Delivery(self, studio, signer=signer)
        self.review = Review(studio)
        self.cards = Cards(self, studio, self.review, self.delivery)
        self.delivery.on_held = self.cards.wake
        studio.guard.place_of = self._place_of
        studio.guard.alarm = self.cards.alarm
        self.tree = Tree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        for menu in MENUS:
            self.tree.add_command(menu)
        self._keep_days = keep_days
        self._deleting: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Runs once, after the login and before the gateway: what waited goes on first."""
        self.add_dynamic_items(Press)
        await self._sync()
        for accepted in await self.studio.recover():
            self.delivery.follow(accepted)
        self._sweeping = asyncio.create_task(self._sweep(), name="retention")
        self._serving = asyncio.create_task(self.cards.serve(), name="review desk")

    async def close(self) -> None:
        for name in ("_sweeping", "_serving"):
            if task := getattr(self, name, None):
                task.cancel()
        for deleting in self._deleting:
            deleting.cancel()
        await self.delivery.close(seconds=_CLOSING_SECONDS)
        await super().close()

    def _place_of(self, request: Request) -> Place:
        """As Discord has it now; of a channel that we do not know, the stricter is taken."""
        channel = self.get_channel(request.channel_id)
        return Place(
            server_id=request.server_id,
            channel_id=request.channel_id,
            parent_id=channel.parent_id if isinstance(channel, discord.Thread) else None,
            # A thread answers for its parent.
            age_restricted=isinstance(channel, AGE_RESTRICTABLE) and channel.is_nsfw(),
        )

    async def _sync(self) -> None:
        """Tell Discord our commands only when they changed: it counts, and limits, each time."""
        ours = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        text = json.dumps(ours, sort_keys=True, default=str)
        wanted = f"{self.application_id} {hashlib.sha256(text.encode()).hexdigest()}"
        if await self.studio.store.fact("commands") == wanted:
            there = {command.name for command in await self.tree.fetch_commands()}
            if there == {
                *(command.name for command in COMMANDS),
                *(menu.name for menu in MENUS),
            }:
                return
        await self.tree.sync()
        await self.studio.store.remember("commands", wanted)

    async def _sweep(self) -> None:
        while True:
            try:
                if gone := await self.studio.store.expire(keep_days=self._keep_days):
                    log.info("%d picture files have expired; their recipes stay.", gone)
                if gone := await self.studio.store.privacy.retire():
                    log.info("%d requests have had their time and are forgotten.", gone)
            except Exception:  # a background task's boundary: the next hour tries again
                log.exception("Expired pictures could not be removed.")
            await asyncio.sleep(_SWEEP_SECONDS)

    async def on_ready(self) -> None:
        """Discord has told which servers there are: in those it did not name we are no more."""
        await self.studio.store.servers.present([server.id for server in self.guilds])

    async def on_guild_remove(self, server: discord.Guild) -> None:
        await self.studio.store.servers.left(server.id)

    def delete_later(self, cards: Sequence[Card]) -> None:
        """Delete messages of ours without anybody waiting for it."""
        deleting = asyncio.create_task(privacy.delete_all(self, cards), name="erasure")
        self._deleting.add(deleting)
        deleting.add_done_callback(self._deleting.discard)

    async def pressed(self, itx: Interaction, action: str, number: int) -> None:
        """Every button ends here."""
        try:
            if action not in BUTTONS:
                raise Refused("This button is from another version of me. Type /imagine instead.")
            await BUTTONS[action](itx, number)
        except Exception as error:  # noqa: BLE001 - discord.py would log it and answer nobody
            await explain(itx, error)

    async def on_interaction(self, itx: Interaction) -> None:
        """Forms, and buttons that are not ours any more: what discord.py drops without a word."""
        if itx.type not in (
            discord.InteractionType.modal_submit,
            discord.InteractionType.component,
        ):
            return
        try:
            given: Mapping[str, object] = dict(itx.data or {})
            match = CUSTOM_ID.fullmatch(str(given.get("custom_id", "")))
            if itx.type is discord.InteractionType.component:
                if match is None:
                    await whisper(itx, "This button is from another version of me.")
            elif match is None or match["action"] not in FORMS:
                await whisper(itx, "This form is from another version of me. Open it again.")
            else:
                form = FORMS[match["action"]]
                await form(itx, int(match["number"]), _fields(given.get("components")))
        except Exception as error:  # noqa: BLE001 - an event's boundary: the member is told
            await explain(itx, error)


def _fields(components: object) -> dict[str, str]:
    """The text inputs of a form by custom_id, however deep Discord nests them."""
    found: dict[str, str] = {}
    for item in components if isinstance(components, list) else ():
        if not isinstance(item, dict):
            continue
        name, value = item.get("custom_id"), item.get("value")
        if isinstance(name, str) and isinstance(value, str):
            found[name] = value
        found |= _fields(item.get("components"))
        found |= _fields([item.get("component")])
    return found
