"""How soon does the picture follow the hand? Dots and regions in the real window, 24 megapixels.

python -m benchmarks.gestures
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from benchmarks.child import python
from benchmarks.driver import settled, spin, window_with
from benchmarks.table import Figure, print_table
from workstation.app.tools import Tools
from workstation.app.viewer import tile_loader
from workstation.app.window import Window
from workstation.core import recipe, render
from workstation.core.colorize import apply_hints
from workstation.core.masks.masks import Stroke

GESTURES = 20
MOVES = 1500
PARTS = ("before colour", "area", "network", "fit", "tiles")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Processor seconds that the parts of the work take in the thread that renders.

    Unlike the time until the picture is seen, they hardly depend on what else the machine does.
    """
    spent: dict[str, float] = defaultdict(float)
    places: tuple[tuple[Any, str, str], ...] = (
        (render.Renderer, "analyses", "all"),
        (tile_loader, "_kept", "all"),
        (tile_loader, "render_tiles", "all"),
        (render.Renderer, "_whole_after", "before colour"),
        (render.Renderer, "colorize", "network"),
        (apply_hints, "_dot_area", "area"),
        (recipe, "selected", "area"),
        (apply_hints, "_paint", "fit"),
        (apply_hints, "_fit", "fit"),
        (render.Renderer, "tile", "tiles"),
        (tile_loader, "to_image", "tiles"),
    )
    kept = [getattr(owner, name) for owner, name, _ in places]

    def wrapped(call: Callable[..., Any], part: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            started = time.thread_time()
            try:
                return call(*arguments, **named)
            finally:
                spent[part] += time.thread_time() - started

        return run

    for (owner, name, part), call in zip(places, kept, strict=True):
        setattr(owner, name, wrapped(call, part))
    try:
        yield spent
    finally:
        for (owner, name, _), call in zip(places, kept, strict=True):
            setattr(owner, name, call)


class Hand:
    """A mouse over the window's canvas."""

    def __init__(self, window: Window, spent: dict[str, float] | None = None) -> None:
        self.spent: dict[str, float] = {} if spent is None else spent
        self.parts: dict[str, float] = defaultdict(float)
        assert isinstance(window.photo_page.tools, Tools)
        self.window, self.canvas, self.tools = (
            window,
            window.photo_page.canvas,
            window.photo_page.tools,
        )

    def at(self, row: float, column: float) -> QPointF:
        """The point of the canvas at a place."""
        frame = self.tools.overlay.frame()
        assert frame is not None
        return QPointF(*frame.point(row, column))

    def send(self, kind: QEvent.Type, at: QPointF) -> None:
        """One event of the left button."""
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
        over = QPointF(self.canvas.mapToGlobal(at.toPoint()))
        nothing = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.canvas, QMouseEvent(kind, at, over, button, held, nothing))

    def gesture(self, way: list[QPointF]) -> float:
        """Press, move, release; milliseconds from the release to the repainted canvas."""
        self.send(QEvent.Type.MouseButtonPress, way[0])
        for point in way[1:]:
            self.send(QEvent.Type.MouseMove, point)
            QApplication.processEvents()
        tiles = self.window.session.tile_loader
        assert tiles is not None
        before = dict(self.spent)
        started = time.perf_counter()
        self.send(QEvent.Type.MouseButtonRelease, way[-1])
        spin(lambda: not tiles.pending)
        for part, seconds in self.spent.items():
            self.parts[part] += seconds - before.get(part, 0.0)
        self.canvas.repaint()
        return 1000 * (time.perf_counter() - started)

    def rest(self) -> None:
        """Until everything is drawn and known."""
        spin(lambda: settled(self.window) and not self.tools.selection.busy)


def places() -> list[tuple[float, float]]:
    """Evenly strewn over the photo."""
    return [
        (0.15 + 0.7 * (i * 0.618 % 1), 0.1 + 0.8 * (i + 0.5) / GESTURES) for i in range(GESTURES)
    ]


def dots(hand: Hand) -> list[float]:
    """Dots dropped, each on a photo without others."""
    hand.tools.editor.take("dots")
    hand.tools.hints.colour = (35.0, 25.0)
    times = []
    for place in places():
        times.append(hand.gesture([hand.at(*place)]))
        hand.rest()
        hand.window.session.undo()
        hand.rest()
    return times


def regions(hand: Hand) -> list[float]:
    """Strokes added to a region that has a colour."""
    editor = hand.tools.editor
    editor.take("brush")
    editor.paint(Stroke(((0.5, 0.5, 1.0), (0.55, 0.52, 1.0)), 0.03), "stroke")
    hand.tools.hints.give_colour(-20.0, 35.0)
    hand.rest()
    times = []
    for row, column in places():
        way = [hand.at(row + 0.002 * i, column + 0.004 * (i % 7)) for i in range(30)]
        times.append(hand.gesture(way))
        hand.rest()
        hand.window.session.undo()
        hand.rest()
    return times


def stroke(hand: Hand) -> tuple[float, float, int]:
    """One long stroke: events a second, the slowest in milliseconds, and moves that were lost."""
    editor = hand.tools.editor
    editor.take("brush")
    middle = hand.at(0.5, 0.5)
    side = 0.35 * hand.canvas.height()
    way = [
        middle + QPointF(1.4 * side * math.cos(0.05 * i), side * math.sin(0.037 * i) * (i / MOVES))
        for i in range(MOVES)
    ]
    before = hand.tools.overlay.events
    hand.send(QEvent.Type.MouseButtonPress, way[0])
    slowest, started = 0.0, time.perf_counter()
    for point in way[1:]:
        one = time.perf_counter()
        hand.send(QEvent.Type.MouseMove, point)
        QApplication.processEvents()  # draws it
        slowest = max(slowest, time.perf_counter() - one)
    seconds = time.perf_counter() - started
    hand.send(QEvent.Type.MouseButtonRelease, way[-1])
    hand.rest()
    lost = MOVES - 1 - (hand.tools.overlay.events - before)
    return (MOVES - 1) / seconds, 1000 * slowest, lost


def figures(what: str, times: list[float], parts: dict[str, float]) -> list[Figure]:
    ordered = sorted(times)
    shares = ", ".join(f"{part} {1000 * parts[part] / len(times):.0f}" for part in PARTS)
    return [
        Figure(f"{what}: median", statistics.median(times), "ms", 200),
        Figure(f"{what}: 95 of 100 below", ordered[int(0.95 * (len(ordered) - 1))], "ms"),
        Figure(
            "… of it the renderer's processor time",
            1000 * parts["all"] / len(times),
            "ms",
            note=shares,
        ),
    ]


def main() -> None:
    sys.setswitchinterval(0.001)  # as the program does
    found = []
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "scan.jpg"
        python("-m", "benchmarks.inputs", "jpeg", str(photo), "6000", "4000")
        with window_with(photo) as window:
            window.session.restore()
            spin(lambda: window.session.step("colour") is not None and settled(window))
            hand = Hand(window)
            for what, measure in (("A dot", dots), ("A stroke of a region", regions)):
                with timed() as spent:
                    busy = Hand(window, spent)
                    times = measure(busy)
                found += figures(f"{what}, from release to picture", times, busy.parts)
            rate, slowest, lost = stroke(hand)
    found.append(Figure("Stroke in progress: moves drawn", rate, "/s", note="at least 60"))
    found.append(Figure("Stroke in progress: slowest move", slowest, "ms", 1000 / 60))
    found.append(Figure("Stroke in progress: moves lost", lost, "", 0))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print_table(f"Gestures: 24 megapixels, window 1600 x 1000, load {load}", found)


if __name__ == "__main__":
    main()
