"""What belongs together in a photo: the object at a place.

Places that look alike and that the network takes for alike, with no edge between them, belong to
one object. How much each of these counts was learnt from photos whose objects are known by their
true colours (benchmarks/selection.py).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from workstation.core.masks.areas import carried
from workstation.core.masks.features import Coarse, Features, geodesic
from workstation.core.masks.smart_edge import softly_snapped
from workstation.core.pixels import Plane

# Learnt by logistic regression on 500 training photos: the score of belonging to a place's object.
_ALIKE: Final = {"fine": 0.42, "broad": 1.25, "texture": 0.39, "chroma": 0.48, "kind": 0.52}
_WAY, _LOG_WAY, _ALIKE_AT_ALL = np.float32(0.067), np.float32(1.18), np.float32(6.78)
_ANYWHERE: Final = {"fine": 0.25, "broad": 1.6, "texture": 0.3, "chroma": 0.89, "kind": 1.58}
_ANYWHERE_AT_ALL = np.float32(1.14)
_ROUNDS: Final = 8
# The score from which a point belongs: at no tolerance, and how it falls with tolerance.
_STRICT, _SPAN, _WIDE, _STEEP = 2.7, 8.0, 40.0, 1.5
_FIRMNESS: Final = 0.3


def like_place(
    features: Features, row: float, column: float, tolerance: float = 0.5, contiguous: bool = True
) -> Plane:
    """Find the area that belongs to the same object as one place.

    Parameters
    ----------
    row, column
        As fractions of the photo.
    tolerance
        From almost nothing (0) to almost everything (1).
    contiguous
        Only what hangs together with the place; else all of the photo that looks like it.

    Returns
    -------
    Plane
        0..1, soft, on the grid of the features' lightness.
    """
    coarse = features.coarse
    height, width = coarse.fine.shape
    y, x = (
        min(max(int(at * count), 0), count - 1) for at, count in ((row, height), (column, width))
    )
    unlike = _differences(coarse, y, x)
    cut = np.float32(_STRICT - _SPAN * tolerance - _WIDE * max(0.0, tolerance - 0.5) ** 2)
    start = np.zeros((height, width), bool)
    start[y, x] = True
    way = geodesic(start, coarse.ways, _ROUNDS)
    score = _weighed(unlike, _ALIKE) + _ALIKE_AT_ALL - _WAY * way - _LOG_WAY * np.log1p(way)
    area = carried(_share(score - cut), coarse.lightness, features.small[0])
    # Broad differences blur the outline: it is found again, and stays soft where there is none.
    area = softly_snapped(area, features, _FIRMNESS)
    if contiguous:
        return area
    score = _weighed(unlike, _ANYWHERE) + _ANYWHERE_AT_ALL
    return np.maximum(area, carried(_share(score - cut), coarse.lightness, features.lightness))


def _share(score: Plane) -> Plane:
    return np.asarray(np.clip(score * np.float32(_STEEP) + np.float32(0.5), 0, 1), np.float32)


def _weighed(unlike: dict[str, Plane], weights: dict[str, float]) -> Plane:
    score = np.zeros_like(unlike["fine"])
    for name, plane in unlike.items():
        score -= np.float32(weights[name]) * plane
    return score


def _differences(coarse: Coarse, y: int, x: int) -> dict[str, Plane]:
    """How every point differs from one, in each respect."""

    def unlike(plane: Plane) -> Plane:
        here = plane[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2].mean()
        return np.asarray(np.abs(plane - here), np.float32)

    found = {
        "fine": unlike(coarse.fine),
        "broad": unlike(coarse.broad),
        "texture": unlike(coarse.texture),
        "chroma": np.hypot(unlike(coarse.planes[1]), unlike(coarse.planes[2])),
    }
    if len(coarse.planes) > 3:
        seen = coarse.planes[3:]
        apart = seen - seen[:, y, x][:, None, None]
        found["kind"] = np.sqrt((apart * apart).sum(axis=0))
    return found
