"""A page of settings, made from the table: each with its control, and a sentence about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from workstation.app.language import both
from workstation.app.settings import words
from workstation.app.settings.editors import Editor, Line, Switch, editor
from workstation.app.settings.preferences import Preferences
from workstation.app.widgets import layouts, theme
from workstation.app.widgets.controls import muted
from workstation.core.errors import HeirloomError
from workstation.core.settings import NAMES, about
from workstation.core.settings_table import Page, Value

translate = QCoreApplication.translate

FROM_NEXT_START = ("language", "write_log")
"""Settings that a running window does not follow."""


class SettingsPage(QWidget):
    """All settings of one page; pages with more to say put it into `box`.

    Parameters
    ----------
    page
        Which settings.
    preferences
        Where they are chosen.
    """

    def __init__(self, page: Page, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.preferences = preferences
        self.names = [name for name in NAMES if about(name).page == page]
        self.editors: dict[str, Editor] = {}
        self._notes: dict[str, QLabel] = {}
        self._shown_at_first = preferences.chosen
        self.box = layouts.column(self, margins=(24, 16, 24, 16), spacing=16)
        heading = QLabel(words.heading(page), self)
        heading.setFont(theme.large_font())
        self.box.addWidget(heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.box.addLayout(self._grid)
        for name in self.names:
            self._add(name)
        self.show_values()

    def tell_file(self) -> None:
        """Say in which file the settings stand; people can read it."""
        path = self.preferences.settings.path
        told = muted(
            translate("Preferences", "All settings stand in the file {0}").format(path),
            small=True,
            wrap=True,
        )
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box.addWidget(told)

    def end(self) -> None:
        """Put the last row below everything: back to what is usual."""
        self.box.addStretch(1)
        back = QPushButton(translate("Preferences", "Back to the usual"), self)
        back.setToolTip(translate("Preferences", "Take all settings of this page back"))
        back.setAutoDefault(False)
        back.clicked.connect(self._on_back)
        self.box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_values(self) -> None:
        """Show what holds now, whoever chose it."""
        chosen = self.preferences.chosen
        for name, shown in self.editors.items():
            shown.show_value(getattr(chosen, name))
            self._tell(name)

    def _add(self, name: str) -> None:
        made = self.editors[name] = editor(name, self)
        row = self._grid.rowCount()
        if not isinstance(made, Switch):
            label = QLabel(words.title(name), self)
            label.setBuddy(made.control)
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(made, row, 1)
        note = self._notes[name] = muted("", self, small=True, wrap=True)
        note.setContentsMargins(0, 0, 0, 12)
        self._grid.addWidget(note, row + 1, 1)
        made.edited.connect(self._on_edited)

    def _tell(self, name: str, error: HeirloomError | None = None) -> None:
        """What a setting does, or why it cannot be what was wished."""
        told = words.explanation(name)
        if error is not None:
            told = translate("Preferences", "Not taken: {0}").format(both(error))
        elif name in FROM_NEXT_START and self._changed(name):
            told = translate("Preferences", "This holds from the next start.")
        self._notes[name].setText(told)

    def _changed(self, name: str) -> bool:
        now, before = self.preferences.chosen, self._shown_at_first
        return bool(getattr(now, name) != getattr(before, name))

    def _on_edited(self, value: Value) -> None:
        sender: QObject = self.sender()
        assert isinstance(sender, Editor)
        name = sender.name
        try:
            if name == "recipe" and value:
                from workstation.core import presets

                presets.find(str(value))  # says why there is no such recipe
            self.preferences.choose(name, value)
        except HeirloomError as error:
            if not isinstance(sender, Line):  # what was typed stays, to be corrected
                sender.show_value(getattr(self.preferences.chosen, name))
            self._tell(name, error)
        else:
            sender.show_value(getattr(self.preferences.chosen, name))
            self._tell(name)

    def _on_back(self) -> None:
        self.preferences.reset(*self.names)
        self.show_values()
