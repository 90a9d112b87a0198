"""The history dock: pictures, branches, snapshots, and two entries beside each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.app.drive import Driver, as_array, chroma
from workstation.app.history.dock import HistoryDock
from workstation.app.history.rows import _ASIDE_ROLE, _INDENT_ROLE, _PICTURE_ROLE
from workstation.app.viewer.compare import Compare


@pytest.fixture
def dock(driver: Driver, portrait: Path) -> HistoryDock:
    """A history with a branch: 2 and 3 both stand on 1."""
    driver.open(portrait)
    driver.restore()
    driver.drag("colour", "vividness", 800)
    driver.do("undo")
    driver.drag("colour", "warmth", 900)
    return driver.window.photo_page.history


def click(dock: HistoryDock, row: int, *, ctrl: bool = False) -> None:
    index = dock.list.model().index(row, 0)
    dock.list.scrollTo(index)
    QTest.mouseClick(
        dock.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        dock.list.visualRect(index).center(),
    )


def of_row(dock: HistoryDock, row: int, role: int) -> object:
    return dock.list.model().index(row, 0).data(role)


def type_name(text: str) -> None:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_every_entry_has_its_picture(driver: Driver, dock: HistoryDock) -> None:
    driver.window.resize(1000, 1000)
    pictures = []
    for row in range(4):
        dock.list.scrollTo(dock.list.model().index(row, 0))
        driver.until(lambda row=row: of_row(dock, row, _PICTURE_ROLE) is not None)
        pictures.append(as_array(of_row(dock, row, _PICTURE_ROLE)))
    assert chroma(pictures[0]) == 0
    assert chroma(pictures[2]) > chroma(pictures[1]) > 3
    warmth = [float(p[..., 0].mean()) - float(p[..., 2].mean()) for p in pictures]
    assert warmth[3] > warmth[1]


def test_another_branch_stands_further_in_and_a_click_goes_there(
    driver: Driver, dock: HistoryDock
) -> None:
    assert [of_row(dock, row, _INDENT_ROLE) for row in range(4)] == [0, 0, 1, 0]
    assert [of_row(dock, row, _ASIDE_ROLE) for row in range(4)] == [False, False, True, False]
    said = of_row(dock, 2, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Vividness 1.60 ×, on another branch"
    click(dock, 2)
    driver.settle()
    assert driver.current.history.position == 2
    assert [of_row(dock, row, _INDENT_ROLE) for row in range(4)] == [0, 0, 0, 1]


def test_undone_entries_say_so(driver: Driver, dock: HistoryDock) -> None:
    driver.do("undo")
    said = of_row(dock, 3, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Warmth +0.80, undone"
    assert of_row(dock, 3, Qt.ItemDataRole.FontRole).italic()  # type: ignore[attr-defined]


def test_arrow_keys_walk_through_the_history(driver: Driver, dock: HistoryDock) -> None:
    dock.list.setFocus()
    QTest.keyClick(dock.list, Qt.Key.Key_Home)
    assert driver.current.history.position == 0
    QTest.keyClick(dock.list, Qt.Key.Key_Down)
    assert driver.current.history.position == 1
    driver.settle()


def test_a_snapshot_is_named_found_again_renamed_and_removed(
    driver: Driver, dock: HistoryDock
) -> None:
    assert not dock.snapshots.isVisible()
    dock.keep.click()
    type_name("For Grandma")
    assert [mark.name for mark in driver.current.history.snapshots] == ["For Grandma"]
    click(dock, 1)
    driver.settle()
    assert driver.current.history.position == 1
    item = dock.snapshots.item(0)
    QTest.mouseClick(
        dock.snapshots.viewport(),
        Qt.MouseButton.LeftButton,
        pos=dock.snapshots.visualItemRect(item).center(),
    )
    driver.settle()
    assert driver.current.history.position == 3
    dock.snapshots.editItem(dock.snapshots.item(0))
    type_name("For Aunt Ada")
    assert driver.current.history.snapshots[0].name == "For Aunt Ada"
    assert driver.current.history.snapshots[0].position == 3
    dock.snapshots.setFocus()
    QTest.keyClick(dock.snapshots, Qt.Key.Key_Delete)
    assert driver.current.history.snapshots == ()
    assert not dock.snapshots.isVisible()
    assert len(driver.names) == 4


def test_two_snapshots_never_share_a_name(driver: Driver, dock: HistoryDock) -> None:
    dock.keep.click()
    type_name("Good")
    click(dock, 1)
    driver.settle()
    dock.keep.click()
    type_name("Good")
    assert [mark.name for mark in driver.current.history.snapshots] == ["Good", "Restore"]
    assert dock.snapshots.item(1).text() == "Restore"


def test_snapshots_are_kept_in_the_project(
    driver: Driver, dock: HistoryDock, tmp_path: Path
) -> None:
    dock.keep.click()
    type_name("Good")
    driver.answers.save_to = tmp_path / "portrait.heirloom"
    driver.do("save")
    driver.settle()
    driver.do("close")
    driver.open(tmp_path / "portrait.heirloom")
    assert [mark.name for mark in driver.current.history.snapshots] == ["Good"]
    assert dock.snapshots.count() == 1


def test_two_entries_are_compared_and_nothing_changes(driver: Driver, dock: HistoryDock) -> None:
    present = driver.picture()
    assert not dock.compare.isEnabled()
    click(dock, 3)
    click(dock, 0, ctrl=True)
    assert driver.current.history.position == 3
    assert dock.compare.isEnabled()
    dock.compare.click()
    driver.settle()
    canvas = driver.window.photo_page.canvas
    assert canvas.compare is Compare.WIPE
    assert canvas._names == ("Open", "Warmth +0.80")
    picture = driver.picture()
    middle = picture.shape[1] // 2
    assert chroma(picture[60:, : middle - 20]) == 0
    assert chroma(picture[60:, middle + 20 :]) > 3
    assert "Comparing “Open” with “Warmth +0.80”" in driver.said
    driver.do("cancel")
    driver.settle()
    assert canvas.compare is Compare.OFF
    assert driver.said == ""
    assert np.array_equal(driver.picture(), present)
    assert driver.current.history.position == 3
    assert len(driver.names) == 4


def test_a_gesture_ends_a_comparison(driver: Driver, dock: HistoryDock) -> None:
    click(dock, 1)
    click(dock, 0, ctrl=True)
    driver.settle()
    dock.compare.click()
    driver.settle()
    driver.drag("colour", "vividness", 300)
    assert driver.said == ""
    assert driver.window.photo_page.canvas._names == ("Original", "Result")


def test_a_snapshot_without_a_name_keeps_the_one_it_had(driver: Driver, dock: HistoryDock) -> None:
    dock.keep.click()
    type_name("   ")
    assert [mark.name for mark in driver.current.history.snapshots] == ["Warmth +0.80"]
