"""What went wrong, in files on this computer that only their owner reads and that do not grow.

Nothing is sent anywhere: who wants to report a mistake copies the details, in which names of photos
and folders stand only if they want that.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import IO, Final

from workstation.core.io.state import own_folder

MOST_BYTES: Final = 1 << 20
_CRASHED: Final = "crashed.log"
_PARTS: Final = ("heirloom", "PySide6-Essentials", "pyvips-binary", "numpy", "ai-edge-litert")


def folder() -> Path:
    """Where the log lies."""
    import platformdirs

    return platformdirs.user_log_path("heirloom", appauthor=False)


def file() -> Path:
    """The log, whose folder is made; a long one has given way to a new one.

    Raises
    ------
    OSError
        If the folder cannot be made.
    """
    own_folder(folder())
    path = folder() / "heirloom.log"
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        with suppress(OSError):  # another program has it open, on Windows
            path.replace(path.with_name("heirloom.log.1"))
    return path


def watch_crashes() -> IO[str] | None:
    """Let the interpreter write where each thread stood if it crashes.

    Returns
    -------
    file, or None
        To be closed by `end_watching`; None if there is no place for it.
    """
    try:
        own_folder(folder())
        path = folder() / f"{os.getpid()}-{_CRASHED}"
        written = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    faulthandler.enable(written)
    return written


def end_watching(written: IO[str] | None) -> None:
    """The end came as it should: nothing is left to tell.

    Parameters
    ----------
    written
        From `watch_crashes`.
    """
    if written is not None:
        faulthandler.disable()
        written.close()
        with suppress(OSError):
            Path(written.name).unlink()


def last_crash() -> str:
    """What crashed programs have written; told once, empty if there was none."""
    told = []
    with suppress(OSError):
        for path in sorted(folder().glob(f"*-{_CRASHED}")):
            pid = path.name.partition("-")[0]
            if not pid.isdigit() or int(pid) == os.getpid() or _lives(int(pid)):
                continue
            with suppress(OSError):
                text = path.read_bytes()[:MOST_BYTES].decode("utf-8", "replace").strip()
                told += [text] if text else []
                path.unlink()
    return "\n\n".join(told)


def _lives(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid)


def versions() -> str:
    """The program, its parts and the system, in one line each."""
    lines = []
    for name in _PARTS:
        with suppress(metadata.PackageNotFoundError):
            lines.append(f"{name} {metadata.version(name)}")
    lines.append(f"Python {sys.version.split()[0]}")
    lines.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    return "\n".join(lines)


def without_names(text: str, paths: Iterable[Path]) -> str:
    """A text in which neither photos nor folders of the user are named.

    Parameters
    ----------
    text
        A traceback, or a recipe.
    paths
        Photos and projects that are open.

    Examples
    --------
    >>> without_names("no file /box/aunt.jpg: aunt.jpg", [Path("/box/aunt.jpg")])
    'no file <photo 1>: <photo 1>'
    """
    for number, path in enumerate(paths, 1):
        for name in (str(path), path.name, path.stem, str(path.parent)):
            # A name of a letter or two stands in every word.
            if len(name) > 2:
                what = f"<photo {number}>" if name != str(path.parent) else "<folder>"
                text = text.replace(name, what)
    text = text.replace(str(Path.home()), "~") if len(str(Path.home())) > 2 else text
    endings = "jpe?g|tiff?|png|webp|avif|gif|bmp|jp2|heirloom"
    return re.sub(rf"[^\s'\"<>]+\.(?:{endings})\b", "<photo>", text, flags=re.IGNORECASE)
