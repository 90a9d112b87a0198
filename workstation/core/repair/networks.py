"""The network that finds damage, loaded once for all photos of this process."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ml.inference.cards import card
from ml.inference.damage import DamageDetector
from ml.inference.errors import ModelError
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Pixels, Plane


def threshold() -> float:
    """From which probability on a place is damaged, as the network's card says."""
    return card("damage-detector").figures["threshold"]


def damage(rgb: Pixels) -> Plane:
    """The probability of damage at each pixel, 0..1."""
    try:
        return _detector().find(np.ascontiguousarray(rgb))
    except ModelError as error:
        raise HeirloomError(error.message, error.hint) from error


@lru_cache(maxsize=1)
def _detector() -> DamageDetector:
    return DamageDetector()
