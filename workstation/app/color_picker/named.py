"""Named colours: "Dad's jacket" is one click away in every photo."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from workstation.app.color_picker import hues
from workstation.app.color_picker.color_library import ColorLibraryModel
from workstation.app.dialogs.questions import Questions
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import icon_button
from workstation.app.widgets.name_list import Named, NameList
from workstation.app.widgets.naming import distinct

_ICON = 16
_MOST_SHOWN = 6


class NamedColours(QWidget):
    """The library as a list: click one to use it.

    Signals
    -------
    taken
        a*, b* of the one that was clicked.
    """

    taken = Signal(float, float)

    def __init__(
        self, library: ColorLibraryModel, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._questions = questions
        self._lightness = 50.0
        self._ab = (0.0, 0.0)
        self.list = NameList(self.tr("Named colours"), library.rename, _MOST_SHOWN, self)
        self.list.taken.connect(self._on_taken)
        self.list.remove_requested.connect(library.remove)
        layouts.column(self, self._header(), self.list, margins=layouts.NONE, spacing=4)
        library.changed.connect(self._fill)
        self._fill()

    def show_colour(self, lightness: float, a: float, b: float) -> None:
        """The colour that *Add* would name, and the lightness at which all are shown."""
        self._ab = a, b
        if round(lightness) != round(self._lightness):
            self._lightness = lightness
            self._fill()

    def _header(self) -> QHBoxLayout:
        title = QLabel(self.tr("Named"), self)
        title.setObjectName("muted")
        self._add = icon_button("plus", self.tr("Give this colour a name"), self)
        self._add.clicked.connect(self.add)
        more = icon_button("ellipsis", self.tr("More for named colours"), self)
        menu = QMenu(more)
        menu.addActions([self.list.rename_action, self.list.remove_action])
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

    def _fill(self) -> None:
        ratio = self.devicePixelRatioF()
        rows = []
        for colour in self._library.library.named:
            brush = QBrush(hues.on_screen(self._lightness, colour.a, colour.b))
            words = hues.described(self._lightness, colour.a, colour.b)
            rows.append(Named(colour.name, icons.swatch(brush, _ICON, ratio), words))
        self.list.show_rows(rows)
        self._export.setEnabled(bool(rows))

    def add(self) -> None:
        """Name the present colour: by its word at first, ready to be typed over."""
        word = hues.name_of(self._lightness, *self._ab)
        name = distinct(word, [colour.name for colour in self._library.library.named])
        self._library.add(name, *self._ab)
        self.list.edit_last()

    def _on_taken(self, name: str) -> None:
        found = next((c for c in self._library.library.named if c.name == name), None)
        if found is not None:
            self.taken.emit(found.a, found.b)

    def _on_export(self) -> None:
        path = self._questions.colours_to()
        if path is not None:
            self._library.export_to(path)

    def _on_import(self) -> None:
        path = self._questions.colours_from()
        if path is not None:
            self._library.import_from(path)
