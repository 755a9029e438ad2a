from dataclasses import replace

import pytest
import torch

from engine.errors import ModelError
from engine.pool import Pool, pick_device, pick_precision

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def on_the_gpu_thread():
    """Which never records gradients."""
    with torch.inference_mode():
        yield


def ignore(fraction, text):
    """Nobody watches the loading."""


def test_a_model_is_read_once_and_says_how_far_it_is(house):
    pool, heard = Pool(device="cpu", precision="fp32"), []

    first = pool.get(house, lambda fraction, text: heard.append((fraction, text)))
    second = pool.get(house, lambda fraction, text: heard.append((fraction, "again")))

    assert first is second
    assert [fraction for fraction, _ in heard] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert [text for _, text in heard][-2:] == ["Reading the vae", "Warming up"]


def test_the_model_unused_longest_leaves(house):
    one, two, three = (replace(house, name=name) for name in ("one", "two", "three"))
    pool = Pool(device="cpu", precision="fp32", room=2)
    kept = pool.get(one, ignore)
    gone = pool.get(two, ignore)
    pool.get(one, ignore)

    pool.get(three, ignore)

    assert pool.get(one, ignore) is kept
    assert pool.get(two, ignore) is not gone


def test_other_weights_under_the_same_name_are_another_model(house):
    pool = Pool(device="cpu", precision="fp32")

    assert pool.get(house, ignore) is not pool.get(replace(house, revision="other"), ignore)


def test_the_weights_have_the_precision_of_the_pool(house):
    family = Pool(device="cpu", precision="bf16").get(house, ignore).family

    assert family.dtype == torch.bfloat16


def test_a_model_that_cannot_be_loaded_leaves_no_trace(house, tmp_path):
    pool = Pool(device="cpu", precision="fp32", room=1)

    with pytest.raises(ModelError):
        pool.get(replace(house, source=str(tmp_path)), ignore)

    assert pool.get(house, ignore).model == house


def test_a_family_that_easel_does_not_know_is_refused_by_name(house):
    with pytest.raises(ModelError, match=r"family 'etching'.*sd, sdxl"):
        Pool(device="cpu", precision="fp32").get(replace(house, family="etching"), ignore)


@pytest.mark.parametrize("name", ["gpu", "", "cuda:x"])
def test_an_unknown_device_is_refused(name):
    with pytest.raises(ModelError, match="Unknown device"):
        pick_device(name)


@pytest.mark.parametrize("name", ["cuda:99", "meta", "xpu"])
def test_a_device_that_is_not_there_is_refused(name):
    with pytest.raises(ModelError, match="no device"):
        pick_device(name)


def test_a_device_is_chosen_by_itself_and_can_be_named():
    assert pick_device("auto").type in {"cuda", "mps", "cpu"}
    assert pick_device("cpu") == CPU


@pytest.mark.parametrize(
    ("able", "chosen"), [({"avx512_bf16": True}, "bf16"), ({"amx_bf16": True}, "bf16"), ({}, "fp32")]
)
def test_half_precision_is_chosen_where_the_device_computes_in_it(monkeypatch, able, chosen):
    # Each machine has one processor only: what it can do is said here.
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)

    assert pick_precision("auto", CPU) == chosen
    assert pick_precision("auto", torch.device("cuda")) == "fp16"
    assert pick_precision("auto", torch.device("mps")) == "fp32"


def test_a_precision_that_is_asked_for_is_taken():
    assert pick_precision("fp32", CPU) == "fp32"


def test_an_unknown_precision_is_refused():
    with pytest.raises(ModelError, match="Unknown precision 'int3'"):
        pick_precision("int3", CPU)
