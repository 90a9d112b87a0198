"""The window of settings: pages on the left, what they hold on the right; all acts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.app.settings import words
from workstation.app.settings.device import DevicePage
from workstation.app.settings.page import SettingsPage
from workstation.app.settings.privacy import PrivacyPage
from workstation.app.settings.shortcuts import ShortcutsPage
from workstation.core.settings_table import Page

if TYPE_CHECKING:
    from workstation.app.window import Window

PAGES: tuple[Page, ...] = ("general", "device", "restoring", "export", "queue", "privacy", "keys")


class SettingsDialog(QDialog):
    """All settings; it stands beside the window and keeps nothing waiting."""

    def __init__(self, window: Window, page: Page = "general") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(840, 620)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.setFixedWidth(184)
        self.pages: dict[Page, SettingsPage | ShortcutsPage] = {}
        self._stack = QStackedWidget(self)
        for name in PAGES:
            self._add(name, window)
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 8, 16, 12)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row, 1)
        layout.addWidget(buttons)
        self.show_page(page)
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

    def _add(self, name: Page, window: Window) -> None:
        made: SettingsPage | ShortcutsPage
        if name == "keys":
            made = ShortcutsPage(window)
        elif name == "device":
            made = DevicePage(window)
        elif name == "privacy":
            made = PrivacyPage(window)
        else:
            made = SettingsPage(name, window)
            if name == "general":
                made.tell_file()
            made.end()
        self.pages[name] = made
        self.list.addItem(words.heading(name))
        self._stack.addWidget(made if name == "keys" else _scrolled(made))


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
