"""Several windows and programs on one queue, what each hears of the others, and the end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from resources.text import Text
from tests.app.drive import Driver
from tests.app.queue.conftest import AMONG_OTHERS
from tests.app.queue.hands import (
    LONG,
    add,
    choose,
    end,
    seen,
    shown,
)
from tests.batch import killing
from tests.batch.conftest import one_under_way
from workstation.app import queue_program
from workstation.batch.items import Failure
from workstation.batch.store import Store
from workstation.batch.workers import Worker

WITNESS = (
    "import os, pathlib, subprocess, sys\n"
    "code = subprocess.call(sys.argv[2:])\n"
    "pathlib.Path(sys.argv[1], str(os.getpid())).touch()\n"
    "sys.exit(code)"
)
"""Starts a program, and leaves a file in a folder when it has ended."""


def test_pausing_and_stopping_are_heard_by_every_program(driver: Driver, box: Path) -> None:
    add(driver, box)
    with Store(driver.queue) as store:
        worker = Worker.of_this_process()
        store.enlist(worker, 60)
        claim = store.claim(worker, 60)
        assert claim is not None
        seen(driver)
        assert driver.window.queue.activity == "working"
        driver.do("queue_pause")
        driver.until(lambda: store.control == "pause")
        driver.until(lambda: driver.window.queue.activity == "pausing")
        driver.do("queue_stop")
        driver.until(lambda: driver.window.queue.activity == "stopping")
        store.release(claim)
        store.dismiss(worker)
        driver.until(lambda: driver.window.queue.activity == "idle")
        assert store.control == "stop"


def test_starting_a_queue_that_another_program_works_on_starts_no_second_one(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    started: list[Path] = []
    monkeypatch.setattr(queue_program, "start", lambda *paths: started.append(paths[0]))
    with Store(driver.queue) as store:
        store.control = "pause"
        worker = Worker.of_this_process()
        store.enlist(worker, 60)
        driver.until(lambda: driver.window.queue.activity == "paused")
        driver.do("queue_start")
        driver.until(lambda: driver.window.queue.activity == "working")
        assert started == []
        store.dismiss(worker)  # it ended at this very moment: somebody must go on
        driver.until(lambda: started)
        store.control = "stop"
        driver.settle()


def test_one_press_on_start_starts_one_program(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    started: list[Path] = []
    monkeypatch.setattr(queue_program, "start", lambda *paths: started.append(paths[0]))
    driver.do("queue_start")
    driver.window.queue.poll()
    driver.until(lambda: started)
    for _ in range(3):
        driver.window.queue.poll()
        driver.settle()
    assert started == [driver.queue]
    assert driver.window.queue.activity == "starting"


def test_two_windows_that_start_at_the_same_moment_keep_one_program(
    driver: Driver,
    box: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    real: Callable[[], list[str]],
) -> None:
    ended = tmp_path / "ended"
    ended.mkdir()
    witnessed = [sys.executable, "-c", WITNESS, str(ended), *real()]
    monkeypatch.setattr(
        queue_program, "command_line", lambda: [sys.executable, "-c", AMONG_OTHERS, *witnessed]
    )
    other = Driver(tmp_path / "other" / "settings.json")
    other.window.queue.path = driver.queue
    other.start()
    other.do("page_queue")
    add(driver, box)
    other.until(lambda: other.can("queue_start"))
    asked: list[tuple[Path, ...]] = []
    with monkeypatch.context() as waiting:
        waiting.setattr(queue_program, "start", lambda *paths: asked.append(paths))
        for window in (driver, other):
            window.do("queue_start")
        driver.until(lambda: len(asked) == 2)
    with Store(driver.queue) as store:

        def alone(holds: Callable[[], bool]) -> bool:
            assert store.worker_counts()[0] <= 1
            return holds()

        for paths in asked:
            queue_program.start(*paths)
        with one_under_way(store):
            driver.until(lambda: alone(lambda: any(ended.iterdir())), LONG)
            assert store.worker_counts() == (1, 0)
        for window in (driver, other):
            driver.until(lambda w=window: alone(lambda: "The queue is done" in w.said), LONG)
        driver.until(lambda: store.worker_counts() == (0, 0), LONG)
    other.settle()
    other.finish()
    assert killing.wrong(driver.queue, tmp_path / "out", 3) == []


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


def test_a_disk_that_is_full_stops_the_queue_and_says_so(
    driver: Driver, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, box)
    with Store(driver.queue) as store:

        def start(*_: Path) -> None:
            worker = Worker.of_this_process()
            claim = store.claim(worker, 60)
            assert claim is not None
            store.fail(claim, Failure(Text("The disk is full."), Text("Make room."), "disk"))
            store.dismiss(worker)

        monkeypatch.setattr(queue_program, "start", start)
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
