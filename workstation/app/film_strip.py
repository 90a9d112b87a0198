"""The film strip of open photos, and the history of the one in front."""

from __future__ import annotations

from typing import Any

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
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.app.open_photo import OpenPhoto
from workstation.app.session import Session

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
    close_requested
        The user wants a photo (`OpenPhoto`) closed.
    """

    close_requested = Signal(object)

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
        menu.addAction(self.tr("Close"), lambda: self.close_requested.emit(photo))
        menu.popup(self.viewport().mapToGlobal(at))
