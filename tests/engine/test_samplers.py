"""Every sampler of the catalogue, spelled out: no key of a config is left to a class default."""

import inspect

import pytest
import torch

from engine import catalog, samplers
from engine.errors import InvalidParams, ModelError
from engine.samplers import Training

V = Training(prediction_type="v_prediction", timestep_spacing="trailing")


def test_the_catalogue_and_the_samplers_know_the_same_names():
    assert set(samplers.SAMPLERS) == set(catalog.SAMPLERS)


@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_a_config_names_every_key_that_its_class_takes(name):
    taken = inspect.signature(samplers.SAMPLERS[name].scheduler).parameters

    assert samplers.config(name, Training()).keys() == set(taken)


@pytest.mark.parametrize("name", samplers.SAMPLERS)
def test_a_sampler_is_given_a_generator_exactly_if_its_step_takes_one(name):
    row = samplers.SAMPLERS[name]

    assert row.seeded == ("generator" in inspect.signature(row.scheduler.step).parameters)


@pytest.mark.parametrize("name", samplers.SAMPLERS)
@pytest.mark.parametrize("learned", ["epsilon", "v_prediction"])
def test_a_sampler_keeps_to_its_range_of_steps(name, learned):
    row = catalog.SAMPLERS[name]
    training = Training(prediction_type=learned)

    for steps in {row.min_steps, row.min_steps + 1, 7, 20, row.max_steps}:
        walk = samplers.scheduler(name, training, steps=steps)
        latents = torch.ones(1, 4, 2, 2) * walk.init_noise_sigma
        for timestep in walk.timesteps:
            seen = walk.scale_model_input(latents, timestep)
            latents = samplers.step(
                name, walk, seen / 2, timestep, latents, torch.Generator().manual_seed(0)
            )
        assert latents.isfinite().all(), steps


def test_a_step_past_the_range_of_lcm_is_refused_by_its_scheduler_too():
    most = catalog.SAMPLERS["lcm"].max_steps

    with pytest.raises(ModelError, match="lcm"):
        samplers.scheduler("lcm", Training(), steps=most + 1)


def test_heun_evaluates_more_often_than_it_is_asked_to():
    assert len(samplers.scheduler("heun", V, steps=6).timesteps) == 11
    assert len(samplers.scheduler("dpmpp_2m", V, steps=6).timesteps) == 6


@pytest.mark.parametrize("name", ["euler_a", "pndm"])
def test_a_sampler_that_cannot_use_the_model_is_refused(name):
    with pytest.raises(InvalidParams, match=f"{name} cannot be used with this model"):
        samplers.scheduler(name, Training(prediction_type="sample"), steps=4)


def test_training_is_read_from_a_config_of_any_class():
    config = {
        "_class_name": "PNDMScheduler",
        "beta_end": 0.02,
        "clip_sample": True,
        "prediction_type": "v_prediction",
        "skip_prk_steps": False,
        "trained_betas": None,
    }

    training = Training.from_config(config)

    assert training == Training(beta_end=0.02, prediction_type="v_prediction")
    assert samplers.config("ddim", training)["clip_sample"] is False
    assert samplers.config("pndm", training)["skip_prk_steps"] is True


def test_the_models_spacing_goes_to_every_sampler_but_those_that_insist_on_theirs():
    chosen = {name: samplers.config(name, V)["timestep_spacing"] for name in samplers.SAMPLERS}

    assert chosen.pop("lms") == "linspace"
    assert chosen.pop("pndm") == "linspace"
    assert set(chosen.values()) == {"trailing"}


@pytest.mark.parametrize(
    ("training", "says"),
    [
        (Training(beta_schedule="cubist"), "does not suit euler: cubist"),
        (Training(beta_end="x"), "does not suit euler"),
        (Training(timestep_spacing="odd"), "does not suit euler: odd"),
        (Training(num_train_timesteps=-3), "does not suit euler"),
        (Training(prediction_type="mood"), "predicts 'mood'"),
    ],
)
def test_a_damaged_scheduler_config_is_a_model_error(training, says):
    with pytest.raises(ModelError, match=says):
        samplers.scheduler("euler", training, steps=4)


def test_the_signal_falls_from_all_to_nearly_none():
    walk = samplers.scheduler("euler", Training(), steps=4)

    kept = [samplers.signal(walk, torch.tensor(t)) for t in (0.0, 10.0, 10.5, 11.0, 999.0, 2000.0)]

    assert kept == sorted(kept, reverse=True)
    assert kept[0] > 0.99
    assert 0 < kept[-1] < 0.01
    assert kept[2] == pytest.approx((kept[1] + kept[3]) / 2)
