"""The line between original and result: dragged anywhere, or moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from workstation.app.widgets import icons

_SIDE = 32
_GRIP = 12
_STEP = 0.02
_LARGE_STEP = 0.1


class WipeHandle(QWidget):
    """A grip along the whole line, with a round handle in the middle of it.

    Signals
    -------
    moved
        The line between original and result is elsewhere.
    """

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._fraction = 0.5
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Line between original and result"))
        self.setToolTip(self.tr("Drag, or use the arrow keys; Home and End go to the edges"))

    @property
    def fraction(self) -> float:
        """Where the line is, as a fraction of the parent's width."""
        return self._fraction

    def set_fraction(self, fraction: float) -> None:
        """Move the line."""
        fraction = min(max(fraction, 0.0), 1.0)
        if fraction != self._fraction:
            self._fraction = fraction
            self.place()
            self.moved.emit()

    def place(self) -> None:
        """Take the place that belongs to the fraction."""
        width, height = self._parent.width(), self._parent.height()
        self.setGeometry(round(self._fraction * width) - _SIDE // 2, 0, _SIDE, height)
        grip = QRegion((_SIDE - _GRIP) // 2, 0, _GRIP, height)
        # What is beside the grip belongs to the photo.
        self.setMask(grip.united(QRegion(self._knob, QRegion.RegionType.Ellipse)))

    @property
    def _knob(self) -> QRect:
        """Where the round handle is."""
        return QRect(0, (self._parent.height() - _SIDE) // 2, _SIDE, _SIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            at = self.mapTo(self._parent, event.position())
            self.set_fraction(at.x() / max(1, self._parent.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        wanted = {
            Qt.Key.Key_Left: self._fraction - step,
            Qt.Key.Key_Right: self._fraction + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.set_fraction(wanted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        ring = self.palette().color(self.palette().ColorRole.Highlight)
        painter.setPen(QPen(ring if focused else QColor(20, 20, 20), 3 if focused else 1))
        painter.setBrush(QColor(245, 245, 245))
        painter.drawEllipse(QRectF(self._knob).adjusted(2, 2, -2, -2))
        arrows = icons.pixmap(
            "chevrons-left-right", 16, QColor(30, 30, 30), self.devicePixelRatioF()
        )
        middle = self._knob.center()
        painter.drawPixmap(middle.x() - 7, middle.y() - 7, arrows)
