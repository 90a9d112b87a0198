"""What the user says about colours: dots and regions, as values that can be written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.masks.shapes import Mask
from workstation.core.recipe import check_settings, setting

_SET_AGAIN = Text("Use another recipe file, or set them again.")

Effect = Literal["colour", "automatic", "grey"]
DOTS_MOST = 5_000
"""Colour dots that a photo may have; people set some hundred."""

_AB = {"low": -128.0, "high": 128.0}
_SHARE = {"low": 0.0, "high": 1.0}


@dataclass(frozen=True)
class PointHint:
    """A colour at a place.

    Attributes
    ----------
    row, column
        As fractions of the photo's height and width.
    a, b
        The colour, in CIELAB units.
    radius
        Of the dot, as a share of the photo's longer side.
    spread
        Whether similar places elsewhere take the colour too.
    """

    row: float = field(metadata=_SHARE)
    column: float = field(metadata=_SHARE)
    a: float = field(metadata=_AB)
    b: float = field(metadata=_AB)
    radius: float = setting(0.01, 0.0, 0.5)
    spread: bool = False

    def __post_init__(self) -> None:
        check_settings(self, "a colour dot")


@dataclass(frozen=True)
class Region:
    """An area with colours of its own: a local adjustment of the step Colour.

    Attributes
    ----------
    name
        In the user's words.
    mask
        The area.
    does
        Take the colour `a`, `b`; find another colour automatically; or stay grey.
    a, b
        The colour, in CIELAB units, for "colour".
    proposal
        Which of the network's other colours, from 1, for "automatic".
    strength, vividness, warmth
        As in the step Colour, for this area.
    on
        Whether it counts.
    """

    name: str
    mask: Mask
    does: Effect = "colour"
    a: float = setting(0.0, -128.0, 128.0)
    b: float = setting(0.0, -128.0, 128.0)
    proposal: int = setting(1, 0, 99)
    strength: float = setting(1.0, 0.0, 1.0)
    vividness: float = setting(1.0, 0.0, 2.0)
    warmth: float = setting(0.0, -1.0, 1.0)
    on: bool = True

    def __post_init__(self) -> None:
        check_settings(self, "a region")
        if self.does not in get_args(Effect):
            raise HeirloomError("A region was to do “{does}”.", _SET_AGAIN, does=self.does)


@dataclass(frozen=True)
class ColorHints:
    """Everything the user said about the colours of one photo; later regions cover earlier."""

    dots: tuple[PointHint, ...] = ()
    regions: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dots) or any(region.on for region in self.regions)


def dots_to_json(dots: tuple[PointHint, ...]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [dict(vars(dot)) for dot in dots]


def dots_from_json(data: Any) -> tuple[PointHint, ...]:
    """Read what `dots_to_json` wrote; `HeirloomError` if it is damaged."""
    if isinstance(data, list) and len(data) > DOTS_MOST:
        raise HeirloomError(
            "The recipe has {given:,} colour dots; it may have {most:,}.",
            _SET_AGAIN,
            given=len(data),
            most=DOTS_MOST,
        )
    try:
        return tuple(PointHint(**item) for item in data)
    except TypeError as error:
        raise HeirloomError("The recipe's colour dots are damaged.", _SET_AGAIN) from error
