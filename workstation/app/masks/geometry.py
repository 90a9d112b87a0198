"""Between the window and the photo: places, lengths, brushes; plain arithmetic, no Qt.

Places are fractions of the photo, row before column; lengths are shares of its longer side. Points
of the window are its own units, which a display may scale, x before y.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.app.viewer.viewport import Viewport
from workstation.core.frame import Frame, Matrix

Place = tuple[float, float]
Box = tuple[float, float, float, float]

SMALLEST, LARGEST = 0.001, 0.25
_STEP = 1.2
_HARDER = 0.1
# Places are written down with this many digits: a fiftieth of a pixel on the largest scans.
_DIGITS = 6
# In pixels of the screen.
_UNSEEN_PX = 0.5
# A mark holds this many points at most; longer gestures keep every second one.
_POINTS_MOST = 50_000


@dataclass(frozen=True)
class PhotoPlacement:
    """Where a photo lies in the window.

    Attributes
    ----------
    view
        Which part is seen; in device pixels, as in all of `viewport`.
    left, top
        Of the pane in which it is seen, in device pixels.
    ratio
        Device pixels in one unit of the window.
    turned
        Where what is seen lies in the photo, which may be turned and cut; None for all of it, as it
        lies. Places are of the photo, whatever is seen of it.
    """

    view: Viewport
    left: float = 0.0
    top: float = 0.0
    ratio: float = 1.0
    turned: Frame | None = None

    @property
    def _frame(self) -> Frame:
        return self.turned or Frame.whole(self.view.photo_height, self.view.photo_width)

    def place(self, x: float, y: float) -> Place:
        """The place of the photo under a point of the window; beside the photo it lies outside."""
        row, column = self.seen_at(x, y)
        height, width = self.view.photo_height, self.view.photo_width
        row, column = self._frame.to_photo(row / height, column / width)
        return round(row, _DIGITS), round(column, _DIGITS)

    def point(self, row: float, column: float) -> tuple[float, float]:
        """The point of the window, x and y, at which a place is drawn."""
        row, column = self._frame.to_result(row, column)
        return self.drawn_at(row * self.view.photo_height, column * self.view.photo_width)

    def seen_at(self, x: float, y: float) -> Place:
        """Row and column, in pixels of what is seen, under a point of the window."""
        return self.view.to_photo(y * self.ratio - self.top, x * self.ratio - self.left)

    def drawn_at(self, row: float, column: float) -> tuple[float, float]:
        """The point of the window, x and y, at which a pixel of what is seen is drawn."""
        y, x = self.view.to_window(row, column)
        return (x + self.left) / self.ratio, (y + self.top) / self.ratio

    def matrix(self, height: int, width: int) -> Matrix:
        """From points (x, y, 1) of a picture of the whole photo, of a size, to the window."""
        view, frame = self.view, self._frame
        x, y = self.drawn_at(0, 0)
        zoom = view.zoom / self.ratio
        onto = np.array([[zoom, 0, x], [0, zoom, y], [0, 0, 1]])
        grown = np.diag([frame.photo_width / width, frame.photo_height / height, 1.0])
        return np.asarray(onto @ frame.inverse @ grown, np.float64)

    def length(self, share: float) -> float:
        """A share of the photo's longer side, in units of the window."""
        return share * self._longer * self.view.zoom / self.ratio

    def share(self, length: float) -> float:
        """A length in the window, as a share of the photo's longer side."""
        return length * self.ratio / self.view.zoom / self._longer

    @property
    def _longer(self) -> float:
        """The photo's longer side, in pixels of what is seen."""
        frame = self._frame
        return max(frame.photo_height, frame.photo_width) * frame.enlarged

    @property
    def middle(self) -> tuple[float, float]:
        """The point, x and y, in the middle of the pane."""
        view = self.view
        return (self.left + view.width / 2) / self.ratio, (self.top + view.height / 2) / self.ratio

    @property
    def photo_box(self) -> Box:
        """Where all that can be seen of the photo lies: left, top, width, height."""
        x, y = self.drawn_at(0, 0)
        zoom = self.view.zoom / self.ratio
        return x, y, self.view.photo_width * zoom, self.view.photo_height * zoom


@dataclass(frozen=True)
class Brush:
    """A round brush.

    Attributes
    ----------
    radius
        As a share of the photo's longer side, at full pressure.
    hardness
        Share of the radius over which it covers fully.
    """

    radius: float = 0.025
    hardness: float = 0.8

    def sized(self, radius: float) -> Brush:
        """With another radius, within bounds."""
        return replace(self, radius=min(max(radius, SMALLEST), LARGEST))

    def stepped(self, steps: int) -> Brush:
        """Larger or smaller, by as much as the eye notices at any size."""
        return self.sized(self.radius * _STEP**steps)

    def hardened(self, steps: int) -> Brush:
        """Harder or softer."""
        hardness = round(self.hardness + steps * _HARDER, 6)
        return replace(self, hardness=min(max(hardness, 0.0), 1.0))


def near(place: Place) -> bool:
    """Whether a place is near enough to the photo for a mark to hold it."""
    return all(-2.0 <= value <= 3.0 for value in place)


def essential(
    points: Sequence[tuple[float, ...]], frame: PhotoPlacement, radius: float = 0.0
) -> list[tuple[float, ...]]:
    """The points of a gesture without those that nobody could see to be missing.

    What lies on the way between two kept points, within half a pixel of the screen on which it was
    drawn, adds nothing but work for as long as the photo is worked on.

    Method: D. Douglas, T. Peucker, 1973, doi:10.3138/FM57-6770-U75U-7727.

    Parameters
    ----------
    points
        Row, column, and the pressure if there is one.
    radius
        Of the brush; what its width varies by counts as a distance too.
    """
    if len(points) < 3:
        return list(points)
    at = [frame.point(point[0], point[1]) for point in points]
    wide = frame.length(radius)
    spots = np.array([(*xy, wide * sum(p[2:])) for xy, p in zip(at, points, strict=True)])
    keep = np.zeros(len(points), np.bool_)
    keep[[0, -1]] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        way = spots[last] - spots[first]
        inner = spots[first + 1 : last] - spots[first]
        along = np.clip(inner @ way / max(float(way @ way), 1e-12), 0, 1)
        missed = np.linalg.norm(inner - along[:, None] * way, axis=1)
        worst = int(missed.argmax())
        if missed[worst] * frame.ratio > _UNSEEN_PX:
            middle = first + 1 + worst
            keep[middle] = True
            parts += [(first, middle), (middle, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def thinned(points: list[tuple[float, ...]]) -> tuple[tuple[float, ...], ...]:
    """All points of a gesture, or evenly chosen ones where a mark could not hold them all."""
    while len(points) > _POINTS_MOST:
        points = [*points[:-1:2], points[-1]]
    return tuple(points)


def box_of(points: Iterable[tuple[float, float]], reach: float) -> Box:
    """The smallest box around points of the window, with a margin: left, top, width, height."""
    found = list(points)
    left, top = min(x for x, _ in found) - reach, min(y for _, y in found) - reach
    right, bottom = max(x for x, _ in found) + reach, max(y for _, y in found) + reach
    return left, top, right - left, bottom - top


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points are apart."""
    return math.hypot(one[0] - other[0], one[1] - other[1])
