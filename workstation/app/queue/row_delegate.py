"""Draws a row of the queue: photo, name and folder, what came of it, and its state."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.app.queue import words
from workstation.app.queue.model import ITEM, Index
from workstation.app.queue.thumbnails import ROW_PX, FileThumbnail, FileThumbnails
from workstation.app.queue_monitor import QueueMonitor
from workstation.app.widgets import icons, theme
from workstation.app.widgets.theme import Theme
from workstation.batch.items import Item

ROW_PX_HIGH: Final = 72
THUMBNAIL: Final = 56
_GAP: Final = 16
_EDGE: Final = 8
_STATE_PX: Final = 128
_BAR_PX: Final = 4
# Letters of other scripts may be higher than the line that the font makes.
_FLAGS: Final = (
    Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
)


class QueueRow(QStyledItemDelegate):
    """How a row looks."""

    def __init__(
        self, monitor: QueueMonitor, thumbnails: FileThumbnails, colours: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._monitor = monitor
        self._thumbnails = thumbnails
        self._theme = colours
        self._small = theme.small_font()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(480, ROW_PX_HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item | None = index.data(ITEM)
        if item is None:
            return
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        # The window's direction, not the text's: names of any script stand in one column.
        painter.setLayoutDirection(option.direction)
        self._draw_ground(painter, option)
        box = option.rect.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        photo = QRect(box.left() + _EDGE, box.top(), THUMBNAIL, THUMBNAIL)
        left, right = photo.right() + 1 + _GAP, box.right() - _STATE_PX
        middle = left + (right - left) * 2 // 5
        name = QRect(left, box.top(), middle - left - _GAP, box.height())
        told = QRect(middle, box.top(), right - middle - _GAP, box.height())
        state = QRect(right, box.top(), _STATE_PX, box.height())

        def mirrored(part: QRect) -> QRect:
            return QStyle.visualRect(option.direction, option.rect, part)

        image = self._thumbnails.get(FileThumbnail.before(item, ROW_PX))
        self._draw_photo(painter, mirrored(photo), image)
        self._draw_lines(
            painter,
            mirrored(name),
            option,
            (words.name_of(item), words.folder_of(item)),
            middle=True,
        )
        self._draw_told(painter, mirrored(told), option, item)
        self._draw_state(painter, mirrored(state), option, item)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette: QPalette = option.palette
        box = QRect(option.rect).adjusted(4, 1, -5, -2)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            ground = palette.color(
                QPalette.ColorRole.Light if chosen else QPalette.ColorRole.Button
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colours.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)

    def _draw_photo(self, painter: QPainter, box: QRect, image: QImage | None) -> None:
        if image is not None and not image.isNull():
            place = QRect(box.topLeft(), image.size().scaled(box.size(), _KEEP))
            place.moveCenter(box.center())
            painter.drawImage(place, image)
            return
        painter.setPen(QPen(self._theme.colours.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
        if image is not None:
            self._draw_icon(painter, box.center().x() - 9, box.center().y() - 9, "image-off")

    def _draw_icon(
        self, painter: QPainter, left: int, top: int, name: str, colour: QColor | None = None
    ) -> None:
        ratio = painter.device().devicePixelRatio()
        drawn = icons.pixmap(name, 18, colour or self._theme.colours.muted, ratio)
        painter.drawPixmap(left, top, drawn)

    def _draw_lines(
        self,
        painter: QPainter,
        box: QRect,
        option: QStyleOptionViewItem,
        lines: tuple[str, str],
        *,
        middle: bool = False,
    ) -> None:
        """Two lines, or one in the middle; names keep their ends, sentences their beginnings."""
        first, second = lines
        upper, lower = QFontMetrics(option.font), QFontMetrics(self._small)
        high = upper.height() + (2 + lower.height() if second else 0)
        top = box.top() + (box.height() - high) // 2
        elide = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        line = QRect(box.left(), top, box.width(), upper.height())
        _draw_text(painter, line, option.font, first, elide, self._theme.colours.text)
        line = QRect(box.left(), top + upper.height() + 2, box.width(), lower.height())
        _draw_text(painter, line, self._small, second, elide, self._theme.colours.muted)

    def _draw_told(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, item: Item
    ) -> None:
        begun = self._monitor.begun.get(item.id)
        running_s = None if begun is None else time.monotonic() - begun
        lines = words.facts_of(item, running_s, self._monitor.usual_s)
        if running_s is not None and self._monitor.usual_s:
            self._draw_bar(painter, box, min(0.95, running_s / self._monitor.usual_s))
            box = box.adjusted(0, 0, 0, -_BAR_PX - 4)
        self._draw_lines(painter, box, option, lines)

    def _draw_bar(self, painter: QPainter, box: QRect, fraction: float) -> None:
        """How far the photo would be if it took as long as others."""
        bar = QRect(box.left(), box.bottom() - _BAR_PX, box.width(), _BAR_PX)
        done = QRect(bar.left(), bar.top(), round(bar.width() * fraction), bar.height())
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(bar.right())
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in ((bar, self._theme.colours.line), (done, self._theme.colours.accent)):
            painter.setBrush(colour)
            painter.drawRoundedRect(part, 2, 2)

    def _draw_state(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, item: Item
    ) -> None:
        colours = self._theme.colours
        colour = {"failed": colours.error, "running": colours.accent, "done": colours.text}.get(
            item.state, colours.muted
        )
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        left = box.right() - 17 if backwards else box.left()
        which: words.Which = words.IN_DOUBT if item.in_doubt else item.state
        self._draw_icon(painter, left, box.center().y() - 8, words.ICONS[which], colour)
        text = box.adjusted(0, 0, -26, 0) if backwards else box.adjusted(26, 0, 0, 0)
        word = words.word(which)
        _draw_text(painter, text, option.font, word, Qt.TextElideMode.ElideRight, colour)


_KEEP: Final = Qt.AspectRatioMode.KeepAspectRatio


def _draw_text(
    painter: QPainter, box: QRect, font: QFont, text: str, elide: Qt.TextElideMode, colour: QColor
) -> None:
    if not text:
        return
    painter.setFont(font)
    painter.setPen(colour)
    backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
    short = QFontMetrics(font).elidedText(text, elide, box.width())
    painter.drawText(box, _FLAGS | side | Qt.AlignmentFlag.AlignAbsolute, short)
