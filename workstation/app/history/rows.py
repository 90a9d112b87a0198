"""The rows of the history: what they hold, and how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.app.language import said
from workstation.app.session import Session
from workstation.app.thumbnails import ThumbnailRequest, Thumbnails
from workstation.app.widgets.theme import Theme

if TYPE_CHECKING:
    from workstation.app.open_photo import OpenPhoto
    from workstation.core.history import History
    from workstation.core.recipe import Recipe

Index = QModelIndex | QPersistentModelIndex
_PICTURE = 40
_ROW = 48
_INDENT = 20
_PICTURE_ROLE = Qt.ItemDataRole.UserRole
_INDENT_ROLE = Qt.ItemDataRole.UserRole + 1
_ASIDE_ROLE = Qt.ItemDataRole.UserRole + 2


def request_of(photo: OpenPhoto, recipe: Recipe, ratio: float) -> ThumbnailRequest:
    """The picture of an entry, for a device pixel ratio."""
    return ThumbnailRequest(photo, recipe, round(_PICTURE * ratio))


class HistoryModel(QAbstractListModel):
    """The entries of the history in front; those that do not hold now are slanted.

    Attributes
    ----------
    ratio
        Device pixels in a pixel of the list that shows it.
    """

    def __init__(self, session: Session, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__(session)
        self._session = session
        self._theme = theme
        self._thumbnails = thumbnails
        self._rows = 0
        self.ratio = 1.0
        self._live: frozenset[int] = frozenset()
        self._path: frozenset[int] = frozenset()
        self._depths: list[int] = []
        self._slanted = QFont(QApplication.font())
        self._slanted.setItalic(True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo, row = self._session.current, index.row()
        if photo is None or row >= min(self._rows, len(photo.history.entries)):
            return None
        entry = photo.history.entries[row]
        name = said(entry.name)
        undone = row not in self._live
        branches = entry.parent is not None and entry.parent != row - 1
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            if not branches:
                return name
            on = said(photo.history.entries[entry.parent or 0].name)
            return self.tr("{0}\nBegins anew after “{1}”").format(name, on)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(name, row)
        if role == Qt.ItemDataRole.ForegroundRole and undone:
            return self._theme.colours.muted
        if role == Qt.ItemDataRole.FontRole and undone:
            return self._slanted
        if role == _PICTURE_ROLE:
            return self._thumbnails.image(request_of(photo, entry.value, self.ratio))
        if role == _INDENT_ROLE:
            return self._depths[row]
        if role == _ASIDE_ROLE:
            return row not in self._path
        return None

    def _said(self, name: str, row: int) -> str:
        if row not in self._path:
            return self.tr("{0}, on another branch").format(name)
        return name if row in self._live else self.tr("{0}, undone").format(name)

    def follow(self) -> None:
        """Take over what the history has become, moving as few rows as can be."""
        photo = self._session.current
        history = None if photo is None else photo.history
        rows = 0 if history is None else len(history.entries)
        path = () if history is None else history.path
        self._path = frozenset(path)
        self._live = frozenset() if history is None else _live(history)
        self._depths = [] if history is None else _depths(history)
        none = QModelIndex()
        if rows > self._rows:
            self.beginInsertRows(none, self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows < self._rows:
            self.beginRemoveRows(none, rows, self._rows - 1)
            self._rows = rows
            self.endRemoveRows()
        if rows:
            self.dataChanged.emit(self.index(0), self.index(rows - 1))


def _live(history: History[Recipe]) -> frozenset[int]:
    """The entries that what holds now was made by."""
    path = history.path
    return frozenset(path[: path.index(history.position) + 1])


def _depths(history: History[Recipe]) -> list[int]:
    """How many branches away from the present one each entry lies."""
    path = frozenset(history.path)
    depths: list[int] = []
    for row, entry in enumerate(history.entries):
        if row in path or entry.parent is None:
            depths.append(0)
        elif entry.parent == row - 1 and row - 1 not in path:
            depths.append(depths[row - 1])
        else:
            depths.append(depths[entry.parent] + 1)
    return depths


class EntryRow(QStyledItemDelegate):
    """A small picture, and what was done; other branches stand further in and fainter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_PICTURE * 3, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        palette: QPalette = option.palette
        row = QRect(option.rect).adjusted(4, 1, -4, -1)
        self._draw_ground(painter, option, row, palette)
        inside = row.adjusted(4 + _INDENT * min(3, index.data(_INDENT_ROLE) or 0), 0, -8, 0)
        if index.data(_INDENT_ROLE):
            self._draw_bend(painter, inside, palette)
        picture = QRect(inside.left(), inside.center().y() - _PICTURE // 2 + 1, _PICTURE, _PICTURE)
        painter.setOpacity(0.5 if index.data(_ASIDE_ROLE) else 1.0)
        _draw_picture(painter, picture, index.data(_PICTURE_ROLE), palette)
        painter.setOpacity(1.0)
        font = index.data(Qt.ItemDataRole.FontRole) or option.font
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setFont(font)
        painter.setPen(colour or palette.color(QPalette.ColorRole.Text))
        words = inside.adjusted(_PICTURE + 8, 0, 0, 0)
        text = QFontMetrics(font).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, palette: QPalette
    ) -> None:
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            role = QPalette.ColorRole.Light if selected else QPalette.ColorRole.Button
            painter.setBrush(palette.color(role))
            painter.drawRoundedRect(row, 4, 4)
        if selected:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRect(row.left(), row.top() + 8, 3, row.height() - 16), 1, 1)
        focused = QStyle.StateFlag.State_HasFocus
        if option.state & focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_bend(self, painter: QPainter, inside: QRect, palette: QPalette) -> None:
        """A line from above, bent towards the picture."""
        x, y = inside.left() - _INDENT / 2, inside.center().y() + 1
        way = QPainterPath()
        way.moveTo(x, inside.top())
        way.lineTo(x, y - 5)
        way.quadTo(x, y, x + 5, y)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(way)


def _draw_picture(painter: QPainter, frame: QRect, image: QImage | None, palette: QPalette) -> None:
    if image is None or image.isNull():
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame).adjusted(4.5, 4.5, -4.5, -4.5), 2, 2)
        return
    size = image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(frame.topLeft(), size)
    place.moveCenter(frame.center())
    painter.drawImage(place, image)
