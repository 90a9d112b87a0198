"""Which tiles look the same after a gesture, so that they need not be rendered again.

A hint or a local adjustment changes the small maps of its step near its area, and nothing
elsewhere: a tile under which the maps are the same, number by number, is the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.core.color.guided_filter import Guided, under
from workstation.core.masks.areas import FullArea
from workstation.core.pixels import Roi
from workstation.core.recipe import Analysis, Recipe, replaced


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
        # Later steps might look beyond the rectangle, or take something else from what they see.
        if i != last or new.halo_px(where.scale) > 0:
            return False
        analysed = {name: getattr(new, name) for name in new.analysed}
        if replaced(old, **analysed) != new or not _same(known[i], found[i], where):
            return False
    return True


def _same(old: Any, new: Any, where: Roi) -> bool:
    """Whether two analyses, or parts of them, say the same about a rectangle."""
    if old is new:
        return True
    if isinstance(old, Guided | None) and isinstance(new, Guided | None):
        return _equal(_maps(old, where), _maps(new, where))
    if isinstance(old, tuple) and isinstance(new, tuple):
        # What does not reach the rectangle may have come or gone.
        old, new = ([one for one in part if _reaches(one, where)] for part in (old, new))
        pairs = zip(old, new, strict=False)
        return len(old) == len(new) and all(_same(one, other, where) for one, other in pairs)
    if type(old) is not type(new):
        return False
    if isinstance(old, np.ndarray):
        return np.array_equal(old, new)
    if isinstance(old, FullArea):
        limits = under(old.limits, where), under(new.limits, where)
        return _same(old.fitted, new.fitted, where) and np.array_equal(limits[0], limits[1])
    if is_dataclass(old):
        names = [known.name for known in fields(old)]
        return all(_same(getattr(old, name), getattr(new, name), where) for name in names)
    return bool(old == new)


def _reaches(part: Any, where: Roi) -> bool:
    """Whether a part of an analysis does anything in a rectangle; what has no area does."""
    if not is_dataclass(part):
        return True
    areas = [value for value in vars(part).values() if isinstance(value, FullArea)]
    return not areas or any(area.reaches(where) for area in areas)


def _maps(guided: Guided | None, where: Roi) -> list[NDArray[np.float32]]:
    return [] if guided is None else [under(guided.slope, where), under(guided.offset, where)]


def _equal(old: list[NDArray[np.float32]], new: list[NDArray[np.float32]]) -> bool:
    """Whether maps are equal; none count as zeros."""
    if old and new:
        return all(np.array_equal(one, other) for one, other in zip(old, new, strict=True))
    return not any(plane.any() for plane in (*old, *new))
