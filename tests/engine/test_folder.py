import json
import shutil
import struct

import pytest

from engine import folder, hub
from engine.catalog import HOUSE
from engine.errors import ModelError

UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def model(tiny_model):
    return tiny_model


def test_the_house_model_is_whole():
    folder.check(hub.locate(HOUSE))


def test_a_whole_model_passes(model):
    folder.check(model)


@pytest.mark.parametrize(
    "name",
    [
        "model_index.json",
        "unet",
        "unet/config.json",
        UNET,
        "vae/config.json",
        "text_encoder",
        "text_encoder/model.safetensors",
        "tokenizer/tokenizer.json",
        "tokenizer/tokenizer_config.json",
        "scheduler/scheduler_config.json",
    ],
)
def test_what_is_missing_is_named(model, name):
    path = model / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    with pytest.raises(ModelError, match="incomplete") as error:
        folder.check(model)

    assert name.split("/")[0] in str(error.value)


def cut(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)


def empty(path):
    path.write_bytes(b"")


def grow(path):
    with path.open("ab") as file:
        file.write(b"\0")


def overwrite_start(path):
    with path.open("r+b") as file:
        file.write(b"\xff" * 16)


def overwrite_header(path):
    with path.open("r+b") as file:
        file.seek(8)
        file.write(b"[[[[[[[[[[[[")


def swap_for_a_web_page(path):
    path.write_text("<html>Sign in to continue</html>" * 10)


def leave_only_a_pointer(path):
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 33883512\n")


@pytest.mark.parametrize(
    "break_it",
    [
        cut,
        empty,
        grow,
        overwrite_start,
        overwrite_header,
        swap_for_a_web_page,
        leave_only_a_pointer,
    ],
)
def test_damaged_weights_are_named(model, break_it):
    break_it(model / UNET)

    with pytest.raises(ModelError, match="damaged") as error:
        folder.check(model)

    assert UNET in str(error.value)


def test_weights_whose_header_is_a_list_are_damaged(model):
    header = b"[1, 2, 3]"
    (model / UNET).write_bytes(struct.pack("<Q", len(header)) + header)

    with pytest.raises(ModelError, match="header is not that of safetensors"):
        folder.check(model)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\udcff", "[" * 10_000])
@pytest.mark.parametrize("name", ["model_index.json", "unet/config.json"])
def test_damaged_texts_are_named(model, name, content):
    (model / name).write_text(content, errors="surrogateescape")

    with pytest.raises(ModelError, match="damaged") as error:
        folder.check(model)

    assert name in str(error.value)


@pytest.mark.parametrize(
    "index",
    [
        {},
        {"_class_name": "StableDiffusionPipeline"},
        {"unet": ["diffusers", None]},
        {"../../etc": ["diffusers", "UNet2DConditionModel"]},
        {"/etc": ["diffusers", "UNet2DConditionModel"]},
        {"unet": ["diffusers", 3]},
    ],
)
def test_an_index_that_names_no_model_is_refused(model, index):
    (model / "model_index.json").write_text(json.dumps(index))

    with pytest.raises(ModelError, match="is not the index of a diffusers model"):
        folder.check(model)


@pytest.mark.parametrize("suffix", [".bin", ".ckpt", ".pt"])
def test_pickled_weights_are_refused(model, suffix):
    (model / UNET).rename(model / UNET.replace(".safetensors", suffix))

    with pytest.raises(ModelError, match="only pickled weights, which can run code"):
        folder.check(model)


def test_pickles_beside_safetensors_are_not_looked_at(model):
    (model / "unet/diffusion_pytorch_model.bin").write_bytes(b"whatever")

    folder.check(model)


def test_half_precision_alone_is_a_whole_model(model):
    (model / UNET).rename(model / UNET.replace(".safetensors", ".fp16.safetensors"))

    folder.check(model)


def test_a_shard_that_is_missing_is_named(model):
    whole = model / UNET
    shards = [f"diffusion_pytorch_model-0000{n}-of-00003.safetensors" for n in (1, 2, 3)]
    for shard in shards[:2]:
        shutil.copy(whole, model / "unet" / shard)
    whole.unlink()
    (model / f"{UNET}.index.json").write_text(
        json.dumps({"weight_map": {f"layer{n}": shard for n, shard in enumerate(shards)}})
    )

    with pytest.raises(ModelError, match=f"{shards[2]} is missing"):
        folder.check(model)


def test_a_file_that_may_not_be_read_is_named(model):
    (model / "unet/config.json").unlink()
    (model / "unet/config.json").mkdir()

    with pytest.raises(ModelError, match=r"unet/config\.json cannot be read"):
        folder.check(model)


def test_a_checkpoints_own_checker_need_not_be_there(model):
    index = json.loads((model / "model_index.json").read_text())
    index["safety_checker"] = ["stable_diffusion", "StableDiffusionSafetyChecker"]
    (model / "model_index.json").write_text(json.dumps(index))

    folder.check(model)


def test_the_same_files_have_the_same_fingerprint(model, tmp_path):
    copy = shutil.copytree(model, tmp_path / "copy")

    assert folder.fingerprint(model) == folder.fingerprint(copy)
    assert folder.fingerprint(model).startswith("sha256:")


@pytest.mark.parametrize("name", [UNET, "scheduler/scheduler_config.json"])
def test_any_changed_byte_is_another_fingerprint(model, name):
    before = folder.fingerprint(model)
    with (model / name).open("r+b") as file:
        file.seek(-3, 2)
        byte = file.read(1)
        file.seek(-3, 2)
        file.write(bytes([byte[0] ^ 1]))

    assert folder.fingerprint(model) != before


def test_a_note_beside_the_model_does_not_change_its_fingerprint(model):
    before = folder.fingerprint(model)

    (model / "README.md").write_text("hello")

    assert folder.fingerprint(model) == before


@pytest.mark.parametrize(
    ("names", "variant", "chosen"),
    [
        (["model.safetensors"], None, ["model.safetensors"]),
        (["model.safetensors", "model.fp16.safetensors"], None, ["model.safetensors"]),
        (["model.safetensors", "model.fp16.safetensors"], "fp16", ["model.fp16.safetensors"]),
        (["model.safetensors"], "fp16", []),
        (["model.fp16.safetensors"], None, ["model.fp16.safetensors"]),
        (["model.non_ema.safetensors"], None, []),
        (["v1-5-pruned.safetensors", "model.bin"], None, []),
        (
            [
                "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
                "model.safetensors.index.json",
                "model.safetensors.index.fp16.json",
                "model.fp16-00001-of-00002.safetensors",
                "model-00002-of-00002.fp16.safetensors",
            ],
            "fp16",
            [
                "model.fp16-00001-of-00002.safetensors",
                "model-00002-of-00002.fp16.safetensors",
                "model.safetensors.index.fp16.json",
            ],
        ),
    ],
)
def test_one_set_of_weights_is_chosen(names, variant, chosen):
    assert folder.weights(names, variant=variant) == chosen


def test_a_list_of_shards_is_no_text_of_its_own():
    assert folder.is_text("config.json")
    assert folder.is_text("merges.txt")
    assert not folder.is_text("model.safetensors.index.json")
    assert not folder.is_text("modeling.py")
