"""What on a scan differs from the lid, and the rectangles of which it may be made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.splitting.edge_fit import Box, ScanImage

LEAST_MM: Final = 18.0
"""The shortest side that a photo may have."""

_LEFT_OVER_MM: Final = (3.0, 12.0)
"""Holes that are closed, and what is too narrow to be left over from a photo."""


def regions(scan: ScanImage, threshold: float) -> tuple[NDArray[np.int32], list[NDArray[np.int32]]]:
    """What differs from the lid by more than this, without hairs, dust and holes."""
    mask = (scan.background.distance > threshold).astype(np.uint8)
    radius = max(1, round(0.45 * scan.px_per_mm))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8)
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    least = (0.8 * LEAST_MM * scan.px_per_mm) ** 2
    labels = np.zeros(mask.shape, np.int32)
    outlines = []
    for outline in found:
        if cv2.contourArea(outline) >= least:
            outlines.append(np.asarray(outline, np.int32))
            cv2.drawContours(labels, [outline], -1, len(outlines), -1)
    return labels, outlines


def widened(mask: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.bool_] | None:
    """A mask and what lies close to it; None if it is empty."""
    if not mask.any():
        return None
    kernel = np.ones((2 * round(0.7 * px_per_mm) + 1,) * 2, np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel), np.bool_)


def boxes_of(scan: ScanImage, outline: NDArray[np.int32]) -> Iterator[Box]:
    """The rectangle around a region, and those of which it may be made up."""
    (x, y), (w, h), turn = cv2.minAreaRect(outline)
    around = Box(x, y, w, h, turn).upright()
    yield around
    if cv2.contourArea(outline) < 0.95 * around.area:
        yield from _parts(scan, outline)


def _parts(scan: ScanImage, outline: NDArray[np.int32]) -> Iterator[Box]:
    """Rectangles inside a region, made of the straight lines of its outline."""
    corners = cv2.approxPolyDP(outline, 0.5 * scan.px_per_mm, True)[:, 0].astype(np.float64)
    edges = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(edges, axis=1)
    turns = np.rad2deg(np.arctan2(edges[:, 1], edges[:, 0]))
    long = lengths > 8 * scan.px_per_mm
    done: list[float] = []
    for index in np.argsort(-lengths):
        turn = (turns[index] + 45) % 90 - 45
        new = all(abs((turn - other + 45) % 90 - 45) > 1.2 for other in done)
        if not long[index] or not new or len(done) == 4:
            continue
        done.append(turn)
        parallel = long & (np.abs((turns - turn + 45) % 90 - 45) < 2.5)
        middles = corners[parallel] + edges[parallel] / 2
        across = np.abs((turns[parallel] - turn + 45) % 180 - 45) < 45
        yield from _inside(scan, outline, turn, middles, across)


def _inside(
    scan: ScanImage,
    outline: NDArray[np.int32],
    turn: float,
    middles: NDArray[np.float64],
    across: NDArray[np.bool_],
) -> Iterator[Box]:
    """The largest rectangles at this turn that the region fills, bounded by its lines."""
    angle = np.deg2rad(turn)
    cos, sin = np.cos(angle), np.sin(angle)
    back = np.array([[cos, sin], [-sin, cos]])
    points = outline[:, 0] @ back.T
    low, high = points.min(axis=0) - 2, points.max(axis=0) + 2
    size = np.ceil(high - low).astype(int)
    filled = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(filled, [np.rint(points - low).astype(np.int32)], 1)
    sums = cv2.integral(filled)
    lines = middles @ back.T - low
    rows = _distinct([*lines[across][:, 1], 2, size[1] - 2], 2 * scan.px_per_mm)
    columns = _distinct([*lines[~across][:, 0], 2, size[0] - 2], 2 * scan.px_per_mm)
    least = LEAST_MM * scan.px_per_mm
    found: list[tuple[float, Box]] = []
    for top in rows:
        for bottom in (row for row in rows if row - top > least):
            for left in columns:
                for right in (column for column in columns if column - left > least):
                    area = (bottom - top) * (right - left)
                    t, b, lf, r = int(top), int(bottom), int(left), int(right)
                    inside = sums[b, r] - sums[t, r] - sums[b, lf] + sums[t, lf]
                    if inside > 0.96 * area:
                        middle = np.array([(left + right) / 2, (top + bottom) / 2]) + low
                        x, y = back.T @ middle
                        found.append((area, Box(x, y, right - left, bottom - top, turn)))
    found.sort(key=lambda pair: -pair[0])
    yield from (box for _, box in found[:8])


def left_over(scan: ScanImage, taken: Iterable[Box]) -> list[Box]:
    """Rectangles around what is neither the lid nor in any of these boxes, as large as a photo."""
    strange = (scan.background.distance > 2 * scan.background.least) & ~scan.background.shadow
    mask = strange.astype(np.uint8)
    for box in taken:
        corners = box.corners(2.0 * scan.px_per_mm)
        cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), 0)
    small, large = (max(1, round(mm * scan.px_per_mm)) for mm in _LEFT_OVER_MM)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((small, small), np.uint8)))
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((large, large), np.uint8)))
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [Box(x, y, w, h, turn) for (x, y), (w, h), turn in map(cv2.minAreaRect, found)]
    return [box for box in boxes if min(box.width, box.height) > LEAST_MM * scan.px_per_mm]


def _distinct(values: Iterable[float], apart: float) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > apart:
            kept.append(float(value))
    return kept[:9]


def clipped(outline: NDArray[np.int32], corners: NDArray[np.float64]) -> NDArray[np.int32] | None:
    """The part of a region inside a polygon: its largest piece."""
    left, top, width, height = cv2.boundingRect(outline)
    region = np.zeros((height, width), np.uint8)
    kept = np.zeros_like(region)
    cv2.drawContours(region, [outline - (left, top)], -1, 1, -1)
    cv2.fillConvexPoly(kept, np.rint(corners - (left, top)).astype(np.int32), 1)
    found, _ = cv2.findContours(region & kept, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not found:
        return None
    largest = np.asarray(max(found, key=cv2.contourArea), np.int32)
    return largest + np.array([left, top], np.int32)
