"""The menus, made from the table of commands, and the lists of photos to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from workstation.app import open_photo
from workstation.app.commands import handlers
from workstation.app.commands.actions import menus

if TYPE_CHECKING:
    from workstation.app.window import Window

translate = QCoreApplication.translate


def build(window: Window) -> dict[str, QMenu]:
    """Put all menus into the window's menu bar; returns them by name."""
    made = {}
    for name, title in menus().items():
        menu = made[name] = window.menuBar().addMenu(title)
        for action in window.commands.of_menu(name):
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
    made["window"].addSeparator()  # the docks follow
    _add_lists(window, made["file"])
    _add_sources(window, made["colour"])
    return made


def _add_sources(window: Window, menu: QMenu) -> None:
    """The other open photos whose colours can be taken."""
    part = QMenu(translate("Menus", "Take Colours from an &Open Photo"), menu)
    file = window.commands["reference"]
    menu.insertMenu(file, part)

    def fill() -> None:
        from workstation.app.steps.reference import add_open_photos

        part.clear()
        part.setEnabled(file.isEnabled() and len(window.session.photos) > 1)
        if part.isEnabled():
            add_open_photos(part, window.session)

    menu.aboutToShow.connect(fill)


def _add_lists(window: Window, menu: QMenu) -> None:
    recent = QMenu(translate("Menus", "Open &Recent"), menu)
    samples = QMenu(translate("Menus", "Open a Sa&mple"), menu)
    before = window.commands["save"]
    for part in (recent, samples):
        menu.insertMenu(before, part)
    menu.insertSeparator(before)

    def fill() -> None:
        for part, paths in ((recent, window.settings.recent), (samples, open_photo.samples())):
            part.clear()
            part.setEnabled(bool(paths))
            for path in paths:
                action = part.addAction(path.name.replace("&", "&&"))
                action.setToolTip(str(path))
                action.triggered.connect(
                    lambda _=False, path=path: handlers.open_photos(window, [path])
                )

    menu.aboutToShow.connect(fill)
