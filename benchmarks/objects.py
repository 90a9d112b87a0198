"""Objects of photos, known by their true colours: the truth for selections and wishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import graph
from skimage.measure import regionprops
from skimage.segmentation import felzenszwalb

from ml.data import packs
from workstation.core.color.cielab import to_lab

# Luminance counts less than colour: shadows do not divide an object.
_LIGHT_WEIGHT = 0.7
_SAME_COLOUR = 12.0
_LEAST_AREA, _MOST_AREA, _LEAST_SOLIDITY = 0.03, 0.30, 0.7
_LEAST_CONTRAST = 8.0


@dataclass(frozen=True)
class Case:
    """A photo and one of its objects.

    Attributes
    ----------
    lightness, ab
        Its truth: L* (256, 256), a*b* (256, 256, 2).
    inside
        Where the object is.
    row, column
        The place deepest inside, as fractions.
    """

    lightness: NDArray[np.float32]
    ab: NDArray[np.float32]
    inside: NDArray[np.bool_]
    row: float
    column: float


def cases(pack: str, photos: int, seed: int = 3) -> Iterator[Case]:
    """One object of each of a number of photos, chosen by chance."""
    rng = np.random.default_rng(seed)
    found = 0
    for rgb in packs.photos(packs.PHOTOS / pack, seed=seed):
        lightness, ab = to_lab(rgb.astype(np.float32) / np.float32(255))
        candidates = objects(lightness, ab)
        if not candidates:
            continue
        inside = candidates[int(rng.integers(len(candidates)))]
        yield Case(lightness, ab, inside, *deepest(inside))
        found += 1
        if found == photos:
            return


def objects(lightness: NDArray[np.float32], ab: NDArray[np.float32]) -> list[NDArray[np.bool_]]:
    """Compact objects of 3 to 30 % of the picture with a visible outline.

    Segments of P. Felzenszwalb and D. Huttenlocher (2004, doi:10.1023/B:VISI.0000022288.19776.77),
    merged while neighbours have the same mean colour.
    """
    lab = np.dstack([lightness * np.float32(_LIGHT_WEIGHT), ab])
    segments = felzenszwalb(lab / 100, scale=100, sigma=0.8, min_size=150)
    neighbours = graph.rag_mean_color(lab.astype(np.float64), segments, mode="distance")
    merged = graph.merge_hierarchical(
        segments,
        neighbours,
        thresh=_SAME_COLOUR,
        rag_copy=False,
        in_place_merge=True,
        merge_func=_merge,
        weight_func=_weight,
    )
    size = merged.size
    regions = (
        merged + 1 == region.label
        for region in regionprops(merged + 1)
        if _LEAST_AREA <= region.area / size <= _MOST_AREA and region.solidity >= _LEAST_SOLIDITY
    )
    return [inside for inside in regions if _contrast(lab, inside) >= _LEAST_CONTRAST]


def _weight(neighbours: Any, source: int, target: int, other: int) -> dict[str, float]:  # noqa: ARG001
    colours = (neighbours.nodes[node]["mean color"] for node in (target, other))
    return {"weight": float(np.linalg.norm(np.subtract(*colours)))}


def _merge(neighbours: Any, source: int, target: int) -> None:
    one, other = neighbours.nodes[source], neighbours.nodes[target]
    other["total color"] += one["total color"]
    other["pixel count"] += one["pixel count"]
    other["mean color"] = other["total color"] / other["pixel count"]


def _contrast(lab: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """How far the colours on both sides of an outline differ, where it is weak (25 %)."""
    depth = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 5)
    height = cv2.distanceTransform(1 - inside.astype(np.uint8), cv2.DIST_L2, 5)
    sides = []
    for distance in (depth, height):
        weight = ((distance > 1) & (distance <= 4)).astype(np.float32)
        share = cv2.blur(weight, (11, 11))
        mean = cv2.blur(lab * weight[..., None], (11, 11)) / np.maximum(share, 1e-6)[..., None]
        sides.append((mean, share > 1e-4))
    rim = (depth > 0) & (depth <= 1) & sides[0][1] & sides[1][1]
    if not rim.any():
        return 0.0
    return float(np.percentile(np.linalg.norm(sides[0][0] - sides[1][0], axis=-1)[rim], 25))


def deepest(inside: NDArray[np.bool_]) -> tuple[float, float]:
    """The place farthest from the outline, as fractions; the frame is an outline too."""
    depth = cv2.distanceTransform(np.pad(inside.astype(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
    row, column = np.unravel_index(int(np.argmax(depth)), inside.shape)
    return (float(row) + 0.5) / inside.shape[0], (float(column) + 0.5) / inside.shape[1]


def sloppy(inside: NDArray[np.bool_], by_px: int) -> NDArray[np.float32]:
    """An object as a hasty hand paints it: too large by some pixels (or too small), rounded."""
    side = 2 * abs(by_px) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    turn = cv2.dilate if by_px > 0 else cv2.erode
    rough = turn(inside.astype(np.uint8), disc).astype(np.float32)
    return (cv2.GaussianBlur(rough, (0, 0), max(1.0, abs(by_px) * 0.6)) > 0.5).astype(np.float32)
