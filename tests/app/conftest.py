"""The window without a screen, with its own settings, and with nothing left alive afterwards."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication


def _alive(kind: type) -> list[object]:
    from shiboken6 import isValid

    return [o for o in gc.get_objects() if isinstance(o, kind) and isValid(o)]


@pytest.fixture(autouse=True)
def _nothing_is_left_alive(qapp: QApplication) -> Iterator[None]:
    """After each test no thread runs, no timer ticks, no window is open."""
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()
    running = [t for t in _alive(QThread) if t.isRunning() and t is not qapp.thread()]
    ticking = [t for t in _alive(QTimer) if t.isActive()]
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert running == []
    assert ticking == []
    assert windows == []
