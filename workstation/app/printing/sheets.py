"""Where pictures lie on paper: in millimetres, without a printer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

How = Literal["fit", "true", "several", "before_after"]

MARGIN_MM: Final = 12.0
"""White around everything; no printer for homes prints up to the edge."""

GAP_MM: Final = 6.0
CAPTION_MM: Final = 10.0
"""Room for a line of words below a picture."""


@dataclass(frozen=True)
class Place:
    """A rectangle on paper, from its upper left corner."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float

    def holds(self, other: Place) -> bool:
        """Whether another rectangle lies within this one."""
        return (
            other.left_mm >= self.left_mm - 0.01
            and other.top_mm >= self.top_mm - 0.01
            and other.left_mm + other.width_mm <= self.left_mm + self.width_mm + 0.01
            and other.top_mm + other.height_mm <= self.top_mm + self.height_mm + 0.01
        )

    def middle(self, width_mm: float, height_mm: float) -> Place:
        """A rectangle of a size in the middle of this one."""
        left = self.left_mm + (self.width_mm - width_mm) / 2
        return Place(left, self.top_mm + (self.height_mm - height_mm) / 2, width_mm, height_mm)

    def fitted(self, height: float, width: float) -> Place:
        """As large a rectangle of a shape as goes into this one, in the middle of it."""
        scale = min(self.width_mm / width, self.height_mm / height)
        return self.middle(width * scale, height * scale)


@dataclass(frozen=True)
class Size:
    """How large a picture is: in pixels, and in millimetres where its scan knows them."""

    height: int
    width: int
    height_mm: float | None = None
    width_mm: float | None = None


@dataclass(frozen=True)
class Printed:
    """A picture on a sheet.

    Attributes
    ----------
    number
        Which of the photos.
    original
        The photo as it lies on disk, instead of the result.
    place
        Where it lies.
    words, words_at
        What stands below it, and where.
    """

    number: int
    original: bool
    place: Place
    words: str = ""
    words_at: Place | None = None


Sheet = tuple[Printed, ...]


def inside(paper_mm: tuple[float, float]) -> Place:
    """What of the paper (height, width) may be printed on."""
    height, width = paper_mm
    return Place(MARGIN_MM, MARGIN_MM, width - 2 * MARGIN_MM, height - 2 * MARGIN_MM)


def cells(box: Place, number: int) -> list[Place]:
    """Equal parts of a rectangle, for some pictures side by side and below each other."""
    columns = max(1, round(math.sqrt(number * box.width_mm / box.height_mm)))
    rows = math.ceil(number / columns)
    width = (box.width_mm - (columns - 1) * GAP_MM) / columns
    height = (box.height_mm - (rows - 1) * GAP_MM) / rows
    return [
        Place(
            box.left_mm + (i % columns) * (width + GAP_MM),
            box.top_mm + (i // columns) * (height + GAP_MM),
            width,
            height,
        )
        for i in range(number)
    ]


def sheets(
    sizes: Sequence[Size],
    how: How,
    paper_mm: tuple[float, float],
    captions: Sequence[str],
    on_a_sheet: int = 4,
) -> list[Sheet]:
    """Lay out pictures.

    Parameters
    ----------
    how
        "fit" and "true": one on a sheet, as large as it goes, or as large as it was scanned (where
        that is not known, or larger than the paper: as large as it goes). "several": some on each
        sheet. "before_after": original and result beside or below each other, with the caption.
    paper_mm
        Height and width of the paper.
    captions
        A line for each picture; empty for none.
    """
    found: list[Sheet] = []
    if how == "several":
        for first in range(0, len(sizes), on_a_sheet):
            boxes = cells(inside(paper_mm), on_a_sheet)
            numbers = range(first, min(first + on_a_sheet, len(sizes)))
            found.append(
                tuple(
                    _with_words(number, False, box, sizes[number], captions[number])
                    for number, box in zip(numbers, boxes, strict=False)
                )
            )
        return found
    for number, size in enumerate(sizes):
        box, words = inside(paper_mm), captions[number]
        if how == "before_after":
            found.append(_both(number, box, size, words))
        elif how == "true" and size.height_mm is not None and size.width_mm is not None:
            place = box.middle(size.width_mm, size.height_mm)
            real = Printed(number, False, place, words, _below(place) if words else None)
            found.append(
                (real if box.holds(place) else _with_words(number, False, box, size, words),)
            )
        else:
            found.append((_with_words(number, False, box, size, words),))
    return found


def _both(number: int, box: Place, size: Size, words: str) -> Sheet:
    """Original and result: beside each other, or below, whichever is larger."""
    room = Place(box.left_mm, box.top_mm, box.width_mm, box.height_mm - CAPTION_MM)
    half_width, half_height = (room.width_mm - GAP_MM) / 2, (room.height_mm - GAP_MM) / 2
    beside = [
        Place(room.left_mm + i * (half_width + GAP_MM), room.top_mm, half_width, room.height_mm)
        for i in range(2)
    ]
    below = [
        Place(room.left_mm, room.top_mm + i * (half_height + GAP_MM), room.width_mm, half_height)
        for i in range(2)
    ]
    halves = max((beside, below), key=lambda two: two[0].fitted(size.height, size.width).width_mm)
    places = [half.fitted(size.height, size.width) for half in halves]
    bottom = max(place.top_mm + place.height_mm for place in places)
    line = Place(box.left_mm, bottom + 2, box.width_mm, CAPTION_MM - 2)
    return (
        Printed(number, True, places[0]),
        Printed(number, False, places[1], words, line if words else None),
    )


def _with_words(number: int, original: bool, box: Place, size: Size, words: str) -> Printed:
    room = CAPTION_MM if words else 0.0
    above = Place(box.left_mm, box.top_mm, box.width_mm, box.height_mm - room)
    place = above.fitted(size.height, size.width)
    line = Place(box.left_mm, place.top_mm + place.height_mm + 1, box.width_mm, CAPTION_MM - 2)
    return Printed(number, original, place, words, line if words else None)


def _below(place: Place) -> Place:
    return Place(place.left_mm, place.top_mm + place.height_mm + 1, place.width_mm, CAPTION_MM - 2)
