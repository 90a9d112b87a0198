"""How far the coloured photos, taken together, are from true ones in a network's eyes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float32]


def frechet_distance(one: Features, other: Features) -> float:
    """Return the Fréchet distance of two sets of features, each (photos, features), as normal.

    D. Dowson, B. Landau, "The Fréchet Distance between Multivariate Normal Distributions" (1982),
    doi:10.1016/0047-259X(82)90077-X. With the features of an Inception network it is known as FID
    (M. Heusel et al. (2017), arXiv:1706.08500); with those of EfficientNet-Lite2, as here, its
    figures are others and must not be set beside published FIDs.
    """
    means, covariances = zip(*(_moments(features) for features in (one, other)), strict=True)
    # The trace of the root of a product equals that of a symmetric matrix, whose roots are real.
    values, vectors = np.linalg.eigh(covariances[0])
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    mixed = np.linalg.eigvalsh(root @ covariances[1] @ root)
    traces = float(np.trace(covariances[0]) + np.trace(covariances[1]))
    shift = float(((means[0] - means[1]) ** 2).sum())
    return max(shift + traces - 2 * float(np.sqrt(np.maximum(mixed, 0)).sum()), 0.0)


def _moments(features: Features) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    numbers = features.astype(np.float64)
    return numbers.mean(axis=0), np.cov(numbers, rowvar=False)
