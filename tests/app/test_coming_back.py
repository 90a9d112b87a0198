"""A result leads back to its photo, a project to its earlier versions, and newer steps are kept."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton

from tests.app.drive import Driver
from workstation.core import crash_log, edits, project
from workstation.core.io.export import ExportOptions
from workstation.core.io.state import state_folder


def _press(driver: Driver, words: str) -> None:
    buttons = driver.window.messages.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()


def _mine(portrait: Path, folder: Path) -> Path:
    path = folder / "mine.jpg"
    path.write_bytes(portrait.read_bytes())
    return path


def test_a_result_leads_back_to_its_photo_and_recipe(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    mine, result = _mine(portrait, tmp_path), tmp_path / "elsewhere" / "result.png"
    result.parent.mkdir()
    driver.open(mine)
    driver.restore()
    driver.answers.export_to = result, ExportOptions()
    driver.do("export")
    driver.settle()
    recipe = driver.current.recipe
    driver.do("close")
    driver.settle()
    driver.open(result)
    assert "Heirloom made this picture of “mine.jpg”" in driver.said
    _press(driver, "Continue this restoration")
    driver.settle()
    assert driver.current.photo.path == mine
    assert driver.current.recipe == recipe


def test_a_result_beside_its_photo_does_so_where_nothing_is_remembered(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.settings.choose("remember_photos", False)
    mine, result = _mine(portrait, tmp_path), tmp_path / "mine-restored.png"
    driver.open(mine)
    driver.restore()
    driver.answers.export_to = result, ExportOptions()
    driver.do("export")
    driver.settle()
    recipe = driver.current.recipe
    driver.do("close")
    driver.settle()
    driver.open(result)
    _press(driver, "Continue this restoration")
    driver.settle()
    assert driver.current.photo.path == mine
    assert driver.current.recipe == recipe
    assert driver.names[-1] == "Continue this restoration"


def test_the_last_five_versions_of_a_project_are_kept(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(_mine(portrait, tmp_path))
    driver.restore()
    driver.answers.save_to = tmp_path / "mine.heirloom"
    first = driver.current.recipe
    for position in (100, 200, 300, 400, 500):
        driver.do("save")
        driver.settle()
        driver.drag("colour", "vividness", position)
    driver.do("save")
    driver.settle()
    found = edits.versions(driver.answers.save_to)
    assert len(found) == 5
    assert project.recipe_of(found[-1].path) == first
    driver.drag("colour", "vividness", 600)
    driver.do("save")
    driver.settle()
    assert len(edits.versions(driver.answers.save_to)) == 5
    driver.window.workspace.take_version(found[0])
    assert driver.current.recipe == project.recipe_of(found[0].path)
    assert driver.current.history.can_undo


def test_steps_of_a_newer_version_are_off_and_written_back(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    driver.open(_mine(portrait, tmp_path))
    driver.restore()
    path = driver.answers.save_to = tmp_path / "mine.heirloom"
    driver.do("save")
    driver.settle()
    driver.do("close")
    driver.settle()
    data = json.loads(path.read_text())
    newer = {"kind": "hologram", "version": 7, "depth": [1, {"a": 2}]}
    data["steps"]["newer"] = newer
    data["history"]["entries"][-1]["recipe"].append("newer")
    data["of the future"] = {"kept": True}
    path.write_text(json.dumps(data))
    driver.open(path)
    assert "Steps of a newer version are switched off" in driver.said
    driver.drag("colour", "vividness", 700)
    driver.do("save")
    driver.settle()
    again = json.loads(path.read_text())
    assert newer in again["steps"].values()
    assert again["of the future"] == {"kept": True}


def test_details_of_a_mistake_name_nobody_without_a_yes(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    mine = _mine(portrait, tmp_path)
    driver.open(mine)
    driver.window.show_broken(f"Traceback: no such thing in {mine} or other-photo.tif")
    (sheet,) = driver.window._sheets.values()
    view = sheet.findChild(QPlainTextEdit)
    assert "Traceback: no such thing in <photo 1> or <photo>" in view.toPlainText()
    assert "heirloom" in view.toPlainText()
    assert "mine" not in view.toPlainText()
    sheet.findChild(QCheckBox).setChecked(True)
    assert str(mine) in view.toPlainText()
    sheet.close()


def test_where_a_crashed_program_stood_is_told_once() -> None:
    assert crash_log.last_crash() == ""
    crash_log.folder().mkdir(parents=True)
    (crash_log.folder() / "99999999-crashed.log").write_text("Fatal Python error: Segmentation")
    assert "Segmentation" in crash_log.last_crash()
    assert crash_log.last_crash() == ""
    written = crash_log.watch_crashes()
    crash_log.end_watching(written)
    assert list(crash_log.folder().iterdir()) == []


def test_all_that_is_remembered_goes_at_one_place(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    from workstation.app.settings.privacy import PrivacyPage

    driver.open(_mine(portrait, tmp_path))
    driver.restore()
    driver.answers.export_to = tmp_path / "result.png", ExportOptions()
    driver.do("export")
    driver.settle()
    driver.do("close")
    driver.settle()
    assert list(state_folder("edits").iterdir())
    assert driver.settings.recent
    page = PrivacyPage(driver.window.preferences)
    page.delete_all()
    page.deleteLater()
    assert not list(state_folder("edits").iterdir())
    assert not driver.settings.recent
