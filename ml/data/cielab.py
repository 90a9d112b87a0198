"""Between sRGB and CIELAB (D65), for training and for measuring."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
"""(height, width, 3)."""

TO_XYZ = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def as_fractions(photo: NDArray[np.uint8]) -> Image:
    """Bring 8-bit sRGB to 0..1."""
    return photo.astype(np.float32) / np.float32(255)


def rgb_to_lab(rgb: Image) -> Image:
    """Convert sRGB in 0..1 to CIELAB (L* 0..100) under D65."""
    linear = np.where(rgb > 0.04045, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = linear @ (TO_XYZ / WHITE[:, None]).T
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(np.float32)


def lab_to_rgb(lab: Image) -> Image:
    """Convert CIELAB under D65 to sRGB, clipped to 0..1."""
    y = (lab[..., 0] + 16) / 116
    root = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = np.where(root > 0.206893, root**3, (root - 16 / 116) / 7.787) * WHITE
    linear = np.maximum(xyz @ np.linalg.inv(TO_XYZ).T, 0)
    rgb = np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)
    clipped: Image = np.clip(rgb, 0, 1).astype(np.float32)
    return clipped
