"""Start the window."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from workstation.app.language import speak
from workstation.app.window import Window
from workstation.core import crash_log
from workstation.core.io import unfinished
from workstation.core.settings import Settings, default_path

log = logging.getLogger("heirloom")

# The default of 5 ms lets a job's Python code hold the window up at every turn.
SWITCH_S = 0.001

_CALM_MS = 15_000


def main(paths: Sequence[str | Path] = ()) -> int:
    """Open the window, and photos in it; return the exit code when it is closed.

    Parameters
    ----------
    paths
        Photos, or folders of photos.
    """
    sys.setswitchinterval(SWITCH_S)
    settings = Settings(default_path())
    app = application()
    speak(app, settings.chosen.language)
    handler = _start_log() if settings.chosen.write_log else None
    log_file = Path(handler.baseFilename) if handler is not None else None
    window = Window(settings, log=log_file)
    hook, sys.excepthook = sys.excepthook, _tell(window)
    crashed = crash_log.last_crash() if handler is not None else ""
    watched = crash_log.watch_crashes() if handler is not None else None
    window.show()
    for problem in (*settings.problems, *window.commands.problems):
        window.messages.show_error(problem)
    if crashed:
        window.show_crash(crashed)
    # The engine takes longer to load than the window to draw: first the window.
    QTimer.singleShot(0, lambda: begin(window, paths))
    # Once for each driver, and not while the first photo is on its way.
    calm = QTimer(singleShot=True, interval=_CALM_MS)
    calm.timeout.connect(window.session.engine.probe_if_unknown)
    calm.start()
    try:
        return app.exec()
    finally:
        calm.stop()
        # However the loop ended: a thread must not be destroyed while it runs.
        window.session.shut_down()
        sys.excepthook = hook
        crash_log.end_watching(watched)
        if handler is not None:
            log.removeHandler(handler)
            handler.close()


def application() -> QApplication:
    """Qt's application, with the program's name."""
    # A stroke goes where the hand went: no move of mouse or pen may be left out.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("heirloom")
    app.setApplicationDisplayName("Heirloom")
    app.setDesktopFileName("org.heirloom.Heirloom")
    app.setWindowIcon(QIcon(str(resources.find("icons", "program", "heirloom.svg"))))
    return app


def begin(window: Window, paths: Sequence[str | Path]) -> None:
    """Load the engine, and open photos as soon as it is there."""
    window.photo_page.show_invitation()
    window.session.engine.warm_up()
    window.queue.begin()
    unfinished.clean()
    window.offer_recovery()
    if paths:
        window.session.open([Path(path) for path in paths])


def _start_log() -> RotatingFileHandler | None:
    """Write what went wrong to a file that does not grow for ever."""
    try:
        handler = RotatingFileHandler(
            crash_log.file(),
            maxBytes=crash_log.MOST_BYTES,
            backupCount=2,
            encoding="utf-8",
            errors="backslashreplace",  # names of files may hold what is no text
        )
    except OSError as error:
        log.warning("There will be no log: %s", error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return handler


def _tell(
    window: Window,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with an exception that nobody caught."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("Nobody caught:\n%s", details)
        window.show_broken(details)

    return hook
