"""What belongs together in a photo: the object at a place, and the outline of what was painted.

All works on one small grid, with what is known of a grey photo: its luminance and texture, the
colours that the network gives it, and what the network's scores say about what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.guided import resize, shrink
from workstation.core.pixels import Plane

_WORKING_PX = 256
_KINDS_PX = 8


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
        """L*, a*, b* and the features, on the grid that selections are worked out on."""
        light = shrink(self.lightness, _WORKING_PX)
        planes = [light, *(resize(plane, light.shape) for plane in self.chroma)]
        if self.features is not None:
            planes += [resize(plane, light.shape) for plane in self.features]
        stack = np.stack(planes)
        stack.flags.writeable = False
        return stack


def kinds(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features (8, h, w) from the network's scores (h, w, 261): alike where it sees alike.

    The square roots of the bins' probabilities, whose distance is Hellinger's, in their principal
    directions within this photo.
    """
    height, width, count = logits.shape
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    roots = np.sqrt(powers / powers.sum(axis=-1, keepdims=True)).reshape(-1, count)
    roots -= roots.mean(axis=0)
    _, directions = np.linalg.eigh(roots.T @ roots)
    found = roots @ directions[:, ::-1][:, :_KINDS_PX]
    return np.ascontiguousarray(found.T.reshape(_KINDS_PX, height, width), np.float32)


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
    small = scene.small
    height, width = small.shape[1:]
    y, x = min(int(row * height), height - 1), min(int(column * width), width - 1)
    weights = np.array([0.35, 1.0, 1.0] + [40.0] * (len(small) - 3), np.float32)
    scaled = small * weights[:, None, None]
    blurred = np.stack([cv2.blur(plane, (5, 5)) for plane in scaled])
    unlike = np.sqrt(((blurred - blurred[:, y, x][:, None, None]) ** 2).sum(axis=0))
    if contiguous:
        unlike = 0.5 * unlike + _geodesic(scaled, y, x) * 0.15
    reach = np.float32(3 + 40 * tolerance)
    area = np.clip(2 - 2 * unlike / reach, 0, 1)
    return resize(np.asarray(area, np.float32), scene.lightness.shape)


def _geodesic(planes: NDArray[np.float32], y: int, x: int, rounds: int = 8) -> Plane:
    """The least sum of differences on the way from a place to every point."""
    down = np.sqrt((np.diff(planes, axis=1) ** 2).sum(axis=0)) + np.float32(0.05)
    right = np.sqrt((np.diff(planes, axis=2) ** 2).sum(axis=0)) + np.float32(0.05)
    down = np.concatenate([np.zeros_like(down[:1]), np.cumsum(down, axis=0)])
    right = np.concatenate([np.zeros_like(right[:, :1]), np.cumsum(right, axis=1)], axis=1)
    found = np.full(planes.shape[1:], np.float32(1e6))
    found[y, x] = 0
    for _ in range(rounds):
        for ways, axis in ((down, 0), (right, 1)):
            found = np.minimum(found, np.minimum.accumulate(found - ways, axis=axis) + ways)
            back = np.flip(np.minimum.accumulate(np.flip(found + ways, axis), axis=axis), axis)
            found = np.minimum(found, back - ways)
    return np.asarray(found, np.float32)


_EDGE_PX = 256
_SNAP = 0.045
_ROUNDS = 2


def snapped(area: Plane, scene: Scene) -> Plane:
    """A painted area, brought to the outline of the object that was meant; on the scene's grid.

    Method: C. Rother, V. Kolmogorov, A. Blake, "GrabCut", 2004, doi:10.1145/1015706.1015720.
    """
    small = scene.small
    painted = resize(area, small.shape[1:])
    binary = (painted >= 0.5).astype(np.uint8)
    reach = max(2, round(_SNAP * max(binary.shape)))
    inside = cv2.distanceTransform(binary, cv2.DIST_L2, 5)
    outside = cv2.distanceTransform(1 - binary, cv2.DIST_L2, 5)
    deepest = float(inside.max()) if binary.any() else 0.0
    if deepest < 2 or binary.all():
        return area
    trimap = np.where(binary, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    sure = inside > min(reach, 0.6 * deepest)
    trimap[sure] = cv2.GC_FGD
    trimap[outside > reach * 0.6] = cv2.GC_BGD
    if not (trimap == cv2.GC_BGD).any():
        return area
    picture = np.stack([small[0] * 2.55, small[1] * 1.5 + 128, small[2] * 1.5 + 128], -1)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    cv2.setRNGSeed(1)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(picture, trimap, (0, 0, 1, 1), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    cut = ((trimap == cv2.GC_FGD) | (trimap == cv2.GC_PR_FGD)).astype(np.float32)
    if not 0.4 * binary.sum() <= cut.sum() <= 2 * binary.sum():
        return area
    soft = cv2.GaussianBlur(cut, (0, 0), 1.0)
    large = resize(soft, area.shape)
    ramp = max(1.0, 1.0 * max(area.shape) / max(binary.shape))
    return np.asarray(np.clip((large - 0.5) * np.float32(ramp) + 0.5, 0, 1), np.float32)
