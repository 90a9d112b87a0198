"""Masks: an area of a photo, from what was painted to what is meant, at any size.

The values are in `shapes`, the drawing in `rasterize`, the photo's objects in `similarity` and
`smart_edge`; this is the way from one to the other, and the names that others use.
"""

from __future__ import annotations

import base64
from dataclasses import replace

import cv2
import numpy as np

from workstation.core.color import guided_filter
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
    "mask_from_json",
    "mask_to_json",
    "painted",
    "picture_of",
    "png_of",
    "selected",
]


def painted(mask: Mask, size: tuple[int, ...], features: Features | None = None) -> Plane:
    """What the shapes alone cover: 0..1 at a size, later shapes over earlier ones.

    Parameters
    ----------
    size
        Height and width of the plane.
    features
        Where to look for `Similar` places; without it they cover nothing.
    """
    canvas = np.zeros(size, np.float32)
    for shape in mask.shapes:
        _put(canvas, shape, features)
    return canvas


def _put(canvas: Plane, shape: Shape, features: Features | None) -> None:
    if not isinstance(shape, Similar):
        rasterize.put(canvas, shape)
    elif features is not None:
        place = shape.row, shape.column
        area = like_place(features, *place, shape.tolerance, shape.contiguous)
        rasterize.combine(canvas, guided_filter.resize(area, canvas.shape), shape.erase)


def _erased(mask: Mask, size: tuple[int, ...], features: Features) -> Plane:
    """Where the eraser had the last word: 0..1."""
    canvas = np.zeros(size, np.float32)
    for shape in mask.shapes:
        _put(canvas, replace(shape, erase=not shape.erase), features)
    return canvas


def selected(mask: Mask, features: Features) -> Plane:
    """The area that a mask means on a photo: 0..1 on the grid of the features' lightness.

    Shapes, smart edge, holes, growth, feather, inversion, in this order.
    """
    area = painted(mask, features.lightness.shape, features)
    longest = max(area.shape)
    if mask.shapes and mask.smart_edge:
        area = snapped(area, features)
        if mask.eraser_holds and any(shape.erase for shape in mask.shapes):
            area = np.minimum(area, 1 - _erased(mask, area.shape, features))
    if mask.fill_holes:
        area = areas.filled(area)
    if mask.grow:
        area = areas.grown(area, mask.grow * longest)
    if mask.feather:
        area = areas.feathered(area, mask.feather * longest)
    return 1 - area if mask.invert else area


def picture_of(area: Plane, erase: bool = False) -> Picture:
    """An area as a shape that stands for itself, for masks that did not come from a brush."""
    small = guided_filter.shrink(area, PICTURE_PX)
    return Picture(base64.b64encode(png_of(small)).decode(), erase)


def png_of(area: Plane) -> bytes:
    """An area as an 8-bit grey PNG of its own size; white is inside."""
    values = np.round(np.clip(area, 0, 1) * 255).astype(np.uint8)
    return cv2.imencode(".png", values)[1].tobytes()
