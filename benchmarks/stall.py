"""Does the window freeze? Gaps of its event loop while a 24-megapixel photo is coloured.

python -m benchmarks.stall [--quick]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from benchmarks.child import python
from benchmarks.driver import settled, spin, window_with
from benchmarks.table import Figure, print_table
from workstation.app.window import Window
from workstation.core.io.export import ExportOptions

_TICK_MS = 1


class Pulse:
    """Feels the event loop every millisecond, and remembers how late it was."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append(1000 * (now - self._last))
        self._last = now

    def during(self, work: Callable[[], None]) -> list[float]:
        """The gaps while something goes on."""
        self.gaps_ms = []
        self._last = time.perf_counter()
        self._timer.start()
        work()
        self._timer.stop()
        return sorted(self.gaps_ms)


def figures(what: str, gaps_ms: list[float]) -> list[Figure]:
    total = sum(gaps_ms)
    percentile = gaps_ms[int(0.99 * (len(gaps_ms) - 1))]
    # Weighted by time: how long does a click wait at most in 99 of 100 moments? Counted by ticks,
    # many short gaps hide a long one.
    passed, longest_wait = 0.0, gaps_ms[-1]
    for gap in gaps_ms:
        passed += gap
        if passed >= 0.99 * total:
            longest_wait = gap
            break
    note = f"{longest_wait:.1f} ms weighted by time; {len(gaps_ms)} ticks in {total / 1000:.1f} s"
    return [
        Figure(f"{what}: p99", percentile, "ms", 33, note),
        Figure(f"{what}: longest", gaps_ms[-1], "ms", 100),
    ]


def restored(window: Window) -> None:
    window.session.restore()
    spin(lambda: window.session.step("colour") is not None and settled(window))


def looked_at(window: Window) -> None:
    """Zoom in, wander, and come back."""
    for zoom in (1.0, 2.0, 0.5):
        window.photo_page.canvas.zoom_to(zoom)
        spin(lambda: settled(window))
    window.photo_page.canvas.fit()
    spin(lambda: settled(window))


def exported(window: Window, folder: Path) -> None:
    done: list[object] = []
    window.session.exported.connect(done.append)
    window.session.export(folder / "result.jpg", ExportOptions())
    spin(lambda: bool(done))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="6 instead of 24 megapixels")
    size = ("3000", "2000") if arguments.parse_args().quick else ("6000", "4000")
    rows: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python("-m", "benchmarks.inputs", "jpeg", str(folder / "scan.jpg"), *size)
        with window_with(folder / "scan.jpg") as window:
            pulse = Pulse()
            for what, work in (
                ("colouring", lambda: restored(window)),
                ("zooming", lambda: looked_at(window)),
                ("exporting", lambda: exported(window, folder)),
            ):
                rows += figures(what, pulse.during(work))
    megapixels = int(size[0]) * int(size[1]) / 1e6
    print_table(f"Stall: gaps of the event loop, {megapixels:.0f} megapixels", rows)


if __name__ == "__main__":
    main()
