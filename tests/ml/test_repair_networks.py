"""The networks that find and fill damage, as the program asks them; and what they learn from."""

from __future__ import annotations

import numpy as np
import pytest

from ml.data import damage, worn
from ml.inference.cards import card
from ml.inference.damage import DamageDetector
from ml.inference.device import cpu
from ml.inference.filler import Filler, first_fill


def scene(height: int, width: int) -> np.ndarray:
    """A soft grey scene with an edge."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    grey = 0.35 + 0.15 * np.sin(rows / 23) + 0.2 * (columns > width / 2)
    return np.repeat(grey[..., None], 3, -1).astype(np.float32)


@pytest.fixture(scope="module")
def detector() -> DamageDetector:
    return DamageDetector(cpu(1))


@pytest.fixture(scope="module")
def filler() -> Filler:
    return Filler(cpu(1))


def test_the_networks_are_as_small_as_they_were_promised():
    assert card("damage-detector").figures["megabytes"] <= 1.5
    assert card("filler").figures["megabytes"] <= 2.0


def test_the_card_says_from_where_on_damage_counts():
    figures = card("damage-detector").figures
    assert 0 < figures["threshold"] < 1
    assert figures["looks"] in (1, 2)
    assert 800 <= figures["longest_px"] <= 4096


@pytest.mark.parametrize("size", [(1, 1), (15, 40), (64, 64), (97, 33)])
def test_a_photo_of_any_size_is_looked_through(detector, size):
    found = detector.find(scene(*size))
    assert found.shape == size
    assert found.min() >= 0
    assert found.max() <= 1


def test_a_white_crack_is_found_and_what_lies_about_it_is_not(detector):
    photo = scene(160, 160)
    rows = np.arange(160)
    columns = (70 + 14 * np.sin(rows / 17)).astype(int)
    for wide in range(3):
        photo[rows, columns + wide] = 0.95
    found = detector.find(photo) >= card("damage-detector").figures["threshold"]
    assert found[rows, columns + 1].mean() > 0.5
    assert found[:, :40].mean() < 0.01
    assert found[:, 110:].mean() < 0.01


def test_outside_the_mask_nothing_changes(filler):
    photo = scene(75, 131)
    mask = np.zeros(photo.shape[:2], np.bool_)
    mask[30:34, 10:120] = True
    filled = filler.fill(photo, mask)
    np.testing.assert_array_equal(filled[~mask], photo[~mask])
    assert filled.min() >= 0
    assert filled.max() <= 1


def test_what_a_hole_held_does_not_matter(filler):
    photo = scene(64, 64)
    mask = np.zeros(photo.shape[:2], np.bool_)
    mask[30:33, 5:60] = True
    scrawled = np.where(mask[..., None], np.float32(1), photo)
    np.testing.assert_array_equal(filler.fill(photo, mask), filler.fill(scrawled, mask))


def test_a_smooth_photo_is_filled_smoothly():
    photo = scene(50, 41)
    mask = np.zeros(photo.shape[:2], np.bool_)
    mask[20:26, 3:15] = True
    filled = first_fill(photo, mask)
    np.testing.assert_array_equal(filled[~mask], photo[~mask])
    np.testing.assert_allclose(filled[mask], photo[mask], atol=0.03)


def test_what_crowds_is_the_photos_own_and_what_lies_alone_is_damage(detector):
    photo = scene(160, 160)
    crowd = np.random.default_rng(2).random((160, 70)) < 0.12
    photo[:, :70][crowd] = 0.95
    photo[80:82, 110:112] = 0.95
    found = detector.find(photo)
    assert found[79:83, 109:113].max() > np.percentile(found[16:-16, 16:54], 95)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (7, 2)])
def test_a_photo_that_is_all_hole_becomes_nothing_rather_than_no_numbers(size):
    filled = first_fill(np.ones((*size, 3), np.float32), np.ones(size, np.bool_))
    assert np.isfinite(filled).all()


def test_a_worn_print_differs_from_the_whole_one_where_it_says():
    photo = scene(96, 96)
    for seed in range(12):
        print_ = worn.example(photo, np.random.default_rng(seed), undamaged=0)
        apart = np.abs(print_.shown.astype(float) - print_.whole).max(-1)
        if print_.where.any():
            assert apart[print_.where].mean() > 3 * apart[~print_.where].mean()


def test_an_undamaged_print_has_no_damage():
    print_ = worn.example(scene(64, 64), np.random.default_rng(3), undamaged=1)
    assert not print_.where.any()
    np.testing.assert_array_equal(print_.shown, print_.whole)


def test_an_even_tone_inside_a_stain_is_nothing_to_be_filled():
    layer = damage.silvering(96, 96, np.random.default_rng(1))
    photo = scene(96, 96)
    veiled = damage.veil(photo, layer)
    assert np.abs(veiled - photo).max() > 0.05
    np.testing.assert_allclose(damage.lay(photo, layer), veiled, atol=1e-6)
