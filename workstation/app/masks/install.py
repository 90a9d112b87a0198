"""Puts the tools into the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.color_picker.color_library import ColorLibraryModel
from workstation.app.commands.actions import Actions
from workstation.app.masks.hint_panel import WishPanel
from workstation.app.masks.selection_info import Insights
from workstation.app.masks.tool_overlay import ToolOverlay
from workstation.app.masks.toolbox import Toolbox
from workstation.app.viewer.canvas import Canvas
from workstation.app.workspace import Workspace


class Tools:
    """The parts that the tools consist of."""

    def __init__(
        self,
        workspace: Workspace,
        canvas: Canvas,
        library: ColorLibraryModel,
        actions: Actions,
        parent: QObject,
    ) -> None:
        self.box = Toolbox(workspace.session, parent)
        self.insights = Insights(self.box, parent)
        self.easel = ToolOverlay(canvas, self.box, self.insights)
        chooser = ColourChooser(library, workspace.ask)
        self.panel = WishPanel(self.box, self.insights, chooser, actions)
        self.box.told.connect(workspace.status.tell)
        self.box.picked.connect(library.used)
        self._held = self.box.tool
        self.box.changed.connect(self._on_box)

    def leave(self) -> bool:
        """Lay the tool down; False if the hand is empty."""
        if self.box.tool == "pick":
            self.box.take(self.box.before_pick)
        elif self.box.tool != "hand":
            self.box.take("hand")
        else:
            return False
        return True

    def _on_box(self) -> None:
        if self.box.tool != self._held:
            self._held = self.box.tool
            if self._held not in ("hand", "pick"):
                self.panel.bring_tools()
