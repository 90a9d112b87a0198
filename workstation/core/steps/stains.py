"""Stains: take off a black-and-white print what its paper did, before it is coloured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workstation.core.color import paper
from workstation.core.pixels import Pixels, Roi
from workstation.core.recipe import Analysis, Context, check_settings, setting


@dataclass(frozen=True, eq=False)
class StainsAnalysis(Analysis):
    """What takes yellowing and stains off.

    Attributes
    ----------
    marks
        None where nothing is to be done.
    """

    marks: paper.Marks | None = None


@dataclass(frozen=True)
class Stains:
    """Uneven yellowing, foxing and stains, taken off black-and-white prints.

    Attributes
    ----------
    strength
        0 leaves the print as it is, 1 takes off all that was found.
    """

    strength: float = setting(1.0, 0.0, 1.0)

    kind: ClassVar[str] = "stains"
    version: ClassVar[int] = 1
    order: ClassVar[int] = 38
    analysed: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        check_settings(self)

    def analyse(self, whole: Pixels, context: Context) -> StainsAnalysis:
        """Tell the picture from the paper, where the photo is black and white."""
        context.progress.check()
        if not context.verdict.is_print:
            return StainsAnalysis()
        picture = context.verdict.picture
        area = None if picture.is_whole else picture.mask_at(*whole.shape[:2])
        return StainsAnalysis(marks=paper.marks(whole, area))

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None: a pixel needs its own value and the small maps."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: StainsAnalysis) -> Pixels:
        """Divide out what the paper swallowed."""
        if analysis.marks is None or self.strength == 0:
            return tile
        return analysis.marks.taken_off(tile, where, self.strength)
