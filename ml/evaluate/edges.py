"""How far colour spills over the edges of things."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import Image

NEAR_PX, FAR_PX = 2, 8
"""Where the colours on both sides of an edge are read, in pixels from it."""

LEAST_EDGES = 200
"""Photos with fewer pixels on edges are not judged."""

_LEAST_STEP = 12.0  # a*b* distance over 2 × FAR_PX that makes a place an edge of colour
_SHARP = 0.8  # share of the true step that lies within NEAR_PX: blurred backgrounds are left out


def spill(truth: Image, ab: NDArray[np.float32]) -> float:
    """Return the share of the colour's step at edges that lies further than `NEAR_PX` from them.

    At every place where the true photo has a sharp edge of lightness and of colour, the given
    colour's step between `NEAR_PX` on both sides is compared with its own step between `FAR_PX` on
    both sides. So it tells only where the colour changes, whatever the colour: 0 is a colour that
    changes where the edge is; 0.75 one that fades evenly from one far side to the other.

    Parameters
    ----------
    truth
        The photo in CIELAB, (H, W, 3).
    ab
        The a*b* given to it, (H, W, 2).

    Returns
    -------
    float
        Mean over the edges, each weighed by its step; not a number if the photo has too few.

    Notes
    -----
    Our own measure, after the width of edges in P. Marziliano et al., "A no-reference perceptual
    blur metric" (2002), doi:10.1109/ICIP.2002.1038902, taken for chroma.
    """
    rows, columns, normal = _edges(truth[..., 0])
    if len(rows) < LEAST_EDGES:
        return float("nan")
    near, far = (_step(truth[..., 1:], rows, columns, normal, px) for px in (NEAR_PX, FAR_PX))
    size = np.linalg.norm(far, axis=-1)
    along = np.einsum("nc,nc->n", near, far) / np.maximum(size, 1e-6)
    chosen = (size > _LEAST_STEP) & (along > _SHARP * size)
    if chosen.sum() < LEAST_EDGES:
        return float("nan")
    rows, columns, normal = rows[chosen], columns[chosen], normal[chosen]
    near, far = (_step(ab, rows, columns, normal, px) for px in (NEAR_PX, FAR_PX))
    size = np.linalg.norm(far, axis=-1)
    if size.sum() < 1e-3 * len(size):
        return float("nan")  # grey has no colour to spill
    within = np.einsum("nc,nc->n", near, far) / np.maximum(size, 1e-6)
    return 1 - float(within.sum() / size.sum())


def _edges(
    light: NDArray[np.float32],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Rows and columns on ridges of L*'s gradient, and the unit vectors (row, column) across."""
    smooth = cv2.GaussianBlur(light, (0, 0), 1.0)
    down, right = (cv2.Sobel(smooth, cv2.CV_32F, *order) / 8 for order in ((0, 1), (1, 0)))
    strength = np.hypot(down, right)
    normal = np.stack([down, right], -1) / np.maximum(strength, 1e-6)[..., None]
    height, width = light.shape
    grid = np.mgrid[0:height, 0:width].astype(np.float32)
    ridge = strength > 2.0
    for side in (1, -1):
        row, column = (grid[axis] + side * normal[..., axis] for axis in (0, 1))
        beside = cv2.remap(strength, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        ridge &= strength >= beside
    ridge[:FAR_PX], ridge[-FAR_PX:], ridge[:, :FAR_PX], ridge[:, -FAR_PX:] = (False,) * 4
    rows, columns = np.nonzero(ridge)
    return rows, columns, normal[rows, columns].astype(np.float32)


def _step(
    ab: NDArray[np.float32],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    normal: NDArray[np.float32],
    px: int,
) -> NDArray[np.float32]:
    """Difference of a*b* between `px` on one side and on the other."""
    sides = []
    for way in (px, -px):
        row = (rows + way * normal[:, 0]).astype(np.float32)[None]
        column = (columns + way * normal[:, 1]).astype(np.float32)[None]
        sides.append(cv2.remap(ab, column, row, cv2.INTER_LINEAR)[0])
    return np.asarray(sides[0] - sides[1], np.float32)
