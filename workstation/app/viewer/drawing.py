"""Draw a rendition's tiles into a window, and read the colour under a point from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from workstation.app.viewer.tile_images import APRON_PX
from workstation.app.viewer.tile_loader import Rendition, TileLoader
from workstation.app.viewer.viewport import TILE_PX, Tile, Viewport

SMOOTH_BELOW = 2.0
"""From this zoom on single pixels are shown as squares."""


@dataclass(frozen=True)
class Probe:
    """What is under the pointer.

    Attributes
    ----------
    row, column
        Photo pixel at full resolution.
    rgb
        sRGB, 0..255, as drawn.
    """

    row: int
    column: int
    rgb: tuple[int, int, int]


def draw(
    painter: QPainter,
    loader: TileLoader,
    shown: Rendition,
    view: Viewport,
    pane: QRect,
    clip: QRect,
) -> None:
    """Draw what is there of a rendition; coarser tiles stand in for those still missing.

    Parameters
    ----------
    pane
        The part of the window that `view` fills, in device pixels, as all here.
    clip
        The part of the pane to draw.
    """
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < SMOOTH_BELOW)
    top, left = view.to_window(0, 0)
    origin = round(top) + pane.top(), round(left) + pane.left()
    for tile in view.tiles(view.level):
        target = _span(tile, view, origin).intersected(clip)
        if target.isEmpty():
            continue
        for candidate in _stand_ins(tile, view.top_level):
            image = loader.image(shown, candidate)
            if image is not None:
                painter.setClipRect(target)
                painter.drawImage(_place(candidate, image, view.zoom, origin), image)
                break
    painter.setClipping(False)


def outline(view: Viewport, pane: QRect) -> QRect:
    """Where the photo's edges are in the window."""
    top, left = view.to_window(0, 0)
    y, x = round(top) + pane.top(), round(left) + pane.left()
    return QRect(x, y, round(view.photo_width * view.zoom), round(view.photo_height * view.zoom))


def probe(loader: TileLoader, shown: Rendition, view: Viewport, y: float, x: float) -> Probe | None:
    """The photo's pixel under a point of the window, or None beside the photo."""
    row, column = (int(value // 1) for value in view.to_photo(y, x))
    if not (0 <= row < view.photo_height and 0 <= column < view.photo_width):
        return None
    level = view.level
    at_row, at_column = row >> level, column >> level
    tile = Tile(level, at_row // TILE_PX, at_column // TILE_PX)
    image = loader.image(shown, tile)
    if image is None:
        return None
    y_px, x_px = at_row - _first(tile.top), at_column - _first(tile.left)
    if not image.rect().contains(x_px, y_px):
        return None
    colour = QColor(image.pixel(x_px, y_px))
    return Probe(row, column, (colour.red(), colour.green(), colour.blue()))


def draw_label(painter: QPainter, text: str, corner: QRectF, ratio: float) -> None:
    """A word on a dark ground, readable on any photo."""
    painter.save()
    painter.scale(ratio, ratio)
    metrics = painter.fontMetrics()
    box = QRectF(
        corner.x() / ratio,
        corner.y() / ratio,
        metrics.horizontalAdvance(text) + 16,
        metrics.height() + 8,
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 190))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(240, 240, 240))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _first(edge: int) -> int:
    """The first row or column of a tile's image, its margin included."""
    return max(0, edge - APRON_PX)


def _span(tile: Tile, view: Viewport, origin: tuple[int, int]) -> QRect:
    """The tile in the window, to whole device pixels, so that neighbours meet without a seam."""
    unit = 2**tile.level * view.zoom
    bottom = min((tile.top + TILE_PX) * 2**tile.level, view.photo_height) * view.zoom
    right = min((tile.left + TILE_PX) * 2**tile.level, view.photo_width) * view.zoom
    y0, x0 = round(origin[0] + tile.top * unit), round(origin[1] + tile.left * unit)
    y1, x1 = round(origin[0] + bottom), round(origin[1] + right)
    return QRect(x0, y0, x1 - x0, y1 - y0)


def _place(tile: Tile, image: QImage, zoom: float, origin: tuple[int, int]) -> QRectF:
    """Where the tile's image goes, its margin included."""
    unit = 2**tile.level * zoom
    return QRectF(
        origin[1] + _first(tile.left) * unit,
        origin[0] + _first(tile.top) * unit,
        image.width() * unit,
        image.height() * unit,
    )


def _stand_ins(tile: Tile, top_level: int) -> Iterator[Tile]:
    """The tile itself, then the coarser ones that hold its place."""
    for higher in range(top_level - tile.level + 1):
        yield Tile(tile.level + higher, tile.row >> higher, tile.column >> higher)
