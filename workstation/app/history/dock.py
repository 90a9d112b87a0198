"""The history dock: every gesture with its picture, branches, snapshots, and two side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QToolButton,
    QWidget,
)

from workstation.app.history.rows import EntryRow, HistoryModel, request_of
from workstation.app.language import said
from workstation.app.session import Session
from workstation.app.thumbnails import Thumbnails
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.name_list import Named, NameList
from workstation.app.widgets.naming import distinct
from workstation.app.widgets.theme import Theme

if TYPE_CHECKING:
    from workstation.core.history import History
    from workstation.core.recipe import Recipe

_MOST_SNAPSHOTS_SHOWN = 4
Compare = Callable[[int, int], None]


class HistoryList(QListView):
    """Every gesture in the user's words; a click jumps there, Ctrl-click chooses one more."""

    def __init__(
        self, session: Session, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._model = HistoryModel(session, theme, thumbnails)
        self.setModel(self._model)
        self.setItemDelegate(EntryRow(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("History"))
        self.verticalScrollBar().valueChanged.connect(self._request)
        session.current_changed.connect(self._follow)
        session.recipe_changed.connect(self._follow)
        # The analyses of a new entry are known once the canvas shows it: its picture is cheap then.
        session.rendition_changed.connect(self._request)
        thumbnails.ready.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(288, 200)

    @property
    def chosen(self) -> list[int]:
        """The entries that are selected, the oldest first."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def _follow(self) -> None:
        self._model.follow()
        self.viewport().update()
        photo = self._session.current
        if photo is not None:
            index = self._model.index(photo.history.position)
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, only)
            self.scrollTo(index)

    def _request(self) -> None:
        """Have the rows in sight drawn, the present one first."""
        photo = self._session.current
        if photo is None or not self.isVisible():
            self._thumbnails.request(self, ())
            return
        first = self.indexAt(QPoint(8, 1))
        last = self.indexAt(QPoint(8, self.viewport().height() - 1))
        entries = photo.history.entries
        rows = range(max(0, first.row()), last.row() + 1 if last.isValid() else len(entries))
        order = sorted(rows, key=lambda row: abs(row - photo.history.position))
        ratio = self._model.ratio = self.devicePixelRatioF()
        self._thumbnails.request(
            self, [request_of(photo, entries[row].value, ratio) for row in order]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())
        self._request()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._jump(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() in alone:
            self._jump(self.currentIndex())

    def _jump(self, index: QModelIndex) -> None:
        if index.isValid():
            self._session.jump(index.row())


class HistoryDock(QWidget):
    """Snapshots above the history, and what can be done with both.

    Parameters
    ----------
    compare
        Shows two entries beside each other, given by their positions.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        thumbnails: Thumbnails,
        compare: Compare,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._compare = compare
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: tuple[object, ...] | None = None
        self.list = HistoryList(session, theme, thumbnails, self)
        self.snapshots = NameList(self.tr("Snapshots"), self._rename, _MOST_SNAPSHOTS_SHOWN, self)
        self.snapshots.taken.connect(self._on_snapshot)
        self.snapshots.remove_requested.connect(self._on_removed)
        layout = layouts.column(self, self._buttons(), margins=layouts.NONE, spacing=0)
        self._line = QFrame(self)
        self._line.setObjectName("line")
        for part in (self.snapshots, self._line):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_possible())
        session.current_changed.connect(self._follow)
        session.recipe_changed.connect(self._follow)
        self._follow()

    # Building

    def _buttons(self) -> QHBoxLayout:
        self.keep = self._button("bookmark", self.tr("Snapshot"))
        self.keep.setToolTip(self.tr("Mark what holds now, under a name, to find it again"))
        self.keep.clicked.connect(self.add_snapshot)
        self.compare = self._button("square-split-horizontal", self.tr("Compare two"))
        self.compare.clicked.connect(self._on_compare)
        row = layouts.row(None, self.keep, self.compare, margins=(8, 4, 8, 4), spacing=4)
        row.addStretch(1)
        return row

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(icons.square(16))
        button.setText(f"\u2009{text}")  # the style leaves no room beside the icon
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # What is shown

    @property
    def _history(self) -> History[Recipe] | None:
        return None if self._session.current is None else self._session.current.history

    def _follow(self) -> None:
        history = self._history
        marks = () if history is None else history.snapshots
        if marks != self._shown:
            self._shown = marks
            self._fill(history)
        self.keep.setEnabled(history is not None)
        self._show_possible()

    def _fill(self, history: History[Recipe] | None) -> None:
        rows = []
        if history is not None:
            tip = self.tr("Go back to what held after “{0}”")
            for mark in history.snapshots:
                entry = said(history.entries[mark.position].name)
                rows.append(Named(mark.name, icons.icon("bookmark"), tip.format(entry)))
        self.snapshots.show_rows(rows)
        self._line.setVisible(bool(rows))

    def _show_possible(self) -> None:
        two = len(self.list.chosen) == 2
        self.compare.setEnabled(two)
        self.compare.setToolTip(
            self.tr("Show the two chosen entries beside each other")
            if two
            else self.tr("Choose two entries first: click one, Ctrl-click the other")
        )

    # What the user does

    def add_snapshot(self) -> None:
        """Mark what holds now; its name stands ready to be typed over."""
        history = self._history
        if history is None:
            return
        word = said(history.entries[history.position].name)
        name = distinct(word, [mark.name for mark in history.snapshots])
        self._session.mark(history.snapshot(name))
        self.snapshots.edit_last()

    def _on_removed(self, name: str) -> None:
        """Take a mark away; its entry stays."""
        if self._history is not None:
            self._session.mark(self._history.forget(name))

    def _on_snapshot(self, name: str) -> None:
        marks = () if self._history is None else self._history.snapshots
        mark = next((mark for mark in marks if mark.name == name), None)
        if mark is not None:
            self._session.jump(mark.position)

    def _rename(self, old: str, new: str) -> bool:
        history = self._history
        if history is None or any(mark.name == new for mark in history.snapshots):
            return False
        marks = tuple(
            replace(mark, name=new) if mark.name == old else mark for mark in history.snapshots
        )
        self._session.mark(replace(history, snapshots=marks))
        return True

    def _on_compare(self) -> None:
        older, newer = self.list.chosen
        self._compare(older, newer)
