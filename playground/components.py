"""Buttons, selects, layouts and forms: what may be in them, and what Discord makes of them."""

from collections.abc import Callable, Iterator
from enum import IntEnum

from playground.form import Form, Path
from playground.payload import Json

MAX_ROWS = 5
MAX_V2 = 40
MAX_V2_TEXT = 4000
MAX_MODAL = 5


class Component(IntEnum):
    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = (
    Component.SELECT,
    Component.USER_SELECT,
    Component.ROLE_SELECT,
    Component.MENTIONABLE_SELECT,
    Component.CHANNEL_SELECT,
)
_TOP_V2 = (
    Component.ROW,
    Component.SECTION,
    Component.TEXT,
    Component.GALLERY,
    Component.FILE,
    Component.SEPARATOR,
    Component.CONTAINER,
)
_IN_CONTAINER = tuple(kind for kind in _TOP_V2 if kind is not Component.CONTAINER)
_IN_MODAL = (Component.ROW, Component.LABEL, Component.TEXT)
_IN_LABEL = (
    Component.TEXT_INPUT,
    *SELECTS,
    Component.FILE_UPLOAD,
    Component.RADIO_GROUP,
    Component.CHECKBOX_GROUP,
    Component.CHECKBOX,
)


def read_message(form: Form, value: object, *, v2: bool) -> list[Json]:
    """A message's components as Discord stores them: complete, numbered, without surprises."""
    reader = _Reader(form)
    if not v2:
        rows = form.tables(value, ("components",), most=MAX_ROWS)
        return [reader.one(item, path, (Component.ROW,)) for path, item in rows]
    found = form.tables(value, ("components",), most=MAX_V2)
    made = [reader.one(item, path, _TOP_V2) for path, item in found]
    if reader.count > MAX_V2:
        form.wrong(
            ("components",), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_V2} in length."
        )
    if reader.text_length > MAX_V2_TEXT:
        form.wrong(
            ("components",),
            "COMPONENT_MAX_TOTAL_TEXT_SIZE",
            f"The total displayable text size must not exceed {MAX_V2_TEXT} characters.",
        )
    return made


def read_modal(form: Form, value: object) -> list[Json]:
    reader = _Reader(form, in_modal=True)
    found = form.tables(value, ("components",), least=1, most=MAX_MODAL)
    return [reader.one(item, path, _IN_MODAL) for path, item in found]


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, outer ones first."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("accessory", "component"):
            if inner := component.get(key):
                yield from walk([inner])


def find(components: list[Json], wanted: str) -> Json | None:
    """The interactive component with this custom_id, or else with this label or placeholder."""
    usable = [c for c in walk(components) if "custom_id" in c]
    for component in usable:
        if component["custom_id"] == wanted:
            return component
    for component in usable:
        if wanted in (component.get("label"), component.get("placeholder")):
            return component
    return None


def media(components: list[Json]) -> Iterator[Json]:
    """Every reference to a file or picture, to be filled in."""
    for component in walk(components):
        if component["type"] == Component.GALLERY:
            yield from (item["media"] for item in component["items"])
        elif component["type"] == Component.THUMBNAIL:
            yield component["media"]
        elif component["type"] == Component.FILE:
            yield component["file"]


class _Reader:
    def __init__(self, form: Form, *, in_modal: bool = False) -> None:
        self._form = form
        self._in_row = (Component.TEXT_INPUT,) if in_modal else (Component.BUTTON, *SELECTS)
        self._custom_ids: set[str] = set()
        self.count = 0
        self.text_length = 0
        self._readers: dict[Component, Callable[[Json, Path], Json]] = {
            Component.ROW: self._row,
            Component.BUTTON: self._button,
            Component.TEXT_INPUT: self._text_input,
            Component.SECTION: self._section,
            Component.TEXT: self._text,
            Component.THUMBNAIL: self._thumbnail,
            Component.GALLERY: self._gallery,
            Component.FILE: self._file,
            Component.SEPARATOR: self._separator,
            Component.CONTAINER: self._container,
            Component.LABEL: self._label,
            Component.FILE_UPLOAD: self._file_upload,
            Component.RADIO_GROUP: self._options_only,
            Component.CHECKBOX_GROUP: self._options_only,
            Component.CHECKBOX: self._checkbox,
            **dict.fromkeys(SELECTS, self._select),
        }

    def one(self, raw: Json, path: Path, allowed: tuple[Component, ...]) -> Json:
        kind = Component(self._form.choice(raw.get("type"), (*path, "type"), allowed))
        self.count += 1
        number = self._form.number(raw.get("id"), (*path, "id"), default=0, most=2**31 - 1)
        made: Json = {"type": int(kind), "id": number or self.count}
        made.update(self._readers[kind](raw, path))
        return made

    def _custom_id(self, raw: Json, path: Path) -> str:
        path = (*path, "custom_id")
        custom_id = self._form.text(raw.get("custom_id"), path, least=1, most=100)
        if custom_id and custom_id in self._custom_ids:
            self._form.wrong(
                path,
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        self._custom_ids.add(custom_id)
        return custom_id

    def _row(self, raw: Json, path: Path) -> Json:
        inner = self._form.tables(
            raw.get("components"), (*path, "components"), least=1, most=MAX_ROWS
        )
        made = [self.one(item, where, self._in_row) for where, item in inner]
        if len(made) > 1 and any(item["type"] != Component.BUTTON for item in made):
            self._form.wrong(
                (*path, "components"),
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            )
        return {"components": made}

    def _button(self, raw: Json, path: Path) -> Json:
        style = self._form.choice(raw.get("style"), (*path, "style"), (1, 2, 3, 4, 5, 6))
        made: Json = {"style": style}
        if style == 5:
            made["url"] = self._form.url(raw.get("url"), (*path, "url"))
        elif style == 6:
            made["sku_id"] = str(self._form.snowflake(raw.get("sku_id"), (*path, "sku_id")))
        else:
            made["custom_id"] = self._custom_id(raw, path)
        self._words(made, raw, path, "label", most=80)
        made |= _emoji(raw)
        if self._form.flag(raw.get("disabled"), (*path, "disabled")):
            made["disabled"] = True
        if style != 6 and not made.get("label") and "emoji" not in made:
            self._form.wrong(
                path, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji."
            )
        return made

    def _words(self, made: Json, raw: Json, path: Path, name: str, *, most: int) -> None:
        if words := self._form.text(raw.get(name), (*path, name), most=most):
            made[name] = words

    def _range(self, raw: Json, path: Path, *, most: int) -> Json:
        form = self._form
        least = form.number(raw.get("min_values"), (*path, "min_values"), default=1, most=most)
        top = form.number(
            raw.get("max_values"), (*path, "max_values"), default=1, least=1, most=most
        )
        return {"min_values": least, "max_values": top}

    def _select(self, raw: Json, path: Path) -> Json:
        made: Json = {"custom_id": self._custom_id(raw, path)} | self._range(raw, path, most=25)
        self._words(made, raw, path, "placeholder", most=150)
        if self._form.flag(raw.get("disabled"), (*path, "disabled")):
            made["disabled"] = True
        if isinstance(raw.get("required"), bool):
            made["required"] = raw["required"]
        if raw.get("type") == Component.SELECT:
            made["options"] = self._options(raw, path, most=25)
        elif raw.get("default_values"):
            made["default_values"] = [
                {"id": str(item.get("id")), "type": str(item.get("type"))}
                for _, item in self._form.tables(
                    raw["default_values"], (*path, "default_values"), most=25
                )
            ]
        if raw.get("type") == Component.CHANNEL_SELECT and raw.get("channel_types"):
            made["channel_types"] = raw["channel_types"]
        return made

    def _options(self, raw: Json, path: Path, *, most: int) -> list[Json]:
        path = (*path, "options")
        form = self._form
        made: list[Json] = []
        for where, item in form.tables(raw.get("options"), path, least=1, most=most):
            option: Json = {
                "label": form.text(item.get("label"), (*where, "label"), least=1, most=100),
                "value": form.text(item.get("value"), (*where, "value"), least=1, most=100),
            }
            self._words(option, item, where, "description", most=100)
            option |= _emoji(item)
            if item.get("default"):
                option["default"] = True
            if any(option["value"] == other["value"] for other in made):
                form.wrong(
                    (*where, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            made.append(option)
        return made

    def _text_input(self, raw: Json, path: Path) -> Json:
        form = self._form
        made: Json = {
            "custom_id": self._custom_id(raw, path),
            "style": form.choice(raw.get("style"), (*path, "style"), (1, 2)),
            "required": raw.get("required") is not False,
            "min_length": form.number(
                raw.get("min_length"), (*path, "min_length"), default=0, most=4000
            ),
            "max_length": form.number(
                raw.get("max_length"), (*path, "max_length"), default=4000, least=1, most=4000
            ),
        }
        in_row = path[-2] == "components"
        label = form.text(raw.get("label"), (*path, "label"), least=int(in_row), most=45)
        if label:
            made["label"] = label
        self._words(made, raw, path, "value", most=made["max_length"])
        self._words(made, raw, path, "placeholder", most=100)
        return made

    def _section(self, raw: Json, path: Path) -> Json:
        inner = self._form.tables(raw.get("components"), (*path, "components"), least=1, most=3)
        texts = [self.one(item, where, (Component.TEXT,)) for where, item in inner]
        beside = (*path, "accessory")
        accessory = self._form.table(raw.get("accessory"), beside)
        allowed = (Component.BUTTON, Component.THUMBNAIL)
        return {"components": texts, "accessory": self.one(accessory, beside, allowed)}

    def _text(self, raw: Json, path: Path) -> Json:
        content = self._form.text(raw.get("content"), (*path, "content"), least=1, most=MAX_V2_TEXT)
        self.text_length += len(content)
        return {"content": content}

    def _picture(self, raw: Json, path: Path, name: str) -> Json:
        holder = self._form.table(raw.get(name), (*path, name))
        url = self._form.url(holder.get("url"), (*path, name, "url"))
        if not url:
            self._form.wrong((*path, name, "url"), "BASE_TYPE_REQUIRED", "This field is required")
        return {"url": url}

    def _thumbnail(self, raw: Json, path: Path) -> Json:
        alt = self._form.text(raw.get("description"), (*path, "description"), most=1024)
        return {
            "media": self._picture(raw, path, "media"),
            "description": alt or None,
            "spoiler": raw.get("spoiler") is True,
        }

    def _gallery(self, raw: Json, path: Path) -> Json:
        inner = self._form.tables(raw.get("items"), (*path, "items"), least=1, most=10)
        return {"items": [self._thumbnail(item, where) for where, item in inner]}

    def _file(self, raw: Json, path: Path) -> Json:
        return {
            "file": self._picture(raw, path, "file"),
            "spoiler": raw.get("spoiler") is True,
            "name": None,
            "size": None,
        }

    def _separator(self, raw: Json, path: Path) -> Json:
        spacing = raw.get("spacing")
        if spacing is None:
            spacing = 1
        return {
            "divider": raw.get("divider") is not False,
            "spacing": self._form.choice(spacing, (*path, "spacing"), (1, 2)),
        }

    def _container(self, raw: Json, path: Path) -> Json:
        inner = self._form.tables(
            raw.get("components"), (*path, "components"), least=1, most=MAX_V2
        )
        color = raw.get("accent_color")
        if color is not None:
            color = self._form.number(color, (*path, "accent_color"), most=0xFFFFFF)
        return {
            "components": [self.one(item, where, _IN_CONTAINER) for where, item in inner],
            "accent_color": color,
            "spoiler": raw.get("spoiler") is True,
        }

    def _label(self, raw: Json, path: Path) -> Json:
        inside = (*path, "component")
        component = self._form.table(raw.get("component"), inside)
        made: Json = {
            "label": self._form.text(raw.get("label"), (*path, "label"), least=1, most=45),
            "component": self.one(component, inside, _IN_LABEL),
        }
        self._words(made, raw, path, "description", most=100)
        return made

    def _file_upload(self, raw: Json, path: Path) -> Json:
        made: Json = {"custom_id": self._custom_id(raw, path)} | self._range(raw, path, most=10)
        return made | {"required": raw.get("required") is not False}

    def _options_only(self, raw: Json, path: Path) -> Json:
        made: Json = {
            "custom_id": self._custom_id(raw, path),
            "options": self._options(raw, path, most=10),
            "required": raw.get("required") is not False,
        }
        if raw.get("type") == Component.CHECKBOX_GROUP:
            made |= self._range(raw, path, most=10)
        return made

    def _checkbox(self, raw: Json, path: Path) -> Json:
        return {"custom_id": self._custom_id(raw, path), "default": raw.get("default") is True}


def _emoji(raw: Json) -> Json:
    emoji = raw.get("emoji")
    if not isinstance(emoji, dict):
        return {}
    kept = {key: emoji[key] for key in ("id", "name", "animated") if emoji.get(key)}
    return {"emoji": {"name": ""} | kept}
