"""The scan with its frames: drag them, or use the keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workstation.app.split import drawing, geometry
from workstation.app.split.geometry import Grip, Place
from workstation.app.split.scans import Scan
from workstation.app.viewer.viewport import Viewport
from workstation.app.widgets.theme import Theme
from workstation.batch.splitting.frames import PhotoFrame

_ZOOM_PER_NOTCH: Final = 1.25
# In units of the window.
_NEAR: Final = 8.0
_TURNER: Final = 28.0
_DRAG: Final = 4.0
_SNAP_DEG: Final = 0.5
_ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ScanView(QWidget):
    """A scan on a neutral ground, with a numbered frame around each photo.

    Signals
    -------
    changing
        The frames as they are during a gesture.
    changed
        The frames after it, and an object that is the same for all steps of one gesture.
    chosen
        Another frame is chosen: its number from 0, or -1.
    """

    changing = Signal(object)
    changed = Signal(object, object)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scan: Scan | None = None
        self._view: Viewport | None = None
        self._drawn: tuple[PhotoFrame, ...] = ()
        self._index = -1
        self._grip: Grip | None = None
        self._from: Place | None = None
        self._pressed: QPointF | None = None
        self._panning: QPointF | None = None
        self._new: PhotoFrame | None = None
        self._space = self._focus_shown = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Scan"))
        theme.changed.connect(self.update)

    # What is shown

    def show_scan(self, scan: Scan | None) -> None:
        """Bring a scan to the middle, as a whole."""
        self._scan = scan
        self._give_up()
        self._view = None
        if scan is not None and scan.image is not None:
            self._view = Viewport(*scan.size, 1, 1).resized(*self._size())
        self._index = -1
        self.follow()
        doubtful = [i for i, frame in enumerate(self._drawn) if frame.doubts]
        self.choose(doubtful[0] if doubtful else 0)

    def follow(self) -> None:
        """Show the scan's frames as they are now."""
        self._drawn = () if self._scan is None else self._scan.frames
        self.choose(min(self._index, len(self._drawn) - 1))
        self.update()

    @property
    def frames(self) -> tuple[PhotoFrame, ...]:
        """The frames as they are drawn, a gesture's included."""
        return self._drawn

    @property
    def index(self) -> int:
        """The chosen frame; -1 if none is."""
        return self._index

    @property
    def busy(self) -> bool:
        """Whether a gesture has begun and not ended."""
        return self._grip is not None or self._from is not None

    @property
    def view(self) -> Viewport | None:
        """What is seen; None without a scan."""
        return self._view

    def choose(self, index: int) -> None:
        """Choose a frame."""
        index = index if 0 <= index < len(self._drawn) else -1
        frame = self._drawn[index] if index >= 0 else None
        told = self.tr("No frame is chosen.") if frame is None else drawing.told(frame, index)
        self.setAccessibleDescription(told)
        if index != self._index:
            self._index = index
            self.chosen.emit(index)
        self.update()

    def give_up(self) -> bool:
        """Forget the gesture that has begun; False if there is none."""
        busy = self.busy
        self._give_up()
        self.follow()
        return busy

    def _give_up(self) -> None:
        self._grip = self._from = self._pressed = self._new = None

    # Gestures that keys and commands share

    def add(self) -> None:
        """Add a frame in the middle of what is seen."""
        if self._scan is None or self._view is None:
            return
        row, column = self._view.y / self._scan.size[0], self._view.x / self._scan.size[1]
        frame = PhotoFrame(row, column, 0.2, 0.2 * self._scan.size[0] / self._scan.size[1])
        self._tell((*self._drawn, frame), None, len(self._drawn))

    def remove(self) -> None:
        """Remove the chosen frame."""
        if self._index >= 0:
            left = self._drawn[: self._index] + self._drawn[self._index + 1 :]
            self._tell(left, None, min(self._index, len(left) - 1))

    def turn(self, by_deg: float) -> None:
        """Turn the chosen frame clockwise."""
        if self._index >= 0:
            turned = geometry.turned(self._drawn[self._index], by_deg)
            self._put(turned, ("turn", self._index))

    def _put(self, frame: PhotoFrame, gesture: object | None) -> None:
        frames = list(self._drawn)
        frames[self._index] = frame
        self._tell(tuple(frames), gesture, self._index)

    def _tell(self, frames: tuple[PhotoFrame, ...], gesture: object | None, index: int) -> None:
        self._drawn = frames
        self.changed.emit(frames, gesture)
        self.choose(index)

    # Zoom and place

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; what is at a point of the widget, or in the middle, stays there."""
        if self._view is not None:
            ratio = self.devicePixelRatioF()
            place = () if at is None else (at.y() * ratio, at.x() * ratio)
            self._view = self._view.zoomed(zoom, *place)
            self.update()

    def zoom_step(self, steps: int) -> None:
        """Zoom in or out to the next round figure; 0 shows the whole scan."""
        if self._view is not None:
            if steps:
                self.zoom_to(self._view.round_zoom(steps))
            else:
                self._view = self._view.fitted()
                self.update()

    def _size(self) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return self.height() * ratio, self.width() * ratio

    def place(self, at: QPointF) -> Place:
        """The place of the scan under a point of the widget."""
        assert self._view is not None
        ratio = self.devicePixelRatioF()
        row, column = self._view.to_photo(at.y() * ratio, at.x() * ratio)
        return row / self._view.photo_height, column / self._view.photo_width

    def point(self, place: Place) -> QPointF:
        """The point of the widget at which a place is drawn."""
        assert self._view is not None
        height, width = self._view.photo_height, self._view.photo_width
        y, x = self._view.to_window(place[0] * height, place[1] * width)
        return QPointF(x, y) / self.devicePixelRatioF()

    def _px(self, length: float) -> float:
        """A length of the widget in pixels of the scan."""
        assert self._view is not None
        return length * self.devicePixelRatioF() / self._view.zoom

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._scan is None or self._view is None or self._scan.versions is None:
            return
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or self._space:
            self._panning = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._from = self.place(event.position())
            self._grip = self._held(event.position())
            if self._grip is not None:
                self.choose(self._grip.index)
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None and self._view is not None:
            way = (event.position() - self._panning) * self.devicePixelRatioF()
            self._view = self._view.moved(way.y(), way.x())
            self._panning = event.position()
            self.update()
        elif self._pressed is not None:
            way = event.position() - self._pressed
            if self._new is not None or self._moving or way.manhattanLength() > _DRAG:
                self._drag(event.position(), event.modifiers())
        else:
            self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None:
            self._panning = None
        elif self._pressed is not None and self._scan is not None:
            drawn, before, new = self._drawn, self._scan.frames, self._new
            self._give_up()
            if drawn != before:
                self._tell(drawn, None, len(drawn) - 1 if new is not None else self._index)
            self.update()
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view is not None:
            near = self._view.fits
            self.zoom_to(1.0, event.position()) if near else self.zoom_step(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._view is not None:
            notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
            self.zoom_to(self._view.zoom * _ZOOM_PER_NOTCH**notches, event.position())
            event.accept()

    @property
    def _moving(self) -> bool:
        return self._scan is not None and self._drawn != self._scan.frames

    def _held(self, at: QPointF) -> Grip | None:
        if self._scan is None or self._view is None:
            return None
        near, chosen = self._px(_NEAR), self._index
        away = self.turner_px(self._drawn[chosen]) if chosen >= 0 else 0.0
        return geometry.held(self._drawn, self._scan.size, self.place(at), near, chosen, away)

    def turner_px(self, frame: PhotoFrame) -> float:
        """How far beyond a frame its handle for turning stands; inside where there is no room."""
        assert self._scan is not None
        away = self._px(_TURNER)
        _, handle = geometry.turner(frame, self._scan.size, away)
        room = self.rect().adjusted(8, 8, -8, -8)
        return away if room.contains(self.point(handle).toPoint()) else -1.8 * away

    def _drag(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Carry what is held to a point; where nothing is held, span a new frame."""
        assert self._scan is not None
        assert self._from is not None
        before, size, grip, place = self._scan.frames, self._scan.size, self._grip, self.place(at)
        if grip is None:
            angle = before[self._index].angle_deg if self._index >= 0 else 0.0
            angle = angle if abs(angle) <= 45 else 0.0
            place = (min(max(place[0], 0.0), 1.0), min(max(place[1], 0.0), 1.0))
            self._new = geometry.spanned(self._from, place, size, angle)
            self._drawn = before if self._new is None else (*before, self._new)
        else:
            frame = before[grip.index]
            if grip.what == "inside":
                way = [(to - at) * n for to, at, n in zip(place, self._from, size, strict=True)]
                frame = geometry.moved(frame, size, *way)
            elif grip.what == "turn":
                frame = geometry.turned_to(frame, size, place)
                if modifiers & Qt.KeyboardModifier.ShiftModifier:
                    turn = round(frame.angle_deg / _SNAP_DEG) * _SNAP_DEG
                    frame = replace(frame, angle_deg=turn)
            else:
                frame = geometry.stretched(frame, size, grip.side, place)
            self._drawn = (*before[: grip.index], frame, *before[grip.index + 1 :])
        self.changing.emit(self._drawn)
        self.update()

    def _show_cursor(self, at: QPointF) -> None:
        if self._panning is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(drawing.cursor_for(self._grip or self._held(at)))

    # Keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from frame to frame, and after the last one on."""
        index = self._index + (1 if forward else -1)
        if 0 <= index < len(self._drawn):
            self.choose(index)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._space = True
        elif way is not None and self._index >= 0 and self._scan is not None and self._view:
            self._step(way, event.modifiers())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
        else:
            super().keyReleaseEvent(event)

    def _step(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        """Move the frame by a pixel of the screen; with Shift its lower or right side."""
        assert self._scan is not None
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        px = self._px(10.0 if far else 1.0)
        frame, size = self._drawn[self._index], self._scan.size
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            side = (1, 0) if way[0] else (0, 1)
            by = px * (way[0] or way[1])
            frame = geometry.grown(frame, size, side, by, by)
            self._put(frame, ("grow", self._index, side))
        else:
            frame = geometry.moved(frame, size, way[0] * px, way[1] * px)
            self._put(frame, ("move", self._index))

    # Events of the widget

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.surround)
        if self._scan is not None and self._view is not None:
            drawing.draw(self, painter, self._scan, self._theme.colours)
        if self._focus_shown:
            drawing.draw_focus(self, painter, self._theme.colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refit()

    def _refit(self) -> None:
        if self._view is not None:
            self._view = self._view.resized(*self._size())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A mouse shows where it is; who comes by keyboard must see it.
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._focus_shown = event.reason() in by_key
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_shown = self._space = False
        self.update()
