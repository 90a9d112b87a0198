"""Photos with known colours, and the objects in them: truth for the guided-editing benchmarks.

Objects are found in the *true* colours (skimage's felzenszwalb), which the program never sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.segmentation import felzenszwalb

from workstation.core.lab import from_lab, to_lab
from workstation.core.pixels import Pixels, Plane, from_grey, seal


@dataclass(frozen=True)
class Case:
    """One photo: grey for the program, its true chroma and one object for the judge.

    Attributes
    ----------
    grey
        What the program gets.
    lightness, truth
        L* (height, width) and a*, b* (height, width, 2).
    inside
        The object.
    other
        Pixels of other objects.
    """

    grey: Pixels
    lightness: Plane
    truth: NDArray[np.float32]
    inside: NDArray[np.bool_]
    other: NDArray[np.bool_]

    @property
    def deepest(self) -> tuple[float, float]:
        """The place farthest inside the object, as row and column fractions."""
        depth = cv2.distanceTransform(self.inside.astype(np.uint8), cv2.DIST_L2, 5)
        row, column = np.unravel_index(int(depth.argmax()), depth.shape)
        return (float(row) + 0.5) / depth.shape[0], (float(column) + 0.5) / depth.shape[1]


def cases(photos: Iterable[NDArray[np.uint8]], count: int, seed: int = 1) -> Iterator[Case]:
    """One random object each of the first photos that have one of 3 to 30 % of the picture."""
    rng = np.random.default_rng(seed)
    found = 0
    for photo in photos:
        light, truth = to_lab(seal(photo.astype(np.float32) / 255))
        objects = _objects(photo)
        if not objects:
            continue
        inside = objects[int(rng.integers(len(objects)))]
        plane = from_lab(light, np.zeros_like(truth))[..., 0]
        yield Case(from_grey(np.ascontiguousarray(plane)), light, truth, inside, ~inside)
        found += 1
        if found == count:
            return


def _objects(photo: NDArray[np.uint8]) -> list[NDArray[np.bool_]]:
    labels = felzenszwalb(photo, scale=400, sigma=0.8, min_size=200)
    objects = []
    for label in range(labels.max() + 1):
        inside = labels == label
        share = inside.mean()
        depth = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 5).max()
        # Compact enough to be an object somebody would click on, and no thin frame.
        if 0.03 <= share <= 0.3 and depth > 0.25 * np.sqrt(inside.sum()):
            objects.append(inside)
    return objects
