"""From shapes to a plane of 0..1: strokes and lassos drawn smoothly at any size."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.masks.shapes import (
    Lasso,
    Picture,
    Stroke,
    at_pixels,
    distance_px,
    picture_plane,
)
from workstation.core.pixels import Plane

# OpenCV draws filled shapes with smooth edges this much too large, whatever their size.
_DISC_TOO_LARGE, _JOINT_TOO_LARGE = 0.55, 0.67
_THINNEST = 0.2
_SHIFT = 6
_ONE = 1 << _SHIFT
# Points nearer to the last than this share of the radius are left out, and how near that may be:
# besides taking time, smooth edges drawn over each other grow.
_UNSEEN, _UNSEEN_LEAST_PX, _UNSEEN_MOST_PX = 0.06, 1.0, 3.0
_UNSEEN_RADIUS_PX = 0.5
_SAME_RADIUS = 0.03
# Thinner than this is not drawn.
_INVISIBLE_PX = 0.3
# Lassos are drawn this many times larger, then averaged.
_FINER = 3
# Coordinates beyond this overflow OpenCV's fixed point; nothing so far away can be seen.
_FAR = 16_000.0


def put(canvas: Plane, shape: Stroke | Lasso | Picture) -> None:
    """Add a shape to a canvas of 0..1, or take it away; in place."""
    if isinstance(shape, Picture):
        plane = _resized(picture_plane(shape.png), canvas.shape)
        _combine(canvas, plane, shape.erase)
        return
    found = (
        _stroke(shape, canvas.shape) if isinstance(shape, Stroke) else _lasso(shape, canvas.shape)
    )
    if found is not None:
        top, left, area = found
        part = canvas[top : top + area.shape[0], left : left + area.shape[1]]
        _combine(part, area, shape.erase)


def drawn(stroke: Stroke, size: tuple[int, int]) -> tuple[int, int, Plane] | None:
    """Top, left and area of a stroke on a grid, as large as it is; None beyond the grid."""
    return _stroke(stroke, size)


def combine(canvas: Plane, area: Plane, erase: bool) -> None:
    """Add an area to a canvas of the same size, or take it away; in place."""
    _combine(canvas, area, erase)


def _combine(canvas: Plane, area: Plane, erase: bool) -> None:
    if erase:
        canvas -= area  # what was painted softly is gone after the same stroke with the eraser
        np.maximum(canvas, 0, out=canvas)
    else:
        np.maximum(canvas, area, out=canvas)


def _resized(plane: Plane, shape: tuple[int, ...]) -> Plane:
    smaller = shape[0] * shape[1] < plane.size
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, (shape[1], shape[0]), interpolation=how), np.float32)


def _box(
    places: NDArray[Any], reach: float, shape: tuple[int, ...], beyond: int = 0
) -> tuple[int, int, int, int] | None:
    """Top, left, height and width of the part of a grid, and a bit beyond, that a shape touches."""
    left, top = np.floor(places.min(axis=0) - reach - 2).astype(int)
    right, bottom = np.ceil(places.max(axis=0) + reach + 3).astype(int)
    top, left = max(-beyond, int(top)), max(-beyond, int(left))
    bottom, right = min(shape[0] + beyond, int(bottom)), min(shape[1] + beyond, int(right))
    return None if bottom <= top or right <= left else (top, left, bottom - top, right - left)


def _stroke(stroke: Stroke, shape: tuple[int, ...]) -> tuple[int, int, Plane] | None:
    grid = (shape[0], shape[1])
    places = np.clip(at_pixels(stroke.points, grid), -_FAR, _FAR)
    pressures = np.array([point[2] for point in stroke.points])
    radii = distance_px(stroke.radius, grid) * pressures
    # Where it fades depends on its edge, which may lie beyond the photo.
    beyond = math.ceil((1 - stroke.hardness) * radii.max()) + 1
    box = _box(places, float(radii.max()), shape, beyond)
    if box is None or radii.max() <= 0:
        return None
    top, left, height, width = box
    places, radii = _thinned(places - (left, top), radii)
    drawn = np.zeros((height, width), np.uint8)
    _draw(drawn, places, radii, 255, cv2.LINE_AA)
    # Less than a pixel is fainter, not smaller.
    area = drawn.astype(np.float32) * np.float32(min(1.0, 1.5 * radii.max() ** 2) / 255)
    _fade(area, drawn, places, radii, 1 - stroke.hardness)
    y, x = max(0, -top), max(0, -left)
    # What lies wholly beyond the photo leaves nothing.
    area = area[y : max(0, shape[0] - top), x : max(0, shape[1] - left)]
    return (top + y, left + x, area) if area.size else None


def _thinned(places: NDArray[Any], radii: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """A stroke without the points that nobody could tell: a slow hand leaves hundreds."""
    kept = [0]
    for i in range(1, len(places)):
        last = kept[-1]
        near = min(max(_UNSEEN_LEAST_PX, _UNSEEN * radii[last]), _UNSEEN_MOST_PX)
        moved = math.hypot(*(places[i] - places[last]).tolist())
        if moved > near or abs(radii[i] - radii[last]) > _UNSEEN_RADIUS_PX:
            kept.append(i)
    if kept[-1] != len(places) - 1:
        kept.append(len(places) - 1)
    return places[kept], radii[kept]


def _stepped(places: NDArray[Any], radii: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """A stroke with points in between where its radius changes: each piece is drawn with one."""
    times = np.arange(len(radii), dtype=np.float64)
    larger = np.maximum(radii[1:], radii[:-1])
    steps = np.ceil(np.abs(np.diff(radii)) / np.maximum(1.0, _SAME_RADIUS * larger)).astype(int)
    pieces = [np.linspace(i, i + 1, max(1, n), endpoint=False) for i, n in enumerate(steps)]
    wanted = np.concatenate([*pieces, times[-1:]])
    between = [np.interp(wanted, times, values) for values in (*places.T, radii)]
    return np.stack(between[:2], axis=1), between[2]


def _fade(
    area: Plane, drawn: NDArray[np.uint8], places: NDArray[Any], radii: NDArray[Any], soft: float
) -> None:
    """Let a drawn stroke fade towards its edge, over a share of its radius there; in place."""
    if soft * radii.max() <= 1:
        return
    shape = (drawn >= 128).astype(np.uint8)
    inside = np.asarray(cv2.distanceTransform(shape, cv2.DIST_L2, 5), np.float32)
    if np.ptp(radii) < 0.02 * radii.max():
        width: Any = soft * radii.max()
    else:
        width = np.full(area.shape, 1.0, np.float32)
        _draw(width, *_stepped(places, radii), None, cv2.LINE_8)
        width *= np.float32(soft)
        np.maximum(width, 1, out=width)
    inside /= width
    np.clip(inside, 0, 1, out=inside)
    area *= inside * inside * (3 - 2 * inside)


def _draw(
    canvas: NDArray[Any],
    places: NDArray[Any],
    radii: NDArray[Any],
    value: int | None,
    line: int,
) -> None:
    """Draw discs and what joins them; `value` None draws each with its own radius."""
    smooth = line == cv2.LINE_AA
    discs = np.maximum(radii - _DISC_TOO_LARGE, _THINNEST) if smooth else radii
    bands = np.maximum(radii - _JOINT_TOO_LARGE, _THINNEST) if smooth else radii
    centres = np.round(places * _ONE).astype(np.int32).tolist()
    fixed = np.round(discs * _ONE).astype(np.int32).tolist()
    colours = radii.tolist() if value is None else [value] * len(fixed)
    joined, joints = _joints(places, bands)
    seen = radii >= _INVISIBLE_PX
    joined &= seen | np.roll(seen, 1)
    for i, (centre, radius, colour) in enumerate(zip(centres, fixed, colours, strict=True)):
        if joined[i]:
            cv2.fillConvexPoly(canvas, joints[i], colour, line, _SHIFT)
        if radii[i] >= _INVISIBLE_PX:
            cv2.circle(canvas, centre, radius, colour, -1, line, _SHIFT)


def _joints(
    places: NDArray[Any], radii: NDArray[Any]
) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Whether each disc is joined to the one before, and by which four corners.

    The corners lie where both discs meet their common outer tangents; there are none where one
    disc holds the other.
    """
    before, before_radii = np.roll(places, 1, axis=0), np.roll(radii, 1)
    way, shrinking = places - before, before_radii - radii
    length = np.hypot(way[:, 0], way[:, 1])
    joined = length > np.abs(shrinking) + 1e-6
    joined[0] = False
    safe = np.where(joined, length, 1.0)
    along = way / safe[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    cosine = np.where(joined, shrinking / safe, 0.0)[:, None]
    sine = np.sqrt(np.maximum(0.0, 1 - cosine * cosine))
    one, other = along * cosine + across * sine, along * cosine - across * sine
    r, q = before_radii[:, None], radii[:, None]
    corners = [before + one * r, places + one * q, places + other * q, before + other * r]
    return joined, np.round(np.stack(corners, axis=1) * _ONE).astype(np.int32)


def _lasso(lasso: Lasso, shape: tuple[int, ...]) -> tuple[int, int, Plane] | None:
    places = np.clip(at_pixels(lasso.points, (shape[0], shape[1])), -_FAR, _FAR)
    box = _box(places, 0, shape)
    if box is None or len(places) < 3:
        return None
    top, left, height, width = box
    finer = np.zeros((height * _FINER, width * _FINER), np.uint8)
    corners = (places - (left, top) + 0.5) * _FINER - 0.5
    cv2.fillPoly(finer, [np.round(corners * _ONE).astype(np.int32)], 255, cv2.LINE_8, _SHIFT)
    area = cv2.resize(finer, (width, height), interpolation=cv2.INTER_AREA)
    return top, left, area.astype(np.float32) * np.float32(1 / 255)
