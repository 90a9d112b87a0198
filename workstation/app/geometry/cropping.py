"""What a crop may be: ratios of its sides, and how a hand moves it; plain arithmetic, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from resources.text import Text
from workstation.core.steps.geometry import Box

FREE: Final = 0.0
ORIGINAL: Final = -1.0
RATIOS: Final[tuple[tuple[float, str], ...]] = (
    (FREE, Text("Free")),
    (ORIGINAL, Text("As the photo")),
    (1.0, "1 : 1"),
    (3 / 2, "3 : 2"),
    (4 / 3, "4 : 3"),
    (7 / 5, "5 : 7"),
    (10 / 8, "8 : 10"),
    (2**0.5, Text("Paper A4, A5, A6")),
)
"""The longer side over the shorter one, and what it is called."""

# From the middle of the box: how far each side goes along, down and across, when a handle is drawn.
HANDLES: Final[dict[str, tuple[int, int]]] = {
    "top left": (-1, -1),
    "top": (-1, 0),
    "top right": (-1, 1),
    "right": (0, 1),
    "bottom right": (1, 1),
    "bottom": (1, 0),
    "bottom left": (1, -1),
    "left": (0, -1),
}
_HALVINGS: Final = 24
_LEAST_PX: Final = 2.0


@dataclass(frozen=True)
class Cropping:
    """A box that is dragged.

    Attributes
    ----------
    box
        As it was when it was taken.
    handle
        Name of one of `HANDLES`; "move" for all of it.
    ratio
        Width over height that it keeps; 0 for any.
    """

    box: Box
    handle: str
    ratio: float = FREE

    def dragged(self, down: float, across: float) -> Box:
        """The box after its handle was moved."""
        top, left, height, width = self.box
        if self.handle == "move":
            return top + down, left + across, height, width
        row, column = HANDLES[self.handle]
        height = max(_LEAST_PX, height + row * down)
        width = max(_LEAST_PX, width + column * across)
        if self.ratio > 0:
            height, width = self._in_ratio(height, width, row, column)
        # The far side stays; a side handle with a ratio grows both ways.
        top += (self.box[2] - height) * (1 - row) / 2
        left += (self.box[3] - width) * (1 - column) / 2
        return top, left, height, width

    def _in_ratio(self, height: float, width: float, row: int, column: int) -> tuple[float, float]:
        if row == 0:
            return width / self.ratio, width
        if column == 0:
            return height, height * self.ratio
        if width / self.box[3] > height / self.box[2]:
            return width / self.ratio, width
        return height, height * self.ratio


def held(before: Box, wanted: Box, inside: Callable[[Box], bool]) -> Box:
    """The wanted box, or the last one on the way to it that is inside the photo."""
    if inside(wanted) or not inside(before):
        return wanted if inside(wanted) else before
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(_between(before, wanted, middle)) else (low, middle)
    return _between(before, wanted, low)


def slid(before: Box, wanted: Box, inside: Callable[[Box], bool]) -> Box:
    """A box that is moved along the photo's edge where it cannot go on: down, then across."""
    down = held(before, (wanted[0], *before[1:]), inside)
    return held(down, (down[0], wanted[1], *before[2:]), inside)


def in_ratio(box: Box, ratio: float) -> Box:
    """The largest box of a ratio, width over height, in the middle of another one."""
    top, left, height, width = box
    new_height = min(height, width / ratio)
    new_width = new_height * ratio
    return top + (height - new_height) / 2, left + (width - new_width) / 2, new_height, new_width


def _between(one: Box, other: Box, share: float) -> Box:
    a, b, c, d = (x + (y - x) * share for x, y in zip(one, other, strict=True))
    return a, b, c, d
