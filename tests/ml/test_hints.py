"""Hints are what a user might give, and a wish for one thing leaves all others alone."""

from __future__ import annotations

import numpy as np
import pytest

from ml.data import hints, objects


@pytest.fixture
def lab():
    """A red disc on a green lawn under a blue sky, with a little noise."""
    rows, columns = np.mgrid[0:96, 0:96]
    picture = np.zeros((96, 96, 3), np.float32)
    picture[:48] = (70, -5, -30)
    picture[48:] = (45, -30, 30)
    picture[(rows - 60) ** 2 + (columns - 40) ** 2 < 20**2] = (50, 55, 35)
    noise = np.random.default_rng(0).normal(0, 0.5, picture.shape)
    return (picture + noise).astype(np.float32)


def given(lab, wishes="object", count=200):
    return [hints.give(lab, np.random.default_rng(seed), wishes) for seed in range(count)]


def test_chance_follows_from_its_source_alone(lab):
    for one, other in zip(given(lab, count=20), given(lab, count=20), strict=True):
        np.testing.assert_array_equal(one[0], other[0])
        np.testing.assert_array_equal(one[1], other[1])


def test_two_of_five_photos_come_without_hints(lab):
    without = sum(not hint.any() for _, hint in given(lab))
    assert 0.3 < without / 200 < 0.5


def test_a_hint_says_what_is_wished_where_it_lies(lab):
    for ab, hint in given(lab, count=60):
        mask = hint[..., 2]
        assert set(np.unique(mask)) <= {0, 1}
        assert not hint[..., :2][mask == 0].any()
        if mask.any():
            said, wished = hint[..., :2][mask > 0], ab[mask > 0]
            # A region's colour is coarse and a dot's is a mean: near, and on average true.
            assert np.linalg.norm(said.mean(0) - wished.mean(0)) < 8


def test_one_thing_repainted_leaves_all_others_their_colours(lab):
    changed = [
        (np.linalg.norm(ab - lab[..., 1:], axis=-1) > 3, hint)
        for ab, hint in given(lab)
        if not np.array_equal(ab, lab[..., 1:])
    ]
    seen = [(where, hint) for where, hint in changed if where.mean() > 0.01]
    assert len(seen) > 10
    for where, hint in seen:
        assert where.mean() <= objects.LARGEST + 0.05
        assert (hint[..., 2] * where).sum() > 0.6 * hint[..., 2].sum()


def test_a_picture_repainted_changes_everywhere(lab):
    changed = [
        np.linalg.norm(ab - lab[..., 1:], axis=-1)
        for ab, _ in given(lab, "picture")
        if not np.array_equal(ab, lab[..., 1:])
    ]
    assert changed
    strength = np.linalg.norm(lab[..., 1:], axis=-1)
    assert np.median([(distance > 0.1 * strength).mean() for distance in changed]) > 0.9


def test_turning_keeps_the_strength_of_colours(lab):
    turned = hints.turned(lab[..., 1:], 1.3)
    strength = [np.linalg.norm(ab, axis=-1) for ab in (lab[..., 1:], turned)]
    np.testing.assert_allclose(*strength, rtol=1e-4)
    np.testing.assert_allclose(hints.turned(turned, -1.3), lab[..., 1:], atol=1e-3)


def test_a_thing_is_found_whole(lab):
    rows, columns = np.mgrid[0:96, 0:96]
    disc = (rows - 60) ** 2 + (columns - 40) ** 2 < 20**2
    masks = [objects.one_of(lab, np.random.default_rng(seed)) for seed in range(20)]
    best = max(
        (np.minimum(mask, disc).sum() / np.maximum(mask, disc).sum())
        for mask in masks
        if mask is not None
    )
    assert best > 0.85


def test_an_even_wall_has_no_things():
    wall = np.full((64, 64, 3), 50, np.float32)
    assert objects.one_of(wall, np.random.default_rng(0)) is None
    ab, _ = hints.give(wall, np.random.default_rng(3))
    np.testing.assert_array_equal(ab, wall[..., 1:])
