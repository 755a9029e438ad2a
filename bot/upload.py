"""A file that a member gives: fetched from Discord's CDN within bounds, and from nowhere else."""

from typing import Final

import aiohttp
import discord
from yarl import URL

from bot.policy import Refused
from engine.picture import MAX_UPLOAD

# Discord wants an answer within three seconds, and accepting may take half of them: a picture that
# has not arrived and been prepared by then is refused while a refusal can still be private.
SECONDS: Final = 1.2

TOO_SLOW: Final = "Your picture took too long to arrive here. Try again, or send a smaller file."

_TYPES: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
_CHUNK: Final = 64 * 1024
# Longer than anyone waits: the caller's deadline is `SECONDS`.
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)


async def fetch(given: discord.Attachment) -> bytes:
    """The bytes of an attachment that may be a picture; nothing about them has been checked.

    Raises `Refused`, where it can before a byte is fetched.
    """
    if given.content_type not in _TYPES:
        raise Refused("I take pictures as PNG, JPEG or WebP; this is none of them.")
    if given.size > MAX_UPLOAD:
        raise Refused(_too_large(given.size))
    url = URL(given.url, encoded=True)  # signed: it must arrive as it is
    if not url.absolute or (url.scheme, url.authority) != _cdn():
        raise Refused("I take files from Discord only.")
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(url, allow_redirects=False) as response,
        ):
            if response.status != 200:
                raise Refused("Discord did not hand over your picture. Attach it again.")
            content = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > MAX_UPLOAD:
                    raise Refused(_too_large(len(content)))
            return bytes(content)
    except (aiohttp.ClientError, OSError) as error:
        raise Refused("Discord did not hand over your picture. Attach it again.") from error


def _cdn() -> tuple[str, str]:
    base = URL(discord.Asset.BASE)
    return base.scheme, base.authority


def _too_large(size: int) -> str:
    return (
        f"Your picture has {size / 2**20:.1f} MB; {MAX_UPLOAD // 2**20} MB is the most I take. "
        "Send a smaller one."
    )
