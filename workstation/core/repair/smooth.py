"""Holes filled smoothly from their rim: where every other way of filling begins."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.repair.layers import Values, resized

# What is pushed back is evened out: each pixel becomes the mean of its neighbours, so many times.
_ROUNDS = 16
_NEIGHBOURS = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32) / 4


def smooth_fill(values: Values, hole: NDArray[np.bool_]) -> Values:
    """Fill a hole with tones that pass from one side of its rim to the other.

    Method: S. J. Gortler et al., "The Lumigraph", 1996, doi:10.1145/237170.237200: averages of what
    is known are pulled to smaller and smaller pictures, and pushed back where nothing is known.
    """
    if not hole.any() or hole.all():
        return values
    known = (~hole).astype(np.float32)
    sums = values * known[..., None]
    filled = _pushed(sums, known)
    return np.where(hole[..., None], filled, values)


def _pushed(sums: Values, known: NDArray[np.float32]) -> Values:
    height, width = known.shape
    wide = known[..., None]
    if min(height, width) <= 1 or bool((known > 0).all()):
        mean = sums.sum(axis=(0, 1)) / max(float(known.sum()), 1e-6)
        return np.where(wide > 0, sums / np.maximum(wide, 1e-6), mean)
    half = (-(-height // 2), -(-width // 2))
    small_sums = resized(sums, half, cv2.INTER_AREA)
    small_known = resized(wide, half, cv2.INTER_AREA)[..., 0]
    # A few known pixels are as good as many.
    sure = np.minimum(small_known * 4, 1)
    scale = (sure / np.maximum(small_known, 1e-6))[..., None]
    coarse = _pushed(np.asarray(small_sums * scale, np.float32), sure)
    filled = sums + (1 - wide) * resized(coarse, known.shape)
    for _ in range(_ROUNDS):
        even = np.asarray(cv2.filter2D(filled, -1, _NEIGHBOURS), np.float32)
        filled = sums + (1 - wide) * even.reshape(sums.shape)
    return filled
