"""What belongs together in a photo: the object at a place.

A grey photo shows its luminance and texture; the network adds the colours that it expects, and
scores that say what it sees. Places that are alike in all of these, with no edge between them,
belong to one object. How much each counts was learnt from photos whose objects are known by their
true colours (benchmarks/selection.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.areas import carried
from workstation.core.guided import resize, shrink
from workstation.core.pixels import Plane

_WORKING_PX: Final = 256
_COARSE_PX: Final = 128
_KINDS: Final = 8
_BINS: Final = 64

KIND_WEIGHT: Final = 40.0
"""Makes differences of `kinds` as large as those of L* that mean as much."""


@dataclass(frozen=True, eq=False)
class Scene:
    """What a selection may look at; every plane covers the whole photo.

    Attributes
    ----------
    lightness
        L*, 0..100, (height, width): the grid on which selections are given.
    chroma
        Automatic a* and b*, (2, height, width), on any grid.
    features
        What is where, (channels, height, width), on any grid, as `kinds` makes it; or None.
    """

    lightness: Plane
    chroma: NDArray[np.float32]
    features: NDArray[np.float32] | None = None

    @cached_property
    def small(self) -> NDArray[np.float32]:
        """L*, a*, b* and the features, weighted, on the grid for outlines: 256 px."""
        light = shrink(self.lightness, _WORKING_PX)
        planes = [light, *(resize(plane, light.shape) for plane in self.chroma)]
        if self.features is not None:
            planes += [resize(plane, light.shape) * KIND_WEIGHT for plane in self.features]
        return _sealed(np.stack(planes))

    @cached_property
    def coarse(self) -> Coarse:
        """The same on the grid for objects: 128 px."""
        light = self.small[0]
        shape = shrink(light, _COARSE_PX).shape
        planes = np.stack([resize(plane, shape) for plane in self.small])
        spread = cv2.blur(light * light, (7, 7)) - cv2.blur(light, (7, 7)) ** 2
        texture = np.asarray(np.log1p(np.sqrt(np.maximum(spread, 0))), np.float32)
        fine = np.asarray(cv2.GaussianBlur(planes[0], (0, 0), 0.6), np.float32)
        return Coarse(
            _sealed(planes),
            _sealed(fine),
            _sealed(np.asarray(cv2.GaussianBlur(planes[0], (0, 0), 2.5), np.float32)),
            _sealed(resize(np.asarray(cv2.blur(texture, (5, 5)), np.float32), shape)),
            ways(np.concatenate([fine[None] * np.float32(0.7), planes[1:]]), 0.2),
        )


@dataclass(frozen=True, eq=False)
class Coarse:
    """A scene's planes for `like_place`.

    Attributes
    ----------
    planes
        L*, a*, b*, features.
    fine, broad
        L* without its grain, and of the neighbourhood.
    texture
        How L* varies nearby.
    ways
        What it costs to walk, as `ways` gives it.
    """

    planes: NDArray[np.float32]
    fine: Plane
    broad: Plane
    texture: Plane
    ways: tuple[Plane, Plane]


def _sealed(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    plane.flags.writeable = False
    return plane


def kinds(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features (8, h, w) from the network's scores (h, w, 261): alike where it sees alike.

    The square roots of the bins' probabilities, whose distance is Hellinger's, in their principal
    directions within this photo; only the bins that vary most count.
    """
    height, width, count = logits.shape
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    roots = np.sqrt(powers / powers.sum(axis=-1, keepdims=True)).reshape(-1, count)
    roots -= roots.mean(axis=0)
    varied = np.argsort(-np.einsum("ij,ij->j", roots, roots), kind="stable")[:_BINS]
    roots = roots[:, varied]
    _, directions = np.linalg.eigh(roots.T @ roots)
    found = (roots @ directions[:, ::-1][:, :_KINDS]).T.reshape(-1, height, width)
    return np.ascontiguousarray(found, np.float32)


def ways(planes: NDArray[np.float32], step: float) -> tuple[Plane, Plane]:
    """The cost of walking from the first row to each, and from the first column to each.

    Parameters
    ----------
    planes
        (channels, height, width); a step costs the distance between two points' values.
    step
        What each step costs besides.
    """
    down = np.sqrt((np.diff(planes, axis=1) ** 2).sum(axis=0)) + np.float32(step)
    right = np.sqrt((np.diff(planes, axis=2) ** 2).sum(axis=0)) + np.float32(step)
    down = np.pad(np.cumsum(down, axis=0, dtype=np.float32), ((1, 0), (0, 0)))
    right = np.pad(np.cumsum(right, axis=1, dtype=np.float32), ((0, 0), (1, 0)))
    return _sealed(down), _sealed(right)


def geodesic(start: NDArray[np.bool_], ways: tuple[Plane, Plane], rounds: int) -> Plane:
    """The cost of the cheapest way from a set of points to every point, along rows and columns.

    Every round carries costs along all whole columns and rows at once, so it finds ways with one
    more pair of turns; in photos few are needed.
    """
    found = np.where(start, np.float32(0), np.float32(1e5))
    for _ in range(rounds):
        for way, axis in zip(ways, (0, 1), strict=True):
            found = np.minimum(found, np.minimum.accumulate(found - way, axis=axis) + way)
            back = np.minimum.accumulate(np.flip(found + way, axis), axis=axis)
            found = np.minimum(found, np.flip(back, axis) - way)
    return found


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
_STRICT, _SPAN, _STEEP = 3.3, 8.0, 1.5


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
    return np.clip(carried(area, coarse.planes[0], scene.lightness), 0, 1)


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
