"""Start the window."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from workstation.app import settings as remembered
from workstation.app.window import Window

log = logging.getLogger("heirloom")

# The default of 5 ms lets a job's Python code hold the window up at every turn.
_SWITCH_S = 0.001


def main(paths: Sequence[str | Path] = ()) -> int:
    """Open the window, and photos in it; return the exit code when it is closed.

    Parameters
    ----------
    paths
        Photos, or folders of photos.
    """
    sys.setswitchinterval(_SWITCH_S)
    app = application()
    handler = _start_log()
    log_file = Path(handler.baseFilename) if handler is not None else None
    window = Window(remembered.Settings(remembered.default_path()), log=log_file)
    hook, sys.excepthook = sys.excepthook, _tell(window)
    window.show()
    # The engine takes longer to load than the window to draw: first the window.
    QTimer.singleShot(0, lambda: begin(window, paths))
    try:
        return app.exec()
    finally:
        # However the loop ended: a thread must not be destroyed while it runs.
        window.session.shut_down()
        sys.excepthook = hook
        if handler is not None:
            log.removeHandler(handler)
            handler.close()


def application() -> QApplication:
    """Qt's application, with the program's name and the user's language."""
    # A stroke goes where the hand went: no move of mouse or pen may be left out.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("heirloom")
    app.setApplicationDisplayName("Heirloom")
    app.setDesktopFileName("heirloom")
    app.setWindowIcon(QIcon(str(resources.find("icons", "program", "heirloom.svg"))))
    _translate(app)
    return app


def begin(window: Window, paths: Sequence[str | Path]) -> None:
    """Load the engine, and open photos as soon as it is there."""
    window.show_invitation()
    window.session.engine.warm_up()
    if paths:
        window.session.open([Path(path) for path in paths])


def _translate(app: QApplication) -> None:
    """Qt's own texts and ours, as far as there are translations."""
    folders = [QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)]
    try:
        folders.append(str(resources.find("translations")))
    except FileNotFoundError:
        log.debug("No translations are installed.")
    for name, folder in zip(("qtbase", "heirloom"), folders, strict=False):
        translator = QTranslator(app)
        if translator.load(QLocale.system(), name, "_", folder):
            app.installTranslator(translator)


def _start_log() -> RotatingFileHandler | None:
    """Write what went wrong to a file that does not grow for ever."""
    import platformdirs

    path = platformdirs.user_log_path("heirloom", appauthor=False) / "heirloom.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
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
