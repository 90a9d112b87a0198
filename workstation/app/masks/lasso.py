"""The lasso: an area is drawn around."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from resources.text import Text
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.geometry import PhotoPlacement, box_of, essential, near, thinned
from workstation.app.masks.tool import Tool, Touch
from workstation.core.masks.masks import Lasso

translate = QCoreApplication.translate

_FEWEST = 3


class LassoTool(Tool):
    """Adds what is drawn around to the selected mask."""

    name = "lasso"
    paints = True

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        self._points: list[tuple[float, ...]] = []
        self._busy = False
        self._erase = False

    @property
    def says(self) -> str:
        return translate("Masks", "Draw around what is meant.")

    @property
    def busy(self) -> bool:
        return self._busy

    def pressed(self, touch: Touch) -> QRectF | None:
        self._busy = True
        self._erase = touch.erase or self._editor.erasing
        self._points = []
        return self.moved(touch)

    def moved(self, touch: Touch) -> QRectF | None:
        if self._busy and near(touch.place):
            self._points.append(touch.place)
        if not self._points:
            return None
        ends = [*self._points[-2:], self._points[0]]
        return QRectF(*box_of([touch.frame.point(*place[:2]) for place in ends], 4))

    def released(self, touch: Touch) -> QRectF | None:
        points, self._points, self._busy = essential(self._points, touch.frame), [], False
        if len(points) >= _FEWEST:
            what = Text("erased") if self._erase else Text("lasso")
            self._editor.paint(Lasso(thinned(points), self._erase), what)  # type: ignore[arg-type]
        return QRectF()

    def give_up(self) -> None:
        self._busy = False
        self._points = []

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:  # noqa: ARG002
        if not self._points:
            return
        outline = QPolygonF([QPointF(*frame.point(*place[:2])) for place in self._points])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inside = QColor(self._editor.overlay_colour)
        inside.setAlphaF(0.25)
        painter.setBrush(inside)
        painter.drawPolygon(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(20, 20, 20, 200), 3.0), (QColor(250, 250, 250), 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(outline)
