"""What a selection can see of a photo: planes on small grids, and ways along them.

A grey photo shows its luminance and texture; the network adds the colours that it expects, and
scores that say what it sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.guided_filter import resize, shrink
from workstation.core.pixels import Plane

_WORKING_PX: Final = 256
_COARSE_PX: Final = 128
_KINDS: Final = 8
_BINS: Final = 64
_USUAL_STEP: Final = 0.04
# How much a step counts in colour, or in what the network sees, for one in luminance.
_COLOUR_WAY: Final = 0.7

KIND_WEIGHT: Final = 40.0
"""Makes differences of `network_features` as large as those of L* that mean as much."""


@dataclass(frozen=True, eq=False)
class Features:
    """What a selection may look at; every plane covers the whole photo.

    Attributes
    ----------
    lightness
        L*, 0..100, (height, width): the grid on which selections are given.
    chroma
        Automatic a* and b*, (2, height, width), on any grid.
    features
        What is where, (channels, height, width), on any grid, as `network_features` makes it; or
        None.
    """

    lightness: Plane
    chroma: NDArray[np.float32] = field(default_factory=lambda: np.zeros((2, 1, 1), np.float32))
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
        # Differences count in relation to how much varies in this photo, for a faded one shows
        # the same objects more faintly; but not wholly, for a calm one may show one object only.
        chroma, seen = planes[1:3], planes[3:]
        scaled = planes.copy()
        scaled[0] /= 0.6 * planes[0].std() + 10
        scaled[1:3] /= 0.6 * np.sqrt(chroma.var(axis=(1, 2)).sum()) + 8
        scaled[3:] /= np.sqrt(seen.var(axis=(1, 2)).sum()) + 1
        smooth = np.stack([_blurred(plane, 0.6) for plane in scaled])
        walk = smooth * np.float32(_COLOUR_WAY)
        walk[0] = _blurred(smooth[0], 0.6)
        return Coarse(
            _sealed(planes[0]),
            _sealed(scaled),
            _sealed(smooth[0]),
            _sealed(_blurred(scaled[0], 2.5)),
            _sealed(resize(np.asarray(cv2.blur(texture, (5, 5)), np.float32), shape)),
            ways(walk, 0.1, relative=True),
        )


@dataclass(frozen=True, eq=False)
class Coarse:
    """A photo's planes for `like_place`.

    Attributes
    ----------
    lightness
        L*, 0..100.
    planes
        L*, a*, b*, features, in relation to how much they vary.
    fine, broad
        The first of these without its grain, and of the neighbourhood.
    texture
        How L* varies nearby.
    ways
        What it costs to walk, as `ways` gives it.
    """

    lightness: Plane
    planes: NDArray[np.float32]
    fine: Plane
    broad: Plane
    texture: Plane
    ways: tuple[Plane, Plane]


def _blurred(plane: Plane, sigma: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def _sealed(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    plane.flags.writeable = False
    return plane


def network_features(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features (8, h, w) from the network's scores (h, w, 261): alike where it sees alike.

    The square roots of the bins' probabilities, whose distance is Hellinger's, in their principal
    directions within this photo; only the bins that vary most count.
    """
    height, width, _ = logits.shape
    sample = _roots(logits[::4, ::4])
    varied = np.argsort(-sample.reshape(-1, sample.shape[-1]).var(axis=0), kind="stable")[:_BINS]
    roots = _roots(np.ascontiguousarray(logits[..., np.sort(varied)])).reshape(-1, len(varied))
    roots -= roots.mean(axis=0)
    _, directions = np.linalg.eigh(roots.T @ roots)
    found = (roots @ directions[:, ::-1][:, :_KINDS]).T.reshape(-1, height, width)
    return np.ascontiguousarray(found, np.float32)


def _roots(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    roots: NDArray[np.float32] = np.sqrt(powers / powers.sum(axis=-1, keepdims=True))
    return roots


def ways(planes: NDArray[np.float32], step: float, relative: bool = False) -> tuple[Plane, Plane]:
    """The cost of walking from the first row to each, and from the first column to each.

    Parameters
    ----------
    planes
        (channels, height, width); a step costs the distance between two points' values.
    step
        What each step costs besides.
    relative
        Whether distances count in relation to the usual one.
    """
    down = np.sqrt((np.diff(planes, axis=1) ** 2).sum(axis=0))
    right = np.sqrt((np.diff(planes, axis=2) ** 2).sum(axis=0))
    if relative:
        mean = (down.sum() + right.sum()) / np.float32(max(1, down.size + right.size))
        usual = 0.6 * mean + np.float32(_USUAL_STEP)
        down /= usual
        right /= usual
    down += np.float32(step)
    right += np.float32(step)
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
