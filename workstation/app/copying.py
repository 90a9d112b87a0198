"""Settings go from one photo to others: all steps, or single ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from workstation.app.commands.actions import Actions
from workstation.app.commands.command import Command, Group
from workstation.app.pages import PHOTO
from workstation.app.single_steps import add_single_steps

if TYPE_CHECKING:
    from workstation.app.photo_page import PhotoPage

translate = QCoreApplication.translate


def copy_commands(page: Callable[[], PhotoPage]) -> tuple[Command, ...]:
    """Copying the settings of the photo in front, pasting them onto the chosen ones."""
    edit = Group("edit", page, PHOTO)
    return (
        edit(
            "copy_settings",
            1,
            translate("Commands", "&Copy Settings"),
            _copy,
            "Ctrl+Alt+C",
            enabled=lambda page: page.session.has_steps,
            tip=translate("Commands", "Keep what is done to this photo, to do it to others"),
        ),
        edit(
            "paste_settings",
            1,
            translate("Commands", "Paste Se&ttings"),
            lambda page: page.session.paste_settings(page.chosen),
            "Ctrl+Alt+V",
            enabled=lambda page: page.session.copied is not None and bool(page.chosen),
            tip=translate(
                "Commands",
                "Do to the photos chosen in the strip what was copied; their dots and regions stay",
            ),
        ),
    )


def _copy(page: PhotoPage) -> None:
    if page.session.current is not None:
        page.session.copy_settings(page.session.current)


def add_paste_only(menu: QMenu, actions: Actions, page: Callable[[], PhotoPage]) -> None:
    """Put the steps that were copied into the menu Edit."""
    part = QMenu(translate("Menus", "Paste &Only"), menu)
    menu.insertMenu(actions["paste"], part)

    def fill() -> None:
        add_single_steps(part, page().session, lambda: page().chosen)
        part.setEnabled(actions["paste_settings"].isEnabled())

    menu.aboutToShow.connect(fill)
