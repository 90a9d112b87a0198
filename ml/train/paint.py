"""Make pictures of what networks answer, and of the truth, to look at and to measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import lab_to_rgb

Picture = NDArray[np.float32]
"""(B, H, W, 3), sRGB, 0..1."""

AB_SCALE = 110.0


def chroma(inputs: Mapping[str, Any], answers: Mapping[str, Any]) -> Picture:
    """Lay the chroma `ab` (B, h, w, 2), a*/110 and b*/110, over the lightness `gray`."""
    lightness = 50 * (np.asarray(inputs["gray"], np.float32) + 1)
    height, width = lightness.shape[1:3]
    large = [
        cv2.resize(AB_SCALE * ab, (width, height), interpolation=cv2.INTER_LINEAR)
        for ab in np.asarray(answers["ab"], np.float32)
    ]
    return lab_to_rgb(np.concatenate([lightness, np.stack(large)], axis=-1))


def rgb(_inputs: Mapping[str, Any], answers: Mapping[str, Any]) -> Picture:
    """Take the answer `rgb` (B, H, W, 3), 0..1, as it is."""
    return np.clip(np.asarray(answers["rgb"], np.float32), 0, 1)


def grey(inputs: Mapping[str, Any], _answers: Mapping[str, Any]) -> Picture:
    """Show what is asked: the lightness `gray` (B, H, W, 1), L*/50 − 1, where there is one."""
    if "gray" not in inputs:  # of a network that does not colour: the photo as it is asked
        return np.asarray(next(iter(inputs.values())), np.float32)[..., :3]
    lightness = 50 * (np.asarray(inputs["gray"], np.float32) + 1)
    return lab_to_rgb(np.concatenate([lightness, np.zeros_like(lightness).repeat(2, -1)], -1))
