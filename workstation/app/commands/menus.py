"""The menus of the window, made from its commands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

from workstation.app.commands.actions import Actions

translate = QCoreApplication.translate


def titles() -> dict[str, str]:
    """The menus in their order, with their titles."""
    return {
        "file": translate("Commands", "&File"),
        "edit": translate("Commands", "&Edit"),
        "image": translate("Commands", "&Image"),
        "colour": translate("Commands", "&Colour"),
        "region": translate("Commands", "Re&gion"),
        "restore": translate("Commands", "&Restore"),
        "batch": translate("Commands", "&Batch"),
        "scan": translate("Commands", "&Scan"),
        "view": translate("Commands", "&View"),
        "window": translate("Commands", "&Window"),
        "help": translate("Commands", "&Help"),
    }


def build(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Put all menus into a menu bar; returns them by name."""
    made = {}
    for name, title in titles().items():
        menu = made[name] = bar.addMenu(title)
        for action in actions.of_menu(name):
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
    return made
