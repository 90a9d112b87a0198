"""The window without a screen, with its own settings, and with nothing left alive afterwards."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QThread, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from ml.inference import devices
from tests.app.drive import Driver
from workstation.app import language
from workstation.app import main as program

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Qt's plugin for no display cannot do to windows is of no interest here."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The program's own application object."""
    return program.application()


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


@pytest.fixture(autouse=True)
def _no_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found of devices by one test, or before it, is not known to the next."""
    monkeypatch.setattr(devices, "_verdict", None)


@pytest.fixture
def driver(tmp_path: Path, _nothing_is_left_alive: None) -> Iterator[Driver]:
    """A window with the engine loaded and no photo."""
    made = Driver(tmp_path / "config" / "settings.json")
    made.start()
    yield made
    made.finish()


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Lets the window speak a language as long as the test lasts."""
    yield partial(language.speak, qapp)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(QLocale.system())


@pytest.fixture
def german(speak: Callable[[str], None]) -> None:
    """German as long as the test lasts."""
    speak("de")


@pytest.fixture
def portrait() -> Path:
    """A grey photo, 512 pixels wide and high."""
    return resources.find("samples", "portrait.jpg")
