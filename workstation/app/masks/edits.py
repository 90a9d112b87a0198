"""What one gesture makes of the user's wishes: from one step Colour to the next; no Qt.

Every function gives a new step; regions and dots are known by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from workstation.core.colorize.hints import PointHint, Region
from workstation.core.masks.masks import Mask, Shape
from workstation.core.steps import Colour


def is_fresh(region: Region) -> bool:
    """Whether it was painted, but not yet told what colour it is: it changes nothing so far."""
    plain = region.does == "colour" and region.a == 0 and region.b == 0
    return plain and not region.on


def free_name(regions: Iterable[Region], pattern: str) -> str:
    """A name for a new region: the pattern with the first number that is not in use."""
    taken = {region.name for region in regions}
    number = 1
    while pattern.format(number) in taken:
        number += 1
    return pattern.format(number)


def with_region(step: Colour, name: str, mask: Mask) -> Colour:
    """With a new region over all others; it waits for a colour."""
    return replace(step, regions=(*step.regions, Region(name, mask, on=False)))


def region_with(step: Colour, number: int, **changes: Any) -> Colour:
    """With a region changed."""
    regions = list(step.regions)
    regions[number] = replace(regions[number], **changes)
    return replace(step, regions=tuple(regions))


def mask_with(step: Colour, number: int, **changes: Any) -> Colour:
    """With the mask of a region changed."""
    return region_with(step, number, mask=replace(step.regions[number].mask, **changes))


def marked(step: Colour, number: int, *marks: Shape) -> Colour:
    """With marks added to a region."""
    return mask_with(step, number, marks=(*step.regions[number].mask.marks, *marks))


def coloured(step: Colour, number: int, a: float, b: float) -> Colour:
    """With a region in a colour; a fresh one begins to count."""
    fresh = is_fresh(step.regions[number])
    on = step.regions[number].on or fresh
    return region_with(step, number, does="colour", a=a, b=b, on=on)


def told(step: Colour, number: int, does: str) -> Colour:
    """With a region that does something else; a fresh one begins to count."""
    region = step.regions[number]
    on = region.on or (is_fresh(region) and does != "colour")
    return region_with(step, number, does=does, on=on)


def proposed(step: Colour, number: int) -> Colour:
    """With the next of the network's other colours for a region."""
    proposal = step.regions[number].proposal % 9 + 1
    return region_with(step, number, does="automatic", proposal=proposal, on=True)


def without_region(step: Colour, number: int) -> Colour:
    """Without a region."""
    regions = [region for i, region in enumerate(step.regions) if i != number]
    return replace(step, regions=tuple(regions))


def moved_region(step: Colour, number: int, to: int) -> Colour:
    """With a region at another place among the others; later ones cover earlier ones."""
    regions = list(step.regions)
    regions.insert(to, regions.pop(number))
    return replace(step, regions=tuple(regions))


def with_dot(step: Colour, dot: PointHint) -> Colour:
    """With one dot more."""
    return replace(step, dots=(*step.dots, dot))


def dot_with(step: Colour, number: int, **changes: Any) -> Colour:
    """With a dot changed."""
    dots = list(step.dots)
    dots[number] = replace(dots[number], **changes)
    return replace(step, dots=tuple(dots))


def without_dot(step: Colour, number: int) -> Colour:
    """Without a dot."""
    return replace(step, dots=tuple(dot for i, dot in enumerate(step.dots) if i != number))
