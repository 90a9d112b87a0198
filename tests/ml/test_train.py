"""From photos to a network that runs in the program."""

from __future__ import annotations

import json
import math
import os
from dataclasses import replace

import numpy as np
import pytest

# At 64 px there are but four positions to attend to, and Keras wonders whether that is meant.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax:UserWarning")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")

import keras  # noqa: E402

from ml.__main__ import main  # noqa: E402
from ml.convert import tflite  # noqa: E402
from ml.data import bins, packs  # noqa: E402
from ml.inference.colorizer import Colorizer  # noqa: E402
from ml.inference.errors import ModelError  # noqa: E402
from ml.models import colorizer, weights  # noqa: E402
from ml.train import checkpoint, config, curves, losses, optimizers  # noqa: E402
from ml.train.config import Answer  # noqa: E402


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The folder of a run of the tiny training, all of it."""
    runs = tmp_path_factory.mktemp("runs")
    assert main(["train", "colorizer", "--config", "tiny", "--runs", str(runs)]) == 0
    return runs / "colorizer-tiny"


def test_the_tiny_training_lowers_the_loss(tiny):
    rows = curves.read(tiny / "curves.csv")
    losses_of = [row["loss"] for row in rows if "loss" in row]
    assert np.mean(losses_of[-5:]) < 0.6 * losses_of[0]


def test_a_run_leaves_all_that_is_needed_to_judge_it(tiny):
    described = json.loads((tiny / "config.json").read_text())
    assert described["network"] == "ml.models.colorizer:build"
    assert described["seed"] == 1
    for part in ("curves.png", "grids/000060.jpg", "checkpoint.npz", "weights.npz"):
        assert (tiny / part).stat().st_size > 1000
    assert list((tiny / "tensorboard").iterdir())


def test_a_trained_network_converts_and_colours_a_photo(tiny, tmp_path):
    file = tmp_path / "tiny.tflite"
    model = colorizer.build()
    weights.load(model, tiny / "weights.npz")
    file.write_bytes(tflite.float32(model))
    lightness = np.tile(np.linspace(5, 95, 96, dtype=np.float32), (64, 1))
    chroma = Colorizer(model=file).predict(lightness)
    assert chroma.ab.shape == (32, 48, 2)
    assert np.abs(chroma.ab).max() > 0.5
    expected = model([lightness[None, :, :, None] / 50 - 1, np.zeros((1, 64, 96, 3), np.float32)])
    np.testing.assert_allclose(chroma.ab, 110 * np.asarray(expected["ab"][0]), atol=0.05)


def test_a_folder_with_other_settings_is_not_gone_on_with(tiny):
    arguments = ["train", "colorizer", "--config", "tiny", "--runs", str(tiny.parent)]
    described = json.loads((tiny / "config.json").read_text())
    (tiny / "config.json").write_text(json.dumps(described | {"rate": 0.5}))
    try:
        assert main(arguments) == 2
    finally:
        (tiny / "config.json").write_text(json.dumps(described))


def test_an_unknown_training_names_those_there_are(capsys):
    assert main(["train", "colorizer", "--config", "perfect"]) == 2
    said = capsys.readouterr().err
    assert "no training “colorizer perfect”" in said
    assert "colorizer_tiny" in said


def test_an_unknown_command_names_those_there_are(capsys):
    assert main(["paint"]) == 2
    assert "train, evaluate, compare, convert, data" in capsys.readouterr().err


def test_a_place_without_photos_is_refused(tmp_path, capsys):
    arguments = ["train", "colorizer", "--config", "tiny", "--photos", str(tmp_path)]
    assert main([*arguments, "--runs", str(tmp_path)]) == 2
    assert "holds no photo" in capsys.readouterr().err


def test_numbers_of_a_config_can_be_changed_and_nothing_else():
    one = config.load("colorizer", "tiny")
    other = config.changed(one, ["steps=7", "rate=0.25", "judge=val_psnr"])
    assert (other.steps, other.rate, other.judge) == (7, 0.25, "val_psnr")
    for setting, said in (("stepz=7", "sets nothing"), ("steps=many", "no value for steps")):
        with pytest.raises(ModelError, match=said):
            config.changed(one, [setting])
    for setting in ("network=1", "terms=2", "name=other"):
        with pytest.raises(ModelError, match="sets nothing"):
            config.changed(one, [setting])


def test_a_training_goes_on_from_weights_or_says_that_there_are_none(tiny, tmp_path):
    goes_on = config.starting_from(config.load("colorizer", "tiny"), tiny / "weights.npz")
    model = colorizer.build()
    goes_on.start(model)
    with np.load(tiny / "weights.npz") as archive:
        found = np.asarray(model.get_layer("ab").kernel)
        np.testing.assert_array_equal(found, archive["ab/kernel"])
    assert "weights.npz" in json.dumps(config.describe(goes_on))
    with pytest.raises(ModelError, match="There are no weights"):
        config.starting_from(goes_on, tmp_path / "none.npz")


@pytest.mark.parametrize("name", [name for name in config.names() if name.startswith("colorizer")])
def test_every_config_can_be_written_down_and_read_again(name):
    described = config.describe(config.load(name))
    assert "ml.models.colorizer:build" in json.dumps(described["network"])
    assert json.loads(json.dumps(described)) == described


@pytest.mark.parametrize("name", [name for name in config.names() if name.startswith("colorizer")])
def test_every_config_says_its_command_its_cost_and_what_to_expect(name):
    text = (config.CONFIGS / f"{name}.py").read_text(encoding="utf-8")
    for word in ("Command  python -m ml train", "Cost ", "Expect "):
        assert word in text


def test_the_rate_climbs_then_falls_along_a_cosine():
    tiny_config = config.load("colorizer", "tiny", steps=1000, warm_up_steps=100, least_rate=0.02)
    assert tiny_config.rate_at(0) == 0
    assert tiny_config.rate_at(50) == pytest.approx(0.5, abs=0.01)
    assert tiny_config.rate_at(500) == pytest.approx(0.5)
    assert tiny_config.rate_at(1000) == 0.02


def test_equal_configs_are_described_alike_and_others_by_their_difference():
    one = config.load("colorizer", "tiny")
    assert config.describe(one) == config.describe(replace(one, workers=9))
    other = config.describe(replace(one, rate=0.5, average=0.0))
    assert checkpoint.differing(config.describe(one), other) == ["average", "rate"]
    assert json.loads(json.dumps(other)) == other


def test_adamw_moves_weights_as_its_authors_say():
    settings = config.load("colorizer", "tiny", slow_rate=1e-4, slow_layers=("slow",))
    given = {"slow": np.float32([1.0, -2.0]), "fast": np.float32([1.0, -2.0])}
    variables = [keras.Variable(values, name=name) for name, values in given.items()]
    optimizer = optimizers.build(settings)
    slope = np.float32([0.3, -0.1])
    for _ in range(3):
        optimizer.apply([keras.ops.convert_to_tensor(slope)] * 2, variables)
    for variable, rate in zip(variables, (1e-4, settings.rate), strict=True):
        weight, mean, square = given[variable.name], 0.0, 0.0
        for step in range(1, 4):
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            weight = weight * (1 - rate * settings.weight_decay)
            move = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
            weight = weight - rate * move
        np.testing.assert_allclose(np.asarray(variable), weight, rtol=1e-5)


def answer(given, true):
    return Answer({}, {"ab": np.float32(true)}, {"ab": np.float32(given)})


def test_losses_are_least_where_the_colours_are_true():
    true = np.random.default_rng(0).uniform(-0.4, 0.4, (2, 16, 16, 2))
    exact = true.reshape(2, 8, 2, 8, 2, 2).mean((2, 4))
    for loss in (losses.mean_squared_error, losses.euclidean, losses.ab_error):
        assert float(loss(answer(exact, true))) == pytest.approx(0, abs=1e-6)
        assert float(loss(answer(exact + 0.1, true))) > 0.004
    assert float(losses.rebalanced_charbonnier(answer(exact, true))) == pytest.approx(0.01)
    distance = float(losses.ab_error(answer(exact + np.array((0.03, 0.04)), true)))
    assert distance == pytest.approx(110 * 0.05, rel=1e-4)


def test_a_rare_colour_counts_more_than_a_grey_one():
    wrong = np.full((1, 4, 4, 2), 0.05)
    grey, violet = np.zeros((1, 8, 8, 2)), np.full((1, 8, 8, 2), [0.7, -0.7])
    both_grey = np.concatenate([grey, violet], axis=2)
    at_grey = np.concatenate([wrong, violet[:, ::2, ::2]], axis=2)
    at_violet = np.concatenate([grey[:, ::2, ::2], violet[:, ::2, ::2] + wrong], axis=2)
    loss = losses.rebalanced_charbonnier
    assert float(loss(answer(at_violet, both_grey))) > 2 * float(loss(answer(at_grey, both_grey)))


def test_sure_and_right_scores_have_no_cross_entropy():
    true = np.float32(np.full((1, 8, 8, 2), [0.2, 0.3]))
    logits = np.zeros((1, 2, 2, 261), np.float32)
    unsure = Answer({}, {"ab": true}, {"logits": logits})
    assert float(losses.rebalanced_cross_entropy(unsure)) == pytest.approx(math.log(261), rel=1e-4)
    logits[..., bins.of(110 * true[0, 0, 0])] = 50
    sure = Answer({}, {"ab": true}, {"logits": logits})
    assert float(losses.rebalanced_cross_entropy(sure)) == pytest.approx(0, abs=1e-4)
    assert float(losses.bin_accuracy(sure)) == 1


@pytest.mark.skipif(
    not (packs.PHOTOS.parent / "models" / "colour_bins.npz").exists(),
    reason="there are no trained weights in ../shared/models",
)
def test_colours_count_as_they_did_when_the_shipped_weights_were_made():
    with np.load(packs.PHOTOS.parent / "models" / "colour_bins.npz") as archive:
        np.testing.assert_allclose(bins.weights(), archive["weight"], rtol=1e-3)


def test_a_checkpoint_of_another_network_is_refused(tmp_path):
    file = tmp_path / "checkpoint.npz"
    checkpoint.save(file, {"network": [keras.Variable(np.zeros(3, np.float32))]}, {"step": 4})
    same = keras.Variable(np.ones(3, np.float32))
    assert checkpoint.load(file, {"network": [same]}) == {"step": 4}
    assert not np.asarray(same).any()
    for others in ([keras.Variable(np.ones(4, np.float32))], [], [same, same]):
        with pytest.raises(ModelError, match="belongs to another network"):
            checkpoint.load(file, {"network": others})


def test_weights_are_kept_by_the_names_of_layers(tmp_path):
    seen = keras.Input((4, 4, 2))
    maps = keras.layers.Conv2D(3, 1, name="one")(seen)
    model = keras.Model(seen, keras.layers.BatchNormalization(name="two")(maps))
    file = tmp_path / "weights.npz"
    weights.save(model, file)
    with np.load(file) as archive:
        assert sorted(archive.files) == [
            *("one/bias", "one/kernel", "two/beta", "two/gamma", "two/mean", "two/var")
        ]
    before = [values.copy() for values in model.get_weights()]
    model.set_weights([values + 1 for values in before])
    weights.load(model, file)
    for values, expected in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(values, expected)
