"""Light and dark, from one small file; nothing of it when the system asks for high contrast."""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from workstation.app.widgets import icons

ThemeChoice = Literal["system", "light", "dark"]

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "raised_hover",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "field",
}


# A style sheet takes icons from files only: name in the sheet, icon, its colour.
_SHEET_ICONS = (
    ("icon_down", "chevron-down", "text"),
    ("icon_up", "chevron-up", "text"),
    ("icon_check", "check", "on_accent"),
)


@dataclass(frozen=True)
class Colours:
    """The colours that drawing code needs by itself."""

    surround: QColor
    accent: QColor
    on_accent: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    line: QColor
    panel: QColor
    warning: QColor
    error: QColor


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.find("themes", "heirloom.toml").read_text(encoding="utf-8"))


def table(name: Literal["light", "dark"]) -> dict[str, str]:
    """The colours of a theme by name."""
    colours: dict[str, str] = _file()[name]
    return colours


class Theme(QObject):
    """Follows the system's colours, or the user's wish.

    Signals
    -------
    changed
        Other colours hold from now on; icons must be drawn anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: ThemeChoice = "system"
        self._system_palette = QPalette(QGuiApplication.palette())
        self._icons = tempfile.TemporaryDirectory(prefix="heirloom-icons-")
        # Both are kept: PySide6 lets go of the inner one together with the outer one's wrapper.
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._apply)
        self._accessibility.contrastPreferenceChanged.connect(self._apply)
        self.dark = False
        self.high_contrast = False
        self.colours = self._from_palette()
        self._apply()

    def follow(self, choice: ThemeChoice) -> None:
        """Use a theme, or the system's."""
        self._choice = choice
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def close(self) -> None:
        """Stop following the system."""
        self._hints.colorSchemeChanged.disconnect(self._apply)
        self._accessibility.contrastPreferenceChanged.disconnect(self._apply)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setStyleSheet("")  # it names the files that go now
        self._icons.cleanup()

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        scheme = self._hints.colorScheme()
        self.dark = self._choice == "dark" or (
            self._choice == "system" and scheme == Qt.ColorScheme.Dark
        )
        contrast = self._accessibility.contrastPreference()
        self.high_contrast = contrast == Qt.ContrastPreference.HighContrast
        if self.high_contrast:
            # The system's own colours and style, whatever they are: the user needs them.
            app.setStyleSheet("")
            app.setPalette(self._system_palette)
            self.colours = self._from_palette()
        else:
            colours = table("dark" if self.dark else "light")
            app.setStyle("Fusion")
            app.setPalette(_palette(colours))
            self.colours = _colours(colours)
            app.setStyleSheet(self._sheet(colours))
        icons.set_colours(self.colours.text, self.colours.disabled, self.colours.on_accent)
        self.changed.emit()

    def _sheet(self, colours: dict[str, str]) -> str:
        """The style sheet with colours in place of names, the longest names first."""
        sheet: str = _file()["style"]["sheet"]
        for name, icon, role in _SHEET_ICONS:
            drawn = Path(self._icons.name) / f"{icon}-{colours[role][1:]}.svg"
            drawn.write_text(icons.svg(icon, QColor(colours[role])), encoding="utf-8")
            sheet = sheet.replace(f"@{name}", drawn.as_posix())
        for name in sorted(colours, key=len, reverse=True):
            sheet = sheet.replace(f"@{name}", colours[name])
        return sheet

    def _from_palette(self) -> Colours:
        palette = self._system_palette
        role = QPalette.ColorRole
        text = palette.color(role.WindowText)
        return Colours(
            surround=palette.color(role.Window),
            accent=palette.color(role.Highlight),
            on_accent=palette.color(role.HighlightedText),
            text=text,
            muted=text,
            disabled=palette.color(QPalette.ColorGroup.Disabled, role.WindowText),
            line=text,
            panel=palette.color(role.Window),
            warning=text,
            error=text,
        )


def _palette(colours: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(colours[name]))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled"]))
    return palette


def _colours(colours: dict[str, str]) -> Colours:
    return Colours(**{name: QColor(colours[name]) for name in Colours.__dataclass_fields__})


def small_font() -> QFont:
    """The system's font one size down, for what accompanies."""
    return _scaled(0.9)


def large_font() -> QFont:
    """The system's font for the one heading of a page."""
    return _scaled(1.6)


def _scaled(factor: float) -> QFont:
    font = QFont(QApplication.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    return font
