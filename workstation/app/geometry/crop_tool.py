"""The crop tool: what is kept is dragged by its handles, or with the arrow keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from resources.text import Text
from workstation.app.geometry.cropping import (
    FREE,
    HANDLES,
    ORIGINAL,
    Cropping,
    held,
    in_ratio,
    slid,
)
from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.geometry import PhotoPlacement, apart
from workstation.app.masks.tool import Tool, Touch
from workstation.core.steps import Geometry
from workstation.core.steps.geometry import Box

translate = QCoreApplication.translate

_REACH, _HANDLE = 14.0, 9.0
_DIMMED = QColor(20, 20, 20, 150)
_LINE, _SHADE, _THIRDS = QColor(250, 250, 250), QColor(20, 20, 20, 160), QColor(250, 250, 250, 110)
_WAYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CropTool(Tool):
    """Shows all of the photo, and lets one choose what is kept.

    Attributes
    ----------
    ratio
        Width over height that the crop keeps; `FREE` for any.
    """

    name = "crop"
    leaves_masks = False

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        self._session = editor.session
        self._drag: Cropping | None = None
        self._from = (0.0, 0.0)
        self._box: Box | None = None
        self._gesture: object = object()
        self.ratio = FREE

    @property
    def says(self) -> str:
        return translate(
            "Geometry", "Drag the edges of what is kept. Enter is done, the arrow keys move it."
        )

    @property
    def busy(self) -> bool:
        return self._drag is not None

    def taken(self, before: str) -> None:
        if before != self.name:
            self._session.show_whole("for cropping")

    def put_down(self, following: str) -> None:
        if following != self.name:
            self._session.show_whole("")

    @property
    def step(self) -> Geometry:
        """How the photo in front is turned and cut."""
        step = self._session.step(Geometry.kind)
        return step if isinstance(step, Geometry) else Geometry()

    @property
    def _size(self) -> tuple[int, int]:
        current = self._session.current
        assert current is not None
        return current.photo.height, current.photo.width

    @property
    def box(self) -> Box | None:
        """What is kept, in pixels of what is seen."""
        if self._session.current is None:
            return None
        return self._box or self.step.crop_box(*self._size)

    def keep_ratio(self, ratio: float) -> None:
        """Keep the ratio of the crop's sides from now on; the crop takes it at once."""
        if self._session.current is None:
            return
        if ratio == ORIGINAL:
            height, width = self._seen_size
            ratio = width / height
        self.ratio = ratio
        box = self.box
        if ratio > 0 and box is not None:
            self._set(in_ratio(box, ratio), Text("Crop"))

    def swap(self) -> None:
        """Let the crop stand where it lay."""
        box = self.box
        if box is None:
            return
        top, left, height, width = box
        self.ratio = 1 / self.ratio if self.ratio > 0 else self.ratio
        wanted = top + (height - width) / 2, left + (width - height) / 2, width, height
        inside = held(in_ratio(box, height / width), wanted, self._inside)
        self._set(inside, Text("Crop"))

    @property
    def _seen_size(self) -> tuple[int, int]:
        height, width = self._size
        return (width, height) if self.step.turns % 2 else (height, width)

    # The mouse

    def pressed(self, touch: Touch) -> QRectF | None:
        box = self.box
        if box is None:
            return None
        self._from = touch.frame.seen_at(*touch.xy)
        handle = self._handle_at(touch, box)
        if handle is None:
            # Outside a new one begins.
            row, column = self._from
            box, handle = (row, column, 2.0, 2.0), "bottom right"
            if not self._inside(box):
                return None
        self._drag, self._box = Cropping(box, handle, self.ratio), box
        return QRectF()

    def moved(self, touch: Touch) -> QRectF | None:
        if self._drag is None or self._box is None:
            return None
        row, column = touch.frame.seen_at(*touch.xy)
        wanted = self._drag.dragged(row - self._from[0], column - self._from[1])
        limit = slid if self._drag.handle == "move" else held
        self._box = limit(self._box, wanted, self._inside)
        return QRectF()

    def released(self, touch: Touch) -> QRectF | None:
        self.moved(touch)
        box, drag, self._drag, self._box = self._box, self._drag, None, None
        if box is not None and drag is not None and box != drag.box:
            self._set(box, Text("Crop"))
        return QRectF()

    def give_up(self) -> None:
        self._drag = self._box = None

    def _handle_at(self, touch: Touch, box: Box) -> str | None:
        for name, point in _handles(touch.frame, box):
            if apart(point, touch.xy) <= _REACH:
                return name
        top, left, height, width = box
        row, column = self._from
        inside = top <= row <= top + height and left <= column <= left + width
        return "move" if inside else None

    # The keyboard

    def key(self, event: QKeyEvent, frame: PhotoPlacement) -> bool:
        key, box = Qt.Key(event.key()), self.box
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._editor.take(HAND)
            return True
        if key not in _WAYS or box is None:
            return False
        down, across = _WAYS[key]
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by = (10 if far else 1) * frame.ratio / frame.view.zoom
        sized = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        wanted = Cropping(box, "bottom right" if sized else "move", self.ratio)
        limit = held if sized else slid
        moved = limit(box, wanted.dragged(down * by, across * by), self._inside)
        if not event.isAutoRepeat():
            self._gesture = object()
        self._set(moved, Text("Crop"), self._gesture)
        return True

    def _inside(self, box: Box) -> bool:
        return self.step.holds_box(box, *self._size)

    def _set(self, box: Box, name: str, gesture: object | None = None) -> None:
        step = replace(self.step, uncropped=False).with_crop_box(box, *self._size)
        self._session.set_step(step, name, gesture)
        self._editor.changed.emit()

    # Drawing

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:  # noqa: ARG002
        box = self.box
        if box is None:
            return
        kept = _rectangle(frame, box)
        photo = QRectF(*frame.photo_box).adjusted(-1, -1, 1, 1)
        for part in _around(photo, kept):
            painter.fillRect(part, _DIMMED)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_THIRDS, 1))
        for third in (1, 2):
            x = kept.left() + kept.width() * third / 3
            y = kept.top() + kept.height() * third / 3
            painter.drawLine(QPointF(x, kept.top()), QPointF(x, kept.bottom()))
            painter.drawLine(QPointF(kept.left(), y), QPointF(kept.right(), y))
        for colour, width in ((_SHADE, 3.0), (_LINE, 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(kept)
        painter.setPen(QPen(_SHADE, 1))
        painter.setBrush(_LINE)
        for _, (x, y) in _handles(frame, box):
            painter.drawRect(QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE))


def _rectangle(frame: PhotoPlacement, box: Box) -> QRectF:
    top, left, height, width = box
    corner = QPointF(*frame.drawn_at(top, left))
    return QRectF(corner, QPointF(*frame.drawn_at(top + height, left + width)))


def _handles(frame: PhotoPlacement, box: Box) -> Iterator[tuple[str, tuple[float, float]]]:
    """The handles' names and points, corners first: they are meant where both are near."""
    top, left, height, width = box
    for name, (row, column) in sorted(HANDLES.items(), key=lambda one: not all(one[1])):
        at = top + height * (1 + row) / 2, left + width * (1 + column) / 2
        yield name, frame.drawn_at(*at)


def _around(photo: QRectF, kept: QRectF) -> Iterator[QRectF]:
    """What is left out, as four rectangles."""
    yield QRectF(photo.topLeft(), QPointF(photo.right(), kept.top()))
    yield QRectF(QPointF(photo.left(), kept.bottom()), photo.bottomRight())
    yield QRectF(QPointF(photo.left(), kept.top()), kept.bottomLeft())
    yield QRectF(kept.topRight(), QPointF(photo.right(), kept.bottom()))
