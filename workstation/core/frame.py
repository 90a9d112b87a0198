"""Where each pixel of a result lies in the photo: one projective map from the one to the other.

Quarter turns, mirror images and cuts along whole pixels are copied as they are. Everything else is
sampled once, from the pixels themselves, tile by tile: a tile is the same whatever is around it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Pixels, Plane, Roi, from_grey, grey_plane, seal

Matrix: TypeAlias = NDArray[np.float64]
"""(3, 3), for points (x, y, 1): across before down, in pixels whose edges are whole numbers."""

Point: TypeAlias = tuple[float, float]
"""Row and column."""

# What a cubic needs around a pixel, and one for rounding.
_REACH: Final = 3
# OpenCV samples at these fractions of a pixel. Taking them here makes a tile's pixels the same
# wherever the tile begins.
_FINE: Final = 32.0
_WHITE: Final = np.float32(1.0)
# Pixels that shrink by more than this are sampled several times and averaged.
_SHRINKS: Final = 1.2
_EXACT: Final = 1e-6
_MOST_SAMPLES: Final = 4


@dataclass(frozen=True)
class Frame:
    """A result's size, and where its pixels come from.

    Attributes
    ----------
    height, width
        Of the result, in pixels at full resolution.
    photo_height, photo_width
        Of the photo.
    entries
        The matrix from points of the result to points of the photo, row by row.
    """

    height: int
    width: int
    photo_height: int
    photo_width: int
    entries: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    @classmethod
    def whole(cls, height: int, width: int) -> Frame:
        """The photo as it lies."""
        return cls(height, width, height, width)

    @property
    def is_whole(self) -> bool:
        """Whether the result is the photo as it lies."""
        return self == Frame.whole(self.photo_height, self.photo_width)

    @cached_property
    def matrix(self) -> Matrix:
        """From points (x, y, 1) of the result to points of the photo."""
        return np.array(self.entries, np.float64).reshape(3, 3)

    @cached_property
    def inverse(self) -> Matrix:
        """From points (x, y, 1) of the photo to points of the result."""
        return np.asarray(np.linalg.inv(self.matrix), np.float64)

    @cached_property
    def enlarged(self) -> float:
        """Pixels of the result for one of the photo, in the middle; 1 unless it is rectified."""
        y, x = _moved(self.matrix, self.height / 2, self.width / 2)
        far = self.matrix[2] @ (self.width / 2, self.height / 2, 1.0)
        sides = (self.matrix[:2, :2] - np.outer((x, y), self.matrix[2, :2])) / far
        return float(abs(np.linalg.det(sides)) ** -0.5)

    def to_photo(self, row: float, column: float) -> Point:
        """The photo's point, as fractions of it, at a point of the result, as fractions too."""
        y, x = _moved(self.matrix, row * self.height, column * self.width)
        return y / self.photo_height, x / self.photo_width

    def to_result(self, row: float, column: float) -> Point:
        """The result's point, as fractions of it, where a point of the photo comes to lie."""
        y, x = _moved(self.inverse, row * self.photo_height, column * self.photo_width)
        return y / self.height, x / self.width

    def needed(self, where: Roi, plane: tuple[int, int]) -> Roi:
        """The rectangle of the photo that a rectangle of the result is made from.

        Parameters
        ----------
        where
            Of the result, at any scale.
        plane
            Height and width of the whole photo at that scale.
        """
        copied = self._copied(where, plane)
        if copied is not None:
            rows, columns = copied.rows, copied.columns
            top, bottom = int(rows.min()), int(rows.max()) + 1
            left, right = int(columns.min()), int(columns.max()) + 1
        else:
            corners = [
                _moved(self._at(where.scale), row, column)
                for row in (where.top, where.top + where.height)
                for column in (where.left, where.left + where.width)
            ]
            ys, xs = zip(*corners, strict=True)
            top, bottom = math.floor(min(ys)) - _REACH, math.ceil(max(ys)) + _REACH
            left, right = math.floor(min(xs)) - _REACH, math.ceil(max(xs)) + _REACH
        top, left = (min(max(0, a), b - 1) for a, b in zip((top, left), plane, strict=True))
        bottom, right = max(top + 1, min(bottom, plane[0])), max(left + 1, min(right, plane[1]))
        return Roi(top, left, bottom - top, right - left, *plane, where.scale)

    def pick(self, pixels: Pixels, there: Roi, where: Roi) -> Pixels:
        """Make a rectangle of the result.

        Parameters
        ----------
        pixels, there
            The photo, and which part of it: `needed`, or more.
        where
            Of the result.
        """
        plane = grey_plane(pixels)
        values = pixels if plane is None else plane
        found = self.sample(values, there, where)
        return from_grey(found) if plane is not None else seal(found)

    def sample(self, values: NDArray[Any], there: Roi, where: Roi) -> NDArray[Any]:
        """Make a rectangle of the result of any values: pixels, one plane, transparency."""
        copied = self._copied(where, (there.plane_height, there.plane_width))
        if copied is None:
            return self._resampled(values, there, where)
        rows, columns = copied.rows - there.top, copied.columns - there.left
        if copied.sideways:
            values = values.swapaxes(0, 1)
            rows, columns = columns, rows
        return np.ascontiguousarray(values[_ranged(rows)][:, _ranged(columns)])

    def _at(self, scale: float) -> Matrix:
        """The matrix between planes of a scale."""
        by = np.array([[1, 1, scale], [1, 1, scale], [1 / scale, 1 / scale, 1]])
        return np.asarray(self.matrix * by, np.float64)

    def _copied(self, where: Roi, plane: tuple[int, int]) -> _Copied | None:
        """Which rows and columns of the photo are copied; None where that is not enough.

        At full size that is all that is turned by quarters, mirrored and cut; at smaller scales it
        may come to lie between pixels.
        """
        matrix = self._at(where.scale)
        same = np.rint(matrix)
        upright, sideways = np.diag(same)[:2].all(), same[0, 1] and same[1, 0]
        if not (upright or sideways) or np.abs(matrix - same).max() > _EXACT:
            return None
        if np.abs(same[:2, :2]).sum() != 2:
            return None
        down = np.arange(where.top, where.top + where.height)
        across = np.arange(where.left, where.left + where.width)
        if sideways:
            down, across = across, down
        rows = _numbers(down, same[1, :2].sum(), same[1, 2], plane[0])
        columns = _numbers(across, same[0, :2].sum(), same[0, 2], plane[1])
        return _Copied(rows, columns, not upright)

    @cached_property
    def _samples(self) -> int:
        """How many samples a pixel needs in each direction, where the photo shrinks on its way."""
        most = 1.0
        for row in (0, self.height):
            for column in (0, self.width):
                y, x = _moved(self.matrix, row, column)
                far = self.matrix[2] @ (column, row, 1.0)
                sides = (self.matrix[:2, :2] - np.outer((x, y), self.matrix[2, :2])) / far
                most = max(most, float(np.linalg.norm(sides, 2)))
        return 1 if most < _SHRINKS else min(_MOST_SAMPLES, math.ceil(most))

    def _resampled(self, values: NDArray[Any], there: Roi, where: Roi) -> NDArray[Any]:
        matrix = self._at(where.scale)
        times = self._samples
        # Counted from the result's corner: the same sum for a place in every tile.
        y = (np.arange(where.top * times, (where.top + where.height) * times) + 0.5) / times
        x = (np.arange(where.left * times, (where.left + where.width) * times) + 0.5) / times
        far = matrix[2, 0] * x[None] + matrix[2, 1] * y[:, None] + matrix[2, 2]
        xs = (matrix[0, 0] * x[None] + matrix[0, 1] * y[:, None] + matrix[0, 2]) / far - 0.5
        ys = (matrix[1, 0] * x[None] + matrix[1, 1] * y[:, None] + matrix[1, 2]) / far - 0.5
        # What lies far outside is outside all the same; OpenCV counts with 16 bits.
        xs = np.clip(np.rint(xs * _FINE) / _FINE, -2 * _REACH, there.plane_width + 2 * _REACH)
        ys = np.clip(np.rint(ys * _FINE) / _FINE, -2 * _REACH, there.plane_height + 2 * _REACH)
        found = cv2.remap(
            np.ascontiguousarray(values),
            (xs - there.left).astype(np.float32),
            (ys - there.top).astype(np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        size = (where.width, where.height)
        if times > 1:
            found = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
        found = np.clip(found, 0, 1, dtype=np.float32)
        inside = _inside(xs, ys, there)
        if inside is not None:
            weight = (
                inside if times == 1 else cv2.resize(inside, size, interpolation=cv2.INTER_AREA)
            )
            found = _WHITE + (found - _WHITE) * (weight if found.ndim == 2 else weight[:, :, None])
        return np.asarray(found, np.float32)


@dataclass(frozen=True)
class _Copied:
    """The photo's rows and columns that a rectangle of the result consists of.

    Attributes
    ----------
    sideways
        Whether the result's rows are the photo's columns.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    sideways: bool


def _moved(matrix: Matrix, row: float, column: float) -> Point:
    x, y, far = (float(value) for value in matrix @ (column, row, 1.0))
    return y / far, x / far


def _numbers(at: NDArray[np.int64], way: float, start: float, most: int) -> NDArray[np.int64]:
    """The photo's rows, or columns, at rows or columns of the result."""
    found = at + int(start) if way > 0 else int(start) - 1 - at
    return np.clip(found, 0, most - 1)


def _ranged(numbers: NDArray[np.int64]) -> slice | NDArray[np.int64]:
    """The numbers as a slice where they follow each other: that need not copy twice."""
    first, last = int(numbers[0]), int(numbers[-1])
    if abs(last - first) + 1 != len(numbers) or len(numbers) == 1:
        return numbers
    if last > first:
        return slice(first, last + 1)
    return slice(first, None if last == 0 else last - 1, -1)


def _inside(xs: NDArray[np.float64], ys: NDArray[np.float64], there: Roi) -> Plane | None:
    """How much of each pixel is of the photo, 0..1; None if all of all of them."""
    # Half a pixel beyond the edge belongs to the pixel at the edge.
    right, bottom = there.plane_width - 0.5, there.plane_height - 0.5
    if min(xs.min(), ys.min()) >= -0.5 and xs.max() <= right and ys.max() <= bottom:
        return None
    across = np.minimum(xs, there.plane_width - 1 - xs)
    down = np.minimum(ys, there.plane_height - 1 - ys)
    return np.clip(np.minimum(across, down) + 1.5, 0, 1).astype(np.float32)
