"""CIELAB on tensors, (batch, channels, height, width), L* 0..100; D65, as `ml.data.cielab`."""

from __future__ import annotations

from typing import Any, TypeAlias

import torch

Tensor: TypeAlias = Any

_TO_XYZ = (
    (0.412453, 0.357580, 0.180423),
    (0.212671, 0.715160, 0.072169),
    (0.019334, 0.119193, 0.950227),
)
_WHITE = (0.95047, 1.0, 1.08883)


def to_lab(rgb: Tensor) -> Tensor:
    """From sRGB, 0..1, to L*, a* and b*, (B, 3, H, W)."""
    light = torch.where(rgb > 0.04045, ((rgb + 0.055) / 1.055).clamp_min(0) ** 2.4, rgb / 12.92)
    matrix, white = rgb.new_tensor(_TO_XYZ), rgb.new_tensor(_WHITE).view(1, 3, 1, 1)
    xyz = torch.einsum("ij,bjhw->bihw", matrix, light) / white
    root = torch.where(xyz > 0.008856, xyz.clamp_min(1e-8) ** (1 / 3), 7.787 * xyz + 16 / 116)
    x, y, z = root.unbind(1)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], 1)


def to_rgb(lab: Tensor) -> Tensor:
    """From L*, a* and b* to sRGB, clipped to 0..1."""
    lightness, a, b = lab.unbind(1)
    y = (lightness + 16) / 116
    root = torch.stack([y + a / 500, y, y - b / 200], 1)
    xyz = torch.where(root > 0.2068966, root**3, (root - 16 / 116) / 7.787)
    xyz = xyz * lab.new_tensor(_WHITE).view(1, 3, 1, 1)
    light = torch.einsum("ij,bjhw->bihw", torch.linalg.inv(lab.new_tensor(_TO_XYZ)), xyz)
    curved = 1.055 * light.clamp_min(1e-8) ** (1 / 2.4) - 0.055
    return torch.where(light > 0.0031308, curved, 12.92 * light).clamp(0, 1)
