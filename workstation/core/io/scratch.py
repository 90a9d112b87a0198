"""Where large intermediate data lies: in memory while it is small, else in a file that vanishes."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import IO, Final

from workstation.core.errors import HeirloomError

IN_MEMORY_BYTES: Final = 256 << 20


def open_scratch(expected_bytes: int) -> IO[bytes]:
    """Open an empty file for data of about this size.

    Its pages do not count as the program's memory, as those of a memory map would.
    """
    if expected_bytes <= IN_MEMORY_BYTES:
        return tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, prefix="heirloom-", dir=_folder())
    return tempfile.TemporaryFile(prefix="heirloom-", dir=_folder())


def out_of_space(error: OSError) -> HeirloomError:
    """Say that scratch data could not be written."""
    return HeirloomError(
        "There is no room for temporary files: {reason}.",
        "Make room on the disk, or name a larger folder in the environment variable TMPDIR.",
        reason=error.strerror or error,
    )


def _folder() -> str | None:
    """Many Linux systems keep /tmp in memory; /var/tmp is on a disk."""
    if sys.platform == "linux" and "TMPDIR" not in os.environ:
        folder = Path("/var/tmp")
        if folder.is_dir() and os.access(folder, os.W_OK):
            return str(folder)
    return None
