"""The commands of Repair, at the end of the Region menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.commands.command import Command, Group
from workstation.app.masks.commands import tool
from workstation.app.pages import PHOTO
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.masks.editor import MaskEditor
    from workstation.app.repair.repair_editor import RepairEditor

translate = QCoreApplication.translate
_SECTION = 6


def repair_commands(
    workspace: Workspace, repairs: Callable[[], RepairEditor | None]
) -> tuple[Command, ...]:
    """Healing brush, clone stamp and the walk; there are none before the engine is loaded."""

    def editor() -> MaskEditor | None:
        found = repairs()
        return None if found is None else found.editor

    photo = Group("region", editor, PHOTO, lambda _: workspace.session.current is not None)
    walk = Group("region", repairs, PHOTO, lambda repairs: bool(repairs.pieces))
    return (
        tool(
            photo,
            "heal",
            translate("Commands", "&Healing Brush"),
            "J",
            translate("Commands", "Paint over a spot: it is filled with what lies near it"),
            "bandage",
            section=_SECTION,
        ),
        tool(
            photo,
            "stamp",
            translate("Commands", "Clone Stamp"),
            "S",
            translate("Commands", "Paint with what lies elsewhere; Alt-click says where"),
            "stamp",
            section=_SECTION,
        ),
        walk(
            "next_damage",
            _SECTION,
            translate("Commands", "Next Damage"),
            lambda repairs: repairs.show_next(),
            "F3",
            tip=translate("Commands", "Look at the next piece that was found, large ones first"),
        ),
        walk(
            "previous_damage",
            _SECTION,
            translate("Commands", "Previous Damage"),
            lambda repairs: repairs.show_next(-1),
            "Shift+F3",
        ),
        walk(
            "leave_damage",
            _SECTION,
            translate("Commands", "Not Damaged: Leave It"),
            lambda repairs: repairs.leave_it(),
            "F4",
            enabled=lambda repairs: repairs.number is not None,
            tip=translate("Commands", "Leave the piece that is looked at as it is in the photo"),
        ),
    )
