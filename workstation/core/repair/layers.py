"""What repair changes, kept as patches that reach any tile at any scale.

Repair is worked out once, at one size of the photo: the *grid*. A patch keeps there what is added
to the photo. Adding is linear, so a preview, for which both photo and patches are averaged, shows
exactly the averaged result; and where nothing is added, nothing changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Pixels, Plane, Roi, from_grey, grey_plane, seal

Values: TypeAlias = NDArray[np.float32]
"""(height, width, channels): one channel for grey photos, three for others."""

Stored: TypeAlias = NDArray[np.float16]
"""As patches are kept: to a thousandth, which is far below their grain."""

_PIECE_PX = 64


def resized(values: Values, shape: tuple[int, ...], how: int = cv2.INTER_LINEAR) -> Values:
    """Values at another height and width."""
    larger = cv2.resize(np.ascontiguousarray(values), (shape[1], shape[0]), interpolation=how)
    return np.asarray(larger, np.float32).reshape(*shape[:2], values.shape[2])


@dataclass(frozen=True)
class Grid:
    """The size of the photo at which it is repaired.

    Attributes
    ----------
    level
        The photo is halved so many times.
    height, width
        Of the grid.
    full_height, full_width
        Of the photo.
    """

    level: int
    height: int
    width: int
    full_height: int
    full_width: int

    def per_pixel(self, where: Roi) -> tuple[float, float]:
        """How many rows and columns of the grid a pixel of a plane covers."""
        halvings = round(-np.log2(where.scale))
        plane = where.plane_height, where.plane_width
        step = 2.0**halvings
        levelled = (-(-self.full_height // step), -(-self.full_width // step))
        if halvings >= 0 and step * where.scale == 1 and plane == levelled:
            return (step / 2**self.level,) * 2
        return (
            self.full_height / 2**self.level / plane[0],
            self.full_width / 2**self.level / plane[1],
        )


@dataclass(frozen=True, eq=False)
class Patch:
    """A rectangle of the grid in which something is repaired.

    Attributes
    ----------
    top, left
        Its place on the grid.
    added
        What is added to the photo there.
    alpha
        How far the photo is replaced, 0..1; 0 along the patch's border.
    filled
        What replaces it, times `alpha`; None where the grid is the photo itself.
    """

    top: int
    left: int
    added: Stored
    alpha: Stored
    filled: Stored | None = None

    @classmethod
    def of(
        cls, top: int, left: int, before: Values, after: Values, alpha: Plane, level: int
    ) -> Patch:
        """The patch that leads from a picture to a filled one."""
        wide = alpha[..., None]
        added = ((after - before) * wide).astype(np.float16)
        filled = None if level == 0 else (after * wide).astype(np.float16)
        return cls(top, left, added, alpha.astype(np.float16), filled)

    def pieces(self) -> Iterator[Patch]:
        """What it changes, in small squares: a line across it is but a part of it."""
        height, width = self.alpha.shape
        for top in range(0, height, _PIECE_PX):
            for left in range(0, width, _PIECE_PX):
                here = np.s_[top : top + _PIECE_PX, left : left + _PIECE_PX]
                if self.alpha[here].any():
                    filled = None if self.filled is None else self.filled[here].copy()
                    yield Patch(
                        self.top + top,
                        self.left + left,
                        self.added[here].copy(),
                        self.alpha[here].copy(),
                        filled,
                    )

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + int(self.alpha.shape[0])

    @property
    def right(self) -> int:
        """The first column right of it."""
        return self.left + int(self.alpha.shape[1])

    def within(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Whether it has a part in a rectangle of the grid."""
        return self.top < bottom and top < self.bottom and self.left < right and left < self.right


class Layer:
    """Patches that belong together.

    No tuple or dataclass on purpose: a cache is to count each patch once, where it was made.
    """

    def __init__(self, patches: tuple[Patch, ...]) -> None:
        self.patches = patches


def digest(*planes: NDArray[Any]) -> str:
    """A short name for planes: another one for any other values."""
    content = hashlib.blake2b(digest_size=12)
    for plane in planes:
        content.update(repr(plane.shape).encode())
        content.update((np.packbits(plane) if plane.dtype == np.bool_ else plane).tobytes())
    return content.hexdigest()


def laid_over(values: Values, top: int, left: int, patches: tuple[Patch, ...]) -> Values:
    """A rectangle of the grid with its patches."""
    height, width = values.shape[:2]
    copied = False
    for patch in patches:
        if not patch.within(top, left, top + height, left + width):
            continue
        if not copied:
            values, copied = values.copy(), True
        first_row, first_column = max(top, patch.top), max(left, patch.left)
        last_row, last_column = min(top + height, patch.bottom), min(left + width, patch.right)
        values[first_row - top : last_row - top, first_column - left : last_column - left] += (
            patch.added[
                first_row - patch.top : last_row - patch.top,
                first_column - patch.left : last_column - patch.left,
            ]
        )
    return np.clip(values, 0, 1) if copied else values


def repaired(tile: Pixels, where: Roi, grid: Grid, patches: tuple[Patch, ...]) -> Pixels:
    """A tile at any scale with the patches; without any near, the very same."""
    rows, columns = grid.per_pixel(where)
    top, left = where.top * rows, where.left * columns
    bottom, right = top + where.height * rows, left + where.width * columns
    near = [
        patch
        for patch in patches
        if patch.within(int(top) - 1, int(left) - 1, int(bottom) + 2, int(right) + 2)
    ]
    if not near:
        return tile
    plane = grey_plane(tile)
    values = (tile if plane is None else plane[..., None]).copy()
    for patch in near:
        if rows >= 1 or patch.filled is None:
            _add(values, where, patch, rows, columns)
        else:
            _lay(values, where, patch, rows, columns)
    np.clip(values, 0, 1, out=values)
    return seal(values) if plane is None else from_grey(values[..., 0])


def _add(values: Values, where: Roi, patch: Patch, rows: float, columns: float) -> None:
    """Add a patch to a tile that is no finer than the grid; in place."""
    if rows == columns == 1:
        added, at = patch.added.astype(np.float32), (patch.top, patch.left)
    else:
        down, first_row = _averaging(patch.top, patch.alpha.shape[0], rows)
        across, first_column = _averaging(patch.left, patch.alpha.shape[1], columns)
        added = _resampled(patch.added.astype(np.float32), down, across)
        at = (first_row, first_column)
    here, there = _common(where, at, added.shape)
    if here is not None:
        values[here] += added[there]


def _lay(values: Values, where: Roi, patch: Patch, rows: float, columns: float) -> None:
    """Lay an enlarged patch over a tile that is finer than the grid; in place."""
    assert patch.filled is not None
    down, first_row = _enlarging(patch.top, patch.alpha.shape[0], rows)
    across, first_column = _enlarging(patch.left, patch.alpha.shape[1], columns)
    alpha = _resampled(patch.alpha[..., None].astype(np.float32), down, across)
    here, there = _common(where, (first_row, first_column), alpha.shape)
    if here is not None:
        filled = _resampled(patch.filled.astype(np.float32), down, across)
        values[here] += filled[there] - alpha[there] * values[here]


def _resampled(values: Values, down: Plane, across: Plane) -> Values:
    planes = [down @ values[..., i] @ across.T for i in range(values.shape[2])]
    return np.stack(planes, axis=2)


def _averaging(start: int, count: int, ratio: float) -> tuple[Plane, int]:
    """Weights that average `count` pixels from `start` on over pixels `ratio` times as large."""
    first, last = int(np.floor(start / ratio)), int(np.ceil((start + count) / ratio))
    ends = np.arange(first, last + 1) * ratio
    pixels = np.arange(start, start + count)
    upper = np.minimum(ends[1:, None], pixels[None] + 1)
    common = np.maximum(upper - np.maximum(ends[:-1, None], pixels[None]), 0)
    return (common / ratio).astype(np.float32), first


def _enlarging(start: int, count: int, ratio: float) -> tuple[Plane, int]:
    """Weights that enlarge `count` pixels from `start` on linearly, to nothing beyond them."""
    first = int(np.floor((start - 0.5) / ratio))
    last = int(np.ceil((start + count + 0.5) / ratio))
    places = (np.arange(first, last) + 0.5) * ratio - 0.5
    far = np.abs(places[:, None] - np.arange(start, start + count)[None])
    return np.maximum(1 - far, 0).astype(np.float32), first


def _common(
    where: Roi, at: tuple[int, int], size: tuple[int, ...]
) -> tuple[tuple[slice, slice] | None, tuple[slice, slice]]:
    """The part that a tile and a rectangle share, as slices of both."""
    top, left = max(where.top, at[0]), max(where.left, at[1])
    bottom = min(where.top + where.height, at[0] + size[0])
    right = min(where.left + where.width, at[1] + size[1])
    there = np.s_[top - at[0] : bottom - at[0], left - at[1] : right - at[1]]
    if bottom <= top or right <= left:
        return None, there
    return np.s_[
        top - where.top : bottom - where.top, left - where.left : right - where.left
    ], there
