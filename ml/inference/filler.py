"""Run the network that fills thin damage, from what a smooth fill leaves to do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.inference.device import Device
from ml.inference.networks import PhotoNetwork

FILLER_MULTIPLE = 8
FILLER_HALO_PX = 32
"""So far beyond a hole things have a say in what fills it."""

_SETTLING = 10
"""Rounds at each size, from the smallest to the photo's own."""


class Filler(PhotoNetwork):
    """The network that fills thin damage: structure goes on across it."""

    def __init__(self, device: Device | None = None, model: Path | None = None) -> None:
        super().__init__("filler", FILLER_MULTIPLE, device, model)

    def fill(self, rgb: NDArray[np.float32], mask: NDArray[np.generic]) -> NDArray[np.float32]:
        """Fill what is masked.

        Parameters
        ----------
        rgb
            (H, W, 3), sRGB, 0..1: a photo, or a tile of one with `FILLER_HALO_PX` about it. What
            it has inside the mask is not looked at.
        mask
            (H, W): above 0 where it is to be filled.

        Returns
        -------
        NDArray[np.float32]
            (H, W, 3), 0..1; outside the mask `rgb` itself.

        Raises
        ------
        ModelError
            If the network cannot be loaded, or stops.
        """
        hole = (np.asarray(mask) > 0)[..., None]
        smooth = first_fill(rgb, mask)
        change = self.answer(np.concatenate([smooth, hole.astype(np.float32)], axis=2))
        return np.asarray(np.where(hole, np.clip(smooth + change, 0, 1), rgb), np.float32)


def first_fill(rgb: NDArray[np.float32], mask: NDArray[np.generic]) -> NDArray[np.float32]:
    """Fill holes smoothly from what lies about them, large ones as fast as small ones.

    Halve the picture until nothing is missing, each time averaging what is known; then enlarge
    again and put into each hole what the smaller picture has there.

    Parameters
    ----------
    rgb
        (H, W, 3), sRGB, 0..1.
    mask
        (H, W): above 0 where the picture is missing.

    Returns
    -------
    NDArray[np.float32]
        (H, W, 3): `rgb` itself outside the mask.

    Notes
    -----
    S. Gortler et al., "The Lumigraph" (1996), doi:10.1145/237170.237200, section 3.4.
    """
    known = (np.asarray(mask) <= 0).astype(np.float32)[..., None]
    return _filled(rgb * known, known)


def _filled(sums: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """`sums` where all is known; elsewhere what a half as large picture says."""
    height, width = known.shape[:2]
    if known.all() or min(height, width) < 2:
        return np.asarray(sums / np.maximum(known, 1e-6), np.float32)
    coarse, weight = _halved(sums), _halved(known)
    share = np.minimum(weight, 1)  # of four neighbours' one is enough to know
    coarse = np.asarray(coarse / np.maximum(weight, 1e-6) * share, np.float32)
    below = _doubled(_filled(coarse, share), height, width)
    return _settled(np.asarray(sums + (1 - known) * below, np.float32), known)


def _settled(filled: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """Let each missing pixel become the mean of its four neighbours, several times over.

    What is left is nearly the harmonic fill, which has no spot or edge that its surroundings lack.
    """
    missing = 1 - known
    if not missing.any():
        return filled
    for _ in range(_SETTLING):
        wide = np.pad(filled, ((1, 1), (1, 1), (0, 0)), mode="edge")
        mean = wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]
        filled = filled + missing * (np.float32(0.25) * mean - filled)
    return np.asarray(filled, np.float32)


def _halved(maps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sums of squares of two by two, the last row and column repeated where they are alone."""
    height, width = maps.shape[:2]
    maps = np.pad(maps, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return np.asarray(
        maps[::2, ::2] + maps[1::2, ::2] + maps[::2, 1::2] + maps[1::2, 1::2], np.float32
    )


def _doubled(maps: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """Twice as large, between pixels as bilinear enlarging does it."""
    maps = _stretched(maps, 0)[:height]
    return _stretched(maps, 1)[:, :width]


def _stretched(maps: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    maps = maps.swapaxes(0, axis)
    before = np.concatenate([maps[:1], maps[:-1]])
    after = np.concatenate([maps[1:], maps[-1:]])
    quarter, rest = np.float32(0.25), np.float32(0.75) * maps
    pairs = np.stack([rest + quarter * before, rest + quarter * after], 1)
    joined = pairs.reshape(-1, *maps.shape[1:]).swapaxes(0, axis)
    return np.asarray(joined, np.float32)
