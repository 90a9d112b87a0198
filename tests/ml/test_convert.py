"""The shipped network can be made again from its weights, and is what it claims to be.

TensorFlow and the trained weights are needed; the weights lie beside the checkout in `shared`, so
that a plain clone skips this.
"""

from __future__ import annotations

import numpy as np
import pytest

import resources
from ml.data import packs

# At 32 px there is but one position to attend to, and Keras wonders whether that is meant.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax:UserWarning")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
pytest.importorskip("ai_edge_quantizer", reason="ai-edge-quantizer is not installed")

from ml.convert import tflite  # noqa: E402
from ml.convert.__main__ import WEIGHTS, main  # noqa: E402
from ml.convert.report import network_inputs  # noqa: E402
from ml.evaluate.metrics import ab_distance, as_fractions, rgb_to_lab  # noqa: E402
from ml.inference.runners import CpuRunner  # noqa: E402
from ml.models import colorizer  # noqa: E402

with_weights = pytest.mark.skipif(
    not WEIGHTS.exists(), reason="there are no trained weights in ../shared/models"
)
with_photos = pytest.mark.skipif(
    not (packs.PHOTOS / "validation.bin").exists(), reason="there are no photos in ../shared/photos"
)
SHIPPED = resources.find("models", "colorizer.tflite")


@pytest.fixture(scope="module")
def plain():
    return tflite.load(WEIGHTS)


@pytest.fixture(scope="module")
def plain_file(plain):
    return tflite.float32(plain)


def example(height=96, width=128):
    rng = np.random.default_rng(0)
    gray = np.linspace(-0.8, 0.8, height)[:, None, None] + rng.normal(0, 0.1, (height, width, 1))
    hints = np.zeros((height, width, 3))
    hints[40:47, 60:67] = (0.3, -0.2, 1)
    return {"gray": gray.astype(np.float32), "hints": hints.astype(np.float32)}


def batch(inputs):
    return [inputs["gray"][None], inputs["hints"][None]]


def test_the_network_has_the_parameters_it_was_trained_with():
    assert colorizer.build().count_params() == 8_301_591


def test_the_network_is_built_for_one_size_as_for_all():
    assert colorizer.build(64, 96).output_shape == [(None, 32, 48, 2), (None, 16, 24, 261)]
    assert colorizer.build().output_shape == [(None, None, None, 2), (None, None, None, 261)]


@with_weights
def test_equalising_changes_no_colour(plain):
    expected = plain(batch(example()))
    found = tflite.load(WEIGHTS, equalised=True)(batch(example()))
    assert np.abs(expected["ab"] - found["ab"]).max() < 1e-5
    assert np.abs(expected["logits"] - found["logits"]).max() < 1e-3


@with_weights
def test_float32_is_the_network_itself_at_any_size(plain, plain_file):
    for height, width in ((96, 128), (32, 32), (160, 64)):
        inputs = example(height, width)
        expected = plain(batch(inputs))
        found = CpuRunner(plain_file, height, width, 2).run(inputs)
        for name, values in found.items():
            assert np.abs(expected[name][0] - values).max() < 1e-3


@with_weights
def test_converting_again_gives_the_shipped_network():
    again = tflite.mixed(tflite.float32(tflite.load(WEIGHTS, equalised=True)))
    expected, found = (
        CpuRunner(content, 96, 128, 2).run(example()) for content in (SHIPPED.read_bytes(), again)
    )
    assert abs(len(again) - SHIPPED.stat().st_size) < 20_000
    assert ab_distance(expected["ab"], found["ab"]).max() * colorizer.AB_SCALE < 0.1


@with_weights
@with_photos
def test_the_shipped_network_keeps_the_colours_of_the_trained_one(plain_file):
    exact, shipped = (CpuRunner(c, 256, 256, 2) for c in (plain_file, SHIPPED.read_bytes()))
    distances = []
    for photo in packs.photos(packs.PHOTOS / "validation", limit=24, seed=5):
        lab = rgb_to_lab(as_fractions(photo))
        inputs = network_inputs(lab, np.zeros_like(lab))
        distances.append(ab_distance(exact.run(inputs)["ab"], shipped.run(inputs)["ab"]))
    drift = np.stack(distances) * colorizer.AB_SCALE
    assert drift.mean() <= 1.0
    assert np.percentile(drift, 99) <= 4.0


@with_weights
def test_weights_that_lack_or_exceed_a_layer_are_refused(tmp_path):
    with np.load(WEIGHTS) as archive:
        weights = dict(archive)
    model, path = colorizer.build(), tmp_path / "weights.npz"
    np.savez(path, **weights, **{"nose/kernel": np.zeros(1)})
    with pytest.raises(ValueError, match="nose/kernel"):
        colorizer.load_weights(model, path)
    np.savez(path, **{key: value for key, value in weights.items() if key != "ab/bias"})
    with pytest.raises(ValueError, match="lacks ab/bias"):
        colorizer.load_weights(model, path)


def test_the_command_says_what_is_missing(tmp_path, capsys):
    absent = tmp_path / "none.npz"
    assert main(["colorizer", "--weights", str(absent), "--photos", str(tmp_path)]) == 2
    assert "none.npz is not there" in capsys.readouterr().err
