"""The film strip: the open photos as they look now, and what can be done with several at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QImage,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
)
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

from workstation.app.open_photo import THUMBNAIL_PX, OpenPhoto
from workstation.app.session import Session
from workstation.app.single_steps import add_single_steps
from workstation.app.thumbnails import ThumbnailRequest, Thumbnails
from workstation.app.widgets import desktop
from workstation.app.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
_THUMBNAIL = 96
_IN_FRONT_ROLE = Qt.ItemDataRole.UserRole
_EDGE = QPalette.ColorRole.PlaceholderText


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
            changed = self.tr("Changed since it was last exported or saved as a project")
            return f"{photo.photo.path}\n{changed}" if photo.unsaved else str(photo.photo.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, changed").format(photo.name) if photo.unsaved else photo.name
        if role == Qt.ItemDataRole.DecorationRole:
            return photo.thumbnail
        if role == _IN_FRONT_ROLE:
            return photo is self._session.current
        return None

    def reload(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def touch(self) -> None:
        """Say that names or pictures may look different."""
        last = len(self._session.photos) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0), self.index(last))


class _Frame(QStyledItemDelegate):
    """A thumbnail over the photo's name; chosen ones have a ground, the one in front a frame."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_THUMBNAIL, _THUMBNAIL + option.fontMetrics.height() + 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        box = QRect(option.rect).adjusted(8, 4, -8, -4)
        palette: QPalette = option.palette
        in_front = index.data(_IN_FRONT_ROLE)
        if in_front or option.state & QStyle.StateFlag.State_Selected:
            ring = palette.color(QPalette.ColorRole.Highlight)
            painter.setPen(QPen(ring, 2) if in_front else QPen(palette.color(_EDGE), 1))
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
    """The open photos, one below the other; Ctrl and Shift choose several.

    Signals
    -------
    chosen_changed
        Other photos are chosen.
    """

    chosen_changed = Signal()

    def __init__(
        self, workspace: Workspace, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = session = workspace.session
        self._thumbnails = thumbnails
        self._chosen: list[OpenPhoto] = []  # rows mean others as soon as a photo comes or goes
        self._model = _PhotoModel(session)
        self.setModel(self._model)
        self.setItemDelegate(_Frame(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(_THUMBNAIL + 40)
        self.setAccessibleName(self.tr("Open photos"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.verticalScrollBar().valueChanged.connect(self._request)
        session.photos_changed.connect(self._reload)
        session.current_changed.connect(self._select)
        session.history_changed.connect(self._on_history)
        # What the canvas has learnt about a recipe makes its small picture cheap.
        session.rendition_changed.connect(self._request)
        thumbnails.ready.connect(self._take_pictures)

    def sizeHint(self) -> QSize:
        return QSize(_THUMBNAIL + 40, 400)

    @property
    def chosen(self) -> list[OpenPhoto]:
        """The photos that are chosen, in their order; the one in front if none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        photos = [self._session.photos[row] for row in rows]
        current = self._session.current
        return photos or ([] if current is None else [current])

    def _reload(self) -> None:
        chosen = [photo for photo in self._chosen if photo in self._session.photos]
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            self._model.reload()
            self._select()
            for photo in chosen if len(chosen) > 1 else ():
                row = self._model.index(self._session.photos.index(photo))
                selection.select(row, QItemSelectionModel.SelectionFlag.Select)
        self._on_selection()
        self._request()

    def _on_selection(self) -> None:
        self._chosen = self.chosen
        self.viewport().update()
        self.chosen_changed.emit()

    def _select(self) -> None:
        photo = self._session.current
        if photo is None or photo not in self._session.photos:
            return
        index = self._model.index(self._session.photos.index(photo))
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.viewport().update()

    def _on_current(self, index: Index) -> None:
        if index.isValid():
            self._session.show(self._session.photos[index.row()])

    # Pictures

    def _on_history(self) -> None:
        self._model.touch()
        self._request()

    def _request(self) -> None:
        """Have those in sight drawn that look different now, the one in front first."""
        photos, current = self._session.photos, self._session.current
        first = self.indexAt(QPoint(16, 1)).row()
        last = self.indexAt(QPoint(16, self.viewport().height() - 1)).row()
        seen = photos[max(0, first) : last + 1 if last >= 0 else len(photos)]
        wanted = [photo for photo in seen if photo.pictured != photo.recipe]
        wanted.sort(key=lambda photo: photo is not current)
        self._thumbnails.request(self, [_request_of(photo) for photo in wanted])

    def _take_pictures(self) -> None:
        taken = False
        for photo in self._session.photos:
            image = None
            if photo.pictured != photo.recipe:
                image = self._thumbnails.image(_request_of(photo))
            if image is not None:
                taken = True
                photo.pictured = photo.recipe
                photo.thumbnail = photo.thumbnail if image.isNull() else image
        if taken:
            self._model.touch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._request()

    # What can be done with them

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.visualRect(index).center() if by_key else event.pos()
            self.menu(self._session.photos[index.row()]).popup(self.viewport().mapToGlobal(at))

    def menu(self, photo: OpenPhoto) -> QMenu:
        """What can be done with a photo, or with all chosen ones if it is one of them."""
        work, session = self._workspace, self._session
        photos = self.chosen if photo in self.chosen else [photo]
        several = len(photos) > 1
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Restore"), lambda: session.restore_all(photos))
        menu.addAction(self.tr("&Export…"), lambda: work.export_photos(photos))
        menu.addSeparator()
        copy = menu.addAction(self.tr("&Copy Settings"), lambda: session.copy_settings(photo))
        copy.setEnabled(bool(photo.recipe.steps))
        paste = menu.addAction(self.tr("&Paste Settings"), lambda: session.paste_settings(photos))
        paste.setEnabled(session.copied is not None)
        add_single_steps(menu.addMenu(self.tr("Paste &Only")), session, lambda: photos)
        menu.addSeparator()
        show = menu.addAction(
            self.tr("Show in &Folder"), partial(desktop.show_in_folder, photo.photo.path)
        )
        show.setEnabled(not several)
        menu.addAction(self.tr("C&lose"), lambda: work.close_photos(photos))
        return menu


def _request_of(photo: OpenPhoto) -> ThumbnailRequest:
    return ThumbnailRequest(photo, photo.recipe, THUMBNAIL_PX)
