"""What does this photo need? Measured on a small copy, said in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color import fading
from workstation.core.color.cielab import to_lab
from workstation.core.pixels import Pixels, Plane, grey_plane

Kind: TypeAlias = Literal["grey", "tinted", "colour"]

WORKING_PX = 1024
"""The longer side of the copy on which whole photos are analysed."""

# Chroma below which a photo counts as grey, in CIELAB units: JPEG noise and scanner casts stay
# below 3, the palest sepia prints start at 5.
_GREY_CHROMA = 3.0
# In a toned print the colour follows from the luminance alone; what is left after taking that
# away stays below this (90th percentile), and lies above it in all but the dullest colour photos.
_TINT_REST = 4.0


def kind_of(pixels: Pixels) -> Kind:
    """Whether a photo is grey, a tinted print (sepia, cyanotype, yellowed), or in colour."""
    if grey_plane(pixels) is not None:
        return "grey"
    height, width = pixels.shape[:2]
    shrink = min(1.0, 192 / max(height, width))
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    small = np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    lightness, ab = to_lab(np.asarray(small, dtype=np.float32))
    rest = ab - _explained_by(lightness, ab)
    if float(np.percentile(np.hypot(rest[..., 0], rest[..., 1]), 90)) > _TINT_REST:
        return "colour"
    chroma = float(np.percentile(np.hypot(ab[..., 0], ab[..., 1]), 75))
    return "grey" if chroma < _GREY_CHROMA else "tinted"


def _explained_by(lightness: Plane, ab: NDArray[np.float32]) -> NDArray[np.float32]:
    """The a*b* that a smooth function of the luminance alone would give."""
    x = (lightness.ravel() / 50 - 1).astype(np.float64)
    powers = np.stack([np.ones_like(x), x, x**2, x**3], 1)
    solution = np.linalg.lstsq(powers, ab.reshape(-1, 2).astype(np.float64), rcond=None)[0]
    return (powers @ solution).reshape(ab.shape).astype(np.float32)


@dataclass(frozen=True)
class Tones:
    """Where the tones of a photo lie, as sRGB values in 0..1."""

    black: float
    middle: float
    white: float


def tones(pixels: Pixels) -> Tones:
    """Darkest, middle and lightest tone that count, without the scan's border."""
    luma = pixels.mean(axis=2) if grey_plane(pixels) is None else grey_plane(pixels)
    assert luma is not None
    height, width = luma.shape
    edge_y, edge_x = height // 20, width // 20
    inner = luma[edge_y : height - edge_y or None, edge_x : width - edge_x or None]
    black, middle, white = np.percentile(inner, (0.4, 50, 99.6))
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


@dataclass(frozen=True)
class Finding:
    """One thing that a photo shows: a code for programs, a sentence for people."""

    code: str
    message: Text


@dataclass(frozen=True)
class Diagnosis:
    """What a photo is, and what it suffers from."""

    kind: Kind
    findings: tuple[Finding, ...]


_GRAINY = 0.02
_SOFT = 0.03

_KINDS = {
    "grey": Text("This photo is black and white: it will be coloured."),
    "tinted": Text(
        "This photo is a tinted print (sepia or alike): its luminance will be coloured."
    ),
    "colour": Text("This photo is already in colour: its colours are kept."),
}


def faded(fade: fading.Fading, kind: Kind) -> Text:
    """What a faded photo has lost, and what the step Tone does about it, as a sentence."""
    if kind == "colour":
        return Text(
            "It is faded: each layer of its colours has lost its own share, which is brought back."
        )
    return Text(
        "It is faded: its tones reach from {black:.0%} to {white:.0%} only, and will be spread.",
        black=fade.tones.black,
        white=fade.tones.white,
    )


def diagnose(whole: Pixels) -> Diagnosis:
    """Say what a photo needs, from a small copy of it (longer side up to `WORKING_PX`)."""
    kind = kind_of(whole)
    found = [Finding(kind, _KINDS[kind])]
    measured = tones(whole)
    fade = fading.measure(whole, kind=kind)
    if fade.amount > 0:
        found.append(Finding("faded", faded(fade, kind)))
    grain = noise(whole)
    if grain > _GRAINY:
        found.append(
            Finding(
                "grainy",
                Text("It is grainy: grain of {grain:.1%} of the tonal range.", grain=grain),
            )
        )
    contrast = max(measured.white - measured.black, 1e-3)
    if max(whole.shape) >= 256 and sharpness(whole) / contrast < _SOFT:
        found.append(
            Finding("soft", Text("It is soft: its edges are blurred even at screen size."))
        )
    return Diagnosis(kind, tuple(found))
