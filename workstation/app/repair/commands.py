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
    """Healing brush and clone stamp; there are none before the engine is loaded."""

    def editor() -> MaskEditor | None:
        found = repairs()
        return None if found is None else found.editor

    photo = Group("region", editor, PHOTO, lambda _: workspace.session.current is not None)
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
    )
