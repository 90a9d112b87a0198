"""Heirloom without a window: the same engine from the command line.

Everything heavy is imported by the command that needs it, so that `heirloom --help` is there at
once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from workstation.cli.arguments import COMMANDS, parser
from workstation.cli.exit_codes import FAILED, INTERRUPTED


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    if getattr(sys, "frozen", False):  # bundled, the program itself is what workers are started by
        from multiprocessing import freeze_support

        freeze_support()
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A file's name may hold bytes that no encoding knows; it must still be printable.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if not given or (given[0] not in COMMANDS and Path(given[0]).is_file()):
        from workstation.cli.window import open_window

        return open_window([Path(name) for name in given])
    if given[0] == "--self-test":  # in no help: for those who package the program
        from workstation.cli.window import test_window

        return test_window([Path(name) for name in given[1:]])
    arguments = parser().parse_args(given)
    if arguments.run is None:
        from workstation.cli.window import open_window

        return open_window(arguments.photos)
    _clean()
    try:
        code: int = arguments.run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has enough of it
        sys.stderr.close()
        return FAILED
    return code


def _clean() -> None:
    """Take away what a killed run has left unfinished."""
    from workstation.core.io import unfinished

    unfinished.clean()
