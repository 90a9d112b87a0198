"""Where a photographed print lies: four corners on a table, seen from wherever the camera was.

What differs from the table around it makes an area; the four sides that hold it best are brought to
the edge of the print, point by point along each, and where they cross are the corners. In doubt
there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.cielab import to_lab
from workstation.core.diagnose.picture_area import Corners, PictureArea
from workstation.core.diagnose.tilt import tilt_of_sides
from workstation.core.pixels import Pixels, Plane

# The table is what lies along the edges of the photo, this far in.
_EDGE: Final = 0.03
_SIDE_PX: Final = 400
# A print fills at least so much of the photo, and at most so much.
_LEAST, _MOST = 0.12, 0.97
# How much of the four sides' area is print, and how much of the sides has an edge.
_FILLED, _COVERED = 0.93, 0.7
# Edges are looked for this far from a side, as a share of the longer side, at so many places.
_REACH: Final = 0.015
_PLACES: Final = 60
_LEAST_EDGE: Final = 0.8
_STRONG: Final = 0.4
_HUBER_PX: Final = 1.345
_AGREE_PX: Final = 2.5
_LIGHT_WEIGHT: Final = 0.7

STRAIGHT_DEG: Final = 0.3
"""Nobody sees that a photo hangs askew by less."""
# A print whose sides depart from right angles by more than this was photographed, not scanned.
_PHOTOGRAPHED_DEG: Final = 0.6
# The verdict follows sides up to this angle.
_SCANNED_DEG: Final = 2.9

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Lying:
    """How a print lies on a scan, or on a table.

    Attributes
    ----------
    picture
        Where.
    angle
        By how many degrees it is turned clockwise; 0 for less than anybody sees.
    apart
        By how many degrees a side departs from the others' angle: 0 for a rectangle.
    """

    picture: PictureArea
    angle: float = 0.0
    apart: float = 0.0

    @property
    def photographed(self) -> bool:
        """Whether its sides are so far from right angles that it is to be rectified."""
        return self.apart > _PHOTOGRAPHED_DEG


def lie_of_print(whole: Pixels, picture: PictureArea) -> Lying:
    """Say how a print lies.

    Parameters
    ----------
    whole
        A small copy of the photo.
    picture
        Where the verdict finds the picture: it looks for scans, whose sides are nearly straight,
        and leaves out borders, too.
    """
    height, width = whole.shape[:2]
    corners = find_print(whole)
    if corners is not None:
        seen = PictureArea(corners, height, width)
        sides, apart = tilt_of_sides(seen, height, width)
        if picture.is_whole or apart > _PHOTOGRAPHED_DEG or abs(sides.angle) > _SCANNED_DEG:
            picture = seen
    sides, apart = tilt_of_sides(picture, height, width)
    askew = abs(sides.angle) >= STRAIGHT_DEG
    return Lying(picture, sides.angle if askew else 0.0, apart)


def find_print(whole: Pixels) -> Corners | None:
    """Find the four corners of a print, clockwise from its top left; None where nothing is sure.

    Parameters
    ----------
    whole
        A small copy of the photo, its longer side about 1,024 px.
    """
    height, width = whole.shape[:2]
    light, ab = to_lab(whole)
    lab = np.dstack([light * np.float32(_LIGHT_WEIGHT), ab]).astype(np.float32)
    away = _away(lab)
    quad = _quad(away)
    if quad is None:
        return None
    sharp = _sharpened(quad, np.asarray(cv2.GaussianBlur(lab, (0, 0), 1.0), np.float32))
    if sharp is None:
        return None
    size = np.array((height, width))
    inside = (sharp > -0.01 * size).all() and (sharp < 1.01 * size).all()
    if not inside:
        return None
    first, second, third, fourth = (
        (float(row), float(column)) for row, column in _clockwise(sharp) / size
    )
    return first, second, third, fourth


def _away(lab: NDArray[np.float32]) -> Plane:
    """How far each pixel is from the table, in units of how the table varies."""
    height, width = lab.shape[:2]
    y, x = max(2, round(height * _EDGE)), max(2, round(width * _EDGE))
    edges = (lab[:y], lab[-y:], lab[:, :x], lab[:, -x:])
    table = np.concatenate([edge.reshape(-1, 3) for edge in edges])
    middle = np.median(table, axis=0)
    spread = np.maximum(1.5 * np.median(np.abs(table - middle), axis=0), 1.0)
    away = np.sqrt((((lab - middle) / spread) ** 2).sum(axis=2))
    return np.asarray(cv2.GaussianBlur(away, (0, 0), 1.5), np.float32)


def _quad(away: Plane) -> Points | None:
    """The four corners, roughly; rows before columns."""
    scale = min(1.0, _SIDE_PX / max(away.shape))
    small = cv2.resize(away, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    eight = np.clip(small * 10, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(eight, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    found: Points | None = None
    best = _FILLED
    for at in (25.0, 40.0, float(level), float(level) / 2):
        corners, filled = _held(eight > at)
        if corners is not None and filled > best:
            found, best = corners / scale, filled
    return found


def _held(area: NDArray[np.bool_]) -> tuple[Points | None, float]:
    """The four sides around the largest part of an area, and how much of them it fills."""
    closed = cv2.morphologyEx(area.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    outlines: Any = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    if not outlines:
        return None, 0.0
    outline = max(outlines, key=cv2.contourArea)
    share = cv2.contourArea(outline) / area.size
    if not _LEAST < share < _MOST:
        return None, 0.0
    hull = cv2.convexHull(outline)
    if len(hull) < 4:
        return None, 0.0
    quad = np.asarray(cv2.approxPolyN(hull, 4, None, -1.0, True), np.float64).reshape(-1, 2)
    if len(quad) != 4:
        return None, 0.0
    filled = cv2.contourArea(outline) / max(cv2.contourArea(quad.astype(np.float32)), 1.0)
    return quad[:, ::-1] + 0.5, float(filled)


def _sharpened(quad: Points, lab: NDArray[np.float32]) -> Points | None:
    """The four sides brought to the print's edge, and where they cross."""
    reach = max(4, round(_REACH * max(lab.shape)))
    lines = []
    for start, end in pairwise([*_clockwise(quad), _clockwise(quad)[0]]):
        points = _edge_points(start, end, lab, reach)
        line = _line(points)
        if line is None:
            return None
        lines.append(line)
    crossings = [_crossing(lines[side - 1], lines[side]) for side in range(4)]
    return None if any(point is None for point in crossings) else np.array(crossings)


def _edge_points(start: Points, end: Points, lab: NDArray[np.float32], reach: int) -> Points:
    """The points of the sharpest edge across a side, to a fraction of a pixel."""
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
    across = np.array((-way[1], way[0]))
    shares = np.linspace(0.06, 0.94, _PLACES)
    middles = start + shares[:, None] * (end - start)
    steps = np.arange(-reach, reach + 1)
    at = middles[:, None] + steps[None, :, None] * across - 0.5
    maps = at[..., 1].astype(np.float32), at[..., 0].astype(np.float32)
    seen = cv2.remap(lab, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    change = np.linalg.norm(seen[:, 2:] - seen[:, :-2], axis=2) / 2
    # Outwards is towards the last step: a white border has an edge to the picture, too.
    peaks = (change[:, 1:-1] >= change[:, :-2]) & (change[:, 1:-1] > change[:, 2:])
    strong = np.maximum(_STRONG * change.max(axis=1, keepdims=True), _LEAST_EDGE)
    outer = peaks & (change[:, 1:-1] >= strong)
    found = []
    for row in np.flatnonzero(outer.any(axis=1)):
        peak = int(np.flatnonzero(outer[row])[-1]) + 1
        low, top, high = change[row, peak - 1 : peak + 2]
        bend = low - 2 * top + high
        shift = 0.5 * (low - high) / bend if bend < 0 else 0.0
        found.append(middles[row] + (steps[peak + 1] + shift) * across)
    return np.array(found).reshape(-1, 2)


def _line(points: Points) -> tuple[Points, Points] | None:
    """A point of the line and its way, by the points that agree; None where too few do."""
    if len(points) < _COVERED * _PLACES:
        return None
    kept = points
    for _ in range(4):
        (x0, y0), (x, y) = _fitted(kept)
        off = np.abs((points[:, 0] - x0) * y - (points[:, 1] - y0) * x)
        limit = max(_AGREE_PX, float(np.median(off)))
        kept = points[off <= limit]
        if len(kept) < _COVERED * _PLACES / 2:
            return None
    if (off <= _AGREE_PX).sum() < _COVERED * _PLACES * 0.8:
        return None
    return np.array((x0, y0)), np.array((x, y))


def _fitted(points: Points) -> tuple[Points, Points]:
    """A point and the way of the line with the least distances, of which far ones count less.

    Total least squares with Huber's weights, as `cv2.fitLine` has it; that needs a library that the
    standalone program leaves out.
    """
    weights = np.ones(len(points))
    for _ in range(10):
        middle = np.average(points, axis=0, weights=weights)
        apart = points - middle
        way = np.linalg.eigh((apart * weights[:, None]).T @ apart)[1][:, -1]
        off = np.abs(apart[:, 0] * way[1] - apart[:, 1] * way[0])
        weights = _HUBER_PX / np.maximum(off, _HUBER_PX)
    return middle, way


def _crossing(one: tuple[Points, Points], other: tuple[Points, Points]) -> Points | None:
    ways = np.column_stack((one[1], -other[1]))
    if abs(np.linalg.det(ways)) < 0.2:
        return None
    share = np.linalg.solve(ways, other[0] - one[0])
    return np.asarray(one[0] + share[0] * one[1], np.float64)


def _clockwise(points: Points) -> Points:
    """Corners (row, column) clockwise from the top left."""
    middle = points.mean(axis=0)
    angles = np.arctan2(points[:, 0] - middle[0], points[:, 1] - middle[1])
    ordered = points[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0)
