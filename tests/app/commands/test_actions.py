"""The table of commands: every key once, every command where the user looks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QToolBar, QToolButton

import resources
from tests.app.drive import Driver
from workstation.app.commands.command import Command
from workstation.app.commands.menus import titles as menu_titles
from workstation.core.masks.shapes import Stroke

SOURCE = Path(__file__).parents[3] / "workstation" / "app"


def test_every_command_has_its_own_name_and_on_no_page_does_a_key_stand_for_two(
    driver: Driver,
) -> None:
    actions = driver.window.commands
    assert max(Counter(command.id for command in actions.commands).values()) == 1
    for page in driver.window.pages.known:
        keys = [
            key.toString()
            for command in actions.commands
            if command.page in ("", page.name)
            for key in actions[command.id].shortcuts()
        ]
        assert [key for key, times in Counter(keys).items() if times > 1] == [], page.name


def test_the_keys_that_hands_know_are_there(driver: Driver) -> None:
    expected = {
        "open": "Ctrl+O",
        "export": "Ctrl+Shift+E",
        "undo": "Ctrl+Z",
        "redo": "Ctrl+Shift+Z",
        "restore": "Ctrl+Return",
        "cancel": "Esc",
        "fit": "Ctrl+0",
        "zoom_100": "1",
        "full_screen": "F11",
        "original": "\\",
        "next": "PgDown",
        "shortcuts": "F1",
        "quit": "Ctrl+Q",
    }
    actions = driver.window.commands
    assert {name: actions[name].shortcut().toString() for name in expected} == expected
    assert "Ctrl+Y" in [key.toString() for key in actions["redo"].shortcuts()]
    assert "Ctrl+Alt+Z" in [key.toString() for key in actions["undo"].shortcuts()]


def test_every_command_stands_in_a_menu_whose_letters_are_distinct(driver: Driver) -> None:
    bar = driver.window.menuBar()
    titles = [action.text() for action in bar.actions()]
    assert titles == list(menu_titles().values())
    listed = set()
    for top in bar.actions():
        inside = [action for action in top.menu().actions() if not action.isSeparator()]
        listed |= {action.objectName() for action in inside}
        letters = Counter(
            action.text()[action.text().index("&") + 1].lower()
            for action in inside
            if "&" in action.text()
        )
        assert [letter for letter, times in letters.items() if times > 1] == [], top.text()
    assert {command.id for command in driver.window.commands.commands} <= listed


def words_of(bar: QToolBar) -> list[str]:
    buttons = [bar.widgetForAction(action) for action in bar.actions()]
    return [button.text() for button in buttons if isinstance(button, QToolButton)]


def test_the_toolbar_has_the_few_large_actions_of_the_page_with_icon_and_word(
    driver: Driver,
) -> None:
    bar = driver.window.findChild(QToolBar)
    assert bar is not None
    others = [page.word for page in driver.window.pages.known]
    tools = "Crop", "Region brush"
    assert words_of(bar) == ["Open", "Restore", "Compare", *tools, "Export", *others]
    driver.do("page_queue")
    own = ["Add", "Start", "Pause", "Stop After This", "Retry", "Report"]
    assert words_of(bar) == [*own, *others]
    for action in filter(QAction.objectName, bar.actions()):
        assert not action.icon().isNull()
        assert action.shortcut().toString() in action.toolTip()


def test_the_sheet_under_f1_tells_every_key(driver: Driver) -> None:
    driver.do("shortcuts")
    sheet = driver.window._sheets["keys"]
    told = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for command in driver.window.commands.commands:
        for key in driver.window.commands.keys(command):
            assert key in told, command.id
    driver.do("shortcuts")
    assert driver.window._sheets == {"keys": sheet}


def test_the_small_windows_open_and_close(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    for command in ("information", "about", "shortcuts"):
        driver.do(command)
    assert len(driver.window._sheets) == 3
    facts = " ".join(
        label.text()
        for sheet in driver.window._sheets.values()
        for label in sheet.findChildren(QLabel)
    )
    assert "512 × 512 pixels" in facts
    assert "300 × 300 dots per inch" in facts


def test_a_bug_gets_one_dialog_whose_details_can_be_copied(driver: Driver) -> None:
    driver.window.show_broken("Traceback: first")
    driver.window.show_broken("Traceback: second")
    assert list(driver.window._sheets) == ["broke"]


def test_every_icon_that_is_used_ships_and_none_other() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    shipped = {path.stem for path in resources.find("icons").glob("*.svg")}
    unused = [name for name in shipped if f'"{name}"' not in code]
    assert unused == []
    assert "ISC License" in resources.find("icons", "LICENSE").read_text(encoding="utf-8")


def test_every_command_is_asked_once_after_a_stroke(
    driver: Driver, portrait: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(portrait)
    driver.do("tool_brush")
    driver.settle()
    actions, editor = driver.window.commands, driver.window.photo_page.editor
    assert editor is not None
    asked: Counter[str] = Counter()
    for name, command in list(actions._commands.items()):

        def ask(name: str = name, command: Command = command) -> bool:
            asked[name] += 1
            return command.enabled()

        monkeypatch.setitem(actions._commands, name, replace(command, enabled=ask))
    editor.paint(Stroke(((0.5, 0.5, 1.0), (0.6, 0.6, 1.0)), 0.05), "brush")
    assert not asked
    QApplication.processEvents()
    assert set(asked.values()) == {1}
    assert asked["new_region"] == 1
