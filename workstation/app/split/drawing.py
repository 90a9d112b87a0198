"""Draws a scan with its frames, and each photo as it will be: upright, cut out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF, QTransform

from workstation.app.language import said
from workstation.app.split.geometry import Grip
from workstation.app.widgets import icons
from workstation.app.widgets.numbers import number
from workstation.app.widgets.theme import Colours
from workstation.batch.splitting.frames import PhotoFrame

if TYPE_CHECKING:
    from workstation.app.split.scans import Scan

translate = QCoreApplication.translate

_INK: Final = QColor(20, 20, 20)
_PAPER: Final = QColor(250, 250, 250)
_SURE: Final = QColor(108, 178, 238)
_DOUBTFUL: Final = QColor(240, 180, 60)
_HANDLE: Final = 9.0
_DASHES: Final = (5.0, 4.0)

_CURSORS: Final = {
    (-1, 0): Qt.CursorShape.SizeVerCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor,
    (0, -1): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeHorCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


def cursor_for(grip: Grip | None) -> Qt.CursorShape:
    """The pointer's shape over what can be held; a cross where a new frame can be drawn."""
    if grip is None:
        return Qt.CursorShape.CrossCursor
    if grip.what == "edge":
        return _CURSORS[grip.side]
    turning = grip.what == "turn"
    return Qt.CursorShape.PointingHandCursor if turning else Qt.CursorShape.SizeAllCursor


def title_of(frame: PhotoFrame, index: int) -> str:
    """The number of a frame, and whether it is sure."""
    if frame.doubts:
        return translate("Review", "{0} doubtful").format(index + 1)
    return str(index + 1)


def told(frame: PhotoFrame, index: int) -> str:
    """A frame in words, for those who do not see it."""
    text = translate("Review", "Photo {0}, turned by {1} degrees.")
    return " ".join((text.format(index + 1, number(frame.angle_deg, 1)), *map(said, frame.doubts)))


def draw_frame(
    painter: QPainter, outline: QPolygonF, frame: PhotoFrame, index: int, *, chosen: bool
) -> None:
    """A line that shows on light and on dark; dashed where something is not sure."""
    colour = _DOUBTFUL if frame.doubts else _SURE
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ground = QPen(QColor(20, 20, 20, 200), 5 if chosen else 4)
    line = QPen(colour, 3 if chosen else 2)
    if frame.doubts:
        line.setDashPattern(_DASHES)
    for pen in (ground, line):
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawPolygon(outline)
    _draw_label(painter, _label_place(outline), frame, index, colour)


def draw_turner(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """The handle for turning, beyond the middle of the upper side."""
    for colour, width in ((_INK, 4), (_PAPER, 2)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(start, end)
    painter.setPen(QPen(_INK, 1.5))
    painter.setBrush(_PAPER)
    painter.drawEllipse(end, _HANDLE / 2 + 2, _HANDLE / 2 + 2)


def draw_handle(painter: QPainter, at: QPointF, frame: PhotoFrame, *, corner: bool) -> None:
    """Where a corner or a side can be held."""
    half = _HANDLE / 2 if corner else _HANDLE / 2 - 1
    painter.save()
    painter.translate(at)
    painter.rotate(frame.angle_deg)
    painter.drawRect(QRectF(-half, -half, 2 * half, 2 * half))
    painter.restore()


def draw_stamp(painter: QPainter, colours: Colours) -> None:
    """A word and a sign for a scan that is approved."""
    text = translate("Review", "Approved")
    metrics = painter.fontMetrics()
    side = metrics.height()
    box = QRectF(12, 12, metrics.horizontalAdvance(text) + side + 24, side + 12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    painter.drawRoundedRect(box, 4, 4)
    ratio = painter.device().devicePixelRatioF()
    sign = icons.pixmap("check", side, colours.on_accent, ratio)
    painter.drawPixmap(QPointF(box.left() + 8, box.top() + 6), sign)
    painter.setPen(colours.on_accent)
    painter.drawText(box.adjusted(side + 12, 0, -8, 0), Qt.AlignmentFlag.AlignCenter, text)


def _label_place(outline: QPolygonF) -> QPointF:
    """Below the middle of a frame's upper side: what is in its middle is what one looks at."""
    left, right, opposite = outline.at(0), outline.at(1), outline.at(2)
    top, way = (left + right) / 2, opposite - right
    long = math.hypot(way.x(), way.y())
    return top + way * (min(26.0, long / 2) / max(long, 1.0))


def _draw_label(
    painter: QPainter, middle: QPointF, frame: PhotoFrame, index: int, colour: QColor
) -> None:
    """The number in the middle of a frame; with a sign and a word where it is doubtful."""
    text = title_of(frame, index)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    sign = metrics.height() if frame.doubts else 0
    width = metrics.horizontalAdvance(text) + 16 + (sign + 4 if sign else 0)
    box = QRectF(0, 0, max(width, metrics.height() + 8), metrics.height() + 8)
    box.moveCenter(middle)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor(20, 20, 20, 215))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    inside = box.adjusted(8, 0, -8, 0)
    if sign:
        ratio = painter.device().devicePixelRatioF()
        drawn = icons.pixmap("triangle-alert", sign, _DOUBTFUL, ratio)
        painter.drawPixmap(QPointF(inside.left(), middle.y() - sign / 2), drawn)
        inside.setLeft(inside.left() + sign + 4)
    painter.setPen(_PAPER)
    painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, text)


def upright(scan: Scan, frame: PhotoFrame, room: QSize, ratio: float) -> QPixmap:
    """A photo as it will be cut out, as large as fits; from the copy that is shown."""
    height, width = frame.height * scan.size[0], frame.width * scan.size[1]
    scale = min(room.width() / max(width, 1), room.height() / max(height, 1)) * ratio
    size = QSize(max(1, math.floor(width * scale)), max(1, math.floor(height * scale)))
    turn = QTransform()
    turn.translate(size.width() / 2, size.height() / 2)
    turn.rotate(-frame.angle_deg)
    turn.scale(scale, scale)
    turn.translate(-frame.column * scan.size[1], -frame.row * scan.size[0])
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill(QColor(128, 128, 128))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(turn)
    painter.drawImage(QRectF(0, 0, scan.size[1], scan.size[0]), scan.copy(scale))
    painter.end()
    drawn = QPixmap.fromImage(made)
    drawn.setDevicePixelRatio(ratio)
    return drawn
