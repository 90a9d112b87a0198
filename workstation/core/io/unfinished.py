"""Remember which files are being written: the next start takes away what a kill has left."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from workstation.core.io.state import hold, state_folder

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
    note, held = None, None
    with suppress(OSError):  # without a note they are written all the same
        note = state_folder("unfinished") / secrets.token_hex(8)
        held = hold(note)
        if held is not None:
            held.write(b"\0".join(os.fsencode(path.absolute()) for path in paths))
            held.flush()
    try:
        yield
    finally:
        if note is not None:
            with suppress(OSError):
                note.unlink()
        if held is not None:
            held.close()


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
        with suppress(OSError, ValueError):
            held = hold(note)
            if held is None:  # whoever wrote it is still at work
                continue
            with held:
                for raw in held.read(_LARGEST).split(b"\0"):
                    count += _take_away(Path(os.fsdecode(raw)))
            note.unlink()
    return count


def _take_away(path: Path) -> bool:
    """Delete a file that is called as ours are."""
    if not _OURS.fullmatch(path.name) or not path.is_absolute() or path.is_symlink():
        return False
    with suppress(OSError):
        path.unlink()
        return True
    return False
