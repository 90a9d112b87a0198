"""The level: a line is dragged along what is straight, and the photo is turned by it."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from resources.text import Text
from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.geometry import PhotoPlacement, apart
from workstation.app.masks.tool import Tool, Touch
from workstation.core.steps import Geometry

translate = QCoreApplication.translate

# A line must be so long, in units of the window, to say an angle.
_LEAST = 24.0


class LevelTool(Tool):
    """Turns the photo so that a line along a horizon, or along a wall, is straight."""

    name = "level"
    leaves_masks = False

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor
        self._session = editor.session
        self._from: QPointF | None = None
        self._to = QPointF()
        self._before = HAND

    @property
    def says(self) -> str:
        return translate("Geometry", "Drag along a horizon, or along a wall.")

    @property
    def busy(self) -> bool:
        return self._from is not None

    def taken(self, before: str) -> None:
        if before != self.name:
            self._before = before

    def pressed(self, touch: Touch) -> QRectF | None:
        self._from = self._to = touch.at
        return QRectF()

    def moved(self, touch: Touch) -> QRectF | None:
        self._to = touch.at
        return QRectF()

    def released(self, touch: Touch) -> QRectF | None:
        start, self._from = self._from, None
        if start is None or apart((start.x(), start.y()), touch.xy) < _LEAST:
            return QRectF()
        way = touch.at - start
        leaning = (math.degrees(math.atan2(way.y(), way.x())) + 45) % 90 - 45
        step = self._session.step(Geometry.kind)
        geometry = step if isinstance(step, Geometry) else Geometry()
        angle = round(min(max(geometry.angle - leaning, -45.0), 45.0), 2)
        name = Text("Straighten {angle}°", angle=f"{angle:+.1f}")
        self._session.set_step(replace(geometry, angle=angle), name)
        self._editor.take(self._before)
        return QRectF()

    def give_up(self) -> None:
        self._from = None

    def draw(self, painter: QPainter, frame: PhotoPlacement, hover: QPointF | None) -> None:  # noqa: ARG002
        if self._from is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(20, 20, 20, 180), 4.0), (QColor(250, 250, 250), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(self._from, self._to)
