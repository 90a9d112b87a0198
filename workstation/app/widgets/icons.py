"""Lucide's line icons in the colours of the theme, sharp at every display scaling."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

_colours: dict[str, QColor] = {}


def set_colours(normal: QColor, disabled: QColor, primary: QColor) -> None:
    """Draw icons in these colours from now on."""
    _colours.update(normal=normal, disabled=disabled, primary=primary)
    _pixmap.cache_clear()


@cache
def _source(name: str) -> str:
    return resources.find("icons", f"{name}.svg").read_text(encoding="utf-8")


def svg(name: str, colour: QColor) -> str:
    """The drawing in a colour."""
    return _source(name).replace("currentColor", colour.name())


@cache
def _pixmap(name: str, width_px: int, height_px: int, colour: str) -> QPixmap:
    drawn = QPixmap(width_px, height_px)
    if drawn.isNull():  # a button squeezed to nothing while its panel is laid out
        return drawn
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(svg(name, QColor(colour)).encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter)
    painter.end()
    return drawn


def pixmap(name: str, side: int, colour: QColor, ratio: float) -> QPixmap:
    """The drawing in a colour, `side` wide and high, for a device pixel ratio."""
    drawn = _pixmap(name, round(side * ratio), round(side * ratio), colour.name())
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _Engine(QIconEngine):
    """Draws when it is asked to, in the colours that hold then."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        drawn = QPixmap(_pixmap(self._name, size.width(), size.height(), _colours[role].name()))
        drawn.setDevicePixelRatio(scale)
        return drawn

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        painter.drawPixmap(rect, self.scaledPixmap(size, mode, state, ratio))


@cache
def icon(name: str, *, primary: bool = False) -> QIcon:
    """An icon for actions and buttons; `primary` for those that stand on the accent colour."""
    return QIcon(_Engine(name, "primary" if primary else "normal"))


def square(side: int) -> QSize:
    """A size for `setIconSize`."""
    return QSize(side, side)


def swatch(brush: QBrush, side: int, ratio: float) -> QIcon:
    """A rounded square of a colour or a pattern, for the rows of a list."""
    drawn = QPixmap(QSize(side, side) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(128, 128, 128))
    painter.setBrush(brush)
    painter.drawRoundedRect(1, 1, side - 2, side - 2, 3, 3)
    painter.end()
    icon = QIcon(drawn)
    # Without a picture of its own for it, Qt would tint the colour of the chosen row.
    icon.addPixmap(drawn, QIcon.Mode.Selected)
    return icon
