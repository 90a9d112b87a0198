"""Rendered tiles as images for the screen, kept by bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from workstation.app.viewer.viewport import TILE_PX, Tile, level_size
from workstation.core.pixels import Pixels, Roi, grey_plane

APRON_PX = 1
"""Each tile is rendered with this margin, so that smooth scaling has neighbours at its edges."""


def where_of(tile: Tile, height: int, width: int) -> Roi:
    """The rectangle of a tile with its margin, for a photo of a full-resolution size."""
    plane_height, plane_width = level_size(height, width, tile.level)
    rectangle = Roi(
        tile.top,
        tile.left,
        min(TILE_PX, plane_height - tile.top),
        min(TILE_PX, plane_width - tile.left),
        plane_height,
        plane_width,
        1 / 2**tile.level,
    )
    return rectangle.grown(APRON_PX)


def to_image(pixels: Pixels) -> QImage:
    """Pixels as an image that the screen takes without converting; meant for the job's thread."""
    plane = grey_plane(pixels)
    height, width = pixels.shape[:2]
    bgra: NDArray[np.uint8] = np.empty((height, width, 4), np.uint8)
    bgra[:, :, 3] = 255
    if plane is not None:
        bgra[:, :, :3] = _eight_bits(plane)[:, :, None]
    else:
        eight = _eight_bits(pixels.reshape(height, -1)).reshape(height, width, 3)
        cv2.mixChannels([eight], [bgra], [0, 2, 1, 1, 2, 0])
    return QImage(bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _eight_bits(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    # OpenCV rounds and saturates in one pass, without Python's lock.
    eight = cv2.convertScaleAbs(np.ascontiguousarray(values), alpha=255.0)
    return np.asarray(eight, dtype=np.uint8)


class ImageCache:
    """The most recently used images, up to a number of bytes; for the window's thread only."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._used = 0
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._images

    def get(self, key: Hashable) -> QImage | None:
        """The image, or None."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: Hashable, image: QImage) -> None:
        """Keep an image, and give up the least recently used ones above the limit."""
        old = self._images.pop(key, None)
        if old is not None:
            self._used -= old.sizeInBytes()
        self._images[key] = image
        self._used += image.sizeInBytes()
        while self._used > self._limit and len(self._images) > 1:
            self._used -= self._images.popitem(last=False)[1].sizeInBytes()

    def keep(self, wanted: Callable[[Any], bool]) -> None:
        """Give up the images whose keys are not wanted."""
        for key in [key for key in self._images if not wanted(key)]:
            self._used -= self._images.pop(key).sizeInBytes()

    @property
    def used_bytes(self) -> int:
        """How much memory the images take."""
        return self._used
