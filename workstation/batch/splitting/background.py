"""What lies behind the photos on a scanner's glass: the lid's colour, its gradient, its noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Pixels, grey_plane

Planes = NDArray[np.float32]
"""(height, width, 1 or 3): lightness, then two opponent colours; 0..255."""

_STEP: Final = 3
_TOLERANCES: Final = (18.0, 12.0, 8.0, 6.0, 5.0)
_LEAST_DISTANCE: Final = (1.6, 6.0)


@dataclass(frozen=True)
class Background:
    """The lid of a scan.

    Attributes
    ----------
    distance
        How far each pixel is from the lid's colour at its place, (height, width), 0..255.
    shadow
        Where there may be the lid in a shadow: darker, and not of another colour.
    least
        Distances below this are noise.
    share
        How much of the scan's own border shows the lid, 0..1.
    level
        The lid's lightness, 0..255.
    """

    distance: NDArray[np.float32]
    shadow: NDArray[np.bool_]
    least: float
    share: float
    level: float


def opponent_planes(whole: Pixels) -> Planes:
    """Lightness and opponent colours; lightness alone where there is no colour."""
    grey = grey_plane(whole)
    if grey is not None:
        return np.asarray(grey[:, :, None] * np.float32(255), np.float32)
    red, green, blue = (whole[:, :, channel] * np.float32(255) for channel in range(3))
    return np.stack(((red + green + blue) / 3, red - green, (red + green) / 2 - blue), axis=2)


def find_background(values: Planes) -> Background:
    """Estimate the lid from the scan's border, then from everything of its colour.

    A quadratic surface for each channel follows the lamp's gradient.
    """
    height, width = values.shape[:2]
    terms = _terms(height, width)
    small, small_terms = values[::_STEP, ::_STEP], terms[::_STEP, ::_STEP]
    ring = _ring(height, width)[::_STEP, ::_STEP]
    start = _mode(small[ring])
    model = np.zeros((terms.shape[2], values.shape[2]), np.float32)
    model[0] = start
    for number, tolerance in enumerate(_TOLERANCES):
        away = np.linalg.norm(small - small_terms @ model, axis=2)
        near = (away < tolerance) & (ring | (number >= 2))
        used = 3 if number < 3 else terms.shape[2]
        if near.sum() < 50 * used:
            break
        fitted = np.linalg.lstsq(small_terms[near][:, :used], small[near], rcond=None)[0]
        model = np.zeros_like(model)
        model[:used] = fitted
    difference = values - terms @ model
    smooth = cv2.GaussianBlur(difference, (0, 0), 1.0).reshape(values.shape)
    distance = np.linalg.norm(smooth, axis=2).astype(np.float32)
    flat = distance[::_STEP, ::_STEP][ring & (distance[::_STEP, ::_STEP] < _TOLERANCES[-1])]
    noise = float(np.percentile(flat, 80)) if flat.size else 0.0
    least = float(np.clip(2.2 * noise, *_LEAST_DISTANCE))
    darker, level = -smooth[:, :, 0], float(model[0, 0])
    dark = (darker > 0.5 * least) & (darker < 0.4 * level)
    shadow = dark & (np.linalg.norm(smooth[:, :, 1:], axis=2) < 4 + 0.1 * darker)
    share = float((distance[::_STEP, ::_STEP][ring] < 2 * least).mean())
    return Background(distance, shadow, least, share, level)


def _terms(height: int, width: int) -> NDArray[np.float32]:
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    ones = np.ones_like(rows)
    return np.stack((ones, rows, columns, rows**2, rows * columns, columns**2), axis=2)


def _ring(height: int, width: int) -> NDArray[np.bool_]:
    ring = np.ones((height, width), np.bool_)
    margin = max(4, round(0.015 * max(height, width)))
    ring[margin:-margin, margin:-margin] = False
    return ring


def _mode(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The commonest colour; photos that touch the border must not shift it."""
    counts, edges = np.histogram(values[:, 0], bins=128, range=(0, 256))
    wide = np.convolve(counts, np.ones(5), mode="same")
    middle = edges[int(np.argmax(wide))] + 1
    near = values[np.abs(values[:, 0] - middle) < 8]
    mode: NDArray[np.float32] = np.median(near if len(near) else values, axis=0)
    return mode.astype(np.float32)
