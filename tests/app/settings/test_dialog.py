"""The windows of settings, shortcuts and About, used as a user would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from ml.inference import device, devices
from ml.inference.cards import cards
from resources.text import Text
from tests.app.drive import Driver
from workstation import about
from workstation.app.dialogs.about import About
from workstation.app.settings import privacy
from workstation.app.settings.device import DevicePage
from workstation.app.settings.dialog import PAGES, SettingsDialog
from workstation.app.settings.editors import Choice, Line, Number, Switch
from workstation.app.settings.page import SettingsPage
from workstation.app.settings.privacy import PrivacyPage
from workstation.app.settings.shortcuts import ShortcutsPage
from workstation.core.settings import NAMES
from workstation.core.settings_table import Page


def opened(driver: Driver) -> SettingsDialog:
    driver.do("settings")
    dialog = driver.window._sheets["settings"]
    assert isinstance(dialog, SettingsDialog)
    return dialog


def page(dialog: SettingsDialog, name: Page) -> SettingsPage:
    dialog.show_page(name)
    found = dialog.pages[name]
    assert isinstance(found, SettingsPage)
    return found


def pick(page: SettingsPage, name: str, value: object) -> None:
    """Choose from a list, as with the mouse or the arrow keys."""
    box = page.editors[name].control
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def note(page: SettingsPage, name: str) -> str:
    return page._notes[name].text()


# The window


def test_every_setting_has_a_control_that_shows_what_holds(driver: Driver) -> None:
    driver.settings.choose("export_quality", 71)
    driver.settings.choose("threads", 3)
    dialog = opened(driver)
    shown = [name for found in dialog.pages.values() for name in getattr(found, "names", [])]
    assert sorted([*shown, "keys"]) == sorted(NAMES)
    quality = page(dialog, "export").editors["export_quality"].control
    threads = page(dialog, "device").editors["threads"].control
    assert isinstance(quality, QSpinBox)
    assert isinstance(threads, QSpinBox)
    assert (quality.value(), threads.value()) == (71, 3)


def test_every_page_ends_with_the_way_back_to_the_usual(driver: Driver) -> None:
    dialog = opened(driver)
    for name in ("general", "device", "export", "privacy"):
        box = page(dialog, name).box
        last = box.itemAt(box.count() - 1).widget()
        assert isinstance(last, QPushButton)
        assert last.text() == "Back to the usual"


def test_it_keeps_nothing_waiting_and_there_is_one_of_it(driver: Driver, portrait: Path) -> None:
    dialog = opened(driver)
    assert not dialog.isModal()
    driver.open(portrait)
    driver.restore()
    assert opened(driver) is dialog


def test_what_is_chosen_acts_at_once_and_is_kept(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    dialog = opened(driver)
    pick(page(dialog, "general"), "theme", "dark")
    assert driver.window.theme.dark
    driver.until(driver.window.commands["theme_dark"].isChecked)
    memory = page(dialog, "device").editors["memory_mb"].control
    assert isinstance(memory, QSpinBox)
    memory.setValue(96)
    driver.settle()
    assert driver.window.session.engine.renderer(driver.current)._cache._limit == 96 << 20
    pick(page(dialog, "export"), "export_format", "tiff")
    kept = json.loads(driver.settings.path.read_text(encoding="utf-8"))
    assert kept["theme"] == "dark"
    assert kept["memory_mb"] == 96
    assert kept["export_format"] == "tiff"


def test_threads_are_taken_over_at_once(driver: Driver) -> None:
    threads = page(opened(driver), "device").editors["threads"].control
    assert isinstance(threads, QSpinBox)
    assert threads.text() == "one for each core"
    threads.setValue(1)
    driver.settle()
    device = driver.window.session.engine.device
    assert device is not None
    assert device.name == "CPU, 1 thread"
    threads.setValue(threads.minimum())
    driver.settle()
    assert driver.settings.chosen.threads is None
    cv2.setNumThreads(-1)


def test_what_holds_only_from_the_next_start_says_so(driver: Driver) -> None:
    general = page(opened(driver), "general")
    assert "next start" in note(general, "language")
    pick(general, "language", "de")
    assert note(general, "language") == "This holds from the next start."
    assert driver.settings.chosen.language == "de"


def test_a_name_that_cannot_be_is_told_below_it_and_not_taken(driver: Driver) -> None:
    export = page(opened(driver), "export")
    line = export.editors["export_name"].control
    assert isinstance(line, QLineEdit)
    line.setText("{stem}/{folder}")
    line.editingFinished.emit()
    assert note(export, "export_name").startswith("Not taken: The name “{stem}/{folder}” has a")
    assert driver.settings.chosen.export_name == "{stem}-restored"
    assert line.text() == "{stem}/{folder}"
    line.setText("{stem} ({date})")
    line.editingFinished.emit()
    assert driver.settings.chosen.export_name == "{stem} ({date})"
    assert "Not taken" not in note(export, "export_name")


def test_a_default_recipe_is_a_preset_or_a_file_and_is_tried(
    driver: Driver, tmp_path: Path
) -> None:
    restoring = page(opened(driver), "restoring")
    pick(restoring, "recipe", "calm")
    assert driver.settings.chosen.recipe == "calm"
    restoring.editors["recipe"].edited.emit(str(tmp_path / "none.json"))
    assert "Not taken: The recipe none.json cannot be read." in note(restoring, "recipe")
    box = restoring.editors["recipe"].control
    assert isinstance(box, QComboBox)
    assert box.currentText() == "calm"


def test_a_page_goes_back_to_the_usual(driver: Driver) -> None:
    driver.settings.choose("export_quality", 30)
    driver.settings.choose("export_format", "png")
    driver.settings.choose("theme", "dark")
    export = page(opened(driver), "export")
    export._on_back()
    assert driver.settings.chosen.export_quality == 92
    assert driver.settings.chosen.export_format == "same"
    assert driver.settings.chosen.theme == "dark"
    quality = export.editors["export_quality"].control
    assert isinstance(quality, QSpinBox)
    assert quality.value() == 92


def test_what_was_chosen_elsewhere_is_shown_when_one_comes_back(driver: Driver) -> None:
    dialog = opened(driver)
    general = page(dialog, "general")
    driver.do("theme_light")
    for shown in dialog.pages.values():
        shown.show_values()
    box = general.editors["theme"].control
    assert isinstance(box, QComboBox)
    assert box.currentData() == "light"


def test_settings_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    driver = Driver(tmp_path / "file" / "settings.json")
    driver.start()
    general = page(opened(driver), "general")
    pick(general, "theme", "dark")
    assert "cannot be written" in note(general, "theme")
    assert driver.window.theme.dark
    driver.finish()


def test_the_wheel_over_a_control_without_focus_changes_nothing(driver: Driver) -> None:
    export = page(opened(driver), "export")
    quality = export.editors["export_quality"].control
    middle = QPointF(quality.rect().center())
    event = QWheelEvent(
        middle,
        quality.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(quality, event)
    assert driver.settings.chosen.export_quality == 92


# Keyboard and screen readers


def tabbed(dialog: QWidget) -> list[QWidget]:
    """Where Tab leads, until it comes round."""
    dialog.activateWindow()
    QApplication.processEvents()
    seen: list[QWidget] = []
    while True:
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in seen or len(seen) > 60:
            return seen
        seen.append(now)


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_control_of_a_page(driver: Driver, name: Page) -> None:
    dialog = opened(driver)
    dialog.show_page(name)
    reached = tabbed(dialog)
    shown = dialog.pages[name]
    kinds = (QAbstractButton, QComboBox, QSpinBox, QLineEdit)
    wanted = [
        one
        for one in shown.findChildren(QWidget)
        if isinstance(one, kinds)
        and one.isVisibleTo(dialog)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one.parent(), QSpinBox)
    ]
    missed = [one for one in wanted if one not in reached and one.focusProxy() not in reached]
    assert [one.accessibleName() or one for one in missed] == []
    assert dialog.list in reached


@pytest.mark.parametrize("name", PAGES)
def test_screen_readers_hear_what_every_control_is(driver: Driver, name: Page) -> None:
    dialog = opened(driver)
    dialog.show_page(name)
    for one in dialog.pages[name].findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(dialog):
            inner = isinstance(one.parent(), QComboBox | QSpinBox | QAbstractButton)
            if inner or one.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(one)
            assert interface.text(QAccessible.Text.Name), one


def test_return_finishes_what_is_typed_and_presses_buttons_but_does_not_close(
    driver: Driver,
) -> None:
    dialog = opened(driver)
    dialog.activateWindow()
    export = page(dialog, "export")
    line = export.editors["export_name"].control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText("{stem} new")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert driver.settings.chosen.export_name == "{stem} new"
    assert dialog.isVisible()
    dialog.show_page("keys")
    keys = dialog.pages["keys"]
    assert isinstance(keys, ShortcutsPage)
    keys.select("export")
    keys.table.setFocus()
    QTest.keyClick(keys.table, Qt.Key.Key_Return)
    assert dialog.focusWidget() is keys.recorder
    assert dialog.isVisible()
    keys.none.setFocus()
    QTest.keyClick(keys.none, Qt.Key.Key_Return)
    assert driver.settings.chosen.keys == {"export": []}


# Device


def test_the_device_page_tells_the_verdict_and_tries_again(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    verdict = device.Verdict(None, Text("A software renderer: the CPU is faster."))

    def probe(*, again: bool = False, **_: object) -> device.Verdict:
        asked.append(again)
        return verdict

    monkeypatch.setattr(devices, "probe_gpu", probe)
    monkeypatch.setattr(devices, "known", lambda: (verdict,))
    found = page(opened(driver), "device")
    assert isinstance(found, DevicePage)
    assert found.verdict.text().startswith("Runs now: CPU, ")
    found.again.click()
    driver.settle()
    driver.until(lambda: "A software renderer" in found.verdict.text())
    assert asked[-1] is True
    assert found.again.isEnabled()
    assert found.again.text() == "Test again"


# Privacy


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for kind in ("data", "log", "cache"):
        where = tmp_path / kind
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", lambda *_, w=where, **__: w)
    return tmp_path


def test_what_lies_on_the_computer_is_shown_and_deleted(
    driver: Driver, folders: Path, portrait: Path
) -> None:
    driver.open(portrait)
    pasted = folders / "data" / "pasted"
    pasted.mkdir(parents=True)
    (pasted / "1.png").write_bytes(b"x" * 2000)
    (folders / "log").mkdir()
    (folders / "log" / "heirloom.log").write_text("what went wrong")
    found = page(opened(driver), "privacy")
    assert isinstance(found, PrivacyPage)
    told = {one.words: label.text() for one, label in found._sizes}
    assert told["Names of recent photos"] == "1"
    assert told["Pictures pasted from the clipboard"] == "1.95 KiB"
    for one, _ in found._sizes:
        if one.delete is not None:
            button = next(
                button
                for button in found.findChildren(QAbstractButton)
                if button.accessibleName() == f"Delete: {one.words}"
            )
            button.click()
    assert driver.settings.texts("recent") == []
    assert list(pasted.iterdir()) == []
    assert (folders / "log" / "heirloom.log").read_text() == ""
    assert privacy.size(pasted) == 0


def test_recent_photos_vanish_from_the_invitation_at_once(driver: Driver, portrait: Path) -> None:
    driver.open(portrait)
    driver.do("close")
    switch = page(opened(driver), "privacy").editors["remember_photos"].control
    assert isinstance(switch, QAbstractButton)
    switch.click()
    assert driver.settings.recent == []
    told = [label.text() for label in driver.window.photo_page.welcome.findChildren(QLabel)]
    assert "portrait.jpg" not in " ".join(told)


def test_every_kind_of_control_is_used() -> None:
    kinds = {"theme": Choice, "threads": Number, "write_log": Switch, "export_name": Line}
    from workstation.app.settings.editors import editor

    for name, kind in kinds.items():
        assert type(editor(name)) is kind


# About


def test_about_tells_versions_networks_and_licences(driver: Driver) -> None:
    driver.do("about")
    sheet = driver.window._sheets["about"]
    assert isinstance(sheet, About)
    views = sheet.findChildren(QPlainTextEdit)
    texts = {view.accessibleName(): view.toPlainText() for view in views}
    versions = texts["Versions of all parts"]
    networks = texts["The networks and their cards"]
    for part in about.parts():
        assert part.version in sheet.versions
    assert "Qt 6" in versions
    for card in cards():
        assert card.sha256 in networks
        assert card.licence in networks
        assert "NOT" not in networks
    assert texts["Licences of all parts"] == about.notices()
    copy = next(
        button for button in sheet.findChildren(QAbstractButton) if "versions" in button.text()
    )
    copy.click()
    assert QApplication.clipboard().text() == sheet.versions
