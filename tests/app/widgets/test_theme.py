"""Colours: readable, neutral, and none of ours where the system asks for high contrast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.app.drive import Driver
from workstation.app.widgets import theme


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "window"),
        ("text", "panel"),
        ("text", "field"),
        ("text", "raised"),
        ("text", "raised_hover"),
        ("muted", "window"),
        ("muted", "panel"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("warning", "panel"),
        ("error", "panel"),
        ("accent", "panel"),
    ],
)
def test_text_has_enough_contrast(name: str, text: str, ground: str) -> None:
    colours = theme.table(name)  # type: ignore[arg-type]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_lies_around_a_photo_is_a_neutral_grey_neither_black_nor_white(name: str) -> None:
    colours = theme.table(name)  # type: ignore[arg-type]
    for role in ("window", "panel", "field", "raised", "line", "surround"):
        colour = QColor(colours[role])
        assert colour.red() == colour.green() == colour.blue(), role
    assert 0x20 < QColor(colours["surround"]).red() < 0xE0


def test_both_themes_have_the_same_names_and_the_sheet_uses_no_other() -> None:
    assert theme.table("light").keys() == theme.table("dark").keys()
    made = theme.Theme()
    try:
        for wish in ("light", "dark"):
            made.follow(wish)  # type: ignore[arg-type]
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            assert "@" not in app.styleSheet()
            assert "gradient" not in app.styleSheet()
    finally:
        made.close()


def test_high_contrast_takes_all_our_colours_away(monkeypatch: pytest.MonkeyPatch) -> None:
    made = theme.Theme()
    try:

        class Asked:
            def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
                return Qt.ContrastPreference.HighContrast

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        real = made._accessibility
        monkeypatch.setattr(made, "_accessibility", Asked())
        made.follow("dark")
        assert made.high_contrast
        assert app.styleSheet() == ""
        assert made.colours.surround == app.palette().window().color()
        monkeypatch.setattr(made, "_accessibility", real)
        made.follow("system")
        assert app.styleSheet() != ""
    finally:
        made.close()


def test_dark_and_light_are_chosen_in_the_menu(driver: Driver) -> None:
    driver.do("theme_dark")
    assert driver.window.theme.dark
    driver.until(driver.window.commands["theme_dark"].isChecked)
    driver.do("theme_light")
    assert not driver.window.theme.dark
    driver.do("theme_system")
    assert driver.window.theme.choice == "system"
