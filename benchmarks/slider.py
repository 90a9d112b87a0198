"""How soon does the picture follow a slider? In the real window, on a 24-megapixel photo.

python -m benchmarks.slider
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.child import python
from benchmarks.driver import settled, spin, window_with
from benchmarks.table import Figure, print_table
from workstation.app.window import Window
from workstation.core.recipe import replaced

MOVES: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("colour", "vividness", (0.5, 0.8, 1.2, 1.5, 1.0)),
    ("colour", "warmth", (-0.5, 0.5, 0.0)),
    ("tone", "local_contrast", (0.3, 0.5, 0.15)),
    ("colour", "detail", (256, 384, 512)),
)


def milliseconds(window: Window, kind: str, name: str, values: Sequence[float]) -> list[float]:
    """Move a slider to some values; the time until each is seen."""
    times = []
    for value in values:
        step = replaced(window.session.step(kind), **{name: value})
        started = time.perf_counter()
        window.session.set_step(step, name, gesture=name)
        loader = window.session.tile_loader
        assert loader is not None
        spin(lambda: not loader.pending)  # noqa: B023 - used up before the next turn
        window.photo_page.canvas.repaint()
        times.append(1000 * (time.perf_counter() - started))
        spin(lambda: settled(window))
    return times


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "scan.jpg"
        python("-m", "benchmarks.inputs", "jpeg", str(photo), "6000", "4000")
        with window_with(photo) as window:
            started = time.perf_counter()
            window.session.restore()
            spin(lambda: window.session.step("colour") is not None and settled(window))
            restored = time.perf_counter() - started
            figures = [Figure("Restore until everything is drawn", 1000 * restored, "ms")]
            for kind, name, values in MOVES:
                times = milliseconds(window, kind, name, values)
                note = f"slowest {max(times):.0f} ms"
                what = f"{kind}: {name.replace('_', ' ')} until the picture is there"
                figures.append(Figure(what, statistics.median(times), "ms", note=note))
    print_table("Speed: from the slider to the picture, 24 megapixels, window 1600 x 1000", figures)


if __name__ == "__main__":
    main()
