"""The commands of colour hints, at the end of the Region menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.commands.command import Command, Group
from workstation.app.masks.commands import tool
from workstation.app.pages import PHOTO
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.color_hints.hint_editor import HintEditor
    from workstation.app.masks.editor import MaskEditor

translate = QCoreApplication.translate
_SECTION = 5


def hint_commands(
    workspace: Workspace, hints: Callable[[], HintEditor | None]
) -> tuple[Command, ...]:
    """Dots and the eyedropper; there are none before the engine is loaded."""

    def editor() -> MaskEditor | None:
        found = hints()
        return None if found is None else found.editor

    photo = Group("region", editor, PHOTO, lambda _: workspace.session.current is not None)
    dot = Group("region", hints, PHOTO, _holds_a_dot)
    return (
        tool(
            photo,
            "dots",
            translate("Commands", "Colour &Dots"),
            "D",
            translate("Commands", "Click where you know the colour"),
            "circle-dot",
            section=_SECTION,
        ),
        tool(
            photo,
            "pick",
            translate("Commands", "&Pick a Colour from the Photo"),
            "I",
            translate("Commands", "Click on a colour to use it; Ctrl-click with any tool"),
            "pipette",
            section=_SECTION,
        ),
        dot(
            "remove_dot",
            _SECTION,
            translate("Commands", "Remove the Dot"),
            lambda hints: hints.remove_dot(),
            "Del",
        ),
    )


def _holds_a_dot(hints: HintEditor) -> bool:
    return hints.chosen_dot is not None and hints.editor.tool == "dots"
