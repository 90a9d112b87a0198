"""Local adjustments: what a step does inside a mask, and nowhere else.

Any step may have them: a field made by `local_adjustments`, a tuple of frozen values of a class of
the step's own. Renderer, presets, history, tiles and the window's mask editor know such fields by
their metadata, and no step by name.
"""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any, Protocol

from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.masks.shapes import Mask, mask_from_json, mask_to_json

ADJUSTMENTS_MOST = 200
"""Local adjustments that a step may have."""

_PAINT_AGAIN = Text("Use another recipe file, or paint the area again.")


class LocalAdjustment(Protocol):
    """One of them: a frozen dataclass with these fields, and with those that hold inside its mask.

    Attributes
    ----------
    name
        In the user's words.
    mask
        Where.
    strength
        0 leaves the area as it was, 1 adjusts fully.
    on
        Whether it counts.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def mask(self) -> Mask: ...  # noqa: D102
    @property
    def strength(self) -> float: ...  # noqa: D102
    @property
    def on(self) -> bool: ...  # noqa: D102


def local_adjustments(cls: type[Any]) -> Any:
    """A step's field for adjustments of a class, none at first; later ones lie over earlier ones.

    The class checks its values when it is made, and raises `HeirloomError`.
    """
    metadata = {
        "local": cls,
        "places": True,
        "to_json": _to_json,
        "from_json": partial(_from_json, cls),
    }
    return dataclasses.field(default=(), metadata=metadata)


def local_fields(step: Any) -> dict[str, type[Any]]:
    """The fields of a step, or of its class, that hold local adjustments: name → their class."""
    known = dataclasses.fields(step)
    return {field.name: field.metadata["local"] for field in known if "local" in field.metadata}


def _to_json(adjustments: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{**vars(one), "mask": mask_to_json(one.mask)} for one in adjustments]


def _from_json(cls: type[Any], data: Any) -> tuple[Any, ...]:
    if isinstance(data, list) and len(data) > ADJUSTMENTS_MOST:
        raise HeirloomError(
            "A step of the recipe has {given:,} local adjustments; it may have {most:,}.",
            _PAINT_AGAIN,
            given=len(data),
            most=ADJUSTMENTS_MOST,
        )
    try:
        return tuple(cls(**{**item, "mask": mask_from_json(item["mask"])}) for item in data)
    except (KeyError, TypeError) as error:
        raise HeirloomError("A local adjustment in the recipe is damaged.", _PAINT_AGAIN) from error
