"""Which tool the hand holds, what is selected, and what each gesture does to the recipe.

Every method that changes the recipe is one gesture with a name in the user's words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from workstation.app.masks import edits
from workstation.app.masks.geometry import Brush, Place
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.masks.masks import Mask, Shape, Similar
from workstation.core.steps import Colour

if TYPE_CHECKING:
    from workstation.app.open_photo import OpenPhoto
    from workstation.app.session import Session

ToolName = Literal["hand", "brush", "lasso", "similar", "dots", "pick"]
REGION_TOOLS: tuple[ToolName, ...] = ("brush", "lasso", "similar")
DOT_RADIUS = 0.01
DOT_SMALLEST, DOT_LARGEST = 0.002, 0.2
_OVERLAY = "#e0245e"


@dataclass(frozen=True)
class _Home:
    """Where a picked colour goes, wherever it is picked."""

    photo: OpenPhoto | None
    region: int | None
    dot: int | None


class Toolbox(QObject):
    """The tools' state.

    Signals
    -------
    changed
        Another tool, brush, selection or overlay holds.
    told
        What a tool does, or why it cannot: a sentence.
    painted
        A dot was dropped, or a region painted that waits for a colour.
    picked
        A colour, a* and b*, was picked up from the photo.
    """

    changed = Signal()
    told = Signal(str)
    painted = Signal()
    picked = Signal(float, float)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.tool: ToolName = "hand"
        self.before_pick: ToolName = "hand"
        self.brush = Brush()
        self.erasing = False
        self.tolerance = 0.5
        self.colour: tuple[float, float] | None = None
        self._region: int | None = None
        self._dot: int | None = None
        self._home: _Home | None = None
        self.overlay = False
        self.overlay_colour = QColor(session.settings.text("overlay_colour", _OVERLAY))
        session.current_changed.connect(self._on_current)
        session.recipe_changed.connect(self.changed)

    # What there is

    @property
    def step(self) -> Colour:
        """The step Colour of the photo in front; where it is off, as it would be switched on."""
        kind = Colour.kind
        step = self.session.step(kind) or self.session.last_step(kind)
        return step if isinstance(step, Colour) else Colour()

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions of the photo in front."""
        step = self.session.step(Colour.kind)
        return step.regions if isinstance(step, Colour) else ()

    @property
    def dots(self) -> tuple[PointHint, ...]:
        """The dots of the photo in front."""
        step = self.session.step(Colour.kind)
        return step.dots if isinstance(step, Colour) else ()

    @property
    def region(self) -> int | None:
        """The number of the selected region; undone, it is none, and redone, it is back."""
        number = self._region
        return number if number is not None and number < len(self.regions) else None

    @property
    def dot(self) -> int | None:
        """The number of the selected dot."""
        number = self._dot
        return number if number is not None and number < len(self.dots) else None

    @property
    def chosen(self) -> Region | None:
        """The selected region."""
        return None if self.region is None else self.regions[self.region]

    @property
    def chosen_dot(self) -> PointHint | None:
        """The selected dot."""
        return None if self.dot is None else self.dots[self.dot]

    @property
    def overlaid(self) -> Region | None:
        """The region whose area is to be seen over the photo."""
        region = self.chosen
        if region is None or not region.mask.marks or self.tool == "dots":
            return None
        waits = edits.is_fresh(region)
        return region if self.overlay or waits else None

    # Tools and selection

    def take(self, tool: ToolName) -> None:
        """Take a tool into the hand."""
        if tool != "pick":
            self._home = None
        elif self.tool != "pick":
            self.before_pick = self.tool
            self._home = _Home(self.session.current, self._region, self._dot)
        self.tool = tool
        self.erasing = False
        self.changed.emit()
        self.told.emit(self._says(tool))

    def erase(self, on: bool) -> None:
        """Take away instead of adding, with the region tool in the hand, or with the brush."""
        if self.tool not in REGION_TOOLS:
            self.take("brush")
        self.erasing = on
        self.changed.emit()

    def set_brush(self, brush: Brush) -> None:
        """Use another brush."""
        if brush != self.brush:
            self.brush = brush
            self.changed.emit()

    def set_tolerance(self, tolerance: float, gesture: object | None = None) -> None:
        """How alike similar places must be; those that were clicked last are found again."""
        self.tolerance = tolerance
        region = self.chosen
        last = region.mask.marks[-1] if region is not None and region.mask.marks else None
        if region is not None and isinstance(last, Similar):
            marks = (*region.mask.marks[:-1], replace(last, tolerance=tolerance))
            self.set_mask(self.tr("tolerance"), gesture, marks=marks)
        self.changed.emit()

    def show_overlay(self, on: bool) -> None:
        """Show the area of the selected region, or not."""
        self.overlay = on
        self.changed.emit()

    def set_overlay_colour(self, colour: QColor) -> None:
        """Show areas in a colour."""
        self.overlay_colour = colour
        self.session.settings.put("overlay_colour", colour.name())
        self.changed.emit()

    def select_region(self, number: int | None) -> None:
        """Go on with a region, or begin a new one with the next mark."""
        if number != self._region:
            self._region = number
            self.changed.emit()

    def select_dot(self, number: int | None) -> None:
        """Go on with a dot."""
        if number != self._dot:
            self._dot = number
            self.changed.emit()

    # Regions

    def mark(self, mark: Shape, what: str) -> None:
        """Add a mark to the selected region, or begin a region with it."""
        if not self._ready():
            return
        step, number = self.step, self.region
        if number is None or number >= len(step.regions):
            number = len(step.regions)
            name = edits.free_name(step.regions, self.tr("Region {0}"))
            step = edits.with_region(step, name, Mask())
        region = step.regions[number]
        if getattr(mark, "erase", False) and not region.mask.marks:
            self.told.emit(self.tr("There is nothing to erase yet."))
            return
        self._region = number
        self._set(edits.marked(step, number, mark), f"{region.name}: {what}")
        self.changed.emit()
        if edits.is_fresh(self.regions[number]):
            self.told.emit(self.tr("Now choose a colour for it, on the right."))
            self.painted.emit()

    def new_region(self) -> None:
        """Begin a new region with the next mark."""
        if self.tool not in REGION_TOOLS:
            self.take("brush")
        self.select_region(None)
        self.told.emit(self.tr("The next stroke begins a new region."))

    def set_region(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the selected region."""
        if self.chosen is not None and self.region is not None:
            step = edits.region_with(self.step, self.region, **changes)
            self._set(step, f"{self.chosen.name}: {what}", gesture)

    def set_mask(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the mask of the selected region."""
        if self.chosen is not None and self.region is not None:
            step = edits.mask_with(self.step, self.region, **changes)
            self._set(step, f"{self.chosen.name}: {what}", gesture)

    def set_does(self, does: str, what: str) -> None:
        """Let the selected region take a colour, find one, or stay grey."""
        if self.chosen is not None and self.region is not None:
            self._set(edits.told(self.step, self.region, does), f"{self.chosen.name}: {what}")

    def next_proposal(self) -> None:
        """Give the selected region the next of the network's other colours."""
        if self.chosen is not None and self.region is not None:
            name = self.tr("{0}: next proposal").format(self.chosen.name)
            self._set(edits.proposed(self.step, self.region), name)

    def rename_region(self, number: int, name: str) -> None:
        """Call a region as the user does."""
        region = self.regions[number]
        if name and name != region.name:
            words = self.tr("{0} is now called {1}").format(region.name, name)
            self._set(edits.region_with(self.step, number, name=name), words)

    def switch_region(self, number: int, on: bool) -> None:
        """Let a region count, or not."""
        words = self.tr("{0} on") if on else self.tr("{0} off")
        step = edits.region_with(self.step, number, on=on)
        self._set(step, words.format(self.regions[number].name))

    def move_region(self, number: int, to: int) -> None:
        """Put a region over or under others."""
        if 0 <= to < len(self.regions) and to != number:
            words = self.tr("{0} up") if to > number else self.tr("{0} down")
            name = words.format(self.regions[number].name)
            self._region = to
            self._set(edits.moved_region(self.step, number, to), name)
            self.changed.emit()

    def remove_region(self) -> None:
        """Delete the selected region."""
        if self.chosen is not None and self.region is not None:
            number, name = self.region, self.chosen.name
            left = len(self.regions) - 1
            self._region = min(number, left - 1) if left else None
            step = edits.without_region(self.step, number)
            self._set(step, self.tr("{0} deleted").format(name))
            self.changed.emit()

    # Dots

    def drop_dot(self, place: Place, a: float, b: float) -> None:
        """Say the colour of a place."""
        if not self._ready():
            return
        dot = PointHint(*place, a, b, self._dot_radius())
        self._dot = len(self.step.dots)
        self._set(edits.with_dot(self.step, dot), self.tr("Dot"))
        self.changed.emit()
        self.painted.emit()

    def set_dot(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the selected dot."""
        if self.chosen_dot is not None and self.dot is not None:
            self._set(edits.dot_with(self.step, self.dot, **changes), what, gesture)

    def size_dot(self, radius: float, gesture: object | None = None) -> None:
        """Make the selected dot larger or smaller."""
        radius = min(max(radius, DOT_SMALLEST), DOT_LARGEST)
        self.set_dot(self.tr("Dot: size"), gesture, radius=radius)

    def remove_dot(self) -> None:
        """Take the selected dot away."""
        if self.chosen_dot is not None and self.dot is not None:
            number, self._dot = self.dot, None
            self._set(edits.without_dot(self.step, number), self.tr("Dot removed"))
            self.changed.emit()

    def _dot_radius(self) -> float:
        return self.dots[-1].radius if self.dots else DOT_RADIUS

    # Colours

    def give_colour(self, a: float, b: float, gesture: object | None = None) -> None:
        """Colour what is selected, the dot or the region, and what comes next."""
        self.colour = (a, b)
        if self._holds_dots:
            self.set_dot(self.tr("Dot: colour"), gesture, a=a, b=b)
        elif self.chosen is not None and self.region is not None:
            if edits.is_fresh(self.chosen):
                self.told.emit("")  # it waits for a colour no longer
            step = edits.coloured(self.step, self.region, a, b)
            self._set(step, self.tr("{0}: colour").format(self.chosen.name), gesture)
        self.changed.emit()

    @property
    def _holds_dots(self) -> bool:
        return "dots" in (self.tool, self.before_pick if self.tool == "pick" else "")

    # The rest

    def _set(self, step: Colour, name: str, gesture: object | None = None) -> None:
        self.session.set_step(step, name, gesture)

    def _ready(self) -> bool:
        """Whether wishes can be seen; else it is said why not."""
        if self.session.in_colour and self.step.coloured == "keep":
            self.told.emit(
                self.tr("This photo keeps its own colours; let it be coloured afresh first.")
            )
            return False
        return self.session.current is not None

    def go_home(self) -> None:
        """Show the photo for which the eyedropper was taken, if it went to another one."""
        home = self._home
        if home is not None and home.photo in self.session.photos:
            self.session.show(home.photo)

    def _on_current(self) -> None:
        self._region = self._dot = None
        home = self._home
        if home is not None and home.photo in self.session.photos:
            if self.session.current is home.photo:
                self._region, self._dot = home.region, home.dot
            elif self.session.current is not None:
                self.told.emit(
                    self.tr("Click on a colour in this photo; {0} takes it.").format(
                        home.photo.photo.path.name
                    )
                )
        self.changed.emit()

    def _says(self, tool: ToolName) -> str:
        return {
            "hand": self.tr("Drag to move the photo."),
            "brush": self.tr(
                "Paint over what has the wrong colour. Shift and drag changes the size, "
                "the right button erases."
            ),
            "lasso": self.tr("Draw around what has the wrong colour."),
            "similar": self.tr("Click on what has the wrong colour; all that is alike follows."),
            "dots": self.tr(
                "Click where you know the colour. Drag moves a dot, the right button removes it."
            ),
            "pick": self.tr("Click on a colour in the photo, or in another one of the strip."),
        }[tool]
