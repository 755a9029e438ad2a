import io
import json

import c2pa
import pytest
from PIL import Image

from engine import png
from engine.catalog import HOUSE
from engine.certificates import make
from engine.credentials import Signer
from engine.errors import CannotSign
from engine.picture import SIGNATURE_ROOM
from engine.seam import Pixels

APPLE = HOUSE.params(prompt="a red apple", seed=7)
PICTURE = png.encode(
    Pixels(width=64, height=64, rgb=bytes(range(256)) * 48),
    png.Recipe(params=APPLE, model_revision="sha256:33b3"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("c2pa")
    make(folder / "certificates.pem", folder / "key.pem", name="Atelier")
    return folder


@pytest.fixture(scope="module")
def signer(files):
    return Signer((files / "certificates.pem").read_text(), (files / "key.pem").read_text())


def judged(content, kind="image/png"):
    """What C2PA's own reader says: its verdict, and the manifest."""
    with c2pa.Reader(kind, io.BytesIO(content)) as reader:
        told = json.loads(reader.json())
    return told["validation_state"], told["manifests"][told["active_manifest"]]


def pixels(content):
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB").tobytes()


def test_a_signed_picture_is_valid_and_says_that_a_model_made_it(signer):
    signed = signer.sign(PICTURE, APPLE, extension="png")

    state, manifest = judged(signed)
    (made,) = manifest["assertions"][0]["data"]["actions"]
    assert state == "Valid"
    assert made["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert manifest["signature_info"]["common_name"] == "Atelier"
    assert manifest["claim_generator_info"][0]["name"] == "Easel"


def test_one_painted_over_a_picture_says_so(signer):
    over = APPLE.over(b"a prepared picture", strength=0.5)

    _, manifest = judged(signer.sign(PICTURE, over, extension="png"))

    (made,) = manifest["assertions"][0]["data"]["actions"]
    assert made["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")


def test_a_changed_pixel_makes_it_invalid(signer):
    signed = bytearray(signer.sign(PICTURE, APPLE, extension="png"))
    signed[signed.index(b"IDAT") + 40] ^= 1

    state, _ = judged(bytes(signed))

    assert state == "Invalid"


def test_pixels_and_texts_stay_and_no_thumbnail_comes_along(signer):
    signed = signer.sign(PICTURE, APPLE, extension="png")

    assert pixels(signed) == pixels(PICTURE)
    assert png.told(signed) == png.told(PICTURE)
    assert len(signed) - len(PICTURE) < SIGNATURE_ROOM / 2
    assert b"thumbnail" not in signed


def test_a_webp_is_signed_too(signer):
    webp = io.BytesIO()
    Image.open(io.BytesIO(PICTURE)).save(webp, "WEBP", lossless=True)

    signed = signer.sign(webp.getvalue(), APPLE, extension="webp")

    assert judged(signed, "image/webp")[0] == "Valid"


def test_taking_the_prompt_out_takes_the_signature_too(signer):
    signed = signer.sign(PICTURE, APPLE, extension="png")

    assert png.without_prompt(signed) == png.without_prompt(PICTURE)


def test_a_key_that_does_not_fit_is_noticed_at_once(files, tmp_path):
    make(tmp_path / "certificates.pem", tmp_path / "key.pem", name="Another")

    with pytest.raises(CannotSign):
        Signer((files / "certificates.pem").read_text(), (tmp_path / "key.pem").read_text())


def test_what_is_no_certificate_is_refused():
    with pytest.raises(CannotSign):
        Signer("nothing", "nothing")


def test_what_is_no_picture_is_refused(signer):
    with pytest.raises(CannotSign):
        signer.sign(b"nothing", APPLE, extension="png")
