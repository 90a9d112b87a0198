"""Shows that the installed program works: the real window, a real photo, the real commands.

`heirloom --self-test PHOTO` opens the window with a photo, restores it, exports it under the name
that the dialog proposes, saves a picture of the window beside it, and quits. What happened when is
printed in seconds since the epoch, so that whoever started the program knows how long it took, and
beside it the processor time used so far, which a busy computer hardly changes. It is for those who
package the program, and stands in no help.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from workstation.app import main as program
from workstation.app.window import Window

if TYPE_CHECKING:  # nothing may be loaded before the window that the program would load after it
    from workstation.app.dialogs.export_dialog import ExportDialog
    from workstation.core.io.export import Exported

_LOOK_MS = 5
_PATIENCE_S = 120.0


def self_test(photo: Path) -> int:
    """Go through all that a first-time user does; 0 if it worked, otherwise what failed is said."""
    application = program.application()
    tester = _Tester(photo, application)
    program.main([photo])
    if not tester.passed:
        print(f"self-test: failed while waiting for: {tester.waiting_for}", flush=True)
    return 0 if tester.passed else 1


class _Tester(QObject):
    def __init__(self, photo: Path, application: QApplication) -> None:
        super().__init__()
        self.passed = False
        self.waiting_for = "first window"
        self._photo = photo
        self._application = application
        self._window: Window | None = None
        self._exported: Exported | None = None
        self._ends_at = time.monotonic() + _PATIENCE_S
        self._moves = self._go()
        self._holds: Callable[[], object] = lambda: self._window is not None
        application.installEventFilter(self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, Window):
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, lambda: self._start(watched))
        return False

    def _start(self, window: Window) -> None:
        self._window = window
        window.session.failed.connect(lambda error: self._fail(f"{error}"))
        window.session.broke.connect(self._fail)
        window.session.exported.connect(self._on_exported)

    def _on_exported(self, exported: Exported) -> None:
        self._exported = exported

    def _fail(self, why: str) -> None:
        print(f"self-test: {why}", flush=True)
        self._end()

    def _look(self) -> None:
        """Go on if what was waited for has come."""
        if time.monotonic() > self._ends_at:
            self._end()
        elif self._holds():
            at = f"{time.time():.3f} {time.process_time():.3f}"
            print(f"self-test: {self.waiting_for} {at}", flush=True)
            following = next(self._moves, None)
            if following is None:
                self.passed = True
                self._end()
            else:
                self.waiting_for, self._holds = following

    def _end(self) -> None:
        self._timer.stop()
        self._application.exit(0 if self.passed else 1)

    def _go(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What is done, and after each the next thing to wait for."""
        window = self._window
        assert window is not None
        session = window.session
        yield "photo drawn", lambda: session.current and self._drawn(window)
        self._do(window, "restore")
        from workstation.core.steps import Colour

        yield "colours drawn", lambda: session.step(Colour.kind) and self._drawn(window)
        picture = self._photo.with_name(f"{self._photo.stem}-window.png")
        window.grab().save(str(picture))
        self._do(window, "export")
        yield "export dialog", lambda: self._dialog() is not None
        dialog = self._dialog()
        assert dialog is not None
        buttons = dialog.findChild(QDialogButtonBox)
        save = buttons.buttons()[0] if isinstance(buttons, QDialogButtonBox) else None
        assert save is not None
        QTimer.singleShot(0, save.click)
        yield "exported", lambda: self._exported is not None
        # Not at once: what was exported has nothing to lose, so nobody is asked.
        self._do(window, "quit")
        yield "closed", lambda: not window.isVisible()

    def _do(self, window: Window, command: str) -> None:
        """Use a command; later, because a dialog holds up whoever opens it."""
        action = window.commands[command]
        QTimer.singleShot(0, action.trigger)

    def _drawn(self, window: Window) -> bool:
        session = window.session
        loader = session.tile_loader
        lanes = any(lane.jobs for lane in session.jobs.lanes)
        return loader is not None and not (lanes or loader.busy or loader.pending)

    def _dialog(self) -> ExportDialog | None:
        from workstation.app.dialogs.export_dialog import ExportDialog

        widget: QWidget | None = QApplication.activeModalWidget()
        return widget if isinstance(widget, ExportDialog) else None
