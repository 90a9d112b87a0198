"""Colours said on the command line: at a place, or in an area given as a mask."""

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
from workstation.core.masks import masks
from workstation.core.pixels import seal
from workstation.core.recipe import Recipe
from workstation.core.steps import Colour

_HINT = "Write it as ROW,COLUMN=#rrggbb, for example 0.42,0.30=#8a2be2."
_REGION = "Write it as MASK.png=#rrggbb, for example dress.png=#2f5d3a."
_DIGITS = re.compile(r"#?([0-9a-fA-F]{6})")


def wished(recipe: Recipe, hints: Sequence[str], regions: Sequence[str]) -> Recipe:
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
    if not name:
        raise HeirloomError(f"The region “{text}” names no mask.", _REGION)
    path = Path(name)
    picture = load_mask(path)
    mask = masks.Mask((picture,), smart_edge=False)
    if not masks.painted(mask, (256, 256)).any():
        raise HeirloomError(
            f"The mask {path} covers nothing.",
            "Give a PNG with white where the area is, and black elsewhere.",
        )
    return Region(path.stem, mask, "colour", a, b)


def _ab(colour: str, text: str, hint: str) -> tuple[float, float]:
    """a* and b* of six digits; the lightness stays the photo's own."""
    digits = _DIGITS.fullmatch(colour.strip())
    if digits is None:
        raise HeirloomError(f"“{text}” does not end with a colour of six digits.", hint)
    rgb = np.array([[list(bytes.fromhex(digits[1]))]], np.float32) / np.float32(255)
    ab = to_lab(seal(rgb))[1][0, 0]
    return round(float(ab[0]), 2), round(float(ab[1]), 2)
