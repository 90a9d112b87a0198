"""Dodge and burn: what Tone does inside masks.

A region's exposure is set in stops, as under an enlarger. Stops are counted in light. What is
darkened loses the same everywhere; what is lightened gains the full amount in the shadows and less
and less towards white, which stays white, so nothing clips. Contrast then steepens the curve at the
region's own mean tone (a straight line between logarithms of odds), which keeps black and white.
Both work on the lightness, as all of Tone does: toning grows no stronger with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from workstation.core.color import curves
from workstation.core.color.cielab import encoded, lightness, linear, luma
from workstation.core.masks.areas import FullArea, at_full
from workstation.core.masks.shapes import Mask
from workstation.core.pixels import Pixels, Plane, Roi, from_grey, grey_plane, seal
from workstation.core.recipe import Context, check_settings, name_of, setting

# The odds of a tone are cut here, so that black and white have finite ones.
_LEAST = 1e-12


@dataclass(frozen=True)
class ToneRegion:
    """An area with tones of its own: a local adjustment of the step Tone.

    Attributes
    ----------
    name
        In the user's words.
    mask
        The area.
    exposure_ev
        Stops by which it is lightened, or darkened below 0.
    contrast
        The slope of its tones, as a power of two: 1 doubles it, -1 halves it.
    vividness
        Factor on the photo's own colours: 0 is grey.
    strength
        0 leaves the area as it was, 1 adjusts fully.
    on
        Whether it counts.
    """

    name: str
    mask: Mask
    exposure_ev: float = setting(0.0, -3.0, 3.0, "EV")
    contrast: float = setting(0.0, -1.0, 1.0)
    vividness: float = setting(1.0, 0.0, 2.0)
    strength: float = setting(1.0, 0.0, 1.0)
    on: bool = True

    def __post_init__(self) -> None:
        check_settings(self, "a region")

    @property
    def plain(self) -> bool:
        """Whether it changes nothing."""
        return (self.exposure_ev, self.contrast, self.vividness) == (0, 0, 1)


@dataclass(frozen=True, eq=False)
class Dodged:
    """A region, ready for any tile.

    Attributes
    ----------
    area
        Where.
    middle
        Its mean tone before it is adjusted, sRGB 0..1.
    exposure_ev, contrast, vividness, strength
        As the region's.
    """

    area: FullArea
    middle: float
    exposure_ev: float
    contrast: float
    vividness: float
    strength: float


def look(
    regions: tuple[ToneRegion, ...], whole: Pixels, toned: Pixels, context: Context
) -> tuple[Dodged, ...]:
    """Find the areas of regions, and the tones in them.

    Parameters
    ----------
    whole
        The small copy of the photo as it reaches Tone.
    toned
        The same with Tone's curve.
    """
    found = []
    for region in regions:
        if region.on and region.strength > 0 and not region.plain:
            area = context.area(whole, region.mask)
            fit = partial(at_full, area, lightness(whole))
            full = context.remember(f"full {name_of(region.mask)}", fit)
            total = float(area.sum())
            middle = float((luma(toned) * area).sum()) / total if total else 0.5
            changes = region.exposure_ev, region.contrast, region.vividness, region.strength
            found.append(Dodged(full, middle, *changes))
    return tuple(found)


def apply(toned: Pixels, before: Pixels, where: Roi, dodged: tuple[Dodged, ...]) -> Pixels:
    """Adjust a tile inside its regions; where none is, it comes back as it is.

    Parameters
    ----------
    toned
        The tile with Tone's curve and local contrast.
    before
        The tile as it reached Tone, along whose edges the areas go.
    """
    for region in dodged:
        if region.area.reaches(where):
            alpha = region.area.at(where, lightness(before) * np.float32(0.01))
            toned = _adjusted(toned, alpha * np.float32(region.strength), region)
    return toned


def _adjusted(pixels: Pixels, alpha: Plane, region: Dodged) -> Pixels:
    changed: NDArray[np.float32] = pixels
    if region.exposure_ev or region.contrast:
        curve = _curve(region.exposure_ev, region.contrast, region.middle)
        changed = curves.on_lightness(pixels, curve)
    plane, after = grey_plane(pixels), grey_plane(changed)
    if plane is not None and after is not None:
        return from_grey(plane + alpha * (after - plane))
    if region.vividness != 1:
        grey = luma(changed)[..., None]
        changed = np.clip(grey + (changed - grey) * np.float32(region.vividness), 0, 1)
    return seal(pixels + alpha[..., None] * (changed - pixels))


@lru_cache(maxsize=64)
def _curve(exposure_ev: float, contrast: float, middle: float) -> curves.Table:
    """Exposure and contrast of a region with a mean tone."""
    light = linear(np.append(curves.tones(), middle))
    gain = 2.0**exposure_ev
    tones = encoded(light * gain / (1 + light * max(gain - 1, 0)))
    tones = np.clip(tones, _LEAST, 1 - _LEAST)
    odds = np.log(tones / (1 - tones))
    odds = odds[-1] + (odds[:-1] - odds[-1]) * 2.0**contrast
    steepened: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
    steepened.flags.writeable = False
    return steepened
