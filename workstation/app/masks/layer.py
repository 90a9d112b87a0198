"""The gesture in progress, drawn at once: one segment for each event, never all of it again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from workstation.app.masks.geometry import PhotoPlacement, box_of

_OPACITY = 0.5


class StrokeLayer:
    """A picture over the canvas into which a stroke is drawn as it grows."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._ratio = 1.0

    @property
    def image(self) -> QImage | None:
        """What was drawn so far, opaque where the brush went."""
        return self._image

    def begin(self, size: QSize, ratio: float) -> None:
        """Empty, for a widget of a size."""
        device = QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
        if self._image is None or self._image.size() != device:
            self._image = QImage(device, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)

    def end(self) -> None:
        """Nothing is drawn any more."""
        self._image = None

    def add(
        self, frame: PhotoPlacement, points: list[tuple[float, ...]], radius: float, colour: QColor
    ) -> QRectF:
        """Draw the segments between some points (row, column, pressure); returns their box."""
        at = [frame.point(point[0], point[1]) for point in points]
        radii = [max(0.5, frame.length(radius * point[2])) for point in points]
        if self._image is not None:
            painter = QPainter(self._image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _segments(painter, at, radii, colour)
            painter.end()
        return QRectF(*box_of(at, max(radii) + 2))

    def fill(self, frame: PhotoPlacement, points: list[tuple[float, ...]], colour: QColor) -> None:
        """Draw an area with an outline."""
        if self._image is not None:
            painter = QPainter(self._image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            outline = [QPointF(*frame.point(point[0], point[1])) for point in points]
            painter.drawPolygon(QPolygonF(outline))
            painter.end()

    def draw(self, painter: QPainter) -> None:
        """Lay it over the photo."""
        if self._image is not None:
            painter.setOpacity(_OPACITY)
            painter.drawImage(0, 0, self._image)
            painter.setOpacity(1.0)


def _segments(
    painter: QPainter, at: list[tuple[float, float]], radii: list[float], colour: QColor
) -> None:
    pen = QPen(colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    for i, (point, radius) in enumerate(zip(at, radii, strict=True)):
        if i == 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(*point), radius, radius)
            continue
        # A pen of constant width: between two events its change cannot be seen.
        pen.setWidthF(radius + radii[i - 1])
        painter.setPen(pen)
        painter.drawLine(QPointF(*at[i - 1]), QPointF(*point))
