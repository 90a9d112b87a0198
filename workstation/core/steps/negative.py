"""Negative: make a positive of a scanned negative, black and white or in colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import curves
from workstation.core.color.cielab import encoded, linear
from workstation.core.color.curves import Table
from workstation.core.pixels import Pixels, Roi, grey_plane
from workstation.core.recipe import Analysis, Context, check_settings, setting

# The margin of the scan may hold the film's edge and the holder; it has no say.
_MARGIN: Final = 0.06
# Shares of the pixels, in percent, that may be beyond the densest and the thinnest place.
_DENSEST, _THINNEST = 0.3, 99.7
# No film is denser than this; below it there is only the scanner's noise.
_LEAST_LIGHT: Final = 2e-4
_LEAST_RANGE: Final = 0.15
# By how much density grows with the logarithm of the light: films are made to about this.
_FILM_GAMMA: Final = 0.6


@dataclass(frozen=True)
class NegativeAnalysis(Analysis):
    """How dense the film is.

    Attributes
    ----------
    densest, thinnest
        Of each channel, as logarithms of the light that comes through: what becomes white, and
        what becomes black, the film's own colour (the orange mask) included.
    """

    densest: tuple[float, float, float] = (-1.5, -1.5, -1.5)
    thinnest: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Negative:
    """A negative turned positive.

    Film turns light into density, and the density of each of its layers is about proportional to
    the logarithm of the light it saw. So each channel is turned over in densities, from the place
    where its layer is thinnest, which takes the orange mask off colour film, to the densest.

    Attributes
    ----------
    lightness
        Exponent of the middle tones: above 1 lighter, below darker.
    """

    lightness: float = setting(1.0, 0.4, 2.5)

    kind: ClassVar[str] = "negative"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 12
    analysed: ClassVar[tuple[str, ...]] = ()
    develops: ClassVar[bool] = True

    def __post_init__(self) -> None:
        check_settings(self)

    def analyse(self, whole: Pixels, context: Context) -> NegativeAnalysis:
        """Find the thinnest and the densest place of each layer."""
        context.progress.check()
        height, width = whole.shape[:2]
        y, x = round(height * _MARGIN), round(width * _MARGIN)
        inner = whole[y : height - y, x : width - x]
        grey = grey_plane(whole) is not None
        planes = [inner[..., 1]] * 3 if grey else [inner[..., i] for i in range(3)]
        ends = [np.percentile(_density(plane), (_DENSEST, _THINNEST)) for plane in planes]
        densest = tuple(float(min(low, high - _LEAST_RANGE)) for low, high in ends)
        thinnest = tuple(float(high) for _, high in ends)
        return NegativeAnalysis(densest=densest, thinnest=thinnest)  # type: ignore[arg-type]

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: a pixel needs its own value."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: NegativeAnalysis) -> Pixels:  # noqa: ARG002
        """Turn each channel over."""
        red, green, blue = (
            self._curve(dense, thin)
            for dense, thin in zip(analysis.densest, analysis.thinnest, strict=True)
        )
        return curves.by_channel(tile, (red, green, blue))

    def _curve(self, densest: float, thinnest: float) -> Table:
        below_white = np.clip(_density(curves.tones()) - densest, 0, thinnest - densest)
        light = 10 ** (-below_white / _FILM_GAMMA)
        least = 10 ** (-(thinnest - densest) / _FILM_GAMMA)
        tone = np.clip(encoded((light - least) / (1 - least)), 0, 1)
        return (tone ** (1 / self.lightness)).astype(np.float32)


def _density(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """The logarithm of the light that comes through."""
    return np.asarray(np.log10(np.maximum(linear(values), _LEAST_LIGHT)), np.float64)
