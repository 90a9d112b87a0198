"""What toning, yellowing and age explain of a photo's colours, and what they leave.

In a black-and-white print the ratio of the channels follows from the density alone, by one curve
per channel (sepia, cyanotype, selenium), and paper that yellowed adds its own density, which
changes slowly over the print. Both are sums in logarithms of light. What such sums do not explain
are stains and noise, or colours that the photographer saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.cielab import to_lab
from workstation.core.diagnose.picture_area import Mask, PictureArea
from workstation.core.pixels import Pixels, Plane

SIDE_PX: Final = 144
"""The longer side of the copy on which colours are explained: grain and noise are averaged."""
LEAST_PX: Final = 200
"""Of fewer pixels it cannot be told what explains their colours."""

_LUMINANCE: Final = np.array((0.2126, 0.7152, 0.0722), np.float32)
_STRAY_LIGHT: Final = np.float32(0.004)  # keeps the logarithms of black calm
_KNOTS: Final = 6
_ROUNDS: Final = 4
# Residuals count less from this many times their usual size on: stains do not bend the curves.
_OUTLIER: Final = 1.5


@dataclass(frozen=True, eq=False)
class Toning:
    """The colours of a photo, taken apart, on a small copy.

    Attributes
    ----------
    own
        Its a*b*, (height, width, 2).
    explained
        The a*b* that lightness and place explain; zero outside the picture.
    inside
        Where the picture lies, (height, width).
    """

    own: NDArray[np.float32]
    explained: NDArray[np.float32]
    inside: Mask

    @property
    def rest(self) -> NDArray[np.float32]:
        """What neither lightness nor place explains, (height, width, 2); zero outside."""
        left: NDArray[np.float32] = (self.own - self.explained) * self.inside[..., None]
        return left


def explain(whole: Pixels, picture: PictureArea) -> Toning:
    """Fit a curve per channel and slow yellowing to the colours of a photo, robustly.

    Parameters
    ----------
    whole
        The photo at working size, with colours of its own: three channels that differ.
    picture
        Where its picture lies.

    Raises
    ------
    ValueError
        If the picture has fewer than `LEAST_PX` pixels on a copy of `SIDE_PX`.
    """
    height, width = whole.shape[:2]
    scale = min(1.0, SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.ascontiguousarray(_averaged(whole, size))
    inside = _averaged(picture.mask_at(height, width).astype(np.float32), size) > 0.99
    if inside.sum() < LEAST_PX:
        raise ValueError(f"A picture of {inside.sum()} pixels has no colours to explain.")
    luma = np.asarray(cv2.transform(whole, _LUMINANCE[None]), np.float32)
    play = _averaged(luma * luma, size) - _averaged(luma, size) ** 2
    texture = np.sqrt(np.maximum(play, 0))[inside]
    own = to_lab(small)[1]
    light = _linear(small)[inside]
    luminance = light @ _LUMINANCE
    terms = _terms(luminance, texture, inside)
    logs = np.log10(light[:, ::2] + _STRAY_LIGHT)
    ratios = (logs - np.log10(luminance + _STRAY_LIGHT)[:, None]).astype(np.float64)
    # Ratios of dark channels are mostly noise, those of clipped ones wrong.
    trust = np.sqrt(np.clip((luminance + 0.01) / 0.2, 0, 1))
    trust = np.where(small[inside].max(axis=1) > 0.995, 0.3 * trust, trust).astype(np.float64)
    fitted = _fitted(terms, ratios, trust)
    red, blue = ((luminance + _STRAY_LIGHT)[:, None] * 10**fitted - _STRAY_LIGHT).T
    green = (luminance - _LUMINANCE[0] * red - _LUMINANCE[2] * blue) / _LUMINANCE[1]
    rgb = _encoded(np.stack([red, green, blue], axis=-1).astype(np.float32))
    explained = np.zeros_like(own)
    explained[inside] = to_lab(rgb[None])[1][0]
    return Toning(own, explained, inside)


def _averaged(plane: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _terms(luminance: Plane, texture: Plane, inside: Mask) -> NDArray[np.float64]:
    """What may explain a ratio of channels: density by a curve, and place, smoothly.

    Texture does too: the average of light and dark dots has the colour of neither, nor that of
    their average on the curve.
    """
    density = -np.log10(luminance + _STRAY_LIGHT)
    low, high = np.percentile(density, (1, 99))
    steps = np.clip((density - low) / max(float(high - low), 1e-3), 0, 1) * (_KNOTS - 1)
    curve = [np.maximum(0, 1 - np.abs(steps - knot)) for knot in range(_KNOTS)]
    height, width = inside.shape
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    from_edge = 1 - np.maximum(np.abs(rows), np.abs(columns))
    planes = (rows, columns, rows**2, rows * columns, columns**2, np.exp(-from_edge / 0.12))
    place = [plane[inside] for plane in planes]
    both = [density * place[0], density * place[1]]
    dots = [texture, texture * steps / (_KNOTS - 1)]
    return np.stack([*curve, *place, *both, *dots], axis=1).astype(np.float64)


def _fitted(
    terms: NDArray[np.float64], ratios: NDArray[np.float64], trust: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The ratios that the terms explain, by least squares that outliers do not move."""
    calm = np.full(terms.shape[1], 1e-6 * len(terms))
    calm[_KNOTS:] += 1e-5 * len(terms)
    weights = trust
    fitted = ratios
    for _ in range(_ROUNDS):
        weighted = terms * weights[:, None]
        normal = terms.T @ weighted + np.diag(calm)
        fitted = terms @ np.linalg.solve(normal, weighted.T @ ratios)
        away = np.hypot(ratios[:, 0] - fitted[:, 0], 0.6 * (ratios[:, 1] - fitted[:, 1]))
        usual = 1.4826 * float(np.median(away)) + 0.004
        weights = trust / (1 + (away / (_OUTLIER * usual)) ** 2)
    return fitted


def _linear(encoded: NDArray[np.float32]) -> NDArray[np.float32]:
    high = np.power((encoded + 0.055) / 1.055, np.float32(2.4))
    return np.where(encoded <= 0.04045, encoded / 12.92, high).astype(np.float32)


def _encoded(light: NDArray[np.float32]) -> NDArray[np.float32]:
    light = np.clip(light, 0, 1)
    high = 1.055 * np.power(light, np.float32(1 / 2.4)) - 0.055
    return np.where(light <= 0.0031308, light * 12.92, high).astype(np.float32)
