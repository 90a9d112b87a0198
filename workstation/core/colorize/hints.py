"""What the user says about colours: dots and regions, as values that can be written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from workstation.core.errors import HeirloomError
from workstation.core.masks import masks
from workstation.core.masks.masks import Mask


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

    row: float
    column: float
    a: float
    b: float
    radius: float = 0.01
    spread: bool = False


@dataclass(frozen=True)
class Region:
    """An area with a wish of its own.

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
    does: Literal["colour", "automatic", "grey"] = "colour"
    a: float = 0.0
    b: float = 0.0
    proposal: int = 1
    strength: float = 1.0
    vividness: float = 1.0
    warmth: float = 0.0
    on: bool = True


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


def regions_to_json(regions: tuple[Region, ...]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [{**vars(region), "mask": masks.mask_to_json(region.mask)} for region in regions]


def _number(value: Any, low: float, high: float) -> float:
    number = float(value)
    if isinstance(value, bool) or not low <= number <= high:
        raise ValueError(value)
    return number


def dots_from_json(data: Any) -> tuple[PointHint, ...]:
    """Read what `dots_to_json` wrote; `HeirloomError` if it is damaged."""
    try:
        return tuple(
            PointHint(
                _number(item["row"], 0, 1),
                _number(item["column"], 0, 1),
                _number(item["a"], -128, 128),
                _number(item["b"], -128, 128),
                _number(item.get("radius", 0.01), 0, 0.5),
                bool(item.get("spread", False)),
            )
            for item in data
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HeirloomError("The recipe's colour dots are damaged.", _SET_AGAIN) from error


def regions_from_json(data: Any) -> tuple[Region, ...]:
    """Read what `regions_to_json` wrote; `HeirloomError` if it is damaged."""
    try:
        return tuple(_region_from_json(item) for item in data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HeirloomError("The recipe's regions are damaged.", _SET_AGAIN) from error


def _region_from_json(item: Any) -> Region:
    if item["does"] not in ("colour", "automatic", "grey"):
        raise ValueError(item["does"])
    return Region(
        name=str(item["name"]),
        mask=masks.mask_from_json(item["mask"]),
        does=item["does"],
        a=_number(item["a"], -128, 128),
        b=_number(item["b"], -128, 128),
        proposal=int(_number(item["proposal"], 0, 99)),
        strength=_number(item["strength"], 0, 1),
        vividness=_number(item["vividness"], 0, 2),
        warmth=_number(item["warmth"], -1, 1),
        on=bool(item["on"]),
    )


_SET_AGAIN = "Use another recipe file, or set them again."
