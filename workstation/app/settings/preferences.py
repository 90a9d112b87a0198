"""Choosing settings in the window: they are kept, and act at once where they can."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import HeirloomError
from workstation.core.settings import Settings
from workstation.core.settings_table import SettingsFields, Value


class Preferences(QObject):
    """The settings, for those that choose and those that follow.

    Signals
    -------
    changed
        A setting is another now: its name.
    failed
        Why something that was chosen cannot be kept: two sentences.
    """

    changed = Signal(str)
    failed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    @property
    def chosen(self) -> SettingsFields:
        """What holds now."""
        return self.settings.chosen

    def choose(self, name: str, value: Value) -> None:
        """Choose a value for a setting.

        Raises
        ------
        HeirloomError
            If the setting cannot have it, or if it cannot be kept; then it acts all the same.
        """
        before = self.chosen
        try:
            self.settings.choose(name, value)
        finally:
            if self.chosen != before:
                self.changed.emit(name)

    def choose_or_tell(self, name: str, value: Value) -> None:
        """Choose a value for a setting; `failed` tells why that is not possible."""
        try:
            self.choose(name, value)
        except HeirloomError as error:
            self.failed.emit(error)

    def reset(self, *names: str) -> None:
        """Take settings back to their defaults; they act even if that cannot be kept."""
        try:
            self.settings.reset(*names)
        except HeirloomError as error:
            self.failed.emit(error)
        for name in names:
            self.changed.emit(name)
