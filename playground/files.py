"""A file on its way into a message: named, typed and measured as Discord would."""

import mimetypes
import re

from playground.dimensions import dimensions
from playground.model import Attachment, Channel
from playground.world import World

_UNSAFE = re.compile(r"[^\w.\-]+")


def attach(
    world: World,
    channel: Channel,
    name: str,
    content: bytes,
    *,
    description: str | None = None,
    ephemeral: bool = False,
    spoiler: bool = False,
) -> Attachment:
    """A stored file, measured and named as Discord would."""
    filename = _UNSAFE.sub("_", name).strip("._") or "unknown"
    size = dimensions(content)
    return Attachment(
        id=world.snowflakes.next(),
        channel_id=world.application_id if ephemeral else channel.id,
        filename=filename,
        content=content,
        content_type=mimetypes.guess_type(filename)[0] or "application/octet-stream",
        width=size[0] if size else None,
        height=size[1] if size else None,
        description=description,
        ephemeral=ephemeral,
        spoiler=spoiler or filename.startswith("SPOILER_"),
    )
