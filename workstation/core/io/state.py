"""Where the program keeps what it needs from one start to the next, readable by its owner only."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_BEYOND: Final = 1 << 30


def state_folder(*parts: str) -> Path:
    """A folder for what the program keeps by itself; made if it is not there.

    Parameters
    ----------
    parts
        Names of folders below the program's own.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    import platformdirs

    folder = platformdirs.user_state_path("heirloom", appauthor=False)
    for one in (folder, *(folder.joinpath(*parts[: i + 1]) for i in range(len(parts)))):
        own_folder(one)
        folder = one
    return folder


def own_folder(folder: Path) -> None:
    """Make a folder that only its owner can look into; one that is there is closed to others.

    Parameters
    ----------
    folder
        The folder.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # another's folder, that its owner has opened for us
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def write_own(path: Path, content: str | bytes) -> None:
    """Write a small file of the program's own, whole or not at all, readable by its owner only.

    It is not waited until it is on the disk: a crash of the program leaves one of the two versions;
    a power cut may leave an older one.

    Parameters
    ----------
    path
        The file.
    content
        Text is written in UTF-8.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    raw = content.encode() if isinstance(content, str) else content
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(raw)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def hold(path: Path) -> IO[bytes] | None:
    """Lock a file for as long as it stays open; None if another process, or this one, has done so.

    The system opens the lock when the process ends, however it ends. Numbers of processes would not
    do: sandboxes do not see each other's.

    Parameters
    ----------
    path
        The file; made if it is not there.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEYOND)  # Windows lets nobody read what is locked
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
