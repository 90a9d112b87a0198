"""Which colours the network thinks likely: at a place, in an area, in the whole picture.

The scores of the colour bins are the network's own view of what is there (skin, sky, cloth), so
they also serve to find the same kind of thing in another photo of the set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.inference.palettes import colour_bins, probabilities
from workstation.core.color.cielab import from_lab, to_lab
from workstation.core.color.guided_filter import resize
from workstation.core.pixels import Plane

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

# Two suggestions closer than this, in CIELAB units, are one colour to most eyes.
_DISTINCT = 17.0
# Suggestions below this share of the best one's likelihood are left out.
_LEAST = 0.004
# How many of the picture's parts another palette turns.
_TURNED = 2
_GRID_PX, _PATCH_PX = 16, 5


@dataclass(frozen=True)
class Suggestion:
    """A colour that the network holds for possible.

    Attributes
    ----------
    a, b
        In CIELAB units; the screen can show it at the place's lightness.
    likelihood
        0..1, of all colours.
    """

    a: float
    b: float
    likelihood: float


def shown(lightness: float, a: float, b: float) -> tuple[float, float]:
    """The a*b* nearest to a wish, at its hue, that the screen can show at a lightness."""
    plane = np.full((1, 1), lightness, np.float32)
    ab = to_lab(from_lab(plane, np.array([[[a, b]]], np.float32)))[1][0, 0]
    return float(ab[0]), float(ab[1])


def _peaks(likely: NDArray[np.float32], count: int) -> list[int]:
    """Bins with the highest likelihood of all that are not alike; most likely first."""
    centres = colour_bins().centres
    chosen: list[int] = []
    for index in np.argsort(-likely):
        if likely[index] < _LEAST * likely.max() or len(chosen) == count:
            break
        apart = np.linalg.norm(centres[chosen] - centres[index], axis=1) if chosen else np.inf
        if np.all(apart >= _DISTINCT):
            chosen.append(int(index))
    return chosen


def _suggestions(
    likely: NDArray[np.float32], lightness: float, count: int
) -> tuple[Suggestion, ...]:
    centres = colour_bins().centres
    # Neighbouring bins stand for one colour: judge each bin with what lies around it.
    distance = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    gathered = np.exp(-((distance / 8) ** 2)).astype(np.float32) @ likely
    found = []
    for index in _peaks(gathered, count):
        near = likely * (distance[index] < _DISTINCT / 2)
        centre = near @ centres / max(float(near.sum()), 1e-9)
        a, b = shown(lightness, float(centre[0]), float(centre[1]))
        found.append(Suggestion(a, b, float(near.sum())))
    return tuple(found)


def suggest_at(
    answer: Chroma, lightness: Plane, row: float, column: float, count: int = 9
) -> tuple[Suggestion, ...]:
    """The most plausible colours at a place, distinct, most likely first.

    Parameters
    ----------
    answer
        What the network said about the photo.
    lightness
        L*, 0..100, on any grid that covers the photo.
    row, column
        The place, as fractions of height and width.
    """
    height, width = answer.logits.shape[:2]
    y = min(int(row * height), height - 1)
    x = min(int(column * width), width - 1)
    scores = answer.logits[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
    likely = probabilities(scores, 1.0).mean(axis=(0, 1))
    light = lightness[
        min(int(row * lightness.shape[0]), lightness.shape[0] - 1),
        min(int(column * lightness.shape[1]), lightness.shape[1] - 1),
    ]
    return _suggestions(likely, float(light), count)


def suggest_in(
    answer: Chroma, lightness: Plane, area: Plane, count: int = 9
) -> tuple[Suggestion, ...]:
    """The most plausible colours of an area, 0..1 on any grid, as one thing."""
    weight = resize(area, answer.logits.shape[:2])
    total = float(weight.sum())
    if total <= 0:
        return ()
    likely = (probabilities(answer.logits, 1.0) * (weight / total)[..., None]).sum(axis=(0, 1))
    here = resize(area, lightness.shape)
    light = float((lightness * here).sum() / max(float(here.sum()), 1e-9))
    return _suggestions(likely, light, count)


def features(answer: Chroma) -> NDArray[np.float32]:
    """The network's view of each place as a short vector: (height / 4, width / 4, 24).

    Square roots of the likelihoods of 24 broad colours, so that distances between vectors are
    Hellinger distances between views.
    """
    likely = probabilities(answer.logits, 1.0)
    views: NDArray[np.float32] = np.sqrt(likely @ _broad(), dtype=np.float32)
    return views


def _broad() -> NDArray[np.float32]:
    """How far each bin belongs to each of 24 broad colours: a grey and rings of hues."""
    rings = [(0.0, 1), (18.0, 7), (42.0, 9), (75.0, 7)]
    places = [
        (radius * np.cos(2 * np.pi * i / count), radius * np.sin(2 * np.pi * i / count))
        for radius, count in rings
        for i in range(count)
    ]
    distance = np.linalg.norm(colour_bins().centres[:, None] - np.array(places)[None], axis=2)
    closeness = np.exp(-((distance / 14) ** 2)) + 1e-9
    shares: NDArray[np.float32] = (closeness / closeness.sum(axis=1, keepdims=True)).astype(
        np.float32
    )
    return shares


def clusters(
    vectors: NDArray[np.float32], count: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Group vectors (n, k) by k-means; the same every time. Returns labels and centres."""
    count = min(count, len(vectors))
    cv2.setRNGSeed(7)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1e-3)
    data = np.ascontiguousarray(vectors, dtype=np.float32)
    start = np.zeros((len(data), 1), np.int32)
    _, labels, centres = cv2.kmeans(data, count, start, stop, 1, cv2.KMEANS_PP_CENTERS)
    return np.asarray(labels).ravel().astype(np.intp), np.asarray(centres, dtype=np.float32)


def other_colours(answer: Chroma, lightness: Plane, rank: int) -> NDArray[np.float32]:
    """Hints for a whole picture in its next plausible colours.

    The picture falls into parts that the network sees alike. Those of which it is least sure take
    their `rank`-th other colour; those of which it is sure (skin, sky, leaves) are told to stay,
    and what lies between may follow.

    Returns
    -------
    ndarray of shape (height, width, 3)
        a*, b* and mask, on the grid of `lightness`.
    """
    seen = features(answer)
    height, width = seen.shape[:2]
    labels, _ = clusters(seen.reshape(-1, seen.shape[2]), 6)
    likely = probabilities(answer.logits, 1.0).reshape(height * width, -1)
    hints = np.zeros((*lightness.shape, 3), np.float32)
    small = resize(lightness, (height, width)).ravel()
    changed = []
    for label in range(labels.max() + 1):
        inside = labels == label
        mean = likely[inside].mean(axis=0)
        found = _suggestions(mean, float(small[inside].mean()), rank + 1)
        if len(found) > rank:
            doubt = found[rank].likelihood / max(found[0].likelihood, 1e-6)
            changed.append((doubt * inside.mean() ** 0.5, label, found[rank]))
    changed.sort(key=lambda item: -item[0])
    turned = {label: colour for _, label, colour in changed[:_TURNED]}
    anchors = grid_patches(lightness.shape)
    automatic = [resize(answer.ab[..., i], lightness.shape) for i in (0, 1)]
    for label in range(labels.max() + 1):
        area = resize((labels == label).astype(np.float32).reshape(height, width), lightness.shape)
        if label in turned:
            core = cv2.erode(area, np.ones((9, 9), np.uint8)) > 0.9
            hints[core] = (turned[label].a, turned[label].b, 1)
        else:
            kept = anchors & (area > 0.9)
            hints[kept] = np.stack([automatic[0][kept], automatic[1][kept], np.ones(kept.sum())], 1)
    return hints


def grid_patches(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Small squares on a regular grid: places where the network is told a colour."""
    rows, columns = np.arange(shape[0]), np.arange(shape[1])
    first, half = (_GRID_PX - _PATCH_PX) // 2, _PATCH_PX // 2
    down, across = (np.abs(axis % _GRID_PX - first - half) <= half for axis in (rows, columns))
    patches: NDArray[np.bool_] = down[:, None] & across[None, :]
    return patches
