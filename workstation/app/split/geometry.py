"""Frames under the hand: moving, stretching, turning, hitting; plain arithmetic, no Qt.

Places are fractions of the scan, row before column; sizes are pixels of the scan with square
pixels, height before width. Corners go round clockwise from the photo's upper left one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workstation.batch.splitting.frames import PhotoFrame

Place = tuple[float, float]
Size = tuple[int, int]

SMALLEST: Final = 0.01
"""The shortest side that a frame may have, as a share of the scan's shorter side."""

CORNERS: Final = ((-1, -1), (-1, 1), (1, 1), (1, -1))
_GRIPS: Final = (*CORNERS, (-1, 0), (0, 1), (1, 0), (0, -1))


@dataclass(frozen=True)
class Grip:
    """What of a frame is held.

    Attributes
    ----------
    index
        Which frame.
    what
        "inside", "turn" or "edge".
    side
        For an edge or a corner: which, down and across, each -1, 0 or 1.
    """

    index: int
    what: str
    side: tuple[int, int] = (0, 0)


def corners(frame: PhotoFrame, size: Size) -> list[Place]:
    """The four corners as places of the scan."""
    return [_place(point, size) for point in _points(frame, size, CORNERS)]


def points_of(frame: PhotoFrame, size: Size) -> list[tuple[tuple[int, int], Place]]:
    """Where a frame can be held: each side's middle and each corner, with its place."""
    places = (_place(point, size) for point in _points(frame, size, _GRIPS))
    return list(zip(_GRIPS, places, strict=True))


def turner(frame: PhotoFrame, size: Size, away_px: float) -> tuple[Place, Place]:
    """The middle of the upper side, and where the handle for turning stands beyond it."""
    middle = _points(frame, size, ((-1, 0),))[0]
    return _place(middle, size), _place(middle - away_px * _axes(frame)[0], size)


def moved(frame: PhotoFrame, size: Size, down_px: float, right_px: float) -> PhotoFrame:
    """Elsewhere; its middle stays on the scan."""
    row = min(max(frame.row + down_px / size[0], 0.0), 1.0)
    column = min(max(frame.column + right_px / size[1], 0.0), 1.0)
    return _by_hand(replace(frame, row=row, column=column))


def turned(frame: PhotoFrame, by_deg: float) -> PhotoFrame:
    """Turned clockwise about its middle."""
    return _by_hand(replace(frame, angle_deg=(frame.angle_deg + by_deg + 180) % 360 - 180))


def turned_to(frame: PhotoFrame, size: Size, place: Place) -> PhotoFrame:
    """Turned so that its upper side looks to a place."""
    down, right = _point(place, size) - _point((frame.row, frame.column), size)
    if down == right == 0:
        return frame
    return turned(frame, math.degrees(math.atan2(right, -down)) - frame.angle_deg)


def stretched(frame: PhotoFrame, size: Size, side: tuple[int, int], place: Place) -> PhotoFrame:
    """With a side or a corner at a place; what lies opposite stays."""
    away = _point(place, size) - _point((frame.row, frame.column), size)
    return grown(
        frame,
        size,
        side,
        *(
            sign * float(away @ axis) - half
            for sign, axis, half in zip(side, _axes(frame), _halves(frame, size), strict=True)
        ),
    )


def grown(
    frame: PhotoFrame, size: Size, side: tuple[int, int], outwards_px: float, aside_px: float
) -> PhotoFrame:
    """With a side or a corner moved outwards by pixels: down or up, and across."""
    least = SMALLEST * min(size)
    middle = _point((frame.row, frame.column), size)
    lengths = [frame.height * size[0], frame.width * size[1]]
    for i, (sign, axis, by) in enumerate(
        zip(side, _axes(frame), (outwards_px, aside_px), strict=True)
    ):
        if sign:
            by = max(by, least - lengths[i])
            lengths[i] += by
            middle = middle + sign * axis * by / 2
    row, column = _place(middle, size)
    if not (0 <= row <= 1 and 0 <= column <= 1):
        return frame
    return _by_hand(
        replace(
            frame, row=row, column=column, height=lengths[0] / size[0], width=lengths[1] / size[1]
        )
    )


def spanned(one: Place, other: Place, size: Size, angle_deg: float = 0.0) -> PhotoFrame | None:
    """The frame between two opposite corners; None if it would be too small."""
    first, last = _point(one, size), _point(other, size)
    frame = PhotoFrame(*_place((first + last) / 2, size), 0.0, 0.0, angle_deg)
    height, width = (abs(float((last - first) @ axis)) for axis in _axes(frame))
    if min(height, width) < SMALLEST * min(size):
        return None
    return replace(frame, height=height / size[0], width=width / size[1])


def held(
    frames: Sequence[PhotoFrame],
    size: Size,
    place: Place,
    near_px: float,
    chosen: int,
    away_px: float,
) -> Grip | None:
    """What is under a place: handles of the chosen frame first, then the frame nearest to it."""
    point = _point(place, size)
    if 0 <= chosen < len(frames):
        frame = frames[chosen]
        _, handle = turner(frame, size, away_px)
        if np.linalg.norm(point - _point(handle, size)) <= 1.5 * near_px:
            return Grip(chosen, "turn")
        side = _side(frame, size, point, near_px)
        if side is not None:
            return Grip(chosen, "edge", side)
    inside = [i for i, frame in enumerate(frames) if _covers(frame, size, point)]
    if not inside:
        return None
    smallest = min(inside, key=lambda i: (i != chosen, frames[i].height * frames[i].width))
    return Grip(smallest, "inside")


def _side(
    frame: PhotoFrame, size: Size, point: NDArray[np.float64], near_px: float
) -> tuple[int, int] | None:
    """Which side or corner of a frame is near a point."""
    away = point - _point((frame.row, frame.column), size)
    at, reach = [float(away @ axis) for axis in _axes(frame)], _halves(frame, size)
    if any(abs(a) > half + near_px for a, half in zip(at, reach, strict=True)):
        return None
    # Small frames can still be held in their middle.
    near = [min(near_px, half / 2) for half in reach]
    down, across = (
        (1 if a > 0 else -1) if abs(abs(a) - half) <= close or abs(a) > half else 0
        for a, half, close in zip(at, reach, near, strict=True)
    )
    return (down, across) if down or across else None


def _covers(frame: PhotoFrame, size: Size, point: NDArray[np.float64]) -> bool:
    away = point - _point((frame.row, frame.column), size)
    halves = _halves(frame, size)
    return all(abs(away @ axis) <= half for axis, half in zip(_axes(frame), halves, strict=True))


def _by_hand(frame: PhotoFrame) -> PhotoFrame:
    """What a person has set is not doubtful."""
    return replace(frame, confidence=1.0, doubts=())


def _axes(frame: PhotoFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The directions of its height and of its width, (down, right)."""
    turn = math.radians(frame.angle_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    return np.array([cos, -sin]), np.array([sin, cos])


def _halves(frame: PhotoFrame, size: Size) -> tuple[float, float]:
    return frame.height * size[0] / 2, frame.width * size[1] / 2


def _points(
    frame: PhotoFrame, size: Size, grips: Sequence[tuple[int, int]]
) -> list[NDArray[np.float64]]:
    middle = _point((frame.row, frame.column), size)
    down, right = _axes(frame)
    half_height, half_width = _halves(frame, size)
    return [middle + y * half_height * down + x * half_width * right for y, x in grips]


def _point(place: Place, size: Size) -> NDArray[np.float64]:
    return np.array([place[0] * size[0], place[1] * size[1]])


def _place(point: NDArray[np.float64], size: Size) -> Place:
    return float(point[0]) / size[0], float(point[1]) / size[1]
