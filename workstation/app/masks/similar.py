"""Select similar: a click takes in all that looks like the place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF

from resources.text import Text
from workstation.app.masks.editor import MaskEditor
from workstation.app.masks.tool import Tool, Touch
from workstation.core.masks.masks import Similar

translate = QCoreApplication.translate


class SimilarTool(Tool):
    """Adds what is like a place to the selected mask; with Shift wherever it is in the photo."""

    name = "similar"
    paints = True

    def __init__(self, editor: MaskEditor) -> None:
        self._editor = editor

    @property
    def says(self) -> str:
        return translate("Masks", "Click on what is meant; all that is alike follows.")

    def pressed(self, touch: Touch) -> QRectF | None:
        row, column = touch.place
        if 0 <= row <= 1 and 0 <= column <= 1:
            erase = touch.erase or self._editor.erasing
            what = Text("erased") if erase else Text("similar places")
            mark = Similar(row, column, self._editor.tolerance, not touch.line, erase)
            self._editor.paint(mark, what)
        return QRectF()
