"""The colours behind the network's scores: which a*b* each bin stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

import resources

TEMPERATURE = 0.38
"""Sharpens the scores so that their mean is vivid and not a grey compromise (Zhang 2016)."""


@dataclass(frozen=True)
class ColourBins:
    """The in-gamut squares of side 10 on the a*b* plane.

    Attributes
    ----------
    centres
        (261, 2): a*, b* of each, in CIELAB units.
    prior
        (261,): how often each occurs in colour photos; sums to 1.
    """

    centres: NDArray[np.float32]
    prior: NDArray[np.float32]


@cache
def colour_bins() -> ColourBins:
    """Return the bins that the network's logits score, in their order."""
    with np.load(resources.find("models", "colour_bins.npz")) as archive:
        bins = ColourBins(
            archive["centres"].astype(np.float32), archive["prior"].astype(np.float32)
        )
    bins.centres.flags.writeable = bins.prior.flags.writeable = False
    return bins


def probabilities(
    logits: NDArray[np.float32], temperature: float = TEMPERATURE
) -> NDArray[np.float32]:
    """Turn scores (..., 261) into probabilities that sum to 1 along the last axis."""
    scaled = logits / np.float32(temperature)
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    result: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return result
