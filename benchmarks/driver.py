"""The real window, driven without hands and without a display."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from workstation.app import main as program
from workstation.app.window import Window
from workstation.cli.native_stderr import native_stderr_silenced
from workstation.core import edits
from workstation.core.settings import Settings


def spin(until: Callable[[], bool], seconds: float = 120.0) -> None:
    """Let the window live until something holds.

    Raises
    ------
    TimeoutError
        If it does not come to hold in time.
    """
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("The window did not come to where it was expected.")
        QApplication.processEvents()
        time.sleep(0.0005)


def settled(window: Window) -> bool:
    """Whether all that is to be seen is drawn in its final form."""
    loader = window.session.tile_loader
    return loader is not None and not loader.pending and not loader.busy


def _made(inside: Path, *names: str) -> Path:
    folder = inside.joinpath(*names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def window_with(photo: Path) -> Iterator[Window]:
    """The program's window with an open photo, as it is before Restore is pressed."""
    # What Qt's plugin for no display says about windows is of no interest here.
    qInstallMessageHandler(lambda *_: None)
    program.application()
    with native_stderr_silenced(), tempfile.TemporaryDirectory() as folder:
        # What was done to the photo before, here or by its owner, is not to be gone on with.
        known = patch.object(edits, "state_folder", partial(_made, Path(folder)))
        known.start()
        window = Window(
            Settings(Path(folder) / "settings.json"), queue=Path(folder) / "queue.sqlite"
        )
        window.resize(1600, 1000)
        window.show()
        program.begin(window, [photo])
        try:
            spin(lambda: window.session.current is not None and settled(window))
            yield window
        finally:
            window.session.shut_down()
            window.queue.close()
            window.deleteLater()
            QApplication.processEvents()
            known.stop()
