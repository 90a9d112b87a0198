"""The corners of a photographed print, dragged to where they lie; the print becomes a rectangle."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF

from resources.text import Text
from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.geometry import PhotoPlacement, Place, apart
from workstation.app.masks.tool import Tool, Touch, around, draw_ring
from workstation.core.diagnose.picture_area import WHOLE
from workstation.core.errors import HeirloomError
from workstation.core.steps import Geometry

translate = QCoreApplication.translate

_REACH, _HANDLE = 18.0, 9.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OTHERS = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1}


class CornersTool(Tool):
    """Shows the photo as it was taken, and the four corners of the print in it."""

    name = "corners"
    leaves_masks = False

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        self._session = editor.session
        self._dragged: Place | None = None
        self._busy = False
        self._gesture: object = object()
        self.number = 0

    @property
    def says(self) -> str:
        return translate("Geometry", "Drag each corner to a corner of the print. Enter is done.")

    @property
    def busy(self) -> bool:
        return self._busy

    def taken(self, before: str) -> None:
        if before != self.name:
            self._session.show_whole("for corners")

    def put_down(self, following: str) -> None:
        if following != self.name:
            self._session.show_whole("")

    @property
    def step(self) -> Geometry:
        """How the photo in front is turned and cut."""
        step = self._session.step(Geometry.kind)
        return step if isinstance(step, Geometry) else Geometry()

    @property
    def corners(self) -> list[Place]:
        """Where they are now, the one that is dragged included."""
        corners = list(self.step.corners or WHOLE)
        if self._dragged is not None:
            corners[self.number] = self._dragged
        return corners

    def pressed(self, touch: Touch) -> QRectF | None:
        points = [touch.frame.point(*corner) for corner in self.corners]
        far = [apart(point, touch.xy) for point in points]
        if min(far) <= _REACH:
            self.number, self._busy = far.index(min(far)), True
        return QRectF()

    def moved(self, touch: Touch) -> QRectF | None:
        if self._busy:
            self._dragged = _inside(touch.place)
        return QRectF()

    def released(self, touch: Touch) -> QRectF | None:
        self.moved(touch)
        place, self._dragged, self._busy = self._dragged, None, False
        if place is not None:
            self._set(place)
        return QRectF()

    def give_up(self) -> None:
        self._dragged, self._busy = None, False

    def key(self, event: QKeyEvent, frame: PhotoPlacement) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._editor.take(HAND)
        elif key in _OTHERS:
            self.number = (self.number + _OTHERS[key]) % 4
            self._editor.changed.emit()
        elif key in _WAYS:
            by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            x, y = frame.point(*self.corners[self.number])
            if not event.isAutoRepeat():
                self._gesture = object()
            place = frame.place(x + by * _WAYS[key][0], y + by * _WAYS[key][1])
            self._set(_inside(place), self._gesture)
        else:
            return False
        return True

    def _set(self, place: Place, gesture: object | None = None) -> None:
        try:
            step = self.step.with_corner(self.number, place)
        except HeirloomError as error:
            self._editor.told.emit(str(error.message))
            return
        self._session.set_step(step, Text("Corners of the print"), gesture)
        self._editor.changed.emit()

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:  # noqa: ARG002
        points = [QPointF(*frame.point(*corner)) for corner in self.corners]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(20, 20, 20, 180), 3.5), (QColor(250, 250, 250), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawPolygon(QPolygonF(points))
        for number, point in enumerate(points):
            draw_ring(
                painter, around(point.x(), point.y(), _HANDLE), 3 if number == self.number else 1
            )


def _inside(place: Place) -> Place:
    return min(max(place[0], 0.0), 1.0), min(max(place[1], 0.0), 1.0)
