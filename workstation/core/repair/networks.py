"""The two networks of repair, loaded once for all photos of this process."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ml.inference.cards import card
from ml.inference.damage import DamageDetector
from ml.inference.errors import ModelError
from ml.inference.filler import Filler
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Pixels, Plane
from workstation.core.repair.layers import Values

_STEP_PX = 64


def threshold() -> float:
    """From which probability on a place is damaged, as the network's card says."""
    return card("damage-detector").figures["threshold"]


def damage(rgb: Pixels) -> Plane:
    """The probability of damage at each pixel, 0..1."""
    try:
        return _detector().find(np.ascontiguousarray(rgb))
    except ModelError as error:
        raise HeirloomError(error.message, error.hint) from error


def fill(values: Values, hole: NDArray[np.bool_]) -> Values:
    """A picture with thin damage filled; outside the hole its very pixels."""
    height, width = hole.shape
    # The network is made ready for each size anew, so there are to be few.
    beyond = (-height % _STEP_PX, -width % _STEP_PX)
    larger = np.pad(values, ((0, beyond[0]), (0, beyond[1]), (0, 0)), mode="edge")
    rgb = np.ascontiguousarray(np.broadcast_to(larger, (*larger.shape[:2], 3)))
    mask = np.pad(hole, ((0, beyond[0]), (0, beyond[1]))).astype(np.float32)
    try:
        filled = _filler().fill(rgb, mask)[:height, :width]
    except ModelError as error:
        raise HeirloomError(error.message, error.hint) from error
    if values.shape[2] == 1:
        filled = filled.mean(axis=2, keepdims=True)
    return np.where(hole[..., None], filled, values)


@lru_cache(maxsize=1)
def _detector() -> DamageDetector:
    return DamageDetector()


@lru_cache(maxsize=1)
def _filler() -> Filler:
    return Filler()
