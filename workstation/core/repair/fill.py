"""Damage filled: thin damage by its surroundings, large holes with patches of the photo itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.pixels import Plane, Roi, grey_plane
from workstation.core.progress import Progress
from workstation.core.repair.grain import with_grain
from workstation.core.repair.layers import Grid, Layer, Patch, Values, digest, laid_over, resized
from workstation.core.repair.smooth import smooth_fill
from workstation.core.repair.textures import continued
from workstation.core.source import Source

Mask: TypeAlias = NDArray[np.bool_]

GRID_PX: Final = 6144
"""The longer side at which photos are repaired, at most; larger ones are halved until they fit."""

# Blocks that are filled one by one, and what is looked at around each.
_BLOCK_PX, _HALO_PX = 256, 48
# What is thicker is filled with patches of the photo, and by what lies so far around it.
_THICK_PX, _LEAST_AROUND_PX, _MOST_AROUND_PX = 18, 48, 400
# Up to this thickness a hole holds next to nothing of what the photo shows.
_SPECK_PX = 48
# Large holes are worked out on at most so many pixels; larger ones on a smaller copy.
_HOLE_PX = 600 * 600


@dataclass(frozen=True)
class Work:
    """What filling is given.

    Attributes
    ----------
    source
        The photo.
    grid
        The size at which it is repaired.
    remember
        Gives what was made before under a name, or makes and keeps it.
    progress
        Where to report, and to ask whether anybody still waits.
    """

    source: Source
    grid: Grid
    remember: Callable[[str, Callable[[], Any]], Any]
    progress: Progress

    def read(self, top: int, left: int, bottom: int, right: int) -> Values:
        """A rectangle of the grid: one channel for grey photos."""
        grid = self.grid
        where = Roi(
            *(top, left, bottom - top, right - left, grid.height, grid.width), 0.5**grid.level
        )
        pixels = self.source.read(where, grid.level)
        plane = grey_plane(pixels)
        return pixels if plane is None else plane[..., None]


def grid_of(source: Source) -> Grid:
    """The size at which a photo is repaired."""
    full = source.level_size(0)
    level = 0
    while max(source.level_size(level)) > GRID_PX:
        level += 1
    return Grid(level, *source.level_size(level), *full)


def filled(work: Work, damage: Plane) -> Layer:
    """Fill all that is damaged.

    Parameters
    ----------
    damage
        How far each place is damaged, 0..1, on any grid that covers the whole photo; more than a
        half is.
    """
    if not (damage > 0.5).any():
        return Layer(())
    layer: Layer = work.remember(
        f"filled {digest(damage > 0.5)}", lambda: _filled(work, _Marks(damage, work.grid))
    )
    return layer


def _filled(work: Work, marks: _Marks) -> Layer:
    patches: list[Patch] = []
    holes = marks.holes()
    for number, (label, box) in enumerate(holes):
        work.progress.report(0.5 * number / len(holes), "Filling holes")
        patches += _large(work, marks, label, box)
    large = tuple(patches)
    blocks = marks.blocks()
    for number, (top, left) in enumerate(blocks):
        work.progress.report(0.5 + 0.5 * number / len(blocks), "Filling")
        patches += _thin(work, marks, top, left, large)
    return Layer(tuple(patches))


class _Marks:
    """What is damaged, on a small grid, and any part of it on the grid of the repair."""

    def __init__(self, damage: Plane, grid: Grid) -> None:
        self.damage = np.ascontiguousarray(damage, np.float32)
        self.grid = grid
        self.scale = damage.shape[1] / grid.width
        mask = (damage > 0.5).astype(np.uint8)
        # What marks a pixel of the small grid may reach beyond its middle by half of it.
        self.reach = max(1, round(0.5 / self.scale))
        deep = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
        middle = (deep > max(1.5, _THICK_PX * self.scale / 2)).astype(np.uint8)
        around = max(1, round((_THICK_PX / 2 + 5) * self.scale))
        side = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * around + 1,) * 2)
        thick = np.asarray(cv2.dilate(middle, side), np.uint8) & mask
        self.number, labels, self.stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
        self.labels = np.asarray(labels, np.int32)
        self.deepest = np.zeros(self.number, np.float32)
        np.maximum.at(self.deepest, self.labels.ravel(), np.asarray(deep, np.float32).ravel())

    def thickness(self, label: int) -> float:
        """Of a large hole, in pixels of the grid."""
        deepest = float(self.deepest[label])
        return 2 * deepest / float(self.scale)

    def mask(self, top: int, left: int, bottom: int, right: int) -> Mask:
        """The damage in a rectangle of the grid, grown by the blur around it."""
        return self._grown(self.damage, top, left, bottom, right)

    def hole(self, label: int, top: int, left: int, bottom: int, right: int) -> Mask:
        """One large hole, or all of them for 0."""
        here = self.labels == label if label else self.labels > 0
        if label == 0 and not here.any():
            return np.zeros((bottom - top, right - left), np.bool_)
        return self._grown(here.astype(np.float32), top, left, bottom, right)

    def _grown(self, plane: Plane, top: int, left: int, bottom: int, right: int) -> Mask:
        grid, margin = self.grid, self.reach + 1
        first, start = max(0, top - margin), max(0, left - margin)
        last, end = min(grid.height, bottom + margin), min(grid.width, right + margin)
        where = Roi(first, start, last - first, end - start, grid.height, grid.width)
        (larger,) = guided_filter.enlarge(plane[None], where)
        side = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * self.reach + 1,) * 2)
        grown = cv2.dilate((larger > 0.5).astype(np.uint8), side) > 0
        return np.asarray(grown[top - first : bottom - first, left - start : right - start])

    def holes(self) -> list[tuple[int, tuple[int, int, int, int]]]:
        """The number of each large hole, and a box that shows what may continue in it."""
        grid, found = self.grid, []
        for label in range(1, self.number):
            left, top, width, height = (
                round(int(value) / self.scale) for value in self.stats[label, :4]
            )
            margin = max(_LEAST_AROUND_PX, min(max(width, height), _MOST_AROUND_PX))
            box = (
                *(max(0, top - margin), max(0, left - margin)),
                min(grid.height, top + height + margin),
                min(grid.width, left + width + margin),
            )
            found.append((label, box))
        return found

    def blocks(self) -> list[tuple[int, int]]:
        """Top and left of each block with damage."""
        mask = cv2.dilate((self.damage > 0.25).astype(np.uint8), np.ones((5, 5), np.uint8))
        rows, columns = np.nonzero(mask)
        near = (self.reach + 4) / np.array([self.grid.height, self.grid.width])
        places: set[tuple[int, int]] = set()
        for down in (-near[0], near[0]):
            for across in (-near[1], near[1]):
                y = ((rows + 0.5) / mask.shape[0] + down) * self.grid.height // _BLOCK_PX
                x = ((columns + 0.5) / mask.shape[1] + across) * self.grid.width // _BLOCK_PX
                places |= set(zip(y.astype(int).tolist(), x.astype(int).tolist(), strict=True))
        most = -(-self.grid.height // _BLOCK_PX), -(-self.grid.width // _BLOCK_PX)
        inside = (place for place in places if 0 <= place[0] < most[0] and 0 <= place[1] < most[1])
        return sorted((y * _BLOCK_PX, x * _BLOCK_PX) for y, x in inside)


def _large(
    work: Work, marks: _Marks, label: int, box: tuple[int, int, int, int]
) -> tuple[Patch, ...]:
    """Patches that fill a large hole."""
    top, left, _, _ = box
    missing = marks.mask(*box)
    hole = marks.hole(label, *box) & missing

    def make() -> tuple[Patch, ...]:
        before = work.read(*box)
        small, small_missing, factor = before, missing, 1
        while small_missing.size > _HOLE_PX:
            factor *= 2
            small, small_missing = _smaller(before, missing, factor)
        if marks.thickness(label) <= _SPECK_PX:
            # A speck shows nothing that would have to be continued: it is filled on a copy on
            # which it is thin.
            factor = -(-round(marks.thickness(label)) // _THICK_PX)
            small, small_missing = _smaller(before, missing, factor)
            after = smooth_fill(small, small_missing)
        else:
            after = continued(small, small_missing, work.progress.check)
        after = resized(after, missing.shape, cv2.INTER_CUBIC) if factor > 1 else after
        after = np.where(missing[..., None], np.clip(after, 0, 1), before)
        after = with_grain(after, missing, (top, left))
        alpha = _feathered(hole) * missing
        return tuple(Patch.of(top, left, before, after, alpha, work.grid.level).pieces())

    patches: tuple[Patch, ...] = work.remember(f"hole {box} {digest(missing, hole)}", make)
    return patches


def _smaller(values: Values, missing: Mask, factor: int) -> tuple[Values, Mask]:
    shape = -(-missing.shape[0] // factor), -(-missing.shape[1] // factor)
    known = (~missing).astype(np.float32)[..., None]
    share = resized(known, shape, cv2.INTER_AREA)
    means = resized(values * known, shape, cv2.INTER_AREA)
    means /= np.maximum(share, np.float32(1e-3))
    return means, share[..., 0] < 0.5


def _thin(
    work: Work, marks: _Marks, top: int, left: int, large: tuple[Patch, ...]
) -> tuple[Patch, ...]:
    """Patches that fill thin damage in a block."""
    height, width = work.grid.height, work.grid.width
    bottom, right = min(height, top + _BLOCK_PX), min(width, left + _BLOCK_PX)
    first, start = max(0, top - _HALO_PX), max(0, left - _HALO_PX)
    last, end = min(height, bottom + _HALO_PX), min(width, right + _HALO_PX)
    missing = marks.mask(first, start, last, end)
    missing &= ~marks.hole(0, first, start, last, end)
    inner = np.s_[top - first : bottom - first, left - start : right - start]
    alpha = _feathered(missing)[inner]
    if not alpha.any():
        return ()
    near = tuple(patch for patch in large if patch.within(first, start, last, end))

    def make() -> tuple[Patch, ...]:
        before = laid_over(work.read(first, start, last, end), first, start, near)
        hole = _feathered(missing) > 0
        after = smooth_fill(before, hole)
        after = with_grain(after, hole, (first, start))
        whole = Patch.of(top, left, before[inner], after[inner], alpha, work.grid.level)
        return tuple(whole.pieces())

    name = f"block {top} {left} {digest(missing)} {[digest(patch.alpha) for patch in near]}"
    patches: tuple[Patch, ...] = work.remember(name, make)
    return patches


def _feathered(mask: Mask) -> Plane:
    """1 inside a mask, fading to 0 within two pixels around it."""
    grown = cv2.dilate(mask.astype(np.float32), np.ones((3, 3), np.uint8))
    around = np.asarray(cv2.blur(grown, (3, 3), borderType=cv2.BORDER_REPLICATE), np.float32)
    # Averages of nothing are nothing, by every rounding.
    around[cv2.dilate(grown, np.ones((3, 3), np.uint8)) == 0] = 0
    return np.maximum(around, mask.astype(np.float32))
