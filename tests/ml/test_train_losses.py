"""The losses that look at pictures, the adversary, and what a loop does beside stepping."""

from __future__ import annotations

import importlib
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")

import keras

from ml.data import cielab, examples, pipeline
from ml.data.examples import Example
from ml.data.sources import open_photos
from ml.inference.errors import ModelError
from ml.train import adversary, loop
from ml.train.colour import lab_to_rgb
from ml.train.config import Adversary, Answer
from ml.train.perceptual import FeatureDistance


@pytest.fixture(scope="module")
def photos():
    return open_photos(["scikit-image"])


@pytest.fixture
def small(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    yield importlib.import_module("small").CONFIG
    keras.mixed_precision.set_global_policy("float32")


@pytest.fixture(scope="module")
def batch(photos):
    return pipeline.stacked(pipeline.judged(photos, examples.unguided, size_px=64, limit=4))


def at_half(ab):
    return keras.ops.average_pool(ab, 2, 2)


def test_tensors_take_the_same_way_from_lab_to_rgb_as_arrays():
    lab = np.random.default_rng(1).uniform((0, -60, -60), (100, 60, 60), (500, 3))
    lab = lab.astype(np.float32)
    np.testing.assert_allclose(lab_to_rgb(lab), cielab.lab_to_rgb(lab), atol=2e-4)


def test_features_are_nearest_where_the_colours_are_true(batch):
    distance = FeatureDistance()
    true = batch.targets["ab"]
    found = [
        float(distance(Answer(batch.inputs, batch.targets, {"ab": at_half(ab)})))
        for ab in (true, np.zeros_like(true), -true)
    ]
    assert found[0] < 0.5 * found[1]
    assert found[1] < found[2]


def test_the_slope_of_the_features_is_finite_for_black_white_and_impossible_colours(batch):
    import tensorflow as tf

    distance = FeatureDistance()
    inputs = {"gray": np.sign(batch.inputs["gray"])}
    ab = tf.Variable(at_half(3 * batch.targets["ab"]))
    with tf.GradientTape() as tape:
        value = distance(Answer(inputs, batch.targets, {"ab": ab}))
    assert np.isfinite(tape.gradient(value, ab)).all()


def test_a_discriminator_learns_to_tell_grey_from_true_colours(batch):
    keras.utils.set_random_seed(1)
    discriminator = adversary.Discriminator(Adversary(rate=2e-3))
    seen = keras.Input((64, 64, 1), name="gray")
    grey = keras.layers.AveragePooling2D(2)(keras.ops.concatenate([0 * seen, 0 * seen], axis=-1))
    network = keras.Model({"gray": seen}, {"ab": grey})
    inputs = {"gray": batch.inputs["gray"]}
    shown = Example(inputs, batch.targets)
    told = [discriminator.learn(network, shown) for _ in range(15)]
    assert told[-1] < 0.8 * told[0]
    answers = [
        Answer(inputs, batch.targets, {"ab": at_half(ab)})
        for ab in (batch.targets["ab"], 0 * batch.targets["ab"])
    ]
    true, given = (float(adversary.believed(discriminator.network, answer)) for answer in answers)
    assert true > given


def test_a_discriminator_counts_only_from_its_time_on():
    discriminator = adversary.Discriminator(Adversary(weight=0.08, begin=0.6, full=0.7))
    assert [discriminator.weight_at(share) for share in (0, 0.6, 0.9)] == [0, 0, 0.08]
    assert discriminator.weight_at(0.65) == pytest.approx(0.04)


def test_a_training_stops_where_it_is_asked_to_and_goes_on(small, photos, tmp_path):
    assert loop.train(small, tmp_path, photos, photos, until=4).steps == 4
    steps = []
    result = loop.train(
        small, tmp_path, photos, photos, report=lambda step, _row: steps.append(step)
    )
    assert steps == list(range(5, 13))
    assert result.steps == 12
    assert loop.train(small, tmp_path, photos, photos).steps == 12


def test_a_training_stops_early_when_nothing_becomes_better(small, photos, tmp_path):
    patient = replace(small, patience=1, check_every=2, rate=1e-12, judge="val_true_colourfulness")
    assert loop.train(patient, tmp_path, photos, photos).steps == 4


def test_half_precision_trains_and_is_judged_in_whole_numbers(small, photos, tmp_path):
    half = replace(small, precision="mixed_bfloat16", adversary=None)
    rows = loop.train(half, tmp_path, photos, photos).rows
    assert np.isfinite([row["loss"] for row in rows if "loss" in row]).all()
    with np.load(tmp_path / "weights.npz") as archive:
        assert archive["ab/kernel"].dtype == np.float32


def test_a_loss_that_is_no_number_stops_the_training(small, photos, tmp_path):
    def broken(answer):
        return keras.ops.mean(answer.outputs["ab"]) * np.nan

    terms = (replace(small.terms[0], loss=broken),)
    with pytest.raises(ModelError, match="no number any more"):
        loop.train(replace(small, terms=terms), tmp_path, photos, photos)


def test_a_run_is_not_mixed_with_another(small, photos, tmp_path):
    loop.train(small, tmp_path, photos, photos, until=1)
    with pytest.raises(ModelError, match=r"other settings \(rate\)"):
        loop.train(replace(small, rate=0.5), tmp_path, photos, photos)
    assert json.loads((tmp_path / "config.json").read_text())["rate"] == small.rate
