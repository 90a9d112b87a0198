"""The eyedropper: a colour is picked up from the photo, or from another one of the strip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF

from workstation.app.masks.tool import Tool, Touch
from workstation.app.masks.toolbox import Toolbox


class Eyedropper(Tool):
    """Gives the colour under the pointer to what is selected; then the former tool is back."""

    def __init__(
        self, box: Toolbox, colour_at: Callable[[Touch], tuple[float, float] | None]
    ) -> None:
        self._box = box
        self._colour_at = colour_at

    def pressed(self, touch: Touch) -> QRectF | None:
        self.pick(touch)
        if self._box.tool == "pick":
            self._box.take(self._box.before_pick)
        return QRectF()

    def pick(self, touch: Touch) -> None:
        """Take up the colour under a touch."""
        colour = self._colour_at(touch)
        if colour is not None:
            self._box.go_home()
            self._box.give_colour(*colour)
            self._box.picked.emit(*colour)
