"""Strokes by hand: what the healing brush and the clone stamp take from elsewhere in the photo."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.masks import rasterize
from workstation.core.masks.shapes import Stroke
from workstation.core.pixels import Plane
from workstation.core.repair.fill import Work
from workstation.core.repair.layers import Patch, Values, digest, laid_over
from workstation.core.repair.smooth import smooth_fill

Way: TypeAlias = Literal["heal", "clone"]

_PAINT_AGAIN: Final = Text("Paint the stroke again, or use an undamaged copy of the file.")
# Directions in which a healing stroke looks for like surroundings, and how far, in its own sizes.
_DIRECTIONS, _DISTANCES = 16, (1.3, 2.0, 3.0)
_RIM_PX = 3
# So many pixels of the rim are compared.
_COMPARED = 800


@dataclass(frozen=True)
class Retouch:
    """A stroke of the healing brush or of the clone stamp.

    Attributes
    ----------
    way
        "heal" takes texture and keeps the tones around the stroke; "clone" takes all.
    stroke
        Where.
    rows, columns
        How far away is what is taken, in fractions of the photo's height and width; None where the
        healing brush is to find a place itself.
    """

    way: Way
    stroke: Stroke
    rows: float | None = None
    columns: float | None = None

    def __post_init__(self) -> None:
        places = (self.rows, self.columns)
        known = all(isinstance(one, int | float) and -1 <= one <= 1 for one in places)
        left_open = places == (None, None) and self.way == "heal"
        if self.way not in ("heal", "clone") or not isinstance(self.stroke, Stroke):
            raise HeirloomError("A stroke in the recipe is damaged.", _PAINT_AGAIN)
        if not known and not left_open:
            raise HeirloomError("A stroke takes from nowhere in the photo.", _PAINT_AGAIN)


def to_json(retouches: tuple[Retouch, ...]) -> list[dict[str, Any]]:
    """The strokes as JSON values."""
    return [asdict(one) for one in retouches]


def from_json(data: Any) -> tuple[Retouch, ...]:
    """Read strokes.

    Raises
    ------
    HeirloomError
        If they are damaged.
    """
    try:
        return tuple(Retouch(**{**item, "stroke": Stroke(**item["stroke"])}) for item in data)
    except (KeyError, TypeError) as error:
        raise HeirloomError("A stroke in the recipe is damaged.", _PAINT_AGAIN) from error


def retouched(
    work: Work, retouches: tuple[Retouch, ...], patches: tuple[Patch, ...]
) -> tuple[Patch, ...]:
    """All patches with those of the strokes; later strokes lie over earlier ones."""
    for retouch in retouches:
        work.progress.check()
        patch = _stroked(work, retouch, patches)
        if patch is not None:
            patches = (*patches, patch)
    return patches


def _stroked(work: Work, retouch: Retouch, patches: tuple[Patch, ...]) -> Patch | None:
    grid = work.grid
    drawn = rasterize.drawn(retouch.stroke, (grid.height, grid.width))
    if drawn is None or not drawn[2].any():
        return None
    top, left, area = drawn
    margin = _RIM_PX + 2
    first, start = max(0, top - margin), max(0, left - margin)
    last = min(grid.height, top + area.shape[0] + margin)
    end = min(grid.width, left + area.shape[1] + margin)
    alpha = np.zeros((last - first, end - start), np.float32)
    alpha[
        top - first : top - first + area.shape[0], left - start : left - start + area.shape[1]
    ] = area
    box = (first, start, last, end)

    def make() -> Patch:
        before = _read(work, box, patches)
        if retouch.rows is None or retouch.columns is None:
            offset = _like_place(work, box, before, alpha, patches)
        else:
            offset = round(retouch.rows * grid.height), round(retouch.columns * grid.width)
        if offset is None:
            after = smooth_fill(before, alpha > 0)
            return Patch.of(first, start, before, after, alpha, grid.level)
        taken, inside = _taken(work, box, offset, patches)
        after = taken
        if retouch.way == "heal":
            # What the two differ by around the stroke passes smoothly through it.
            hole = alpha > 0
            after = taken + smooth_fill(before - taken, hole | ~inside)
        kept = alpha * inside
        return Patch.of(first, start, before, np.clip(after, 0, 1), kept, grid.level)

    under = _near(work, box, retouch, patches)
    name = f"stroke {retouch} {digest(*(patch.added for patch in under))}"
    made: Patch = work.remember(name, make)
    return made


def _read(work: Work, box: tuple[int, int, int, int], patches: tuple[Patch, ...]) -> Values:
    return laid_over(work.read(*box), box[0], box[1], patches)


def _taken(
    work: Work, box: tuple[int, int, int, int], offset: tuple[int, int], patches: tuple[Patch, ...]
) -> tuple[Values, NDArray[np.bool_]]:
    """What lies at an offset from a box, and where that is in the photo."""
    rows = np.arange(box[0], box[2]) + offset[0]
    columns = np.arange(box[1], box[3]) + offset[1]
    in_rows = (rows >= 0) & (rows < work.grid.height)
    in_columns = (columns >= 0) & (columns < work.grid.width)
    inside = in_rows[:, None] & in_columns[None]
    rows = np.clip(rows, 0, work.grid.height - 1)
    columns = np.clip(columns, 0, work.grid.width - 1)
    there = (int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
    values = _read(work, there, patches)
    return values[(rows - rows[0])[:, None], (columns - columns[0])[None]], inside


def _like_place(
    work: Work,
    box: tuple[int, int, int, int],
    before: Values,
    alpha: Plane,
    patches: tuple[Patch, ...],
) -> tuple[int, int] | None:
    """How far away the photo looks as it does around a stroke; None if nowhere near."""
    stroke = (alpha > 0).astype(np.uint8)
    side = np.ones((2 * _RIM_PX + 1,) * 2, np.uint8)
    rim = np.argwhere((cv2.dilate(stroke, side) > 0) & (stroke == 0))
    if not len(rim):
        return None
    rim = rim[:: max(1, len(rim) // _COMPARED)]
    size = np.array(stroke.shape)
    # A long stroke needs to go but a little to its side.
    thick = 2 * float(cv2.distanceTransform(np.pad(stroke, 1), cv2.DIST_L2, 5).max()) + _RIM_PX
    reach = int(thick * _DISTANCES[-1]) + 1
    first = np.maximum(np.array(box[:2]) - reach, 0)
    last = np.minimum(np.array(box[2:]) + reach, (work.grid.height, work.grid.width))
    around = _read(work, (*first.tolist(), *last.tolist()), patches)
    covered = np.argwhere(stroke)[:: max(1, int(stroke.sum()) // _COMPARED)]
    wanted = before[rim[:, 0], rim[:, 1]]
    at = np.array(box[:2]) - first
    best, found = np.inf, None
    for distance in _DISTANCES:
        for turn in range(_DIRECTIONS):
            angle = 2 * np.pi * turn / _DIRECTIONS
            offset = np.round(thick * distance * np.array([np.sin(angle), np.cos(angle)]))
            moved = (np.concatenate([rim, covered]) + at + offset).astype(np.intp)
            if (moved < 0).any() or (moved >= around.shape[:2]).any():
                continue
            own = moved[len(rim) :] - at
            within = ((own >= 0) & (own < size)).all(axis=1)
            own = np.clip(own, 0, size - 1)
            # What the stroke itself covers is to go: it is nothing to take from.
            if (stroke[own[:, 0], own[:, 1]][within] > 0).mean() > 0 if within.any() else False:
                continue
            values = around[moved[:, 0], moved[:, 1]]
            apart = values[: len(rim)] - wanted
            inner = values[len(rim) :]
            cost = float(((apart - apart.mean(axis=0)) ** 2).mean())
            cost += 0.2 * float((apart.mean(axis=0) ** 2).mean()) + 0.1 * float(inner.var())
            if cost < best:
                best, found = cost, (int(offset[0]), int(offset[1]))
    return found


def _near(
    work: Work, box: tuple[int, int, int, int], retouch: Retouch, patches: tuple[Patch, ...]
) -> list[Patch]:
    """The patches that lie where a stroke is, or where it may take from."""
    reach = round(2 * (retouch.stroke.radius * max(work.grid.height, work.grid.width) + _RIM_PX))
    reach = int(reach * _DISTANCES[-1]) + 1
    boxes = [(box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach)]
    if retouch.rows is not None and retouch.columns is not None:
        down = round(retouch.rows * work.grid.height)
        across = round(retouch.columns * work.grid.width)
        boxes.append((box[0] + down, box[1] + across, box[2] + down, box[3] + across))
    return [patch for patch in patches if any(patch.within(*one) for one in boxes)]
