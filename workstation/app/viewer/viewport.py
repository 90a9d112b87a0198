"""Which part of a photo is on the screen, and how large; plain arithmetic, no drawing.

Lengths on the screen are device pixels, so that 100 % is one photo pixel on one screen pixel at any
display scaling.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

TILE_PX = 512
"""Side of the square tiles in which a photo is rendered."""

LARGEST_ZOOM = 32.0
_LADDER = tuple(
    percent / 100
    for percent in (
        *(1, 2, 3, 5, 7, 10, 15, 20, 25, 33, 50, 67, 75, 100),
        *(150, 200, 300, 400, 600, 800, 1200, 1600, 3200),
    )
)
_SMALLEST_SIDE_PX = 32
# Grey on every side of a photo that fits, so that its edges can be judged.
_MARGIN_PX = 16


@dataclass(frozen=True)
class Tile:
    """A tile of the photo shrunk by two to the power of `level`."""

    level: int
    row: int
    column: int

    @property
    def top(self) -> int:
        """First row, in pixels of the level."""
        return self.row * TILE_PX

    @property
    def left(self) -> int:
        """First column, in pixels of the level."""
        return self.column * TILE_PX


def level_size(height: int, width: int, level: int) -> tuple[int, int]:
    """Height and width of a photo shrunk by two to the power of `level`."""
    return -(-height >> level) or 1, -(-width >> level) or 1


def top_level(height: int, width: int) -> int:
    """The first level at which the whole photo is one tile."""
    level = 0
    while max(level_size(height, width, level)) > TILE_PX:
        level += 1
    return level


@dataclass(frozen=True)
class Viewport:
    """A window onto a photo.

    Attributes
    ----------
    photo_height, photo_width
        Of the photo at full resolution.
    height, width
        Of the window, in device pixels.
    zoom
        Device pixels per photo pixel.
    y, x
        The photo's point in the middle of the window, in photo pixels.
    fits
        Whether the whole photo is to be seen, however the window is resized.
    """

    photo_height: int
    photo_width: int
    height: float
    width: float
    zoom: float = 1.0
    y: float = 0.0
    x: float = 0.0
    fits: bool = True

    @property
    def fit_zoom(self) -> float:
        """The zoom that shows the whole photo; small photos are not enlarged beyond 100 %."""
        height = max(self.height - 2 * _MARGIN_PX, 1)
        width = max(self.width - 2 * _MARGIN_PX, 1)
        zoom = min(height / self.photo_height, width / self.photo_width)
        return min(max(zoom, 1e-6), 1.0)

    @property
    def smallest_zoom(self) -> float:
        """Fit, or less where even fit is large: the photo never vanishes."""
        least = _SMALLEST_SIDE_PX / max(self.photo_height, self.photo_width)
        return min(self.fit_zoom, max(self.fit_zoom / 4, least))

    def shows(self, height: int, width: int) -> bool:
        """Whether it is a window onto photos of this size."""
        return (self.photo_height, self.photo_width) == (height, width)

    def fitted(self) -> Viewport:
        """The whole photo."""
        return replace(
            self, zoom=self.fit_zoom, y=self.photo_height / 2, x=self.photo_width / 2, fits=True
        )

    def resized(self, height: float, width: float) -> Viewport:
        """The same view in a window of another size."""
        view = replace(self, height=max(height, 1.0), width=max(width, 1.0))
        return view.fitted() if self.fits else view._held()

    def onto(self, photo_height: int, photo_width: int) -> Viewport:
        """The same view of a photo that was turned or cut: as large, and at about the same part."""
        y, x = (self.y / self.photo_height, self.x / self.photo_width)
        view = replace(self, photo_height=photo_height, photo_width=photo_width)
        if self.fits:
            return view.fitted()
        return replace(view, y=y * photo_height, x=x * photo_width)._held()

    def zoomed(self, zoom: float, at_y: float | None = None, at_x: float | None = None) -> Viewport:
        """Another zoom; the photo's point under (`at_y`, `at_x`) of the window stays there."""
        at_y = self.height / 2 if at_y is None else at_y
        at_x = self.width / 2 if at_x is None else at_x
        zoom = min(max(zoom, self.smallest_zoom), LARGEST_ZOOM)
        row, column = self.to_photo(at_y, at_x)
        y = row - (at_y - self.height / 2) / zoom
        x = column - (at_x - self.width / 2) / zoom
        return replace(self, zoom=zoom, y=y, x=x, fits=False)._held()

    def round_zoom(self, steps: int) -> float:
        """The next round figure above the zoom, or below it."""
        if steps > 0:
            return next((rung for rung in _LADDER if rung > self.zoom * 1.001), LARGEST_ZOOM)
        return next((rung for rung in reversed(_LADDER) if rung < self.zoom / 1.001), 0.0)

    def moved(self, down: float, right: float) -> Viewport:
        """The photo moved by device pixels."""
        return replace(
            self, y=self.y - down / self.zoom, x=self.x - right / self.zoom, fits=False
        )._held()

    def _held(self) -> Viewport:
        """The photo stays in the window: centred where it is smaller, without gaps if larger."""
        return replace(
            self,
            y=_held(self.y, self.photo_height, self.height / self.zoom),
            x=_held(self.x, self.photo_width, self.width / self.zoom),
        )

    def to_photo(self, y: float, x: float) -> tuple[float, float]:
        """Row and column of the photo at a point of the window."""
        return (
            self.y + (y - self.height / 2) / self.zoom,
            self.x + (x - self.width / 2) / self.zoom,
        )

    def to_window(self, row: float, column: float) -> tuple[float, float]:
        """Point of the window at which a point of the photo is drawn."""
        return (
            (row - self.y) * self.zoom + self.height / 2,
            (column - self.x) * self.zoom + self.width / 2,
        )

    @property
    def level(self) -> int:
        """The level whose pixels are at least as fine as the screen's."""
        level = max(0, math.floor(math.log2(1 / self.zoom) + 1e-6)) if self.zoom < 1 else 0
        return min(level, self.top_level)

    @property
    def top_level(self) -> int:
        """The first level at which the whole photo is one tile."""
        return top_level(self.photo_height, self.photo_width)

    def tiles(self, level: int) -> list[Tile]:
        """The tiles of a level that are in the window, those in the middle first."""
        found = list(self._tiles(level))
        middle_y = self.y / 2**level - TILE_PX / 2
        middle_x = self.x / 2**level - TILE_PX / 2
        found.sort(key=lambda tile: math.hypot(tile.top - middle_y, tile.left - middle_x))
        return found

    def _tiles(self, level: int) -> Iterator[Tile]:
        rows, columns = level_size(self.photo_height, self.photo_width, level)
        side = TILE_PX * 2**level
        top, left = self.to_photo(0, 0)
        bottom, right = self.to_photo(self.height, self.width)
        last_row, last_column = (rows - 1) // TILE_PX, (columns - 1) // TILE_PX
        for row in range(max(0, int(top // side)), min(last_row, int(bottom // side)) + 1):
            for column in range(
                max(0, int(left // side)), min(last_column, int(right // side)) + 1
            ):
                yield Tile(level, row, column)


def _held(middle: float, photo: float, shown: float) -> float:
    if shown >= photo:
        return photo / 2
    return min(max(middle, shown / 2), photo - shown / 2)
