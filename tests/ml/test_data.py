"""Photos come in an order that can be gone back to, and bad ones are found."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from skimage.color import rgb2lab

from ml.__main__ import main
from ml.data import check, crops, damage, examples, pipeline
from ml.data.film import SEPIA, Film, photograph
from ml.data.sources import apart, open_photos
from ml.inference.errors import ModelError


def colours(seed, side=96):
    """A photo of large blots of all colours."""
    draw = np.random.default_rng(seed)
    blots = draw.integers(0, 255, (6, 6, 3), np.uint8)
    return np.asarray(Image.fromarray(blots).resize((side, side), Image.Resampling.BICUBIC))


def printed(photo, **film):
    rgb = photograph(photo.astype(np.float32) / 255, Film(**film))
    return np.rint(rgb * 255).astype(np.uint8)


@pytest.fixture
def folder(tmp_path):
    """Five good photos, a grey one, a sepia one, one twice (once mirrored), and a text."""
    album = tmp_path / "album"
    (album / "more").mkdir(parents=True)
    for seed in range(4):
        Image.fromarray(colours(seed)).save(album / f"photo{seed}.png")
    Image.fromarray(colours(4, 200)).save(album / "more" / "photo4.jpg", quality=95)
    Image.fromarray(printed(colours(5))).save(album / "grey.png")
    Image.fromarray(printed(colours(6), silver=SEPIA)).save(album / "sepia.png")
    Image.fromarray(colours(1)[:, ::-1]).resize((80, 80)).save(album / "twice.jpg", quality=85)
    (album / "words.jpg").write_text("no photo")
    return album


def test_a_folder_is_sorted_out_with_a_report_and_sheets(folder, tmp_path, capsys):
    out, pack = tmp_path / "out", tmp_path / "packs"
    assert main(["data", "check", str(folder), "--out", str(out), "--packs", str(pack)]) == 0
    assert "5 are good to learn from" in capsys.readouterr().out
    report = (out / "report.md").read_text(encoding="utf-8")
    for line in ("1 are grey", "1 are tinted", "1 show the same", "1 cannot be read"):
        assert line in report
    assert f"{folder / 'twice.jpg'} is like {folder / 'photo1.png'}" in report
    for name in ("kept", "grey", "tinted", "double"):
        assert (out / f"{name}.jpg").stat().st_size > 500
    packed = open_photos([pack / "train-0", pack / "validation.bin"])
    assert len(packed) == 5
    assert packed[0].shape == (256, 256, 3)


def test_photos_with_colours_of_their_own_are_neither_grey_nor_tinted():
    for seed in range(20):
        lab = check.thumbnail(colours(seed))
        assert not check.is_grey(lab)
        assert not check.is_tinted(lab)


def test_nothing_good_is_said_by_the_exit_status(tmp_path):
    Image.fromarray(printed(colours(1))).save(tmp_path / "grey.png")
    assert main(["data", "check", str(tmp_path), "--out", str(tmp_path / "out")]) == 1


def test_an_unreadable_photo_is_named(folder):
    photos = open_photos([folder])
    names = [photos.name(index) for index in range(len(photos))]
    with pytest.raises(ModelError, match=r"words\.jpg cannot be read"):
        photos[names.index(str(folder / "words.jpg"))]


def test_several_places_follow_one_another(folder):
    photos = open_photos(["scikit-image", folder / "more"])
    assert len(photos) == 5
    assert photos.name(0) == "astronaut"
    assert photos.name(4).endswith("photo4.jpg")
    assert photos[4].shape == (200, 200, 3)


def test_learnt_and_judged_photos_are_apart_and_stay_so():
    photos = open_photos(["scikit-image"])
    learnt, judged = apart(photos)
    names = [[part.name(index) for index in range(len(part))] for part in (learnt, judged)]
    assert len(names[0]) == 3
    assert len(names[1]) == 1
    assert not set(names[0]) & set(names[1])
    assert [apart(photos)[1].name(0)] == names[1]


def make(photos, **changes):
    settings = {"size_px": 32, "batch": 3, "seed": 7, "first": 0, "last": 4} | changes
    return list(pipeline.batches(photos, examples.guided, **settings))


def test_batches_follow_from_seed_and_step_wherever_one_begins():
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    photos = open_photos(["scikit-image"])
    whole, rest = make(photos), make(photos, first=2, workers=1)
    assert len(whole) == 4
    for one, other in zip(whole[2:], rest, strict=True):
        for part in ("gray", "hints"):
            np.testing.assert_array_equal(one.inputs[part], other.inputs[part])
        np.testing.assert_array_equal(one.targets["ab"], other.targets["ab"])
    assert whole[0].inputs["gray"].shape == (3, 32, 32, 1)
    assert not np.array_equal(make(photos, seed=8)[0].inputs["gray"], whole[0].inputs["gray"])


def test_every_photo_comes_once_before_any_comes_again():
    photos = open_photos(["scikit-image"])
    seen = [
        float(
            pipeline.example(photos, examples.chroma_middle, size_px=8, seed=3, number=n)[0][
                "gray"
            ].mean()
        )
        for n in range(8)
    ]
    assert len(set(seen[:4])) == 4
    assert sorted(seen[:4]) == sorted(seen[4:])


def test_crops_have_the_size_that_is_asked_for_whatever_the_photo_has():
    draw = np.random.default_rng(0)
    for height, width in ((300, 40), (40, 300), (17, 17), (64, 64)):
        photo = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
        assert crops.random_crop(photo, draw, 64).shape == (64, 64, 3)
        assert crops.middle_crop(photo, 64).shape == (64, 64, 3)


def test_an_example_tells_lightness_and_chroma_in_the_networks_units():
    photo = np.full((64, 64, 3), (200, 60, 40), np.uint8)
    inputs, targets = examples.unguided(photo, np.random.default_rng(0), 32)
    assert inputs["gray"].shape == (32, 32, 1)
    assert not inputs["hints"].any()
    lightness, *ab = rgb2lab(photo[0, 0] / 255)
    assert inputs["gray"].mean() == pytest.approx(lightness / 50 - 1, abs=0.001)
    np.testing.assert_allclose(110 * targets["ab"].mean((0, 1)), ab, atol=0.1)


@pytest.mark.parametrize("kind", damage.KINDS, ids=lambda kind: kind.__name__)
def test_damage_of_every_kind_lies_where_its_map_says(kind, monkeypatch):
    monkeypatch.setattr(damage, "KINDS", (kind, kind, kind))
    photo = np.full((96, 128, 3), 0.45, np.float32)
    touched = 0.0
    for seed in range(8):
        damaged, where = damage.damage(photo, np.random.default_rng(seed))
        assert damaged.shape == photo.shape
        assert damaged.min() >= 0
        assert damaged.max() <= 1
        assert where.min() >= 0
        assert where.max() <= 1
        np.testing.assert_allclose(damaged[where < 1e-3], 0.45, atol=1e-3)
        touched += float((where > 0.1).mean())
    assert 0.002 < touched / 8 < 0.9


def test_damage_follows_from_its_source_of_chance():
    photo = np.full((64, 64, 3), 0.5, np.float32)
    one, other = (damage.damage(photo, np.random.default_rng(4)) for _ in range(2))
    np.testing.assert_array_equal(one[0], other[0])
    assert not np.array_equal(one[0], damage.damage(photo, np.random.default_rng(5))[0])
