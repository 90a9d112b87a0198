"""The plane of all colours that exist at a lightness, with a marker that can be moved."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.app.color_picker import hues

_SIDE = 176
_STEP, _LARGE_STEP = 1.0, 5.0
_MARGIN = 8


class ColourPlane(QWidget):
    """a* to the right, b* upwards; a cross marks grey.

    Signals
    -------
    moving
        a*, b* while the marker is dragged, or an arrow key held.
    moved
        a*, b* when it is let go.
    """

    moving = Signal(float, float)
    moved = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lightness = 50.0
        self._ab = (0.0, 0.0)
        self._dragging = False
        self.setMinimumSize(_SIDE, _SIDE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Colours at this lightness"))
        self.setToolTip(
            self.tr("Drag, or use the arrow keys; with Shift in larger steps. The cross is grey.")
        )
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def show_colour(self, lightness: float, a: float, b: float) -> None:
        """Put the marker on a colour, and show what exists at its lightness."""
        self._lightness, self._ab = lightness, (a, b)
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(hues.described(self._lightness, *self._ab))

    # Between the colours and the widget

    def _square(self) -> QRectF:
        side = min(self.width(), self.height()) - 2 * _MARGIN
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _point(self, a: float, b: float) -> QPointF:
        square, part = self._square(), hues.frame(round(self._lightness))
        way = QPointF(a - part.a, part.b - b)
        return square.center() + way * (square.width() / 2 / part.half)

    def _colour_at(self, at: QPointF) -> tuple[float, float]:
        square, part = self._square(), hues.frame(round(self._lightness))
        way = (at - square.center()) * (2 * part.half / square.width())
        return hues.existing(self._lightness, part.a + way.x(), part.b - way.y())

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._move_to(self._colour_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._move_to(self._colour_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self.moved.emit(*self._ab)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _ways().get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = _LARGE_STEP if large else _STEP
        a, b = self._ab
        self._move_to(hues.existing(self._lightness, a + way[0] * step, b + way[1] * step))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _ways() and not event.isAutoRepeat():
            self.moved.emit(*self._ab)
        else:
            super().keyReleaseEvent(event)

    def _move_to(self, ab: tuple[float, float]) -> None:
        self._ab = ab
        self._tell()
        self.update()
        self.moving.emit(*ab)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setOpacity(1.0 if self.isEnabled() else 0.3)
        painter.drawImage(self._square(), hues.plane_image(round(self._lightness)))
        self._mark_grey(painter)
        place = self._point(*self._ab)
        painter.setPen(QPen(QColor(20, 20, 20), 4))
        painter.setBrush(hues.on_screen(self._lightness, *self._ab))
        painter.drawEllipse(place, 6, 6)
        painter.setPen(QPen(QColor(250, 250, 250), 2))
        painter.drawEllipse(place, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(self.palette().ColorRole.Highlight), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _mark_grey(self, painter: QPainter) -> None:
        grey = self._point(0, 0)
        for colour, width in ((QColor(20, 20, 20, 160), 3), (QColor(250, 250, 250, 220), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(grey - QPointF(4, 0), grey + QPointF(4, 0))
            painter.drawLine(grey - QPointF(0, 4), grey + QPointF(0, 4))


def _ways() -> dict[Qt.Key, tuple[int, int]]:
    return {
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
        Qt.Key.Key_Up: (0, 1),
        Qt.Key.Key_Down: (0, -1),
    }
