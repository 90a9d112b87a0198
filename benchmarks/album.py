"""A whole album through the real window: thirty photos opened, restored, copied from, exported.

    python -m benchmarks.album [--photos 30]

Counts what was dropped on the way, how much memory it took, and how long the window kept its user
waiting: the time between two turns of its event loop.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QTimer

import resources
from benchmarks.driver import settled, spin, window_with
from benchmarks.table import Figure, print_table
from workstation.app.dialogs.export_all_dialog import ExportAllDialog
from workstation.app.main import SWITCH_S
from workstation.app.window import Window
from workstation.core.recipe import replaced
from workstation.core.steps import Colour

HEIGHT, WIDTH = 3000, 4000
_EDITED = 5
_TICK_MS = 5


def photos(folder: Path, count: int) -> list[Path]:
    """Photos of 12 megapixels, each of another lightness."""
    sample = cv2.imread(str(resources.find("samples", "portrait.jpg")), cv2.IMREAD_GRAYSCALE)
    assert sample is not None
    large = cv2.resize(sample, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    paths = []
    for number in range(count):
        paths.append(folder / f"{number:02}.jpg")
        lighter = np.clip(large.astype(np.float32) * (0.8 + 0.01 * number), 0, 255)
        cv2.imwrite(str(paths[-1]), lighter.astype(np.uint8))
    return paths


def private_mb() -> float:
    """Memory that only this process holds."""
    kinds = ("Private_Clean:", "Private_Dirty:")
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(kinds)) / 1024


class Watch:
    """How long each turn of the event loop took, and the most memory seen."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self.peak_mb = 0.0
        self._last = time.perf_counter()
        self._turns = 0
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._turns += 1
        if self._turns % 40 == 0:
            self.peak_mb = max(self.peak_mb, private_mb())
            now = time.perf_counter()  # what looking took is not the window's
        self._last = now

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()


def sit(window: Window, paths: list[Path], results: Path) -> list[Figure]:
    """Everything that is done in one sitting."""
    session = window.session
    jobs = session.jobs

    def quiet() -> bool:
        return settled(window) and not any(lane.jobs for lane in jobs.lanes)

    watch = Watch()
    started = time.perf_counter()
    session.open(paths[1:])
    spin(lambda: len(session.photos) == len(paths) and quiet(), 900)
    session.restore_all(session.photos)
    spin(quiet, 1800)
    restored = sum(bool(photo.recipe.steps) for photo in session.photos)
    for photo in session.photos[:_EDITED]:
        session.show(photo)
        spin(lambda: settled(window), 300)
        step = session.step(Colour.kind) or Colour()
        session.set_step(replaced(step, vividness=1.3), "Vividness")
        spin(lambda: settled(window), 300)
    session.copy_settings(session.photos[0])
    session.paste_settings(session.photos[_EDITED:])
    spin(quiet, 1800)
    idle = private_mb()
    dialog = ExportAllDialog(session.photos, window.workspace.settings, window)
    dialog.folder.setText(str(results))
    session.export_all(dialog.plan())
    dialog.deleteLater()
    spin(quiet, 3600)
    watch.stop()
    late = sorted(watch.late_ms)
    minutes = (time.perf_counter() - started) / 60
    return [
        Figure("photos opened", len(session.photos), "", None, ""),
        Figure("restored", restored, "", None, ""),
        Figure("exported", len(list(results.iterdir())), "", None, f"{minutes:.1f} minutes in all"),
        Figure("memory, nothing to do", idle, "MB", 800.0, "private to the process"),
        Figure("memory, peak", watch.peak_mb, "MB", None, ""),
        Figure("event loop, p99", late[int(len(late) * 0.99)], "ms", 33.0, f"{len(late)} turns"),
        Figure("event loop, longest", late[-1], "ms", None, ""),
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--photos", type=int, default=30)
    count = arguments.parse_args().photos
    sys.setswitchinterval(SWITCH_S)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "album").mkdir()
        paths = photos(folder / "album", count)
        with window_with(paths[0]) as window:
            print_table(f"An album of {count} photos", sit(window, paths, folder / "results"))


if __name__ == "__main__":
    main()
