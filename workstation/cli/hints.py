"""Places named on the command line: colours at places and in masks, and tones in masks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from workstation.core.color.cielab import to_lab
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.errors import HeirloomError
from workstation.core.io.mask_png import load_mask
from workstation.core.masks.masks import Mask, painted
from workstation.core.pixels import seal
from workstation.core.recipe import Recipe, bounds
from workstation.core.steps import Colour, Tone
from workstation.core.steps.dodge import ToneRegion

_HINT = "Write it as ROW,COLUMN=#rrggbb, for example 0.42,0.30=#8a2be2."
_REGION = "Write it as MASK.png=#rrggbb, for example dress.png=#2f5d3a."
_STOPS = "Write it as MASK.png=STOPS, for example face.png=0.7."
_DIGITS = re.compile(r"#?([0-9a-fA-F]{6})")


def with_colors(recipe: Recipe, hints: Sequence[str], regions: Sequence[str]) -> Recipe:
    """The recipe with dots and regions added to its colours; Colour is switched on for them.

    Raises
    ------
    HeirloomError
        If one of them cannot be understood, or its mask cannot be used.
    """
    if not hints and not regions:
        return recipe
    step = recipe.step(Colour.kind)
    colour = step if isinstance(step, Colour) else Colour()
    dots = tuple(dot_of(text) for text in hints)
    areas = tuple(region_of(text) for text in regions)
    return recipe.with_step(
        replace(colour, dots=(*colour.dots, *dots), regions=(*colour.regions, *areas))
    )


def with_tones(recipe: Recipe, lighten: Sequence[str], darken: Sequence[str]) -> Recipe:
    """The recipe with areas lightened and darkened; Tone is switched on for them.

    Raises
    ------
    HeirloomError
        If one of them cannot be understood, or its mask cannot be used.
    """
    if not lighten and not darken:
        return recipe
    step = recipe.step(Tone.kind)
    # Where nobody asked for fading to be corrected, one area is not to correct all of the photo.
    tone = step if isinstance(step, Tone) else Tone(automatic=False, layers=0.0)
    areas = [tone_region_of(text, 1) for text in lighten]
    areas += [tone_region_of(text, -1) for text in darken]
    return recipe.with_step(replace(tone, regions=(*tone.regions, *areas)))


def dot_of(text: str) -> PointHint:
    """Read "ROW,COLUMN=#rrggbb"; row and column are fractions of height and width.

    Raises
    ------
    HeirloomError
        If the text says something else.
    """
    place, _, colour = text.rpartition("=")
    a, b = _ab(colour, text, _HINT)
    try:
        row, column = (float(part) for part in place.split(","))
    except ValueError:
        raise HeirloomError(f"The hint “{text}” names no place.", _HINT) from None
    if not (0 <= row <= 1 and 0 <= column <= 1):
        raise HeirloomError(
            f"The hint “{text}” lies beside the photo.",
            "Row and column go from 0 (top, left) to 1 (bottom, right).",
        )
    return PointHint(row, column, a, b)


def region_of(text: str) -> Region:
    """Read "MASK.png=#rrggbb"; the region is named after the file, and taken as it is painted.

    Raises
    ------
    HeirloomError
        If the text says something else, or if the mask is no PNG, or covers nothing.
    """
    name, _, colour = text.rpartition("=")
    a, b = _ab(colour, text, _REGION)
    return Region(Path(name).stem, _mask(name, text, _REGION), "colour", a, b)


def tone_region_of(text: str, sign: int) -> ToneRegion:
    """Read "MASK.png=STOPS"; the region is named after the file, and taken as it is painted.

    Parameters
    ----------
    sign
        1 lightens, -1 darkens.

    Raises
    ------
    HeirloomError
        If the text says something else, or if the mask is no PNG, or covers nothing.
    """
    name, _, stops = text.rpartition("=")
    most = bounds(ToneRegion, "exposure_ev")[1]
    try:
        exposure_ev = float(stops.strip().removesuffix("EV"))
    except ValueError:
        raise HeirloomError(f"“{text}” does not end with a number of stops.", _STOPS) from None
    if not 0 < exposure_ev <= most:
        raise HeirloomError(
            f"“{text}” asks for {exposure_ev:g} stops.", f"They go from 0 to {most:g}."
        )
    return ToneRegion(Path(name).stem, _mask(name, text, _STOPS), sign * exposure_ev)


def _mask(name: str, text: str, hint: str) -> Mask:
    if not name:
        raise HeirloomError(f"The region “{text}” names no mask.", hint)
    mask = Mask((load_mask(Path(name)),), smart_edge=False)
    if not painted(mask, (256, 256)).any():
        raise HeirloomError(
            f"The mask {name} covers nothing.",
            "Give a PNG with white where the area is, and black elsewhere.",
        )
    return mask


def _ab(colour: str, text: str, hint: str) -> tuple[float, float]:
    """a* and b* of six digits; the lightness stays the photo's own."""
    digits = _DIGITS.fullmatch(colour.strip())
    if digits is None:
        raise HeirloomError(f"“{text}” does not end with a colour of six digits.", hint)
    rgb = np.array([[list(bytes.fromhex(digits[1]))]], np.float32) / np.float32(255)
    ab = to_lab(seal(rgb))[1][0, 0]
    return round(float(ab[0]), 2), round(float(ab[1]), 2)
