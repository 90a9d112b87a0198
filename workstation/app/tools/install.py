"""Puts the tools into the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.app.colours import ColourChooser
from workstation.app.tools.easel import Easel
from workstation.app.tools.insight import Insights
from workstation.app.tools.toolbox import Toolbox
from workstation.app.tools.wish_panel import WishPanel

if TYPE_CHECKING:
    from workstation.app.window import Window


class Tools:
    """The parts that the tools consist of, for the window that has them."""

    def __init__(self, window: Window) -> None:
        session = window.session
        self.box = Toolbox(session, window)
        self.insights = Insights(self.box, window)
        self.easel = Easel(window.canvas, self.box, self.insights)
        chooser = ColourChooser(window.shelf, window.questions)
        self.panel = WishPanel(self.box, self.insights, chooser, window.commands)
        window.panels.add(self.panel)
        self.box.changed.connect(window.commands.refresh)
        self.box.told.connect(window.status.tell)
        self.box.picked.connect(window.shelf.used)
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
