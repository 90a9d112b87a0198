"""The mask editor: which tool is held, what is selected, and what each gesture does to the recipe.

It is bound to a step's field of local adjustments and knows no step by name. Every method that
changes the recipe is one gesture with a name in the user's words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from resources.text import Text
from workstation.app.masks.geometry import Brush
from workstation.core.masks.masks import Mask, Shape, Similar
from workstation.core.recipe import replaced

if TYPE_CHECKING:
    from workstation.app.masks.target import MaskTarget
    from workstation.app.masks.tool import Tool
    from workstation.app.session import Session

HAND = "hand"
_BRUSH = "brush"
_OVERLAY = "#e0245e"


class MaskEditor(QObject):
    """The state of the tools, and the local adjustments of one field of one step.

    Signals
    -------
    changed
        Another tool, brush, target, selection or overlay holds.
    told
        What a tool does, or why it cannot: a sentence.
    painted
        An adjustment was begun, or waits for being told what to do.

    Attributes
    ----------
    target
        What is painted for.
    tool
        The name of the tool in the hand.
    """

    changed = Signal()
    told = Signal(str)
    painted = Signal()

    def __init__(
        self, session: Session, targets: tuple[MaskTarget, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.targets = targets
        self.target = targets[-1]
        self.tools: dict[str, Tool] = {}
        self.tool = HAND
        self.brush = Brush()
        self.erasing = False
        self.tolerance = 0.5
        self.overlay = False
        self.overlay_colour = QColor(session.settings.text("overlay_colour", _OVERLAY))
        self._number: int | None = None
        session.current_changed.connect(self._on_current)
        session.recipe_changed.connect(self.changed)

    # What there is

    @property
    def step(self) -> Any:
        """The step of the photo in front; where it is off, as it would be switched on."""
        kind = self.target.kind
        return self.session.step(kind) or self.session.last_step(kind) or self.target.step

    @property
    def adjustments(self) -> tuple[Any, ...]:
        """The local adjustments of the photo in front; later ones lie over earlier ones."""
        step = self.session.step(self.target.kind)
        found: tuple[Any, ...] = () if step is None else getattr(step, self.target.field)
        return found

    @property
    def number(self) -> int | None:
        """The number of the selected adjustment; undone, it is none, and redone, it is back."""
        number = self._number
        return number if number is not None and number < len(self.adjustments) else None

    @property
    def chosen(self) -> Any:
        """The selected adjustment, or None."""
        return None if self.number is None else self.adjustments[self.number]

    @property
    def held(self) -> Tool:
        """The tool in the hand."""
        return self.tools[self.tool]

    @property
    def subject(self) -> Any:
        """What the engine is asked about: the selected mask, or what the tool has selected."""
        if not self.held.leaves_masks:
            return self.held.subject
        if self.target.shows_all:
            return self.session.step(self.target.kind) if self.overlay else None
        chosen = self.chosen
        return chosen.mask if chosen is not None and chosen.mask.shapes else None

    @property
    def overlaid(self) -> Any:
        """The adjustment, or the step, whose area is to be seen over the photo; or None."""
        if self.target.shows_all:
            step = self.session.step(self.target.kind)
            return step if self.overlay and self.held.leaves_masks else None
        chosen = self.chosen
        if chosen is None or not chosen.mask.shapes or not self.held.leaves_masks:
            return None
        return chosen if self.overlay or self.target.waits(chosen) else None

    # Tools and selection

    def add(self, tool: Tool) -> None:
        """Offer a tool."""
        self.tools[tool.name] = tool

    def take(self, tool: str) -> None:
        """Take a tool into the hand."""
        self.tools[self.tool].put_down(tool)
        self.tools[tool].taken(self.tool)
        self.tool = tool
        self.erasing = False
        self.changed.emit()
        self.told.emit(self.held.says)

    def aim(self, kind: str) -> None:
        """Paint for the step of a kind from now on."""
        if kind != self.target.kind:
            self.target = next(target for target in self.targets if target.kind == kind)
            self._number = None
            if not self.held.leaves_masks:
                self.take(_BRUSH)
            self.changed.emit()

    def erase(self, on: bool) -> None:
        """Take away instead of adding, with the tool in the hand, or with the brush."""
        if not self.held.paints:
            self.take(_BRUSH)
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
        shapes = () if self.chosen is None else self.chosen.mask.shapes
        if shapes and isinstance(shapes[-1], Similar):
            shapes = (*shapes[:-1], replace(shapes[-1], tolerance=tolerance))
            self.set_mask(Text("tolerance"), gesture, shapes=shapes)
        self.changed.emit()

    def show_overlay(self, on: bool) -> None:
        """Show the area of the selected adjustment, or not."""
        self.overlay = on
        self.changed.emit()

    def set_overlay_colour(self, colour: QColor) -> None:
        """Show areas in a colour."""
        self.overlay_colour = colour
        self.session.settings.put("overlay_colour", colour.name())
        self.changed.emit()

    def select(self, number: int | None) -> None:
        """Go on with an adjustment, or begin a new one with the next stroke."""
        if number != self._number:
            self._number = number
            self.changed.emit()

    # Gestures

    def paint(self, shape: Shape, what: str) -> None:
        """Add a shape to the selected mask, or begin an adjustment with it."""
        if not self.ready():
            return
        all_of_them = list(getattr(self.step, self.target.field))
        begun = self.number is None
        number = len(all_of_them) if self.number is None else self.number
        if begun:
            all_of_them.append(self._new(all_of_them))
        adjustment = all_of_them[number]
        mask = adjustment.mask
        if shape.erase and not mask.shapes and not self.target.erasing_counts:
            self.told.emit(self.tr("There is nothing to erase yet."))
            return
        painted = replace(mask, shapes=(*mask.shapes, shape), eraser_holds=True)
        all_of_them[number] = adjustment = replaced(adjustment, mask=painted)
        self._number = number
        self._set(all_of_them, Text("{region}: {what}", region=adjustment.name, what=what))
        self.changed.emit()
        waits = self.target.waits(adjustment)
        if waits:
            self.told.emit(self.target.waiting)
        if begun or waits:
            self.painted.emit()

    def begin(self) -> None:
        """Begin a new adjustment with the next stroke."""
        if not self.held.paints:
            self.take(_BRUSH)
        self.select(None)
        self.told.emit(self.tr("The next stroke begins a new region."))

    def set(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the selected adjustment."""
        if self.chosen is not None and self.number is not None:
            changed = replaced(self.chosen, **changes)
            name = Text("{region}: {what}", region=self.chosen.name, what=what)
            self._put(self.number, changed, name, gesture)

    def set_mask(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the mask of the selected adjustment."""
        if self.chosen is not None:
            self.set(what, gesture, mask=replace(self.chosen.mask, **changes))

    def rename(self, number: int, name: str) -> None:
        """Call an adjustment as the user does."""
        adjustment = self.adjustments[number]
        if name and name != adjustment.name:
            words = Text("{region} is now called {name}", region=adjustment.name, name=name)
            self._put(number, replaced(adjustment, name=name), words)

    def switch(self, number: int, on: bool) -> None:
        """Let an adjustment count, or not."""
        adjustment = self.adjustments[number]
        name = adjustment.name
        words = Text("{region} on", region=name) if on else Text("{region} off", region=name)
        self._put(number, replaced(adjustment, on=on), words)

    def move(self, number: int, to: int) -> None:
        """Put an adjustment over or under others."""
        order = list(self.adjustments)
        if 0 <= to < len(order) and to != number:
            name = order[number].name
            words = Text("{region} up", region=name)
            if to < number:
                words = Text("{region} down", region=name)
            order.insert(to, order.pop(number))
            self._number = to
            self._set(order, words)
            self.changed.emit()

    def remove(self) -> None:
        """Delete the selected adjustment."""
        if self.chosen is not None and self.number is not None:
            left, number = list(self.adjustments), self.number
            gone = left.pop(number)
            self._number = min(number, len(left) - 1) if left else None
            self._set(left, Text("{region} deleted", region=gone.name))
            self.changed.emit()

    def ready(self) -> bool:
        """Whether what is painted can be seen; else it is said why not."""
        why = self.target.hindered(self.session)
        if why:
            self.told.emit(why)
        return not why and self.session.current is not None

    def _new(self, others: list[Any]) -> Any:
        """An adjustment with a name of its own: the first number that is not in use."""
        taken, number = {other.name for other in others}, 1
        while self.target.names.format(number) in taken:
            number += 1
        values = {"mask": Mask(), **self.target.values}
        return self.target.adjustment(name=self.target.names.format(number), **values)

    def _put(self, number: int, changed: Any, name: str, gesture: object | None = None) -> None:
        others = list(self.adjustments)
        others[number] = changed
        self._set(others, name, gesture)

    def _set(self, adjustments: list[Any], name: str, gesture: object | None = None) -> None:
        step = replaced(self.step, **{self.target.field: tuple(adjustments)})
        self.session.set_step(step, name, gesture)

    def _on_current(self) -> None:
        self._number = None
        self.changed.emit()
