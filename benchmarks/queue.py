"""Does the editor stay usable while the queue is at work? Gaps of the window's event loop.

    python -m benchmarks.queue [--quick]

The real window with a photo, once with a queue that rests and once while a program of its own
restores scans with two workers; a user drags a slider and zooms all the while. Then the queue's
page with ten thousand rows, some of which change all the time.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.batch import good_scans
from benchmarks.child import python
from benchmarks.driver import settled, spin, window_with
from benchmarks.stall import Pulse, figures
from benchmarks.table import Figure, print_table
from workstation.app.queue.page import QueuePage
from workstation.app.window import Window
from workstation.batch import intake
from workstation.batch.store import Store
from workstation.batch.workers import Worker
from workstation.core import presets
from workstation.core.recipe import Recipe, replaced
from workstation.core.settings import Settings

_GESTURE_S = 0.033
_ZOOM_EVERY = 12
_ROWS = 10_000
_CHANGED_EVERY_S = 0.05


class OwnPulse(Pulse):
    """Also counts what the window's thread itself works between two ticks."""

    def during(self, work: Callable[[], None]) -> list[float]:
        """The gaps while something goes on."""
        self.own_ms: list[float] = []
        self._worked = time.thread_time()
        return super().during(work)

    def _beat(self) -> None:
        super()._beat()
        worked = time.thread_time()
        self.own_ms.append(1000 * (worked - self._worked))
        self._worked = worked


def edits(window: Window, seconds: float) -> None:
    """Drag a slider to and fro, and zoom now and then, as fast as a hand would."""
    started = time.monotonic()
    turn = 0
    while time.monotonic() - started < seconds:
        turn += 1
        vividness = 0.6 + 0.4 * (turn % 30) / 10
        step = replaced(window.session.step("colour"), vividness=vividness)
        window.session.set_step(step, "Vividness", gesture="drag")
        if turn % _ZOOM_EVERY == 0:
            window.photo_page.canvas.zoom_to((0.5, 1.0, 2.0)[turn // _ZOOM_EVERY % 3])
        until = started + turn * _GESTURE_S
        spin(lambda: time.monotonic() >= until)  # noqa: B023 - used up before the next turn
    window.photo_page.canvas.fit()
    spin(lambda: settled(window))


@contextmanager
def at_work(window: Window, folder: Path, count: int) -> Iterator[None]:
    """A program restores scans in colour with two workers, as the window starts it."""
    box = folder / "box"
    box.mkdir()
    good_scans(box, count, 0)
    settings = Settings(folder / "settings of the program.json")
    settings.choose("queue_workers", 2)
    os.environ["HEIRLOOM_SETTINGS"] = str(settings.path)
    queue = window.queue
    with Store(queue.path) as store:
        intake.add(store, [box], intake.Batch(folder / "out", presets.AUTOMATIC))
    window.queue.poll()
    spin(lambda: queue.pending == count)
    queue.start()
    spin(lambda: queue.counts["running"] == 2 and queue.counts["done"] > 0, 400)
    yield
    queue.stop_now()
    spin(lambda: queue.workers == 0)
    del os.environ["HEIRLOOM_SETTINGS"]


def niceness(queue: Path) -> list[str]:
    """Of the workers of the program that works on a queue, and of their session."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if str(queue) not in " ".join(process.info["cmdline"] or ()):
            continue
        for worker in process.children():
            session = Path("/proc", str(worker.pid), "autogroup")
            said = session.read_text().split()[-1] if session.exists() else "?"
            if "spawn_main" in " ".join(worker.cmdline()):
                found.append(f"{worker.nice()}, session {said}")
    return found


def beside_the_queue(folder: Path, seconds: float, count: int) -> Iterator[Figure]:
    """The editor alone, and beside a queue at work."""
    size = ("4000", "3000")
    python("-m", "benchmarks.inputs", "jpeg", str(folder / "scan.jpg"), *size)
    with window_with(folder / "scan.jpg") as window:
        window.session.restore()
        spin(lambda: window.session.step("colour") is not None and settled(window))
        pulse = OwnPulse()
        alone = pulse.during(lambda: edits(window, seconds))
        alone_own = sorted(pulse.own_ms)
        with at_work(window, folder, count):
            done = window.queue.counts["done"]
            beside = pulse.during(lambda: edits(window, seconds))
            own = sorted(pulse.own_ms)
            running, more = window.queue.counts["running"], window.queue.counts["done"] - done
            nice = niceness(window.queue.path)
        for figure in figures("editing, no queue", alone):
            yield Figure(figure.what, figure.value, figure.unit, note=figure.note)
        yield from figures("editing beside the queue", beside)
        for what, times in (("no queue", alone_own), ("beside the queue", own)):
            p99 = times[int(0.99 * (len(times) - 1))]
            note = "processor time between two ticks, whatever else the computer does"
            yield Figure(f"window's own work, {what}: p99", p99, "ms", 33, note)
        note = f"{running} under way at the end; niceness of the workers {nice}"
        yield Figure("photos done meanwhile", more, "", note=note)


def long_list(folder: Path, seconds: float) -> Iterator[Figure]:
    """The page with thousands of rows while the queue changes, and somebody scrolls and sorts."""
    with window_with(folder / "scan.jpg") as window:
        fill(window.queue.path, folder / "box", _ROWS)
        window.pages.show_page("queue")
        page = window.pages.made("queue")
        assert isinstance(page, QueuePage)
        spin(lambda: page.model.rowCount() == _ROWS)
        pulse = Pulse()
        gaps = pulse.during(lambda: scrolled(page, window.queue.path, seconds))
        yield from figures(f"queue page, {_ROWS} rows", gaps)
        box = page.header._sort
        for sort in ("name", "state", "time", "order"):
            started = time.perf_counter()
            box.setCurrentIndex(box.findData(sort))
            page.list.viewport().repaint()
            milliseconds = 1000 * (time.perf_counter() - started)
            yield Figure(f"sort {_ROWS} rows by {sort}", milliseconds, "ms")


def fill(queue: Path, box: Path, count: int) -> None:
    """Many rows for few photos."""
    scans = sorted(box.rglob("*.jpg"))
    with Store(queue) as store:
        intake.add(store, scans[:1], intake.Batch(box / "out", Recipe()))
    with sqlite3.connect(queue, isolation_level=None) as connection:
        names = "page, recipe, options, priority"
        query = (
            f"INSERT INTO items ({names}, identity, source, source_key, output, output_key,"
            f" position) SELECT {names}, ?1, ?2, ?2, ?3, ?3, ?4 FROM items WHERE id = 1"
        )
        connection.execute("BEGIN")
        for number in range(2, count + 1):
            source = os.fsencode(scans[number % len(scans)])
            output = os.fsencode(box / "out" / f"scan {number}.jpg")
            connection.execute(query, (str(number), source, output, number))
        connection.execute("COMMIT")
    connection.close()


def scrolled(page: QueuePage, queue: Path, seconds: float) -> None:
    """Scroll up and down while photos begin and end."""
    bar = page.list.verticalScrollBar()
    started = time.monotonic()
    turn = 0
    with Store(queue) as store:
        while time.monotonic() - started < seconds:
            turn += 1
            bar.setValue(bar.value() + (240 if turn // 100 % 2 == 0 else -240))
            if turn % 10 == 0:
                claim = store.claim(Worker.of_this_process(), 600)
                if claim is not None and turn % 20 == 0:
                    store.skip(claim)
            until = started + turn * _CHANGED_EVERY_S / 2
            spin(lambda: time.monotonic() >= until)  # noqa: B023 - used up before the next turn


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="for a quarter of the time")
    quick = arguments.parse_args().quick
    seconds, count = (6.0, 30) if quick else (24.0, 120)
    rows: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        rows += beside_the_queue(Path(name), seconds, count)
        rows += long_list(Path(name), seconds)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print_table(f"Queue: gaps of the window's event loop, load {load:.1f}", rows)


if __name__ == "__main__":
    main()
