"""Opens the window, or says why it cannot."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from workstation.cli.arguments import parser


def open_window(photos: Sequence[Path]) -> int:
    """Open the window with some photos; without a display say so, and show the help."""
    if not has_display():
        print("There is no display, so no window can be opened.", file=sys.stderr)
        print("Restore photos from the command line instead:\n", file=sys.stderr)
        parser().print_help(sys.stderr)
        return 1
    from workstation.app.main import main

    return main(photos)


def test_window(photos: Sequence[Path]) -> int:
    """Show that the window works, with one photo that may get results beside it."""
    if len(photos) != 1 or not has_display():
        print("--self-test takes one photo and a display.", file=sys.stderr)
        return 2
    from workstation.app.self_test import self_test

    return self_test(photos[0])


def has_display() -> bool:
    """Whether a window could appear. Asked before Qt is loaded, because Qt ends the process."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return "WAYLAND_DISPLAY" in os.environ or _x_answers(os.environ.get("DISPLAY", ""))


def _x_answers(display: str) -> bool:
    """Whether an X server listens; a remote one is believed."""
    host, _, number = display.partition(":")
    if host or not number:
        return bool(number)
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    for address in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False
