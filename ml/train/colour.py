"""CIELAB to sRGB on tensors, for losses that look at pictures; `metrics` does it on arrays."""

from __future__ import annotations

import numpy as np
from keras import ops

from ml.data.cielab import TO_XYZ, WHITE
from ml.train.config import Tensor


def lab_to_rgb(lab: Tensor) -> Tensor:
    """Convert CIELAB under D65 (..., 3) to sRGB, clipped to 0..1, with finite slopes everywhere."""
    y = (lab[..., 0] + 16) / 116
    root = ops.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = ops.where(root > 0.206893, root**3, (root - 16 / 116) / 7.787)
    linear = ops.matmul(xyz, (np.linalg.inv(TO_XYZ) * WHITE).T.astype(np.float32))
    # Below the knee the root has no finite slope; where() would multiply it by zero, into NaN.
    curved = 1.055 * ops.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055
    return ops.clip(ops.where(linear > 0.0031308, curved, 12.92 * linear), 0, 1)
