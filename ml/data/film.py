"""Old film, simulated: turns a colour photograph into the print that an old camera would have left.

The chain is the photographic one, in light and in optical density, so that its knobs mean what they
mean in a darkroom: the emulsion sees some colours of the light and not others, the lens blurs, the
characteristic curve turns exposure into silver, the silver lies in grains, time takes some of it
away, and what is left absorbs the light that the paper reflects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

RGB: TypeAlias = tuple[float, float, float]
Image: TypeAlias = NDArray[np.float32]
"""float32, (height, width, 3), sRGB-encoded, 0..1."""

COLLODION: Final[RGB] = (0.02, 0.12, 0.86)
"""Wet plates, until about 1880: blue only. Skies burn out, skin and lips turn dark."""
ORTHOCHROMATIC: Final[RGB] = (0.04, 0.46, 0.50)
"""Dry plates and roll film, about 1880 to 1930: blind for red."""
PANCHROMATIC: Final[RGB] = (0.30, 0.42, 0.28)
"""From about 1920: all colours, blue still more than the eye does."""

NEUTRAL: Final[RGB] = (1.0, 1.0, 1.0)
"""Black silver."""
SEPIA: Final[RGB] = (0.80, 1.00, 1.28)
"""Silver sulphide, from toning or from age: it absorbs blue more than red."""

_MIDDLE_GREY = 0.18  # reflectance; the exposure that lands in the middle of the curve


@dataclass(frozen=True)
class Film:
    """An emulsion, a lens, a print and what the years did to it.

    Attributes
    ----------
    sensitivity
        Share of red, green and blue light in the exposure.
    exposure_ev
        Exposure relative to the correct one, in stops.
    contrast
        Slope of the characteristic curve in its middle: 1 keeps the contrast of the scene.
    blackest
        Density of the deepest black, log10: 2.1 for glossy paper, 1.4 for matt.
    blur_px
        Standard deviation of the lens's blur.
    grain
        Standard deviation of the grain in density at half of `blackest`; 0.02 fine, 0.15 coarse.
    grain_px
        Size of the grains, as the standard deviation of their blur.
    fading
        Share of the density that is lost, 0..1.
    silver
        Absorption of the image-forming substance for red, green and blue; 1 is that of silver.
    paper
        Reflectance of the paper for red, green and blue, linear, 0..1.
    """

    sensitivity: RGB = PANCHROMATIC
    exposure_ev: float = 0.0
    contrast: float = 1.0
    blackest: float = 2.0
    blur_px: float = 0.0
    grain: float = 0.0
    grain_px: float = 0.7
    fading: float = 0.0
    silver: RGB = NEUTRAL
    paper: RGB = NEUTRAL


def photograph(rgb: Image, film: Film, seed: int = 0) -> Image:
    """Return the print that `film` makes of a scene; the same seed gives the same grain.

    Parameters
    ----------
    rgb
        The scene, (height, width, 3), sRGB-encoded, 0..1.
    film
        What it is taken and printed with.
    seed
        Decides where the grains lie, and nothing else.

    Returns
    -------
    Image
        The print as a scanner sees it. Its channels are equal if silver and paper are neutral.

    Raises
    ------
    ValueError
        If `rgb` is not a float32 picture with three channels.
    """
    if rgb.dtype != np.float32 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise ValueError(f"A scene is float32 (height, width, 3), not {rgb.dtype} {rgb.shape}.")
    density = _develop(_expose(rgb, film), film)
    density = _add_grain(density, film, seed) * np.float32(1.0 - film.fading)
    silver, paper = np.array(film.silver, np.float32), np.array(film.paper, np.float32)
    reflected = paper * np.power(np.float32(10.0), -density[:, :, None] * silver)
    return _encode(reflected)


def random_film(seed: int) -> Film:
    """Draw a film from what is found in family albums; the same seed gives the same film."""
    draw = np.random.default_rng(seed)
    kinds = (COLLODION, ORTHOCHROMATIC, PANCHROMATIC)
    sensitivity = np.array(kinds[draw.choice(3, p=(0.1, 0.35, 0.55))]) * draw.uniform(0.8, 1.2, 3)
    red, green, blue = (sensitivity / sensitivity.sum()).tolist()
    toned, yellowed = draw.uniform(0, 1), draw.uniform(0, 1)
    sepia = 0.0 if toned < 0.5 else draw.uniform(0.3, 1.0)
    yellow = 0.0 if yellowed < 0.5 else draw.uniform(0.2, 1.0)
    return Film(
        sensitivity=(red, green, blue),
        exposure_ev=draw.uniform(-0.7, 0.7),
        contrast=draw.uniform(0.75, 1.35),
        blackest=draw.uniform(1.4, 2.2),
        blur_px=draw.uniform(0.0, 1.2),
        grain=draw.uniform(0.0, 0.1),
        grain_px=draw.uniform(0.4, 1.1),
        fading=draw.uniform(0.0, 0.5),
        silver=_between(NEUTRAL, SEPIA, sepia),
        paper=_between(NEUTRAL, (0.86, 0.76, 0.56), yellow),
    )


def _expose(rgb: Image, film: Film) -> NDArray[np.float32]:
    """Light that reaches the emulsion, as a share of what a white surface sends."""
    light = cv2.transform(_decode(rgb), np.array([film.sensitivity], np.float32))
    if film.blur_px > 0:
        light = cv2.GaussianBlur(light, (0, 0), film.blur_px, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(light * np.float32(2.0**film.exposure_ev), dtype=np.float32)


def _develop(light: NDArray[np.float32], film: Film) -> NDArray[np.float32]:
    """Density of the print by the characteristic curve; a white surface leaves bare paper."""
    bare = _curve(np.ones((1, 1), np.float32), film)
    return np.asarray(np.maximum(_curve(light, film) - bare, 0.0), dtype=np.float32)


def _curve(light: NDArray[np.float32], film: Film) -> NDArray[np.float32]:
    """A logistic curve over the logarithm of the exposure, as Hurter and Driffield drew it."""
    decades = np.log10(np.maximum(light, 1e-4) / np.float32(_MIDDLE_GREY))
    steepness = np.float32(4.0 * film.contrast / film.blackest)
    return np.asarray(film.blackest / (1.0 + np.exp(steepness * decades)), dtype=np.float32)


def _add_grain(density: NDArray[np.float32], film: Film, seed: int) -> NDArray[np.float32]:
    """Grain is random in density: none in bare paper, most in the middle tones."""
    if film.grain <= 0:
        return density
    noise = np.random.default_rng(seed).standard_normal(density.shape, dtype=np.float32)
    noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), film.grain_px), dtype=np.float32)
    noise *= np.float32(film.grain) / max(float(noise.std()), 1e-6)
    share = np.clip(density / film.blackest, 0.0, 1.0)
    grainy = density + noise * np.sqrt(4.0 * share * (1.0 - share))
    return np.asarray(np.maximum(grainy, 0.0), dtype=np.float32)


def _between(first: RGB, second: RGB, share: float) -> RGB:
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(first, second, strict=True))
    return red, green, blue


def _decode(encoded: Image) -> NDArray[np.float32]:
    """SRGB to light, IEC 61966-2-1."""
    return np.where(
        encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** np.float32(2.4)
    ).astype(np.float32)


def _encode(light: NDArray[np.float32]) -> Image:
    """Light to sRGB, IEC 61966-2-1."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(
        light <= 0.0031308, light * 12.92, 1.055 * light ** np.float32(1 / 2.4) - 0.055
    ).astype(np.float32)
