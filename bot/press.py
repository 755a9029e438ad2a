"""A button whose custom_id is all it knows: version, action and number. It works for ever."""

import re
from typing import Any, Self

import discord

# `Any`, not our client: discord.py's callbacks are generic in the client, and a narrower
# parameter would not override them.
Interaction = discord.Interaction[Any]

# A modal's custom_id has the same shape: discord.py forgets modals at a restart, we do not.
CUSTOM_ID = re.compile(r"easel:1:(?P<action>[a-z_]{1,20}):(?P<number>[0-9]{1,18})")


def custom_id(action: str, number: int) -> str:
    return f"easel:1:{action}:{number}"


class Press(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=CUSTOM_ID):
    """Every button of Easel. Views hold nothing else: one plain item in a view would make
    discord.py unregister this class for the whole process when that view stops.

    The id says what to do and with which row, never who may: that is asked at the click.
    """

    def __init__(
        self,
        action: str,
        number: int,
        *,
        label: str = "",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        row: int | None = None,
    ) -> None:
        button = discord.ui.Button[discord.ui.View](
            label=label, style=style, custom_id=custom_id(action, number), row=row
        )
        super().__init__(button)
        self.action = action
        self.number = number

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,
        item: discord.ui.Item[Any],  # Any: as the base class has it
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(match["action"], int(match["number"]))

    async def callback(self, interaction: Interaction) -> None:
        """Hand over to the client, whose boundary tells the member what goes wrong:
        discord.py would log an exception raised here and answer nobody."""
        await interaction.client.pressed(interaction, self.action, self.number)
