"""A picture that is zoomed at the pointer and moved by hand: the base of canvas and scan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workstation.app.viewer.viewport import Viewport
from workstation.app.widgets.theme import Theme

_ZOOM_PER_NOTCH = 1.25
_DRAG_PX = 4
_ARROWS = {
    Qt.Key.Key_Left: (0, 1),
    Qt.Key.Key_Right: (0, -1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


class ZoomView(QWidget):
    """Wheel and pinch zoom, a double click fits; drags, the held space bar and arrow keys move.

    Signals
    -------
    viewport_changed
        Another part of the picture is seen, or at another zoom.
    """

    viewport_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._viewport: Viewport | None = None
        self._space = self._focus_shown = self._dragged = False
        self._drag_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        theme.changed.connect(self.update)

    # For those that show something

    def _draw(self, painter: QPainter) -> None:
        """Draw the picture on the ground."""
        raise NotImplementedError

    def _prepare(self) -> None:
        """Make ready what is to be drawn: another part is seen."""

    def _resting_cursor(self) -> Qt.CursorShape | None:
        """The pointer's shape while the picture is not moved."""
        return None

    def _moves(self, button: Qt.MouseButton) -> bool:
        """Whether dragging with a button moves the picture."""
        return button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)

    # What is seen

    @property
    def viewport(self) -> Viewport | None:
        """What is seen; None without a picture."""
        return self._viewport

    @property
    def panes(self) -> list[QRect]:
        """Where the picture is shown, in device pixels."""
        ratio = self.devicePixelRatioF()
        return [QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))]

    def pane_at(self, at: QPointF) -> QRect:
        """The pane under a point of the widget."""
        panes = self.panes
        point = (at * self.devicePixelRatioF()).toPoint()
        return panes[-1] if point.x() >= panes[-1].left() else panes[0]

    @property
    def panning(self) -> bool:
        """Whether the hand moves the picture, whatever tool it holds."""
        return self._space or self._drag_from is not None

    def fit(self) -> None:
        """Show the whole picture."""
        if self._viewport is not None:
            self._look(self._viewport.fitted())

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; what is at a point of the widget, or in the middle, stays there."""
        if self._viewport is not None:
            place = () if at is None else self._in_pane(at)
            self._look(self._viewport.zoomed(zoom, *place))

    def bring(self, at: QPointF, zoom: float) -> None:
        """Zoom, and move what is at a point of the widget to the middle."""
        if self._viewport is not None:
            y, x = self._in_pane(at)
            row, column = self._viewport.to_photo(y, x)
            view = self._viewport.zoomed(zoom)
            down, right = view.to_window(row, column)
            self._look(view.moved(view.height / 2 - down, view.width / 2 - right))

    def zoom_step(self, steps: int) -> None:
        """Zoom in or out to the next round figure."""
        if self._viewport is not None:
            self.zoom_to(self._viewport.round_zoom(steps))

    def _look(self, viewport: Viewport | None) -> None:
        self._viewport = viewport
        self._prepare()
        self.viewport_changed.emit()
        self.update()

    def _fitted_into(self, viewport: Viewport) -> Viewport:
        """The same part in a pane of today's size."""
        pane = self.panes[0]
        return viewport.resized(pane.height(), pane.width())

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        """Down and across from a pane's corner to a point of the widget, in device pixels."""
        pane, ratio = self.pane_at(at), self.devicePixelRatioF()
        return at.y() * ratio - pane.top(), at.x() * ratio - pane.left()

    # Events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.surround)
        if self._viewport is not None:
            self._draw(painter)
        if self._focus_shown:
            painter.resetTransform()
            painter.setPen(QPen(self._theme.colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._viewport is not None:
            self._look(self._fitted_into(self._viewport))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() == QEvent.Type.DevicePixelRatioChange
        if changed and self._viewport is not None:
            self._look(self._fitted_into(self._viewport))

    def event(self, event: QEvent) -> bool:
        """Take the touchpad's pinch as zoom."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
            and self._viewport is not None
        ):
            self.zoom_to(self._viewport.zoom * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._viewport is None:
            return
        # Alt turns the wheel sideways on some systems.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        self.zoom_to(self._viewport.zoom * _ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._moves(event.button()):
            self._drag_from = event.position()
            self._dragged = False
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag_from is None or self._viewport is None:
            return
        way = (at - self._drag_from) * self.devicePixelRatioF()
        if self._dragged or way.manhattanLength() > _DRAG_PX:
            self._dragged = True
            self._drag_from = at
            self._look(self._viewport.moved(way.y(), way.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._drag_from is not None and not self._dragged
        self._drag_from = None
        self._show_cursor()
        if clicked and event.button() == Qt.MouseButton.MiddleButton:
            self._cycle_zoom(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._viewport is not None:
            if self._viewport.fits:
                self.zoom_to(1.0, event.position())
            else:
                self.fit()

    def _cycle_zoom(self, at: QPointF) -> None:
        """Fit, 100 %, 200 %, and round again."""
        if self._viewport is None:
            return
        if self._viewport.fits:
            self.zoom_to(1.0, at)
        elif abs(self._viewport.zoom - 1.0) < 1e-3:
            self.zoom_to(2.0, at)
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._show_cursor()
        elif way is not None and self._viewport is not None and not event.modifiers():
            height, width = self._viewport.height, self._viewport.width
            self._look(self._viewport.moved(way[0] * height / 8, way[1] * width / 8))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A mouse shows where it is; who comes by keyboard must see it.
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._focus_shown = event.reason() in by_key
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Whoever has the focus now is told when the space bar is let go, not we.
        self._focus_shown = self._space = False
        self._show_cursor()
        self.update()

    def _show_cursor(self) -> None:
        shape: Qt.CursorShape | None = self._resting_cursor()
        if self._drag_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    @property
    def _pointer(self) -> QPointF:
        """Where the pointer is in the widget."""
        return QPointF(self.mapFromGlobal(QCursor.pos()))
