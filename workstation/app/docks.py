"""What stands around the photo, and where the user has put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from workstation.app.widgets.controls import title_bar

if TYPE_CHECKING:
    from workstation.app.window import Window

_TALL_PX = {"steps": 440, "history": 300}


class Docks:
    """The docks of a window; the window's place on the screen is remembered with them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._docks: dict[str, QDockWidget] = {}

    def add(self, name: str, title: str, inside: QWidget, area: Qt.DockWidgetArea) -> None:
        """Put something beside the photo; the Window menu shows and hides it."""
        window = self._window
        dock = QDockWidget(title, window)
        dock.setObjectName(name)
        dock.setWidget(inside)
        dock.setTitleBarWidget(title_bar(title, dock))
        window.addDockWidget(area, dock)
        self._docks[name] = dock
        action = dock.toggleViewAction()
        action.triggered.connect(
            lambda shown: window.settings.put(f"show_{name}", "yes" if shown else "no")
        )
        window.menus["window"].addAction(action)

    def follow(self, photo: bool) -> None:
        """Stand beside a photo only; everything else has the window for itself."""
        for name, dock in self._docks.items():
            dock.setVisible(photo and self._window.settings.text(f"show_{name}") != "no")
            dock.toggleViewAction().setEnabled(photo)

    def restore(self) -> None:
        """Put all of them where they were."""
        tall = {self._docks[name]: height for name, height in _TALL_PX.items()}
        self._window.resizeDocks(list(tall), list(tall.values()), Qt.Orientation.Vertical)
        state = QByteArray.fromBase64(self._window.settings.text("docks").encode())
        if not state.isEmpty():
            self._window.restoreState(state)

    def remember(self) -> None:
        """Keep in mind where everything is."""
        window = self._window
        window.settings.put("window", window.saveGeometry().toBase64().toStdString())
        if self._docks:
            window.settings.put("docks", window.saveState().toBase64().toStdString())

    def restore_window(self) -> None:
        """Put the window where it was."""
        geometry = self._window.settings.text("window")
        if geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
