"""Hints of true colours, and running means of the commonest measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data import cielab
from ml.evaluate import metrics

Plane: TypeAlias = NDArray[np.float32]

DOT_PX = 7
"""Side of a colour dot, as in training."""


@dataclass
class Score:
    """Running means over photos.

    Attributes
    ----------
    psnr
        Of the coloured picture against the true one, in decibels; higher is better.
    ab_error
        Mean distance from the true a*b*.
    colourfulness, true_colourfulness
        After Hasler and Süsstrunk.
    """

    photos: int = 0
    sums: dict[str, float] = field(default_factory=dict)

    def add(self, rgb: cielab.Image, lab: cielab.Image, ab: Plane) -> None:
        """Count one photo: the truth in sRGB and in CIELAB, and the a*b* given to it."""
        large = upsample(ab, lab.shape[:2])
        coloured = cielab.lab_to_rgb(np.dstack([lab[..., :1], large]))
        for name, value in (
            ("psnr", metrics.psnr(coloured, rgb)),
            ("ab_error", float(metrics.ab_distance(large, lab[..., 1:]).mean())),
            ("colourfulness", metrics.colourfulness(coloured)),
            ("true_colourfulness", metrics.colourfulness(rgb)),
        ):
            self.sums[name] = self.sums.get(name, 0.0) + value
        self.photos += 1

    def __getitem__(self, name: str) -> float:
        """Return one of the means by its name."""
        return self.sums[name] / self.photos


def upsample(ab: Plane, shape: tuple[int, ...]) -> Plane:
    """Bring a*b* bilinearly to (height, width), enough to measure the network by itself."""
    height, width = shape
    return np.asarray(cv2.resize(ab, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def true_dots(lab: cielab.Image, count: int, rng: np.random.Generator) -> Plane:
    """Return hints with the true colour at random places, each the mean of its 7 × 7 px."""
    height, width = lab.shape[:2]
    mean = cv2.blur(lab[..., 1:], (DOT_PX, DOT_PX))
    hints = np.zeros((height, width, 3), np.float32)
    reach = DOT_PX // 2
    for y, x in zip(rng.integers(0, height, count), rng.integers(0, width, count), strict=True):
        dot = hints[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        dot[..., :2], dot[..., 2] = mean[y, x], 1
    return hints
