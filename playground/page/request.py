"""Reads what the page sent: one JSON payload and the files that travel beside it."""

import json
from collections.abc import Mapping

from aiohttp import BodyPartReader, web

from playground.asking import File
from playground.errors import Refused
from playground.limits import MAX_REQUEST_BYTES
from playground.payload import Json


class Form:
    """What one press of a key or button sent. Its readers raise `Refused`."""

    def __init__(self, payload: Json, files: Mapping[str, File]) -> None:
        self.payload = payload
        self.files = files

    def text(self, name: str) -> str:
        value = self.payload.get(name)
        if not isinstance(value, str) or not value:
            raise Refused(f"{name!r} is missing.")
        return value

    def number(self, name: str) -> int:
        text = self.text(name)
        if not text.isdecimal():
            raise Refused(f"{name!r} is an id.")
        return int(text)

    def words(self, name: str) -> list[str]:
        value = self.payload.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Refused(f"{name!r} is a list of words.")
        return value

    def table(self, name: str) -> Json:
        value = self.payload.get(name, {})
        if not isinstance(value, dict):
            raise Refused(f"{name!r} is a table.")
        return value


async def read(request: web.Request) -> Form:
    if request.content_type != "multipart/form-data":
        raise Refused("The page sends forms.")
    payload: object = None
    files: dict[str, File] = {}
    left = MAX_REQUEST_BYTES
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refused("A form holds no forms.")
        content = await _content(part, most=left)
        left -= len(content)
        if part.filename:
            files[part.name or ""] = File(name=part.filename, content=content)
        else:
            payload = _parsed(content)
    if not isinstance(payload, dict):
        raise Refused("The form has no payload.")
    return Form(payload, files)


async def _content(part: BodyPartReader, *, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > most:
            raise Refused("Files of at most 25 MiB together, please.")
    return bytes(content)


def _parsed(content: bytes) -> object:
    try:
        parsed: object = json.loads(content)
    except ValueError as error:
        raise Refused("The payload is not JSON.") from error
    return parsed
