"""A short list of the user's own names: click one to use it, F2 renames it, Del removes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from workstation.app.widgets import icons

_NAME = Qt.ItemDataRole.UserRole
_LEAST_ROW = 26


@dataclass(frozen=True)
class Named:
    """A row: its name, its picture, and what is said about it."""

    name: str
    icon: QIcon
    tip: str


class NameList(QListWidget):
    """Rows with distinct names, as high as its rows up to a number.

    Parameters
    ----------
    rename
        Called with the old and the new name; returns whether it may be called so.
    most
        How many rows are seen without scrolling.

    Signals
    -------
    taken
        A name was clicked, or Enter pressed on it.
    remove_wished
        A name is not wanted any more.
    """

    taken = Signal(str)
    remove_requested = Signal(str)

    def __init__(
        self, title: str, rename: Callable[[str, str], bool], most: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rename = rename
        self._most = most
        self._renaming = False
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(icons.square(16))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rename_action = QAction(self.tr("&Rename") + "\tF2", self)
        self.rename_action.triggered.connect(self.edit_current)
        self.remove_action = QAction(self.tr("Re&move") + "\tDel", self)
        self.remove_action.triggered.connect(self._wish_removed)
        self.addActions([self.rename_action, self.remove_action])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.itemClicked.connect(self._on_taken)
        self.itemActivated.connect(self._on_taken)
        self.itemChanged.connect(self._on_edited)
        self.currentItemChanged.connect(lambda *_: self._show_possible())
        self._show_possible()

    @property
    def current_name(self) -> str | None:
        """The name that is chosen."""
        item = self.currentItem()
        return None if item is None else str(item.data(_NAME))

    def show_rows(self, rows: Sequence[Named]) -> None:
        """Show these; the chosen one stays chosen."""
        if self._renaming:
            return  # the list is in the middle of taking a name over, and has it already
        kept = self.current_name
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                item = QListWidgetItem(row.icon, row.name)
                item.setData(_NAME, row.name)
                item.setToolTip(row.tip)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.tip)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.addItem(item)
                if row.name == kept:
                    self.setCurrentItem(item)
        seen = min(len(rows), self._most)
        self.setFixedHeight(seen * max(_LEAST_ROW, self.sizeHintForRow(0)) + 4)
        self.setVisible(bool(rows))
        self._show_possible()

    def edit_last(self) -> None:
        """Let the user type over the name that came last."""
        self.setCurrentRow(self.count() - 1)
        self._come_into_view()
        self.scrollToItem(self.currentItem())
        self.edit_current()

    def _come_into_view(self) -> None:
        # The list has just grown, and all that it lies in must know first.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self, 0, 8)

    def edit_current(self) -> None:
        """Let the user type over the chosen name."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())

    def _show_possible(self) -> None:
        for action in (self.rename_action, self.remove_action):
            action.setEnabled(self.currentItem() is not None)

    def _on_taken(self, item: QListWidgetItem) -> None:
        self.taken.emit(str(item.data(_NAME)))

    def _on_edited(self, item: QListWidgetItem) -> None:
        old, new = str(item.data(_NAME)), item.text().strip()
        self._renaming = True
        renamed = bool(new) and (new == old or self._rename(old, new))
        self._renaming = False
        with QSignalBlocker(self):
            item.setText(new if renamed else old)
            item.setData(_NAME, item.text())

    def _wish_removed(self) -> None:
        if self.current_name is not None:
            self.remove_requested.emit(self.current_name)

    def event(self, event: QEvent) -> bool:
        """Keep Del for the chosen name while the list has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._wish_removed()
        else:
            super().keyPressEvent(event)
