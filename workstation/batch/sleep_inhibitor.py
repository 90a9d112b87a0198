"""Keeps the computer from going to sleep while a queue is worked on, and says where it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_WHO: Final = "Heirloom"
_WHY: Final = "Photos are being restored"

_LOGIND: Final = ("--what=idle:sleep", f"--who={_WHO}", f"--why={_WHY}")
_WAYS: Final[tuple[tuple[str, ...], ...]] = (
    ("systemd-inhibit", *_LOGIND),
    ("elogind-inhibit", *_LOGIND),
    ("gnome-session-inhibit", "--inhibit", "suspend:idle", "--app-id", _WHO, "--reason", _WHY),
    ("kde-inhibit", "--power"),
    ("caffeinate", "-i", "-m"),
)
"""Programs that keep the computer awake as long as a command runs: Linux with systemd or elogind,
GNOME, KDE; macOS."""

_REQUIRED, _LASTING = 0x1, 0x80000000  # ES_SYSTEM_REQUIRED, ES_CONTINUOUS


@contextmanager
def sleep_inhibited() -> Iterator[Callable[[], bool]]:
    """Keep the computer awake; gives what tells whether that works.

    The first way that is there and lasts is used. Its command reads from us until we close its
    input, so however we end, it ends too.
    """
    if sys.platform == "win32":
        with _windows() as works:
            yield works
        return
    inhibitor = _Inhibitor()
    try:
        yield inhibitor.works
    finally:
        inhibitor.close()


class _Inhibitor:
    """A command under one of the ways; the next one where a way ends by itself."""

    def __init__(self) -> None:
        self._ways = iter(_WAYS)
        self._process: subprocess.Popen[bytes] | None = None
        self._next()

    def _next(self) -> None:
        self._process = None
        for way in self._ways:
            command = shutil.which(way[0])
            if command is not None:
                self._process = subprocess.Popen(
                    [command, *way[1:], "cat"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                return

    def works(self) -> bool:
        while self._process is not None and self._process.poll() is not None:
            self.close()  # it may be there and refuse: without a session, or in a container
            self._next()
        return self._process is not None

    def close(self) -> None:
        if self._process is not None:
            with self._process:
                pass


if sys.platform == "win32":

    @contextmanager
    def _windows() -> Iterator[Callable[[], bool]]:
        """It holds for the thread that asks, until that ends or takes it back."""
        import ctypes

        ask = ctypes.windll.kernel32.SetThreadExecutionState
        given = bool(ask(_LASTING | _REQUIRED))
        try:
            yield lambda: given
        finally:
            ask(_LASTING)
