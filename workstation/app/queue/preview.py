"""A closer look at a row: the photo beside what was made of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from workstation.app.queue.thumbnails import PREVIEW_PX, FileThumbnail, FileThumbnails
from workstation.app.widgets import theme
from workstation.app.widgets.theme import Theme
from workstation.batch.items import Item

_SIDE: Final = 288
_GAP: Final = 8
_EDGE: Final = 16
_WORD_PX: Final = 24


class Preview(QWidget):
    """Lies over the page, beside the row that it shows."""

    def __init__(self, thumbnails: FileThumbnails, colours: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = colours
        self._item: Item | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Before and after"))
        thumbnails.made.connect(self._on_made)
        self.hide()

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._item

    def show_item(self, item: Item, row: QRect) -> None:
        """Show an item beside its row, given in the parent's coordinates."""
        self._item = item
        size = self._size()
        parent = self.parentWidget()
        assert parent is not None
        top, lowest = row.bottom(), parent.height() - size.height()
        if top > lowest:  # above the row, or else as far down as there is room
            above = row.top() - size.height()
            top = above if above >= 0 else max(0, lowest)
        left = row.left() + 96
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = row.right() - 96 - size.width()
        self.setGeometry(QRect(left, top, size.width(), size.height()).intersected(parent.rect()))
        self.raise_()
        self.show()
        self.update()

    def end(self) -> None:
        """Show nothing any more."""
        self._item = None
        self.hide()

    @property
    def _shown(self) -> list[tuple[str, FileThumbnail]]:
        item = self._item
        if item is None:
            return []
        found = [(self.tr("Before"), FileThumbnail.before(item, PREVIEW_PX))]
        if item.state in ("done", "skipped"):
            found.append((self.tr("After"), FileThumbnail.after(item, PREVIEW_PX)))
        return found

    def _size(self) -> QSize:
        count = len(self._shown)
        width = 2 * _EDGE + count * _SIDE + (count - 1) * _GAP
        return QSize(width, 2 * _EDGE + _SIDE + _WORD_PX)

    def _on_made(self, picture: FileThumbnail) -> None:
        if any(picture == shown for _, shown in self._shown):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(QPen(colours.muted, 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Button))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        painter.setFont(theme.small_font())
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shown = self._shown
        for place, (word, picture) in enumerate(reversed(shown) if backwards else shown):
            left = _EDGE + place * (_SIDE + _GAP)
            self._draw(
                painter, QRect(left, _EDGE, _SIDE, _SIDE), word, self._thumbnails.get(picture)
            )

    def _draw(self, painter: QPainter, box: QRect, word: str, image: QImage | None) -> None:
        colours = self._theme.colours
        if image is None or image.isNull():
            painter.setPen(colours.muted)
            text = self.tr("…") if image is None else self.tr("Cannot be shown")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        else:
            size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(box.topLeft(), size)
            place.moveCenter(box.center())
            painter.drawImage(place, image)
        painter.setPen(colours.text)
        below = QRect(box.left(), box.bottom() + 1, box.width(), _WORD_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, word)
