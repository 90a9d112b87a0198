"""The page for many photos, used as its users do; the photos are restored by a real program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.app.drive import Driver
from tests.batch import killing
from tests.batch.photos import batch, put
from workstation.app.queue import program
from workstation.app.queue.page import QueuePage
from workstation.batch import gather
from workstation.batch.items import Failure, State
from workstation.batch.store import Store
from workstation.core.errors import HeirloomError
from workstation.core.recipe import Recipe
from workstation.core.steps import Tone

LONG = 600.0
"""Seconds in which a program of its own has surely begun, and done some photos."""


AMONG_OTHERS = (
    "import os, subprocess, sys\n"
    "getattr(os, 'setsid', int)()\n"
    "sys.exit(subprocess.call(sys.argv[1:]))"
)
"""Starts a program in a session that it shares, so that it does not step back behind all others: on
a busy computer these tests would take for ever."""


@pytest.fixture(autouse=True)
def real(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The program's own command line; the one in its place runs the same more quickly."""
    real = program.command_line
    monkeypatch.setattr(
        program, "command_line", lambda: [sys.executable, "-c", AMONG_OTHERS, *real()]
    )
    return real


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder of three small photos."""
    for number in (1, 2, 10):
        put(tmp_path / "box" / f"scan {number}.png")
    return tmp_path / "box"


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened on the desktop."""
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


@pytest.fixture
def end_runners(driver: Driver) -> Iterator[None]:
    """Let no program go on after the test."""
    yield
    if driver.queue.exists():
        with Store(driver.queue) as store:
            store.control = "stop"
            driver.until(lambda: store.programs()[0] == 0)


def page_of(driver: Driver) -> QueuePage:
    page = driver.window.made_page("queue")
    assert isinstance(page, QueuePage)
    return page


def add(driver: Driver, *paths: Path) -> None:
    """Add photos as a user does, with results beside their folder."""
    driver.answers.paths = list(paths)
    driver.answers.batch = batch(driver.queue.parents[1] / "out", template="{stem}.{ext}")
    before = len(driver.window.queue.items)
    driver.do("queue_add")
    driver.until(lambda: len(driver.window.queue.items) > before)
    driver.settle()


def shown(driver: Driver) -> list[str]:
    model = page_of(driver).model
    return [model.index(row).data() for row in range(model.rowCount())]


def choose(driver: Driver, *names: str) -> None:
    items = driver.window.queue.items.values()
    numbers = {item.source.name: item.id for item in items}
    page_of(driver).list.choose([numbers[name] for name in names])
    page_of(driver).list.setFocus()


def seen(driver: Driver) -> None:
    """Let the window see what the queue holds now."""
    looks: list[object] = []
    driver.window.queue.looked.connect(looks.append)
    driver.window.queue.look()
    driver.until(lambda: looks)
    driver.window.queue.looked.disconnect(looks.append)


def end(driver: Driver, *states: State) -> None:
    """Let the first items end, as a program would."""
    with Store(driver.queue) as store:
        for state in states:
            claim = store.claim("somebody", 60)
            assert claim is not None
            if state == "failed":
                store.fail(claim, Failure("It is cut off.", "Scan it again."))
            elif state == "skipped":
                store.skip(claim)
    seen(driver)


def button(driver: Driver, words: str) -> QPushButton:
    bars = driver.window.messages.findChildren(QPushButton)
    return next(found for found in bars if found.text() == words)


# Beginning


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


def test_a_box_is_restored_by_a_program_of_its_own_and_the_end_says_what_came_of_it(
    driver: Driver, box: Path, tmp_path: Path
) -> None:
    (box / "broken.jpg").write_bytes(b"")
    add(driver, box)
    assert driver.window.page == "queue"
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
    monkeypatch.setattr(program, "command_line", lambda: ["/nowhere/heirloom"])
    driver.do("queue_start")
    driver.until(lambda: driver.said)
    assert "/nowhere/heirloom that restores the queue cannot be started" in driver.said
    assert driver.window.queue.activity == "idle"


def test_a_program_that_ends_again_and_again_is_given_up_with_what_it_said(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    code = "import sys; sys.exit('heirloom batch run: The moon is full.')"
    monkeypatch.setattr(program, "command_line", lambda: [sys.executable, "-c", code])
    driver.do("queue_start")
    driver.until(lambda: driver.said, LONG)
    assert "ended before all was done" in driver.said
    assert "The moon is full." in driver.said
    assert driver.can("queue_start")


# Adding


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
    assert driver.answers.asked == ["folder", "add to queue"]
    assert not driver.queue.exists()


def test_what_cannot_be_added_is_told(driver: Driver, box: Path) -> None:
    driver.answers.paths = [box / "nothing.png"]
    driver.answers.batch = batch(box.parent / "out")
    driver.do("queue_add")
    driver.until(lambda: driver.said)
    assert "There is no file or folder" in driver.said


# The list


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
    assert driver.window.page == "photo"
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
    assert page.peek.isVisible()
    assert [word for word, _ in page.peek._shown] == ["Before", "After"]
    driver.until(lambda: all(page.pictures.get(picture) for _, picture in page.peek._shown))
    after = page.pictures.get(page.peek._shown[1][1])
    assert after is not None
    assert after.width() == 300
    driver.do("queue_peek")
    assert not page.peek.isVisible()
    at = page.list.visualRect(page.model.index(1)).center()
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, page.list.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.list.viewport(), help_)
    assert page.peek.isVisible()
    assert [word for word, _ in page.peek._shown] == ["Before"]
    QTest.mouseMove(page.list.viewport(), QPoint(20, 300))
    page.list.verticalScrollBar().valueChanged.emit(1)
    assert not page.peek.isVisible()
    driver.settle()


def test_a_photo_that_cannot_be_read_has_an_icon_for_a_picture(driver: Driver, box: Path) -> None:
    (box / "broken.png").write_bytes(b"nothing")
    add(driver, box / "broken.png")
    page = page_of(driver)
    from workstation.app.queue.pictures import ROW_PX, Picture

    (item,) = driver.window.queue.items.values()
    driver.until(lambda: page.pictures.get(Picture.before(item, ROW_PX)) is not None)
    image = page.pictures.get(Picture.before(item, ROW_PX))
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


# Pausing, and several who look


def test_pausing_and_stopping_are_wishes_that_every_program_hears(
    driver: Driver, box: Path
) -> None:
    add(driver, box)
    with Store(driver.queue) as store:
        store.enlist("elsewhere/1/x", 60)
        claim = store.claim("elsewhere/1/x", 60)
        assert claim is not None
        seen(driver)
        assert driver.window.queue.activity == "working"
        driver.do("queue_pause")
        driver.until(lambda: store.control == "pause")
        driver.until(lambda: driver.window.queue.activity == "pausing")
        driver.do("queue_stop")
        driver.until(lambda: driver.window.queue.activity == "stopping")
        store.release(claim)
        store.dismiss("elsewhere/1/x")
        driver.until(lambda: driver.window.queue.activity == "idle")
        assert store.control == "stop"


def test_starting_a_queue_that_another_program_works_on_starts_no_second_one(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    started: list[Path] = []
    monkeypatch.setattr(program, "start", lambda *paths: started.append(paths[0]))
    with Store(driver.queue) as store:
        store.control = "pause"
        store.enlist("elsewhere/1/x", 60)
        driver.until(lambda: driver.window.queue.activity == "paused")
        driver.do("queue_start")
        driver.until(lambda: driver.window.queue.activity == "working")
        assert started == []
        store.dismiss("elsewhere/1/x")  # it ended at this very moment: somebody must go on
        driver.until(lambda: started)
        store.control = "stop"
        driver.settle()


def test_one_press_on_start_starts_one_program(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    started: list[Path] = []
    monkeypatch.setattr(program, "start", lambda *paths: started.append(paths[0]))
    driver.do("queue_start")
    driver.window.queue.look()
    driver.until(lambda: started)
    for _ in range(3):
        driver.window.queue.look()
        driver.settle()
    assert started == [driver.queue]
    assert driver.window.queue.activity == "starting"


def test_two_windows_that_start_at_the_same_moment_keep_one_program(
    driver: Driver, box: Path, tmp_path: Path
) -> None:
    for number in range(12):
        put(box / f"more {number}.png", 1200)
    other = Driver(tmp_path / "other" / "settings.json")
    other.window.queue.path = driver.queue
    other.start()
    other.do("page_queue")
    add(driver, box)
    other.until(lambda: other.can("queue_start"))
    for window in (driver, other):
        window.do("queue_start")
    most = 0
    with Store(driver.queue) as store:

        def done() -> bool:
            nonlocal most
            most = max(most, store.programs()[0])
            return all("The queue is done" in window.said for window in (driver, other))

        driver.until(done, LONG)
        assert most == 1
        driver.until(lambda: store.programs() == (0, 0), LONG)
    other.settle()
    other.finish()
    assert killing.wrong(driver.queue, tmp_path / "out", 15) == []


def test_two_windows_see_the_same_queue(driver: Driver, box: Path, tmp_path: Path) -> None:
    other = Driver(tmp_path / "other" / "settings.json")
    other.window.queue.path = driver.queue
    other.start()
    other.do("page_queue")
    add(driver, box)
    other.until(lambda: shown(other) == shown(driver))
    choose(other, "scan 2.png")
    other.do("queue_remove")
    driver.until(lambda: shown(driver) == ["scan 1.png", "scan 10.png"])
    other.settle()
    other.finish()


def test_a_damaged_queue_is_told_once_and_the_window_goes_on(
    tmp_path: Path, portrait: Path
) -> None:
    driver = Driver(tmp_path / "settings.json")
    driver.queue.write_bytes(b"no database " * 500)
    driver.start()
    driver.until(lambda: driver.said)
    assert "is damaged" in driver.said
    driver.open(portrait)
    assert driver.said.count("is damaged") == 1
    driver.finish()


# The end


def test_a_disk_that_is_full_stops_the_queue_and_says_so(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    with Store(driver.queue) as store:

        def start(*_: Path) -> None:
            claim = store.claim("somebody", 60)
            assert claim is not None
            store.fail(claim, Failure("The disk is full.", "Make room.", "disk"))

        monkeypatch.setattr(program, "start", start)
        driver.do("queue_start")
        driver.until(lambda: "The disk is full. Make room." in driver.said)
        assert store.counts()["failed"] == 1
        assert store.counts()["waiting"] == 2


def test_at_the_end_the_desktop_is_told_if_the_window_is_not_in_front(
    driver: Driver, box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    send = tmp_path / "bin" / "notify-send"
    send.parent.mkdir()
    send.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{told}.new"; mv "{told}.new" "{told}"\n')
    send.chmod(0o755)
    monkeypatch.setenv("PATH", str(send.parent), prepend=":")
    add(driver, box)
    monkeypatch.setattr(type(driver.window), "isActiveWindow", lambda _: False)
    end(driver, "skipped", "failed")
    assert driver.said == ""
    end(driver, "skipped")
    driver.until(told.exists)
    assert "2 photos restored, 1 failed" in told.read_text(encoding="utf-8")
    assert "Each one that failed says why" in driver.said


def close(driver: Driver) -> None:
    driver.window.close()
    driver.window.deleteLater()


def again(settings: Path) -> Driver:
    driver = Driver(settings)
    driver.start()
    driver.until(lambda: driver.said)
    return driver


def at_work(driver: Driver, box: Path) -> None:
    """A queue that is at work long enough to close the window meanwhile."""
    for number in range(12):
        put(box / f"more {number}.png", 1000)
    add(driver, box)
    driver.do("queue_start")
    driver.until(lambda: driver.window.queue.counts["done"] > 0, LONG)


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_closing_asks_and_what_was_paused_goes_on_at_the_next_start(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    driver = Driver(settings_path)
    driver.start()
    at_work(driver, box)
    driver.answers.leaving_queue = "stay"
    driver.window.close()
    assert driver.window.isVisible()
    driver.answers.leaving_queue = "pause"
    close(driver)
    assert driver.answers.asked.count("leave queue") == 2
    with Store(driver.queue) as store:
        driver.until(lambda: store.programs() == (0, 0), LONG)
        left = store.counts()
        assert left["waiting"] > 0
        assert left["running"] == 0
    following = again(settings_path)
    assert "The queue goes on. To be done:" in following.said
    following.until(lambda: "The queue is done" in following.said, LONG)
    following.finish()
    assert killing.wrong(driver.queue, tmp_path / "out", 15) == []


def test_what_goes_on_in_the_background_is_found_at_work_by_the_next_window(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    driver = Driver(settings_path)
    driver.start()
    at_work(driver, box)
    close(driver)
    following = again(settings_path)
    assert "The queue is at work. To be done:" in following.said
    button(following, "Show the queue").click()
    assert following.window.page == "queue"
    following.until(lambda: "The queue is done" in following.said, LONG)
    following.finish()
    assert killing.wrong(driver.queue, tmp_path / "out", 15) == []


def test_photos_that_nobody_began_are_offered_at_the_next_start(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    with Store(settings_path.with_name("queue.sqlite")) as store:
        gather.add(store, [box], batch(tmp_path / "out"))
        driver = again(settings_path)
        assert "not begun yet: 3 photos" in driver.said
        button(driver, "Start").click()
        driver.until(lambda: "The queue is done: 3 photos restored." in driver.said, LONG)
        driver.finish()


def test_what_a_power_cut_ended_goes_on_by_itself(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    with Store(settings_path.with_name("queue.sqlite")) as store:
        gather.add(store, [box], batch(tmp_path / "out"))
        process = killing.runner(store.path)
        until(lambda: store.programs()[0] == 1)
        process.kill()
        process.wait()
        driver = again(settings_path)
        driver.until(lambda: "The queue is done: 3 photos restored." in driver.said, LONG)
        driver.finish()
        until(lambda: store.programs() == (0, 0))  # it says that all is done before it ends


def until(holds: Callable[[], bool]) -> None:
    import time

    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_wishes_of_an_unreachable_queue_are_answered_in_two_sentences(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)

    def broken(*_: object) -> Store:
        raise HeirloomError("The queue cannot be used.", "Choose another file.")

    monkeypatch.setattr("workstation.batch.store.Store", broken)
    driver.do("queue_start")
    driver.until(lambda: "The queue cannot be used. Choose another file." in driver.said)
