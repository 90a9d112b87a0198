"""Straight lines and gaps that run right through a rectangle: signs of two photos in it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.sides import Bed, Box, band, ridges, straight, votes_of

_EDGE: Final = 0.6
_EMPTY: Final = 0.75
_THROUGH: Final = 0.9
_WIDEST_MM: Final = 7.0
_BORDER_MM: Final = (2.2, 8.0)
_PALE: Final = 150.0
_FAINT: Final = 0.6


def line_through(bed: Bed, box: Box) -> bool:
    """Whether a sharp line divides the box from side to side."""
    for axis in (0, 1):
        x, y = _grid(box, axis)
        votes = votes_of(bed, ridges(_sampled(bed.values, x, y)))
        share = votes.mean(axis=0)
        margin = round(0.15 * len(share))
        if len(share) > 2 * margin and float(share[margin:-margin].max()) > _THROUGH:
            return True
    return False


def line_beyond(bed: Bed, box: Box, others: list[Box]) -> bool:
    """Whether a line runs beside the box: perhaps the end of a border as white as the lid."""
    if bed.lid.level < _PALE:
        return False
    height, width = bed.values.shape[:2]
    taken = np.zeros((height, width), np.uint8)
    for other in others:
        corners = other.corners(2.0 * bed.px_per_mm)
        cv2.fillConvexPoly(taken, np.rint(corners).astype(np.int32), 1)
    near, far = (round(mm * bed.px_per_mm) for mm in _BORDER_MM)
    for side in range(4):
        x, y, places = band(box, side, -near, far, 0.0)
        rows = np.clip(np.rint(y), 0, height - 1).astype(np.intp)
        columns = np.clip(np.rint(x), 0, width - 1).astype(np.intp)
        ridge = ridges(_sampled(bed.values, x, y))
        ridge[(taken[rows, columns] > 0) | (rows != np.rint(y)) | (columns != np.rint(x))] = 0
        if float(straight(bed, ridge, places).shares.max()) > _FAINT:
            return True
    return False


def gaps(bed: Bed, box: Box) -> list[tuple[float, float, int]]:
    """Strips of lid, perhaps in a shadow, that divide a box from side to side.

    Returns
    -------
    list of (float, float, int)
        Where a strip begins and ends, in pixels from the box's centre, across (0) or down (1).
    """
    found = []
    lid = ((bed.lid.distance < 2 * bed.lid.least) | bed.lid.shadow).astype(np.float32)
    for axis in (0, 1):
        x, y = _grid(box, axis)
        if x.shape[1] < 30 * bed.px_per_mm:
            continue
        empty = _sampled(lid[:, :, None], x[::3], y[::3])[:, :, 0].mean(axis=0)
        if not (empty[round(10 * bed.px_per_mm) : -round(10 * bed.px_per_mm)] > _EMPTY).any():
            continue
        values = _sampled(bed.values, x[::2], y[::2])
        places = (np.arange(len(values)) * 2.0) - (x.shape[0] - 1) / 2
        shares = straight(bed, ridges(values), places).shares.max(axis=0)
        middle = (x.shape[1] - 1) / 2
        for first, last in _strips(shares, empty, bed.px_per_mm):
            if _is_even(values[:, first + 2 : last - 1, 0]):
                found.append((first - middle, last - middle, axis))
    return found


def _is_even(strip: NDArray[np.float32]) -> bool:
    """Whether a strip is much the same all along, as the lid is and pictures are not."""
    low, high = np.percentile(strip, (15, 85), axis=0)
    return float(np.median(high - low)) < 12


def _strips(
    shares: NDArray[np.float32], empty: NDArray[np.float32], px_per_mm: float
) -> list[tuple[int, int]]:
    """Pairs of lines with hardly anything but lid between them."""
    margin = round(12 * px_per_mm)
    lines = [
        at
        for at in range(margin, len(shares) - margin)
        if shares[at] >= _EDGE and shares[at] == shares[max(0, at - 3) : at + 4].max()
    ]
    widest, narrowest = _WIDEST_MM * px_per_mm, 1.0 * px_per_mm
    strips: list[tuple[int, int]] = []
    for number, first in enumerate(lines):
        for last in lines[number + 1 :]:
            if narrowest <= last - first <= widest and empty[first + 2 : last - 1].mean() > _EMPTY:
                if not strips or first > strips[-1][1]:
                    strips.append((first, last))
                break
    return strips[:4]


def _grid(box: Box, axis: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Places inside the box, (along the line, across it)."""
    across, down = box.axes()
    width, height = max(round(box.width), 8), max(round(box.height), 8)
    if axis == 1:
        across, down, width, height = down, across, height, width
    columns = np.arange(width) - (width - 1) / 2
    rows = np.arange(height) - (height - 1) / 2
    x = box.x + columns[None] * across[0] + rows[:, None] * down[0]
    y = box.y + columns[None] * across[1] + rows[:, None] * down[1]
    return x.astype(np.float32), y.astype(np.float32)


def _sampled(
    plane: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    found = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).reshape(*x.shape, -1)
