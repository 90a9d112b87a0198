"""The eyedropper: a colour is picked up from the photo, or from another one of the strip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF

from workstation.app.color_hints.hint_editor import HintEditor
from workstation.app.masks.editor import HAND
from workstation.app.masks.tool import Tool, Touch

translate = QCoreApplication.translate


class Eyedropper(Tool):
    """Gives the colour under the pointer to what is selected; then the former tool is back."""

    name = "pick"
    with_ctrl = True

    def __init__(
        self, hints: HintEditor, colour_at: Callable[[Touch], tuple[float, float] | None]
    ) -> None:
        self._hints, self._colour_at = hints, colour_at
        self.before = HAND

    @property
    def _former(self) -> Tool:
        return self._hints.editor.tools[self.before]

    @property
    def leaves_masks(self) -> bool:  # type: ignore[override]  # as the tool that will be back
        return self._former.leaves_masks

    @property
    def subject(self) -> Any:
        return self._former.subject

    @property
    def says(self) -> str:
        return translate(
            "ColorHints", "Click on a colour in the photo, or in another one of the strip."
        )

    def taken(self, before: str) -> None:
        if before != self.name:
            self.before = before
            self._hints.leave_home()

    def put_down(self, following: str) -> None:
        if following != self.name:
            self._hints.forget_home()

    def pressed(self, touch: Touch) -> QRectF | None:
        colour = self._colour_at(touch)
        if colour is not None:
            self._hints.go_home()
            self._hints.give_colour(*colour)
            self._hints.picked.emit(*colour)
        if self._hints.editor.tool == self.name:
            self._hints.editor.take(self.before)
        return QRectF()
