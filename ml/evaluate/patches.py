"""How patchy a colouring is: whether one thing keeps one colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

LEAST_SHARE = 0.01
"""Smaller areas, as shares of the photo, are not judged."""

_APART = 4.0  # a*b* distance along each axis from where an area was entered
_BLUR_SIGMA = 1.5
_STEP_PX = 8


def areas_of_one_colour(ab: NDArray[np.float32]) -> list[Mask]:
    """Return the areas of a photo in which its true a*b*, (H, W, 2), hardly change.

    They hang together, do not overlap, leave out a pixel at their edges, and cover more than half
    of usual photos.
    """
    height, width = ab.shape[:2]
    calm = cv2.GaussianBlur(ab, (0, 0), _BLUR_SIGMA)
    picture = np.ascontiguousarray(np.dstack([calm, np.zeros((height, width), np.float32)]))
    taken = np.zeros((height + 2, width + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (255 << 8)
    found = []
    for row in range(_STEP_PX // 2, height, _STEP_PX):
        for column in range(_STEP_PX // 2, width, _STEP_PX):
            if taken[row + 1, column + 1]:
                continue
            filled = taken.copy()
            cv2.floodFill(picture, filled, (column, row), 0, (_APART,) * 3, (_APART,) * 3, flags)
            area = filled == 255
            taken[area] = 1
            inner = cv2.erode(area[1:-1, 1:-1].astype(np.uint8), np.ones((3, 3)), borderValue=1)
            if inner.mean() >= LEAST_SHARE:
                found.append(inner > 0)
    return found


def patchiness(true: NDArray[np.float32], given: NDArray[np.float32]) -> float:
    """Return by how much more colours spread within areas of one true colour than the truth does.

    Parameters
    ----------
    true, given
        a*b* of the same photo, (H, W, 2).

    Returns
    -------
    float
        In CIELAB units: the standard deviation on the a*b* plane beyond the truth's own, never less
        than none, mean over the areas by size; not a number if there are none. Grey has none, so
        it says something only beside the colourfulness.
    """
    areas = areas_of_one_colour(true)
    if not areas:
        return float("nan")
    beyond = [max(0.0, _spread(given[area]) - _spread(true[area])) for area in areas]
    return float(np.average(beyond, weights=[area.sum() for area in areas]))


def _spread(ab: NDArray[np.float32]) -> float:
    return float(np.sqrt(ab.var(axis=0).sum()))
