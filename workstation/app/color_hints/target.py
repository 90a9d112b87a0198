"""What the mask editor offers for the step Colour: regions that have colours of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QBrush, QColor

from workstation.app.color_picker import hues
from workstation.app.masks.geometry import Place
from workstation.app.masks.target import MaskTarget, SelectionInfo
from workstation.app.widgets.fields import Number
from workstation.core.colorize import suggestions
from workstation.core.masks.shapes import Mask
from workstation.core.steps import Colour

if TYPE_CHECKING:
    from workstation.app.session import Session
    from workstation.core.colorize.hints import Region
    from workstation.core.colorize.suggestions import Suggestion
    from workstation.core.progress import Progress
    from workstation.core.recipe import Recipe
    from workstation.core.render import Renderer

translate = QCoreApplication.translate

SHOWN_AT = 60.0
"""L* at which colours are shown that have none of their own."""

_GREY = QColor(128, 128, 128)


@dataclass(frozen=True, eq=False)
class ColorInfo(SelectionInfo):
    """What is known about a region or a dot.

    Attributes
    ----------
    lightness
        L*, 0..100, of the place.
    suggestions
        Likely colours, the likeliest first.
    """

    lightness: float
    suggestions: tuple[Suggestion, ...]


def look(
    renderer: Renderer, recipe: Recipe, step: Colour, subject: Mask | Place, progress: Progress
) -> ColorInfo:
    """Find the area of a mask, and colours that are likely in it or at a place."""
    colors = renderer.look(recipe, step, step.colors, progress)
    if isinstance(subject, Mask):
        area = renderer.area(recipe, step, subject, progress)
        weight = float(area.sum())
        light = float((colors.light * area).sum() / weight) if weight else 50.0
        found = suggestions.suggest_in(colors.answer, colors.light, area)
        return ColorInfo(area, light, found)
    row, column = subject
    height, width = colors.light.shape
    y, x = min(int(row * height), height - 1), min(int(column * width), width - 1)
    found = suggestions.suggest_at(colors.answer, colors.light, row, column)
    return ColorInfo(None, float(np.float32(colors.light[y, x])), found)


def is_fresh(region: Region) -> bool:
    """Whether it was painted, but not yet told what colour it is: it changes nothing so far."""
    return region.does == "colour" and region.a == 0 and region.b == 0 and not region.on


def _swatch(region: Region) -> QBrush:
    if is_fresh(region):
        return QBrush(_GREY, Qt.BrushStyle.BDiagPattern)
    if region.does == "colour":
        return QBrush(hues.on_screen(SHOWN_AT, region.a, region.b))
    if region.does == "grey":
        return QBrush(QColor(145, 145, 145))
    return QBrush(_GREY, Qt.BrushStyle.Dense4Pattern)


def _says(region: Region) -> str:
    if is_fresh(region):
        return translate("ColorHints", "choose a colour for it")
    if region.does == "grey":
        return translate("ColorHints", "stays grey")
    if region.does == "automatic":
        return translate("ColorHints", "recoloured automatically")
    return hues.name_of(SHOWN_AT, region.a, region.b)


def _hindered(session: Session) -> str:
    if session.in_colour:
        return translate(
            "ColorHints",
            "This photo is in colour and keeps its colours; if it is not, say so in the Colour "
            "panel first.",
        )
    return ""


def color_target() -> MaskTarget:
    """Regions of colours."""
    return MaskTarget(
        Colour(),
        "regions",
        title=translate("ColorHints", "Colour"),
        paint=translate("ColorHints", "Colour a part…"),
        names=translate("ColorHints", "Region {0}"),
        invitation=translate("ColorHints", "Paint over what has the wrong colour."),
        numbers=(
            Number("strength", translate("ColorHints", "Strength"), "", 100, 0, "%"),
            Number("vividness", translate("ColorHints", "Vividness"), "", unit="×"),
            Number("warmth", translate("ColorHints", "Warmth"), ""),
        ),
        swatch=_swatch,
        says=_says,
        values={"on": False},
        waits=is_fresh,
        waiting=translate("ColorHints", "Now choose a colour for it, on the right."),
        hindered=_hindered,
        look=look,
    )
