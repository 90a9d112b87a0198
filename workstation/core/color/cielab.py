"""Between sRGB and CIELAB, fast enough for every pixel of a large scan.

The transfer curves are read from tables of 65,536 entries, so a 16-bit value meets its own entry
and anything between errs by less than one 16-bit level. Rows of the colour matrices sum to one:
a pixel with equal channels has a* = b* = 0 exactly, and a pixel without chroma comes back equal.

Source of the curves and matrices: IEC 61966-2-1 (sRGB) and CIE 15 (CIELAB), D65 white.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.pixels import Pixels, Plane, grey_plane, seal

_STEPS = 65535
_TO_XYZ = np.array(
    [
        [0.4123907993, 0.3575843394, 0.1804807884],
        [0.2126390059, 0.7151686788, 0.0721923154],
        [0.0193308187, 0.1191947798, 0.9505321522],
    ]
)
_WHITE = _TO_XYZ.sum(axis=1)
_TO_RELATIVE_XYZ = (_TO_XYZ / _WHITE[:, None]).astype(np.float32)
_FROM_RELATIVE_XYZ = np.linalg.inv(_TO_XYZ / _WHITE[:, None]).astype(np.float32)
_LUMINANCE = _TO_RELATIVE_XYZ[1]
_KNEE = 6.0 / 29.0
_TOE_SLOPE = 3.0 * _KNEE**2


def linear(values: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """Light, 0..1, of sRGB-encoded values; without a table, for what is computed once."""
    v = np.asarray(values, np.float64)
    return np.where(v <= 0.04045, v / 12.92, ((np.maximum(v, 0) + 0.055) / 1.055) ** 2.4)


def encoded(light: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """SRGB-encoded values of light, 0..1: the inverse of `linear`."""
    y = np.asarray(light, np.float64)
    return np.where(y <= 0.0031308, y * 12.92, 1.055 * np.maximum(y, 0) ** (1 / 2.4) - 0.055)


@cache
def linear_table() -> NDArray[np.float32]:
    """Return light for each of the 65536 sRGB-encoded values of 16 bits."""
    return linear(np.arange(_STEPS + 1) / _STEPS).astype(np.float32)


@cache
def _encoded_table() -> NDArray[np.float32]:
    """Encoded value at the square of i / 65535: fine in the shadows, where the curve is steep."""
    return encoded((np.arange(_STEPS + 1) / _STEPS) ** 2).astype(np.float32)


@cache
def _lightness_table() -> NDArray[np.float32]:
    y = linear_table().astype(np.float64)
    f = np.where(y > _KNEE**3, np.cbrt(y), y / _TOE_SLOPE + 4.0 / 29.0)
    return (116.0 * f - 16.0).astype(np.float32)


def _look_up(table: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    index = (values * np.float32(_STEPS) + np.float32(0.5)).astype(np.uint16)
    found: NDArray[np.float32] = table[index]
    return found


def _f(y: NDArray[np.float32]) -> NDArray[np.float32]:
    """CIELAB's compressed scale of a relative tristimulus value in 0..1."""
    root = np.asarray(cv2.pow(np.maximum(y, np.float32(1e-9)), 1 / 3), dtype=np.float32)
    root = root.reshape(y.shape)
    toe = y <= np.float32(_KNEE**3)
    if toe.any():
        root[toe] = y[toe] * np.float32(1 / _TOE_SLOPE) + np.float32(4 / 29)
    return root


def _f_inverse(f: NDArray[np.float32]) -> NDArray[np.float32]:
    y = f * f
    y *= f
    toe = f <= np.float32(_KNEE)
    if toe.any():
        y[toe] = (f[toe] - np.float32(4 / 29)) * np.float32(_TOE_SLOPE)
    return y


def luma(pixels: Pixels) -> Plane:
    """The weighted mean of the encoded channels (Rec. 709), 0..1: what curves on tones act on."""
    plane = grey_plane(pixels)
    if plane is not None:
        return plane
    weighted: Plane = pixels @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return weighted


def lightness(pixels: Pixels) -> Plane:
    """L*, 0..100, of sRGB pixels; (height, width)."""
    plane = grey_plane(pixels)
    if plane is not None:
        return _look_up(_lightness_table(), plane)
    linear = _look_up(linear_table(), pixels)
    return np.float32(116) * _f(linear @ _LUMINANCE) - np.float32(16)


def to_lab(pixels: Pixels) -> tuple[Plane, NDArray[np.float32]]:
    """L* (height, width) and a*, b* (height, width, 2) of sRGB pixels."""
    plane = grey_plane(pixels)
    if plane is not None:
        return lightness(pixels), np.zeros((*plane.shape, 2), np.float32)
    f = _f(_look_up(linear_table(), pixels) @ _TO_RELATIVE_XYZ.T)
    ab = np.stack(
        [np.float32(500) * (f[..., 0] - f[..., 1]), np.float32(200) * (f[..., 1] - f[..., 2])], -1
    )
    return np.float32(116) * f[..., 1] - np.float32(16), ab


def _linear(fy: Plane, a: Plane, b: Plane) -> list[Plane]:
    """Linear red, green, blue of a colour, outside 0..1 where the screen cannot show it."""
    x = _f_inverse(fy + a * np.float32(1 / 500))
    y = _f_inverse(fy)
    z = _f_inverse(fy - b * np.float32(1 / 200))
    x -= y
    z -= y
    # The rows sum to one; written so, equal x, y, z give three equal channels to the last bit.
    return [y + row[0] * x + row[2] * z for row in _FROM_RELATIVE_XYZ]


# A linear value this far outside 0..1 still counts as shown: 0.002 of L* in the deepest shadow.
_GAMUT_SLACK = np.float32(2e-6)
_HALVINGS = 9


def _outside(linear: list[Plane]) -> NDArray[np.bool_]:
    outside = np.zeros(linear[0].shape, bool)
    for channel in linear:
        outside |= channel < -_GAMUT_SLACK
        outside |= channel > 1 + _GAMUT_SLACK
    return outside


def _pull_into_gamut(linear: list[Plane], fy: Plane, a: Plane, b: Plane) -> None:
    """Shrink the chroma of colours that sRGB cannot show, at their L* and hue; in place."""
    outside = _outside(linear)
    if not outside.any():
        return
    fy, a, b = fy[outside], a[outside], b[outside]
    low, high = np.zeros_like(fy), np.ones_like(fy)
    for _ in range(_HALVINGS):
        middle = (low + high) * np.float32(0.5)
        too_far = _outside(_linear(fy, a * middle, b * middle))
        high = np.where(too_far, middle, high)
        low = np.where(too_far, low, middle)
    for channel, shown in zip(linear, _linear(fy, a * low, b * low), strict=True):
        channel[outside] = shown


def from_lab(lightness: Plane, ab: NDArray[np.float32]) -> Pixels:
    """Pixels of a colour; where sRGB has no such colour, the nearest of less chroma.

    Parameters
    ----------
    lightness
        L*, 0..100, (height, width).
    ab
        a* and b*, (height, width, 2).

    Returns
    -------
    Pixels
        Their L* and hue are the given ones; only chroma gives way.
    """
    fy = (lightness + np.float32(16)) * np.float32(1 / 116)
    a, b = ab[..., 0], ab[..., 1]
    linear = _linear(fy, a, b)
    _pull_into_gamut(linear, fy, a, b)
    rgb = np.empty((*lightness.shape, 3), np.float32)
    table = _encoded_table()
    for i, channel in enumerate(linear):
        np.clip(channel, 0, 1, out=channel)
        rgb[..., i] = _look_up(table, np.sqrt(channel, out=channel))
    return seal(rgb)
