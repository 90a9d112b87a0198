"""Opens a window, and prints how long that took since it was asked for.

python -m benchmarks.first_window empty|heirloom [SECONDS SINCE THE EPOCH]
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Notes when the first window has been painted, and ends the program."""

    def __init__(self, asked_at: float) -> None:
        super().__init__()
        self._asked_at = asked_at
        self._seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Watch for a window's paint event; what is painted is there when the next one runs."""
        painted = event.type() == QEvent.Type.Paint
        if painted and not self._seen and isinstance(watched, QWidget) and watched.isWindow():
            self._seen = True
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(f"first window: {time.time() - self._asked_at:.3f}")
        print(f"processor: {time.process_time():.3f}")
        QApplication.closeAllWindows()
        QApplication.quit()


def main(which: str, asked_at: float) -> None:
    if which == "empty":
        app = QApplication([])
        watcher = FirstPaint(asked_at)
        app.installEventFilter(watcher)
        window = QMainWindow()
        window.resize(1280, 820)
        window.show()
        app.exec()
        return
    from workstation.app import main as program

    app = program.application()
    watcher = FirstPaint(asked_at)
    app.installEventFilter(watcher)
    program.main()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else time.time())
