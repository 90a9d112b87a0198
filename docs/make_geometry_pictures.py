"""Makes the picture of the guide to turning and cropping, from the real window and a sample photo.

    python docs/make_geometry_pictures.py

It needs no display.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PySide6.QtCore import QPointF, Qt  # noqa: E402 - the repository must be on the path first
from PySide6.QtTest import QTest  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import settled, spin, window_with  # noqa: E402
from docs.make_pictures import grabbed, save  # noqa: E402
from workstation.app.window import Window  # noqa: E402
from workstation.core.steps import Geometry  # noqa: E402

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def rest(window: Window) -> None:
    """Until everything is drawn, small pictures included."""
    spin(lambda: settled(window))
    end = time.monotonic() + 1.5
    spin(lambda: time.monotonic() > end)


def main() -> None:
    """A photo that is straightened, with the crop in the hand."""
    with window_with(resources.find("samples", "cat.jpg")) as window:
        window.session.restore()
        spin(lambda: window.session.step("colour") is not None and settled(window))
        window.session.set_step(Geometry(angle=-3.0), "Straighten -3.0°")
        rest(window)
        window.commands["tool_crop"].trigger()
        rest(window)
        tools, canvas = window.photo_page.tools, window.photo_page.canvas
        assert tools is not None
        frame, box = tools.overlay.frame(), tools.crop.box
        assert frame is not None
        assert box is not None
        top, left, height, width = box
        start = QPointF(*frame.drawn_at(top, left)).toPoint()
        end = QPointF(*frame.drawn_at(top + height * 0.12, left + width * 0.2)).toPoint()
        QTest.mousePress(canvas, LEFT, NONE, start)
        QTest.mouseMove(canvas, end)
        QTest.mouseRelease(canvas, LEFT, NONE, end)
        rest(window)
        save(grabbed(window), "crop")


if __name__ == "__main__":
    main()
