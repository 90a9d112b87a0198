"""Training on a graphics card, rehearsed in small on the processor."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")

from PIL import Image  # noqa: E402

import resources  # noqa: E402
from ml.accelerated import __main__ as program  # noqa: E402
from ml.accelerated import damage, hints, loop, photos, pieces, segments, twins  # noqa: E402
from ml.models import colorizer, unet, weights  # noqa: E402
from ml.models.plans import UNETS  # noqa: E402

# Beside other tests, threads that wait for one another cost more than they bring.
torch.set_num_threads(1)

SIDE = 64
TINY = ("--steps", "3", "--batch", "2", "--sizes", "64", "--side", "64", "--limit", "1")
TINY = (*TINY, "--workers", "0")


def write_pack(path: Path, pictures: list[np.ndarray]) -> None:
    """A pack of photos, as `ml.data.packs` reads them."""
    blobs = []
    for picture in pictures:
        file = io.BytesIO()
        Image.fromarray(picture).save(file, "WEBP", quality=90)
        blobs.append(file.getvalue())
    path.with_suffix(".bin").write_bytes(b"".join(blobs))
    np.save(path.with_suffix(".npy"), np.array([[len(blob), 0] for blob in blobs], np.int32))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packs of crops of a sample photo, under all names that trainings ask for."""
    folder = tmp_path_factory.mktemp("packs")
    sample = sorted(resources.find("samples").glob("*.jpg"))[0]
    colours = np.asarray(Image.open(sample).convert("RGB").resize((512, 512)))
    tinted = np.clip(colours * np.linspace(0.5, 1.2, 512)[None, :, None], 0, 255).astype(np.uint8)
    crops = [tinted[y : y + 256, x : x + 256] for y in (0, 256) for x in (0, 256)]
    for name in {*program.PHOTOS, *program.SHARP}:
        write_pack(folder / name, crops)
    return folder


def channels_first(values: np.ndarray) -> object:
    return torch.from_numpy(np.ascontiguousarray(values.transpose(0, 3, 1, 2)))


def channels_last(values: object) -> np.ndarray:
    return values.detach().numpy().transpose(0, 2, 3, 1)


def randomised(twin: object) -> object:
    """Any weights: those of a beginning are zero in many places."""
    torch.manual_seed(7)
    for values in twin.parameters():
        torch.nn.init.normal_(values, 0, 0.05)
    return twin.eval()


def test_the_colorizer_and_its_twin_give_the_same_from_the_same_weights(tmp_path: Path) -> None:
    twin = randomised(twins.build("colorizer"))
    arrays = twins.weights_of(twin)
    weights.write(arrays, tmp_path / "weights.npz")
    network = colorizer.build()
    colorizer.load_weights(network, tmp_path / "weights.npz")
    draw = np.random.default_rng(1)
    gray = draw.uniform(-1, 1, (1, SIDE, 96, 1)).astype(np.float32)
    said = draw.uniform(-1, 1, (1, SIDE, 96, 3)).astype(np.float32)
    expected = network.predict([gray, said], verbose=0)
    ab, logits = twin(channels_first(gray), channels_first(said))
    np.testing.assert_allclose(channels_last(ab), expected["ab"], atol=1e-4)
    np.testing.assert_allclose(channels_last(logits), expected["logits"], atol=1e-4)


@pytest.mark.parametrize("name", UNETS)
def test_every_network_and_its_twin_give_the_same_from_the_same_weights(
    name: str, tmp_path: Path
) -> None:
    twin = randomised(twins.build(name))
    weights.write(twins.weights_of(twin), tmp_path / "weights.npz")
    network = unet.BUILDERS[name]()
    weights.load(network, tmp_path / "weights.npz")
    photo = np.random.default_rng(2).uniform(0, 1, (1, SIDE, 96, UNETS[name].inputs))
    expected = network.predict({"photo": photo.astype(np.float32)}, verbose=0)["answer"]
    found = channels_last(twin(channels_first(photo.astype(np.float32))))
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_weights_that_do_not_fit_are_named() -> None:
    twin = twins.build("enlarger")
    arrays = twins.weights_of(twin)
    with pytest.raises(ValueError, match="lack head/kernel"):
        twins.fill(twin, {name: a for name, a in arrays.items() if name != "head/kernel"})
    with pytest.raises(ValueError, match="no layer: more/kernel"):
        twins.fill(twin, {**arrays, "more/kernel": arrays["head/kernel"]})
    with pytest.raises(ValueError, match="head/bias has the shape"):
        twins.fill(twin, {**arrays, "head/bias": np.zeros(3, np.float32)})


def test_pieces_make_the_file_that_was_cut_or_none(tmp_path: Path) -> None:
    whole = tmp_path / "weights.npz"
    whole.write_bytes(np.random.default_rng(3).bytes(5000))
    cut = pieces.cut(whole, tmp_path / "cut", 2048)
    assert [piece.stat().st_size for piece in cut] == [2048, 2048, 904]
    joined = pieces.join("weights.npz", tmp_path / "cut", tmp_path / "joined")
    assert joined.read_bytes() == whole.read_bytes()
    cut[1].write_bytes(b"other" + cut[1].read_bytes()[5:])
    with pytest.raises(ValueError, match="do not make the file"):
        pieces.join("weights.npz", tmp_path / "cut", tmp_path / "other")
    assert not list((tmp_path / "other").iterdir())


def test_colours_that_stay_within_a_segment_do_not_wander() -> None:
    numbers = torch.zeros(1, 8, 8, dtype=torch.long)
    numbers[:, :, :4], numbers[:, :, 4:6] = 1, 2
    even = torch.where(numbers == 1, 30.0, -20.0)[:, None].expand(1, 2, 8, 8)
    assert float(segments.wandering(even, numbers).max()) < 1e-4
    uneven = even + torch.arange(8).view(1, 1, 8, 1)
    wandering = segments.wandering(uneven, numbers).view(8, 8)
    assert float(wandering[:, :6].mean()) > 1
    assert float(wandering[:, 6:].max()) == 0  # what belongs to no segment does not count


def test_a_repainted_photo_changes_inside_one_object_only() -> None:
    torch.manual_seed(5)
    numbers = torch.ones(64, 16, 16, dtype=torch.long)
    numbers[:, 4:10, 4:10] = 2
    ab = torch.full((64, 2, 64, 64), 10.0)
    prior = torch.tensor([1.0])
    wished, said, automatic = hints.give(ab, numbers, torch.tensor([[60.0, -60.0]]), prior)
    changed = (wished - ab).abs().amax(1) > 0.5
    repainted = changed.flatten(1).any(1)
    assert 5 < int(repainted.sum()) < 40
    assert not changed[:, :10].any()  # two pixels of soft edge around rows 16 to 40
    assert not changed[:, 44:].any()
    assert not said[automatic].any()
    assert (said[~automatic, 2].flatten(1).sum(1) > 0).float().mean() > 0.9


def test_damage_lies_where_the_map_says() -> None:
    bank = damage.bank(16, side_px=SIDE, workers=0)
    rgb = torch.full((8, 3, SIDE, SIDE), 0.5)
    damaged, where = bank.lay_over(rgb)
    changed = (damaged - rgb).abs().amax(1, keepdim=True)
    assert float(where.max()) > 0.5
    assert float(changed[where < 0.01].max()) < 0.02


def test_the_way_to_the_card_and_back(data: Path, tmp_path: Path) -> None:
    """The page `ml/accelerated/README.md` with tiny settings: send, join, train, go on, take."""
    start = tmp_path / "start.npz"
    torch.manual_seed(9)
    twins.save(twins.build("colorizer"), start)
    sent = ["send", "colorizer", "--photos", str(data), "--start", str(start)]
    assert program.main([*sent, "--to", str(tmp_path / "send")]) == 0
    there = tmp_path / "there"
    there.mkdir()
    for load in sorted((tmp_path / "send").glob("load-*")):
        assert sum(file.stat().st_size for file in load.iterdir()) <= program.SENT_BYTES
        for file in load.iterdir():
            file.rename(there / file.name)
    assert program.main(["join", str(there)]) == 0
    # Everything that is needed there has arrived, and nothing else is asked for.
    train = ["train", "colorizer", "--data", str(there), "--out", str(tmp_path / "out"), *TINY]
    assert program.main(train) == 0
    assert program.main([*train, "--steps", "5"]) == 0
    log = [json.loads(line) for line in (tmp_path / "out" / "log.txt").read_text().splitlines()]
    assert [line["what"] for line in log] == [
        *("ready", "start", "saved"),
        *("resumed", "ready", "saved"),
    ]
    assert {"psnr_db", "patchiness", "odd", "ab_ten_dots"} <= log[-1].keys()
    assert all(path.stat().st_size <= 15 << 20 for path in (tmp_path / "out" / "pieces").iterdir())
    network = colorizer.build()
    colorizer.load_weights(network, tmp_path / "out" / "colorizer.npz")


@pytest.mark.parametrize("name", ["filler", "denoiser", "enlarger"])
def test_each_other_network_learns_and_is_judged(name: str, data: Path, tmp_path: Path) -> None:
    before = twins.weights_of(twins.build(name)).keys()
    command = ["train", name, "--data", str(data), "--out", str(tmp_path), *TINY]
    assert program.main([*command, "--steps", "1"]) == 0
    last = json.loads((tmp_path / "log.txt").read_text().splitlines()[-1])
    assert last["what"] == "saved"
    assert any(key.startswith(("psnr", "over")) for key in last)
    with np.load(tmp_path / f"{name}.npz") as archive:
        assert set(archive.files) == set(before)


class StoppedError(Exception):
    """As if the machine had been taken away."""


def test_a_training_that_was_stopped_goes_on_exactly(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(out: str, *more: str) -> dict[str, np.ndarray]:
        command = ["train", "damage_detector", "--data", str(data), "--out", str(tmp_path / out)]
        assert program.main([*command, *TINY, *more]) == 0
        state = torch.load(tmp_path / out / "state.pt", weights_only=True)
        return {key: value.numpy() for key, value in state["network"].items()}

    save = loop.Training.save

    def stopping(self: loop.Training) -> dict[str, float]:
        save(self)
        raise StoppedError

    whole = train("whole")
    with monkeypatch.context() as patch:
        patch.setattr(loop.Training, "save", stopping)
        with pytest.raises(StoppedError):
            train("parts", "--save-every", "0")
    parts = train("parts")
    assert whole.keys() == parts.keys()
    for key, values in whole.items():
        np.testing.assert_array_equal(parts[key], values, err_msg=key)


def test_segments_of_a_photo_are_its_things() -> None:
    photo = np.zeros((256, 256, 3), np.uint8)
    photo[:] = (40, 60, 160)
    photo[100:200, 60:180] = (180, 40, 30)
    found = photos.segments_of(photo)
    inside, outside = found[30:45, 20:40], found[:20]
    assert len(np.unique(inside)) == len(np.unique(outside)) == 1
    assert inside[0, 0] != outside[0, 0]
    assert outside[0, 0] == 1  # the largest
