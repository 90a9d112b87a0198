"""The window closes, the queue goes on or pauses, and the next window finds it."""

from __future__ import annotations

from pathlib import Path

from tests.app.drive import Driver
from tests.app.queue.hands import (
    LONG,
    again,
    at_work,
    button,
    close,
    until,
)
from tests.batch import killing
from tests.batch.photos import batch
from workstation.batch import intake
from workstation.batch.store import Store


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
        driver.until(lambda: store.worker_counts() == (0, 0), LONG)
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
    assert following.window.pages.name == "queue"
    following.until(lambda: "The queue is done" in following.said, LONG)
    following.finish()
    assert killing.wrong(driver.queue, tmp_path / "out", 15) == []


def test_photos_that_nobody_began_are_offered_at_the_next_start(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    with Store(settings_path.with_name("queue.sqlite")) as store:
        intake.add(store, [box], batch(tmp_path / "out"))
        driver = again(settings_path)
        assert "not begun yet: 3 photos" in driver.said
        button(driver, "Start").click()
        driver.until(lambda: "The queue is done: 3 photos restored." in driver.said, LONG)
        driver.finish()


def test_what_a_power_cut_ended_goes_on_by_itself(
    tmp_path: Path, box: Path, settings_path: Path
) -> None:
    with Store(settings_path.with_name("queue.sqlite")) as store:
        intake.add(store, [box], batch(tmp_path / "out"))
        process = killing.runner(store.path)
        until(lambda: store.worker_counts()[0] == 1)
        process.kill()
        process.wait()
        driver = again(settings_path)
        driver.until(lambda: "The queue is done: 3 photos restored." in driver.said, LONG)
        driver.finish()
        until(lambda: store.worker_counts() == (0, 0))  # it says that all is done before it ends
