"""The colour bins that a network may choose between, and what each counts for in training."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.inference.palettes import colour_bins

SIDE = 10
"""Of a bin on the a*b* plane, in CIELAB units."""
LOWEST = -120
CELLS = 25
"""Cells of the table along a* and along b*: -120 to 120 by tens."""

SMOOTHING = 5.0
"""Standard deviation of the blur over the colours' frequencies, in CIELAB units."""


@cache
def nearest() -> NDArray[np.int32]:
    """Return the index of the nearest bin for every cell of the a*b* plane, (CELLS, CELLS)."""
    steps = LOWEST + SIDE * np.arange(CELLS, dtype=np.float32)
    cells = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1)
    distance = np.linalg.norm(cells[:, :, None] - colour_bins().centres, axis=-1)
    found: NDArray[np.int32] = distance.argmin(axis=-1).astype(np.int32)
    return found


@cache
def weights() -> NDArray[np.float32]:
    """Return what a place of each bin's colour counts for: rare colours more; on average 1.

    The frequencies in photos are blurred, mixed half and half with equal ones, and inverted: R.
    Zhang, P. Isola, A. Efros, "Colorful Image Colorization" (2016), arXiv:1603.08511, equation 4.
    """
    found = colour_bins()
    prior = found.prior.astype(np.float64) / found.prior.sum()
    distance = np.linalg.norm(found.centres[:, None] - found.centres[None], axis=-1)
    blur = np.exp(-(distance**2) / (2 * SMOOTHING**2))
    smooth = (blur / blur.sum(axis=1, keepdims=True)) @ prior
    weight = 1 / (0.5 * smooth + 0.5 / len(prior))
    scaled: NDArray[np.float32] = (weight / (prior * weight).sum()).astype(np.float32)
    return scaled


def of(ab: NDArray[Any]) -> NDArray[np.int32]:
    """Return the bin of each a*b* in CIELAB units, (..., 2) → (...)."""
    cells = np.clip(np.rint((ab - LOWEST) / SIDE).astype(np.int32), 0, CELLS - 1)
    found: NDArray[np.int32] = nearest()[cells[..., 0], cells[..., 1]]
    return found
