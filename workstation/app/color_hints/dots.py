"""Colour dots: dropped, dragged, sized, removed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from resources.text import Text
from workstation.app.color_hints.hint_editor import HintEditor
from workstation.app.color_picker import hues
from workstation.app.masks.geometry import PhotoPlacement, Place, apart
from workstation.app.masks.tool import Tool, Touch, around, draw_ring
from workstation.core.steps import Colour

translate = QCoreApplication.translate

_HANDLE, _REACH, _CLICK = 7.0, 11.0, 3.0
_SIZE_STEP = 1.15
_ONE_GESTURE_S = 1.0
_SHOWN_AT = 65.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DotsTool(Tool):
    """Says the colours of places.

    Parameters
    ----------
    colour_at
        The colour that is drawn under a touch now, as a* and b*; None beside the photo.
    """

    name = "dots"
    leaves_masks = False

    def __init__(
        self, hints: HintEditor, colour_at: Callable[[Touch], tuple[float, float] | None]
    ) -> None:
        self._hints = hints
        self._colour_at = colour_at
        self._pressed: Touch | None = None
        self._dragged: Place | None = None
        self._gesture: object = object()
        self._last_change = 0.0

    @property
    def says(self) -> str:
        return translate(
            "ColorHints",
            "Click where you know the colour. Drag moves a dot, the right button removes it.",
        )

    @property
    def subject(self) -> Place | None:
        dot = self._hints.chosen_dot
        return None if dot is None else (dot.row, dot.column)

    def taken(self, before: str) -> None:  # noqa: ARG002
        self._hints.editor.aim(Colour.kind)

    @property
    def busy(self) -> bool:
        return self._pressed is not None

    @property
    def dragged(self) -> Place | None:
        """Where the selected dot is held while it is dragged."""
        return self._dragged

    def pressed(self, touch: Touch) -> QRectF | None:
        number = self._at(touch)
        if touch.erase:
            if number is not None:
                self._hints.select_dot(number)
                self._hints.remove_dot()
            return QRectF()
        self._pressed = touch
        self._hints.select_dot(number)
        return QRectF()

    def moved(self, touch: Touch) -> QRectF | None:
        if self._pressed is None or self._hints.chosen_dot is None:
            return None
        if self._dragged is None and apart(touch.xy, self._pressed.xy) <= _CLICK:
            return None
        self._dragged = _inside(touch.place)
        return QRectF()

    def released(self, touch: Touch) -> QRectF | None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        if dragged is not None:
            self._move_to(dragged)
        elif pressed is not None and self._hints.chosen_dot is None:
            colour = self._colour_at(touch)
            row, column = touch.place
            if colour is not None and 0 <= row <= 1 and 0 <= column <= 1:
                self._hints.drop_dot(touch.place, *colour)
        return QRectF()

    def wheeled(self, touch: Touch, notches: float) -> bool:
        number = self._at(touch)
        if number is None:
            return False
        self._hints.select_dot(number)
        self._resize(notches)
        return True

    def key(self, event: QKeyEvent, frame: PhotoPlacement) -> bool:
        dot, key = self._hints.chosen_dot, Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._drop_in_the_middle(frame)
            return True
        if dot is None:
            return False
        if key in _WAYS:
            large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            x, y = frame.point(dot.row, dot.column)
            right, down = _WAYS[key]
            step = 10 if large else 1
            self._tick()
            place = frame.place(x + right * step, y + down * step)
            self._move_to(_inside(place), self._gesture)
            return True
        return False

    def give_up(self) -> None:
        self._pressed = self._dragged = None

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:  # noqa: ARG002
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, dot in enumerate(self._hints.dots):
            chosen = number == self._hints.dot
            place = (dot.row, dot.column)
            if chosen and self._dragged is not None:
                place = self._dragged
            x, y = frame.point(*place)
            if chosen:
                pen = QPen(QColor(250, 250, 250, 200), 1, Qt.PenStyle.DashLine)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(pen)
                painter.drawEllipse(around(x, y, max(_HANDLE + 4, frame.length(dot.radius))))
            handle = around(x, y, _HANDLE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hues.on_screen(_SHOWN_AT, dot.a, dot.b))
            painter.drawEllipse(handle)
            draw_ring(painter, handle, 3.0 if chosen else 1.5)

    def _at(self, touch: Touch) -> int | None:
        """The dot under a point; of several the last, which is drawn on top."""
        for number in reversed(range(len(self._hints.dots))):
            dot = self._hints.dots[number]
            if apart(touch.frame.point(dot.row, dot.column), touch.xy) <= _REACH:
                return number
        return None

    def _drop_in_the_middle(self, frame: PhotoPlacement) -> None:
        """For those who have no mouse: a dot in the middle of the view, to be moved by keys."""
        x, y = frame.middle
        place = _inside(frame.place(x, y))
        touch = Touch(frame, QPointF(*frame.point(*place)), place)
        colour = self._colour_at(touch)
        if colour is not None:
            self._hints.drop_dot(place, *colour)

    def _move_to(self, place: Place, gesture: object | None = None) -> None:
        self._hints.set_dot(Text("Dot moved"), gesture, row=place[0], column=place[1])

    def _resize(self, notches: float) -> None:
        dot = self._hints.chosen_dot
        if dot is not None:
            self._tick()
            self._hints.size_dot(dot.radius * _SIZE_STEP**notches, self._gesture)

    def _tick(self) -> None:
        """Keys and notches that follow each other quickly are one gesture."""
        now = monotonic()
        if now - self._last_change > _ONE_GESTURE_S:
            self._gesture = object()
        self._last_change = now


def _inside(place: Place) -> Place:
    return min(max(place[0], 0.0), 1.0), min(max(place[1], 0.0), 1.0)
