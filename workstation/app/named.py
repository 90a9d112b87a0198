"""Named colours: "Dad's jacket" is one click away in every photo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from workstation.app import hues
from workstation.app.controls import icon_button
from workstation.app.dialogs import Questions
from workstation.app.naming import distinct
from workstation.app.shelf import Shelf

_ICON = 18
_MOST_SHOWN = 6
_NAME = Qt.ItemDataRole.UserRole


class NamedColours(QWidget):
    """The library as a list: click one to use it, type over its name to rename it.

    Signals
    -------
    taken
        a*, b* of the one that was clicked.
    """

    taken = Signal(float, float)

    def __init__(self, shelf: Shelf, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._questions = questions
        self._lightness = 50.0
        self._ab = (0.0, 0.0)
        self._taking_over = False
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Named colours"))
        self._list.setIconSize(QSize(_ICON, _ICON))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_taken)
        self._list.itemActivated.connect(self._on_taken)
        self._list.itemChanged.connect(self._on_edited)
        self._list.currentItemChanged.connect(lambda *_: self._show_possible())
        self._add_actions()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._header())
        layout.addWidget(self._list)
        shelf.changed.connect(self._fill)
        self._fill()

    @property
    def list(self) -> QListWidget:
        """The names."""
        return self._list

    def show_colour(self, lightness: float, a: float, b: float) -> None:
        """The colour that *Add* would name, and the lightness at which all are shown."""
        self._ab = a, b
        if round(lightness) != round(self._lightness):
            self._lightness = lightness
            self._fill()

    # Building

    def _header(self) -> QHBoxLayout:
        title = QLabel(self.tr("Named"), self)
        title.setObjectName("muted")
        self._add = icon_button("plus", self.tr("Give this colour a name"), self)
        self._add.clicked.connect(self.add)
        more = icon_button("ellipsis", self.tr("More for named colours"), self)
        menu = QMenu(more)
        menu.addActions([self._rename, self._remove])
        menu.addSeparator()
        self._export = menu.addAction(self.tr("&Export Colours…"), self._on_export)
        menu.addAction(self.tr("&Import Colours…"), self._on_import)
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(title, 1)
        row.addWidget(self._add)
        row.addWidget(more)
        return row

    def _add_actions(self) -> None:
        self._rename = QAction(self.tr("&Rename"), self)
        self._rename.setShortcut(QKeySequence("F2"))
        self._rename.triggered.connect(lambda: self._list.editItem(self._list.currentItem()))
        self._remove = QAction(self.tr("Re&move"), self)
        self._remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self._remove.triggered.connect(self.remove)
        for action in (self._rename, self._remove):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._list.addAction(action)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # What is shown

    def _fill(self) -> None:
        if self._taking_over:
            return
        kept = self._current_name()
        with QSignalBlocker(self._list):
            self._list.clear()
            for colour in self._shelf.library.named:
                words = hues.described(self._lightness, colour.a, colour.b)
                item = QListWidgetItem(colour.name)
                ratio = self.devicePixelRatioF()
                drawn = hues.swatch_icon(self._lightness, colour.a, colour.b, _ICON, ratio)
                item.setIcon(QIcon(drawn))
                item.setToolTip(words)
                item.setData(_NAME, colour.name)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self._list.addItem(item)
                if colour.name == kept:
                    self._list.setCurrentItem(item)
        count = self._list.count()
        self._list.setVisible(count > 0)
        rows = min(count, _MOST_SHOWN)
        self._list.setFixedHeight(rows * max(26, self._list.sizeHintForRow(0)) + 4)
        self._show_possible()

    def _show_possible(self) -> None:
        there = self._list.currentItem() is not None
        self._rename.setEnabled(there)
        self._remove.setEnabled(there)
        self._export.setEnabled(self._list.count() > 0)

    def _current_name(self) -> str | None:
        item = self._list.currentItem()
        return None if item is None else str(item.data(_NAME))

    # What the user does

    def add(self) -> None:
        """Name the present colour: by its word at first, ready to be typed over."""
        word = hues.name_of(self._lightness, *self._ab)
        name = distinct(word, [colour.name for colour in self._shelf.library.named])
        self._shelf.add(name, *self._ab)
        item = self._list.item(self._list.count() - 1)
        self._list.setCurrentItem(item)
        self._list.scrollToItem(item)
        self._list.editItem(item)

    def remove(self) -> None:
        """Take the chosen name out of the library; the photos keep their colours."""
        name = self._current_name()
        if name is not None:
            self._shelf.remove(name)

    def _on_taken(self, item: QListWidgetItem) -> None:
        name = item.data(_NAME)
        found = next((c for c in self._shelf.library.named if c.name == name), None)
        if found is not None:
            self.taken.emit(found.a, found.b)

    def _on_edited(self, item: QListWidgetItem) -> None:
        old, new = str(item.data(_NAME)), item.text().strip()
        # The list is in the middle of taking the text over: its items must stay.
        self._taking_over = True
        renamed = bool(new) and (new == old or self._shelf.rename(old, new))
        self._taking_over = False
        with QSignalBlocker(self._list):
            item.setText(new if renamed else old)
            item.setData(_NAME, item.text())

    def _on_export(self) -> None:
        path = self._questions.colours_to(self)
        if path is not None:
            self._shelf.export_to(path)

    def _on_import(self) -> None:
        path: Path | None = self._questions.colours_from(self)
        if path is not None:
            self._shelf.import_from(path)
