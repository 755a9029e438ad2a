"""What a message may hold: Discord's limits on words, embeds and files."""

from playground.components import read_message
from playground.form import Form, Path
from playground.model import Flag
from playground.payload import Json

MAX_CONTENT = 2000
MAX_EMBEDS = 10
MAX_EMBED_CHARACTERS = 6000
MAX_ATTACHMENTS = 10
MAX_ALT_TEXT = 1024
MAX_NONCE = 25
MAX_REQUEST_BYTES = 25 * 1024 * 1024

_LEGACY = ("content", "embeds", "poll", "sticker_ids")
_SETTABLE = Flag.SUPPRESS_EMBEDS | Flag.EPHEMERAL | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2


class Draft:
    """A message body that was read and found good; fields left out are None."""

    def __init__(self, body: Json, *, prefix: Path = (), was_v2: bool = False) -> None:
        form = Form(prefix)
        self.flags = Flag(form.number(body.get("flags"), ("flags",), default=0, most=2**31 - 1)) & (
            _SETTABLE
        )
        self.v2 = was_v2 or Flag.COMPONENTS_V2 in self.flags
        self.content: str | None = None
        self.embeds: list[Json] | None = None
        self.components: list[Json] | None = None
        self.attachments: list[Json] | None = None
        self.tts = form.flag(body.get("tts"), ("tts",))
        self.nonce = _nonce(form, body.get("nonce"))
        if "content" in body:
            self.content = form.text(body["content"], ("content",), most=MAX_CONTENT)
        if "embeds" in body:
            self.embeds = read_embeds(form, body["embeds"])
        if "components" in body:
            self.components = read_message(form, body["components"], v2=self.v2)
        if "attachments" in body:
            self.attachments = [
                _attachment(form, item, path)
                for path, item in form.tables(
                    body["attachments"], ("attachments",), most=MAX_ATTACHMENTS
                )
            ]
        if self.v2:
            for name in _LEGACY:
                if body.get(name):
                    form.wrong(
                        (name,),
                        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                        f"The '{name}' field cannot be used when using "
                        "MessageFlags.IS_COMPONENTS_V2",
                    )
        self.allowed_mentions = read_allowed_mentions(form, body.get("allowed_mentions"))
        form.check()


def _nonce(form: Form, value: object) -> str | int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return form.text(value, ("nonce",), most=MAX_NONCE)


def _attachment(form: Form, item: Json, path: Path) -> Json:
    name = form.text(item.get("filename"), (*path, "filename"), most=1024)
    alt = form.text(item.get("description"), (*path, "description"), most=MAX_ALT_TEXT)
    made: Json = {"id": form.snowflake(item.get("id"), (*path, "id"))}
    if name:
        made["filename"] = name
    if "description" in item:
        made["description"] = alt or None
    if "title" in item:
        made["title"] = form.text(item["title"], (*path, "title"), most=1024) or None
    if item.get("is_spoiler"):
        made["spoiler"] = True
    return made


def read_allowed_mentions(form: Form, value: object) -> Json | None:
    if value is None:
        return None
    path: Path = ("allowed_mentions",)
    table = form.table(value, path)
    parse = form.items(table.get("parse"), (*path, "parse"), most=3)
    for index, kind in enumerate(parse):
        if kind not in ("users", "roles", "everyone"):
            form.wrong(
                (*path, "parse", index),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('users', 'roles', 'everyone').",
            )
    made: Json = {"parse": parse}
    for name in ("users", "roles"):
        ids = form.items(table.get(name), (*path, name), most=100)
        if ids and name in parse:
            form.wrong(
                (*path, name),
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.',
            )
        made[name] = [form.snowflake(item, (*path, name, i)) for i, item in enumerate(ids)]
    return made


def read_embeds(form: Form, value: object) -> list[Json]:
    tables = form.tables(value, ("embeds",), most=MAX_EMBEDS)
    embeds = [_embed(form, item, path) for path, item in tables]
    if sum(map(_length, embeds)) > MAX_EMBED_CHARACTERS:
        form.wrong(
            ("embeds",),
            "MAX_EMBED_SIZE_EXCEEDED",
            f"Embed size exceeds maximum size of {MAX_EMBED_CHARACTERS}",
        )
    return embeds


def _embed(form: Form, raw: Json, path: Path) -> Json:
    made: Json = {"type": "rich"}
    for name, most in (("title", 256), ("description", 4096)):
        if text := form.text(raw.get(name), (*path, name), most=most):
            made[name] = text
    if url := form.url(raw.get("url"), (*path, "url")):
        made["url"] = url
    if raw.get("color") is not None:
        made["color"] = form.number(raw["color"], (*path, "color"), most=0xFFFFFF)
    if raw.get("timestamp"):
        made["timestamp"] = form.text(raw["timestamp"], (*path, "timestamp"), most=64)
    for name, words in (("footer", "text"), ("author", "name")):
        if raw.get(name):
            made[name] = _credit(form, raw[name], (*path, name), words)
    for name in ("image", "thumbnail"):
        if raw.get(name):
            table = form.table(raw[name], (*path, name))
            made[name] = {"url": form.url(table.get("url"), (*path, name, "url"))}
    fields = form.tables(raw.get("fields"), (*path, "fields"), most=25)
    if fields:
        made["fields"] = [_field(form, item, where) for where, item in fields]
    if len(made) == 1:
        form.wrong((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    return made


def _credit(form: Form, value: object, path: Path, words: str) -> Json:
    table = form.table(value, path)
    most = 2048 if words == "text" else 256
    made: Json = {words: form.text(table.get(words), (*path, words), most=most)}
    for name in ("icon_url", "url"):
        if url := form.url(table.get(name), (*path, name)):
            made[name] = url
    return made


def _field(form: Form, raw: Json, path: Path) -> Json:
    return {
        "name": form.text(raw.get("name"), (*path, "name"), least=1, most=256),
        "value": form.text(raw.get("value"), (*path, "value"), least=1, most=1024),
        "inline": raw.get("inline") is True,
    }


def _length(embed: Json) -> int:
    words = [
        embed.get("title", ""),
        embed.get("description", ""),
        embed.get("footer", {}).get("text", ""),
        embed.get("author", {}).get("name", ""),
    ]
    for field in embed.get("fields", []):
        words += (field["name"], field["value"])
    return sum(map(len, words))
