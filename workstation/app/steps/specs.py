"""What each step lets one set: a table, from which the panels are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QBrush, QColor

from resources.text import Text
from workstation.app.color_hints.target import color_target
from workstation.app.language import said
from workstation.app.masks.target import MaskTarget, SelectionInfo
from workstation.app.widgets.fields import Number
from workstation.app.widgets.numbers import number
from workstation.core.masks.shapes import Mask
from workstation.core.recipe import Analysis
from workstation.core.steps import Colour, Geometry, Negative, Repair, Stains, Tone
from workstation.core.steps.dodge import ToneRegion
from workstation.core.steps.repair import RepairAnalysis, RepairRegion
from workstation.core.steps.stains import StainsAnalysis
from workstation.core.steps.tone import ToneAnalysis

if TYPE_CHECKING:
    from workstation.core.pixels import Pixels
    from workstation.core.progress import Progress
    from workstation.core.recipe import Context, Recipe
    from workstation.core.render import Renderer

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Choice:
    """A field of a step with few values, as a list."""

    field: str
    label: str
    tip: str
    values: tuple[tuple[Any, Text], ...]
    more: bool = True


@dataclass(frozen=True)
class Flag:
    """A field of a step that is on or off."""

    field: str
    label: str
    tip: str
    more: bool = False


@dataclass(frozen=True)
class PanelSpec:
    """What a step's panel shows.

    Attributes
    ----------
    found
        The values that an analysis found for fields that the user left to the program.
    overrides
        What else changes when one of the fields is set by hand.
    says
        A sentence about the photo from the step's analysis, or nothing.
    masks
        What the step offers inside masks, if it has local adjustments.
    resets
        Fields that are reset with the controls, though the panel shows them in another way.
    """

    step: type[Any]
    title: Text
    controls: tuple[Number | Choice | Flag, ...]
    found: Callable[[Any, Analysis], dict[str, float]] = lambda _step, _analysis: {}
    overrides: Callable[[str], dict[str, Any]] = lambda _field: {}
    says: Callable[[Analysis], str] = lambda _analysis: ""
    masks: MaskTarget | None = None
    resets: tuple[str, ...] = ()


def specs() -> tuple[PanelSpec, ...]:
    """The panels in the order of the steps."""
    return _geometry(), _negative(), _repair(), _stains(), _tone(), _colour()


def _geometry() -> PanelSpec:
    return PanelSpec(
        Geometry,
        Text("Geometry"),
        (
            Number(
                "angle",
                Text("Straighten"),
                translate("Panels", "Turns the photo clockwise by so many degrees"),
                unit="°",
            ),
            Flag(
                "uncropped",
                Text("Keep the corners"),
                translate("Panels", "Keeps all of a straightened photo, with white corners"),
                more=True,
            ),
        ),
        resets=("turns", "mirrored", "crop", "corners", "straighten", "trim"),
    )


def _negative() -> PanelSpec:
    return PanelSpec(
        Negative,
        Text("Negative"),
        (
            Number(
                "lightness",
                Text("Lightness"),
                translate("Panels", "Middle tones: above 1 lighter, below 1 darker"),
            ),
        ),
    )


def _repair() -> PanelSpec:
    def says(analysis: Analysis) -> str:
        if not isinstance(analysis, RepairAnalysis) or analysis.damage is None:
            return ""
        if not analysis.damage.pieces:
            return translate("Panels", "No damage was found.")
        return said(analysis.damage.says)

    return PanelSpec(
        Repair,
        Text("Repair"),
        (
            Number(
                "sensitivity",
                Text("Sensitivity"),
                translate("Panels", "How readily places are taken for damage; 0 finds none"),
                100,
                0,
                "%",
            ),
            Number(
                "least_px",
                Text("Smallest"),
                translate("Panels", "Specks and scratches shorter than this stay"),
                1,
                0,
                "px",
                more=True,
            ),
            Number(
                "thickest",
                Text("Thickest"),
                translate("Panels", "What is thicker stays; of the photo's longer side"),
                100,
                1,
                "%",
                more=True,
            ),
            Flag(
                "light",
                Text("Light damage"),
                translate("Panels", "Cracks, dust on the negative's print, missing emulsion"),
                more=True,
            ),
            Flag(
                "dark",
                Text("Dark damage"),
                translate("Panels", "Dirt, hairs, ink, spots"),
                more=True,
            ),
        ),
        says=says,
        masks=_repair_regions(),
    )


def _repair_regions() -> MaskTarget:
    """Damage that the program did not find, and places that are no damage."""

    def says(region: RepairRegion) -> str:
        if all(shape.erase for shape in region.mask.shapes):
            return translate("Panels", "protected")
        return translate("Panels", "filled")

    return MaskTarget(
        # Painting in one place is not to look for damage in all of the photo.
        Repair(sensitivity=0.0),
        "regions",
        title=translate("Panels", "Repair"),
        paint=translate("Panels", "Paint damage…"),
        names=translate("Panels", "Damage {0}"),
        invitation=translate("Panels", "Paint over what is damaged; the eraser protects."),
        numbers=(),
        swatch=lambda _: QBrush(QColor(150, 60, 70)),
        says=says,
        values={"mask": Mask(smart_edge=False)},
        erasing_counts=True,
        shows_all=True,
        look=_look_at_damage,
    )


def _look_at_damage(
    renderer: Renderer, recipe: Recipe, _: Repair, step: Repair, progress: Progress
) -> SelectionInfo:
    """All that is repaired: found, painted, and not protected."""

    def ask(whole: Pixels, context: Context) -> SelectionInfo:
        return SelectionInfo(step.marked(step.found(whole, context), whole, context))

    return renderer.look(recipe, step, ask, progress)


def _stains() -> PanelSpec:
    def says(analysis: Analysis) -> str:
        if not isinstance(analysis, StainsAnalysis) or analysis.marks is not None:
            return ""
        return translate("Panels", "There is nothing to take off this photo.")

    return PanelSpec(
        Stains,
        Text("Stains"),
        (
            Number(
                "strength",
                Text("Strength"),
                translate("Panels", "How much of yellowing and stains is taken off"),
                100,
                0,
                "%",
            ),
        ),
        says=says,
    )


def _tone() -> PanelSpec:
    by_hand = ("black", "white", "gamma")

    def found(step: Tone, analysis: Analysis) -> dict[str, float]:
        if not step.automatic or not isinstance(analysis, ToneAnalysis):
            return {}
        return {name: getattr(analysis, name) for name in by_hand}

    def says(analysis: Analysis) -> str:
        if not isinstance(analysis, ToneAnalysis) or not analysis.untouched:
            return ""
        return translate("Panels", "This photo is not faded: its tones stay as they are.")

    return PanelSpec(
        Tone,
        Text("Tone"),
        (
            Flag(
                "automatic",
                Text("Automatic"),
                translate(
                    "Panels",
                    "Corrects what has faded, and nothing else; moving a slider takes over by hand",
                ),
            ),
            Number(
                "black",
                Text("Black point"),
                translate("Panels", "What becomes black"),
                100,
                1,
                "%",
            ),
            Number(
                "white",
                Text("White point"),
                translate("Panels", "What becomes white"),
                100,
                1,
                "%",
            ),
            Number(
                "gamma",
                Text("Gamma"),
                translate("Panels", "Middle tones: below 1 lighter, above 1 darker"),
            ),
            Number(
                "layers",
                Text("Faded colours"),
                translate("Panels", "Brings back what each layer of a faded colour photo has lost"),
                100,
                0,
                "%",
                more=True,
            ),
            Number(
                "local_contrast",
                Text("Local contrast"),
                translate("Panels", "Raises differences from the surroundings"),
                100,
                0,
                "%",
                more=True,
            ),
            Number(
                "strength",
                Text("Strength"),
                translate("Panels", "From the photo's own tones to the corrected ones"),
                100,
                0,
                "%",
                more=True,
            ),
        ),
        found=found,
        overrides=lambda field: {"automatic": False} if field in by_hand else {},
        says=says,
        masks=_tone_regions(),
    )


def _tone_regions() -> MaskTarget:
    """Dodge and burn: parts of the photo that are lightened or darkened."""

    def swatch(region: ToneRegion) -> QBrush:
        value = round(128 + 40 * region.exposure_ev)
        return QBrush(QColor(value, value, value))

    def says(region: ToneRegion) -> str:
        stops = number(region.exposure_ev, 2, sign=True)
        return translate("Panels", "{0} EV").format(stops)

    return MaskTarget(
        # Painting in one place is not to correct all of the photo.
        Tone(automatic=False, layers=0.0),
        "regions",
        title=translate("Panels", "Tone"),
        paint=translate("Panels", "Lighten or darken a part…"),
        names=translate("Panels", "Tone region {0}"),
        invitation=translate("Panels", "Paint over what is too dark or too light."),
        numbers=(
            Number(
                "exposure_ev",
                translate("Panels", "Lighten or darken"),
                translate("Panels", "In stops: +1 EV is twice the light, -1 EV half of it"),
                unit="EV",
            ),
            Number(
                "contrast",
                translate("Panels", "Contrast"),
                translate("Panels", "Around the mean tone of the region"),
                100,
                0,
                "%",
            ),
            Number(
                "vividness",
                translate("Panels", "Vividness"),
                translate("Panels", "Of the colours that the photo has of its own"),
                unit="×",
            ),
            Number("strength", translate("Panels", "Strength"), "", 100, 0, "%"),
        ),
        swatch=swatch,
        says=says,
        values={"mask": Mask(smart_edge=False), "exposure_ev": 0.5},
        waits=lambda region: region.plain,
        waiting=translate("Panels", "Now set what it does, on the right."),
    )


def _colour() -> PanelSpec:
    sizes = tuple((px, Text("{size} px", size=px)) for px in (256, 384, 512, 768))
    return PanelSpec(
        Colour,
        Text("Colour"),
        (
            Number(
                "vividness",
                Text("Vividness"),
                translate("Panels", "0 is grey, 1 as found, 2 twice as vivid"),
                unit="×",
            ),
            Number(
                "warmth",
                Text("Warmth"),
                translate("Panels", "Below 0 towards blue, above towards amber"),
            ),
            Number(
                "strength",
                Text("Strength"),
                translate("Panels", "From the photo's own look to the new colours"),
                100,
                0,
                "%",
            ),
            Number(
                "toning",
                Text("Keep the toning"),
                translate("Panels", "From new colours to the print in its own sepia, repaired"),
                100,
                0,
                "%",
            ),
            Choice(
                "detail",
                Text("Detail"),
                translate(
                    "Panels",
                    "The longer side of the copy that is coloured: larger sees smaller things",
                ),
                sizes,
            ),
        ),
        masks=color_target(),
    )
