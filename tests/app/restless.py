"""A window whose user is restless, as a program of its own, to be killed at any moment.

python -m tests.app.restless SETTINGS QUEUE BOX OUT SEED
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer, qInstallMessageHandler

from tests.app.drive import Answers
from tests.batch.photos import batch
from workstation.app import main as program
from workstation.app.window import Window
from workstation.core.settings import Settings

_EVERY_MS = 60
_COMMANDS = (
    *("queue_start",) * 6,
    *("queue_pause", "queue_stop", "queue_first", "queue_last", "queue_earlier", "queue_peek"),
    *("queue_open", "page_photo", "page_queue", "queue_retry"),
)


class Restless:
    """Adds a box, and presses whatever can be pressed."""

    def __init__(self, window: Window, seed: int) -> None:
        self._window = window
        self._chance = random.Random(seed)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._act)
        self._timer.start(_EVERY_MS)
        QTimer.singleShot(0, window, self._add)

    def _add(self) -> None:
        self._window.pages.show_page("queue")
        self._window.commands["queue_add_folder"].trigger()

    def _act(self) -> None:
        page = self._window.queue_page
        if page is not None and page.model.rowCount():
            row = self._chance.randrange(page.model.rowCount())
            page.list.setCurrentIndex(page.model.index(row))
        action = self._window.commands[self._chance.choice(_COMMANDS)]
        if action.isEnabled():
            action.trigger()


class Beforehand(Answers):
    """Knows the box and where its results go."""

    def __init__(self, box: Path, out: Path) -> None:
        super().__init__()
        self.paths = [box]
        self.batch = batch(out, template="{stem}.{ext}")

    def photos(self, folder: str) -> list[Path]:
        return []

    def photos_to_add(self, folder: str) -> list[Path]:
        return []


def main() -> None:
    settings, queue, box, out, seed = sys.argv[1:]
    qInstallMessageHandler(lambda *_: None)
    app = program.application()
    window = Window(Settings(Path(settings)), Beforehand(Path(box), Path(out)), queue=Path(queue))
    window.show()
    program.begin(window, [])
    restless = Restless(window, int(seed))
    app.exec()
    del restless


if __name__ == "__main__":
    main()
