"""What masks are painted for: a step's local adjustments, and what it offers inside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QBrush

from workstation.app.widgets.fields import Number
from workstation.core.masks.adjustments import local_fields
from workstation.core.pixels import Plane
from workstation.core.progress import Progress

if TYPE_CHECKING:
    from workstation.app.session import Session
    from workstation.core.masks.shapes import Mask
    from workstation.core.recipe import Recipe, Step
    from workstation.core.render import Renderer


@dataclass(frozen=True, eq=False)
class SelectionInfo:
    """What the engine sees where something is selected.

    Attributes
    ----------
    area
        0..1, on the working grid: what the mask means; None for what has no mask.
    """

    area: Plane | None


def area_of(
    renderer: Renderer, recipe: Recipe, step: Step, mask: Mask, progress: Progress
) -> SelectionInfo:
    """What there is to know about a mask of any step: its area."""
    return SelectionInfo(renderer.area(recipe, step, mask, progress))


def _never(_: Any) -> bool:
    return False


def _nothing(_: Any) -> str:
    return ""


@dataclass(frozen=True)
class MaskTarget:
    """A field of a step that holds local adjustments, for the mask editor.

    Attributes
    ----------
    step
        What the first stroke switches on where the step is off.
    field
        The field's name.
    title, paint
        What is painted, for a switch, and the words for beginning to paint.
    names
        How adjustments are called, with {0} for their number.
    invitation
        What to paint over, as a sentence.
    numbers
        What can be set inside a mask, as sliders.
    swatch, says
        How an adjustment looks in a list, and what it does in words.
    values
        What a new adjustment begins with, besides its name.
    waits, waiting
        Whether an adjustment does nothing yet after the first stroke, and what to do then, as a
        sentence.
    hindered
        Why nothing can be painted on the photo in front, as a sentence, or nothing.
    erasing_counts
        Whether the eraser says something where nothing is painted: then it may begin a region.
    shows_all
        Whether what is shown is where the step does anything, not the selected mask alone.
    look
        Finds out what there is to know about what is selected; not on the window's thread.
    """

    step: Step
    field: str
    title: str
    paint: str
    names: str
    invitation: str
    numbers: tuple[Number, ...]
    swatch: Callable[[Any], QBrush]
    says: Callable[[Any], str]
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    waits: Callable[[Any], bool] = _never
    waiting: str = ""
    hindered: Callable[[Session], str] = _nothing
    erasing_counts: bool = False
    shows_all: bool = False
    look: Callable[[Renderer, Recipe, Any, Any, Progress], SelectionInfo] = area_of

    @property
    def kind(self) -> str:
        """The step's kind."""
        return self.step.kind

    @property
    def adjustment(self) -> type[Any]:
        """The class of the adjustments."""
        return local_fields(self.step)[self.field]
