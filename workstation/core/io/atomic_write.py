"""The place where a result goes: checked first, taken last, and never a source."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workstation.core.errors import HeirloomError, display_name
from workstation.core.io import unfinished
from workstation.core.libvips import libvips


def check(source: Path, path: Path, overwrite: bool) -> None:
    """Refuse, before anything is rendered, what could not be written in the end.

    Parameters
    ----------
    source
        The photo, which is never written to.
    path
        The file to write.
    overwrite
        Whether another file of this name may be replaced.

    Raises
    ------
    HeirloomError
        If there is such a file that may not be replaced, or no such folder.
    """
    try:
        same = path.resolve() == source.resolve() or (
            path.exists() and source.exists() and path.samefile(source)
        )
        taken, is_folder, has_folder = os.path.lexists(path), path.is_dir(), path.parent.is_dir()
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if taken and not is_folder and not path.is_file() and not path.is_symlink():
        raise HeirloomError(
            "{name} is a device or a pipe, not a file.",
            "Give the name of a file in a folder of your own.",
            name=display_name(path),
        )
    if same:
        raise HeirloomError(
            "{name} is the photo itself, which is never written to.",
            "Choose another name or folder.",
            name=display_name(path),
        )
    if is_folder:
        raise HeirloomError(
            "{name} is a folder.", "Give the name of a file in it.", name=display_name(path)
        )
    if not has_folder:
        raise HeirloomError(
            "There is no folder {folder} for {name}.",
            "Create it first, or choose another one.",
            folder=display_name(path.parent),
            name=display_name(path),
        )
    if taken and not overwrite:
        raise _taken(path)


def _taken(path: Path) -> HeirloomError:
    return HeirloomError(
        "There is already a file {name}.",
        "Choose another name, or allow it to be overwritten (--overwrite).",
        name=display_name(path),
    )


def write(
    path: Path, content: str | bytes, *, overwrite: bool = False, parents: bool = False
) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        The file.
    content
        Text is written in UTF-8.
    overwrite
        Whether a file of this name may be replaced.
    parents
        Whether the folder is made if it is not there.

    Raises
    ------
    HeirloomError
        If it cannot be written.
    """
    with write_errors(path):
        if parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        with temporary(path) as (part, _):
            part.write_bytes(content.encode() if isinstance(content, str) else content)
            commit(part, path, overwrite)


@contextmanager
def temporary(destination: Path) -> Iterator[tuple[Path, Path]]:
    """Two names beside the destination; what has them at the end is deleted."""
    stem = f"{unfinished.STEM}{secrets.token_hex(6)}"
    paths = destination.with_name(stem + ".part"), destination.with_name(stem + ".copy")
    with unfinished.noted(paths):
        try:
            try:
                paths[0].open("xb").close()  # asks early whether the folder can be written to
            except OSError as error:
                raise _unwritable(destination, error) from error
            yield paths
        finally:
            for path in paths:
                with suppress(OSError):
                    path.unlink()


@contextmanager
def write_errors(destination: Path) -> Iterator[None]:
    """Turn what goes wrong in writing into two sentences."""
    try:
        yield
    except (OSError, MemoryError) as error:
        raise _unwritable(destination, error) from error
    except libvips().Error as error:
        raise _unwritable(destination, error) from error


def _unwritable(path: Path, error: Exception) -> HeirloomError:
    number = getattr(error, "errno", None)
    full = number in (errno.ENOSPC, errno.EDQUOT) or "no space left" in str(error).lower()
    if not full and number is None:
        with suppress(OSError):
            full = shutil.disk_usage(path.parent).free < 1 << 20
    if full:
        return HeirloomError(
            "{name} could not be written: the disk is full.",
            "Make room, or choose a folder on another disk.",
            name=display_name(path),
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return HeirloomError(
            "{name} could not be written: its folder does not allow it.",
            "Choose a folder of your own.",
            name=display_name(path),
        )
    if isinstance(error, MemoryError):
        return HeirloomError(
            "{name} could not be written: there is too little memory.",
            "Close other programs, or choose TIFF, which needs the least.",
            name=display_name(path),
        )
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())
    return HeirloomError(
        "{name} could not be written: {reason}.",
        "Choose another name, folder or format.",
        name=display_name(path),
        reason=reason.rstrip("."),
    )


def commit(path: Path, destination: Path, overwrite: bool, *, source: Path | None = None) -> None:
    """Bring a complete file to the disk and give it its name.

    Parameters
    ----------
    path
        The file, under the name that it has until then.
    destination
        Its name, in the same folder.
    overwrite
        Whether a file of this name may be replaced.
    source
        The photo that it was made of: who may not read that may not read the result either.

    Raises
    ------
    HeirloomError
        If a file of this name has come into being meanwhile.
    """
    if source is not None:
        with suppress(OSError):
            path.chmod(path.stat().st_mode & (source.stat().st_mode | 0o600) & 0o777)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if overwrite:
        with suppress(OSError):
            shutil.copymode(destination, path)
        path.replace(destination)
    else:
        _name_unless_taken(path, destination)
    if os.name == "posix":
        folder = os.open(destination.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError:  # some network disks know no such thing
            pass
        finally:
            os.close(folder)


def _name_unless_taken(path: Path, destination: Path) -> None:
    """Name a file without replacing one that came into being in the meantime."""
    try:
        os.link(path, destination)
    except FileExistsError as error:
        raise _taken(destination) from error
    except OSError:  # a disk without hard links
        if os.path.lexists(destination):
            raise _taken(destination) from None
        path.replace(destination)
