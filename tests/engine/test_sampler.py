import pytest

from engine.errors import InvalidParams
from engine.sampler import SAMPLERS, find


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("dpmpp_2m", "dpmpp_2m"),
        ("DPM++ 2M", "dpmpp_2m"),
        ("dpm++ 2m", "dpmpp_2m"),
        ("DPM++ 2M Karras", "dpmpp_2m_karras"),
        ("dpm++_2m-karras", "dpmpp_2m_karras"),
        ("DPM++ 2M SDE", "dpmpp_2m_sde"),
        ("Euler a", "euler_a"),
        ("k_euler_a", "euler_a"),
        ("Euler Ancestral", "euler_a"),
        ("EULER", "euler"),
        ("k_dpmpp_2m_sde", "dpmpp_2m_sde"),
        ("UniPC", "unipc"),
        ("PLMS", "pndm"),
        ("k_lms", "lms"),
        ("DDIM", "ddim"),
        ("Heun", "heun"),
        ("LCM", "lcm"),
    ],
)
def test_samplers_go_by_the_names_that_people_know(said, meant):
    assert find(said) == meant


def test_every_name_of_every_sampler_means_that_sampler():
    for known in SAMPLERS.values():
        for name in (known.name, known.label, *known.aliases):
            assert find(name) == known.name


def test_an_unknown_sampler_is_refused_with_the_list():
    with pytest.raises(InvalidParams, match=r"Unknown sampler 'foo'. Choose one of: .*dpmpp_2m,"):
        find("foo")


def test_a_slip_of_the_pen_is_answered_with_the_name_that_was_meant():
    with pytest.raises(InvalidParams, match=r"Did you mean 'euler_a'?"):
        find("eular a")
