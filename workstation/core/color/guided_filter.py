"""Small maps that reach full resolution along the edges of the photo.

A map known only on a small grid (chroma from a network, a blurred base) is written as a linear
function of the photo's luminance around every point, map = slope * guide + offset. Slope and
offset are smooth, so they may be enlarged by plain interpolation; the guide brings the edges, at
whatever resolution it has. Every pixel depends on its own luminance and on the small maps alone:
tiles need no halo and agree with the whole.

Method: K. He, J. Sun, "Fast Guided Filter", 2015, arXiv:1505.00996; the trust in squares that fit
well after B. Chen, S. Wu, "Weighted aggregation for guided image filtering", 2020,
doi:10.1007/s11760-019-01579-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Plane, Roi


@dataclass(frozen=True)
class Guided:
    """Maps as linear functions of a guide.

    Attributes
    ----------
    slope, offset
        (channels, height, width) on the small grid, which covers the whole photo.
    """

    slope: NDArray[np.float32]
    offset: NDArray[np.float32]

    def at(self, where: Roi, guide: Plane) -> list[Plane]:
        """The maps on a tile.

        Parameters
        ----------
        where
            The tile.
        guide
            Its guide, (height, width).

        Returns
        -------
        list of array
            One plane, (height, width), for each channel.
        """
        slope, offset = enlarge(self.slope, where), enlarge(self.offset, where)
        for s, o in zip(slope, offset, strict=True):
            s *= guide
            s += o
        return slope


def fit(
    maps: NDArray[np.float32],
    guide: Plane,
    radius: int,
    noise: float,
    weight: Plane | None = None,
    tolerance: float = np.inf,
) -> Guided:
    """Fit maps to a guide by weighted least squares in the square around every point.

    Parameters
    ----------
    maps
        (channels, height, width).
    guide
        (height, width), on the same grid.
    radius
        Half the side of the square, in points of the grid.
    noise
        Differences of the guide up to about this size are not taken for edges.
    weight
        How far each point of the maps is to be believed, above 0; alike if None.
    tolerance
        Squares whose fit misses by more than this, in the maps' units, count less where squares
        overlap: those that span three regions would smear. Infinite: all count alike.
    """
    side = (2 * radius + 1, 2 * radius + 1)

    def mean(plane: NDArray[Any]) -> Plane:
        return np.asarray(cv2.blur(plane, side, borderType=cv2.BORDER_REFLECT), dtype=np.float32)

    share = np.ones_like(guide) if weight is None else mean(weight)

    def weighted(plane: NDArray[Any]) -> Plane:
        return mean(plane) if weight is None else mean(weight * plane) / share

    guide_mean = weighted(guide)
    spread = np.maximum(weighted(guide * guide) - guide_mean * guide_mean, 0)
    steady = spread + np.float32(noise**2)
    slopes, offsets, missed = [], [], np.zeros_like(guide)
    for plane in maps:
        plane_mean = weighted(plane)
        slope = (weighted(guide * plane) - guide_mean * plane_mean) / steady
        slopes.append(slope)
        offsets.append(plane_mean - slope * guide_mean)
        variance = np.maximum(weighted(plane * plane) - plane_mean * plane_mean, 0)
        missed += np.maximum(variance - slope * slope * spread, 0)
    trust = share if np.isinf(tolerance) else share / (missed + np.float32(tolerance**2))
    total = mean(trust)
    return Guided(
        np.stack([mean(trust * slope) / total for slope in slopes]),
        np.stack([mean(trust * offset) / total for offset in offsets]),
    )


# Found by trying on synthetic edges and on photos with known colours (benchmarks/bleeding.py).
_RADII = (2, 3)
_NOISE = 0.012
_TOLERANCE = 1.0
_EDGE_SPREAD = 2.0
_NETWORK_BLUR = 0.7
_CONFIDENCE_AT_EDGES = 0.5


def follow_edges(maps: NDArray[np.float32], lightness: Plane, passes: tuple[int, ...]) -> Guided:
    """Chroma from a coarse grid, fitted to a photo's luminance so that it stops at its edges.

    Coarse cells that lie across an edge mix two colours, so they count little: the inside of each
    region speaks for it. Finer and finer grids carry the colours up to the edge. At last the
    result, made coarse again, is compared with what was given, and the difference handed back:
    chroma that luminance does not explain (a pattern of equal grey) is not lost.

    Parameters
    ----------
    maps
        (channels, height, width), covering the whole photo, in CIELAB units.
    lightness
        L*, 0..100, of the photo's working copy.
    passes
        The longer side of each grid on the way; the last pass is at the copy's own size.

    Returns
    -------
    Guided
        On the copy's grid; its guide is L*/100.
    """
    given, coarse = maps, (maps.shape[1], maps.shape[2])
    longest = max(lightness.shape)
    grids = [*(px for px in passes if px * 1.5 <= longest), longest]
    for grid, radius in zip(grids, (_RADII[0],) * (len(grids) - 1) + (_RADII[1],), strict=True):
        light = lightness if grid == longest else shrink(lightness, grid)
        confidence = resize(_confidence(lightness, (maps.shape[1], maps.shape[2])), light.shape)
        maps = np.stack([resize(plane, light.shape) for plane in maps])
        guide = light * np.float32(0.01)
        fitted = fit(maps, guide, radius, _NOISE, confidence, _TOLERANCE)
        maps = fitted.slope * guide + fitted.offset
    confidence = _CONFIDENCE_AT_EDGES + (1 - _CONFIDENCE_AT_EDGES) * _confidence(lightness, coarse)
    for plane, offset, wanted in zip(maps, fitted.offset, given, strict=True):
        again = cv2.GaussianBlur(resize(plane, coarse), (0, 0), _NETWORK_BLUR)
        offset += resize(confidence * (wanted - again), lightness.shape)
    return fitted


def _confidence(lightness: Plane, shape: tuple[int, int]) -> Plane:
    """How far the cells of a coarse grid hold one colour only: little where L* varies."""
    light = cv2.GaussianBlur(resize(lightness, shape), (0, 0), 0.8)
    mean = cv2.blur(light, (3, 3))
    variance = np.maximum(cv2.blur(light * light, (3, 3)) - mean * mean, 0)
    confidence: Plane = (1 / (1 + variance / np.float32(_EDGE_SPREAD**2))).astype(np.float32)
    return confidence


def resize(plane: Plane, shape: tuple[int, ...]) -> Plane:
    """A plane at another size: averaged where it shrinks, linear where it grows.

    Parameters
    ----------
    plane
        (height, width).
    shape
        Height and width that are wanted.

    Examples
    --------
    >>> resize(np.array([[0, 1], [2, 3]], np.float32), (1, 1)).tolist()
    [[1.5]]
    """
    if plane.shape == tuple(shape):
        return plane
    smaller = shape[0] * shape[1] < plane.size
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    source = np.ascontiguousarray(plane)
    return np.asarray(cv2.resize(source, (shape[1], shape[0]), interpolation=how), np.float32)


def shrink(plane: Plane, longest_px: int) -> Plane:
    """A plane made smaller, never larger.

    Parameters
    ----------
    plane
        (height, width).
    longest_px
        Its longer side is at most this.
    """
    factor = min(1.0, longest_px / max(plane.shape))
    height, width = plane.shape
    return resize(plane, (max(1, round(height * factor)), max(1, round(width * factor))))


def _positions(
    start: int, count: int, plane: int, grid: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Neighbours on the grid and the weight of the second, for pixel centres of a plane."""
    # In float64: a pixel's position must not depend on the tile that it is computed in.
    at = (np.arange(start, start + count) + 0.5) * (grid / plane) - 0.5
    at = np.clip(at, 0, grid - 1)
    first = np.floor(at).astype(np.intp)
    return first, np.minimum(first + 1, grid - 1), (at - first).astype(np.float32)


def under(maps: NDArray[np.float32], where: Roi) -> NDArray[np.float32]:
    """The points that `enlarge` makes a tile's pixels from.

    Parameters
    ----------
    maps
        (channels, height, width), of the whole photo.
    where
        The tile.
    """
    rows = _positions(where.top, where.height, where.plane_height, maps.shape[1])
    columns = _positions(where.left, where.width, where.plane_width, maps.shape[2])
    return maps[:, rows[0][0] : rows[1][-1] + 1, columns[0][0] : columns[1][-1] + 1]


def enlarge(maps: NDArray[np.float32], where: Roi) -> list[Plane]:
    """Interpolate maps linearly at a tile's pixels.

    Parameters
    ----------
    maps
        (channels, height, width), of the whole photo.
    where
        The tile.

    Returns
    -------
    list of array
        One plane, (height, width), for each channel.
    """
    rows = _positions(where.top, where.height, where.plane_height, maps.shape[1])
    columns = _positions(where.left, where.width, where.plane_width, maps.shape[2])
    left = int(columns[0][0])
    right = int(columns[1][-1]) + 1
    x0, x1, x_weight = columns[0] - left, columns[1] - left, columns[2]
    y0, y1, y_weight = rows[0], rows[1], rows[2][:, None]
    planes = []
    for small in maps[:, :, left:right]:
        band = small[y0]
        band += (small[y1] - band) * y_weight
        plane = band.take(x0, axis=1)
        plane += (band.take(x1, axis=1) - plane) * x_weight
        planes.append(plane)
    return planes
