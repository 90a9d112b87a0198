"""What belongs together in a photo: the object at a place.

Places that look alike and that the network takes for alike, with no edge between them, belong to
one object. How much each of these counts was learnt from photos whose objects are known by their
true colours (benchmarks/selection.py).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from workstation.core.areas import carried
from workstation.core.outline import softly_snapped
from workstation.core.pixels import Plane
from workstation.core.scene import Coarse, Scene, geodesic

# Learnt by logistic regression on 500 training photos: the score of belonging to a place's object.
_ALIKE: Final = {"fine": 0.015, "broad": 0.062, "texture": 0.3, "chroma": 0.04, "kind": 0.0175}
_WAY, _LOG_WAY, _ALIKE_AT_ALL = 0.030, 0.115, 4.31
_ALIKE_ANYWHERE: Final = {
    "fine": 0.0155,
    "broad": 0.067,
    "texture": 0.3,
    "chroma": 0.069,
    "kind": 0.067,
}
_ANYWHERE_AT_ALL: Final = 1.0
_ROUNDS: Final = 8
# The score from which a point belongs: at no tolerance, and how far it falls to full tolerance.
_STRICT, _SPAN, _STEEP = 3.0, 8.0, 1.5
_FIRMNESS: Final = 0.3


def like_place(
    scene: Scene, row: float, column: float, tolerance: float = 0.5, contiguous: bool = True
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
        0..1, soft, on the scene's grid.
    """
    coarse = scene.coarse
    height, width = coarse.fine.shape
    y, x = (
        min(max(int(at * count), 0), count - 1) for at, count in ((row, height), (column, width))
    )
    weights = _ALIKE if contiguous else _ALIKE_ANYWHERE
    unlike = _differences(coarse, y, x)
    score = np.zeros((height, width), np.float32)
    for name, plane in unlike.items():
        score -= np.float32(weights[name]) * plane
    if contiguous:
        start = np.zeros((height, width), bool)
        start[y, x] = True
        way = geodesic(start, coarse.ways, _ROUNDS)
        score += _ALIKE_AT_ALL - np.float32(_WAY) * way - np.float32(_LOG_WAY) * np.log1p(way)
    else:
        score += _ANYWHERE_AT_ALL
    cut = _STRICT - _SPAN * tolerance
    area = np.clip((score - cut) * np.float32(_STEEP) + np.float32(0.5), 0, 1)
    if not contiguous:
        return carried(area, coarse.planes[0], scene.lightness)
    # Broad differences blur the outline: it is found again, and stays soft where there is none.
    return softly_snapped(carried(area, coarse.planes[0], scene.small[0]), scene, _FIRMNESS)


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
        features = coarse.planes[3:]
        apart = features - features[:, y, x][:, None, None]
        found["kind"] = np.sqrt((apart * apart).sum(axis=0))
    return found
