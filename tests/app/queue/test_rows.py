"""The rows of the queue: filtered, moved, opened, shown large, removed, tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from resources.text import Text
from tests.app.drive import Driver
from tests.app.queue.hands import (
    LONG,
    add,
    choose,
    end,
    page_of,
    seen,
    shown,
)
from tests.batch.photos import batch, put
from workstation.app.queue import words
from workstation.batch.items import IN_DOUBT, Made
from workstation.batch.store import Store
from workstation.batch.workers import Worker
from workstation.core.diagnose.judge import MAYBE_COLOUR
from workstation.core.recipe import Recipe
from workstation.core.steps import Tone


def test_rows_are_filtered_by_state_and_words_and_sorted(driver: Driver, box: Path) -> None:
    add(driver, box)
    end(driver, "failed")
    page = page_of(driver)
    page.header.want("failed")
    assert shown(driver) == ["scan 1.png"]
    page.header.want(None)
    page.header.search.setText("10")
    assert shown(driver) == ["scan 10.png"]
    page.header.search.setText("moon")
    assert page._nothing.isVisible()
    page.header.search.setText("")
    page.header._sort.setCurrentIndex(page.header._sort.findData("state"))
    assert shown(driver) == ["scan 1.png", "scan 2.png", "scan 10.png"]
    counts = [b.text() for b in page.header._buttons.values() if b.isVisible()]
    assert counts == ["All 3", "Failed 1", "Waiting 2"]


def test_results_made_in_doubt_can_be_looked_through_together(driver: Driver, box: Path) -> None:
    add(driver, box)
    page = page_of(driver)
    doubtful = page.header._buttons["in doubt"]
    assert not doubtful.isVisible()
    with Store(driver.queue) as store:
        for warnings in ((), (Text(IN_DOUBT, doubt=MAYBE_COLOUR),)):
            claim = store.claim(Worker.of_this_process(), 60)
            assert claim is not None
            store.finish(claim, Made("", "", 1, "", "", 1.0, warnings))
    seen(driver)
    assert doubtful.text() == "To look through 1"
    doubtful.click()
    (name,) = shown(driver)
    assert "It may also be a photo in colour that has faded" in words.spoken(
        next(item for item in driver.window.queue.items.values() if item.source.name == name)
    )
    driver.window.queue.remove([item.id for item in driver.window.queue.items.values()])
    driver.until(lambda: not driver.window.queue.items)
    assert not driver.window.queue.in_doubt


def test_ctrl_f_searches_and_letters_go_into_the_search(driver: Driver, box: Path) -> None:
    add(driver, box)
    driver.window.activateWindow()
    driver.do("queue_search")
    search = page_of(driver).header.search
    driver.until(search.hasFocus)
    QTest.keyClicks(search, "rp 10")
    assert search.text() == "rp 10"
    assert driver.window.queue.control == "go"


def test_what_is_moved_up_is_done_first(driver: Driver, box: Path) -> None:
    add(driver, box)
    choose(driver, "scan 10.png")
    driver.do("queue_first")
    driver.until(lambda: shown(driver)[0] == "scan 10.png")
    assert page_of(driver).current is not None
    assert [item.source.name for item in page_of(driver).chosen] == ["scan 10.png"]
    driver.do("queue_later")
    driver.until(lambda: shown(driver) == ["scan 1.png", "scan 10.png", "scan 2.png"])
    driver.do("queue_earlier")
    driver.until(lambda: shown(driver) == ["scan 10.png", "scan 1.png", "scan 2.png"])
    choose(driver, "scan 10.png", "scan 1.png")
    driver.do("queue_last")
    driver.until(lambda: shown(driver) == ["scan 2.png", "scan 10.png", "scan 1.png"])
    with Store(driver.queue) as store:
        assert [item.source.name for item in store.items()] == shown(driver)


def test_dragging_a_row_moves_it_and_takes_none_away(driver: Driver, box: Path) -> None:
    add(driver, box)
    choose(driver, "scan 10.png")
    view = page_of(driver).list

    class FromView(QDropEvent):
        def source(self) -> QObject:
            return view

    middle = view.visualRect(view.model().index(0, 0)).center()
    at = QPointF(middle - QPoint(0, 20))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(FromView(at, Qt.DropAction.MoveAction, QMimeData(), left, none))
    driver.until(lambda: shown(driver) == ["scan 10.png", "scan 1.png", "scan 2.png"])
    driver.settle()


def test_a_done_photo_opens_with_its_recipe_and_a_failed_one_as_it_is(
    driver: Driver, box: Path
) -> None:
    recipe = Recipe((Tone(gamma=0.8),))
    driver.answers.paths = [box]
    driver.answers.batch = batch(box.parent / "out", recipe)
    driver.do("queue_add_folder")
    driver.until(lambda: len(driver.window.queue.items) == 3)
    end(driver, "skipped", "failed")
    choose(driver, "scan 1.png")
    driver.do("queue_open")
    driver.until(lambda: driver.window.session.current is not None)
    driver.settle()
    assert driver.window.pages.name == "photo"
    assert driver.names == ["Open", "As in the queue"]
    assert driver.window.session.step("tone") == Tone(gamma=0.8)
    assert not driver.current.unsaved
    driver.do("page_queue")
    choose(driver, "scan 2.png")
    driver.do("queue_open")
    driver.until(lambda: len(driver.window.session.photos) == 2)
    driver.settle()
    assert driver.names == ["Open"]


def test_before_and_after_are_shown_by_a_key_and_by_the_resting_pointer(
    driver: Driver, box: Path
) -> None:
    add(driver, box)
    end(driver, "skipped")
    page = page_of(driver)
    out = [item for item in driver.window.queue.items.values() if item.state == "skipped"]
    put(out[0].output, 300)
    choose(driver, "scan 1.png")
    driver.do("queue_peek")
    assert page.preview.isVisible()
    assert [word for word, _ in page.preview._shown] == ["Before", "After"]
    driver.until(lambda: all(page.thumbnails.get(picture) for _, picture in page.preview._shown))
    after = page.thumbnails.get(page.preview._shown[1][1])
    assert after is not None
    assert after.width() == 300
    driver.do("queue_peek")
    assert not page.preview.isVisible()
    at = page.list.visualRect(page.model.index(1)).center()
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, page.list.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.list.viewport(), help_)
    assert page.preview.isVisible()
    assert [word for word, _ in page.preview._shown] == ["Before"]
    QTest.mouseMove(page.list.viewport(), QPoint(20, 300))
    page.list.verticalScrollBar().valueChanged.emit(1)
    assert not page.preview.isVisible()
    driver.settle()


def test_a_photo_that_cannot_be_read_has_an_icon_for_a_picture(driver: Driver, box: Path) -> None:
    (box / "broken.png").write_bytes(b"nothing")
    add(driver, box / "broken.png")
    page = page_of(driver)
    from workstation.app.queue.thumbnails import ROW_PX, FileThumbnail

    (item,) = driver.window.queue.items.values()
    driver.until(lambda: page.thumbnails.get(FileThumbnail.before(item, ROW_PX)) is not None)
    image = page.thumbnails.get(FileThumbnail.before(item, ROW_PX))
    assert image is not None
    assert image.isNull()


def test_rows_are_removed_retried_and_cleared_without_touching_files(
    driver: Driver, box: Path, folders: list[Path]
) -> None:
    add(driver, box)
    end(driver, "failed", "skipped")
    choose(driver, "scan 2.png")
    driver.do("queue_show_folder")
    assert folders == [box.parent / "out"]
    driver.do("queue_clear_done")
    driver.until(lambda: shown(driver) == ["scan 1.png", "scan 10.png"])
    choose(driver, "scan 10.png")
    driver.do("queue_remove")
    driver.until(lambda: shown(driver) == ["scan 1.png"])
    driver.settle()
    assert len(list(box.iterdir())) == 3


@pytest.mark.usefixtures("end_runners")
def test_what_failed_is_tried_again_at_once(driver: Driver, box: Path, tmp_path: Path) -> None:
    add(driver, box / "scan 1.png")
    end(driver, "failed")
    assert not driver.can("queue_start")
    driver.do("queue_retry")
    driver.until(lambda: driver.window.queue.counts["done"] == 1, LONG)
    assert (tmp_path / "out" / "scan 1.png").exists()
