"""The shipped network can be made again from its weights, and is what it claims to be.

TensorFlow and the trained weights are needed; the weights lie beside the checkout in `shared`, so
that a plain clone skips this.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

import resources
from ml.data import packs

# At 32 px there is but one position to attend to, and Keras wonders whether that is meant.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax:UserWarning")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
pytest.importorskip("ai_edge_quantizer", reason="ai-edge-quantizer is not installed")

from ml.convert import __main__ as command  # noqa: E402
from ml.convert import networks, report, ship, tflite  # noqa: E402
from ml.data.cielab import as_fractions  # noqa: E402
from ml.evaluate.metrics import ab_distance, psnr  # noqa: E402
from ml.inference.cards import sha256  # noqa: E402
from ml.inference.errors import ModelError  # noqa: E402
from ml.inference.runners import CpuRunner  # noqa: E402
from ml.models import colorizer, plans, restorer, weights  # noqa: E402

WEIGHTS = networks.GIVEN / "colorizer.npz"
COLORIZER = networks.of_colorizer(WEIGHTS)
with_weights = pytest.mark.skipif(
    not WEIGHTS.exists(), reason="there are no trained weights in ../shared/models"
)
with_restorer = pytest.mark.skipif(
    not (networks.GIVEN / "restorer.npz").exists(),
    reason="there are no trained weights in ../shared/models",
)
with_photos = pytest.mark.skipif(
    not (packs.PHOTOS / "validation.bin").exists(), reason="there are no photos in ../shared/photos"
)
SHIPPED = resources.find("models", "colorizer.tflite")


@pytest.fixture(scope="module")
def plain():
    return COLORIZER.load()


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
    found = COLORIZER.load(equalised=True)(batch(example()))
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
def test_converting_again_gives_the_shipped_file_but_for_the_last_bits():
    """Processors differ in how they round sums: some weights end one step of 255 beside it."""
    equal = tflite.float32(COLORIZER.load(equalised=True))
    again = tflite.mixed(
        equal, in_half=COLORIZER.in_half, outputs_in_half=COLORIZER.outputs_in_half
    )
    shipped = SHIPPED.read_bytes()
    assert len(again) == len(shipped)
    differing = np.frombuffer(again, np.uint8) != np.frombuffer(shipped, np.uint8)
    assert differing.mean() < 0.01
    expected, found = (CpuRunner(one, 96, 128, 2).run(example()) for one in (shipped, again))
    assert plans.AB_SCALE * ab_distance(expected["ab"], found["ab"]).mean() < 0.1


@with_weights
@with_photos
def test_the_shipped_network_keeps_the_colours_of_the_trained_one(plain_file):
    exact, shipped = (CpuRunner(c, 256, 256, 2) for c in (plain_file, SHIPPED.read_bytes()))
    distances = []
    for photo in packs.photos(packs.PHOTOS / "validation", limit=24, seed=5):
        inputs = COLORIZER.ask(photo, "", np.random.default_rng(0))
        distances.append(ab_distance(exact.run(inputs)["ab"], shipped.run(inputs)["ab"]))
    drift = np.stack(distances) * plans.AB_SCALE
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


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The folder that a training of the smallest baseline would leave."""
    from ml.models import weights
    from ml.train import config as configs

    folder = tmp_path_factory.mktemp("runs") / "dense"
    folder.mkdir()
    config = configs.load("baseline", "dense-32")
    described = json.dumps(configs.describe(config))
    (folder / "config.json").write_text(described, encoding="utf-8")
    weights.save(config.network(), folder / "weights.npz")
    return folder


def test_a_trained_network_is_converted_in_every_precision_and_measured(run, tmp_path):
    pytest.importorskip("skimage", reason="scikit-image is not installed")
    page, out = tmp_path / "models.md", tmp_path / "out"
    asked = [str(run), "--photos", str(tmp_path), "--out", str(out), "--runs", "1"]
    for _ in range(2):  # the second time the section is replaced
        assert command.main([*asked, "--report", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("\n## dense\n") == 1
    assert "measured on 4 photos at 32²" in text
    assert "3,148,800 parameters" in text
    sizes = {path.stem.removeprefix("dense-"): path.stat().st_size for path in out.iterdir()}
    assert sizes.keys() == {"float32", "float16", "dynamic-range-int8", "full-int8", "mixed-int8"}
    for name, share in (("float16", 0.51), ("dynamic-range-int8", 0.26), ("mixed-int8", 0.26)):
        assert sizes[name] < share * sizes["float32"]
        assert f"| {name.replace('-int8', ' int8')} |" in text


def test_the_further_from_float32_a_file_is_the_larger_its_error(run):
    network = networks.find(str(run))
    files = {"float32": tflite.float32(network.load()), "float16": tflite.float16(network.load())}
    photos = np.random.default_rng(0).integers(0, 256, (2, 40, 40, 3)).astype(np.uint8)
    rows = report.measure(network, files, photos, runs=1)
    assert rows["float32"].drifts == {"": (0.0, 0.0)}
    mean, worst = rows["float16"].drifts[""]
    assert 0 < mean < worst < 1
    assert rows["float16"].milliseconds.keys() == {(32, 1), (32, 2)}


def test_a_page_keeps_its_other_sections(tmp_path):
    page = tmp_path / "models.md"
    page.write_text("# The models\n\n## one\n\nold\n\n## two\n\nkept\n", encoding="utf-8")
    command._insert(page, "one", "## one\n\nnew\n")
    command._insert(page, "three", "## three\n\nadded\n")
    assert page.read_text(encoding="utf-8") == (
        "# The models\n\n## one\n\nnew\n\n## two\n\nkept\n\n## three\n\nadded\n"
    )


ROW = report.Row(
    megabytes=9.2254,
    drifts={"": (0.2345, 1.376), "with dots": (0.161, 0.757)},
    psnr=24.816,
    colourfulness=37.91,
    colourfulness_change=0.00161,
    milliseconds={},
)


def written(folder, weights, content, **told):
    ship.write(folder, content, ROW, weights, 200, ship.origin(weights, **told))
    return json.loads((folder / "colorizer.card.json").read_text(encoding="utf-8"))


@with_weights
def test_the_card_that_ships_is_written_again_word_for_word(tmp_path):
    assert ROW.may_ship
    shipped = SHIPPED.with_suffix(".card.json").read_bytes()
    (tmp_path / "colorizer.card.json").write_bytes(shipped)
    found, expected = written(tmp_path, WEIGHTS, SHIPPED.read_bytes()), json.loads(shipped)
    assert found["figures"].pop("ab_error_to_float32_mean") == pytest.approx(0.235, abs=0.001)
    del expected["figures"]["ab_error_to_float32_mean"]
    assert found == expected


def test_the_card_of_ones_own_network_says_what_was_told_and_no_more(tmp_path):
    own = tmp_path / "weights.npz"
    np.savez(own, one=np.zeros(3))
    quiet = written(tmp_path, own, b"network")
    assert quiet["version"] == quiet["training_photos"] == quiet["licence"] == "not said"
    assert "another training" in quiet["source"]
    told = written(tmp_path, own, b"network", version="2", training_photos="53 of an album.")
    assert (told["version"], told["training_photos"]) == ("2", "53 of an album.")
    assert told["sha256"] == sha256(b"network")
    assert told["conversion"]["weights_sha256"] == sha256(own.read_bytes())


def test_an_evaluation_of_another_file_does_not_stay_in_the_card(tmp_path):
    own, card = tmp_path / "weights.npz", tmp_path / "colorizer.card.json"
    np.savez(own, one=np.zeros(3))
    evaluation = {"sha256": sha256(b"network"), "figures": {"psnr_db": [20, 19, 21]}}
    card.write_text(json.dumps({"evaluation": evaluation}), encoding="utf-8")
    assert written(tmp_path, own, b"network")["evaluation"] == evaluation
    assert "evaluation" not in written(tmp_path, own, b"another")


def test_a_file_that_cannot_be_run_is_left_out_and_named(run, capsys, monkeypatch):
    network = networks.find(str(run))
    whole = tflite.float32(network.load())
    photo = np.zeros((32, 32, 3), np.uint8)

    class Refusing(CpuRunner):
        def __init__(self, content, *options):
            if content == b"refused":
                raise RuntimeError("failed to prepare")
            super().__init__(content, *options)

    monkeypatch.setattr(report, "CpuRunner", Refusing)
    found = report.runnable(network, {"float32": whole, "full int8": b"refused"}, photo)
    assert found == {"float32": whole}
    said = capsys.readouterr().err
    assert said == "“full int8” cannot be run and is left out (failed to prepare).\n"


@with_restorer
def test_the_restorer_takes_noise_away_at_any_size():
    skimage = pytest.importorskip("skimage", reason="scikit-image is not installed")
    network = networks.find("restorer")
    photo = skimage.data.astronaut()[40:160, 160:320]
    inputs = network.ask(photo, "", np.random.default_rng(0))
    content = tflite.float16(network.load())
    restored = network.picture(inputs, CpuRunner(content, 120, 160, 2).run(inputs))
    truth = as_fractions(photo)
    assert psnr(restored, truth) > psnr(inputs["photo"][..., :3], truth) + 2


def test_the_restorer_has_the_parameters_it_was_trained_with():
    assert restorer.build().count_params() == 1_695_532


def test_absent_weights_are_named(tmp_path, capsys):
    absent = tmp_path / "none.npz"
    assert command.main(["colorizer", "--weights", str(absent)]) == 2
    assert "none.npz is not there" in capsys.readouterr().err


def test_a_baseline_is_not_shipped(run, capsys):
    assert command.main([str(run), "--ship"]) == 2
    assert "cannot be shipped" in capsys.readouterr().err


def test_a_network_needs_no_more_than_its_file_and_its_training_to_be_converted(tmp_path):
    """As if the tiny training were that of a network that conversion has never heard of."""
    config = {"name": "colorizer-tiny", "network": "ml.models.another:build"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    archive = tmp_path / "weights.npz"
    weights.save(colorizer.build(), archive)
    network = networks.find(str(tmp_path))
    assert network.weights == archive
    photo = np.full((80, 80, 3), 128, np.uint8)
    inputs = network.ask(photo, "", np.random.default_rng(0))
    assert inputs["gray"].shape == (64, 64, 1)
    outputs = {"ab": np.zeros((32, 32, 2), np.float32)}
    assert network.picture(inputs, outputs).shape == (64, 64, 3)
    (tmp_path / "config.json").write_text(json.dumps(config | {"name": "nobody-knows"}))
    with pytest.raises(ModelError, match="of no network that can be converted"):
        networks.find(str(tmp_path))
