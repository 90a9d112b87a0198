"""Select similar: a click takes in all that looks like the place."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from workstation.app.masks.tool import Tool, Touch
from workstation.app.masks.toolbox import Toolbox
from workstation.core.masks.masks import Similar


class SimilarTool(Tool):
    """Adds what is like a place to the selected region; with Shift wherever it is in the photo."""

    def __init__(self, box: Toolbox) -> None:
        self._box = box

    def pressed(self, touch: Touch) -> QRectF | None:
        row, column = touch.place
        if 0 <= row <= 1 and 0 <= column <= 1:
            erase = touch.erase or self._box.erasing
            what = self._box.tr("erased") if erase else self._box.tr("similar places")
            mark = Similar(row, column, self._box.tolerance, not touch.line, erase)
            self._box.mark(mark, what)
        return QRectF()
