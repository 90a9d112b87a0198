"""Puts the tools into the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.masks.hint_panel import WishPanel
from workstation.app.masks.selection_info import Insights
from workstation.app.masks.tool_overlay import ToolOverlay
from workstation.app.masks.toolbox import Toolbox

if TYPE_CHECKING:
    from workstation.app.window import Window


class Tools:
    """The parts that the tools consist of, for the window that has them."""

    def __init__(self, window: Window) -> None:
        session = window.session
        self.box = Toolbox(session, window)
        self.insights = Insights(self.box, window)
        self.easel = ToolOverlay(window.canvas, self.box, self.insights)
        chooser = ColourChooser(window.library, window.questions)
        self.panel = WishPanel(self.box, self.insights, chooser, window.commands)
        window.panels.add(self.panel)
        self.box.changed.connect(window.commands.refresh)
        self.box.told.connect(window.status.tell)
        self.box.picked.connect(window.library.used)
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
