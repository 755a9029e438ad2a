"""The size of a picture, from its first bytes."""

import io

import pytest
from PIL import Image

from playground.dimensions import dimensions


def picture(kind, **options):
    file = io.BytesIO()
    Image.new("RGB", (123, 45), "red").save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "exif": b"Exif\0\0" + b"x" * 300}),
        ("GIF", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0" + b"x" * 30}),
    ],
)
def test_a_picture_is_measured(kind, options):
    assert dimensions(picture(kind, **options)) == (123, 45)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_cut_short_is_not_measured_wrongly(kind):
    whole = picture(kind)

    for length in range(len(whole)):
        assert dimensions(whole[:length]) in (None, (123, 45))


@pytest.mark.parametrize("content", [b"", b"words", b"\xff\xd8", b"RIFF1234WEBPVP9 "])
def test_what_is_no_picture_has_no_size(content):
    assert dimensions(content) is None
