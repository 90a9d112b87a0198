"""Grain for what was filled: as much as the photo around it has, measured there."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.repair.layers import Values

# The second derivative across and down, of which plain slopes leave nothing (J. Immerkaer, "Fast
# Noise Variance Estimation", 1996, doi:10.1006/cviu.1996.0060); white noise of 1 gives 6.
_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
_OF_WHITE = 6.0
_LEAST_PIXELS = 200


def with_grain(filled: Values, hole: NDArray[np.bool_], at: tuple[int, int]) -> Values:
    """Add to what was filled the grain that it lacks; nothing else changes.

    Parameters
    ----------
    filled
        The picture with its hole filled.
    hole
        Where it was filled.
    at
        Row and column of the picture on its grid: the same place always gets the same grain.
    """
    inside = cv2.erode(hole.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    outside = cv2.dilate(hole.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    if int(outside.sum()) < _LEAST_PIXELS or not hole.any():
        return filled
    grey = np.ascontiguousarray(filled.mean(axis=2))
    wanted = _amount(grey, outside), _amount(_averaged(grey), _coarse(outside))
    there = _amount(grey, inside if inside.any() else hole), 0.0
    fine = max(0.0, wanted[0] ** 2 - there[0] ** 2) ** 0.5
    # Of white noise half is left at half the size; what is there beyond that is coarse grain.
    coarse = max(0.0, wanted[1] ** 2 - (wanted[0] / 2) ** 2) ** 0.5
    if fine < 1 / 1024:
        return filled
    noise = _noise(hole.shape, at, 0) * fine
    noise += _blurred(_noise(hole.shape, at, 1)) * coarse
    # No grain in black and white, as in prints.
    room = np.clip(4 * grey * (1 - grey), 0, 1) ** 0.5
    added = np.asarray(np.where(hole, noise * room, 0), np.float32)[..., None]
    return np.where(hole[..., None], np.clip(filled + added, 0, 1), filled)


def _amount(grey: NDArray[np.float32], where: NDArray[np.bool_]) -> float:
    """Standard deviation of the grain, as of white noise; edges count little."""
    if not where.any():
        return 0.0
    response = np.abs(cv2.filter2D(grey, cv2.CV_32F, _KERNEL))[where]
    return float(np.median(response)) / 0.6745 / _OF_WHITE


def _averaged(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    size = (max(1, plane.shape[1] // 2), max(1, plane.shape[0] // 2))
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _coarse(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return _averaged(where.astype(np.float32)) > 0.99


def _noise(shape: tuple[int, ...], at: tuple[int, int], which: int) -> NDArray[np.float32]:
    """White noise that depends on the place only."""
    rows = (np.arange(shape[0], dtype=np.uint64) + np.uint64(at[0]))[:, None]
    columns = (np.arange(shape[1], dtype=np.uint64) + np.uint64(at[1]))[None]
    mixed = rows * np.uint64(0x9E3779B97F4A7C15) ^ columns * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= np.uint64(0x165667B19E3779F9 * (which + 1) & (1 << 64) - 1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    # The sum of four numbers between 0 and 1 is nearly normal.
    parts = sum(
        (mixed >> np.uint64(16 * i) & np.uint64(0xFFFF)).astype(np.float32) for i in range(4)
    )
    return np.asarray((parts / 65535 - 2) * np.float32(3**0.5), np.float32)


def _blurred(noise: NDArray[np.float32]) -> NDArray[np.float32]:
    """Grain of twice the size, of the same strength."""
    return np.asarray(
        cv2.GaussianBlur(noise, (0, 0), 1.2) * np.float32(2 * 1.2 * np.pi**0.5), np.float32
    )
