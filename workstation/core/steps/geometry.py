"""Geometry: turn, mirror, straighten, crop and rectify a photo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Final, TypeAlias

import cv2
import numpy as np

from workstation.core.diagnose.find_print import STRAIGHT_DEG, lie_of_print
from workstation.core.diagnose.picture_area import WHOLE, Corners
from workstation.core.diagnose.tilt import tilt_of_lines
from workstation.core.diagnose.verdict import Verdict
from workstation.core.errors import HeirloomError
from workstation.core.frame import Frame, Matrix
from workstation.core.pixels import Pixels, Roi
from workstation.core.recipe import Analysis, Context, check_settings, setting, structure

# A crop is never smaller than this share of the photo's sides.
LEAST: Final = 0.01
_BEYOND: Final = 0.25
SURE: Final = 0.8
"""From this certainty on a tilt is believed."""


@dataclass(frozen=True)
class Crop:
    """A rectangle of the photo as it lies on disk, in fractions of its height and width.

    Where the photo is straightened, it is turned around its own middle; then a long one may reach
    beyond the photo before it is turned.
    """

    top: float
    left: float
    height: float
    width: float

    def __post_init__(self) -> None:
        sides = (self.top, self.left, self.height, self.width)
        low, high = -_BEYOND, 1 + _BEYOND
        inside = all(
            not isinstance(one, bool) and isinstance(one, int | float) and low <= one <= high
            for one in (*sides, self.top + self.height, self.left + self.width)
        )
        if not inside or min(self.height, self.width) < LEAST:
            raise HeirloomError(
                "The crop was given as top {top}, left {left}, height {height}, width {width}.",
                "They are fractions of the photo, and the crop lies inside it.",
                top=repr(self.top),
                left=repr(self.left),
                height=repr(self.height),
                width=repr(self.width),
            )


Box: TypeAlias = tuple[float, float, float, float]
"""Top, left, height and width, in pixels."""

# What is nearer to all of the photo than this share of its sides is all of it.
_ALL: Final = 5e-4
ALL: Final = Crop(0.0, 0.0, 1.0, 1.0)


def _crop_to_json(crop: Crop | None) -> list[float] | None:
    return None if crop is None else [crop.top, crop.left, crop.height, crop.width]


def _crop_from_json(values: Sequence[float] | None) -> Crop | None:
    return None if values is None else Crop(*values)


def _corners_to_json(corners: Corners | None) -> list[list[float]] | None:
    return None if corners is None else [list(corner) for corner in corners]


def _corners_from_json(values: Any) -> Corners | None:
    if values is None:
        return None
    first, second, third, fourth = ((float(row), float(column)) for row, column in values)
    return first, second, third, fourth


@dataclass(frozen=True, eq=False)
class GeometryAnalysis(Analysis):
    """What was measured on the photo, for what is left to the program."""


@dataclass(frozen=True)
class Geometry:
    """How the photo is turned, straightened and cut; its pixels keep their values.

    The order is that of a hand at the photo: a photographed print is rectified, a straight
    rectangle is cut out, that is mirrored, then turned.

    Attributes
    ----------
    turns
        Quarter turns clockwise.
    mirrored
        Whether left and right change places, before it is turned.
    angle
        By how many degrees the photo, as it is seen, is turned clockwise to be straight.
    straighten
        Whether the angle is measured on the photo; `angle` is left out.
    crop
        What is kept; None for all. It shrinks around its middle where a straightened rectangle
        would reach beyond the photo.
    corners
        Where the corners of a photographed print lie in the photo, clockwise from the print's top
        left; None if the photo need not be rectified.
    trim
        Whether the picture is found on the photo, without page, border and scanner's lid; `crop`
        and `corners` are left out.
    uncropped
        Whether all of a straightened photo is kept, with white corners; the crop is left out.
    """

    turns: int = setting(0, 0, 3, places=True)
    mirrored: bool = field(default=False, metadata={"places": True})
    angle: float = setting(0.0, -45.0, 45.0, "°", places=True)
    crop: Crop | None = structure(None, _crop_to_json, _crop_from_json, places=True)
    corners: Corners | None = structure(None, _corners_to_json, _corners_from_json, places=True)
    straighten: bool = False
    trim: bool = False
    uncropped: bool = False

    kind: ClassVar[str] = "geometry"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 10
    analysed: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        check_settings(self)
        if not isinstance(self.turns, int):
            raise HeirloomError("Quarter turns are counted in whole numbers.", "There are 0 to 3.")
        if self.corners is not None and not _convex(self.corners):
            raise HeirloomError(
                "The four corners do not make a quadrilateral.",
                "Give them clockwise, from the print's top left.",
            )

    def analyse(self, whole: Pixels, context: Context) -> GeometryAnalysis:  # noqa: ARG002
        """Nothing: where pixels lie is said."""
        return GeometryAnalysis()

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: Analysis) -> Pixels:  # noqa: ARG002
        """Keep every value: the renderer takes pixels to where `frame` says."""
        return tile

    # What is measured on the photo

    @property
    def measures(self) -> bool:
        """Whether something is left to be measured."""
        return self.straighten or self.trim

    def measured(self, whole: Pixels, verdict: Verdict) -> Geometry:
        """The same with what was measured said in numbers.

        Parameters
        ----------
        whole
            A small copy of the photo as it lies.
        verdict
            Where its picture lies.
        """
        known = replace(self, straighten=False, trim=False)
        if not self.measures:
            return known
        height, width = whole.shape[:2]
        lying = lie_of_print(whole, verdict.picture)
        if self.trim and not lying.picture.is_whole:
            if lying.photographed:
                return replace(known, corners=lying.picture.corners, crop=None, angle=0.0)
            crop = _inner(lying.picture.corners, -lying.angle, height, width)
            return replace(known, corners=None, crop=crop, angle=self._as_seen(-lying.angle))
        if self.trim:
            known = replace(known, corners=None, crop=None)
        if self.straighten:
            angle = lying.angle
            if angle == 0:
                area = None if verdict.picture.is_whole else verdict.area
                found = tilt_of_lines(whole, area)
                sure = found.certainty >= SURE and abs(found.angle) >= STRAIGHT_DEG
                angle = found.angle if sure else 0.0
            known = replace(known, angle=self._as_seen(-angle))
        return known

    def _as_seen(self, angle: float) -> float:
        return float(np.clip(-angle if self.mirrored else angle, -45.0, 45.0))

    # As a hand turns what it sees

    def turned(self, quarters: int) -> Geometry:
        """Turned clockwise once more, by quarters."""
        return replace(self, turns=(self.turns + quarters) % 4)

    def flipped(self, *, upside_down: bool = False) -> Geometry:
        """What is seen with left and right, or top and bottom, exchanged."""
        turns = (2 * upside_down - self.turns) % 4
        return replace(self, turns=turns, mirrored=not self.mirrored, angle=-self.angle)

    # The crop as a hand sees it

    @property
    def flat(self) -> Geometry:
        """Nothing but turned: all of the photo, for saying where a print lies in it."""
        return replace(self, angle=0.0, crop=None, corners=None, uncropped=False)

    def with_corner(self, number: int, place: tuple[float, float]) -> Geometry:
        """The same with a corner of the print elsewhere; where there is no print, one is begun.

        Parameters
        ----------
        number
            Clockwise from the print's top left, from 0.
        place
            Row and column, as fractions of the photo.

        Raises
        ------
        HeirloomError
            If the four corners would not make a quadrilateral.
        """
        corners = list(self.corners or WHOLE)
        corners[number] = place
        first, second, third, fourth = corners
        return replace(self.flat, corners=(first, second, third, fourth))

    @property
    def spread(self) -> Geometry:
        """The same with all of the photo to be seen, for choosing what to keep."""
        return replace(self, uncropped=True)

    def crop_box(self, height: int, width: int) -> Box:
        """Where the crop lies in all that there is to be seen of a photo of a size."""
        cut, whole = replace(self, uncropped=False).frame(height, width), self.spread
        there = whole.frame(height, width).inverse @ cut.matrix
        points = there @ np.array([(0, cut.width), (0, cut.height), (1, 1)], np.float64)
        (left, right), (top, bottom) = sorted(points[0]), sorted(points[1])
        return float(top), float(left), float(bottom - top), float(right - left)

    def with_crop_box(self, box: Box, height: int, width: int) -> Geometry:
        """The same with another crop, given as `crop_box` gives it."""
        sheet, (y, x, down, across) = self._in_sheet(box, height, width)
        crop = Crop(
            (y - down / 2) / sheet.height,
            (x - across / 2) / sheet.width,
            down / sheet.height,
            across / sheet.width,
        )
        sides = (crop.top, crop.left, 1 - crop.height, 1 - crop.width)
        kept = None if max(map(abs, sides)) < _ALL else crop
        return replace(self, crop=kept, uncropped=False)

    def holds_box(self, box: Box, height: int, width: int) -> bool:
        """Whether a crop, given as `crop_box` gives it, lies inside the photo."""
        sheet, (y, x, down, across) = self._in_sheet(box, height, width)
        least = LEAST * sheet.height, LEAST * sheet.width
        if down < least[0] or across < least[1]:
            return False
        return fitting(down, across, self.angle, (y, x), sheet.size) > 1 - 1e-6

    def _in_sheet(self, box: Box, height: int, width: int) -> tuple[Sheet, Box]:
        """The sheet, and a box on it: row and column of its middle, height and width."""
        sheet = Sheet.of(self.corners, height, width)
        top, left, down, across = box
        there = np.linalg.inv(sheet.matrix) @ self.spread.frame(height, width).matrix
        x, y, far = there @ (left + across / 2, top + down / 2, 1.0)
        if self.turns % 2:
            down, across = across, down
        return sheet, (float(y / far), float(x / far), down, across)

    # Where pixels lie

    @property
    def upright_turns(self) -> int:
        """How many quarter turns clockwise bring the photo, unmirrored, upright."""
        return -self.turns % 4 if self.mirrored else self.turns

    def frame(self, height: int, width: int) -> Frame:
        """Where the result's pixels lie in a photo of a size."""
        return _frame(self, height, width)


@lru_cache(maxsize=64)
def _frame(step: Geometry, height: int, width: int) -> Frame:
    """The frame, for the many tiles that ask for it."""
    cut = _Cut.of(step, height, width)
    matrix, size = cut.matrix, (cut.height, cut.width)
    if step.mirrored:
        matrix = matrix @ np.array([[-1.0, 0, size[1]], [0, 1, 0], [0, 0, 1]])
    for _ in range(step.turns):
        matrix = matrix @ np.array([[0.0, 1, 0], [-1, 0, size[0]], [0, 0, 1]])
        size = size[1], size[0]
    entries = tuple(float(value) for value in matrix.flat)
    return Frame(*size, height, width, entries)


@dataclass(frozen=True)
class _Cut:
    """The rectangle that is cut out, before it is mirrored and turned."""

    height: int
    width: int
    matrix: Matrix

    @classmethod
    def of(cls, step: Geometry, height: int, width: int) -> _Cut:
        sheet = Sheet.of(step.corners, height, width)
        crop = ALL if step.crop is None or step.uncropped else step.crop
        top, left = crop.top * sheet.height, crop.left * sheet.width
        bottom, right = top + crop.height * sheet.height, left + crop.width * sheet.width
        if step.angle == 0:
            top, left = max(0.0, top), max(0.0, left)
            bottom, right = min(sheet.height, bottom), min(sheet.width, right)
            top, left, bottom, right = (math.floor(v + 0.5) for v in (top, left, bottom, right))
            rows, columns = max(1, int(bottom - top)), max(1, int(right - left))
            moved = np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]])
            return cls(rows, columns, sheet.matrix @ moved)
        y, x = (top + bottom) / 2, (left + right) / 2
        angle = math.radians(-step.angle if step.mirrored else step.angle)
        cos, sin = math.cos(angle), math.sin(angle)
        if step.uncropped:
            share = 1.0
            down = sheet.height * cos + sheet.width * abs(sin)
            across = sheet.width * cos + sheet.height * abs(sin)
        else:
            share = fitting(bottom - top, right - left, step.angle, (y, x), sheet.size)
            down, across = (bottom - top) * share, (right - left) * share
        rows, columns = max(1, math.floor(down)), max(1, math.floor(across))
        around = np.array([[1.0, 0, -columns / 2], [0, 1, -rows / 2], [0, 0, 1]])
        turned = np.array([[cos, sin, x], [-sin, cos, y], [0, 0, 1]])
        return cls(rows, columns, sheet.matrix @ turned @ around)


@dataclass(frozen=True)
class Sheet:
    """The photo, or the print in it, as a rectangle from which a crop is cut.

    Attributes
    ----------
    height, width
        In pixels of about the photo's size.
    corners
        Where it lies in the photo; None for all of it.
    """

    height: int
    width: int
    photo_height: int
    photo_width: int
    corners: Corners | None = None

    @classmethod
    def of(cls, corners: Corners | None, height: int, width: int) -> Sheet:
        """The sheet of a photo of a size."""
        if corners is None:
            return cls(height, width, height, width)
        size = np.array((height, width))
        points = [np.array(corner) * size for corner in corners]
        top, right, bottom, left = (
            float(np.linalg.norm(points[i] - points[(i + 1) % 4])) for i in range(4)
        )
        rows, columns = max(left, right), max(top, bottom)
        return cls(max(1, round(rows)), max(1, round(columns)), height, width, corners)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.height, self.width

    @cached_property
    def matrix(self) -> Matrix:
        """From points of the sheet to points of the photo, x before y."""
        if self.corners is None:
            return np.eye(3)
        height, width = self.size
        own = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        there = np.array(
            [(column * self.photo_width, row * self.photo_height) for row, column in self.corners],
            np.float32,
        )
        return np.asarray(cv2.getPerspectiveTransform(own, there), np.float64)


def _inner(corners: Corners, angle: float, height: int, width: int) -> Crop | None:
    """The largest crop inside a print that is turned straight by an angle; None for all of it."""
    points = np.array([(column * width, row * height) for row, column in corners])
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turned = points @ np.array([[cos, sin], [-sin, cos]])
    (left, right), (top, bottom) = (
        (max(one[first], one[last]), min(one[second], one[third]))
        for one, first, last, second, third in (
            (turned[:, 0], 0, 3, 1, 2),
            (turned[:, 1], 0, 1, 2, 3),
        )
    )
    middle = np.array([(left + right) / 2, (top + bottom) / 2]) @ np.array(
        [[cos, -sin], [sin, cos]]
    )
    share_y, share_x = (bottom - top) / height, (right - left) / width
    if min(share_y, share_x) < LEAST:
        return None
    y, x = middle[1] / height - share_y / 2, middle[0] / width - share_x / 2
    inside = max(y, -_BEYOND), max(x, -_BEYOND)
    return Crop(*(float(value) for value in (*inside, share_y, share_x)))


def fitting(
    height: float,
    width: float,
    angle: float,
    middle: tuple[float, float],
    size: tuple[float, float],
) -> float:
    """How much a turned rectangle must shrink to lie inside a photo, 0..1.

    Parameters
    ----------
    height, width
        Of the rectangle.
    angle
        By how many degrees it is turned.
    middle
        Row and column of its middle.
    size
        Height and width of the photo, in the same unit.
    """
    cos, sin = math.cos(math.radians(angle)), abs(math.sin(math.radians(angle)))
    down, across = height * cos + width * sin, width * cos + height * sin
    rooms = [2 * min(at, side - at) for at, side in zip(middle, size, strict=True)]
    return min(1.0, *(room / side for room, side in zip(rooms, (down, across), strict=True)))


def _convex(corners: Corners) -> bool:
    """Whether corners go clockwise around a quadrilateral that is large enough to be one."""
    points = np.array(corners, np.float64)
    if points.shape != (4, 2) or not np.isfinite(points).all() or np.abs(points - 0.5).max() > 1.5:
        return False
    ways = np.roll(points, -1, 0) - points
    following = np.roll(ways, -1, 0)
    turns = ways[:, 1] * following[:, 0] - ways[:, 0] * following[:, 1]
    return bool((turns > 1e-4).all())
