"""Colour hints: what each gesture with dots and with colours does to the recipe.

Every method that changes the recipe is one gesture with a name in the user's words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from resources.text import Text
from workstation.app.color_hints.target import is_fresh
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.geometry import Place
from workstation.core.colorize.hints import PointHint, Region
from workstation.core.steps import Colour

if TYPE_CHECKING:
    from workstation.app.open_photo import OpenPhoto

DOT_RADIUS = 0.01
DOT_SMALLEST, DOT_LARGEST = 0.002, 0.2


@dataclass(frozen=True)
class _Home:
    """Where a picked colour goes, wherever it is picked."""

    photo: OpenPhoto | None
    region: int | None
    dot: int | None


class HintEditor(QObject):
    """The dots of the photo in front, and the colours of what is selected.

    Signals
    -------
    picked
        A colour, a* and b*, was picked up from the photo.

    Attributes
    ----------
    editor
        Holds the tools, and the regions.
    in_hand
        A colour that was picked while nothing was selected: the next dot takes it.
    """

    picked = Signal(float, float)

    def __init__(self, editor: MaskEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.in_hand: tuple[float, float] | None = None
        self._fresh: object | None = None
        self._session = editor.session
        self._dot: int | None = None
        self._home: _Home | None = None
        self._session.current_changed.connect(self._on_current)

    # What there is

    @property
    def step(self) -> Colour:
        """The step Colour of the photo in front; where it is off, as it would be switched on."""
        step = self._session.step(Colour.kind) or self._session.last_step(Colour.kind)
        return step if isinstance(step, Colour) else Colour()

    @property
    def dots(self) -> tuple[PointHint, ...]:
        """The dots of the photo in front."""
        step = self._session.step(Colour.kind)
        return step.dots if isinstance(step, Colour) else ()

    @property
    def dot(self) -> int | None:
        """The number of the selected dot."""
        number = self._dot
        return number if number is not None and number < len(self.dots) else None

    @property
    def chosen_dot(self) -> PointHint | None:
        """The selected dot."""
        return None if self.dot is None else self.dots[self.dot]

    @property
    def region(self) -> Region | None:
        """The selected region, if it is one of colours and not left for dots."""
        chosen = self.editor.chosen
        return chosen if isinstance(chosen, Region) and self.editor.held.leaves_masks else None

    # Dots

    def select_dot(self, number: int | None) -> None:
        """Go on with a dot."""
        if number != self._dot:
            self._dot, self._fresh = number, None
            self.editor.changed.emit()

    def drop_dot(self, place: Place, a: float, b: float) -> None:
        """Say the colour of a place: what is in the hand, or else what is likeliest there.

        Parameters
        ----------
        a, b
            What the place shows, until it is known what is likely.
        """
        self.editor.aim(Colour.kind)
        if not self.editor.ready():
            return
        radius = self.dots[-1].radius if self.dots else DOT_RADIUS
        self._dot = len(self.step.dots)
        self._fresh = object() if self.in_hand is None else None
        a, b = self.in_hand or (a, b)
        self.in_hand = None
        self._set((*self.step.dots, PointHint(*place, a, b, radius)), Text("Dot"), self._fresh)
        self.editor.changed.emit()
        self.editor.painted.emit()

    def begin_with(self, a: float, b: float) -> None:
        """Let a dot that was just dropped begin with a colour; it is still the same gesture."""
        gesture, self._fresh = self._fresh, None
        if gesture is not None:
            self.set_dot(Text("Dot"), gesture, a=a, b=b)

    def set_dot(self, what: str, gesture: object | None = None, **changes: Any) -> None:
        """Change the selected dot."""
        if self.chosen_dot is not None and self.dot is not None:
            dots = list(self.dots)
            dots[self.dot] = replace(self.chosen_dot, **changes)
            self._set(tuple(dots), what, gesture)

    def size_dot(self, radius: float, gesture: object | None = None) -> None:
        """Make the selected dot larger or smaller."""
        radius = min(max(radius, DOT_SMALLEST), DOT_LARGEST)
        self.set_dot(Text("Dot: size"), gesture, radius=radius)

    def remove_dot(self) -> None:
        """Take the selected dot away."""
        if self.dot is not None:
            number, self._dot = self.dot, None
            left = tuple(dot for i, dot in enumerate(self.dots) if i != number)
            self._set(left, Text("Dot removed"))
            self.editor.changed.emit()

    def _set(self, dots: tuple[PointHint, ...], name: str, gesture: object | None = None) -> None:
        self._session.set_step(replace(self.step, dots=dots), name, gesture)

    # Colours

    def give_colour(self, a: float, b: float, gesture: object | None = None) -> None:
        """Colour what is selected, the dot or the region, and what comes next."""
        region = self.region
        selected = region if self.editor.held.leaves_masks else self.chosen_dot
        self.in_hand = (a, b) if selected is None else None
        if not self.editor.held.leaves_masks:
            self.set_dot(Text("Dot: colour"), gesture, a=a, b=b)
        elif region is not None:
            if is_fresh(region):
                self.editor.told.emit("")  # it waits for a colour no longer
            on = region.on or is_fresh(region)
            self.editor.set(Text("colour"), gesture, does="colour", a=a, b=b, on=on)
        self.editor.changed.emit()

    def set_does(self, does: str, what: str) -> None:
        """Let the selected region take a colour, find one, or stay grey."""
        region = self.region
        if region is not None:
            on = region.on or (is_fresh(region) and does != "colour")
            self.editor.set(what, does=does, on=on)

    def next_proposal(self) -> None:
        """Give the selected region the next of the network's other colours."""
        region = self.region
        if region is not None:
            proposal = region.proposal % 9 + 1
            what = Text("next proposal")
            self.editor.set(what, does="automatic", proposal=proposal, on=True)

    # A colour from another photo

    def leave_home(self) -> None:
        """Remember what a picked colour is for, until it is picked."""
        self._home = _Home(self._session.current, self.editor.number, self._dot)

    def go_home(self) -> None:
        """Show the photo for which the eyedropper was taken, if it went to another one."""
        home = self._home
        if home is not None and home.photo in self._session.photos:
            self._session.show(home.photo)

    def forget_home(self) -> None:
        """The eyedropper is laid down."""
        self._home = None

    def _on_current(self) -> None:
        self._dot = None
        home = self._home
        if home is not None and home.photo in self._session.photos:
            if self._session.current is home.photo:
                self._dot = home.dot
                self.editor.select(home.region)
            elif self._session.current is not None:
                words = self.tr("Click on a colour in this photo; {0} takes it.")
                self.editor.told.emit(words.format(home.photo.photo.path.name))
        self.editor.changed.emit()
