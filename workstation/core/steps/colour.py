"""Colour: give a black-and-white photo its colours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color import guided_filter
from workstation.core.color.automatic import AutomaticColors
from workstation.core.color.cielab import from_lab, lightness, to_lab
from workstation.core.colorize import apply_hints
from workstation.core.colorize import consensus as looks
from workstation.core.colorize import harmonize as sets
from workstation.core.colorize import reference as references
from workstation.core.colorize import suggestions as palettes
from workstation.core.colorize.hints import (
    ColorHints,
    PointHint,
    Region,
    dots_from_json,
    dots_to_json,
)
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.diagnose.verdict import Kind
from workstation.core.errors import HeirloomError
from workstation.core.masks.adjustments import local_adjustments
from workstation.core.pixels import Pixels, Plane, Roi, grey_plane, seal
from workstation.core.recipe import (
    Analysis,
    Context,
    check_settings,
    fields,
    setting,
    structure,
)

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

# Colours fade into what lies around the picture over this share of the scan's longer side.
_FEATHER = 0.002
# The copy that the network sees with hints, as a share of `detail`: near what it was trained on.
_HINTED = 2 / 3


@dataclass(frozen=True)
class ColourAnalysis(Analysis):
    """The colours of a photo on a small grid, ready to follow its edges at any scale.

    Attributes
    ----------
    chroma
        a* and b* as functions of L*/100; None where the photo keeps its own colours.
    given
        The colours of the user's hints, in the same form, to be added; None without any.
    picture
        The part of the scan that gets colours; page and border around it keep their own.
    kept
        How much of the print's own toning stands in place of new colours, 0..1.
    """

    chroma: guided_filter.Guided | None = None
    given: guided_filter.Guided | None = None
    picture: PictureArea = field(default_factory=PictureArea)
    kept: float = 0.0


@dataclass(frozen=True)
class Colour:
    """Automatic colours from the network, at the photo's own luminance.

    Attributes
    ----------
    strength
        From the photo's own look (0) to the new colours alone (1).
    vividness
        Factor on the chroma: 0 is grey, 1 as the network sees it, 2 twice as vivid.
    warmth
        -1 cooler, towards blue; 1 warmer, towards amber.
    toning
        How much of a toned print's own toning stands in place of new colours: 0 none, 1 the
        repaired print as it was toned, without new colours. Other photos are coloured.
    detail
        The longer side of the copy that the network sees, in pixels.
    consensus
        Whether the network looks several times, and one thing gets one colour.
    dots, regions
        What the user said about places and areas.
    reference
        Colours of another photo of the same set.
    palette
        Which of the network's views of the whole picture: 0 the likeliest, then others.
    together
        Colours that the photo shares with the others of its set.
    """

    strength: float = setting(1.0, 0.0, 1.0)
    vividness: float = setting(1.0, 0.0, 2.0)
    warmth: float = setting(0.0, -1.0, 1.0)
    toning: float = setting(0.0, 0.0, 1.0)
    detail: int = setting(384, 128, 1024, "px")
    consensus: bool = True
    dots: tuple[PointHint, ...] = structure((), dots_to_json, dots_from_json, places=True)
    regions: tuple[Region, ...] = local_adjustments(Region)
    reference: references.Reference | None = structure(
        None, references.to_json, references.from_json
    )
    palette: int = setting(0, 0, 8)
    together: sets.Harmony | None = structure(None, sets.to_json, sets.from_json)

    kind: ClassVar[str] = "colour"
    version: ClassVar[int] = 3
    order: ClassVar[int] = 50
    analysed: ClassVar[tuple[str, ...]] = (
        "toning",
        "detail",
        "consensus",
        "dots",
        "regions",
        "reference",
        "palette",
        "together",
    )

    def __post_init__(self) -> None:
        check_settings(self)

    @classmethod
    def upgraded(cls, version: int, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG003
        """The fields of versions 1 and 2, which looked once, without what the recipe says now."""
        kept = {name: value for name, value in fields.items() if name != "coloured"}
        return {**kept, "consensus": False}

    @staticmethod
    def told_kind(fields: dict[str, Any]) -> Kind | None:
        """What version 1 said of the photo: to colour one in colour was to take it for grey."""
        return "grey" if fields.get("coloured") == "afresh" else None

    def analyse(self, whole: Pixels, context: Context) -> ColourAnalysis:
        """Ask the network for colours, and fit them to the photo's luminance.

        Raises
        ------
        HeirloomError
            If the network finds no colour: a grey picture is never passed off as coloured.
        """
        context.progress.report(0.0, "Looking for colours")
        verdict = context.verdict
        if verdict.kind == "colour":
            note = Text("This photo is in colour; its colours are kept.")
            return ColourAnalysis(notes=(note,))
        kept = self.toning if verdict.kind == "toned" else 0.0
        if kept == 1:
            note = Text("This is a toned print; it keeps its own toning.")
            return ColourAnalysis(notes=(note,), kept=kept)
        colors = self.colors(whole, context)
        notes: tuple[Text, ...] = ()
        if verdict.kind == "toned":
            notes = (Text("This is a toned print; it is coloured as if it were black and white."),)
        if colors.answer.lost:
            notes += (
                Text(
                    "{device} failed; the networks run on the CPU now.", device=colors.answer.lost
                ),
            )
        chroma, given = colors.carried, None
        hints = ColorHints(self.dots, self.regions)
        if hints:
            context.progress.report(0.6, "Following your colours")
            longest_px = round(_HINTED * self.detail) if self.consensus else None
            hinted = apply_hints.apply_hints(
                colors, hints, whole, self.local_context(whole, context), longest_px
            )
            chroma, given = hinted.untouched, hinted.given
        return ColourAnalysis(
            notes=notes,
            chroma=chroma,
            given=given,
            picture=verdict.picture,
            kept=kept,
            device=colors.answer.device,
            coloured=bool(colors.answer.device),
        )

    def colors(self, whole: Pixels, context: Context) -> AutomaticColors:
        """The automatic colours of the photo as it reaches this step, before any hint.

        Raises
        ------
        HeirloomError
            If the network finds no colour.
        """
        if self.consensus:
            name = f"consensus {self.detail}"
            colors: AutomaticColors = context.remember(name, partial(self._agreed, whole, context))
        else:
            colors = context.automatic(whole, int(self.detail))
        if self.palette or self.reference is not None or self.together is not None:
            make = partial(self._led, colors, context)
            colors = context.remember(f"{self._leads} led", make)
        ab = colors.answer.ab
        if float(np.hypot(ab[..., 0], ab[..., 1]).mean()) < looks.COLOURLESS:
            raise HeirloomError(
                "The network found no colour in this photo.",
                "Switch Colour off (--no-color) to restore it in black and white.",
            )
        return colors

    @property
    def _leads(self) -> str:
        """The settings that lead the network's view of the whole picture."""
        leads = ("detail", "consensus", "reference", "palette", "together")
        return json.dumps(fields(self, leads))

    def local_context(self, whole: Pixels, context: Context) -> Context:
        """Hints find their areas in the colours that these settings give the photo."""

        def remember(name: str, make: Callable[[], Any]) -> Any:
            return context.remember(f"{self._leads} {name}", make)

        return replace(context, remember=remember, colors=self.colors(whole, context))

    def _agreed(self, whole: Pixels, context: Context) -> AutomaticColors:
        """The colours that several looks agree on."""
        light = lightness(whole)
        return AutomaticColors.of(light, *self._looked(light, context))

    def _led(self, colors: AutomaticColors, context: Context) -> AutomaticColors:
        """The colours as palette, reference and set lead them."""
        answer = self._leading(colors.light, colors.seen, colors.answer, context)
        if self.together is not None and self.together.strength > 0:
            answer = sets.pull(self.together, answer, colors.seen)
        return AutomaticColors.of(colors.light, colors.seen, answer)

    def alone(self, light: Plane, context: Context) -> tuple[Plane, Chroma]:
        """The copy of L* that the network sees, and its view, before the set has a say.

        One look: photos of a set are compared by what is seen in them, hundreds of them.
        """
        once = replace(self, consensus=False)
        seen, answer = once._looked(light, context)
        return seen, once._leading(light, seen, answer, context)

    def _leading(self, light: Plane, seen: Plane, answer: Chroma, context: Context) -> Chroma:
        """The network's view of the whole picture as palette and reference lead it."""
        if self.palette:
            hints = palettes.other_colours(answer, seen, self.palette)
            answer = self._looked(light, context, hints)[1]
        if self.reference is not None and self.reference.strength > 0:
            hints = references.hints(self.reference, answer, seen)
            led = self._looked(light, context, hints)[1]
            share = np.float32(self.reference.strength)
            answer = replace(led, ab=answer.ab + (led.ab - answer.ab) * share)
        return answer

    def _looked(
        self, light: Plane, context: Context, hints: NDArray[np.float32] | None = None
    ) -> tuple[Plane, Chroma]:
        """The copy of L* that the network sees, and what it says: in one look, or several."""
        check, ask = context.progress.check, context.colorizer
        if self.consensus:
            picture = context.verdict.picture
            side = context.sideways
            found = looks.consensus(
                light, ask, int(self.detail), check, hints, picture, sideways=side
            )
            return found.seen, found.answer
        seen = guided_filter.shrink(light, int(self.detail))
        answer: Chroma = ask(seen) if hints is None else ask(seen, hints)
        check()
        return seen, answer

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: a pixel needs its own luminance and the small maps."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: ColourAnalysis) -> Pixels:
        """Put the colours on the tile's luminance; L* stays, and so does its grain."""
        strength = self.strength * (1 - analysis.kept)
        if analysis.chroma is None or strength == 0:
            return tile
        amount = np.float32(self.vividness * strength)
        shift = (self.warmth * strength * np.array(apply_hints.WARM)).astype(np.float32)
        wanted = guided_filter.Guided(
            analysis.chroma.slope * amount, analysis.chroma.offset * amount + shift[:, None, None]
        )
        if analysis.given is not None:
            kept = np.float32(strength)
            wanted = guided_filter.Guided(
                wanted.slope + analysis.given.slope * kept,
                wanted.offset + analysis.given.offset * kept,
            )
        own = None
        if strength < 1 and grey_plane(tile) is None:
            light, own = to_lab(tile)
        else:
            light = lightness(tile)
        ab = np.stack(wanted.at(where, light * np.float32(0.01)), -1)
        if own is not None:
            ab += own * np.float32(1 - strength)
        if analysis.picture.is_whole:
            return from_lab(light, ab)
        return _inside(analysis.picture, where, tile, light, ab)


def _inside(
    picture: PictureArea, where: Roi, tile: Pixels, light: Plane, ab: NDArray[np.float32]
) -> Pixels:
    """Colours in the picture; page and border keep theirs, to the last bit."""
    feather_px = max(1.0, _FEATHER * max(where.plane_height, where.plane_width))
    share = picture.share(where, feather_px)[..., None]
    if not share.any():
        return tile
    if (share < 1).any():
        ab = ab * share
        if grey_plane(tile) is None:
            ab += to_lab(tile)[1] * (1 - share)
    return seal(np.where(share > 0, from_lab(light, ab), tile))
