"""Starts the program that works through the queue; it does not end with the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from workstation.core.errors import HeirloomError


def command_line() -> list[str]:
    """How to call Heirloom without its window, as installed or as a bundled program.

    The bundle has two programs in one folder: `heirloom-window`, which on Windows opens no console,
    and `heirloom` for everything else.
    """
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return [str(here.with_name(f"heirloom{here.suffix}"))]
    return [sys.executable, "-m", "workstation.cli"]


def start(queue: Path, log: Path) -> None:
    """Let a program of its own work through a queue; it goes on when the window is gone.

    It leaves at once if another one is at work: of two windows that start at the same moment, each
    starts a program, and one of these stays.

    Parameters
    ----------
    log
        Where it writes what goes wrong; what stood there before is gone.

    Raises
    ------
    HeirloomError
        If it cannot be started.
    """
    program, *first = command_line()
    process = QProcess()
    process.setProgram(program)
    wanted = ["batch", "run", "--quiet", "--unless-running", "--queue", str(queue)]
    process.setArguments([*first, *wanted])
    # Not the window's own: a terminal that is closed would end whoever writes to it.
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(str(log))
    # PySide6 6.11 announces the number of the process, too, but returns a bool alone.
    if not process.startDetached():
        raise HeirloomError(
            "The program {program} that restores the queue cannot be started.",
            "Install Heirloom again, or run `heirloom batch run` in a terminal.",
            program=program,
        )


def gave_up(log: Path) -> bool:
    """Whether the program says that it could not even begin."""
    said = last_words(log)
    return "heirloom batch run:" in said or "Error" in said


def last_words(log: Path) -> str:
    """What the program said last, if it said anything."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return " ".join(line.strip() for line in lines[-4:])
