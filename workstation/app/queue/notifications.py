"""What is said about the queue where the user is: in the window, and on the desktop at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from workstation.app.widgets.messages import Message
from workstation.app.widgets.numbers import photos
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.app.window import Window
    from workstation.batch.watch_queue import QueueState

QUEUE: Final = "queue"
_KEY: Final = "queue"
_LEFT: Final = "queue_left"
_SHOWN_MS: Final = 15_000


class Notifications(QObject):
    """Begins, goes on and ends with the queue, in the user's words."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._offering = False
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(_SHOWN_MS)
        self._hide.timeout.connect(self._hide_tray)
        monitor = window.queue
        monitor.found.connect(self._on_found)
        monitor.ended.connect(self._on_ended)
        monitor.failed.connect(window.show_error)
        monitor.changed.connect(self._on_changed)

    # At the start of the window

    def _on_found(self, state: QueueState) -> None:
        monitor = self._window.queue
        left_over = photos(monitor.pending)
        left = self._window.settings.text(_LEFT)
        if left:
            self._window.settings.put(_LEFT, "")
        if state.programs and not left:
            text = self.tr("The queue is at work. To be done: {0}.").format(left_over)
            self._say(text)
        elif left or (state.lost and state.control == "go"):
            monitor.start()
            text = self.tr("The queue goes on. To be done: {0}.").format(left_over)
            self._say(text, (self.tr("Pause"), monitor.pause))
        else:
            text = self.tr("In the queue, not begun yet: {0}.").format(left_over)
            self._say(text, (self.tr("Start"), monitor.start))
            self._offering = True

    # At the end of the queue

    def _on_ended(self) -> None:
        monitor, window = self._window.queue, self._window
        done, failed = monitor.counts["done"] + monitor.counts["skipped"], monitor.counts["failed"]
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
        choices.append((self.tr("Report…"), window.commands["queue_report"].trigger))
        self._say(text, *choices, icon=icon)
        QApplication.alert(window)
        if not window.isActiveWindow():
            self._tell_desktop(text)

    def _retry(self) -> None:
        self._window.queue.retry()
        self._window.queue.start()

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
        self._window.show_page(QUEUE)

    def _hide_tray(self) -> None:
        if self._tray is not None:
            self._tray.hide()

    # When the window closes

    def may_close(self) -> bool:
        """Ask what becomes of a queue that is at work."""
        monitor, window = self._window.queue, self._window
        if not monitor.works or not monitor.pending or monitor.activity == "stopping":
            return True
        answer = window.questions.leave_queue(window, monitor.pending)
        if answer == "pause":
            try:
                monitor.stop_now()
            except HeirloomError as error:
                window.show_error(error)
                return False
            window.settings.put(_LEFT, "paused")
        return answer != "stay"

    def close(self) -> None:
        """Tell nothing any more."""
        self._hide.stop()
        self._hide_tray()

    # In the message bar

    def _on_changed(self) -> None:
        """What was said about waiting photos is over as soon as they are under way or gone."""
        monitor = self._window.queue
        if self._offering and (monitor.works or not monitor.pending):
            self._window.messages.drop(_KEY)
            self._offering = False

    def _say(self, text: str, *choices: tuple[str, Callable[[], None]], icon: str = "info") -> None:
        if self._window.page != QUEUE:
            show = self.tr("Show the queue"), partial(self._window.show_page, QUEUE)
            choices = (show, *choices)
        self._window.messages.put(Message(_KEY, text, icon, choices))
