"""Find the things in a photo that somebody might want in another colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE_PX = 96
"""Things are looked for in a copy of this size: fast, and blind for what is too small."""

SMALLEST, LARGEST = 0.02, 0.4
"""Share of the photo that a thing covers."""


def one_of(lab: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.float32] | None:
    """Return the soft mask of one thing, or None if the photo falls into no such things.

    Parameters
    ----------
    lab
        (H, W, 3): CIELAB; a true colour photo, in which things are told apart by colour as well.
    draw
        Chooses the thing, large ones more often.

    Returns
    -------
    NDArray[np.float32] or None
        (H, W), 0..1: its pixels, with an edge of a pixel or two.

    Notes
    -----
    P. Felzenszwalb, D. Huttenlocher, "Efficient Graph-Based Image Segmentation" (2004),
    doi:10.1023/B:VISI.0000022288.19776.77, in scikit-image.
    """
    from skimage.segmentation import felzenszwalb

    height, width = lab.shape[:2]
    small = cv2.resize(lab, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    segments = felzenszwalb(small / 100, scale=60, sigma=0.8, min_size=60, channel_axis=-1)
    shares = np.bincount(segments.ravel()) / segments.size
    fitting = np.flatnonzero((shares >= SMALLEST) & (shares <= LARGEST))
    if not len(fitting):
        return None
    chosen = draw.choice(fitting, p=shares[fitting] / shares[fitting].sum())
    mask = cv2.resize(
        (segments == chosen).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(np.clip(2 * mask - 0.5, 0, 1), np.float32)
