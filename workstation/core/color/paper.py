"""What the paper did to a black-and-white print, taken apart from the picture on it.

In such a print the colours follow from the density alone, by one curve for each channel; paper
that yellows adds its own density, which changes slowly over the print; stains (foxing, rust, tide
lines, glue) add theirs in places. All of them swallow blue most and red least. So the density in
red is the picture's, nearly; what blue and green have above that, and above the curves, is the
paper's.

Colour alone does not tell how much a stain darkens: bleached silver is yellow too, and lighter than
what lies around it. That is read from the stain's own edges: as much lightness is given back as
goes with the stain where it sets in, and none where the place is lighter than its surroundings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color import cielab, guided_filter
from workstation.core.pixels import Pixels, Plane, Roi, grey_plane, seal

Mask: TypeAlias = NDArray[np.bool_]
_Planes: TypeAlias = NDArray[np.float32]

_FITTED_PX: Final = 160
# Keeps the logarithms of black calm.
_STRAY_LIGHT: Final = 0.004
_TABLE: Final = 65535
_KNOTS: Final = 7
_ROUNDS: Final = 6
_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722], np.float32)
# Residuals count less from this many times their usual size on; stains only add, so what lies above
# the curves counts less yet.
_OUTLIER, _ABOVE = 1.5, 2.0
# From how many times the noise on a residual is taken for a stain.
_SURE: Final = 1.2
# The share of a stain's density in blue (above red) that it has in luminance: usual for brown ones,
# and the most that is believed. Of paper that yellows.
_USUAL, _MOST, _OF_YELLOW = 0.45, 0.6, 0.31
# How much the usual share weighs against what the edges say, the reach of an edge as a share of the
# longer side, and the steepness (density per pixel) from which an edge is the picture's.
_CALM, _REACH, _STEEP = 0.3, 1 / 15, 0.05
_DENSEST: Final = 1.5
# Encoded values go with the 1/2.4th power of light, and a little faster in the middle tones.
_ENCODED: Final = 1.11
# A stain of more density than the first in blue has swallowed some of the print's own colour, one
# of more than the second all of it: there the colour is that of the toning.
_SOME, _ALL = 0.1, 0.35
_LEVELS: Final = 256
# A change of a channel that people see, and the share of a print that is no more than a speck.
_SEEN, _SPECK = 0.08, 0.004


@dataclass(frozen=True, eq=False)
class Marks:
    """What takes yellowing and stains off a print.

    Attributes
    ----------
    maps
        (4, height, width) on a small grid: the factors for the encoded red, green and blue, and how
        far a stain has swallowed the colour, 0..1.
    toning
        (3, levels): how far red, green and blue lie above the luma in a toned print, by its luma.
    """

    maps: NDArray[np.float32]
    toning: NDArray[np.float32]

    @property
    def seen(self) -> bool:
        """Whether people would see the difference, in more than a speck of the print."""
        changed = np.abs(self.maps[:3] - 1).max(axis=0) > _SEEN
        return float(changed.mean()) > _SPECK

    def taken_off(self, tile: Pixels, where: Roi, strength: float) -> Pixels:
        """A tile without yellowing and stains; `strength` from 0 to 1."""
        near = guided_filter.under(self.maps, where)
        if (near[:3] == 1).all() and not near[3].any():
            return tile
        *factors, swallowed = guided_filter.enlarge(self.maps, where)
        cleaned = np.empty_like(tile)
        for i, factor in enumerate(factors):
            factor += (factor - 1) * np.float32(strength - 1)
            np.multiply(tile[..., i], factor, out=cleaned[..., i])
        np.clip(cleaned, 0, 1, out=cleaned)
        if near[3].any():
            swallowed *= np.float32(strength)
            light = cielab.luma(cleaned)
            at = (light * np.float32(_LEVELS - 1) + np.float32(0.5)).astype(np.uint8)
            for i in range(3):
                own = cleaned[..., i]
                own += swallowed * (light + self.toning[i][at] - own)
            np.clip(cleaned, 0, 1, out=cleaned)
        return seal(cleaned)


@dataclass(frozen=True)
class _Curves:
    """How the densities in green and blue, above red, follow from density and place."""

    terms: NDArray[np.float64]
    low: float
    high: float
    middle: float
    usual: float

    def of_density(self, density: Plane, place: _Planes) -> _Planes:
        """What toning explains, (height, width, 2)."""
        at = np.linspace(self.low, self.high, _KNOTS)
        tilt = place[..., :2] @ self.terms[-2:].astype(np.float32)
        curved = [np.interp(density, at, self.terms[:_KNOTS, i]) for i in range(2)]
        explained = np.stack(curved, -1) + (density - self.middle)[..., None] * tilt
        return explained.astype(np.float32)

    def toning(self) -> NDArray[np.float32]:
        """How far the channels lie above the luma by the curves, (3, levels)."""
        red = np.linspace(3.0, 0.0, 512).astype(np.float32)
        green, blue = self.of_density(red[None], np.zeros((1, 512, 2), np.float32))[0].T
        light = 10 ** -np.stack([red, red + green, red + blue]) - _STRAY_LIGHT
        rgb = cielab.encoded(np.clip(light, 0, 1))
        luma = _LUMINANCE @ rgb
        at = np.linspace(0, 1, _LEVELS)
        above = [np.interp(at, luma, channel - luma) for channel in rgb]
        return np.stack(above).astype(np.float32)

    def of_place(self, place: _Planes) -> _Planes:
        """What slow yellowing explains, (height, width, 2)."""
        slow: _Planes = place @ self.terms[_KNOTS:-2].astype(np.float32)
        return slow


def marks(pixels: Pixels, area: Mask | None = None) -> Marks | None:
    """Find what takes yellowing and stains off a black-and-white print.

    Parameters
    ----------
    pixels
        A copy of the whole photo for analyses.
    area
        Where the picture lies, (height, width); None: everywhere. Nothing changes outside.

    Returns
    -------
    Marks | None
        None where there is nothing that anybody would see.
    """
    inside = np.ones(pixels.shape[:2], bool) if area is None else area
    if grey_plane(pixels) is not None or inside.sum() < 200:
        return None
    small = cv2.resize(pixels, _size(pixels.shape, _FITTED_PX), interpolation=cv2.INTER_AREA)
    share = cv2.resize(inside.astype(np.float32), small.shape[1::-1], interpolation=cv2.INTER_AREA)
    within = share > 0.99
    if within.sum() < 200:
        return None
    curves = _curves(np.asarray(small, np.float32), within)
    density, stains = _removed(pixels, inside, curves)
    factors = 1 + _ENCODED * (10 ** (density / np.float32(2.4)) - 1)
    swallowed = np.clip((stains - _SOME) / (_ALL - _SOME), 0, 1)[None]
    soft = inside.astype(np.float32)
    if area is not None:
        soft = np.minimum(soft, np.asarray(cv2.blur(soft, (3, 3)), np.float32))
    maps = np.concatenate([1 + (factors - 1) * soft, swallowed * soft])
    found = Marks(np.ascontiguousarray(maps, np.float32), curves.toning())
    return found if found.seen else None


def _size(shape: tuple[int, ...], longest_px: float) -> tuple[int, int]:
    scale = min(1.0, longest_px / max(shape[:2]))
    return max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))


@cache
def _density_table() -> NDArray[np.float32]:
    """Density of each 16-bit value: logarithms of every pixel would take longer than all else."""
    light = cielab.linear(np.arange(_TABLE + 1) / _TABLE)
    return -np.log10(light + _STRAY_LIGHT).astype(np.float32)


def _densities(pixels: NDArray[np.float32]) -> _Planes:
    """Density in red, green and blue light, (height, width, 3)."""
    index = (pixels * np.float32(_TABLE) + np.float32(0.5)).astype(np.uint16)
    found: _Planes = _density_table()[index]
    return found


def _knots(density: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    steps = np.clip((density - low) / (high - low), 0, 1) * (_KNOTS - 1)
    return np.stack([np.maximum(0, 1 - np.abs(steps - knot)) for knot in range(_KNOTS)], -1)


def _place(height: int, width: int) -> _Planes:
    """What may change slowly over a print, (height, width, 6)."""
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    from_edge = 1 - np.maximum(np.abs(rows), np.abs(columns))
    planes = (
        *(rows, columns, rows**2 - 1 / 3, rows * columns, columns**2 - 1 / 3),
        np.exp(-from_edge / 0.12) - 0.2,
    )
    return np.stack(planes, -1).astype(np.float32)


def _curves(small: NDArray[np.float32], within: Mask) -> _Curves:
    """Fit the curves by least squares that stains do not move."""
    densities = _densities(small)[within].astype(np.float64)
    red = densities[:, 0]
    above = densities[:, 1:] - red[:, None]
    low, high = np.percentile(red, (1, 99))
    high = max(float(high), float(low) + 0.05)
    place = _place(*small.shape[:2])[within].astype(np.float64)
    middle = float(red.mean())
    tilt = (red - middle)[:, None] * place[:, :2]
    terms = np.concatenate([_knots(red, float(low), high), place, tilt], 1)
    calm = np.full(terms.shape[1], 1e-6 * len(terms))
    calm[_KNOTS:] = 1e-4 * len(terms)
    # Ratios of dark channels are mostly noise, those of clipped ones wrong.
    trust = np.sqrt(np.clip((10**-red + 0.01) / 0.2, 0, 1))
    trust = np.where(small[within].max(axis=1) > 0.995, 0.3 * trust, trust)
    weights, usual = trust, 0.0
    found = np.zeros((terms.shape[1], 2))
    for _ in range(_ROUNDS):
        weighted = terms * weights[:, None]
        found = np.linalg.solve(terms.T @ weighted + np.diag(calm), weighted.T @ above)
        away = _yellow(above - terms @ found)
        usual = 1.4826 * float(np.median(np.abs(away))) + 0.004
        sided = np.where(away > 0, _ABOVE, 1.0) * np.abs(away)
        weights = trust / (1 + (sided / (_OUTLIER * usual)) ** 2)
    return _Curves(found, float(low), high, middle, usual)


def _yellow(above: NDArray[np.floating]) -> NDArray[np.floating]:
    """How yellow or brown something is: the density of blue, and half that of green."""
    return 0.5 * above[..., 0] + above[..., 1]


def _removed(pixels: Pixels, inside: Mask, curves: _Curves) -> tuple[_Planes, Plane]:
    """The paper's density in red, green and blue, (3, height, width), and that of stains alone."""
    height, width = inside.shape
    scale = max(height, width) / 1024
    densities = _blurred(_densities(np.asarray(pixels)), max(0.6, 1.5 * scale))
    red = densities[..., 0]
    place = _place(height, width)
    slow = curves.of_place(place)
    above = densities[..., 1:] - red[..., None] - curves.of_density(red, place) - slow
    spots = _spots(above, red, inside, curves.usual, scale)
    # Yellowing is measured from where there is least.
    slow = (slow - np.percentile(slow[inside], 5, axis=0).astype(np.float32)) * inside[..., None]
    slow[..., 1] = np.maximum(slow[..., 1], 0)
    share = _share_of_luminance(spots[..., 1], pixels, inside, scale)
    luminance = share * spots[..., 1] + np.float32(_OF_YELLOW) * slow[..., 1]
    green, blue = np.moveaxis(spots + slow, -1, 0)
    lifted = luminance - _LUMINANCE[1] * green - _LUMINANCE[2] * blue
    return np.stack([lifted, lifted + green, lifted + blue]) * inside, spots[..., 1]


def _spots(above: _Planes, red: Plane, inside: Mask, usual: float, scale: float) -> _Planes:
    """What toning and slow yellowing leave in green and blue, without noise; 0 or more in blue."""
    yellow = _blurred(_yellow(above).astype(np.float32), 2 * max(scale, 0.5))
    spread = 1.4826 * float(np.median(np.abs(yellow[inside])))
    sure = np.float32(_SURE * max(usual, 1.5 * spread))
    clear = np.clip(1 - (sure / np.maximum(yellow, 1e-6)) ** 2, 0, 1) * (yellow > 0)
    # Ratios of what is nearly black are noise.
    kept = clear * np.clip(10**-red / 0.03, 0, 1) * inside
    least, most = np.array((-0.1, 0), np.float32), np.array((0.7, 1), np.float32) * _DENSEST
    spots: _Planes = np.clip(above, least, most) * kept[..., None]
    return spots.astype(np.float32)


def _share_of_luminance(stain: Plane, pixels: Pixels, inside: Mask, scale: float) -> Plane:
    """How much the luminance goes with a stain where it sets in; (height, width)."""
    density = _densities(cielab.luma(pixels))
    edge_px = 1.5 * max(scale, 0.5)
    down, across = _slopes(_blurred(stain, edge_px))
    rows, columns = _slopes(_blurred(density, edge_px))
    believed = inside / (1 + (rows**2 + columns**2) / np.float32(_STEEP**2))
    # The rest is smooth, so a smaller grid will do.
    size = _size(stain.shape, 256)
    both = np.stack([down * rows + across * columns, down**2 + across**2], -1)
    small = cv2.resize(both * believed[..., None], size, interpolation=cv2.INTER_AREA)
    together, alone = np.moveaxis(_blurred(np.asarray(small), max(size) * _REACH), -1, 0)
    usual = np.float32(_CALM * np.percentile(alone, 90) + 1e-9)
    share = np.clip((together + usual * _USUAL) / (alone + usual), 0, _MOST)
    enlarged = cv2.resize(share, stain.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(enlarged, np.float32)


def _blurred(planes: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    blurred = cv2.GaussianBlur(np.ascontiguousarray(planes), (0, 0), sigma_px)
    return np.asarray(blurred, np.float32)


def _slopes(plane: Plane) -> tuple[Plane, Plane]:
    down = cv2.Sobel(plane, cv2.CV_32F, 0, 1, scale=1 / 8)
    across = cv2.Sobel(plane, cv2.CV_32F, 1, 0, scale=1 / 8)
    return np.asarray(down, np.float32), np.asarray(across, np.float32)
