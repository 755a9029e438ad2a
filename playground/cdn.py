"""Files and avatars. A file's address is signed and works for a day."""

import asyncio
import struct
import zlib

from aiohttp import web

from playground.faults import Fault, Faults
from playground.model import Attachment
from playground.world import World

_GONE = "This content is no longer available."
_COLORS = (0x5865F2, 0x747F8D, 0x3BA55C, 0xFAA61A, 0xED4245, 0xEB459E)
# Shown where they are opened; anything else is only ever saved, so that no upload runs as a page.
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


class Cdn:
    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults

    def add_to(self, router: web.UrlDispatcher) -> None:
        for folder in ("attachments", "ephemeral-attachments"):
            router.add_get(f"/{folder}/{{channel}}/{{attachment}}/{{name}}", self._file)
        router.add_get("/embed/avatars/{number}.png", self._avatar)
        router.add_get("/avatars/{number}/{name}", self._avatar)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        fault = self._faults.take("CDN", request.path)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.status is not None:
            return web.Response(status=fault.status or 404, text=_GONE)
        attachment = self._find(request)
        if attachment is None:
            return web.Response(status=404, text=_GONE)
        return await _send(request, attachment, fault)

    def _find(self, request: web.Request) -> Attachment | None:
        signed = self._world.may_download(
            request.path,
            request.query.get("ex", ""),
            request.query.get("is", ""),
            request.query.get("hm", ""),
        )
        number = request.match_info["attachment"]
        if not signed or not number.isdigit():
            return None
        return self._world.attachments.get(int(number))

    async def _avatar(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        color = _COLORS[int(number) % len(_COLORS) if number.isdigit() else 0]
        return web.Response(body=_square(color), content_type="image/png", headers=_SAFE)


async def _send(
    request: web.Request, attachment: Attachment, fault: Fault | None
) -> web.StreamResponse:
    headers = dict(_SAFE)
    if attachment.content_type in _SHOWN:
        headers["Content-Type"] = attachment.content_type
    else:
        headers["Content-Type"] = "application/octet-stream"
        headers["Content-Disposition"] = f'attachment; filename="{attachment.filename}"'
    if fault is None or not (fault.truncated or fault.reset):
        return web.Response(body=attachment.content, headers=headers)
    response = web.StreamResponse(headers=headers)
    response.content_length = attachment.size
    await response.prepare(request)
    if fault.truncated:
        await response.write(attachment.content[: attachment.size // 2])
    if request.transport:
        request.transport.abort()
    return response


def _square(color: int, side: int = 64) -> bytes:
    """A PNG of one color."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)

    row = b"\0" + color.to_bytes(3, "big") * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * side))
        + chunk(b"IEND", b"")
    )
