"""What is said about the queue where the user is: in the window, and on the desktop at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from workstation.app.pages import QUEUE
from workstation.app.queue.commands import write_report
from workstation.app.widgets.messages import Message
from workstation.app.widgets.numbers import photos
from workstation.app.workspace import Workspace
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.batch.watch_queue import QueueState

_KEY: Final = "queue"
_LEFT: Final = "queue_left"
_SHOWN_MS: Final = 15_000


class Notifications(QObject):
    """Begins, goes on and ends with the queue, in the user's words."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._queue = workspace.queue
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._offering = False
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(_SHOWN_MS)
        self._hide.timeout.connect(self._hide_tray)
        self._queue.found.connect(self._on_found)
        self._queue.ended.connect(self._on_ended)
        self._queue.failed.connect(workspace.messages.show_error)
        self._queue.changed.connect(self._on_changed)

    # At the start of the window

    def _on_found(self, state: QueueState) -> None:
        left_over = photos(self._queue.pending)
        left = self._workspace.settings.text(_LEFT)
        if left:
            self._workspace.settings.put(_LEFT, "")
        if state.workers and not left:
            text = self.tr("The queue is at work. To be done: {0}.").format(left_over)
            self._say(text)
        elif left or (state.lost and state.control == "go"):
            self._queue.start()
            text = self.tr("The queue goes on. To be done: {0}.").format(left_over)
            self._say(text, (self.tr("Pause"), self._queue.pause))
        else:
            text = self.tr("In the queue, not begun yet: {0}.").format(left_over)
            self._say(text, (self.tr("Start"), self._queue.start))
            self._offering = True

    # At the end of the queue

    def _on_ended(self) -> None:
        counts = self._queue.counts
        done, failed = counts["done"] + counts["skipped"], counts["failed"]
        text = self.tr("The queue is done: {0} restored.").format(photos(done))
        choices: list[tuple[str, Callable[[], None]]] = []
        icon = "info"
        if failed:
            text = self.tr("The queue is done: {0} restored, {1} failed.").format(
                photos(done), QLocale().toString(failed)
            )
            text += " " + self.tr("Each one that failed says why, and can be tried again.")
            choices.append((self.tr("Try the failed ones again"), self._retry))
            icon = "triangle-alert"
        choices.append((self.tr("Report…"), partial(write_report, self._workspace)))
        self._say(text, *choices, icon=icon)
        QApplication.alert(self._window)
        if not self._window.isActiveWindow():
            self._tell_desktop(text)

    def _retry(self) -> None:
        self._queue.retry()
        self._queue.start()

    def _tell_desktop(self, text: str) -> None:
        """Through the system's tray; where there is none, through what sends notifications."""
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            if self._tray is None:
                self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
                self._tray.messageClicked.connect(self._come_forward)
                self._tray.activated.connect(self._come_forward)
            self._tray.show()
            self._tray.showMessage("Heirloom", text, QApplication.windowIcon())
            self._hide.start()
            return
        program = shutil.which("notify-send")
        if program is not None:
            QProcess.startDetached(program, ["--app-name=Heirloom", "Heirloom", text])

    def _come_forward(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
        self._workspace.pages.show_page(QUEUE)

    def _hide_tray(self) -> None:
        if self._tray is not None:
            self._tray.hide()

    # When the window closes

    def may_close(self) -> bool:
        """Ask what becomes of a queue that is at work."""
        if not self._queue.works or not self._queue.pending or self._queue.activity == "stopping":
            return True
        answer = self._workspace.ask.leave_queue(self._queue.pending)
        if answer == "pause":
            try:
                self._queue.stop_now()
            except HeirloomError as error:
                self._workspace.messages.show_error(error)
                return False
            self._workspace.settings.put(_LEFT, "paused")
        return answer != "stay"

    def close(self) -> None:
        """Tell nothing any more."""
        self._hide.stop()
        self._hide_tray()

    # In the message bar

    def _on_changed(self) -> None:
        """What was said about waiting photos is over as soon as they are under way or gone."""
        if self._offering and (self._queue.works or not self._queue.pending):
            self._workspace.messages.drop(_KEY)
            self._offering = False

    def _say(self, text: str, *choices: tuple[str, Callable[[], None]], icon: str = "info") -> None:
        if self._workspace.pages.name != QUEUE:
            show = self.tr("Show the queue"), partial(self._workspace.pages.show_page, QUEUE)
            choices = (show, *choices)
        self._workspace.messages.put(Message(_KEY, text, icon, choices))
