"""The queue page with a box of photos, and the program that restores them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from tests.app.drive import Driver
from tests.batch.photos import put
from workstation.app import queue_program
from workstation.batch.store import Store

AMONG_OTHERS = (
    "import os, subprocess, sys\n"
    "getattr(os, 'setsid', int)()\n"
    "sys.exit(subprocess.call(sys.argv[1:]))"
)
"""Starts a program in a session that it shares, so that it does not step back behind all others: on
a busy computer these tests would take for ever."""


@pytest.fixture(autouse=True)
def real(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The program's own command line; the one in its place runs the same more quickly."""
    real = queue_program.command_line
    monkeypatch.setattr(
        queue_program, "command_line", lambda: [sys.executable, "-c", AMONG_OTHERS, *real()]
    )
    return real


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder of three small photos."""
    for number in (1, 2, 10):
        put(tmp_path / "box" / f"scan {number}.png")
    return tmp_path / "box"


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened on the desktop."""
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


@pytest.fixture
def end_runners(driver: Driver) -> Iterator[None]:
    """Let no program go on after the test."""
    yield
    if driver.queue.exists():
        with Store(driver.queue) as store:
            store.control = "stop"
            driver.until(lambda: store.worker_counts()[0] == 0)


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"
