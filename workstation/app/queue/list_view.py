"""The list of the queue: rows are chosen, dragged into another order, and looked at closely."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from workstation.app.queue.model import Index, QueueModel
from workstation.app.queue.row_delegate import ROW_PX_HIGH, QueueRow

_DRAGGED_PX: Final = 280


class QueueList(QTableView):
    """Rows of the queue: a table of one column, for a list view lays out all rows at any change.

    Signals
    -------
    moved
        Some items are to come before a row (list of numbers, row).
    preview_requested
        The pointer rests on a row, or on none any more (`QModelIndex`).
    """

    moved = Signal(object, int)
    preview_requested = Signal(object)

    def __init__(self, model: QueueModel, row: QueueRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("rows")
        self.setModel(model)
        self.setItemDelegate(row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropOverwriteMode(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setStretchLastSection(True)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(ROW_PX_HIGH)
        down.setDefaultSectionSize(ROW_PX_HIGH)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photos in the queue"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().setSingleStep(ROW_PX_HIGH // 3)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._end_preview())

    @property
    def chosen(self) -> list[int]:
        """The numbers of the chosen items, from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._model.shown[row] for row in rows]

    def choose(self, numbers: list[int]) -> None:
        """Choose items, as far as they are shown, and bring the first into view."""
        selection = self.selectionModel()
        selection.clearSelection()
        rows = [row for row in map(self._model.row_of, numbers) if row is not None]
        for row in rows:
            selection.select(self._model.index(row), QItemSelectionModel.SelectionFlag.Select)
        if rows:
            first = self._model.index(min(rows))
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    # Looking closely

    def viewportEvent(self, event: QEvent) -> bool:
        """A tool tip is what the pointer rests for: here it is a larger picture."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.preview_requested.emit(self.indexAt(event.pos()))
            return True
        if event.type() == QEvent.Type.Leave:
            self._end_preview()
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._previewed_at(event.position().toPoint()):
            return
        self._end_preview()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._end_preview()
        super().mousePressEvent(event)

    def _previewed_at(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        return index.isValid() and index.row() == self._previewed

    _previewed = -1

    def note_preview(self, index: Index | None) -> None:
        """Know which row is being looked at closely."""
        self._previewed = -1 if index is None else index.row()

    def _end_preview(self) -> None:
        if self._previewed >= 0:
            self._previewed = -1
            self.preview_requested.emit(self._model.index(-1))

    # Dragging rows; files that are dragged are the page's

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a picture of the beginning of the row; all of it would hide where it goes."""
        row = self.visualRect(self.currentIndex())
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData(self.selectedIndexes()))
        left = row.right() - _DRAGGED_PX if self.isRightToLeft() else row.left()
        drag.setPixmap(self.viewport().grab(QRect(left, row.top(), _DRAGGED_PX, row.height())))
        drag.setHotSpot(QPoint(8, 8))
        drag.exec(actions, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self and self._model.movable:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.source() is self:
            super().dragMoveEvent(event)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self:
            event.ignore()
            return
        self.moved.emit(self.chosen, self._row_at(event.position().toPoint()))
        # The rows are moved once the queue says so; the view must not take any away.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def _row_at(self, at: QPoint) -> int:
        """The row before which something that is let go of belongs."""
        index = self.indexAt(at)
        if not index.isValid():
            return self._model.rowCount()
        below = at.y() > self.visualRect(index).center().y()
        return index.row() + (1 if below else 0)
