"""Masks: an area of a photo, from what was painted to what is meant, at any size.

The values are in `shapes`, the drawing in `rasterize`, the photo's objects in `similarity` and
`smart_edge`; this is the way from one to the other, and the names that others use.
"""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import guided_filter
from workstation.core.errors import HeirloomError, shown
from workstation.core.io import atomic_write
from workstation.core.masks import areas, rasterize
from workstation.core.masks.areas import FullArea, at_full
from workstation.core.masks.features import Features
from workstation.core.masks.shapes import (
    PICTURE_PX,
    Lasso,
    Mask,
    Picture,
    Shape,
    Similar,
    Stroke,
    mask_from_json,
    mask_to_json,
)
from workstation.core.masks.similarity import like_place
from workstation.core.masks.smart_edge import snapped
from workstation.core.pixels import Plane

__all__ = [
    "Features",
    "FullArea",
    "Lasso",
    "Mask",
    "Picture",
    "Shape",
    "Similar",
    "Stroke",
    "at_full",
    "like_place",
    "load_png",
    "mask_from_json",
    "mask_to_json",
    "painted",
    "picture_of",
    "save_png",
    "selected",
]


def painted(mask: Mask, shape: tuple[int, ...], features: Features | None = None) -> Plane:
    """What the marks alone cover: 0..1 at a size, later marks over earlier ones.

    Parameters
    ----------
    shape
        Height and width of the plane.
    features
        Where to look for `Similar` places; without it they cover nothing.
    """
    canvas = np.zeros(shape, np.float32)
    for mark in mask.marks:
        if not isinstance(mark, Similar):
            rasterize.put(canvas, mark)
        elif features is not None:
            area = like_place(features, mark.row, mark.column, mark.tolerance, mark.contiguous)
            rasterize.combine(canvas, guided_filter.resize(area, canvas.shape), mark.erase)
    return canvas


def selected(mask: Mask, features: Features) -> Plane:
    """The area that a mask means on a photo: 0..1 on the grid of the features' lightness.

    Marks, smart edge, holes, growth, feather, inversion, in this order.
    """
    area = painted(mask, features.lightness.shape, features)
    longest = max(area.shape)
    if mask.marks and mask.smart_edge:
        area = snapped(area, features)
    if mask.fill_holes:
        area = areas.filled(area)
    if mask.grow:
        area = areas.grown(area, mask.grow * longest)
    if mask.feather:
        area = areas.feathered(area, mask.feather * longest)
    return 1 - area if mask.invert else area


def picture_of(area: Plane, erase: bool = False) -> Picture:
    """An area as a mark that stands for itself, for masks that did not come from a brush."""
    return Picture(base64.b64encode(_png(guided_filter.shrink(area, PICTURE_PX))).decode(), erase)


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
    with atomic_write.temporary(path) as (part, _), atomic_write.plain_errors(path):
        part.write_bytes(content)
        atomic_write.settle(part, path, overwrite)


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
