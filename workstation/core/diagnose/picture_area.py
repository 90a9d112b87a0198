"""The part of a scan that the picture fills, without page, mat, border and lid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Plane, Roi

Mask: TypeAlias = NDArray[np.bool_]
Corner: TypeAlias = tuple[float, float]
"""Row and column as fractions of the scan."""
Corners: TypeAlias = tuple[Corner, Corner, Corner, Corner]
"""Clockwise from the top left."""

WHOLE: Final[Corners] = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))


@dataclass(frozen=True, eq=False)
class PictureArea:
    """Where the picture lies in a scan.

    Attributes
    ----------
    corners
        Its quadrilateral, clockwise from the top left, as fractions of the scan.
    height, width
        Of the working copy on which it was found, in pixels.
    """

    corners: Corners = WHOLE
    height: int = 1
    width: int = 1

    @classmethod
    def whole(cls, height: int, width: int) -> PictureArea:
        """All of a scan."""
        return cls(WHOLE, height, width)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return self.corners == WHOLE

    @cached_property
    def mask(self) -> Mask:
        """The picture on the working grid, (height, width), read-only."""
        return self.mask_at(self.height, self.width)

    def mask_at(self, height: int, width: int) -> Mask:
        """The picture on any grid, read-only."""
        mask: Mask = self.share(Roi.whole(height, width)) >= 0.5
        mask.flags.writeable = False
        return mask

    def share(self, where: Roi, feather_px: float = 1.0) -> Plane:
        """How much of each pixel of a tile is picture, 0..1, at any scale.

        Parameters
        ----------
        where
            The tile.
        feather_px
            Over how many of the tile's pixels the picture fades into what is around it.
        """
        if self.is_whole:
            return np.ones((where.height, where.width), np.float32)
        size = np.array((where.plane_height, where.plane_width), np.float64)
        corners = [np.array(corner) * size for corner in self.corners]
        rows = (np.arange(where.height) + where.top + 0.5)[:, None]
        columns = (np.arange(where.width) + where.left + 0.5)[None]
        share = np.ones((where.height, where.width), np.float32)
        for start, end in pairwise([*corners, corners[0]]):
            along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
            inside = (rows - start[0]) * along[1] - (columns - start[1]) * along[0]
            share = np.minimum(share, np.clip(inside / feather_px + 0.5, 0, 1).astype(np.float32))
        return share
