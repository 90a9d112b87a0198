"""Measures of colour on one photo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import Image

# sRGB (IEC 61966-2-1) to CIE XYZ under D65, and that white.
AUC_UP_TO = 150
"""The largest a*b* distance that `auc` counts, as in its source."""


def ab_distance(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the distance on the a*b* plane for every pixel, from (..., 2) to (...)."""
    distance: NDArray[np.float32] = np.linalg.norm(one - other, axis=-1)
    return distance


def psnr(one: Image, other: Image) -> float:
    """Return the peak signal-to-noise ratio of two images in 0..1, in decibels, at most 60."""
    error = float(np.mean((one.astype(np.float64) - other) ** 2))
    return -10 * float(np.log10(max(error, 1e-6)))


def ssim(one: Image, other: Image) -> float:
    """Return the structural similarity of two images in 0..1: 1 alike, 0 unrelated.

    Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli, "Image Quality Assessment: From Error Visibility to
    Structural Similarity" (2004), doi:10.1109/TIP.2003.819861, with its Gaussian window of 1.5 px,
    averaged over red, green and blue.
    """
    from skimage import metrics

    similarity: Callable[..., float] = metrics.structural_similarity  # scikit-image ships no types
    return float(
        similarity(
            one,
            other,
            channel_axis=-1,
            data_range=1.0,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
        )
    )


def auc(distances: NDArray[np.float32]) -> float:
    """Return the area under the share of pixels whose a*b* distance is at most 0, 1, … 150.

    1 is perfect. R. Zhang, P. Isola, A. Efros, "Colorful Image Colorization" (2016),
    arXiv:1603.08511, section 3.1, before class rebalancing.
    """
    reached = np.maximum(AUC_UP_TO + 1 - np.ceil(distances.astype(np.float64)), 0)
    return float(reached.mean()) / (AUC_UP_TO + 1)


def ciede2000(one: Image, other: Image) -> NDArray[np.float32]:
    """Return the difference people see between two CIELAB images, for every pixel.

    ΔE2000: G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 Color-Difference Formula" (2005),
    doi:10.1002/col.20070. About 1 is just noticeable side by side.
    """
    from skimage import color

    difference: Callable[..., Any] = color.deltaE_ciede2000  # scikit-image ships no types
    return np.asarray(difference(one, other), np.float32)


def colourfulness(rgb: Image) -> float:
    """Return how colourful people would call an sRGB image in 0..1: 0 grey, 45 medium, 109 extreme.

    D. Hasler, S. Süsstrunk, "Measuring Colourfulness in Natural Images" (2003),
    doi:10.1117/12.477378.
    """
    red, green, blue = np.moveaxis(rgb.astype(np.float64) * 255, -1, 0)
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = np.hypot(red_green.std(), yellow_blue.std())
    return float(spread + 0.3 * np.hypot(red_green.mean(), yellow_blue.mean()))
