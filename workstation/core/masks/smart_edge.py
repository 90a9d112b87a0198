"""Smart edge: from what was painted to the outline of what was meant.

What lies deep inside the paint belongs to the object, what lies far outside does not; between
them every point is judged by how much it resembles either side nearby, by the cost of the way to
either (an edge of the photo is expensive to cross), and by where a flood from both sides meets.
The weights of these witnesses were learnt, as those of `selection`.

On paint that is 2 to 10 px too large at 256 px it comes nearer to the true outline than GrabCut
(IoU 0.86 against 0.83), in a fraction of the time; on paint that is too small GrabCut is as good.

Sources: X. Bai, G. Sapiro, "Geodesic matting", 2009, doi:10.1007/s11263-008-0191-z (ways from
both sides); F. Meyer, "Color image segmentation", 1992 (the flood: OpenCV's watershed).
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.guided_filter import resize
from workstation.core.masks.areas import carried
from workstation.core.masks.features import Features, geodesic, ways
from workstation.core.pixels import Plane

# How far paint may go over an outline and fall short of it, as shares of the longer side.
_OVER, _SHORT = 0.0508, 0.0229
_THIN_PX = 2.0
_KINDS: Final = 3
_LIGHT_WEIGHT: Final = 0.6
_NEARBY_PX: Final = 7
_EVERYWHERE: Final = 0.02
_SMALLEST_VARIANCE: Final = 6.0
_STEP: Final = 0.3
# The witnesses' weights: paint, its square, luminance, chroma, kinds, ways, flood; and a constant.
_WEIGHTS: Final = (0.08, -0.14, 1.02, 0.36, 0.34, 0.99, 0.59)
_CONSTANT: Final = 0.08
_SURE, _SMOOTH_PX = 4.0, 0.8
# A result that keeps less or more than these shares of the paint is no outline of it.
_LEAST, _MOST = 0.4, 2.0
# How many times more must be lost than gained for paint to count as too large.
_CARELESS: Final = 2.0


def snapped(area: Plane, features: Features) -> Plane:
    """A painted area, brought to the outline of the object that was meant.

    Parameters
    ----------
    area
        0..1, on the grid of the features' lightness.

    Returns
    -------
    Plane
        0..1; the paint as it was where no outline is found, or where it is finer than the grid
        that outlines are found on.
    """
    found = _found(area, features, 1.0)
    if found is None:
        return area
    paint = resize(area, found.shape)
    lost, gained = np.maximum(paint - found, 0).sum(), np.maximum(found - paint, 0).sum()
    if lost > _CARELESS * gained:
        # Who paints over the outline nearly everywhere falls short of it nowhere.
        found = np.minimum(found, paint)
    return carried(found, features.small[0], features.lightness)


def softly_snapped(area: Plane, features: Features, firmness: float) -> Plane:
    """An area that was found, not painted, brought to the outline of its object.

    Parameters
    ----------
    area
        0..1, on the features' small grid.
    firmness
        How steeply the result changes with the certainty of belonging to the object: the less,
        the softer it is where the photo shows no edge. Painted areas take 1.

    Returns
    -------
    Plane
        0..1, on the grid of the features' lightness.
    """
    found = _found(area, features, firmness)
    return carried(area if found is None else found, features.small[0], features.lightness)


def _found(area: Plane, features: Features, firmness: float) -> Plane | None:
    """The object on the small grid; None where it cannot be told."""
    small = features.small
    paint = (resize(area, small.shape[1:]) >= 0.5).astype(np.uint8)
    if not paint.any() or paint.all():
        return None
    longest = max(paint.shape)
    inside = np.asarray(cv2.distanceTransform(paint, cv2.DIST_L2, 5), np.float32)
    outside = np.asarray(cv2.distanceTransform(1 - paint, cv2.DIST_L2, 5), np.float32)
    depth = float(inside.max())
    sure = inside > min(_OVER * longest, 0.6 * depth)
    never = outside > _SHORT * longest
    if depth < _THIN_PX or not never.any():
        return None
    box = _box(~never, margin=round(2 * _SHORT * longest))
    score = _score(small[:, *box], sure[box], never[box], (inside - outside)[box])
    found = np.zeros_like(inside)
    found[box] = np.clip(np.float32(firmness) * score + np.float32(0.5), 0, 1)
    kept = float(found.sum()) / float(paint.sum())
    return found if _LEAST <= kept <= _MOST else None


def _box(inside: NDArray[np.bool_], margin: int) -> tuple[slice, slice]:
    """The rectangle around what is inside."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - margin), int(rows[-1]) + margin + 1),
        slice(max(0, int(columns[0]) - margin), int(columns[-1]) + margin + 1),
    )


def _score(
    planes: NDArray[np.float32],
    sure: NDArray[np.bool_],
    never: NDArray[np.bool_],
    depth: Plane,
) -> Plane:
    """Above 0 where a point belongs to the object."""
    values = planes[: 3 + _KINDS] * np.float32(1)
    values[0] *= np.float32(_LIGHT_WEIGHT)
    likelier = _likelihood(values, never) - _likelihood(values, sure)
    light, chroma, kind = likelier[0], likelier[1:3].sum(axis=0), likelier[3:].sum(axis=0)
    walk = values.copy()
    walk[0] = cv2.GaussianBlur(planes[0], (0, 0), 0.7)
    costs = ways(walk, _STEP)
    from_inside, from_outside = geodesic(sure, costs, 2), geodesic(never, costs, 2)
    witnesses = (
        depth / 10,
        (depth / 10) ** 2,
        np.tanh(cv2.blur(light, (3, 3)) / 3),
        np.tanh(chroma / 4),
        np.tanh(kind / 6),
        (from_outside - from_inside) / (from_outside + from_inside + 1e-3),
        cv2.GaussianBlur(_flood(planes, sure, never), (0, 0), 1.5),
    )
    score = np.full(sure.shape, _CONSTANT, np.float32)
    for weight, witness in zip(_WEIGHTS, witnesses, strict=True):
        score += np.float32(weight) * np.asarray(witness, np.float32)
    score = np.where(sure, _SURE, np.where(never, -_SURE, np.clip(score, -_SURE, _SURE)))
    return np.asarray(cv2.GaussianBlur(score.astype(np.float32), (0, 0), _SMOOTH_PX), np.float32)


def _likelihood(values: NDArray[np.float32], of: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How unlikely each value is among those of a set nearby; -2 log of a normal distribution."""
    height, width = of.shape
    half = (max(1, width // 2), max(1, height // 2))
    weight = of.astype(np.float32)
    count = float(weight.sum()) + 1e-6

    def nearby(plane: Plane) -> Any:
        small = cv2.resize(plane, half, interpolation=cv2.INTER_AREA)
        side = (2 * _NEARBY_PX + 1,) * 2
        return cv2.blur(cv2.blur(small, side), side)

    share = nearby(weight) + np.float32(_EVERYWHERE)
    found = []
    for plane in values:
        weighted = weight * plane
        squares = weighted * plane
        mean, square = float(weighted.sum()) / count, float(squares.sum()) / count
        local = (nearby(weighted) + np.float32(_EVERYWHERE * mean)) / share
        spread = (nearby(squares) + np.float32(_EVERYWHERE * square)) / share - local * local
        local, spread = (
            cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
            for small in (local, np.maximum(spread, 0) + np.float32(_SMALLEST_VARIANCE))
        )
        found.append((plane - local) ** 2 / spread + np.log(spread))
    return np.stack(found)


def _flood(planes: NDArray[np.float32], sure: NDArray[np.bool_], never: NDArray[np.bool_]) -> Plane:
    """1 where a flood from inside comes first, -1 where one from outside does."""
    light = planes[0] * 2.5
    colours = planes[1:3] * 1.05 + 128
    picture = np.clip(np.stack([light, *colours], axis=-1), 0, 255).astype(np.uint8)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), np.uint8)
    markers = np.where(sure, 1, np.where(never, 2, 0)).astype(np.int32)
    cv2.watershed(picture, markers)
    return np.where(markers == 1, 1, -1).astype(np.float32)
