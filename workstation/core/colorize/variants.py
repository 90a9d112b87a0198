"""What the program can offer: whole-picture proposals, and the colours of another photo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workstation.core.colorize import reference
from workstation.core.colorize.reference import Reference
from workstation.core.recipe import Recipe
from workstation.core.render import Renderer
from workstation.core.steps import Colour

_WORKING_PX = 1024


@dataclass(frozen=True)
class Proposal:
    """One way the whole picture could look.

    Attributes
    ----------
    name
        In the user's words.
    colour
        The step that makes it.
    """

    name: str
    colour: Colour


def proposals(colour: Colour) -> tuple[Proposal, ...]:
    """Six variants of the present colours; what was wished for places and areas stays."""
    vivid, warm = colour.vividness, colour.warmth
    first, second = (
        (rank for rank in (1, 2, 3) if rank != colour.palette) if colour.palette else (1, 2)
    )
    return (
        Proposal("More vivid", replace(colour, vividness=min(2.0, vivid * 1.4 + 0.05))),
        Proposal("Calmer", replace(colour, vividness=vivid * 0.65)),
        Proposal("Warmer", replace(colour, warmth=min(1.0, warm + 0.45))),
        Proposal("Cooler", replace(colour, warmth=max(-1.0, warm - 0.45))),
        Proposal("Other colours", replace(colour, palette=first)),
        Proposal("Yet other colours", replace(colour, palette=second)),
    )


def colours_of(renderer: Renderer, recipe: Recipe) -> Reference:
    """Take the colours of another photo, as its own recipe makes it look.

    Raises
    ------
    HeirloomError
        If it has no colours.
    """
    coloured = renderer.preview(recipe, _WORKING_PX)
    return reference.take(renderer.photo.path.name, coloured, renderer.colorize)
