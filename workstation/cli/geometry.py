"""How the command line turns, straightens and cuts."""

from __future__ import annotations

import argparse
from dataclasses import replace

from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe
from workstation.core.steps import Geometry, Negative
from workstation.core.steps.geometry import Crop

_DEGREES = "Write --straighten auto, or degrees from -45 to 45, for example --straighten -1.5."
_CROP = "Write it as X,Y,WIDTH,HEIGHT, fractions from 0 to 1, for example 0.1,0.05,0.8,0.9."


def with_geometry(recipe: Recipe, arguments: argparse.Namespace) -> Recipe:
    """The recipe turned, straightened, cut and made positive as the options say.

    Raises
    ------
    HeirloomError
        If one of them cannot be understood, or two of them contradict each other.
    """
    if arguments.negative:
        recipe = recipe.with_step(recipe.step(Negative.kind) or Negative())
    given = (*("rotate", "flip", "straighten", "crop", "trim"),)
    if not any(getattr(arguments, name) for name in given):
        return recipe
    if arguments.trim and arguments.crop:
        raise HeirloomError("--trim finds what is kept, and --crop says it.", "Give only one.")
    found = recipe.step(Geometry.kind)
    step = found if isinstance(found, Geometry) else Geometry()
    if arguments.rotate:
        step = replace(step, turns=arguments.rotate // 90)
    if arguments.flip:
        step = replace(step, mirrored=True)
    if arguments.straighten is not None:
        automatic = arguments.straighten == "auto"
        angle = 0.0 if automatic else degrees_of(arguments.straighten)
        step = replace(step, straighten=automatic, angle=angle)
    if arguments.crop:
        step = replace(step, crop=crop_of(arguments.crop), trim=False)
    if arguments.trim:
        step = replace(step, trim=True, crop=None, corners=None)
    return recipe.with_step(step)


def degrees_of(text: str) -> float:
    """An angle as it stands on the command line."""
    try:
        angle = float(text)
    except ValueError:
        angle = 90.0
    if not -45 <= angle <= 45:
        raise HeirloomError("The angle was given as {text}.", _DEGREES, text=text)
    return angle


def crop_of(text: str) -> Crop:
    """A crop as it stands on the command line: across before down."""
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError:
        raise HeirloomError("The crop was given as {text}.", _CROP, text=text) from None
    inside = min(left, top) >= 0 and left + width <= 1 + 1e-9 and top + height <= 1 + 1e-9
    if not inside:
        raise HeirloomError("The crop {text} reaches beyond the photo.", _CROP, text=text)
    return Crop(top, left, height, width)
