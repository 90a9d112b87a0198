"""What a user does on the page for many photos, and what is to be seen there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from resources.text import Text
from tests.app.drive import Driver
from tests.batch.photos import batch, put
from workstation.app.queue.page import QueuePage
from workstation.batch.items import Failure, State
from workstation.batch.store import Store
from workstation.batch.workers import Worker

LONG = 600.0
"""Seconds in which a program of its own has surely begun, and done some photos."""


def page_of(driver: Driver) -> QueuePage:
    page = driver.window.pages.made("queue")
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
    driver.window.queue.changed.connect(looks.append)
    driver.window.queue.poll()
    driver.until(lambda: looks)
    driver.window.queue.changed.disconnect(looks.append)


def end(driver: Driver, *states: State) -> None:
    """Let the first items end, as a program would."""
    with Store(driver.queue) as store:
        for state in states:
            claim = store.claim(Worker.of_this_process(), 60)
            assert claim is not None
            if state == "failed":
                store.fail(claim, Failure(Text("It is cut off."), Text("Scan it again.")))
            elif state == "skipped":
                store.skip(claim)
    seen(driver)


def button(driver: Driver, words: str) -> QPushButton:
    bars = driver.window.messages.findChildren(QPushButton)
    return next(found for found in bars if found.text() == words)


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


def until(holds: Callable[[], bool]) -> None:
    import time

    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
