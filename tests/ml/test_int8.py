"""A network that was taught to bear integers bears them better."""

from __future__ import annotations

import json
import os
from functools import partial

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# At 64 px there are but four positions to attend to, and Keras wonders whether that is meant.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax:UserWarning")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
pytest.importorskip("ai_edge_litert", reason="LiteRT is not installed")

import keras  # noqa: E402
from keras import layers  # noqa: E402

from ml.convert import equalise, networks, tflite  # noqa: E402
from ml.data import examples, pipeline  # noqa: E402
from ml.data.sources import open_photos  # noqa: E402
from ml.inference.errors import ModelError  # noqa: E402
from ml.inference.runners import CpuRunner  # noqa: E402
from ml.models import colorizer, weights  # noqa: E402
from ml.train import config, int8, loop, paint  # noqa: E402
from ml.train.config import Config, Term  # noqa: E402

SIDE_PX = 32


def network():
    """Two convolutions; with channels of very different widths between them, in tests."""
    gray = keras.Input((SIDE_PX, SIDE_PX, 1), name="gray")
    hints = keras.Input((SIDE_PX, SIDE_PX, 3), name="hints")
    maps = layers.Concatenate(name="seen")([gray, hints])
    maps = layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False, name="one")(maps)
    maps = layers.BatchNormalization(name="one_bn")(maps)
    maps = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="two")(maps)
    maps = layers.BatchNormalization(name="two_bn")(maps)
    maps = layers.LayerNormalization(epsilon=0.05, name="normal")(maps)
    ab = layers.Conv2D(2, 1, name="ab")(maps)
    return keras.Model([gray, hints], {"ab": ab}, name="small")


def load(path):
    model = network()
    weights.load(model, path)
    return model


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Weights that integers hold badly: the channels that the second one reads differ much."""
    keras.utils.set_random_seed(3)
    model, path = network(), tmp_path_factory.mktemp("given") / "weights.npz"
    widths = np.geomspace(0.02, 2, 16, dtype=np.float32)
    _, *rest = model.get_layer("one_bn").get_weights()
    model.get_layer("one_bn").set_weights([widths, *rest])
    (kernel,) = model.get_layer("two").get_weights()
    model.get_layer("two").set_weights([kernel / widths[:, None]])
    weights.save(model, path)
    return path


@pytest.fixture(scope="module")
def photos():
    return open_photos(["scikit-image"])


@pytest.fixture(scope="module")
def asked(photos):
    return [
        pipeline.example(photos, examples.guided, size_px=SIDE_PX, seed=7, number=number).inputs
        for number in range(24)
    ]


def batch(inputs):
    return {name: values[None] for name, values in inputs.items()}


def in_file(path, asked):
    """Answers of the full int8 file of an archive, its ranges found on the first half."""
    content = tflite.full_int8(load(path), [batch(inputs) for inputs in asked[:12]])
    runner = CpuRunner(content, SIDE_PX, SIDE_PX, 1)
    return [runner.run(inputs)["ab"] for inputs in asked[12:]]


def of(model, asked):
    """Answers of a network to the second half."""
    return [np.asarray(model(batch(inputs), training=False)["ab"][0]) for inputs in asked[12:]]


def distance(one, other):
    """Mean distance of answers in a*b*."""
    return 110 * float(np.mean(np.linalg.norm(np.subtract(one, other), axis=-1)))


def training(given):
    tuning = int8.Tuning(load)
    start = partial(
        tuning.start, path=given, photos=("scikit-image",), example=examples.guided, size_px=SIDE_PX
    )
    return Config(
        name="small-int8",
        network=partial(int8.rounding, network),
        terms=(Term("distance", tuning.distance),),
        example=examples.guided,
        check_example=examples.guided,
        paint=paint.chroma,
        steps=100,
        batch=8,
        size_px=SIDE_PX,
        rate=3e-3,
        weight_decay=0.0,
        average=0.9,
        start=start,
        check_every=50,
    )


def test_a_network_that_rounds_answers_as_its_file_does(given, asked):
    model = int8.rounding(network)
    int8.fill(model, load(given))
    int8.measure(model, map(batch, asked[:12]))
    found, exact = in_file(given, asked), of(load(given), asked)
    assert distance(of(model, asked), found) < 0.5 * distance(exact, found)


def test_after_tuning_the_int8_file_is_nearer_to_the_exact_network(given, photos, asked, tmp_path):
    loop.train(training(given), tmp_path, photos, photos)
    exact = of(load(given), asked)
    before, after = (in_file(path, asked) for path in (given, tmp_path / "weights.npz"))
    assert distance(after, exact) < 0.7 * distance(before, exact)


def test_maps_are_rounded_to_256_steps_within_the_range_that_was_measured():
    rounding = int8.Rounding()
    rounding.measuring = True
    maps = np.linspace(-1, 3, 1001, dtype=np.float32)
    np.testing.assert_array_equal(rounding(maps), maps)
    rounding.measuring = False
    found = np.asarray(rounding(np.append(maps, [0, 9]).astype(np.float32)))
    assert len(np.unique(found)) == 256
    assert np.abs(found[:-2] - maps).max() <= 4 / 255
    assert found[-2] == 0
    assert found[-1] == pytest.approx(3, abs=4 / 255)


def test_tuning_without_weights_says_what_it_needs(tmp_path, photos):
    with pytest.raises(ModelError, match="There are no weights"):
        loop.train(training(tmp_path / "none.npz"), tmp_path / "run", photos, photos)


def test_a_tuning_can_start_from_other_weights(given, tmp_path):
    other = config.starting_from(training(tmp_path / "none.npz"), given)
    model = other.network()
    other.start(model)
    np.testing.assert_array_equal(
        np.asarray(model.get_layer("ab").kernel), np.asarray(load(given).get_layer("ab").kernel)
    )


def test_one_first_convolution_answers_as_two_did():
    keras.utils.set_random_seed(5)
    model = colorizer.build()
    draw = np.random.default_rng(0)
    told = model.get_layer("stem_hints")
    told.set_weights([draw.normal(0, 0.1, told.kernel.shape)])
    inputs = {
        "gray": draw.uniform(-1, 1, (1, 64, 96, 1)).astype(np.float32),
        "hints": draw.uniform(0, 1, (1, 64, 96, 3)).astype(np.float32),
    }
    expected, found = model(inputs), equalise.join_stem(model)(inputs)
    for name in ("ab", "logits"):
        np.testing.assert_allclose(found[name], expected[name], atol=1e-4)


def test_what_was_taught_is_converted_beside_what_it_was_taught_by(tmp_path):
    before, run = tmp_path / "before.npz", tmp_path / "colorizer-int8"
    run.mkdir()
    weights.save(colorizer.build(), before)
    teaching = config.starting_from(config.load("colorizer", "int8"), before)
    (run / "config.json").write_text(json.dumps(config.describe(teaching)), encoding="utf-8")
    with pytest.raises(ModelError, match=r"weights\.npz is not there"):
        networks.find(str(run))
    weights.save(colorizer.build(joined_stem=True), run / "weights.npz")
    found = networks.find(str(run))
    assert (found.weights, found.taught) == (before, run / "weights.npz")
    assert not found.ships
