"""The healing brush and the clone stamp: brushes whose strokes take from elsewhere in the photo."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from resources.text import Text
from workstation.app.masks.brush import BrushTool
from workstation.app.masks.geometry import PhotoPlacement
from workstation.app.masks.tool import Touch, around, draw_ring
from workstation.app.repair.repair_editor import RepairEditor
from workstation.core.masks.masks import Stroke
from workstation.core.steps import Repair

translate = QCoreApplication.translate

_ARM = 7.0


class _RetouchTool(BrushTool):
    """A brush whose strokes change the photo and no mask."""

    paints = False

    def __init__(self, repairs: RepairEditor) -> None:
        super().__init__(repairs.editor)
        self._repairs = repairs

    def taken(self, before: str) -> None:
        super().taken(before)
        self._repairs.editor.aim(Repair.kind)


class HealingBrush(_RetouchTool):
    """Fills what is painted over with like texture from near by, in the tones around it."""

    name = "heal"

    @property
    def says(self) -> str:
        return translate(
            "Repair", "Paint over a spot or a scratch; Shift and drag changes the size."
        )

    def _finish(self, stroke: Stroke, what: Text) -> None:  # noqa: ARG002
        self._repairs.heal(stroke)


class CloneStamp(_RetouchTool):
    """Copies from a place that is said with Alt and a click."""

    name = "stamp"
    with_alt = True

    @property
    def says(self) -> str:
        if self._repairs.source is None:
            return translate("Repair", "Alt-click where to take from, then paint.")
        return translate("Repair", "Paint; Alt-click takes from elsewhere.")

    def pressed(self, touch: Touch) -> QRectF | None:
        if touch.pick:
            self._repairs.take_from(touch.place)
            self._repairs.editor.told.emit(self.says)
            return QRectF()
        return super().pressed(touch)

    def moved(self, touch: Touch) -> QRectF | None:
        super().moved(touch)
        return QRectF()

    def hovered(self, touch: Touch) -> QRectF | None:
        super().hovered(touch)
        return QRectF()

    def _finish(self, stroke: Stroke, what: Text) -> None:  # noqa: ARG002
        self._repairs.clone(stroke)

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:
        super().draw(painter, frame, hover)
        source, away = self._repairs.source, self._repairs.away
        if source is None:
            return
        at = QPointF(*frame.point(*source))
        if hover is not None and away is not None:
            row, column = frame.place(hover.x(), hover.y())
            at = QPointF(*frame.point(row + away[0], column + away[1]))
        radius = max(1.0, frame.length(self._editor.brush.radius))
        draw_ring(painter, around(at.x(), at.y(), radius))
        for colour, width in ((QColor(20, 20, 20, 200), 3), (QColor(250, 250, 250), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
            painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))
