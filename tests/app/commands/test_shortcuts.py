"""The page of shortcuts, used as a user would."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.drive import Driver
from tests.app.settings.test_dialog import opened
from workstation.app.settings.shortcuts import ShortcutsPage


@pytest.fixture
def keys(driver: Driver) -> ShortcutsPage:
    dialog = opened(driver)
    dialog.show_page("keys")
    found = dialog.pages["keys"]
    assert isinstance(found, ShortcutsPage)
    return found


def press(keys: ShortcutsPage, key: str) -> None:
    keys.recorder.setKeySequence(QKeySequence(key))
    keys.recorder.editingFinished.emit()


def told_keys(driver: Driver, name: str) -> list[str]:
    return [key.toString() for key in driver.window.commands[name].shortcuts()]


def test_a_new_key_is_recorded_and_kept(driver: Driver, keys: ShortcutsPage) -> None:
    keys.select("export")
    keys.recorder.setFocus()
    QTest.keyClick(
        keys.recorder,
        Qt.Key.Key_J,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    driver.until(lambda: told_keys(driver, "export") == ["Ctrl+Alt+J"])
    assert driver.settings.chosen.keys == {"export": ["Ctrl+Alt+J"]}
    assert "“Export” has the key Ctrl+Alt+J now." in keys.said.text()
    assert keys._items["export"].text(1).startswith("Ctrl+Alt+J")
    keys.back.click()
    assert told_keys(driver, "export") == ["Ctrl+Shift+E"]
    assert driver.settings.chosen.keys == {}


def test_a_key_that_is_taken_is_asked_about_and_taken_over_or_left(
    driver: Driver, keys: ShortcutsPage
) -> None:
    keys.select("tool_lasso")
    press(keys, "B")
    assert "B is the key of “Region Brush”. Take it over for “Lasso”?" in keys.said.text()
    keys.leave.click()
    assert told_keys(driver, "tool_lasso") == ["L"]
    press(keys, "B")
    keys.take.click()
    assert told_keys(driver, "tool_lasso") == ["B"]
    assert told_keys(driver, "tool_brush") == []
    keys.select("tool_brush")
    keys.back.click()
    assert told_keys(driver, "tool_brush") == ["B"]
    assert told_keys(driver, "tool_lasso") == []
    keys.all_back.click()
    assert told_keys(driver, "tool_lasso") == ["L"]
    assert driver.settings.chosen.keys == {}


def test_keys_that_mean_something_everywhere_are_refused(
    driver: Driver, keys: ShortcutsPage
) -> None:
    keys.select("fit")
    press(keys, "Space")
    assert "The key Space moves the photo, and presses buttons." in keys.said.text()
    assert told_keys(driver, "fit") == ["Ctrl+0"]


def test_tab_and_escape_leave_the_field_for_a_new_key(driver: Driver, keys: ShortcutsPage) -> None:
    keys.window().activateWindow()
    keys.select("fit")
    keys.recorder.setFocus()
    QTest.keyClick(keys.recorder, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is keys.table
    assert keys.window().isVisible()
    keys.recorder.setFocus()
    QTest.keyClick(keys.recorder, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is keys.none
    assert told_keys(driver, "fit") == ["Ctrl+0"]


def test_a_command_can_be_left_without_a_key(driver: Driver, keys: ShortcutsPage) -> None:
    keys.select("export")
    keys.none.click()
    assert told_keys(driver, "export") == []
    assert "“Export” has no key now." in keys.said.text()


def test_commands_are_found_by_their_words_and_by_their_keys(keys: ShortcutsPage) -> None:
    def shown() -> list[str]:
        return [name for name, item in keys._items.items() if not item.isHidden()]

    keys.search.setText("region lasso")
    assert shown() == ["tool_lasso"]
    assert keys.command is not None
    assert keys.command.id == "tool_lasso"
    keys.search.setText("file ctrl+shift+e")
    assert shown() == ["export"]
    keys.search.setText("nothing like it")
    assert shown() == []
    assert keys.command is None
    keys.search.clear()
    assert len(shown()) == len(keys._commands)
