"""The same photo once more, a little otherwise: colours should not notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

JPEG_QUALITY = 75
NOISE = 2.0
"""Standard deviation of the noise in L*."""


def shifted(plane: Plane) -> Plane:
    """Move a plane (H, W) or (H, W, C) by a pixel to the right; its edge is repeated."""
    return np.concatenate([plane[:, :1], plane[:, :-1]], axis=1)


def encoded(lightness: Plane) -> Plane:
    """Return L* after it has been through a JPEG file."""
    bytes_ = np.clip(lightness * 2.55, 0, 255).round().astype(np.uint8)
    _, file = cv2.imencode(".jpg", bytes_, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    decoded = cv2.imdecode(file, cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    return np.asarray(decoded, np.float32) / np.float32(2.55)


def noised(lightness: Plane) -> Plane:
    """Return L* with noise, always the same."""
    noise = np.random.default_rng(0).standard_normal(lightness.shape, dtype=np.float32)
    return np.clip(lightness + np.float32(NOISE) * noise, 0, 100)


def _same(ab: Plane) -> Plane:
    return ab


DISTURBANCES: Final[Mapping[str, tuple[Callable[[Plane], Plane], Callable[[Plane], Plane]]]] = (
    MappingProxyType(
        {"shift": (shifted, shifted), "jpeg": (encoded, _same), "noise": (noised, _same)}
    )
)
"""Name → what is done to L*, and what to the undisturbed a*b* so that both lie on each other."""
