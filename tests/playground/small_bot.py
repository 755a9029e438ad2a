"""A bot with one of everything, on an unmodified discord.py; runs in a process of its own too."""

import asyncio
import io
import re
import sys

import discord
import yarl
from discord import app_commands

SAMPLERS = ("ddim", "euler", "euler_a", "heun")


def point_at(api, gateway, cdn):
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    discord.Asset.BASE = cdn


class Again(discord.ui.DynamicItem[discord.ui.Button], template=r"again:(?P<number>\d+)"):
    def __init__(self, number):
        super().__init__(discord.ui.Button(label="Again", custom_id=f"again:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction, item, match: re.Match, /):
        return cls(int(match["number"]))

    async def callback(self, interaction):
        await interaction.response.send_message(f"again {self.number}", view=again(self.number + 1))


def again(number):
    return discord.ui.View(timeout=None).add_item(Again(number))


class Form(discord.ui.Modal, title="Edit"):
    prompt = discord.ui.TextInput(label="Prompt", default="a pear", max_length=100)
    negative = discord.ui.TextInput(label="Negative", required=False)
    shape = discord.ui.Label(
        text="Shape",
        component=discord.ui.Select(
            options=[
                discord.SelectOption(label="Wide", value="3:2"),
                discord.SelectOption(label="Tall", value="2:3"),
            ]
        ),
    )

    async def on_submit(self, interaction):
        said = f"{self.prompt.value}|{self.negative.value}|{self.shape.component.values}"
        if interaction.message:
            await interaction.response.edit_message(content=said)
        else:
            await interaction.response.send_message(said)


class Survey(discord.ui.Modal, title="Survey"):
    files = discord.ui.Label(text="Files", component=discord.ui.FileUpload(max_values=2))
    shape = discord.ui.Label(
        text="Shape",
        component=discord.ui.RadioGroup(
            options=[discord.RadioGroupOption(label=s, value=s.lower()) for s in ("Wide", "Tall")]
        ),
    )
    styles = discord.ui.Label(
        text="Styles",
        component=discord.ui.CheckboxGroup(
            max_values=2,
            options=[discord.CheckboxGroupOption(label=s, value=s) for s in ("ink", "oil", "pen")],
        ),
    )
    again = discord.ui.Label(text="Again", component=discord.ui.Checkbox())
    whom = discord.ui.Label(text="Whom", component=discord.ui.UserSelect(required=False))

    async def on_submit(self, interaction):
        files = [await file.read() for file in self.files.component.values]
        parts = (
            *(file.decode() for file in files),
            self.shape.component.value,
            *self.styles.component.values,
            self.again.component.value,
            *(user.name for user in self.whom.component.values),
        )
        await interaction.response.send_message(" ".join(map(str, parts)))


class Menu(discord.ui.View):
    @discord.ui.button(label="Update", custom_id="update")
    async def update(self, interaction, button):
        await interaction.response.edit_message(content="updated")

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction, button):
        await interaction.response.defer()
        await interaction.edit_original_response(content="later")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction, button):
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction, button):
        raise AssertionError

    @discord.ui.select(
        placeholder="Colour",
        custom_id="colour",
        max_values=2,
        options=[discord.SelectOption(label=name.title(), value=name) for name in ("red", "blue")],
    )
    async def colour(self, interaction, select):
        await interaction.response.send_message(",".join(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who", custom_id="who")
    async def who(self, interaction, select):
        await interaction.response.send_message(select.values[0].name, ephemeral=True)


class Layout(discord.ui.LayoutView):
    def __init__(self, file):
        super().__init__(timeout=None)
        inside = discord.ui.Container(
            discord.ui.TextDisplay("# A picture"),
            discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{file}")),
            discord.ui.Separator(),
            discord.ui.Section("beside", accessory=discord.ui.Button(label="Side", custom_id="s")),
            accent_colour=0xFF8800,
        )
        self.add_item(inside)
        self.add_item(discord.ui.ActionRow(Again(7)))


def picture(name, alt=None):
    return discord.File(io.BytesIO(PNG), name, description=alt)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


class SmallBot(discord.AutoShardedClient):
    def __init__(self, *, patient=False, **options):
        options.setdefault("intents", discord.Intents(guilds=True))
        super().__init__(
            allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0.05, **options
        )
        self.patient = patient
        self.seen = []
        self.tree = app_commands.CommandTree(self)
        add_commands(self.tree)
        self.add_dynamic_items(Again)

    async def setup_hook(self):
        await self.tree.sync()

    async def before_identify_hook(self, shard_id, *, initial=False):
        if self.patient:
            await super().before_identify_hook(shard_id, initial=initial)

    async def on_interaction(self, interaction):
        self.seen.append(interaction)


def add_commands(tree):
    @tree.command(description="Paint")
    async def paint(itx, prompt: str, count: app_commands.Range[int, 1, 4] = 1, sampler: str = ""):
        await itx.response.defer(thinking=True)
        for step in (1, 2):
            await itx.edit_original_response(
                content=f"{prompt} {step}", attachments=[picture("preview.png")]
            )
        await itx.edit_original_response(
            content=prompt,
            attachments=[picture(f"{n}.png", f"picture {n}") for n in range(count)],
            view=again(1),
        )

    @paint.autocomplete("sampler")
    async def sampler(itx, text):
        return [app_commands.Choice(name=s, value=s) for s in SAMPLERS if text in s]

    @tree.command(description="Say something, with everything one can press")
    async def menu(itx, private: bool = False):
        await itx.response.send_message("menu", view=Menu(timeout=None), ephemeral=private)

    @tree.command(description="Open a form")
    async def form(itx):
        await itx.response.send_modal(Form())

    @tree.command(description="Open a form of the newer kind")
    async def survey(itx):
        await itx.response.send_modal(Survey())

    @tree.command(description="Works wherever one carries it")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def anywhere(itx):
        await itx.response.send_message(f"{itx.channel.name} {itx.is_user_integration()}")

    @tree.command(description="Show a layout")
    async def layout(itx):
        await itx.response.send_message(view=Layout("a.png"), file=picture("a.png", "alt"))

    @tree.command(description="Say which values came")
    async def everything(
        itx,
        who: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        amount: float,
        yes: bool,
        file: discord.Attachment,
        shape: app_commands.Choice[str],
    ):
        content = await file.read()
        parts = (who.name, where.name, role.name, amount, yes, file.filename, len(content))
        await itx.response.send_message(f"{' '.join(map(str, parts))} {shape.value}")

    everything._params["shape"].choices = [app_commands.Choice(name="Wide", value="3:2")]

    @tree.command(description="Never answers")
    async def silent(itx):
        """Somebody will wait three seconds for nothing."""

    @tree.command(description="A private answer and two follow-ups")
    async def secret(itx):
        await itx.response.defer(ephemeral=True, thinking=True)
        await itx.followup.send("first")
        await itx.followup.send("second", ephemeral=True)
        await itx.followup.send("third")

    @tree.command(description="For adults", nsfw=True)
    async def adult(itx):
        await itx.response.send_message("adult")

    @tree.command(description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    async def settings(itx):
        await itx.response.send_message(str(itx.permissions.manage_guild))

    queue = app_commands.Group(name="queue", description="The queue")

    @queue.command(name="list", description="List it")
    async def queue_list(itx, page: int = 1):
        await itx.response.send_message(f"page {page}", ephemeral=True)

    tree.add_command(queue)

    @tree.context_menu(name="Repeat")
    async def repeat(itx, message: discord.Message):
        await itx.response.send_message(message.content)

    @tree.context_menu(name="Greet")
    async def greet(itx, member: discord.Member):
        await itx.response.send_message(f"hello {member.name}")


async def main(api, gateway, cdn, token):
    point_at(api, gateway, cdn)
    async with SmallBot() as bot:
        await bot.start(token)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
