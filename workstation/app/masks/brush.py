"""The region brush: strokes, straight lines, erasing, and its size changed by dragging."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from resources.text import Text
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.geometry import Brush, PhotoPlacement, apart, essential, near, thinned
from workstation.app.masks.layer import StrokeLayer
from workstation.app.masks.tool import Tool, Touch, around, draw_ring
from workstation.core.masks.masks import Stroke

translate = QCoreApplication.translate

_ERASER = QColor(40, 40, 40)
_CLICK = 4.0
_LEAST_PRESSURE = 0.02


class BrushTool(Tool):
    """Paints the selected mask."""

    name = "brush"
    paints = True
    brushes = True
    cursor = Qt.CursorShape.BlankCursor

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        self._layer = StrokeLayer()
        self._size, self._ratio = QSize(1, 1), 1.0
        self._points: list[tuple[float, ...]] = []
        self._erase = False
        self._last: tuple[float, ...] | None = None
        self._pressed: Touch | None = None
        self._sizing: Brush | None = None
        self._ring: QRectF | None = None

    def resized(self, size: QSize, ratio: float) -> None:
        self._size, self._ratio = size, ratio

    @property
    def says(self) -> str:
        return " ".join(
            (
                self._editor.target.invitation,
                translate("Masks", "Shift and drag changes the size, the right button erases."),
            )
        )

    @property
    def busy(self) -> bool:
        return self._pressed is not None

    def pressed(self, touch: Touch) -> QRectF | None:
        self._pressed = touch
        self._erase = touch.erase or self._editor.erasing
        self._sizing = self._editor.brush if touch.line else None
        self._points = []
        self._layer.begin(self._size, self._ratio)
        if touch.line:
            return None
        return self._add(touch)

    def moved(self, touch: Touch) -> QRectF | None:
        if self._pressed is None:
            return None
        if self._sizing is not None:
            way = touch.at.x() - self._pressed.at.x()
            if abs(way) > _CLICK or self._editor.brush != self._sizing:
                radius = touch.frame.length(self._sizing.radius) + way / 2
                self._editor.set_brush(self._editor.brush.sized(touch.frame.share(radius)))
            return QRectF()
        box = self._add(touch)
        return box.united(self._ring_at(touch))

    def released(self, touch: Touch) -> QRectF | None:
        if self._pressed is None:
            return None
        sizing, moved = self._sizing, apart(touch.xy, self._pressed.xy) > _CLICK
        self._pressed = self._sizing = None
        if sizing is not None and moved:
            return QRectF()
        what = Text("stroke")
        if sizing is not None:
            point = self._point(touch)
            self._points = [self._last, point] if self._last is not None else [point]
            what = Text("straight line")
        points, self._points = self._points, []
        if not points:
            return QRectF()
        self._last = points[-1]
        brush = self._editor.brush
        points = essential(points, touch.frame, brush.radius)
        stroke = Stroke(thinned(points), brush.radius, brush.hardness, self._erase)  # type: ignore[arg-type]
        self._finish(stroke, what)
        return QRectF()

    def _finish(self, stroke: Stroke, what: Text) -> None:
        """The stroke is complete."""
        self._editor.paint(stroke, Text("erased") if self._erase else what)

    def hovered(self, touch: Touch) -> QRectF | None:
        return self._ring_at(touch)

    def give_up(self) -> None:
        self._pressed = self._sizing = None
        self._points = []
        self._layer.end()

    def drawn(self) -> None:
        if not self.busy:
            self._layer.end()

    def view_changed(self, frame: PhotoPlacement) -> None:
        if self._points:
            self._layer.begin(self._size, self._ratio)
            self._layer.add(frame, self._points, self._editor.brush.radius, self._colour)
        else:
            self._layer.end()

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:
        self._layer.draw(painter)
        if hover is None:
            return
        if self._sizing is not None and self._pressed is not None:
            hover = self._pressed.at
        brush = self._editor.brush
        radius = max(1.0, frame.length(brush.radius))
        self._ring = around(hover.x(), hover.y(), radius + 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ring(painter, around(hover.x(), hover.y(), radius))
        if brush.hardness < 1 and radius > 6:
            pen = QPen(QColor(250, 250, 250, 150), 1, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawEllipse(around(hover.x(), hover.y(), radius * brush.hardness))
        painter.setPen(QPen(QColor(250, 250, 250), 1))
        x, y = hover.x(), hover.y()
        painter.drawLine(QPointF(x - 2, y), QPointF(x + 2, y))
        if not self._editor.erasing:
            painter.drawLine(QPointF(x, y - 2), QPointF(x, y + 2))

    @property
    def _colour(self) -> QColor:
        return _ERASER if self._erase else self._editor.overlay_colour

    def _point(self, touch: Touch) -> tuple[float, ...]:
        return (*touch.place, max(touch.pressure, _LEAST_PRESSURE))

    def _add(self, touch: Touch) -> QRectF:
        """One point more, drawn at once."""
        if near(touch.place):
            self._points.append(self._point(touch))
        if not self._points:
            return QRectF(0, 0, 1, 1)
        radius = self._editor.brush.radius
        return self._layer.add(touch.frame, self._points[-2:], radius, self._colour)

    def _ring_at(self, touch: Touch) -> QRectF:
        """Where the brush is drawn now, and where it was."""
        radius = touch.frame.length(self._editor.brush.radius) + 4
        now = around(*touch.xy, radius)
        return now if self._ring is None else now.united(self._ring)
