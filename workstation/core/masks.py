"""Masks: an area of a photo, from what was painted to what is meant, at any size.

The values are in `marks`, the drawing in `painting`, the photo's objects in `selection`; this is
the way from one to the other, and the names that the rest of the program uses.
"""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core import guided, painting, place
from workstation.core.errors import HeirloomError
from workstation.core.marks import (
    PICTURE_PX,
    Lasso,
    Mark,
    Mask,
    Picture,
    Similar,
    Stroke,
    mask_from_json,
    mask_to_json,
)
from workstation.core.pixels import Plane, Where
from workstation.core.refusals import shown
from workstation.core.selection import Scene, kinds, like_place, snapped

__all__ = [
    "FullArea",
    "Lasso",
    "Mark",
    "Mask",
    "Picture",
    "Scene",
    "Similar",
    "Stroke",
    "at_full",
    "kinds",
    "like_place",
    "load_png",
    "mask_from_json",
    "mask_to_json",
    "painted",
    "picture_of",
    "save_png",
    "selected",
]


def painted(mask: Mask, shape: tuple[int, ...], scene: Scene | None = None) -> Plane:
    """What the marks alone cover: 0..1 at a size, later marks over earlier ones.

    Parameters
    ----------
    shape
        Height and width of the plane.
    scene
        Where to look for `Similar` places; without it they cover nothing.
    """
    canvas = np.zeros(shape, np.float32)
    for mark in mask.marks:
        if not isinstance(mark, Similar):
            painting.put(canvas, mark)
        elif scene is not None:
            area = like_place(scene, mark.row, mark.column, mark.tolerance, mark.contiguous)
            painting.combine(canvas, guided.resize(area, canvas.shape), mark.erase)
    return canvas


def selected(mask: Mask, scene: Scene) -> Plane:
    """The area that a mask means on a photo: 0..1 on the scene's grid.

    Marks, smart edge, holes, growth, feather, inversion, in this order.
    """
    area = painted(mask, scene.lightness.shape, scene)
    longest = max(area.shape)
    if mask.marks and mask.smart_edge:
        area = snapped(area, scene)
    if mask.fill_holes:
        area = _filled(area)
    if mask.grow:
        area = _grown(area, mask.grow * longest)
    if mask.feather:
        area = _feathered(area, mask.feather * longest)
    return 1 - area if mask.invert else area


def _filled(area: Plane) -> Plane:
    """The area with what it encloses."""
    inside = np.pad((area >= 0.5).astype(np.uint8), 1)
    outside = inside.copy()
    cv2.floodFill(outside, None, (0, 0), 2)
    holes = (outside == 0).astype(np.uint8)
    # Up to the edge of a hole the area fades: that rim is filled too, as far as it lies inside.
    near = cv2.dilate(holes, np.ones((5, 5), np.uint8)) > 0
    rim = near & (cv2.erode(inside | holes, np.ones((3, 3), np.uint8)) > 0)
    return np.where(((holes > 0) | rim)[1:-1, 1:-1], np.float32(1), area)


# Soft areas grow level by level: each of these is moved on its own.
_LEVELS = (0.125, 0.375, 0.625, 0.875)


def _grown(area: Plane, by_px: float) -> Plane:
    """The area with its outline moved outwards, or inwards by less than nothing."""
    total = np.zeros_like(area)
    for level in _LEVELS:
        inside = (area >= level).astype(np.uint8)
        # Distance to the side that is eaten up; a grid without one stays as it is.
        eaten = 1 - inside if by_px > 0 else inside
        if eaten.all() or not eaten.any():
            total += inside
            continue
        far = cv2.distanceTransform(eaten, cv2.DIST_L2, 5)
        reached = np.clip(np.float32(abs(by_px)) + 1 - far, 0, 1)
        reached[eaten == 0] = 1
        total += reached if by_px > 0 else 1 - reached
    return total * np.float32(1 / len(_LEVELS))


def _feathered(area: Plane, width_px: float) -> Plane:
    """The area with an outline that fades over a width."""
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
    guided
        The area as a function of L*/100, then the least and the most that it may be; the small
        grid covers the whole photo.
    """

    guided: guided.Guided

    def at(self, where: Where, guide: Plane) -> Plane:
        """The area, 0..1, on a tile, steered by the tile's L*/100.

        It is exactly 0 where nothing near is in the area, and exactly 1 deep inside.
        """
        area, least, most = self.guided.at(where, guide)
        return np.minimum(np.maximum(area, least, out=area), most, out=area)

    @property
    def nbytes(self) -> int:
        """Memory used."""
        return self.guided.nbytes


_RADIUS = 2
_NOISE = 0.02


def at_full(area: Plane, lightness: Plane) -> FullArea:
    """Fit an area to a photo's luminance, so that it reaches full resolution along its edges.

    Parameters
    ----------
    area
        0..1, as `selected` or `like_place` gives it.
    lightness
        L*, 0..100, on the same grid.
    """
    fitted = guided.fit(area[None], lightness * np.float32(0.01), _RADIUS, _NOISE)
    near = np.ones((2 * _RADIUS + 1,) * 2, np.uint8)
    limits = np.stack([cv2.erode(area, near), cv2.dilate(area, near)])
    return FullArea(
        guided.Guided(
            np.concatenate([fitted.slope, np.zeros_like(limits)]),
            np.concatenate([fitted.offset, limits]),
        )
    )


def picture_of(area: Plane, erase: bool = False) -> Picture:
    """An area as a mark that stands for itself, for masks that did not come from a brush."""
    return Picture(base64.b64encode(_png(guided.shrink(area, PICTURE_PX))).decode(), erase)


def _png(area: Plane) -> bytes:
    values = np.round(np.clip(area, 0, 1) * 255).astype(np.uint8)
    return cv2.imencode(".png", values)[1].tobytes()


def save_png(area: Plane, path: Path, overwrite: bool = False) -> None:
    """Write an area as an 8-bit grey PNG of its own size; all of it or nothing.

    Raises
    ------
    HeirloomError
        If it cannot be written, or if the file is there and may not be overwritten.
    """
    content = _png(area)
    with place.temporary(path) as (part, _), place.plain_errors(path):
        part.write_bytes(content)
        place.settle(part, path, overwrite)


_FILE_PX_MOST = 400_000_000
_PAINT = "Give a PNG with white where the area is, and black elsewhere."


def load_png(path: Path) -> Picture:
    """Read a mask that was saved, or made in another program: any PNG, white is inside.

    Raises
    ------
    HeirloomError
        If it cannot be read as a PNG.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise HeirloomError(
            f"The mask {shown(path)} cannot be read: {reason}.", "Choose another file."
        ) from error
    damaged = HeirloomError(f"{shown(path)} is not a PNG, or a damaged one.", _PAINT)
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 33:
        raise damaged
    width, height = struct.unpack(">II", content[16:24])
    if width * height > _FILE_PX_MOST:
        raise HeirloomError(
            f"The mask {shown(path)} has {width} × {height} pixels, more than a mask needs.",
            "Save it smaller: it is laid over the whole photo, whatever its size.",
        )
    values = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None:
        raise damaged
    return picture_of(_as_area(values))


def _as_area(values: NDArray[Any]) -> Plane:
    """Brightness, and of it only what is opaque."""
    scale = np.float32(1 / np.iinfo(values.dtype).max)
    if values.ndim == 2:
        return values.astype(np.float32) * scale
    planes = values.astype(np.float32) * scale
    grey: Plane = planes[..., :3].mean(axis=2)
    return grey * planes[..., 3] if values.shape[2] == 4 else grey
