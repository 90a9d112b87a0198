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
        score = np.clip(self.answer(rgb)[..., 0], -30, 30)
        return np.asarray(1 / (1 + np.exp(-score)), np.float32)
