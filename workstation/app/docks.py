"""What stands around the photo, and where the user has put it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QWidget

from workstation.app.widgets.controls import title_bar
from workstation.core.settings import Settings

_TALL_PX = {"steps": 440, "history": 300}


class Docks:
    """The docks of a window; the window's place on the screen is remembered with them.

    Parameters
    ----------
    menu
        Where they are shown and hidden.
    """

    def __init__(self, window: QMainWindow, settings: Settings, menu: QMenu) -> None:
        self._window = window
        self._settings = settings
        self._menu = menu
        self._docks: dict[str, QDockWidget] = {}

    def add(self, name: str, title: str, inside: QWidget, area: Qt.DockWidgetArea) -> None:
        """Put something beside the photo."""
        window = self._window
        dock = QDockWidget(title, window)
        dock.setObjectName(name)
        dock.setWidget(inside)
        dock.setTitleBarWidget(title_bar(title, dock))
        window.addDockWidget(area, dock)
        self._docks[name] = dock
        action = dock.toggleViewAction()
        action.triggered.connect(
            lambda shown: self._settings.put(f"show_{name}", "yes" if shown else "no")
        )
        self._menu.addAction(action)

    def follow(self, photo: bool) -> None:
        """Stand beside a photo only; everything else has the window for itself."""
        for name, dock in self._docks.items():
            dock.setVisible(photo and self._settings.text(f"show_{name}") != "no")
            dock.toggleViewAction().setEnabled(photo)

    def restore(self) -> None:
        """Put all of them where they were."""
        tall = {self._docks[name]: height for name, height in _TALL_PX.items()}
        self._window.resizeDocks(list(tall), list(tall.values()), Qt.Orientation.Vertical)
        state = QByteArray.fromBase64(self._settings.text("docks").encode())
        if not state.isEmpty():
            self._window.restoreState(state)

    def remember(self) -> None:
        """Keep in mind where everything is."""
        window = self._window
        self._settings.put("window", window.saveGeometry().toBase64().toStdString())
        if self._docks:
            self._settings.put("docks", window.saveState().toBase64().toStdString())

    def restore_window(self) -> None:
        """Put the window where it was."""
        geometry = self._settings.text("window")
        if geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
