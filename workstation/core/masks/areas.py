"""Areas, planes of 0..1: filled, grown, feathered, and carried to full resolution."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.pixels import Plane, Roi


def filled(area: Plane) -> Plane:
    """The area with what it encloses."""
    area = area.copy()
    for level in _LIPS:
        outside = np.pad((area >= level).astype(np.uint8), 1)
        cv2.floodFill(outside, None, (0, 0), 2)
        area[outside[1:-1, 1:-1] == 0] = 1
    return area


# Up to the edge of a hole an area fades. What a higher level encloses takes that lip in.
_LIPS = (0.5, 0.65, 0.8, 0.9, 0.97)
# Soft areas grow level by level: each of these is moved on its own.
_LEVELS = (0.125, 0.375, 0.625, 0.875)


def grown(area: Plane, by_px: float) -> Plane:
    """The area with its outline moved outwards, or inwards by less than nothing."""
    total = np.zeros_like(area)
    for level in _LEVELS:
        inside = (area >= level).astype(np.uint8)
        # The side that is eaten up; where it is everything or nothing, all stays as it is.
        eaten = 1 - inside if by_px > 0 else inside
        if eaten.all() or not eaten.any():
            total += inside
            continue
        far = np.asarray(cv2.distanceTransform(eaten, cv2.DIST_L2, 5), np.float32)
        reached = np.clip(np.float32(abs(by_px)) + 1 - far, 0, 1)
        total += reached if by_px > 0 else 1 - reached
    return total * np.float32(1 / len(_LEVELS))


def feathered(area: Plane, width_px: float) -> Plane:
    """The area with an outline that fades over about a width."""
    # Three box filters come close to a Gauss filter, and cost the same at every width.
    side = 2 * round(width_px / 3) + 1
    for _ in range(3):
        blurred = cv2.blur(area, (side, side), borderType=cv2.BORDER_REPLICATE)
        area = np.asarray(blurred, np.float32)
    return np.clip(area, 0, 1)


@dataclass(frozen=True, eq=False)
class FullArea:
    """An area that follows a photo's edges at every resolution.

    Attributes
    ----------
    fitted
        The area as a function of L*/100, on a small grid that covers the whole photo.
    limits
        The least and the most that it may be at each point, (2, height, width), on the same grid.
    """

    fitted: guided_filter.Guided
    limits: NDArray[np.float32]

    def reaches(self, where: Roi) -> bool:
        """Whether any pixel of a tile may be in the area."""
        return bool(guided_filter.under(self.limits, where)[1].any())

    def at(self, where: Roi, guide: Plane) -> Plane:
        """The area on a tile, steered by the tile's L*/100.

        Where nothing near is in the area it is exactly 0, and exactly 1 deep inside.
        """
        (area,) = self.fitted.at(where, guide)
        least, most = guided_filter.enlarge(self.limits, where)
        return np.minimum(np.maximum(area, least, out=area), most, out=area)


_RADIUS = 2
_NOISE = 0.02


def at_full(area: Plane, lightness: Plane) -> FullArea:
    """Fit an area to a photo's luminance, so that it reaches full resolution along its edges.

    Parameters
    ----------
    area
        (height, width), covering the whole photo.
    lightness
        L*, 0..100, on the same grid.
    """
    fitted = guided_filter.fit(area[None], lightness * np.float32(0.01), _RADIUS, _NOISE)
    near = np.ones((2 * _RADIUS + 1,) * 2, np.uint8)
    limits = np.stack([cv2.erode(area, near), cv2.dilate(area, near)]).astype(np.float32)
    return FullArea(fitted, limits)


def carried(area: Plane, small: Plane, large: Plane) -> Plane:
    """An area from a small copy of a photo's L* to a larger one, along the photo's edges.

    The same as `at_full` on the whole photo, by OpenCV's faster enlarging.
    """
    if small.shape == large.shape:
        return area
    full = at_full(area, small)
    slope, offset, least, most = (
        guided_filter.resize(plane, large.shape)
        for plane in (full.fitted.slope[0], full.fitted.offset[0], *full.limits)
    )
    followed = slope * (large * np.float32(0.01)) + offset
    return np.clip(followed, least, most)
