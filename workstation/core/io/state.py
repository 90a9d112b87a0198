"""Where the program keeps what it needs from one start to the next, readable by its owner only."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


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


@dataclass(frozen=True)
class Process:
    """A process, told from a later one of the same number by when it began.

    Attributes
    ----------
    pid
        Its number.
    began
        In seconds since 1970.
    """

    pid: int
    began: float

    @classmethod
    def this(cls) -> Process:
        """The one that asks."""
        return cls(os.getpid(), psutil.Process().create_time())

    @property
    def name(self) -> str:
        """As part of a file's name; `from_name` reads it."""
        return f"{self.pid}-{self.began:.2f}"

    @classmethod
    def from_name(cls, name: str) -> Process | None:
        """Read a `name`; None if it is none."""
        pid, _, began = name.partition("-")
        try:
            return cls(int(pid), float(began))
        except ValueError:
            return None

    def lives(self) -> bool:
        """Whether it is still there."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.began) < 2.0
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False
        except psutil.Error:  # another user's
            return True
