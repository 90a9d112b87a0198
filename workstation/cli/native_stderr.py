"""Keeps what libraries print on their own off the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Send the process's error stream nowhere, and only what Python prints to the terminal.

    LiteRT announces its delegate and libtiff warns of odd tags straight to file descriptor 2; no
    setting silences the first. In the middle of a progress bar they tear it.
    """
    before = sys.stderr
    try:
        ours = before is not None and before.fileno() == 2
    except OSError:
        ours = False
    if not ours:  # somebody else has taken the stream, and knows what to do with it
        yield
        return
    before.flush()
    terminal = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = open(  # noqa: SIM115 - closed below, when the terminal is given back
        terminal,
        "w",
        encoding=before.encoding,
        errors="backslashreplace",
        buffering=1,
        closefd=False,
    )
    try:
        yield
    finally:
        sys.stderr.flush()
        sys.stderr = before
        os.dup2(terminal, 2)
        os.close(terminal)
