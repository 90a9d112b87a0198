"""What went wrong, in words for the person at the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from resources.text import Text, TextError


class HeirloomError(TextError):
    """A failure that the user can understand: what happened, and what to do about it."""


class Cancelled(Exception):  # noqa: N818 - not an error: the user's wish, never shown
    """The user no longer wants the result."""


OPEN_ANYWAY: Final = Text(
    "If you trust the file, choose “Open anyway” in the window, or give --no-limits on the "
    "command line."
)


def display_name(path: Path) -> str:
    """A file's name as it can be shown on one line, whatever it holds."""
    return display_text(path.name or str(path))


def display_path(path: Path) -> str:
    """A whole path as it can be shown on one line; a terminal would obey what is in some names."""
    return display_text(str(path))


def display_text(text: str) -> str:
    """A text of strangers as it can be shown on one line, whatever it holds."""
    spelled = text.encode("utf-8", "surrogateescape" if _from_disk(text) else "replace")
    shown = spelled.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)


def _from_disk(text: str) -> bool:
    """Whether what UTF-8 lacks in a text stands for bytes, as in names of files."""
    return all(not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" for c in text)


def unreadable(path: Path, error: Exception) -> HeirloomError:
    """Say why the system does not let us read a file."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return HeirloomError(
            "There is no file {name}.",
            "It may have been moved, renamed or deleted.",
            name=display_name(path),
        )
    if isinstance(error, PermissionError):
        return HeirloomError(
            "{name} cannot be read: you have no permission to.",
            "Ask for permission, or copy it to a folder of your own.",
            name=display_name(path),
        )
    if isinstance(error, MemoryError):
        return HeirloomError(
            "{name} is too large for this computer's memory.",
            "Close other programs, or save it as a TIFF file, which is read piece by piece.",
            name=display_name(path),
        )
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return HeirloomError(
        "{name} cannot be read: {reason}.",
        "Check the name and the disk or connection that it lies on, then try again.",
        name=display_name(path),
        reason=reason,
    )


def damaged(path: Path, reason: str = "") -> HeirloomError:
    """Say that a file is of a known format but broken."""
    reason = reason.lower()
    if any(word in reason for word in ("unsupported", "not supported", "samples out of range")):
        return unsupported(path, Text("is of a rare kind"))
    cut = any(word in reason for word in ("premature", "end of", "truncat", "bad seek"))
    if cut:
        what = Text(
            "{name} is cut off: the end of the picture is missing.", name=display_name(path)
        )
    else:
        what = Text("{name} is damaged.", name=display_name(path))
    return HeirloomError(
        what, "Copy it again from where it came, or repair it with the program that wrote it."
    )


def unsupported(path: Path, what: str) -> HeirloomError:
    """Say that a file is sound, but of a rare kind that we do not read."""
    return HeirloomError(
        "{name} {what}, which cannot be opened.",
        "Save it as an ordinary TIFF or PNG file with the program that wrote it.",
        name=display_name(path),
        what=what,
    )
