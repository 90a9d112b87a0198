"""What was done to photos, kept by the program itself: against a crash, and to go on another day.

Every open photo that was changed lies as a small project in a folder of its window, which holds a
lock and names the process. A window that ends takes its folder away; what is left of one that
crashed, the next start offers. What was done to a photo that was closed is found again by the
photo's own bytes, wherever it has gone meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from workstation.core import project
from workstation.core.errors import HeirloomError
from workstation.core.io.formats import PHOTO_SUFFIXES
from workstation.core.io.photo import Photo, fingerprint
from workstation.core.io.state import hold, state_folder, write_own
from workstation.core.metadata import xmp
from workstation.core.project import SUFFIX, Project

_OWN: Final = f"{os.getpid()}-"
_FOLDERS: Final = ("recovery", "edits", "versions")
_LOCK: Final = "lock"
_THUMBNAIL: Final = ".jpg"
_KEPT_MOST: Final = 5_000
_VERSIONS: Final = 5
_BESIDE_MOST: Final = 10

_held: Final[dict[Path, IO[bytes]]] = {}
"""The folders that are this process's own, with their locks."""


@dataclass(frozen=True)
class Left:
    """What a crash has left of one photo.

    Attributes
    ----------
    path
        The file that holds it.
    photo
        Where the photo lay.
    page
        Of the photo's file, from 0.
    changed
        When it was written last.
    project
        The project that it was opened from or saved to, if any.
    """

    path: Path
    photo: Path
    page: int
    changed: datetime
    project: Path | None

    @property
    def thumbnail(self) -> Path:
        """A small picture of the photo; need not be there."""
        return self.path.with_suffix(_THUMBNAIL)


def new_file() -> Path:
    """A name for what is done to a photo, in the folder of this process.

    Raises
    ------
    OSError
        If the folder cannot be made.
    """
    folder = next((one for one in _held if one.name.startswith(_OWN)), None)
    while folder is None:
        made = state_folder("recovery", f"{_OWN}{secrets.token_hex(4)}")
        lock = hold(made / _LOCK)
        if lock is not None:  # nobody was faster
            _held[made] = lock
            folder = made
    return folder / f"{secrets.token_hex(6)}{SUFFIX}"


def write(path: Path, done: Project, sha256: str, saved_as: Path | None, small: bytes) -> None:
    """Write what was done to a photo.

    Parameters
    ----------
    path
        From `new_file`.
    done
        The photo and its history.
    sha256
        Of the photo's file.
    saved_as
        The project that it was opened from or saved to.
    small
        A small picture of it, as JPEG; empty if it lies there already.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    if small:
        write_own(path.with_suffix(_THUMBNAIL), small)
    write_own(path, project.to_json(done, path.parent, sha256, saved_as))


def drop(path: Path) -> None:
    """Take away what was written for a photo, and the folder with the last one."""
    for one in (path, path.with_suffix(_THUMBNAIL)):
        with suppress(OSError):
            one.unlink()
    _leave(path.parent)


def _leave(folder: Path) -> None:
    """Give a folder up in which nothing but the lock is left."""
    with suppress(OSError):
        if [one.name for one in folder.iterdir()] == [_LOCK] and folder in _held:
            _held.pop(folder).close()
            (folder / _LOCK).unlink()
            folder.rmdir()


def claim() -> tuple[Left, ...]:
    """Take over what windows that are gone have left; no other window is offered the same.

    Unless it is recovered or dropped, it is left again when this process ends.
    """
    left = list[Left]()
    try:
        folders = sorted(state_folder("recovery").iterdir())
    except OSError:
        return ()
    for folder in folders:
        with suppress(OSError):
            lock = hold(folder / _LOCK)
            if lock is not None:
                _held[folder] = lock
                left += _left_in(folder)
                _leave(folder)
    return tuple(left)


def _left_in(folder: Path) -> list[Left]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix != SUFFIX:
            if path.name.endswith(".part"):
                path.unlink()
            continue
        try:
            about = project.about(path)
        except HeirloomError:  # what is no project was never written by us
            continue
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        found.append(Left(path, about.photo, about.page, changed, about.saved_as))
    return found


# Earlier versions of projects


def keep_version(path: Path) -> None:
    """Keep a project as it is before another one takes its place; of each, the last five.

    Raises
    ------
    OSError
        If it cannot be kept.
    """
    if not path.is_file():
        return
    raw = path.read_bytes()
    earlier = versions(path)
    if earlier and earlier[0].path.read_bytes() == raw:
        return
    name = f"{_name_of(path)}-{time.time_ns():020}{SUFFIX}"
    write_own(state_folder("versions") / name, raw)
    for one in versions(path)[_VERSIONS:]:
        one.path.unlink()


@dataclass(frozen=True)
class Version:
    """A project as it was saved once: its file, and until when it held."""

    path: Path
    until: datetime


def versions(path: Path) -> tuple[Version, ...]:
    """The earlier versions of a project, the newest first."""
    try:
        found = sorted(state_folder("versions").glob(f"{_name_of(path)}-*{SUFFIX}"), reverse=True)
        times = [datetime.fromtimestamp(one.stat().st_mtime).astimezone() for one in found]
    except OSError:
        return ()
    return tuple(map(Version, found, times))


def _name_of(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]


# What was done to photos that were closed


def keep(done: Project, sha256: str) -> None:
    """Keep what was done to a photo, so that it goes on from there when it is opened again.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path = _kept_path(done.photo.file_bytes, sha256, done.photo.page)
    write_own(path, project.to_json(done, path.parent, sha256, None))


def keep_left(path: Path) -> None:
    """Keep what a crash has left of a photo that is not where it was: it may come back.

    Raises
    ------
    OSError
        If it cannot be moved.
    """
    about = project.about(path)
    path.replace(_kept_path(about.bytes, about.sha256, about.page))
    drop(path)


def find(photo: Photo) -> Project | None:
    """What was done to a photo when it was open last; None if nothing is known."""
    with suppress(OSError, HeirloomError):
        folder = state_folder("edits")
        # The file is read only if one of its size is known: for most photos none is.
        if any(folder.glob(f"{photo.file_bytes}-*-{photo.page}{SUFFIX}")):
            path = _kept_path(photo.file_bytes, fingerprint(photo.path), photo.page)
            if path.is_file():
                return project.with_photo(path, photo)
    return None


def find_source(sha256: str) -> Path | None:
    """Where a photo lay that edits are kept of, by its hash; None if nothing is known."""
    with suppress(OSError, HeirloomError):
        for path in state_folder("edits").glob(f"*-{sha256[:32]}-*{SUFFIX}"):
            photo = project.about(path).photo
            if photo.is_file() and fingerprint(photo) == sha256:
                return photo
    return None


def source_of(photo: Photo) -> Path | None:
    """The photo that a result was made of, beside it or where it was; None for no result.

    Parameters
    ----------
    photo
        The result.
    """
    sha256 = xmp.find_source(photo.metadata.xmp)
    if sha256 is None:
        return None
    with suppress(OSError, HeirloomError):
        beside = [
            path
            for path in photo.path.parent.iterdir()
            if photo.path.stem.startswith(path.stem)
            and path != photo.path
            and path.suffix.lower() in PHOTO_SUFFIXES
        ]
        for path in beside[:_BESIDE_MOST]:
            if path.is_file() and fingerprint(path) == sha256:
                return path
    return find_source(sha256)


def forget(photo: Photo, sha256: str) -> None:
    """Forget what was done to a photo."""
    with suppress(OSError):
        _kept_path(photo.file_bytes, sha256, photo.page).unlink()


def folders() -> tuple[Path, ...]:
    """Where all of it lies.

    Raises
    ------
    OSError
        If the folders cannot be made.
    """
    return tuple(state_folder(name) for name in _FOLDERS)


def clear() -> None:
    """Forget what was done to photos that are not open in any window."""
    for one in claim():
        drop(one.path)
    for folder in folders()[1:]:
        for path in folder.iterdir():
            with suppress(OSError):
                path.unlink()


def prune() -> None:
    """Forget the oldest of very many."""
    with suppress(OSError):
        kept = [(path.stat().st_mtime, path) for path in state_folder("edits").iterdir()]
        for _, path in sorted(kept)[: max(0, len(kept) - _KEPT_MOST)]:
            path.unlink()


def _kept_path(size: int, sha256: str, page: int) -> Path:
    return state_folder("edits") / f"{size}-{sha256[:32]}-{page}{SUFFIX}"
