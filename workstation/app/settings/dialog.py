"""The window of settings: pages on the left, what they hold on the right; all acts at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from workstation.app.commands.actions import Actions
from workstation.app.engine import Engine
from workstation.app.settings import words
from workstation.app.settings.device import DevicePage
from workstation.app.settings.page import SettingsPage
from workstation.app.settings.preferences import Preferences
from workstation.app.settings.privacy import PrivacyPage
from workstation.app.settings.shortcuts import ShortcutsPage
from workstation.app.widgets import layouts
from workstation.core.settings_table import Page

PAGES: tuple[Page, ...] = ("general", "device", "restoring", "export", "queue", "privacy", "keys")


class SettingsDialog(QDialog):
    """All settings; it stands beside the window and keeps nothing waiting."""

    def __init__(
        self, preferences: Preferences, engine: Engine, actions: Actions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(840, 620)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.setFixedWidth(184)
        self.pages: dict[Page, SettingsPage | ShortcutsPage] = {}
        self._stack = QStackedWidget(self)
        general = SettingsPage("general", preferences)
        general.tell_file()
        self._add("general", general)
        self._add("device", DevicePage(preferences, engine))
        for name in ("restoring", "export", "queue"):
            self._add(name, SettingsPage(name, preferences))
        self._add("privacy", PrivacyPage(preferences))
        self._add("keys", ShortcutsPage(preferences, actions))
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 8, 16, 12)
        row = layouts.row(None, self.list, spacing=0)
        row.addWidget(self._stack, 1)
        layout = layouts.column(self, margins=layouts.NONE, spacing=0)
        layout.addLayout(row, 1)
        layout.addWidget(buttons)
        self.show_page("general")
        self.list.setFocus()
        self.show()

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.list.setCurrentRow(PAGES.index(page))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return finishes a line or presses the button in focus; it closes nothing by surprise."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()

    def changeEvent(self, event: QEvent) -> None:
        """Something may have been chosen elsewhere meanwhile: in a menu, on the command line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            for page in self.pages.values():
                page.show_values()

    def _add(self, name: Page, page: SettingsPage | ShortcutsPage) -> None:
        if isinstance(page, SettingsPage):
            page.end()
        self.pages[name] = page
        self.list.addItem(words.heading(name))
        self._stack.addWidget(page if name == "keys" else _scrolled(page))


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
