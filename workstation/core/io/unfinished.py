"""Remember which files are being written: the next start takes away what a kill has left."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from workstation.core.io.state import Process, state_folder, write_own

STEM: Final = ".heirloom-"
_OURS: Final = re.compile(r"\.heirloom-[0-9a-f]{12}\.(part|copy)")
_LARGEST: Final = 1 << 16


@contextmanager
def noted(paths: tuple[Path, ...]) -> Iterator[None]:
    """Note temporary files while they are written.

    Parameters
    ----------
    paths
        Their names, that `atomic_write.temporary` gave them.
    """
    note: Path | None = None
    with suppress(OSError):  # without a note they are written all the same
        note = state_folder("unfinished") / f"{Process.this().name}-{secrets.token_hex(4)}"
        write_own(note, b"\0".join(os.fsencode(path.absolute()) for path in paths))
    try:
        yield
    finally:
        if note is not None:
            with suppress(OSError):
                note.unlink()


def clean() -> int:
    """Take away what processes that are gone have left unfinished; return how many files.

    Only files are deleted whose names are as ours are, whatever a note says.
    """
    count = 0
    try:
        notes = list(state_folder("unfinished").iterdir())
    except OSError:
        return 0
    for note in notes:
        writer = Process.from_name(note.name.rpartition("-")[0])
        if writer is not None and writer.lives():
            continue
        with suppress(OSError, ValueError):
            for raw in note.read_bytes()[:_LARGEST].split(b"\0"):
                path = Path(os.fsdecode(raw))
                if _OURS.fullmatch(path.name) and path.is_absolute() and not path.is_symlink():
                    with suppress(OSError):
                        path.unlink()
                        count += 1
        with suppress(OSError):
            note.unlink()
    return count
