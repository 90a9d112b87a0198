"""The condition of a photo: its tones, its grain, its sharpness."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from workstation.core.diagnose.picture_area import Mask
from workstation.core.pixels import Pixels, grey_plane


@dataclass(frozen=True)
class Tones:
    """Where the tones of a photo lie, as sRGB values in 0..1."""

    black: float
    middle: float
    white: float


def tones(pixels: Pixels, area: Mask | None = None) -> Tones:
    """Darkest, middle and lightest tone that count, of the picture alone.

    Parameters
    ----------
    pixels
        A small copy of the photo.
    area
        Where its picture lies, on the same grid; None: everywhere. The edges are left out.
    """
    luma = pixels.mean(axis=2) if grey_plane(pixels) is None else grey_plane(pixels)
    assert luma is not None
    height, width = luma.shape
    edge_y, edge_x = height // 20, width // 20
    inner = np.s_[edge_y : height - edge_y or None, edge_x : width - edge_x or None]
    counted = luma[inner] if area is None else luma[inner][area[inner]]
    black, middle, white = np.percentile(counted if counted.size else luma, (0.4, 50, 99.6))
    return Tones(float(black), float(middle), float(white))


def noise(pixels: Pixels) -> float:
    """Standard deviation of the grain at this size, in 0..1 of the sRGB scale.

    Method: J. Immerkaer, "Fast Noise Variance Estimation", 1996, doi:10.1006/cviu.1996.0060; the
    median instead of the mean, so that edges count little.
    """
    luma = np.ascontiguousarray(pixels.mean(axis=2))
    if min(luma.shape) < 3:
        return 0.0
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    response = cv2.filter2D(luma, cv2.CV_32F, kernel)[1:-1, 1:-1]
    return float(np.median(np.abs(response)) / 0.6745 / 6)


def sharpness(pixels: Pixels) -> float:
    """How steep the steepest edges are, in sRGB units per pixel; 99.5th percentile."""
    luma = cv2.GaussianBlur(np.ascontiguousarray(pixels.mean(axis=2)), (0, 0), 1.0)
    if min(luma.shape) < 3:
        return 0.0
    across = cv2.Sobel(luma, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(luma, cv2.CV_32F, 0, 1, scale=1 / 8)
    return float(np.percentile(cv2.magnitude(across, down), 99.5))
