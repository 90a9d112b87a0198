"""The page for many photos: begin, add, be told; the photos are restored by a real program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.app.drive import Driver
from tests.app.queue.hands import (
    LONG,
    add,
    button,
    end,
    page_of,
    shown,
)
from tests.batch.photos import batch
from workstation.app import queue_program
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError


def test_an_empty_queue_invites_and_offers_nothing_but_to_add(driver: Driver) -> None:
    driver.do("page_queue")
    page = page_of(driver)
    assert page._invitation.isVisible()
    assert not page.header.isVisible()
    assert driver.can("queue_add")
    for command in ("start", "pause", "stop", "retry", "report", "open", "remove", "clear_done"):
        assert not driver.can(f"queue_{command}"), command
    assert not driver.queue.exists()
    assert driver.window.windowTitle() == "Queue – Heirloom"
    assert not driver.can("restore")
    assert not driver.can("tool_brush")


def test_a_photo_with_unsaved_work_does_not_mark_the_queue_as_unsaved(
    driver: Driver, portrait: Path
) -> None:
    driver.open(portrait)
    driver.restore()
    assert driver.window.isWindowModified()
    driver.do("page_queue")
    assert not driver.window.isWindowModified()
    driver.do("page_photo")
    assert driver.window.isWindowModified()


def test_a_box_is_restored_by_a_program_of_its_own_and_the_end_says_what_came_of_it(
    driver: Driver, box: Path, tmp_path: Path
) -> None:
    (box / "broken.jpg").write_bytes(b"")
    add(driver, box)
    assert driver.window.pages.name == "queue"
    assert shown(driver) == ["broken.jpg", "scan 1.png", "scan 2.png", "scan 10.png"]
    driver.do("queue_start")
    driver.until(lambda: driver.window.queue.activity == "working")
    assert not driver.can("queue_start")
    assert driver.can("queue_pause")
    driver.until(lambda: "The queue is done" in driver.said, LONG)
    assert "3 photos restored, 1 failed" in driver.said
    assert driver.window.queue.activity == "finished"
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == ["scan 1.png", "scan 10.png", "scan 2.png"]
    page = page_of(driver)
    assert "1 photo failed" in page.header._said.text()
    told = [page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert "broken.jpg, Failed, broken.jpg is empty: it has 0 bytes" in told[0]
    assert "scan 1.png, Done, to scan 1.png" in told[1]
    driver.settle()


def test_the_program_is_found_installed_and_bundled(
    monkeypatch: pytest.MonkeyPatch, real: Callable[[], list[str]]
) -> None:
    assert real() == [sys.executable, "-m", "workstation.cli"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for bundled, expected in (
        ("/opt/heirloom/heirloom-window", "/opt/heirloom/heirloom"),
        ("/apps/Heirloom/heirloom-window.exe", "/apps/Heirloom/heirloom.exe"),
    ):
        monkeypatch.setattr(sys, "executable", bundled)
        assert [Path(part) for part in real()] == [Path(expected)]


def test_a_program_that_cannot_be_started_is_told_in_two_sentences(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    monkeypatch.setattr(queue_program, "command_line", lambda: ["/nowhere/heirloom"])
    driver.do("queue_start")
    driver.until(lambda: driver.said)
    assert "/nowhere/heirloom that restores the queue cannot be started" in driver.said
    assert driver.window.queue.activity == "idle"


def test_a_program_that_ends_again_and_again_is_given_up_with_what_it_said(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    code = "import sys; sys.exit('heirloom batch run: The moon is full.')"
    monkeypatch.setattr(queue_program, "command_line", lambda: [sys.executable, "-c", code])
    driver.do("queue_start")
    driver.until(lambda: driver.said, LONG)
    assert "ended before all was done" in driver.said
    assert "The moon is full." in driver.said
    assert driver.can("queue_start")


def test_files_dropped_on_the_page_are_added_and_not_opened(driver: Driver, box: Path) -> None:
    driver.do("page_queue")
    page = page_of(driver)
    driver.answers.batch = batch(box.parent / "out")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(box))])
    at, copy = QPointF(50, 50), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(at, copy, data, left, none))
    driver.until(lambda: len(driver.window.queue.items) == 3)
    driver.settle()
    assert driver.answers.asked == ["add to queue"]
    assert driver.window.session.photos == []
    assert "3 photos added" in driver.window.status.told


def test_nothing_is_added_if_the_user_thinks_better_of_it(driver: Driver, box: Path) -> None:
    driver.answers.paths = [box]
    driver.do("queue_add_folder")
    driver.settle()
    assert driver.answers.asked == ["folder to add", "add to queue"]
    assert not driver.queue.exists()


def test_what_cannot_be_added_is_told(driver: Driver, box: Path) -> None:
    driver.answers.paths = [box / "nothing.png"]
    driver.answers.batch = batch(box.parent / "out")
    driver.do("queue_add")
    driver.until(lambda: driver.said)
    assert "There is no file or folder" in driver.said


def test_the_report_is_written_where_the_user_says_and_can_be_read(
    driver: Driver, box: Path, folders: list[Path], tmp_path: Path
) -> None:
    add(driver, box)
    driver.answers.report = tmp_path / "report"
    driver.do("queue_report")
    driver.until(lambda: "The report is in" in driver.window.status.told)
    assert (tmp_path / "report" / "report.html").exists()
    driver.window.status._told._button.click()
    assert folders == [tmp_path / "report" / "report.html"]


def test_the_report_is_offered_at_the_end_wherever_the_user_is(
    driver: Driver, box: Path, tmp_path: Path
) -> None:
    add(driver, box)
    driver.do("page_photo")
    driver.answers.report = tmp_path / "report"
    end(driver, "skipped", "skipped", "skipped")
    button(driver, "Report…").click()
    driver.until(lambda: (tmp_path / "report" / "report.html").exists())
    driver.settle()


def test_the_wishes_of_an_unreachable_queue_are_answered_in_two_sentences(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)

    def broken(*_: object) -> Store:
        raise HeirloomError("The queue cannot be used.", "Choose another file.")

    monkeypatch.setattr("workstation.batch.store.Store", broken)
    driver.do("queue_start")
    driver.until(lambda: "The queue cannot be used. Choose another file." in driver.said)
