"""From a request's body and files to a message: shared by everything that can write one."""

import dataclasses
import re

from playground.components import media
from playground.errors import ApiError
from playground.files import attach
from playground.form import Form, Path, refused
from playground.limits import MAX_ATTACHMENTS, Draft
from playground.model import Attachment, Flag, Message, Role, User
from playground.payload import Json
from playground.rest.call import Call, Upload
from playground.world import World

_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")


def fill(call: Call, message: Message, draft: Draft) -> None:
    """Write everything the draft names into the message. Raises before anything was changed."""
    content = message.content if draft.content is None else draft.content
    embeds = message.embeds if draft.embeds is None else draft.embeds
    components = message.components if draft.components is None else draft.components
    before = [*message.attachments, *message.embedded]
    files = _files(call, message, draft)
    if draft.v2 and (content or embeds):
        raise refused(
            ("content",),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "Content and embeds have to be removed first.",
        )
    if not (content.strip() or embeds or components or files):
        raise ApiError(50006)
    _check_references(embeds, components, files)
    message.content, message.embeds, message.components = content, embeds, components
    names = {url.removeprefix("attachment://") for url in _embed_urls(embeds)}
    message.embedded = [file for file in files if file.filename in names]
    message.attachments = [file for file in files if file.filename not in names]
    if draft.v2:
        message.flags |= Flag.COMPONENTS_V2
    message.flags = message.flags & ~Flag.SUPPRESS_EMBEDS | draft.flags & Flag.SUPPRESS_EMBEDS
    if draft.content is not None:
        _mention(call.world, message, draft.allowed_mentions)
    call.world.keep_files(message, before)


def _files(call: Call, message: Message, draft: Draft) -> list[Attachment]:
    if any(len(upload.content) > message.channel.size_limit for upload in call.uploads):
        raise ApiError(40005)
    uploads = {_number(upload): upload for upload in call.uploads}
    had = {file.id: file for file in (*message.attachments, *message.embedded)}
    if draft.attachments is None:
        kept = list(had.values())
        fresh = [_attachment(call, message, {}, upload) for upload in uploads.values()]
    else:
        # What is not in the list is gone; only pictures inside embeds stay while shown there.
        kept, fresh = [], []
        for index, item in enumerate(draft.attachments):
            if item["id"] in had:
                kept.append(_retouched(had[item["id"]], item))
            elif item["id"] in uploads:
                fresh.append(_attachment(call, message, item, uploads[item["id"]]))
            else:
                raise refused(
                    ("attachments", index, "id"),
                    "MESSAGE_ATTACHMENT_NOT_FOUND",
                    "No file of this request and none of this message has this id.",
                )
        if draft.embeds is None:
            listed = {file.id for file in kept}
            kept += [file for file in message.embedded if file.id not in listed]
    if len(kept) + len(fresh) > MAX_ATTACHMENTS:
        most = f"Must be {MAX_ATTACHMENTS} or fewer in length."
        raise refused(("attachments",), "BASE_TYPE_MAX_LENGTH", most)
    return [*kept, *fresh]


def _number(upload: Upload) -> int:
    digits = upload.field.removeprefix("files[").removesuffix("]")
    return int(digits) if digits.isdigit() else 0


def _retouched(file: Attachment, item: Json) -> Attachment:
    if "description" in item:
        return dataclasses.replace(file, description=item["description"])
    return file


def _attachment(call: Call, message: Message, item: Json, upload: Upload) -> Attachment:
    return attach(
        call.world,
        message.channel,
        item.get("filename") or upload.filename,
        upload.content,
        description=item.get("description"),
        ephemeral=message.ephemeral,
        spoiler=bool(item.get("spoiler")),
    )


def _embed_urls(embeds: list[Json]) -> list[str]:
    urls = [embed.get(place, {}).get("url", "") for embed in embeds for place in _PLACES]
    urls += [embed.get(who, {}).get("icon_url", "") for embed in embeds for who in _CREDITS]
    return [url for url in urls if url.startswith("attachment://")]


_PLACES = ("image", "thumbnail")
_CREDITS = ("footer", "author")


def _check_references(embeds: list[Json], components: list[Json], files: list[Attachment]) -> None:
    """Raises when something shows a file that is not there."""
    names = {file.filename for file in files}
    form = Form()
    for index, embed in enumerate(embeds):
        for place in _PLACES:
            _check_reference(form, embed.get(place, {}), ("embeds", index, place), names)
    for shown in media(components):
        _check_reference(form, shown, ("components",), names)
    form.check()


def _check_reference(form: Form, shown: Json, path: Path, names: set[str]) -> None:
    url = str(shown.get("url", ""))
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
        form.wrong(
            (*path, "url"),
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            f"No attachment of this message is called {url!r}.",
        )


def _mention(world: World, message: Message, allowed: Json | None) -> None:
    """Who is told about this message: those it names, as far as `allowed_mentions` lets it."""
    guild = message.channel.guild
    parse = ("users", "roles", "everyone") if allowed is None else allowed["parse"]
    users = [world.users[i] for i in _ids(_MENTION, message.content) if i in world.users]
    roles: list[Role] = []
    if guild:
        roles = [guild.roles[i] for i in _ids(_ROLE, message.content) if i in guild.roles]
    if allowed is not None and "users" not in parse:
        users = [user for user in users if user.id in allowed["users"]]
    if allowed is not None and "roles" not in parse:
        roles = [role for role in roles if role.id in allowed["roles"]]
    loud = "@everyone" in message.content or "@here" in message.content
    message.mentions = _once(users)
    message.mention_roles = roles
    message.mention_everyone = loud and "everyone" in parse


def _ids(pattern: re.Pattern[str], text: str) -> list[int]:
    return list(dict.fromkeys(int(found) for found in pattern.findall(text)))


def _once(users: list[User]) -> list[User]:
    return list(dict.fromkeys(users))
