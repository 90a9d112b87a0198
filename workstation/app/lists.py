"""The film strip of open photos, and the history of the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.app.opened import OpenPhoto
from workstation.app.session import Session
from workstation.app.theme import Theme

if TYPE_CHECKING:
    from workstation.core.history import History

Index = QModelIndex | QPersistentModelIndex
_THUMBNAIL = 96


class _PhotoModel(QAbstractListModel):
    """The open photos, as the session has them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._session.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo = self._session.photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"● {photo.name}" if photo.unsaved else photo.name
        if role == Qt.ItemDataRole.ToolTipRole:
            changed = self.tr("Changed, and not exported yet")
            return f"{photo.photo.path}\n{changed}" if photo.unsaved else str(photo.photo.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, changed").format(photo.name) if photo.unsaved else photo.name
        if role == Qt.ItemDataRole.DecorationRole:
            return photo.thumbnail
        return None

    def reload(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def touch(self) -> None:
        """Say that names may look different."""
        last = len(self._session.photos) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0), self.index(last))


class _Frame(QStyledItemDelegate):
    """A thumbnail over the photo's name; the one in front has a frame and a ground."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_THUMBNAIL, _THUMBNAIL + option.fontMetrics.height() + 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        box = QRect(option.rect).adjusted(8, 4, -8, -4)
        palette: QPalette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            ring = QPalette.ColorRole.Highlight
            painter.setPen(QPen(palette.color(ring), 2))
            painter.setBrush(palette.color(QPalette.ColorRole.Button))
            painter.drawRoundedRect(box, 4, 4)
        image: QImage = index.data(Qt.ItemDataRole.DecorationRole)
        size = image.size().scaled(_THUMBNAIL, _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
        at = box.center().x() - size.width() // 2, box.top() + 4 + (_THUMBNAIL - size.height()) // 2
        painter.drawImage(QRect(*at, size.width(), size.height()), image)
        metrics = QFontMetrics(option.font)
        name = box.adjusted(4, _THUMBNAIL + 8, -4, -4)
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, name.width())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class FilmStrip(QListView):
    """The open photos, one below the other; the one in front is selected.

    Signals
    -------
    close_wished
        The user wants a photo (`OpenPhoto`) closed.
    """

    close_wished = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = _PhotoModel(session)
        self.setModel(self._model)
        self.setItemDelegate(_Frame(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(_THUMBNAIL + 40)
        self.setAccessibleName(self.tr("Open photos"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().currentChanged.connect(self._on_chosen)
        session.photos_changed.connect(self._reload)
        session.current_changed.connect(self._select)
        session.recipe_changed.connect(self._model.touch)

    def sizeHint(self) -> QSize:
        return QSize(_THUMBNAIL + 40, 400)

    def _reload(self) -> None:
        with QSignalBlocker(self.selectionModel()):
            self._model.reload()
        self._select()

    def _select(self) -> None:
        photo = self._session.current
        if photo is None or photo not in self._session.photos:
            return
        index = self._model.index(self._session.photos.index(photo))
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_chosen(self, index: Index) -> None:
        if index.isValid():
            self._session.show(self._session.photos[index.row()])

    def _on_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        photo: OpenPhoto = self._session.photos[index.row()]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Close"), lambda: self.close_wished.emit(photo))
        menu.popup(self.viewport().mapToGlobal(at))


class _HistoryModel(QAbstractListModel):
    """The entries of the history in front; those that do not hold now are slanted."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session)
        self._session = session
        self._theme = theme
        self._rows = 0
        self._live: frozenset[int] = frozenset()
        self._slanted = QFont(QApplication.font())
        self._slanted.setItalic(True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo, row = self._session.current, index.row()
        if photo is None or row >= len(photo.history.entries):
            return None
        entry = photo.history.entries[row]
        undone = row not in self._live
        branches = entry.parent is not None and entry.parent != row - 1
        if role == Qt.ItemDataRole.DisplayRole:
            return f"↳ {entry.name}" if branches else entry.name
        if role == Qt.ItemDataRole.ToolTipRole and branches:
            on = photo.history.entries[entry.parent or 0].name
            return self.tr("Begins anew after “{0}”").format(on)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, undone").format(entry.name) if undone else entry.name
        if role == Qt.ItemDataRole.ForegroundRole and undone:
            return self._theme.colours.muted
        if role == Qt.ItemDataRole.FontRole and undone:
            return self._slanted
        return None

    def follow(self) -> None:
        """Take over what the history has become, moving as few rows as can be."""
        photo = self._session.current
        rows = 0 if photo is None else len(photo.history.entries)
        self._live = frozenset() if photo is None else _live(photo.history)
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


def _live(history: History) -> frozenset[int]:
    """The entries that what holds now was made by."""
    path = history.path
    return frozenset(path[: path.index(history.position) + 1])


class HistoryList(QListView):
    """Every gesture in the user's words; a click jumps there."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = _HistoryModel(session, theme)
        self.setModel(self._model)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("History"))
        self.selectionModel().currentChanged.connect(self._on_chosen)
        session.current_changed.connect(self._follow)
        session.recipe_changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        return QSize(288, 200)

    def _follow(self) -> None:
        with QSignalBlocker(self.selectionModel()):
            self._model.follow()
        self.viewport().update()
        photo = self._session.current
        if photo is not None:
            index = self._model.index(photo.history.position)
            if index != self.currentIndex():
                self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_chosen(self, index: Index) -> None:
        if index.isValid():
            self._session.jump(index.row())
