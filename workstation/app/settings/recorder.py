"""Records a key as the user presses it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QKeySequenceEdit, QWidget


class Recorder(QKeySequenceEdit):
    """A field that takes the next key; Tab leaves it, Esc gives it up.

    Signals
    -------
    given_up
        Esc was pressed.
    """

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)

    def event(self, event: QEvent) -> bool:
        """Let Tab be Tab: without it the field would be a trap for those who use the keyboard."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(
            event, QKeyEvent
        ):
            shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            plain = shift or event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
                if event.type() == QEvent.Type.KeyPress:
                    self._leave(Qt.Key(event.key()))
                event.accept()
                return True
        return super().event(event)

    def _leave(self, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key == Qt.Key.Key_Backtab:
            self.focusPreviousChild()
        else:
            self.focusNextChild()
