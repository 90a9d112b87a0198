"""Cut squares out of photos: by chance to learn from, from the middle to be judged by."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Photo = NDArray[np.uint8]


def random_crop(photo: Photo, draw: np.random.Generator, size_px: int) -> Photo:
    """Return a square of a photo: mostly nearly all of it, a little stretched, flipped half of all.

    Parameters
    ----------
    photo
        (H, W, 3), of any size.
    draw
        The source of chance.
    size_px
        Side of the result; the part is shrunk by averaging or enlarged bilinearly.
    """
    height, width = photo.shape[:2]
    side = min(height, width) * (1 - 0.45 * draw.random() ** 1.5)
    stretch = np.exp(draw.uniform(-0.15, 0.15))
    rows = max(1, round(min(side * stretch, height)))
    columns = max(1, round(min(side / stretch, width)))
    top = int(draw.integers(0, height - rows + 1))
    left = int(draw.integers(0, width - columns + 1))
    part = resize(photo[top : top + rows, left : left + columns], size_px)
    return np.ascontiguousarray(part[:, ::-1]) if draw.random() < 0.5 else part


def middle_crop(photo: Photo, size_px: int) -> Photo:
    """Return the largest square in the middle of a photo, at another size."""
    height, width = photo.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return resize(photo[top : top + side, left : left + side], size_px)


def resize(photo: Photo, size_px: int) -> Photo:
    """Return a photo as a square of `size_px`."""
    if photo.shape[:2] == (size_px, size_px):
        return photo
    way = cv2.INTER_AREA if min(photo.shape[:2]) > size_px else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(photo, (size_px, size_px), interpolation=way), np.uint8)
