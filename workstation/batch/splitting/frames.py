"""Where the photos lie on a flatbed scan.

First the lid is found; what differs from it, at several thresholds, gives rough rectangles; the
sides of each are moved onto the sharp lines near them (`edge_fit`); and of the rectangles that
compete for a place, the one that has edges all round is kept. What is not sure is said, never
guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.batch.splitting.background import find_background, opponent_planes
from workstation.batch.splitting.edge_fit import Box, FittedBox, ScanImage, fit_sides, scan_image
from workstation.batch.splitting.regions import (
    LEAST_MM,
    boxes_of,
    clipped,
    left_over,
    regions,
    widened,
)
from workstation.batch.splitting.seams import bare_side, gaps, line_beyond, seams, unlike_background
from workstation.core.pixels import Pixels
from workstation.core.progress import Progress

WORKING_PX: Final = 1600
"""The longer side of the copy on which photos are looked for: 137 dpi for an A4 bed."""

_A4_MM: Final = 297.0
_LEAST_PX: Final = 64
_TRIED_MOST: Final = 400
_GOOD: Final = 0.55
_SURE: Final = 0.72
_SAME_MM: Final = 1.6
_DIVIDED: Final = 0.75
_SEAMED: Final = 0.7
_TOUCHING_MM: Final = 0.8
_BESIDE: Final = 0.3
_BETTER: Final = 0.05
_WITHIN: Final = 0.985
_STRANGE: Final = 0.2
_SIDES: Final = (Text("top"), Text("right"), Text("bottom"), Text("left"))


@dataclass(frozen=True)
class PhotoFrame:
    """One photo on a scan.

    Attributes
    ----------
    row, column
        Its centre, as fractions of the scan's height and width.
    height, width
        Of the photo along its own sides: pixels divided by the scan's height and width.
    angle_deg
        How far it lies turned clockwise, -45 to 45.
    confidence
        0 to 1.
    doubts
        Sentences about what a person should look at; empty if there is nothing.
    """

    row: float
    column: float
    height: float
    width: float
    angle_deg: float = 0.0
    confidence: float = 1.0
    doubts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    fitted: FittedBox
    quality: float

    @property
    def box(self) -> Box:
        return self.fitted.box


def find_photos(
    whole: Pixels, dpi: float | None = None, progress: Progress | None = None
) -> tuple[PhotoFrame, ...]:
    """Find the photos that lie on a scanner's glass.

    Parameters
    ----------
    whole
        A copy of the scan, best at 100 to 150 dpi (`WORKING_PX`).
    dpi
        Dots per inch of this copy; None to take its longer side for that of an A4 sheet.
    progress
        Asked now and then whether anybody still waits.

    Returns
    -------
    tuple of PhotoFrame
        As one reads: from top to bottom, and from left to right. Empty if nothing lies there, or
        if the copy is too small to tell.
    """
    if min(whole.shape[:2]) < _LEAST_PX:
        return ()
    progress = progress or Progress()
    values = opponent_planes(whole)
    height, width = values.shape[:2]
    px_per_mm = (dpi / 25.4) if dpi else max(height, width) / _A4_MM
    background = find_background(values)
    scan = scan_image(values, background, px_per_mm)
    candidates = list[_Candidate]()
    for candidate in _hypotheses(scan):
        progress.check()
        candidates.append(candidate)
    found = _kept(scan, candidates)
    if not found and background.share < 0.5:
        return (_whole_scan(),)
    found += _left_over(scan, found)
    frames = [_frame(scan, one, found) for one in found]
    return tuple(sorted(frames, key=lambda frame: (round(frame.row * 5), frame.column)))


def _whole_scan() -> PhotoFrame:
    said = Text("No lid is to be seen around it, so the whole scan is taken for one photo.")
    return PhotoFrame(0.5, 0.5, 1.0, 1.0, 0.0, 0.5, (said,))


def _hypotheses(scan: ScanImage) -> Iterator[_Candidate]:
    """Rough rectangles at several thresholds, their sides measured."""
    tried: list[Box] = []
    threshold = scan.background.least
    while threshold < 140:
        labels, outlines = regions(scan, threshold)
        for number, outline in enumerate(outlines, start=1):
            others = widened((labels > 0) & (labels != number), scan.px_per_mm)
            yield from _fitted_boxes(scan, outline, others, tried, 0)
        threshold *= 2.2


def _fitted_boxes(
    scan: ScanImage,
    outline: NDArray[np.int32],
    others: NDArray[np.bool_] | None,
    tried: list[Box],
    depth: int,
) -> Iterator[_Candidate]:
    """The rectangles of a region and of what gaps divide it into."""
    least_px = LEAST_MM * scan.px_per_mm
    for box in boxes_of(scan, outline):
        if min(box.width, box.height) < least_px or _known(box, tried, scan.px_per_mm):
            continue
        if len(tried) >= _TRIED_MOST:  # noise, or a pattern: no scan has so many
            return
        tried.append(box)
        fitted = fit_sides(scan, box, others)
        found = fitted.box
        if min(found.width, found.height) < least_px:
            continue
        strips = gaps(scan, found)
        seen = [(seam.at, seam.at, seam.axis) for seam in seams(scan, found) if seam.sure]
        # With lid or the border of a print across it, this is hardly one photo: what lies on both
        # sides comes first.
        share = _SEAMED if seen else _DIVIDED if strips else 1.0
        yield _Candidate(fitted, fitted.quality * share)
        if depth < 3:
            for part in _divided(found, outline, strips + seen):
                yield from _fitted_boxes(scan, part, others, tried, depth + 1)


def _divided(
    box: Box, outline: NDArray[np.int32], strips: list[tuple[float, float, int]]
) -> Iterator[NDArray[np.int32]]:
    """The outlines of what lies on both sides of each gap through a box."""
    across, down = box.axes()
    for first, last, axis in strips:
        way = across if axis == 0 else down
        for start, end in ((-1e4, first), (last, 1e4)):
            other = down if axis == 0 else across
            middle = np.array([box.x, box.y])
            corners = [
                middle + way * along + other * aside
                for along, aside in ((start, -1e4), (start, 1e4), (end, 1e4), (end, -1e4))
            ]
            part = clipped(outline, np.array(corners))
            if part is not None:
                yield part


def _known(box: Box, others: list[Box], px_per_mm: float) -> bool:
    """Whether nearly the same rectangle has been tried."""
    mine = box.corners()
    return any(np.abs(_in_order(mine, other.corners())).max() < 0.6 * px_per_mm for other in others)


def _in_order(mine: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Differences between corners, matched to the nearest."""
    away: NDArray[np.float32] = np.linalg.norm(mine[:, None] - other[None], axis=2).min(axis=1)
    return away


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share, in square pixels."""
    found, points = cv2.rotatedRectangleIntersection(
        ((one.x, one.y), (one.width, one.height), one.angle_deg),
        ((other.x, other.y), (other.width, other.height), other.angle_deg),
    )
    if found == 0 or points is None or len(points) < 3:
        return 0.0
    return float(cv2.contourArea(cv2.convexHull(points)))


def _kept(scan: ScanImage, found: list[_Candidate]) -> list[_Candidate]:
    """Of the rectangles that compete, those that are whole photos."""
    good = [one for one in found if one.quality >= _GOOD and min(one.fitted.support) > 0.3]
    good = _best_of_same(good)
    good = [one for one in good if not _is_union(scan, one, good) and not _is_across(one, good)]
    kept: list[_Candidate] = []

    # Larger ones first, for what a photo shows may have edges all round too; but first the sure.
    def rank(one: _Candidate) -> tuple[bool, float]:
        return one.quality < _SURE, -one.box.area * one.quality**2

    for one in sorted(good, key=rank):
        shared = [overlap(one.box, other.box) / min(one.box.area, other.box.area) for other in kept]
        if all(share < 0.08 for share in shared):
            kept.append(one)
    return kept


def _left_over(scan: ScanImage, kept: list[_Candidate]) -> list[_Candidate]:
    """What lies on the glass, as large as a photo, and is in no frame: never without a word."""
    boxes = left_over(scan, [one.box for one in kept])
    fitted = [FittedBox(box, (0.0,) * 4, (1.0,) * 4, (False,) * 4) for box in boxes]
    return [_Candidate(one, 0.0) for one in fitted]


def _best_of_same(found: list[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    for one in sorted(found, key=lambda one: -one.quality):
        for other in kept:
            shared = overlap(one.box, other.box)
            if shared > 0.94 * max(one.box.area, other.box.area):
                break
        else:
            kept.append(one)
    return kept


def _is_union(scan: ScanImage, one: _Candidate, others: list[_Candidate]) -> bool:
    """Whether this is the common rectangle of several photos, with lid between them."""
    parts = [
        other
        for other in others
        if other.box.area < 0.9 * one.box.area
        and overlap(one.box, other.box) > 0.9 * other.box.area
        and other.quality > 0.8 * one.quality
    ]
    parts = _disjoint(parts)
    if len(parts) < 2:
        return False
    covered = sum(part.box.area for part in parts) / one.box.area
    reach = _reach_all_sides(one.box, parts, _SAME_MM * scan.px_per_mm)
    return covered > 0.45 and reach and _background_between(scan, one.box, parts)


def _is_across(one: _Candidate, others: list[_Candidate]) -> bool:
    """Whether this lies across two photos that touch, of which one at least reaches beyond it."""
    better = [
        other
        for other in others
        if other.quality > one.quality + _BETTER
        and overlap(one.box, other.box) > 0.5 * other.box.area
    ]
    parts = _disjoint(better)
    shared = [overlap(one.box, part.box) for part in parts]
    beyond = any(share < _WITHIN * part.box.area for share, part in zip(shared, parts, strict=True))
    return len(parts) >= 2 and beyond and sum(shared) > 0.9 * one.box.area


def _background_between(scan: ScanImage, around: Box, parts: list[_Candidate]) -> bool:
    """Whether what a box holds besides its parts is the lid, or a shadow on it."""
    px = scan.px_per_mm
    rest = np.zeros(scan.values.shape[:2], np.uint8)
    cv2.fillConvexPoly(rest, np.rint(around.corners(-0.8 * px)).astype(np.int32), 1)
    for part in parts:
        cv2.fillConvexPoly(rest, np.rint(part.box.corners(0.4 * px)).astype(np.int32), 0)
    left = rest.astype(np.bool_)
    if left.sum() < 0.6 * px * min(around.width, around.height):
        return False
    background = (scan.background.distance < 2 * scan.background.least) | scan.background.shadow
    low, high = np.percentile(scan.values[:, :, 0][left], (15, 85))
    return (
        float(background[left].mean()) > 0.7
        and float(high - low) < 0.12 * scan.background.level + 10
    )


def _disjoint(found: list[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    for one in sorted(found, key=lambda one: -one.box.area * one.quality):
        if all(overlap(one.box, other.box) < 0.08 * one.box.area for other in kept):
            kept.append(one)
    return kept


def _reach_all_sides(around: Box, parts: list[_Candidate], near_px: float) -> bool:
    """Whether the parts' outer sides lie on those of the rectangle around them."""
    across, down = around.axes()
    corners = np.concatenate([part.box.corners() for part in parts]) - (around.x, around.y)
    x, y = corners @ across, corners @ down
    away = (
        x.min() + around.width / 2,
        around.width / 2 - x.max(),
        y.min() + around.height / 2,
        around.height / 2 - y.max(),
    )
    return bool(max(away) < near_px)


def _frame(scan: ScanImage, one: _Candidate, found: list[_Candidate]) -> PhotoFrame:
    height, width = scan.values.shape[:2]
    box = one.box.upright()
    doubts = tuple(_doubts(scan, one, found))
    return PhotoFrame(
        row=(box.y + 0.5) / height,
        column=(box.x + 0.5) / width,
        height=box.height / height,
        width=box.width / width,
        angle_deg=box.angle_deg,
        confidence=round(min(one.quality, 0.6 if doubts else 1.0), 3),
        doubts=doubts,
    )


def _doubts(scan: ScanImage, one: _Candidate, found: list[_Candidate]) -> Iterator[Text]:
    weakest = min(one.fitted.support)
    if one.quality == 0:
        yield Text("Something lies here whose edges were not found: it may be more than one photo.")
        return
    if any(one.fitted.cut):
        yield Text("It reaches the end of the scan, so a part of it may be missing.")
    if one.quality < _SURE or weakest < 0.5:
        edge = _SIDES[int(np.argmin(one.fitted.support))]
        yield Text("Its {edge} edge is hardly to be seen against the lid.", edge=edge)
    others = [other.box for other in found if other is not one]
    if any(overlap(one.box, other) > 0.005 * one.box.area for other in others):
        yield Text("It overlaps with another photo.")
    elif any(_touch(one.box, other, scan.px_per_mm) for other in others):
        yield Text("It touches another photo: the two may also be one.")
    elif min(one.fitted.outside) < _BESIDE:
        edge = _SIDES[int(np.argmin(one.fitted.outside))]
        yield Text(
            "There is no lid beside its {edge} edge: it may be a part of a photo.", edge=edge
        )
    strange = unlike_background(scan, one.box, others)
    if max(strange) > _STRANGE:
        edge = _SIDES[int(np.argmax(strange))]
        yield Text(
            "What lies beside its {edge} edge is not quite the lid: a part may be missing.",
            edge=edge,
        )
    if line_beyond(scan, one.box, others):
        yield Text("A faint line runs beside it: it may have a border of the lid's colour.")
    bare = bare_side(scan, one.box)
    if bare is not None and not one.fitted.cut[bare]:
        yield Text(
            "It has a border, but none along its {edge} edge: a part may be missing.",
            edge=_SIDES[bare],
        )
    if seams(scan, one.box):
        yield Text("A straight line runs right through it: it may be two photos that touch.")


def _touch(one: Box, other: Box, px_per_mm: float) -> bool:
    """Whether two boxes lie side by side without a gap, along a centimetre or more."""
    near = _TOUCHING_MM * px_per_mm / 2
    grown = [
        Box(box.x, box.y, box.width + 2 * near, box.height + 2 * near, box.angle_deg)
        for box in (one, other)
    ]
    return overlap(*grown) > near * 10 * px_per_mm
