import io
import random
import warnings
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from engine import picture, png
from engine.catalog import SD15
from engine.errors import EngineError, InvalidParams
from engine.png import Recipe
from engine.seam import Pixels


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.fixture(scope="module")
def noisy():
    """A picture that compresses badly."""
    chance = random.Random(7)
    rgb = bytes(n % 512 // 4 + chance.randrange(60) for n in range(512 * 512 * 3))
    recipe = Recipe(params=SD15.params(prompt="noise", seed=1), model_revision="r")
    return png.encode(Pixels(width=512, height=512, rgb=rgb), recipe)


def test_a_png_that_fits_is_left_alone(noisy):
    fitted = picture.fit(noisy, limit=10 * 2**20)

    assert (fitted.content, fitted.extension, fitted.note) == (noisy, "png", None)


def test_the_next_best_is_webp_without_loss(noisy):
    fitted = picture.fit(noisy, limit=len(noisy) - 1)

    assert fitted.extension == "webp"
    assert "without loss" in fitted.note
    assert len(fitted.content) < len(noisy)
    assert opened(fitted.content).convert("RGB").tobytes() == opened(noisy).tobytes()


def test_then_webp_with_loss_at_full_size(noisy):
    lossless = picture.fit(noisy, limit=len(noisy) - 1)

    fitted = picture.fit(noisy, limit=len(lossless.content) - 1)

    assert fitted.extension == "webp"
    assert opened(fitted.content).size == (512, 512)
    assert fitted.note == "Sent as WebP: the PNG is too large to send."


@pytest.mark.parametrize("limit", [100_000, 20_000, 3_000])
def test_then_smaller_and_the_note_says_so(noisy, limit):
    fitted = picture.fit(noisy, limit=limit)

    image = opened(fitted.content)
    assert len(fitted.content) <= limit
    assert image.width == image.height < 512
    assert f"at {image.width}x{image.height}" in fitted.note


def test_a_converted_picture_still_says_that_a_model_made_it(noisy):
    for limit in (len(noisy) - 1, 100_000):
        image = opened(picture.fit(noisy, limit=limit).content)

        assert b"trainedAlgorithmicMedia" in image.info["xmp"]


def test_what_fits_into_nothing_is_refused_in_a_sentence(noisy):
    with pytest.raises(EngineError, match="does not fit into 200 bytes"):
        picture.fit(noisy, limit=200)


def bomb():
    content = bytearray(png_of(8, 8))
    content[16:24] = (60_000).to_bytes(4) * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    return bytes(content)


def png_of(width, height, form="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a picture at all", "not a PNG"),
        (png_of(64, 64, "BMP"), "not a PNG"),
        (png_of(64, 64)[:50], "not a PNG"),
        (png_of(5000, 8), "at most 4096 pixels a side"),
        (bomb(), "not a PNG"),
    ],
)
def test_bytes_are_not_trusted(content, sentence):
    with pytest.raises(EngineError, match=sentence):
        picture.fit(content, limit=10)


def file(image, form="PNG", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(width=96, height=64):
    """Red on the left, blue on the right, and a gradient from the top."""
    grey = Image.linear_gradient("L").resize((width, height))
    left = Image.new("L", (width, height), 0)
    left.paste(255, (0, 0, width // 2, height))
    return Image.merge("RGB", (left, grey, left.point(lambda level: 255 - level)))


def secretive():
    """A photo that tells where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET", zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return file(photo(), pnginfo=texts, exif=exif, icc_profile=profile) + b"PK\3\4 SECRET <script>"


def test_an_upload_becomes_a_png_of_the_recipes_size():
    for form in ("PNG", "JPEG", "WEBP"):
        made = opened(picture.prepare(file(photo(), form), width=64, height=40))

        assert (made.format, made.mode, made.size) == ("PNG", "RGB", (64, 40))
        red, blue = made.getpixel((8, 20)), made.getpixel((56, 20))
        assert red[0] > 200 > 60 > red[2]
        assert blue[2] > 200 > 60 > blue[0]


def test_what_does_not_fit_is_cut_off_at_both_sides():
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))

    made = opened(picture.prepare(file(wide), width=64, height=64))

    assert set(made.resize((8, 8), Image.Resampling.BOX).crop((1, 0, 7, 8)).tobytes()[2::3]) == {
        255
    }


def test_preparing_is_repeatable_and_leaves_what_is_prepared_as_it_is():
    prepared = picture.prepare(file(photo()), width=64, height=64)

    assert picture.prepare(file(photo()), width=64, height=64) == prepared
    assert picture.prepare(prepared, width=64, height=64) == prepared


def test_nothing_but_pixels_is_left_of_an_upload():
    for width in (96, 64):
        prepared = picture.prepare(secretive(), width=width, height=64)

        assert b"SECRET" not in prepared
        assert opened(prepared).info == {}
        assert prepared.endswith(b"IEND\xaeB`\x82")


def test_a_photo_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held with its right side down

    made = opened(picture.prepare(file(photo(), "JPEG", exif=exif), width=64, height=96))

    assert made.getpixel((32, 8))[0] > 200, "what was left is at the top"
    assert made.getpixel((32, 88))[2] > 200


@pytest.mark.parametrize(
    ("image", "middle"),
    [
        (Image.new("L", (64, 64), 200), (200, 200, 200)),
        (Image.new("1", (64, 64), 1), (255, 255, 255)),
        (Image.new("I;16", (64, 64), 0x8080), (128, 128, 128)),
        (Image.new("RGBA", (64, 64), (9, 9, 9, 0)), (255, 255, 255)),
        (Image.new("LA", (64, 64), (0, 0)), (255, 255, 255)),
        (Image.new("RGB", (64, 64), "red").quantize(), (255, 0, 0)),
    ],
    ids=lambda given: getattr(given, "mode", ""),
)
def test_every_kind_of_pixel_becomes_the_colour_that_people_see(image, middle):
    made = opened(picture.prepare(file(image), width=64, height=64))

    assert made.getpixel((32, 32)) == middle


def test_of_all_formats_three_are_taken():
    Image.init()
    taken = set()
    for form in sorted(Image.SAVE):
        with warnings.catch_warnings(), suppress(Exception):  # not every format takes this picture
            warnings.simplefilter("ignore")
            content = file(photo(), form)
            with suppress(InvalidParams):
                picture.prepare(content, width=64, height=64)
                taken.add(form)

    assert len(Image.SAVE) >= 30
    # An MPO is a JPEG with more pictures behind it, as phones write them: the first is taken.
    assert taken - {"MPO"} == {"PNG", "JPEG", "WEBP"}


FRAMES = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (b"", "none of them"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of them"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "none of them"),
        (file(photo(), "GIF"), "none of them"),
        (file(photo())[:-40], "damaged"),
        (file(photo(), "JPEG")[:400], "damaged"),
        (file(photo(), "WEBP")[:60], "damaged|none of them"),
        (bomb(), "damaged|60000x60000"),
        (file(Image.new("1", (4097, 8))), "4097x8 pixels: make it smaller"),
        (file(Image.new("1", (2100, 2100))), "2100x2100 pixels"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8 * 2**20), "8.0 MB; 8 MB is the most"),
        (file(FRAMES[0], save_all=True, append_images=FRAMES[1:]), "animated"),
        (file(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:]), "animated"),
    ],
)
def test_what_is_no_still_picture_of_a_decent_size_is_refused_in_a_sentence(upload, sentence):
    with pytest.raises(InvalidParams, match=sentence):
        picture.prepare(upload, width=64, height=64)


def test_a_text_that_unpacks_to_gigabytes_is_refused():
    content = file(photo())
    text = b"zTXtComment\0\0" + zlib.compress(bytes(100_000_000), 9)
    chunk = (len(text) - 4).to_bytes(4) + text + zlib.crc32(text).to_bytes(4)

    with pytest.raises(InvalidParams, match=r"damaged|none of them"):
        picture.prepare(content[:33] + chunk + content[33:], width=64, height=64)


GOOD = [file(photo(), form) for form in ("PNG", "JPEG", "WEBP")] + [secretive()]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_the_bytes_are_there_is_a_picture_or_a_sentence(data):
    content = bytearray(data.draw(st.sampled_from(GOOD) | st.binary(max_size=200)))
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.sampled_from([start, start + 1, start + 4, len(content)]))
        content[start:end] = data.draw(st.binary(max_size=8))

    with suppress(InvalidParams):
        made = opened(picture.prepare(bytes(content), width=24, height=16))
        assert (made.format, made.mode, made.size) == ("PNG", "RGB", (24, 16))


def test_a_prepared_picture_comes_back_as_pixels_of_its_size_only():
    prepared = picture.prepare(file(photo()), width=64, height=40)

    assert picture.pixels(prepared, width=64, height=40).rgb == opened(prepared).tobytes()
    with pytest.raises(InvalidParams, match="64x40 pixels, and the recipe 64x64"):
        picture.pixels(prepared, width=64, height=64)
    with pytest.raises(EngineError, match="not a PNG"):
        picture.pixels(file(photo(), "JPEG"), width=96, height=64)


RED = Pixels(width=8, height=8, rgb=b"\xff\x00\x00" * 64)
BLUE = Pixels(width=64, height=64, rgb=b"\x00\x00\xff" * 4096)


def test_a_tiny_preview_is_made_large_enough_to_see():
    image = opened(picture.preview([RED], width=64, height=64))

    assert image.format == "WEBP"
    assert image.size == (256, 256)


def test_a_huge_preview_is_made_small_enough_to_send():
    image = opened(picture.preview([RED], width=1216, height=832))

    assert image.size == (512, 350)


def test_four_pictures_are_shown_two_by_two():
    image = opened(picture.preview([BLUE, RED, None, None], width=64, height=64)).convert("RGB")

    assert image.size == (256, 256)
    corners = [image.getpixel(at) for at in ((64, 64), (192, 64), (64, 192), (192, 192))]
    assert corners[0][2] > 200 > corners[0][0], "done, and blue"
    assert corners[1][0] > 200 > corners[1][2], "growing, and red"
    assert corners[2] == corners[3], "not begun"
    assert max(corners[2]) < 80


def test_two_pictures_are_shown_side_by_side():
    assert opened(picture.preview([BLUE, None], width=64, height=64)).size == (256, 128)


def test_a_preview_is_light():
    assert len(picture.preview([BLUE, RED, None, None], width=512, height=512)) < 20_000
