"""Every baseline can be built, learns, answers with colours and can be converted.

What a long training makes of them is written in docs/benchmarks.md.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
pytest.importorskip("skimage", reason="scikit-image is not installed")

from ml.convert import networks, tflite
from ml.data import pipeline, sources
from ml.inference.errors import ModelError
from ml.inference.runners import CpuRunner
from ml.models import baselines, imagenet, weights
from ml.models.baselines import __main__ as queue
from ml.models.baselines import (
    cnn_classifier,
    conv2_32,
    conv_32,
    dense_32,
    fusion_256,
    plain_256,
    vgg16_chroma33,
)
from ml.train import config as configs
from ml.train import optimizers
from ml.train.training_model import TrainingModel

BASELINES = {
    "dense-32": dense_32.BASELINE,
    "conv-32": conv_32.BASELINE,
    "conv2-32": conv2_32.BASELINE,
    "plain-256": plain_256.BASELINE,
    "fusion-256": fusion_256.BASELINE,
    "vgg16-chroma33": vgg16_chroma33.VGG16_EUCLIDEAN,
    "lite2-chroma33": vgg16_chroma33.LITE2_SQUARED,
    "cnn-classifier": cnn_classifier.BASELINE,
}


@pytest.fixture(scope="module", params=BASELINES)
def baseline(request):
    if request.param == "fusion-256":
        pytest.importorskip(imagenet.PACKAGE, reason="the classifier's weights are not installed")
    return BASELINES[request.param]


@pytest.fixture(scope="module")
def network(baseline):
    return baseline.build()


@pytest.fixture(scope="module")
def batch(baseline):
    photos = sources.open_photos([sources.SCIKIT_IMAGE])
    side = baseline.side_px
    return pipeline.stacked(pipeline.judged(photos, baseline.check_example, size_px=side, limit=4))


def lesson(baseline, network):
    config = baseline.config("trial", rate=1e-4)
    taught = TrainingModel(network, config.terms)
    # Three steps are made sooner than a graph of them.
    taught.compile(optimizer=optimizers.build(config), jit_compile=False, run_eagerly=True)
    taught.at(0)
    return taught


def test_one_step_lowers_the_loss_on_the_photos_it_was_made_for(baseline, network, batch):
    taught = lesson(baseline, network)
    before = taught.learn(batch)["loss"]
    after = min(taught.learn(batch)["loss"] for _ in range(2))
    assert after < before


def test_it_answers_with_colours_at_the_photos_lightness(baseline, network, batch):
    outputs = network.predict_on_batch(batch.inputs)
    pictures = baseline.paint(batch.inputs, outputs)
    side = baseline.side_px
    assert pictures.shape == (4, side, side, 3)
    assert pictures.min() >= 0
    assert pictures.max() <= 1
    one = {name: values[0] for name, values in outputs.items()}
    ab = baseline.ab_of({"gray": batch.inputs["gray"][0]}, one)
    assert ab.shape[2] == 2
    assert np.isfinite(ab).all()


def test_the_truth_painted_is_the_photo_but_for_what_the_network_cannot_say(baseline, batch):
    painted = baseline.paint(batch.inputs, batch.targets)
    again = baseline.paint(batch.inputs, batch.targets)
    assert np.array_equal(painted, again)
    grey = np.abs(painted - painted.mean(axis=-1, keepdims=True)).mean()
    assert grey > 0.02  # it has colours


def test_it_converts_to_a_file_that_answers_the_same(baseline, network, batch):
    side = baseline.side_px
    found = CpuRunner(tflite.float32(network), side, side, 2).run({"gray": batch.inputs["gray"][0]})
    expected = network.predict_on_batch({"gray": batch.inputs["gray"][:1]})
    assert set(found) == set(expected)
    for name, values in found.items():
        assert np.abs(values - expected[name][0]).max() < 1e-3


def test_every_baseline_has_a_training_that_names_it():
    found = queue.trainings()
    assert len(found) >= len(BASELINES)
    for name in found:
        config = configs.load("baseline", name)
        assert config.name == name
        assert config.photos
        assert config.validation


@pytest.mark.parametrize("name", queue.trainings())
def test_the_folder_of_every_training_is_known_by_its_config(name, tmp_path):
    config = configs.load("baseline", name)
    (tmp_path / "config.json").write_text(json.dumps(configs.describe(config)), encoding="utf-8")
    (tmp_path / "weights.npz").touch()
    found = networks.find(str(tmp_path))
    assert found.sizes_px == (config.size_px,)
    assert found.build is networks.baseline_of(tmp_path).build


def test_the_main_colour_of_a_photo_is_its_hue_and_how_vivid_it_is():
    lab = np.zeros((4, 4, 3), np.float32)
    assert cnn_classifier.main_colour(lab) == 0
    lab[..., 1:] = (8, 1)
    assert cnn_classifier.main_colour(lab) == 1
    lab[..., 1:] = (40, 1)
    assert cnn_classifier.main_colour(lab) == 1 + cnn_classifier.HUES
    lab[..., 1:] = (8, -1)
    assert cnn_classifier.main_colour(lab) == cnn_classifier.HUES


def test_the_chroma_of_a_grid_is_the_photos_own_on_flat_colours():
    lab = np.tile(np.float32([60, 25, -30]), (48, 48, 1))
    given = {"uv": vgg16_chroma33.truth(lab)["uv"][None]}
    ab = vgg16_chroma33.ab(lab[None, ..., 0], given)
    assert ab.shape == (1, 33, 33, 2)
    assert np.abs(ab - [25, -30]).max() < 6  # luma and lightness are not quite the same


def test_a_run_of_a_baseline_becomes_a_contestant(tmp_path):
    run = tmp_path / "dense"
    run.mkdir()
    config = configs.load("baseline", "dense-32")
    (run / "config.json").write_text(json.dumps(configs.describe(config)), encoding="utf-8")
    model = dense_32.build()
    weights.save(model, run / "weights.npz")
    contestant = baselines.contestant(run)
    lightness = np.tile(np.linspace(10, 90, 256, dtype=np.float32), (256, 1))
    ab = contestant.colour(lightness, None)
    assert ab.shape == (256, 256, 2)
    assert ab.std() > 0
    assert contestant.parameters == model.count_params()
    assert contestant.file_bytes == (run / "float16.tflite").stat().st_size
    assert contestant.milliseconds() > 0


def test_a_folder_that_no_training_left_is_refused_in_two_sentences(tmp_path):
    with pytest.raises(ModelError, match="neither colorizer, restorer nor") as refused:
        networks.find(str(tmp_path))
    assert refused.value.hint
