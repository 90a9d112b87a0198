"""The scan with its frames: drag them, or use the keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from workstation.app.split import drawing, geometry
from workstation.app.split.geometry import Grip, Place
from workstation.app.split.scans import Scan
from workstation.app.viewer.viewport import Viewport
from workstation.app.viewer.zoom_view import ZoomView
from workstation.app.widgets.theme import Theme
from workstation.batch.splitting.frames import PhotoFrame

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


class ScanView(ZoomView):
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
        super().__init__(theme, parent)
        self._scan: Scan | None = None
        self._drawn: tuple[PhotoFrame, ...] = ()
        self._index = -1
        self._grip: Grip | None = None
        self._from: Place | None = None
        self._pressed: QPointF | None = None
        self._new: PhotoFrame | None = None
        self.setAccessibleName(self.tr("Scan"))

    # What is shown

    def show_scan(self, scan: Scan | None) -> None:
        """Bring a scan to the middle, as a whole."""
        self._scan = scan
        self._give_up()
        there = scan is not None and scan.image is not None
        self._look(self._fitted_into(Viewport(*scan.size, 1, 1)) if scan and there else None)
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
        if self._scan is None or self._viewport is None:
            return
        row, column = self._viewport.y / self._scan.size[0], self._viewport.x / self._scan.size[1]
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

    # Between the widget and the scan

    def place(self, at: QPointF) -> Place:
        """The place of the scan under a point of the widget."""
        assert self._viewport is not None
        ratio = self.devicePixelRatioF()
        row, column = self._viewport.to_photo(at.y() * ratio, at.x() * ratio)
        return row / self._viewport.photo_height, column / self._viewport.photo_width

    def point(self, place: Place) -> QPointF:
        """The point of the widget at which a place is drawn."""
        assert self._viewport is not None
        height, width = self._viewport.photo_height, self._viewport.photo_width
        y, x = self._viewport.to_window(place[0] * height, place[1] * width)
        return QPointF(x, y) / self.devicePixelRatioF()

    def _px(self, length: float) -> float:
        """A length of the widget in pixels of the scan."""
        assert self._viewport is not None
        return length * self.devicePixelRatioF() / self._viewport.zoom

    # The mouse

    def _moves(self, button: Qt.MouseButton) -> bool:
        left = button == Qt.MouseButton.LeftButton and self._space
        return left or button == Qt.MouseButton.MiddleButton

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._moves(event.button()):
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and self._viewport is not None:
            self._pressed = event.position()
            self._from = self.place(event.position())
            self._grip = self._held(event.position())
            if self._grip is not None:
                self.choose(self._grip.index)
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            way = event.position() - self._pressed
            if self._new is not None or self._moving or way.manhattanLength() > _DRAG:
                self._drag(event.position(), event.modifiers())
        else:
            super().mouseMoveEvent(event)
            self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._scan is not None:
            drawn, before, new = self._drawn, self._scan.frames, self._new
            self._give_up()
            if drawn != before:
                self._tell(drawn, None, len(drawn) - 1 if new is not None else self._index)
            self.update()
            self._show_cursor()
        else:
            super().mouseReleaseEvent(event)

    @property
    def _moving(self) -> bool:
        return self._scan is not None and self._drawn != self._scan.frames

    def _held(self, at: QPointF) -> Grip | None:
        if self._scan is None or self._viewport is None:
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

    def _resting_cursor(self) -> Qt.CursorShape | None:
        return drawing.cursor_for(self._grip or self._held(self._pointer))

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
        if way is not None and self._index >= 0:
            self._step(way, event.modifiers())
        else:
            super().keyPressEvent(event)

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

    # Drawing

    def _draw(self, painter: QPainter) -> None:
        """The scan, then its frames, the chosen one last."""
        scan, viewport = self._scan, self._viewport
        if scan is None or viewport is None:
            return
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        whole = QRectF(self.point((0.0, 0.0)), self.point((1.0, 1.0)))
        painter.drawImage(whole, scan.copy(viewport.zoom))
        for index in sorted(range(len(self._drawn)), key=lambda i: i == self._index):
            frame = self._drawn[index]
            outline = QPolygonF([self.point(at) for at in geometry.corners(frame, scan.size)])
            drawing.draw_frame(painter, outline, frame, index, chosen=index == self._index)
        if self._index >= 0:
            frame = self._drawn[self._index]
            turner = geometry.turner(frame, scan.size, self.turner_px(frame))
            drawing.draw_turner(painter, *map(self.point, turner))
            for side, place in geometry.points_of(frame, scan.size):
                drawing.draw_handle(painter, self.point(place), frame, corner=all(side))
        if scan.approved:
            drawing.draw_stamp(painter, self._theme.colours)
