"""Straight lines and gaps that run right through a rectangle: signs of two photos in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.batch.splitting.edge_fit import Box, ScanImage, band, ridges, straight, votes_of

_EDGE: Final = 0.6
_EMPTY: Final = 0.75
_THROUGH: Final = 0.94
_UNBROKEN: Final = 0.85
_ENDS: Final = 0.7  # round corners leave some of it out
_TRIM_MM: Final = 0.5
_END_MM: Final = 4.0
_SHORTEST_MM: Final = 15.0
_PAPER_MM: Final = 1.6
_EVEN: Final = 4.0
_UNLIKE_PAPER: Final = 15.0
_BEYOND_PAPER_MM: Final = (7.0, 9.0)
_PAPER_ENDS_MM: Final = (2.0, 12.0)
_SAME_PAPER: Final = 12.0
_WIDEST_MM: Final = 7.0
_BORDER_MM: Final = (2.2, 8.0)
_PALE: Final = 150.0
_DARK: Final = 60.0
_BESIDE_MM: Final = (0.8, 4.0, 3.0)
_ENOUGH_PX: Final = 200
_FAINT: Final = 0.6
_RIM_MM: Final = (0.5, 1.6)
_EVEN_RIM: Final = 8.0
_UNLIKE_RIM: Final = 15.0


@dataclass(frozen=True)
class Seam:
    """A sharp line that divides a box from side to side.

    Attributes
    ----------
    at
        Where it crosses the box's middle, in pixels from its centre.
    axis
        Across (0) or down (1).
    sure
        Whether an even strip of paper runs along it, as only the border of a print does: a picture
        may have a straight line right through it too.
    """

    at: float
    axis: int
    sure: bool


def seams(scan: ScanImage, box: Box) -> list[Seam]:
    """The sharpest line through a box in each direction, if it runs from end to end.

    Lines inside a white border end before it, and those of a picture seldom go on without a break:
    of the lines through a picture, few are without a gap and reach both sides.
    """
    found = []
    for axis in (0, 1):
        x, y = _grid(box, axis)
        trim, margin = round(_TRIM_MM * scan.px_per_mm), round(_SHORTEST_MM * scan.px_per_mm)
        x, y = x[trim:-trim], y[trim:-trim]
        if x.shape[1] <= 2 * margin or x.shape[0] < margin:
            continue
        places = np.arange(x.shape[0]) - (x.shape[0] - 1) / 2
        values = _sampled(scan.values, x, y)
        ridge = ridges(values)
        lines = straight(scan, ridge, places)
        share = lines.shares.max(axis=0)
        at = margin + int(np.argmax(share[margin:-margin]))
        path = at + lines.slope_at(at) * places
        along = _followed(votes_of(scan, ridge), path, 0, 1)
        end = round(_END_MM * scan.px_per_mm)
        unbroken = float(np.percentile(along, 8)) > _UNBROKEN
        ends = min(float(along[:end].mean()), float(along[-end:].mean()))
        if share[at] > _THROUGH and unbroken and ends > _ENDS:
            light, px = values[:, :, 0], scan.px_per_mm
            sure = any(_is_border(light, path, way, px) for way in (-1, 1))
            found.append(Seam(at - (x.shape[1] - 1) / 2, axis, sure))
    return found


def _is_border(
    light: NDArray[np.float32], path: NDArray[np.float64], way: int, px_per_mm: float
) -> bool:
    """Whether the paper of a print lies on one side of a line: a frame of one tone.

    Beside the line and around one of its ends at least it is even (beyond the other one there may
    be lid, if the next print is larger); further away a picture begins. A bright sky over a
    straight horizon is even too, but of much the same tone further away.
    """

    def strip(first_mm: float, last_mm: float, end: int = 0) -> NDArray[np.float32]:
        first, last = (round(mm * px_per_mm) for mm in (first_mm, last_mm))
        reach = (first + 2, last) if way > 0 else (-last, -first - 1)
        inside = slice(end) if end > 0 else slice(end or None, None)
        return _followed(light[inside], path[inside], *reach)

    beside = strip(0.0, _PAPER_MM)
    level, end = float(np.median(beside)), round(1.4 * px_per_mm)
    picture = float(np.abs(strip(*_BEYOND_PAPER_MM) - level).mean())
    if _spread(beside) > _EVEN or picture < _UNLIKE_PAPER:
        return False
    ends = [strip(*_PAPER_ENDS_MM, part) for part in (end, -end)]
    return any(abs(float(np.median(part)) - level) < _SAME_PAPER for part in ends)


def _spread(values: NDArray[np.float32]) -> float:
    return float(np.ptp(np.percentile(values, (10, 90))))


def _followed(
    plane: NDArray[np.float32], path: NDArray[np.float64], first: int, last: int
) -> NDArray[np.float32]:
    """The mean of a strip beside a line, for each place along it."""
    columns = np.rint(path[:, None] + np.arange(first, last)[None]).astype(np.intp)
    columns = np.clip(columns, 0, plane.shape[1] - 1)
    return np.asarray(plane[np.arange(len(path))[:, None], columns].mean(axis=1), np.float32)


def line_beyond(scan: ScanImage, box: Box, others: list[Box]) -> bool:
    """Whether a line runs beside the box: perhaps the end of a border as white as the lid."""
    if scan.background.level < _PALE:
        return False
    height, width = scan.values.shape[:2]
    taken = np.zeros((height, width), np.uint8)
    for other in others:
        corners = other.corners(2.0 * scan.px_per_mm)
        cv2.fillConvexPoly(taken, np.rint(corners).astype(np.int32), 1)
    near, far = (round(mm * scan.px_per_mm) for mm in _BORDER_MM)
    for side in range(4):
        x, y, places = band(box, side, -near, far, 0.0)
        rows = np.clip(np.rint(y), 0, height - 1).astype(np.intp)
        columns = np.clip(np.rint(x), 0, width - 1).astype(np.intp)
        ridge = ridges(_sampled(scan.values, x, y))
        ridge[(taken[rows, columns] > 0) | (rows != np.rint(y)) | (columns != np.rint(x))] = 0
        if float(straight(scan, ridge, places).shares.max()) > _FAINT:
            return True
    return False


def unlike_background(scan: ScanImage, box: Box, others: list[Box]) -> tuple[float, ...]:
    """How much of what lies close beside each side is neither the lid nor in a shadow, 0..1.

    A part of a photo that has almost the lid's colour differs from it by less than a side needs to
    be found, but all over.
    """
    height, width = scan.values.shape[:2]
    taken = np.zeros((height, width), np.uint8)
    for other in others:
        corners = other.corners(scan.px_per_mm)
        cv2.fillConvexPoly(taken, np.rint(corners).astype(np.int32), 1)
    strange = scan.background.distance > scan.background.least
    if scan.background.level > _DARK:  # darker lids show no shadows
        strange &= ~scan.background.shadow
    near, far, trim = (round(mm * scan.px_per_mm) for mm in _BESIDE_MM)
    found = []
    for side in range(4):
        x, y, _ = band(box, side, -near, far, trim)
        inside = (x > 0) & (y > 0) & (x < width - 1) & (y < height - 1)
        rows = np.clip(np.rint(y), 0, height - 1).astype(np.intp)
        columns = np.clip(np.rint(x), 0, width - 1).astype(np.intp)
        free = inside & (taken[rows, columns] == 0)
        found.append(float(strange[rows, columns][free].mean()) if free.sum() > _ENOUGH_PX else 0.0)
    return tuple(found)


def bare_side(scan: ScanImage, box: Box) -> int | None:
    """The one side without the border that the three others have; None if there is no such side.

    Where a border is as white as the lid, its inner edge may be taken for the side.
    """
    near, far, trim = (round(mm * scan.px_per_mm) for mm in (*_RIM_MM, 1.0))
    lows, highs = [], []
    for side in range(4):
        x, y, _ = band(box, side, far, -near, trim)
        rim = _sampled(scan.values, x, y)[:, :, 0].mean(axis=1)
        low, high = np.percentile(rim, (10, 90))
        lows.append(float(low))
        highs.append(float(high))
    for side in range(4):
        low = min(lows[:side] + lows[side + 1 :])
        high = max(highs[:side] + highs[side + 1 :])
        strays = max(high - lows[side], highs[side] - low)
        if high - low < _EVEN_RIM and strays > _EVEN_RIM + _UNLIKE_RIM:
            return side
    return None


def gaps(scan: ScanImage, box: Box) -> list[tuple[float, float, int]]:
    """Strips of lid, perhaps in a shadow, that divide a box from side to side.

    Returns
    -------
    list of (float, float, int)
        Where a strip begins and ends, in pixels from the box's centre, across (0) or down (1).
    """
    found = []
    background = (
        (scan.background.distance < 2 * scan.background.least) | scan.background.shadow
    ).astype(np.float32)
    for axis in (0, 1):
        x, y = _grid(box, axis)
        if x.shape[1] < 30 * scan.px_per_mm:
            continue
        empty = _sampled(background[:, :, None], x[::3], y[::3])[:, :, 0].mean(axis=0)
        if not (empty[round(10 * scan.px_per_mm) : -round(10 * scan.px_per_mm)] > _EMPTY).any():
            continue
        values = _sampled(scan.values, x[::2], y[::2])
        places = (np.arange(len(values)) * 2.0) - (x.shape[0] - 1) / 2
        shares = straight(scan, ridges(values), places).shares.max(axis=0)
        middle = (x.shape[1] - 1) / 2
        for first, last in _strips(shares, empty, scan.px_per_mm):
            if _is_even(values[:, first + 2 : last - 1, 0]):
                found.append((first - middle, last - middle, axis))
    return found


def _is_even(strip: NDArray[np.float32]) -> bool:
    """Whether a strip is much the same all along, as the lid is and pictures are not."""
    low, high = np.percentile(strip, (15, 85), axis=0)
    return float(np.median(high - low)) < 12


def _strips(
    shares: NDArray[np.float32], empty: NDArray[np.float32], px_per_mm: float
) -> list[tuple[int, int]]:
    """Pairs of lines with hardly anything but lid between them."""
    margin = round(12 * px_per_mm)
    lines = [
        at
        for at in range(margin, len(shares) - margin)
        if shares[at] >= _EDGE and shares[at] == shares[max(0, at - 3) : at + 4].max()
    ]
    widest, narrowest = _WIDEST_MM * px_per_mm, max(1.0 * px_per_mm, 4.0)
    strips: list[tuple[int, int]] = []
    for number, first in enumerate(lines):
        for last in lines[number + 1 :]:
            if narrowest <= last - first <= widest and empty[first + 2 : last - 1].mean() > _EMPTY:
                if not strips or first > strips[-1][1]:
                    strips.append((first, last))
                break
    return strips[:4]


def _grid(box: Box, axis: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Places inside the box, (along the line, across it)."""
    across, down = box.axes()
    width, height = max(round(box.width), 8), max(round(box.height), 8)
    if axis == 1:
        across, down, width, height = down, across, height, width
    columns = np.arange(width) - (width - 1) / 2
    rows = np.arange(height) - (height - 1) / 2
    x = box.x + columns[None] * across[0] + rows[:, None] * down[0]
    y = box.y + columns[None] * across[1] + rows[:, None] * down[1]
    return x.astype(np.float32), y.astype(np.float32)


def _sampled(
    plane: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    found = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).reshape(*x.shape, -1)
