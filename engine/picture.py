"""Bytes in, bytes out: uploads made harmless, pictures made to fit a limit, small previews.

Slow: runs in the CPU pool. Trusts no bytes: one format, a bound on size before anything is decoded.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from engine.errors import EngineError, InvalidParams
from engine.params import MAX_SIDE
from engine.seam import Pixels

# A 64 px picture is too small to watch; beyond 512 px a preview only costs upload time.
_PREVIEW_MIN: Final = 256
_PREVIEW_MAX: Final = 512
_EMPTY_TILE: Final = (43, 45, 49)  # dark grey: a picture that has not begun
# More than a signature adds (3.1 KB with two certificates): left free where a file must fit.
SIGNATURE_ROOM: Final = 8 * 1024
_COARSEST: Final = 8  # pixels that one block hides, each way, at least
_SMALLEST: Final = 16  # no picture is made smaller than this to fit

# What is taken from anybody. The bound on pixels holds before one of them is decoded.
MAX_UPLOAD: Final = 8 * 2**20
_UPLOADS: Final = ("PNG", "JPEG", "WEBP")
_MAX_UPLOAD_PIXELS: Final = 4_200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    content: bytes
    extension: str  # png or webp
    note: str | None = None  # what was done to it, for the member; None: nothing


def prepare(upload: bytes, *, width: int, height: int) -> bytes:
    """Anybody's picture as a PNG of that size, cut at the sides where the shape differs.

    Nothing of the file is left but its pixels: no metadata, no second frame, nothing behind the
    end. The same bytes in are the same bytes out, and a prepared picture comes out as it is. Raises
    `InvalidParams` with one sentence, whatever the bytes are.
    """
    if len(upload) > MAX_UPLOAD:
        raise InvalidParams(
            f"Your picture has {len(upload) / 2**20:.1f} MB; {MAX_UPLOAD // 2**20} MB is the most "
            "I take."
        )
    try:
        image = _upright(upload)
        if image.size != (width, height):
            image = ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        Image.frombytes("RGB", image.size, image.tobytes()).save(out, "PNG")
        return out.getvalue()
    except InvalidParams:
        raise
    except Exception as error:  # what a hostile file raises depends on where it is broken
        raise InvalidParams("Your picture is damaged, so I cannot read it.") from error


def _upright(upload: bytes) -> Image.Image:
    """The first and only frame, in RGB. Raises what Pillow raises, and `InvalidParams`."""
    try:
        image: Image.Image = Image.open(io.BytesIO(upload), formats=_UPLOADS)
    except UnidentifiedImageError as error:
        raise InvalidParams(
            "I take pictures as PNG, JPEG or WebP; this is none of them."
        ) from error
    if image.width * image.height > _MAX_UPLOAD_PIXELS or max(image.size) > MAX_SIDE:
        raise InvalidParams(
            f"Your picture has {image.width}x{image.height} pixels: make it smaller. "
            f"I take up to 4.2 megapixels, and up to {MAX_SIDE} pixels a side."
        )
    # Phones put a second picture behind a JPEG; an animation is something else.
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise InvalidParams("Your picture is animated. Send a still one.")
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow would cut them off at 255
        image = image.convert("I").point(lambda level: level / 257).convert("L")
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return image.convert("RGB")


def pixels(png: bytes, *, width: int, height: int) -> Pixels:
    """A prepared picture, decoded. Raises `EngineError` unless it is one, and of that size."""
    found = decode(png)
    if (found.width, found.height) != (width, height):
        raise InvalidParams(
            f"The picture to paint over has {found.width}x{found.height} pixels, and the recipe "
            f"{width}x{height}."
        )
    return found


def decode(png: bytes) -> Pixels:
    """A picture of ours. Raises `EngineError` unless it is a PNG of bounded size."""
    image = _open(png)
    return Pixels(width=image.width, height=image.height, rgb=image.tobytes())


def fit(png: bytes, *, limit: int) -> Fitted:
    """The best form of a picture that has at most `limit` bytes.

    PNG, else lossless WebP, else WebP at 90, else smaller and smaller. Raises `EngineError` if the
    bytes are no picture of ours or nothing fits.
    """
    if len(png) <= limit:
        return Fitted(content=png, extension="png")
    image = _open(png)
    # It travels on: a converted picture still says that a model made it.
    xmp = image.info.get("xmp", b"")
    content = _webp(image, lossless=True, xmp=xmp)
    if len(content) <= limit:
        return Fitted(
            content=content,
            extension="webp",
            note="Sent as WebP, without loss: the PNG is too large to send.",
        )
    width, height = image.size
    while min(image.size) >= _SMALLEST:
        content = _webp(image, quality=90, xmp=xmp)
        if len(content) <= limit:
            smaller = "" if image.size == (width, height) else f" at {image.width}x{image.height}"
            return Fitted(
                content=content,
                extension="webp",
                note=f"Sent as WebP{smaller}: the PNG is too large to send.",
            )
        image = image.resize(
            (image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS
        )
    raise EngineError(f"The picture does not fit into {limit:,} bytes in any form.")


def pixelate(png: bytes, *, blocks: int) -> bytes:
    """A PNG in which `blocks` squares at most lie along the longer side, each at least eight of its
    pixels wide: what it is about, and no more. Raises `EngineError`.
    """
    image = _open(png)
    longest = max(image.size)
    coarse = max(1, min(blocks, longest // _COARSEST))
    small = image.resize(
        (
            max(1, round(image.width * coarse / longest)),
            max(1, round(image.height * coarse / longest)),
        ),
        Image.Resampling.BOX,
    )
    scale = max(1, _PREVIEW_MIN // coarse)
    drawn = small.resize((small.width * scale, small.height * scale), Image.Resampling.NEAREST)
    out = io.BytesIO()
    told = PngInfo()
    if xmp := image.info.get("xmp"):  # it still says that a model made it
        told.add_itxt("XML:com.adobe.xmp", xmp.decode("utf-8", "replace"))
    drawn.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def preview(tiles: Sequence[Pixels | None], *, width: int, height: int) -> bytes:
    """A small WebP of one `width` x `height` picture, or of several two by two.

    Tiles may be smaller than the picture that they stand for; `None` has not begun.
    """
    columns = 1 if len(tiles) == 1 else 2
    rows = -(-len(tiles) // columns)
    longest = max(width * columns, height * rows)
    scale = min(max(longest, _PREVIEW_MIN), _PREVIEW_MAX) / longest
    tile_size = (max(1, round(width * scale)), max(1, round(height * scale)))
    sheet = Image.new("RGB", (tile_size[0] * columns, tile_size[1] * rows), _EMPTY_TILE)
    for n, tile in enumerate(tiles):
        if tile is not None:
            drawn = Image.frombytes("RGB", (tile.width, tile.height), tile.rgb)
            drawn = drawn.resize(tile_size, Image.Resampling.BICUBIC)
            sheet.paste(drawn, (n % columns * tile_size[0], n // columns * tile_size[1]))
    return _webp(sheet)


def _open(png: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(png), formats=("PNG",))
        if max(image.size) > MAX_SIDE:
            raise EngineError(f"A picture has at most {MAX_SIDE} pixels a side.")
        return image.convert("RGB")
    # What a broken file raises depends on where it is broken.
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise EngineError("These bytes are not a PNG picture.") from error


def _webp(
    image: Image.Image, *, lossless: bool = False, quality: int = 80, xmp: bytes = b""
) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=quality, method=4, xmp=xmp)
    return out.getvalue()
