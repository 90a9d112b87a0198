"""Keys that the user has chosen."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.app.drive import Driver


def shortcuts(driver: Driver, name: str) -> list[str]:
    return [key.toString() for key in driver.window.commands[name].shortcuts()]


def choose(driver: Driver, **keys: list[str]) -> None:
    driver.window.preferences.choose("keys", keys)


def test_a_chosen_key_does_the_command_and_is_told_everywhere(
    driver: Driver, portrait: Path
) -> None:
    choose(driver, tool_brush=["P"], export=["Ctrl+Alt+E", "F7"])
    assert shortcuts(driver, "tool_brush") == ["P"]
    assert shortcuts(driver, "export") == ["Ctrl+Alt+E", "F7"]
    assert driver.window.commands["tool_brush"].toolTip().endswith("(P)")
    driver.open(portrait)
    QTest.keyClick(driver.window.photo_page.canvas, Qt.Key.Key_B)
    assert not driver.window.commands["tool_brush"].isChecked()
    QTest.keyClick(driver.window.photo_page.canvas, Qt.Key.Key_P)
    assert driver.window.commands["tool_brush"].isChecked()
    driver.do("shortcuts")
    sheet = driver.window._sheets["keys"]
    told = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl+Alt+E   F7" in told
    assert "P" in told
    assert "B" not in told


def test_controls_that_do_what_a_command_does_tell_its_key(driver: Driver) -> None:
    tools = driver.window.photo_page.tools
    assert tools is not None
    switch = tools.panel.options["colour"].switches["smart_edge"]
    assert switch.toolTip().endswith("(Shift+S)")
    choose(driver, smart_edge=["Ctrl+Alt+S"])
    assert switch.toolTip().endswith("(Ctrl+Alt+S)")


def test_a_usual_key_given_to_another_command_leaves_its_own(driver: Driver) -> None:
    choose(driver, tool_lasso=["B"])
    assert shortcuts(driver, "tool_lasso") == ["B"]
    assert shortcuts(driver, "tool_brush") == []
    choose(driver)
    assert shortcuts(driver, "tool_lasso") == ["L"]
    assert shortcuts(driver, "tool_brush") == ["B"]


def test_a_command_can_do_without_keys(driver: Driver) -> None:
    choose(driver, export=[])
    assert shortcuts(driver, "export") == []
    assert "(" not in driver.window.commands["export"].toolTip()


def test_the_original_is_shown_as_long_as_the_chosen_key_is_held(
    driver: Driver, portrait: Path
) -> None:
    choose(driver, original=["Q"])
    driver.open(portrait)
    canvas = driver.window.photo_page.canvas
    QTest.keyPress(canvas, Qt.Key.Key_Q)
    assert driver.window.photo_page.showing_original
    QTest.keyRelease(canvas, Qt.Key.Key_Backslash)
    assert driver.window.photo_page.showing_original
    QTest.keyRelease(canvas, Qt.Key.Key_Q)
    assert not driver.window.photo_page.showing_original


def test_keys_in_the_file_that_cannot_be_are_named_and_the_others_hold(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    wished = {
        "export": ["Blah+Zap", "F7"],
        "open": ["F7", "F8"],
        "fit": ["Space"],
        "of a newer version": ["F9"],
    }
    path.write_text(json.dumps({"keys": wished}), encoding="utf-8")
    driver = Driver(path)
    driver.start()
    assert shortcuts(driver, "open") == ["F7", "F8"]
    assert shortcuts(driver, "export") == []
    assert shortcuts(driver, "fit") == []
    told = "\n".join(error.message for error in driver.window.commands.problems)
    assert "“Blah+Zap” as a shortcut, which is no key" in told
    assert "the key F7 to both “Open” and “Export”" in told
    assert "The key Space moves the photo, and presses buttons." in told
    assert json.loads(path.read_text(encoding="utf-8"))["keys"] == wished
    driver.finish()
