"""How the original is shown beside the result."""

from __future__ import annotations

from enum import Enum


class Compare(Enum):
    """Nothing but the result, both on two sides of a line, or both side by side."""

    OFF = "off"
    WIPE = "wipe"
    SIDE_BY_SIDE = "side by side"
