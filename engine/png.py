"""Pixels and their recipe -> PNG, the same bytes each time; and the recipe back out of a PNG.

Three texts travel with the pixels: `parameters`, as other tools write and read it; an XMP packet
that says the picture was made by a trained model; and `easel`, the complete recipe as JSON.
"""

import io
import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from PIL import Image, PngImagePlugin

from engine.errors import EngineError, InvalidParams
from engine.params import Params
from engine.sampler import SAMPLERS
from engine.seam import Pixels

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_XMP_KEY: Final = "XML:com.adobe.xmp"
_RECIPE_KEY: Final = "easel"
# IPTC's words for "made by a trained model", from nothing and from somebody's picture.
_SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MADE: Final = f"{_SOURCE_TYPES}trainedAlgorithmicMedia"
_MADE_OVER: Final = f"{_SOURCE_TYPES}compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a PNG remembers: enough to paint it again and to say whether it came out the same."""

    params: Params
    model_revision: str
    exactness: str = "exact"
    precision: str | None = None  # of the model's numbers; None: not recorded


def encode(pixels: Pixels, recipe: Recipe) -> bytes:
    """No clock, no version, no chance: equal pixels and recipes give equal bytes."""
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
    texts = PngImagePlugin.PngInfo()
    texts.add_text("parameters", parameters(recipe))  # iTXt by itself where Latin-1 is too small
    texts.add_itxt(_XMP_KEY, _xmp(recipe))
    texts.add_itxt(
        _RECIPE_KEY,
        json.dumps(
            {
                "params": recipe.params.to_json(),
                "model_revision": recipe.model_revision,
                "exactness": recipe.exactness,
                "precision": recipe.precision,
            },
            ensure_ascii=False,
        ),
    )
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=texts)
    return out.getvalue()


def read(png: bytes) -> Recipe | None:
    """The recipe inside a PNG of ours; `None` for any other bytes."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            text = image.info.get(_RECIPE_KEY)
        if not isinstance(text, str):
            return None
        stored = json.loads(text)
        return Recipe(
            params=Params.from_json(stored["params"]),
            model_revision=str(stored["model_revision"]),
            exactness=str(stored.get("exactness", "exact")),
            precision=None if (given := stored.get("precision")) is None else str(given),
        )
    # Anybody may have made these bytes, and a broken picture breaks in many ways.
    except (
        OSError, SyntaxError, ValueError, LookupError, TypeError, RecursionError,
        Image.DecompressionBombError, InvalidParams,
    ):  # fmt: skip
        return None


def without_prompt(png: bytes) -> bytes:
    """The same pixels without a word of the prompt, for a server that hides prompts.

    `parameters` goes; of the recipe the seed and what painted it are left; that a model made the
    picture is still said. Decodes no pixel; equal bytes give equal bytes, and a picture without its
    prompt comes out as it is. Raises `EngineError` unless the bytes are a PNG of ours.
    """
    return _SIGNATURE + b"".join(_chunks_without_prompt(png))


def _chunks_without_prompt(png: bytes) -> Iterator[bytes]:
    for kind, body in _chunks(png):
        if kind == b"iTXt" and body.startswith(_RECIPE_KEY.encode() + b"\0"):
            yield _chunk(kind, _hushed(body))
        elif kind[:1].isupper() or body.startswith(_XMP_KEY.encode() + b"\0"):
            yield _chunk(kind, body)


def without_recipe(png: bytes) -> bytes:
    """The same pixels, and nothing but that a model made them. Else as `without_prompt`."""
    return _SIGNATURE + b"".join(
        _chunk(kind, body)
        for kind, body in _chunks(png)
        if kind[:1].isupper() or body.startswith(_XMP_KEY.encode() + b"\0")
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kinds and bodies up to the end. Critical chunks, the pixels, have upper-case kinds."""
    if not png.startswith(_SIGNATURE):
        raise EngineError("These bytes are no PNG.")
    at = len(_SIGNATURE)
    while at + 12 <= len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + size]
        if len(body) < size:
            break
        yield kind, body
        if kind == b"IEND":
            return
        at += size + 12
    raise EngineError("This PNG is cut off.")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _hushed(body: bytes) -> bytes:
    """The text chunk with our recipe, without the words in it."""
    key, text = body.split(b"\0", 1)
    # Before the text: not compressed, no language, no translated key.
    before, stored = text[:4], json.loads(text[4:])
    if "params" in stored:
        stored["seed"] = stored.pop("params")["seed"]
    return key + b"\0" + before + json.dumps(stored, ensure_ascii=False).encode()


def told(png: bytes) -> str | None:
    """The text `parameters` of anybody's PNG; `None` where there is none, or no PNG.

    Of a picture of ours whose prompt is hidden it is the facts that are left. Decodes no pixel.
    """
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            text, stored = image.info.get("parameters"), image.info.get(_RECIPE_KEY)
        if isinstance(text, str) and text.strip():
            return text
        facts = json.loads(stored) if isinstance(stored, str) else None
        if not isinstance(facts, dict) or "seed" not in facts:
            return None
        named = {"Seed": "seed", "Model hash": "model_revision", "Precision": "precision"}
        found = [f"{name}: {facts[key]}" for name, key in named.items() if facts.get(key)]
        return "\n".join(["The prompt is hidden.", ", ".join(found)])
    except (OSError, SyntaxError, ValueError, RecursionError, Image.DecompressionBombError):
        return None  # anybody may have made these bytes


def parameters(recipe: Recipe) -> str:
    """The text that Stable Diffusion tools agree on."""
    params = recipe.params
    lines = [params.prompt]
    if params.negative:
        lines.append(f"Negative prompt: {params.negative}")
    known = SAMPLERS.get(params.sampler)
    facts = {
        "Steps": params.steps,
        "Sampler": known.label if known else params.sampler,
        "CFG scale": f"{params.guidance:g}",
        "Seed": params.seed,
        "Size": f"{params.width}x{params.height}",
        "Model": params.model,
        "Model hash": recipe.model_revision,
    }
    if params.rescale:
        facts["CFG Rescale"] = f"{params.rescale:g}"
    if params.strength is not None:
        facts["Denoising strength"] = f"{params.strength:g}"
    if params.chain:
        # The format knows one variation; the whole chain is in the recipe.
        facts["Variation seed"] = params.chain[-1].seed
        facts["Variation seed strength"] = f"{params.chain[-1].strength:g}"
    lines.append(", ".join(f"{name}: {_quoted(str(value))}" for name, value in facts.items()))
    return "\n".join(lines)


def _quoted(value: str) -> str:
    """A value with a comma or a colon would end the list early."""
    return json.dumps(value, ensure_ascii=False) if set(value) & set(',:"\n') else value


def source_type(params: Params) -> str:
    """Where such a picture comes from, in IPTC's words."""
    return MADE if params.image is None else _MADE_OVER


def _xmp(recipe: Recipe) -> str:
    source = source_type(recipe.params)
    system = quoteattr(f"Easel, model {recipe.params.model}")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmp:CreatorTool="Easel"'
        f' Iptc4xmpExt:DigitalSourceType="{source}"'
        f" Iptc4xmpExt:AISystemUsed={system}/>"
        "</rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
