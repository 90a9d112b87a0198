"""A small visible sign that a picture was coloured: three dots in a ring, lower right."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_SHARE: Final = 0.02
_SMALLEST_PX: Final = 10
_OPACITY: Final = 0.7


def paint(rows: NDArray[np.unsignedinteger[Any]], top: int, height: int) -> NDArray[Any]:
    """Paint the part of the watermark that falls on these rows.

    Parameters
    ----------
    rows
        (rows, width, bands): grey or RGB, then perhaps alpha.
    top
        Which row of the picture the first one is.
    height
        Rows of the whole picture.
    """
    width = rows.shape[1]
    size = max(_SMALLEST_PX, round(min(height, width) * _SHARE))
    y, x = height - 2 * size, width - 2 * size
    if y < 0 or x < 0 or top >= y + size or top + len(rows) <= y:
        return rows
    first, last = max(y, top), min(y + size, top + len(rows))
    cover, light = (plane[first - y : last - y, :, None] for plane in _sign(size))
    result = rows.copy()
    colours = 3 if rows.shape[2] >= 3 else 1
    part = result[first - top : last - top, x : x + size, :colours]
    largest = np.iinfo(rows.dtype).max
    part[...] = np.rint(part * (1 - cover * _OPACITY) + light * cover * _OPACITY * largest)
    return result


@cache
def _sign(size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much the sign covers, and how light it is: white on a dark disc, legible anywhere."""
    fine = 4
    steps = (np.arange(size * fine) + 0.5) / (size * fine) * 2 - 1
    y, x = steps[:, None], steps[None, :]
    disc = np.hypot(y, x) <= 1.0
    ring = np.abs(np.hypot(y, x) - 0.8) <= 0.11
    dots = np.zeros_like(disc)
    for turn in (0, 120, 240):
        angle = np.deg2rad(turn - 90)
        dots |= np.hypot(y - 0.36 * np.sin(angle), x - 0.36 * np.cos(angle)) <= 0.21
    blocks = (size, fine, size, fine)
    cover = disc.reshape(blocks).mean(axis=(1, 3))
    white = (ring | dots).reshape(blocks).mean(axis=(1, 3))
    return cover, white / np.maximum(cover, 1e-9)
