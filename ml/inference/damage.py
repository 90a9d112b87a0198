"""Run the network that finds damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.inference.device import Device
from ml.inference.networks import PhotoNetwork

DETECTOR_MULTIPLE = 16
DETECTOR_HALO_PX = 48
"""So far beyond a pixel things have a say in whether it is damage; farther hardly any."""

CROWD_PX = 65
CROWDED = 8.0
"""Damage lies alone; where many things about a place look a little like it, it is the photo's own
texture. The mean probability in a square of `CROWD_PX`, times this, is taken off the score: at as
many pixels marked of undamaged photos (0.1 %), three times as much damage is found."""


class DamageDetector(PhotoNetwork):
    """The network that finds scratches, cracks, dust and their like, for photos of any size."""

    def __init__(self, device: Device | None = None, model: Path | None = None) -> None:
        super().__init__("damage-detector", DETECTOR_MULTIPLE, device, model)

    def find(self, rgb: NDArray[np.float32]) -> NDArray[np.float32]:
        """Tell how likely each pixel is damaged.

        Parameters
        ----------
        rgb
            (H, W, 3), sRGB, 0..1: a photo, or a tile of one with `DETECTOR_HALO_PX` about it.

        Returns
        -------
        NDArray[np.float32]
            (H, W), 0..1. The card's figures say from where on it counts (`threshold`).

        Raises
        ------
        ModelError
            If the network cannot be loaded, or stops.
        """
        score = self.answer(rgb)[..., 0]
        return _likely(score - CROWDED * _mean_around(_likely(score), CROWD_PX))


def _likely(score: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), np.float32)


def _mean_around(plane: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """The mean of a square about each pixel, beyond the borders by reflection."""
    for axis in (0, 1):
        reach = [(0, 0), (0, 0)]
        reach[axis] = (side // 2 + 1, side // 2)
        sums = np.pad(plane.astype(np.float64), reach, mode="symmetric").cumsum(axis)
        later, earlier = (
            np.take(sums, range(first, first + plane.shape[axis]), axis) for first in (side, 0)
        )
        plane = np.asarray((later - earlier) / side, np.float32)
    return plane
