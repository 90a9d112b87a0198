"""Means over what hangs together: smoothing that follows a photo's edges, however wide it reaches.

The places of a row, and of a column, are moved apart by what it costs to walk from one to the next;
a mean over a fixed width there is one over what lies on this side of the edges. Rows and columns in
turn, wide first, come to one smooth mean over the whole plane. A width of any size costs the same.

Method: E. Gastal, M. Oliveira, "Domain transform for edge-aware image and video processing" (2011),
doi:10.1145/1964921.1964964, normalised convolution.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Plane

_ROUNDS: Final = 2


def smooth(
    planes: NDArray[np.float32], weight: Plane, edges: NDArray[np.float32], reach_px: float
) -> NDArray[np.float32]:
    """Mean of planes over what hangs together around every point.

    Parameters
    ----------
    planes
        (channels, height, width).
    weight
        (height, width): how much each point counts, above 0.
    edges
        (channels, height, width): a step between neighbours is as long as one point and the
        distance of their values here, both in points of the grid.
    reach_px
        Standard deviation of the mean where there are no edges, in points of the grid.
    """
    weighted = np.concatenate([planes * weight, weight[None]]).astype(np.float64)
    down, right = (
        1 + np.sqrt((np.diff(edges, axis=axis) ** 2).sum(axis=0, dtype=np.float64))
        for axis in (1, 2)
    )
    along = np.pad(np.cumsum(right, axis=1), ((0, 0), (1, 0)))
    across = np.pad(np.cumsum(down, axis=0), ((1, 0), (0, 0))).T
    for index in range(_ROUNDS):
        share = math.sqrt(3) * 2 ** (_ROUNDS - index - 1) / math.sqrt(4**_ROUNDS - 1)
        radius = math.sqrt(3) * share * reach_px
        weighted = _mean_along_rows(weighted, along, radius)
        turned = _mean_along_rows(weighted.transpose(0, 2, 1), across, radius)
        weighted = turned.transpose(0, 2, 1)
    found: NDArray[np.float32] = (weighted[:-1] / weighted[-1]).astype(np.float32)
    return found


def _mean_along_rows(
    planes: NDArray[Any], places: NDArray[np.float64], radius: float
) -> NDArray[Any]:
    """Mean over all points of the same row whose places lie within a radius."""
    height, width = places.shape
    # All rows on one line, too far apart to meet, so that one search finds all windows.
    apart = float(places[:, -1].max()) + 2 * radius + 1
    line = (places + np.arange(height)[:, None] * apart).ravel()
    first = np.searchsorted(line, line - radius, "left")
    last = np.searchsorted(line, line + radius, "right")
    count = (last - first).reshape(height, width)
    sums = np.zeros((len(planes), height * width + 1))
    np.cumsum(planes.reshape(len(planes), -1), axis=1, out=sums[:, 1:])
    means: NDArray[Any] = (sums[:, last] - sums[:, first]).reshape(planes.shape) / count
    return means
