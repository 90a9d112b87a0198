"""What is filled: with what lies around it, in its grain, and nothing else is touched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.pixels import Roi, from_grey, seal
from workstation.core.repair.grain import with_grain
from workstation.core.repair.layers import Grid, Patch, Values, repaired
from workstation.core.repair.smooth import smooth_fill
from workstation.core.repair.textures import continued


def stripes(height: int = 160, width: int = 160) -> Values:
    """A cloth of diagonal stripes."""
    y, x = np.mgrid[:height, :width]
    return (0.5 + 0.3 * np.sin((y + x) * np.pi / 8)).astype(np.float32)[..., None]


def slope(height: int = 90, width: int = 70) -> Values:
    """Tones that pass evenly from one side to the other."""
    y, x = np.mgrid[:height, :width]
    return (0.2 + 0.004 * y + 0.003 * x).astype(np.float32)[..., None]


def test_a_scratch_across_even_tones_is_filled_with_these() -> None:
    picture = slope()
    hole = np.zeros(picture.shape[:2], np.bool_)
    hole[:, 30:34] = True
    filled = smooth_fill(np.where(hole[..., None], 1, picture).astype(np.float32), hole)
    assert np.abs(filled - picture)[hole].max() < 0.01
    assert np.array_equal(filled[~hole], picture[~hole])


def test_a_large_hole_in_striped_cloth_is_filled_with_stripes() -> None:
    picture = stripes()
    hole = np.zeros(picture.shape[:2], np.bool_)
    hole[60:100, 55:95] = True
    damaged = np.where(hole[..., None], 1, picture).astype(np.float32)
    woven, smooth = continued(damaged, hole), smooth_fill(damaged, hole)
    assert np.array_equal(woven[~hole], picture[~hole])
    assert np.abs(woven - picture)[hole].mean() < 0.06
    assert np.abs(woven - picture)[hole].mean() < 0.4 * np.abs(smooth - picture)[hole].mean()


def test_the_same_hole_is_always_filled_alike() -> None:
    picture = stripes() + np.random.default_rng(1).normal(0, 0.02, (160, 160, 1))
    hole = np.zeros((160, 160), np.bool_)
    hole[:50, :45] = True
    first = continued(picture.astype(np.float32), hole)
    assert np.array_equal(first, continued(picture.astype(np.float32), hole))


def test_what_was_filled_has_the_grain_of_what_lies_around_it() -> None:
    grain = np.random.default_rng(2).normal(0, 0.04, (200, 200, 1))
    picture = (0.5 + grain).astype(np.float32)
    hole = np.zeros((200, 200), np.bool_)
    hole[80:120, 40:160] = True
    plain = np.where(hole[..., None], 0.5, picture).astype(np.float32)
    grainy = with_grain(plain, hole, (0, 0))
    assert np.array_equal(grainy[~hole], picture[~hole])
    assert grainy[hole].std() == pytest.approx(0.04, rel=0.15)


def test_a_photo_without_grain_gets_none() -> None:
    picture = slope()
    hole = np.zeros(picture.shape[:2], np.bool_)
    hole[40:60, 20:50] = True
    assert np.array_equal(with_grain(picture, hole, (0, 0)), picture)


def test_grain_belongs_to_its_place_whatever_block_it_is_made_in() -> None:
    grain = np.random.default_rng(2).normal(0, 0.04, (200, 200, 1))
    picture = np.full((200, 200, 1), 0.5, np.float32) + grain.astype(np.float32)
    hole = np.zeros((200, 200), np.bool_)
    hole[90:110] = True
    picture[hole] = 0.5
    one = with_grain(picture, hole, (0, 0))[hole] - 0.5
    other = with_grain(picture, hole, (0, 300))[hole] - 0.5
    assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.1
    assert np.array_equal(one, with_grain(picture, hole, (0, 0))[hole] - 0.5)


def patch(channels: int, level: int) -> tuple[Values, Values, Patch]:
    """A picture, what it is filled with, and the patch between them."""
    generator = np.random.default_rng(5)
    before = generator.uniform(0, 1, (40, 48, channels)).astype(np.float32)
    after = generator.uniform(0, 1, (40, 48, channels)).astype(np.float32)
    alpha = np.zeros((12, 10), np.float32)
    alpha[1:-1, 1:-1] = 1
    alpha[3, 1:4] = 0.4
    inner = np.s_[9:21, 17:27]
    return before, after, Patch.of(9, 17, before[inner], after[inner], alpha, level)


@pytest.mark.parametrize("channels", [1, 3])
def test_inside_a_patch_is_what_was_filled_and_outside_the_very_photo(channels: int) -> None:
    before, after, one = patch(channels, 0)
    tile = from_grey(before[..., 0]) if channels == 1 else seal(before)
    result = repaired(tile, Roi.whole(40, 48), Grid(0, 40, 48, 40, 48), (one,))
    alpha = np.zeros((40, 48), np.float32)
    alpha[9:21, 17:27] = one.alpha.astype(np.float32)
    assert np.array_equal(result[alpha == 0], tile[alpha == 0])
    assert np.abs(result[alpha == 1] - after[alpha == 1]).max() < 1e-3


def test_tiles_without_a_patch_are_not_even_copied() -> None:
    before, _, one = patch(3, 0)
    where = Roi(0, 0, 6, 14, 40, 48)
    tile = seal(before[:6, :14].copy())
    assert repaired(tile, where, Grid(0, 40, 48, 40, 48), (one,)) is tile


@pytest.mark.parametrize("halvings", [1, 2])
def test_a_smaller_picture_is_the_average_of_the_repaired_one(halvings: int) -> None:
    before, _, one = patch(3, 0)
    grid, step = Grid(0, 40, 48, 40, 48), 2**halvings
    full = repaired(seal(before), Roi.whole(40, 48), grid, (one,))

    def averaged(values: Values) -> Values:
        parts = values.reshape(40 // step, step, 48 // step, step, 3)
        return np.asarray(parts.mean(axis=(1, 3)), np.float32)

    where = Roi.whole(40 // step, 48 // step, 1 / step)
    small = repaired(seal(averaged(before)), where, grid, (one,))
    assert np.abs(small - averaged(np.asarray(full))).max() < 1e-5


def test_a_photo_larger_than_the_grid_is_repaired_at_its_own_size() -> None:
    before, after, one = patch(3, 1)
    large = np.repeat(np.repeat(before, 2, axis=0), 2, axis=1)
    result = repaired(seal(large), Roi.whole(80, 96), Grid(1, 40, 48, 80, 96), (one,))
    changed = (np.asarray(result) != large).any(axis=2)
    assert changed[24:36, 40:50].all()
    assert not changed[:17].any()
    assert not changed[43:].any()
    middle = np.asarray(result)[26:34:2, 42:48:2]
    assert np.abs(middle - after[13:17, 21:24]).mean() < 0.25


@given(
    top=st.integers(0, 30),
    left=st.integers(0, 40),
    height=st.integers(1, 10),
    width=st.integers(1, 8),
    scale=st.sampled_from(["same", "half", "odd", "finer"]),
)
def test_tiles_equal_the_whole_at_every_scale(
    top: int, left: int, height: int, width: int, scale: str
) -> None:
    _, _, one = patch(3, 1 if scale == "finer" else 0)
    grid = Grid(1, 40, 48, 80, 96) if scale == "finer" else Grid(0, 40, 48, 40, 48)
    rows, columns = {"same": (40, 48), "half": (20, 24), "odd": (31, 37), "finer": (80, 96)}[scale]
    factor = rows / grid.full_height
    picture = seal(np.random.default_rng(3).uniform(0, 1, (rows, columns, 3)).astype(np.float32))
    full = repaired(picture, Roi.whole(rows, columns, factor), grid, (one,))
    top, left = min(top, rows - height), min(left, columns - width)
    where = Roi(top, left, height, width, rows, columns, factor)
    tile = repaired(where.cut(picture, Roi.whole(rows, columns)), where, grid, (one,))
    assert np.abs(tile - full[top : top + height, left : left + width]).max() <= 1e-6
