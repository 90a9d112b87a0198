"""The steps, and the one table of their kinds in their fixed order.

Geometry, repair, clean, tone, colour, finish, size: a new step is one file here and one line in
`KINDS`, at its place in the order.
"""

from __future__ import annotations

from typing import Any

from workstation.core.recipe import Step
from workstation.core.steps.colour import Colour
from workstation.core.steps.tone import Tone

KINDS: tuple[type[Any], ...] = (Tone, Colour)

__all__ = ["KINDS", "Colour", "Tone", "place", "place_of"]


def place_of(kind: str) -> int:
    """Where a kind stands in the fixed order; unknown kinds come last."""
    return next((i for i, known in enumerate(KINDS) if known.kind == kind), len(KINDS))


def place(step: Step) -> int:
    """Where a step stands in the fixed order."""
    return place_of(step.kind)
