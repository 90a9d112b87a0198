"""Which tiles look the same after a gesture, so that they need not be rendered again.

A dot or a region changes the small maps of the colours near its area, and nothing elsewhere: a tile
under which the maps are the same, number by number, is the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from workstation.core.color.guided_filter import Guided
from workstation.core.pixels import Roi
from workstation.core.recipe import Analysis, Recipe
from workstation.core.steps import Colour
from workstation.core.steps.colour import ColourAnalysis


def unchanged(
    before: Recipe,
    known: Sequence[Analysis],
    after: Recipe,
    found: Sequence[Analysis],
    where: Roi,
) -> bool:
    """Whether a rectangle of the photo looks the same by two recipes.

    Parameters
    ----------
    known, found
        What the steps of each recipe learnt from the photo.
    """
    if [step.kind for step in before.steps] != [step.kind for step in after.steps]:
        return False
    last = len(after.steps) - 1
    for i, (old, new) in enumerate(zip(before.steps, after.steps, strict=True)):
        if old == new and known[i] is found[i]:
            continue
        # Later steps might look beyond the rectangle.
        if i != last or not isinstance(old, Colour) or not isinstance(new, Colour):
            return False
        if not _same_settings(old, new) or not _same_colours(known[i], found[i], where):
            return False
    return True


def _same_settings(old: Colour, new: Colour) -> bool:
    """Whether all is equal that works on pixels; the rest is in the analyses."""
    return replace(old, **{name: getattr(new, name) for name in Colour.analysed}) == new


def _same_colours(old: Analysis, new: Analysis, where: Roi) -> bool:
    if not isinstance(old, ColourAnalysis) or not isinstance(new, ColourAnalysis):
        return False
    return (
        old.kind == new.kind
        and _same_maps(old.chroma, new.chroma, where)
        and _same_maps(old.given, new.given, where)
    )


def _same_maps(old: Guided | None, new: Guided | None, where: Roi) -> bool:
    """Whether two maps are equal under a rectangle; no map counts as zeros."""
    if old is new:
        return True
    present = new if old is None else old
    assert present is not None
    part = _under(where, (present.slope.shape[1], present.slope.shape[2]))
    if old is None or new is None:
        return not present.slope[part].any() and not present.offset[part].any()
    if old.slope.shape != new.slope.shape:
        return False
    return np.array_equal(old.slope[part], new.slope[part]) and np.array_equal(
        old.offset[part], new.offset[part]
    )


def _under(where: Roi, grid: tuple[int, int]) -> tuple[slice, slice, slice]:
    """The points of a small grid that the pixels of a rectangle are interpolated from."""
    rows = _span(where.top, where.height, where.plane_height, grid[0])
    columns = _span(where.left, where.width, where.plane_width, grid[1])
    return slice(None), rows, columns


def _span(first: int, count: int, plane: int, grid: int) -> slice:
    start = int((first + 0.5) * grid / plane - 0.5) - 1
    end = int((first + count + 0.5) * grid / plane - 0.5) + 3
    return slice(max(0, start), end)
