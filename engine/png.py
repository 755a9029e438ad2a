"""Pixels and their recipe -> PNG, the same bytes each time; and the recipe back out of a PNG.

Three texts travel with the pixels: `parameters`, as other tools write and read it; an XMP packet
that says the picture was made by a trained model; and `easel`, the complete recipe as JSON.
"""

import io
import json
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from PIL import Image, PngImagePlugin

from engine.catalog import SAMPLERS
from engine.errors import InvalidParams
from engine.params import Params
from engine.seam import Pixels

_XMP_KEY: Final = "XML:com.adobe.xmp"
_RECIPE_KEY: Final = "easel"
# IPTC's words for "made by a trained model", from nothing and from somebody's picture.
_SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MADE: Final = f"{_SOURCE_TYPES}trainedAlgorithmicMedia"
_MADE_OVER: Final = f"{_SOURCE_TYPES}compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a PNG remembers: enough to paint it again and to say whether it came out the same."""

    params: Params
    model_revision: str
    exactness: str = "exact"


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
        )
    # Anybody may have made these bytes, and a broken picture breaks in many ways.
    except (
        OSError, SyntaxError, ValueError, LookupError, TypeError, RecursionError,
        Image.DecompressionBombError, InvalidParams,
    ):  # fmt: skip
        return None


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


def _xmp(recipe: Recipe) -> str:
    source = _MADE if recipe.params.image is None else _MADE_OVER
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
