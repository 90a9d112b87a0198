"""The photo: zoomed at the pointer, dragged, compared with the original."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
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

from workstation.app.viewer import drawing
from workstation.app.viewer.compare import Compare
from workstation.app.viewer.tile_loader import Rendition, TileLoader
from workstation.app.viewer.viewport import Viewport
from workstation.app.viewer.wipe import WipeHandle
from workstation.app.widgets.theme import Theme

_ZOOM_PER_NOTCH = 1.25


class Canvas(QWidget):
    """Draws the tiles that the feed has, and asks it for those in the window.

    Signals
    -------
    view_changed
        Another part of the photo is seen, or at another zoom.
    pointed_at
        The pointer is over a photo pixel (`Probe`), or over none (None).
    compare_changed
        The original is compared in another way.
    """

    view_changed = Signal()
    pointed_at = Signal(object)
    compare_changed = Signal()

    def __init__(self, loader: TileLoader, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._theme = theme
        self._names: tuple[str, ...] = (self.tr("Original"), self.tr("Result"))
        self._wanted: Rendition | None = None
        self._before: Rendition | None = None
        self._view: Viewport | None = None
        self._compare = Compare.OFF
        self.holding = False
        self._space = False
        self._drag_from: QPointF | None = None
        self._dragged = False
        self._focus_shown = False
        self._resting: Qt.CursorShape | None = None
        self._handle = WipeHandle(self)
        self._handle.moved.connect(self.update)
        self._handle.hide()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Photo"))
        self.setAccessibleDescription(
            self.tr("The wheel zooms, dragging moves the photo, arrow keys too.")
        )
        loader.tiles_ready.connect(self.update)
        loader.rendition_changed.connect(self.update)

    # What is shown

    def show_photo(
        self, wanted: Rendition | None, before: Rendition | None, view: Viewport | None
    ) -> None:
        """Bring a photo to the canvas, as it was looked at last, or as a whole."""
        self._wanted, self._before = wanted, before
        self._view = None
        if wanted is not None:
            fresh = Viewport(*wanted.size, 1, 1)
            self._view = (view or fresh).resized(*self._pane_size())
        self._changed()

    def set_renditions(
        self, wanted: Rendition | None, before: Rendition | None, *names: str
    ) -> None:
        """Show the same photo by another recipe; `before` and `wanted` may have other names."""
        self._wanted, self._before = wanted, before
        self._names = names or (self.tr("Original"), self.tr("Result"))
        self._aim()

    @property
    def view(self) -> Viewport | None:
        """What is seen; None without a photo."""
        return self._view

    @property
    def compare(self) -> Compare:
        """How the original is shown."""
        return self._compare

    def set_compare(self, compare: Compare) -> None:
        """Show the original in another way, at the same zoom and place."""
        if compare is self._compare:
            return
        self._compare = compare
        self._handle.setVisible(compare is Compare.WIPE and self._view is not None)
        if self._view is not None:
            self._view = self._view.resized(*self._pane_size())
        self.compare_changed.emit()
        self._changed()

    def hold_original(self, held: bool) -> None:
        """Show the original as long as it is held."""
        if held != self.holding:
            self.holding = held
            self._aim()
            self.update()

    # Zoom and place

    def fit(self) -> None:
        """Show the whole photo."""
        if self._view is not None:
            self._view = self._view.fitted()
            self._changed()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; what is at a point of the widget, or in the middle, stays there."""
        if self._view is None:
            return
        if at is None:
            self._view = self._view.zoomed(zoom)
        else:
            pane = self._pane_at(at)
            ratio = self.devicePixelRatioF()
            self._view = self._view.zoomed(
                zoom, at.y() * ratio - pane.top(), at.x() * ratio - pane.left()
            )
        self._changed()

    def zoom_step(self, steps: int) -> None:
        """Zoom in or out to the next round figure."""
        if self._view is not None:
            self.zoom_to(self._view.round_zoom(steps))

    def _changed(self) -> None:
        self._handle.setVisible(self._compare is Compare.WIPE and self._view is not None)
        self._aim()
        self.view_changed.emit()
        self.update()

    def _aim(self) -> None:
        before = self._before if self._before != self._wanted else None
        self._loader.aim(self._view, self._wanted, before, before_first=self.holding)

    # What tools ask for

    @property
    def panning(self) -> bool:
        """Whether the hand moves the photo, whatever tool it holds."""
        return self._space or self._drag_from is not None

    def rest_cursor(self, cursor: Qt.CursorShape | None) -> None:
        """The pointer's shape while the photo is not moved."""
        self._resting = cursor
        self._show_cursor()

    def probe(self, at: QPointF) -> drawing.Probe | None:
        """The photo's pixel as it is drawn under a point of the widget."""
        view, shown = self._view, self._loader.shown
        if view is None or shown is None:
            return None
        ratio = self.devicePixelRatioF()
        pane = self._pane_at(at)
        rendition = shown
        wiped = self._compare is Compare.WIPE and at.x() < self._handle.fraction * self.width()
        beside = self._compare is Compare.SIDE_BY_SIDE and pane.left() == 0
        if self._before is not None and (self.holding or wiped or beside):
            rendition = self._before
        y, x = at.y() * ratio - pane.top(), at.x() * ratio - pane.left()
        return drawing.probe(self._loader, rendition, view, y, x)

    # Panes, in device pixels

    @property
    def panes(self) -> list[QRect]:
        """Where the photo is shown."""
        ratio = self.devicePixelRatioF()
        height, width = round(self.height() * ratio), round(self.width() * ratio)
        if self._compare is not Compare.SIDE_BY_SIDE:
            return [QRect(0, 0, width, height)]
        gap = round(2 * ratio)
        half = (width - gap) // 2
        return [QRect(0, 0, half, height), QRect(half + gap, 0, width - half - gap, height)]

    def _pane_size(self) -> tuple[int, int]:
        pane = self.panes[0]
        return pane.height(), pane.width()

    def _pane_at(self, at: QPointF) -> QRect:
        point = (at * self.devicePixelRatioF()).toPoint()
        panes = self.panes
        return panes[-1] if point.x() >= panes[-1].left() else panes[0]

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.surround)
        self._draw_panes(painter)
        if self._focus_shown:
            painter.resetTransform()
            painter.setPen(QPen(self._theme.colours.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _draw_panes(self, painter: QPainter) -> None:
        view, shown = self._view, self._loader.shown
        if view is None or self._wanted is None:
            return
        if shown is None or shown.renderer is not self._wanted.renderer:
            return
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        before = self._before or shown
        panes = self.panes
        if self.holding:
            for pane in panes:
                self._draw(painter, before, view, pane, pane)
            self._label(painter, self._names[0], panes[0])
        elif self._compare is Compare.WIPE:
            self._draw_wipe(painter, before, shown, view, panes[0])
        elif self._compare is Compare.SIDE_BY_SIDE:
            for pane, rendition, name in zip(panes, (before, shown), self._names, strict=True):
                self._draw(painter, rendition, view, pane, pane)
                self._label(painter, name, pane)
        else:
            self._draw(painter, shown, view, panes[0], panes[0])

    def _draw(
        self, painter: QPainter, rendition: Rendition, view: Viewport, pane: QRect, clip: QRect
    ) -> None:
        drawing.draw(painter, self._loader, rendition, view, pane, clip)

    def _draw_wipe(
        self, painter: QPainter, before: Rendition, shown: Rendition, view: Viewport, pane: QRect
    ) -> None:
        ratio = self.devicePixelRatioF()
        split = round(self._handle.fraction * pane.width())
        left, right = QRect(pane), QRect(pane)
        left.setWidth(split)
        right.setLeft(split)
        self._draw(painter, before, view, pane, left)
        self._draw(painter, shown, view, pane, right)
        line = max(1, round(ratio))
        painter.fillRect(QRect(split - line, 0, 3 * line, pane.height()), QColor(20, 20, 20, 160))
        painter.fillRect(QRect(split, 0, line, pane.height()), QColor(245, 245, 245))
        self._label(painter, self._names[0], pane)
        self._label(painter, self._names[1], pane, at_right=True)

    def _label(self, painter: QPainter, text: str, pane: QRect, *, at_right: bool = False) -> None:
        ratio = self.devicePixelRatioF()
        margin = 8 * ratio
        x = pane.left() + margin
        if at_right:
            x = pane.right() - margin - (painter.fontMetrics().horizontalAdvance(text) + 16) * ratio
        drawing.draw_label(painter, text, QRectF(x, pane.top() + margin, 0, 0), ratio)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._handle.place()
        if self._view is not None:
            self._view = self._view.resized(*self._pane_size())
            self._changed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._view is not None:
            self._view = self._view.resized(*self._pane_size())
            self._changed()

    def event(self, event: QEvent) -> bool:
        """Take the touchpad's pinch as zoom."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
            and self._view is not None
        ):
            self.zoom_to(self._view.zoom * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._view is None:
            return
        # Alt turns the wheel sideways on some systems.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        self.zoom_to(self._view.zoom * _ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag_from = event.position()
            self._dragged = False
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag_from is not None and self._view is not None:
            way = (at - self._drag_from) * self.devicePixelRatioF()
            if self._dragged or way.manhattanLength() > 4:
                self._dragged = True
                self._drag_from = at
                self._view = self._view.moved(way.y(), way.x())
                self._changed()
        self._point_at(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._drag_from is not None and not self._dragged
        self._drag_from = None
        self._show_cursor()
        if clicked and event.button() == Qt.MouseButton.MiddleButton:
            self._cycle_zoom(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view is not None:
            if self._view.fits:
                self.zoom_to(1.0, event.position())
            else:
                self.fit()

    def _cycle_zoom(self, at: QPointF) -> None:
        """Fit, 100 %, 200 %, and round again."""
        if self._view is None:
            return
        if self._view.fits:
            self.zoom_to(1.0, at)
        elif abs(self._view.zoom - 1.0) < 1e-3:
            self.zoom_to(2.0, at)
        else:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A mouse shows where it is; who comes by keyboard must see it.
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._focus_shown = event.reason() in by_key
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_shown = False
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {
            Qt.Key.Key_Left: QPoint(1, 0),
            Qt.Key.Key_Right: QPoint(-1, 0),
            Qt.Key.Key_Up: QPoint(0, 1),
            Qt.Key.Key_Down: QPoint(0, -1),
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._show_cursor()
        elif way is not None and self._view is not None and not event.modifiers():
            self._view = self._view.moved(
                way.y() * self._view.height / 8, way.x() * self._view.width / 8
            )
            self._changed()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def _show_cursor(self) -> None:
        if self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._resting is not None:
            self.setCursor(self._resting)
        else:
            self.unsetCursor()

    def _point_at(self, at: QPointF) -> None:
        if self._view is not None and self._loader.shown is not None:
            self.pointed_at.emit(self.probe(at))
