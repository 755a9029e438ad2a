import io
import json
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from engine import png
from engine.catalog import HOUSE
from engine.errors import EngineError
from engine.params import Blend
from engine.png import Recipe
from engine.seam import Pixels

PIXELS = Pixels(width=64, height=64, rgb=bytes(range(256)) * 48)
APPLE = Recipe(params=HOUSE.params(prompt="a red apple", seed=7), model_revision="sha256:33b3")
XMP = "XML:com.adobe.xmp"


def texts(content):
    with Image.open(io.BytesIO(content)) as image:
        return dict(image.text)


def test_the_pixels_come_back_as_they_went_in():
    content = png.encode(PIXELS, APPLE)

    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (64, 64)
        assert image.convert("RGB").tobytes() == PIXELS.rgb


def test_the_same_picture_is_the_same_bytes():
    assert png.encode(PIXELS, APPLE) == png.encode(PIXELS, APPLE)


def test_another_recipe_is_other_bytes():
    other = replace(APPLE, params=replace(APPLE.params, seed=8))

    assert png.encode(PIXELS, APPLE) != png.encode(PIXELS, other)


def test_parameters_are_written_as_other_tools_read_them():
    recipe = replace(APPLE, params=replace(APPLE.params, negative="a worm", guidance=4.5))

    written = texts(png.encode(PIXELS, recipe))["parameters"]

    assert written == (
        "a red apple\n"
        "Negative prompt: a worm\n"
        "Steps: 20, Sampler: DPM++ 2M, CFG scale: 4.5, Seed: 7, Size: 64x64, "
        'Model: house, Model hash: "sha256:33b3"'
    )


def test_a_rescale_is_written_and_read_back_and_none_leaves_the_bytes_as_they_were():
    recipe = replace(APPLE, params=replace(APPLE.params, rescale=0.7))

    content = png.encode(PIXELS, recipe)

    assert "CFG Rescale: 0.7" in texts(content)["parameters"]
    assert png.read(content) == recipe
    plain = replace(APPLE, params=replace(recipe.params, rescale=0))
    assert png.encode(PIXELS, plain) == png.encode(PIXELS, APPLE)
    assert b"escale" not in png.encode(PIXELS, plain)


def test_a_variation_is_written_too():
    chain = (Blend(seed=1, strength=0.15), Blend(seed=2, strength=0.45))
    recipe = replace(APPLE, params=replace(APPLE.params, chain=chain))

    written = texts(png.encode(PIXELS, recipe))["parameters"]

    assert written.endswith("Variation seed: 2, Variation seed strength: 0.45")


def test_a_trained_model_is_named_as_the_source():
    packet = texts(png.encode(PIXELS, APPLE))[XMP]

    [description] = ElementTree.fromstring(packet.strip("\ufeff")).iter(
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
    )

    source = description.get("{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType")
    assert source.endswith("/trainedAlgorithmicMedia")


def test_a_models_name_cannot_break_out_of_the_packet():
    recipe = replace(APPLE, params=replace(APPLE.params, model="<x y='1'>&\"</x>"))

    packet = texts(png.encode(PIXELS, recipe))[XMP]

    tree = ElementTree.fromstring(packet.strip("\ufeff"))
    system = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}AISystemUsed"
    assert [e.get(system) for e in tree.iter() if e.get(system)] == [
        "Easel, model <x y='1'>&\"</x>"
    ]


@given(
    prompt=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
    negative=st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    seed=st.integers(0, 2**32 - 1),
    revision=st.sampled_from(["sha256:33b3", "4" * 40]),
)
def test_any_recipe_is_read_back_whole(prompt, negative, seed, revision):
    params = HOUSE.params(prompt=prompt, negative=negative, seed=seed, count=2)
    recipe = Recipe(params=params.alone(1).varied(0.15), model_revision=revision)

    assert png.read(png.encode(PIXELS, recipe)) == recipe


@pytest.mark.parametrize("prompt", ["a red apple", "una manzana ñ", "赤い林檎 🍎", "two\r\nlines"])
def test_a_prompt_in_any_script_reaches_other_tools(prompt):
    recipe = replace(APPLE, params=replace(APPLE.params, prompt=prompt))

    written = texts(png.encode(PIXELS, recipe))["parameters"]

    assert written.startswith(prompt + "\n")


def picture_with(text):
    info = PngImagePlugin.PngInfo()
    info.add_itxt("easel", text)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "null",
        "{}",
        '{"params": {}, "model_revision": "r"}',
        '{"params": 3, "model_revision": "r"}',
        json.dumps({"params": APPLE.params.to_json() | {"steps": 10**6}, "model_revision": "r"}),
        json.dumps({"params": APPLE.params.to_json() | {"extra": 1}, "model_revision": "r"}),
        json.dumps({"params": APPLE.params.to_json()}),
        "[" * 100_000,
    ],
)
def test_a_forged_recipe_is_no_recipe(text):
    assert png.read(picture_with(text)) is None


def bomb():
    """A PNG that promises 60,000 x 60,000 pixels."""
    content = bytearray(picture_with("{}"))
    content[16:24] = (60_000).to_bytes(4) * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        png.encode(PIXELS, APPLE)[:40],
        picture_with("{}")[:-30],
        bomb(),
    ],
)
def test_what_is_no_picture_of_ours_has_no_recipe(content):
    assert png.read(content) is None


def test_a_picture_painted_over_another_one_says_so_everywhere():
    over = replace(APPLE, params=APPLE.params.over(b"a prepared picture", strength=0.5))

    content = png.encode(PIXELS, over)

    written = texts(content)
    assert "Denoising strength: 0.5" in written["parameters"]
    assert "/compositeWithTrainedAlgorithmicMedia" in written[XMP]
    assert png.read(content) == over
    assert "/trainedAlgorithmicMedia" in texts(png.encode(PIXELS, APPLE))[XMP]


CANARY = "xylophonic zebra"
SECRET = replace(
    APPLE, params=replace(APPLE.params, prompt=CANARY, negative=CANARY), precision="bf16"
)


def test_precision_is_read_back():
    assert png.read(png.encode(PIXELS, SECRET)).precision == "bf16"


@pytest.mark.parametrize("hush", [png.without_prompt, png.without_recipe])
def test_a_hidden_prompt_is_nowhere_in_the_file_and_the_pixels_are_the_same(hush):
    hidden = hush(png.encode(PIXELS, SECRET))

    with Image.open(io.BytesIO(hidden)) as image:
        image.load()
        assert image.convert("RGB").tobytes() == PIXELS.rgb
        assert CANARY not in str(image.info)
        assert "/trainedAlgorithmicMedia" in image.text[XMP]
        assert "parameters" not in image.text
    assert CANARY.encode() not in hidden
    assert hush(hidden) == hidden
    assert png.read(hidden) is None


def test_without_its_prompt_a_picture_still_tells_its_seed_and_what_painted_it():
    hidden = png.without_prompt(png.encode(PIXELS, SECRET))

    assert json.loads(texts(hidden)["easel"]) == {
        "model_revision": "sha256:33b3",
        "exactness": "exact",
        "precision": "bf16",
        "seed": 7,
    }
    assert png.told(hidden) == (
        "The prompt is hidden.\nSeed: 7, Model hash: sha256:33b3, Precision: bf16"
    )
    assert png.told(png.without_recipe(hidden)) is None


@pytest.mark.parametrize("content", [b"", b"GIF89a", png.encode(PIXELS, APPLE)[:-20]])
def test_what_is_no_whole_png_cannot_be_hushed(content):
    with pytest.raises(EngineError):
        png.without_prompt(content)


def test_the_parameters_of_other_tools_are_told():
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a pear\nSteps: 3")
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)

    assert png.told(out.getvalue()) == "a pear\nSteps: 3"


@pytest.mark.parametrize("content", [b"", picture_with("[" * 100_000), picture_with("[]"), bomb()])
def test_what_tells_nothing_is_none(content):
    assert png.told(content) is None
