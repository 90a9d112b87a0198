"""Other ways for the whole picture to look: variants of the step Colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workstation.core.steps.colour import Colour


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
    """Six variants of the present colours; what was said about places and areas stays."""
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
