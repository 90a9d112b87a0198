"""What every tool can be asked for while it is in the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from workstation.app.masks.geometry import PhotoPlacement, Place

translate = QCoreApplication.translate

_DARK, _LIGHT = QColor(20, 20, 20, 200), QColor(250, 250, 250, 230)


@dataclass(frozen=True)
class Touch:
    """One event of mouse or pen on the photo.

    Attributes
    ----------
    frame
        Where the photo lies now.
    at
        The point in the window's units.
    place
        The place of the photo under it.
    pressure
        Of the pen, 0..1; a mouse presses fully.
    erase
        Whether it takes away: right button, or the pen's other end.
    pick
        Whether Ctrl or Alt is held: pick up a colour.
    line
        Whether Shift is held.
    """

    frame: PhotoPlacement
    at: QPointF
    place: Place
    pressure: float = 1.0
    erase: bool = False
    pick: bool = False
    line: bool = False

    @property
    def xy(self) -> tuple[float, float]:
        """The point as plain numbers."""
        return self.at.x(), self.at.y()


class Tool:
    """Does nothing; each tool answers what it has an answer to.

    Methods that take an event return whether anything is to be drawn anew: a box in the window's
    units, an empty one for everything, None for nothing.

    Attributes
    ----------
    name
        Its name for programs and tests.
    cursor
        Over the photo, while it is held.
    paints
        Whether it adds to masks.
    leaves_masks
        Whether the selected mask stays what the gestures are about while it is held.
    brushes
        Whether it is as large and as hard as the brush is set.
    with_alt
        Whether a press with Alt goes to it while it is held, to say where it takes from.
    with_ctrl
        Whether a press with Ctrl or Alt goes to it, whatever is held.
    """

    name: str
    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor
    paints = False
    leaves_masks = True
    with_ctrl = False
    with_alt = False
    brushes = False

    @property
    def says(self) -> str:
        """What one does with it, as a sentence."""
        return ""

    @property
    def subject(self) -> Any:
        """What is selected while it is held, for a tool that does not leave that to masks."""
        return None

    @property
    def busy(self) -> bool:
        """Whether a gesture has begun and not ended."""
        return False

    def taken(self, before: str) -> None:
        """It comes into the hand after another tool."""

    def put_down(self, following: str) -> None:
        """Another tool comes into the hand."""

    def resized(self, size: QSize, ratio: float) -> None:
        """The widget to draw in has another size."""

    def drawn(self) -> None:
        """The photo shows now what the gestures made."""

    def pressed(self, touch: Touch) -> QRectF | None:  # noqa: ARG002
        """A button was pressed, or the pen put down."""
        return None

    def moved(self, touch: Touch) -> QRectF | None:  # noqa: ARG002
        """It moves on, pressed."""
        return None

    def released(self, touch: Touch) -> QRectF | None:  # noqa: ARG002
        """It was let go: the gesture is complete."""
        return None

    def hovered(self, touch: Touch) -> QRectF | None:  # noqa: ARG002
        """It moves, not pressed."""
        return None

    def wheeled(self, touch: Touch, notches: float) -> bool:  # noqa: ARG002
        """Take a turn of the wheel; False lets it zoom."""
        return False

    def key(self, event: QKeyEvent, frame: PhotoPlacement) -> bool:  # noqa: ARG002
        """Take a key; False leaves it to others."""
        return False

    def give_up(self) -> None:
        """Forget the gesture that has begun."""

    def view_changed(self, frame: PhotoPlacement) -> None:
        """The photo lies elsewhere in the window."""

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:
        """Draw over the photo, in the window's units."""


class Hand(Tool):
    """Moves the photo: the canvas does that by itself."""

    name = "hand"

    @property
    def says(self) -> str:
        return translate("Masks", "Drag to move the photo.")


def draw_ring(painter: QPainter, box: QRectF, width: float = 1.0) -> None:
    """A circle that is seen on any ground: light inside dark."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_DARK, width + 2))
    painter.drawEllipse(box)
    painter.setPen(QPen(_LIGHT, width))
    painter.drawEllipse(box)


def around(x: float, y: float, radius: float) -> QRectF:
    """The box of a circle."""
    return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
