"""The steps: one file each, and the table of all that this version knows.

A recipe sorts its steps by their `order`: geometry 10 to 19, repair 20 to 29, clean
(grain, softness) 30 to 39, tone 40 to 49, colour 50 to 59, finish 60 to 69, size 70 to 79.
"""

from __future__ import annotations

from typing import Any, Final

from workstation.core.steps.colour import Colour
from workstation.core.steps.geometry import Geometry
from workstation.core.steps.negative import Negative
from workstation.core.steps.repair import Repair
from workstation.core.steps.stains import Stains
from workstation.core.steps.tone import Tone

STEPS: Final[tuple[type[Any], ...]] = (Geometry, Negative, Repair, Stains, Tone, Colour)
"""What `Recipe.from_json` reads, in the fixed order."""

__all__ = ["STEPS", "Colour", "Geometry", "Negative", "Repair", "Stains", "Tone"]
