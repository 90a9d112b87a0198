"""The handle between original and result: dragged, or moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workstation.app.widgets import icons

_SIDE = 32
_STEP = 0.02
_LARGE_STEP = 0.1


class WipeHandle(QWidget):
    """A round handle in the middle of its parent's height.

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
        self.setFixedSize(_SIDE, _SIDE)
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
        parent = self._parent
        self.move(
            round(self._fraction * parent.width()) - _SIDE // 2, (parent.height() - _SIDE) // 2
        )

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
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        arrows = icons.pixmap(
            "chevrons-left-right", 16, QColor(30, 30, 30), self.devicePixelRatioF()
        )
        painter.drawPixmap(self.rect().center().x() - 7, self.rect().center().y() - 7, arrows)
