"""Draws sheets with Qt: onto paper, into a PDF file, and as a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from workstation.app.printing.sheets import Place, Printed, Sheet

Pictures = Callable[[Printed], QImage]
"""The picture of what lies at a place."""

_WORDS_MM = 3.5
_PDF_DPI = 1200


def draw(painter: QPainter, sheet: Sheet, per_mm: float, pictures: Pictures) -> None:
    """Draw a sheet.

    Parameters
    ----------
    per_mm
        Units of the painter in a millimetre.
    """
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(_WORDS_MM * per_mm)))
    for item in sheet:
        image = pictures(item)
        if not image.isNull():
            painter.drawImage(_box(item.place, per_mm), image)
        if item.words and item.words_at is not None:
            painter.setFont(font)
            painter.setPen(Qt.GlobalColor.black)
            box = _box(item.words_at, per_mm)
            words = painter.fontMetrics().elidedText(
                item.words, Qt.TextElideMode.ElideRight, round(box.width())
            )
            top_middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, top_middle, words)


def write_pdf(path: Path, sheets: Sequence[Sheet], page: QPageLayout, pictures: Pictures) -> bool:
    """Write sheets to a PDF file; False if that is not possible."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_PDF_DPI)
    writer.setCreator("Heirloom")
    writer.setPageLayout(page)
    return print_on(writer, sheets, _PDF_DPI / 25.4, pictures)


def print_on(
    device: QPagedPaintDevice, sheets: Sequence[Sheet], per_mm: float, pictures: Pictures
) -> bool:
    """Draw sheets, each on a page of its own; False if that is not possible."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    for number, sheet in enumerate(sheets):
        if number:
            device.newPage()
        draw(painter, sheet, per_mm, pictures)
    return painter.end()


def _box(place: Place, per_mm: float) -> QRectF:
    return QRectF(
        place.left_mm * per_mm,
        place.top_mm * per_mm,
        place.width_mm * per_mm,
        place.height_mm * per_mm,
    )


def whole_page(size: QPageSize, turned: QPageLayout.Orientation) -> QPageLayout:
    """A page on which millimetres count from the paper's own corner."""
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))


def paper_mm(layout: QPageLayout) -> tuple[float, float]:
    """Height and width of the paper as it lies."""
    size = layout.fullRect(QPageLayout.Unit.Millimeter).size()
    return size.height(), size.width()
