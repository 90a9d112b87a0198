"""Small maps that reach full resolution along the edges of the photo.

A map known only on a small grid (chroma from a network, a blurred base) is written as a linear
function of the photo's luminance around every point, map = slope * guide + offset. Slope and
offset are smooth, so they may be enlarged by plain interpolation; the guide brings the edges, at
whatever resolution it has. Every pixel depends on its own luminance and on the small maps alone:
tiles need no halo and agree with the whole.

Method: K. He, J. Sun, "Fast Guided Filter", 2015, arXiv:1505.00996.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Plane, Where


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

    def at(self, where: Where, guide: Plane) -> list[Plane]:
        """The maps on a tile, one plane a channel, steered by the tile's guide."""
        slope, offset = enlarge(self.slope, where), enlarge(self.offset, where)
        for s, o in zip(slope, offset, strict=True):
            s *= guide
            s += o
        return slope

    @property
    def nbytes(self) -> int:
        """Memory used."""
        return self.slope.nbytes + self.offset.nbytes


def fit(maps: NDArray[np.float32], guide: Plane, radius: int, noise: float) -> Guided:
    """Fit maps to a guide by least squares in the square around every point.

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
    """
    side = (2 * radius + 1, 2 * radius + 1)

    def mean(plane: NDArray[Any]) -> Plane:
        return np.asarray(cv2.blur(plane, side, borderType=cv2.BORDER_REFLECT), dtype=np.float32)

    guide_mean = mean(guide)
    spread = np.maximum(mean(guide * guide) - guide_mean * guide_mean, 0) + np.float32(noise**2)
    slope, offset = np.empty_like(maps), np.empty_like(maps)
    for i, plane in enumerate(maps):
        plane_mean = mean(plane)
        s = (mean(guide * plane) - guide_mean * plane_mean) / spread
        slope[i] = mean(s)
        offset[i] = mean(plane_mean - s * guide_mean)
    return Guided(slope, offset)


def _positions(
    start: int, count: int, plane: int, grid: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Neighbours on the grid and the weight of the second, for pixel centres of a plane."""
    # In float64: a pixel's position must not depend on the tile that it is computed in.
    at = (np.arange(start, start + count) + 0.5) * (grid / plane) - 0.5
    at = np.clip(at, 0, grid - 1)
    first = np.floor(at).astype(np.intp)
    return first, np.minimum(first + 1, grid - 1), (at - first).astype(np.float32)


def enlarge(maps: NDArray[np.float32], where: Where) -> list[Plane]:
    """Maps of the whole photo, interpolated linearly at a tile's pixels; one plane a channel."""
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
