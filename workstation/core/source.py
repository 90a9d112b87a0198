"""The photo as it reaches a step, at every size: for analyses that need more than a small copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from workstation.core.pixels import Pixels, Roi, from_grey, grey_plane, seal


class Source(Protocol):
    """The photo as it reaches a step."""

    def level_size(self, level: int) -> tuple[int, int]:
        """Height and width of the photo halved so many times."""
        ...

    def read(self, where: Roi, level: int) -> Pixels:
        """A rectangle of a level."""
        ...

    def copy(self, longest_px: int) -> Pixels:
        """All of it, its longer side at most `longest_px`."""
        ...


@dataclass(frozen=True, eq=False)
class OfPixels:
    """Pixels that are in memory already."""

    pixels: Pixels

    def level_size(self, level: int) -> tuple[int, int]:
        """Height and width of the photo halved so many times."""
        height, width = self.pixels.shape[:2]
        return -(-height // 2**level), -(-width // 2**level)

    def read(self, where: Roi, level: int) -> Pixels:
        """A rectangle of a level."""
        pixels = self.pixels if level == 0 else _sized(self.pixels, self.level_size(level))
        height, width = pixels.shape[:2]
        return where.cut(pixels, Roi.whole(height, width, where.scale))

    def copy(self, longest_px: int) -> Pixels:
        """All of it, its longer side at most `longest_px`."""
        height, width = self.pixels.shape[:2]
        factor = longest_px / max(height, width)
        if factor >= 1:
            return self.pixels
        return _sized(self.pixels, (max(1, round(height * factor)), max(1, round(width * factor))))


def _sized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    plane = grey_plane(pixels)
    values = np.ascontiguousarray(pixels if plane is None else plane)
    small = cv2.resize(values, size[::-1], interpolation=cv2.INTER_AREA).astype(np.float32)
    return seal(small) if plane is None else from_grey(small)
