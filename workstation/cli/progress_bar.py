"""A progress bar for terminals; nothing at all anywhere else."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

_WIDTH = 24
_SECONDS_BETWEEN = 0.08
_CLEAR = "\r\x1b[2K"


class ProgressBar:
    """One line that is drawn over again on the terminal's error stream.

    Parameters
    ----------
    wanted
        False keeps it silent everywhere.
    """

    def __init__(self, wanted: bool = True, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = wanted and self._stream.isatty()
        self._full, self._empty = _blocks(self._stream.encoding)
        self._drawn_at = float("-inf")

    def draw(self, fraction: float, label: str) -> None:
        """Show how far the work is, at most a few times a second."""
        now = time.monotonic()
        if not self._shown or now - self._drawn_at < _SECONDS_BETWEEN:
            return
        self._drawn_at = now
        done = round(fraction * _WIDTH)
        line = f"{self._full * done}{self._empty * (_WIDTH - done)} {fraction:4.0%}  {label}"
        columns = shutil.get_terminal_size().columns
        self._stream.write(_CLEAR + line[: columns - 1])
        self._stream.flush()

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed in its place."""
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._drawn_at = float("-inf")


def _blocks(encoding: str | None) -> tuple[str, str]:
    try:
        "█░".encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return "#", "-"
    return "█", "░"
