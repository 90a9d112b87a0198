"""Asks which files to take, in the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from workstation.core.io.formats import PHOTO_SUFFIXES, patterns


def photos(
    parent: QWidget | None, title: str, folder: str, words: str, *, projects: bool = False
) -> list[Path]:
    """Return the photos that the user picks; none if the dialog is left.

    Parameters
    ----------
    words
        The filter's words, with `{0}` where the endings go.
    projects
        Offer `.heirloom` files as well.
    """
    names, _ = QFileDialog.getOpenFileNames(
        parent, title, folder, photo_filter(words, projects=projects)
    )
    return [Path(name) for name in names]


def photo_filter(words: str, *, projects: bool = False) -> str:
    """The filter with its endings in it; for the parameters see `photos`."""
    if not projects:
        return words.format(patterns(PHOTO_SUFFIXES))
    from workstation.core.project import SUFFIX  # which the window does without until then

    return words.format(patterns((*PHOTO_SUFFIXES, SUFFIX)))


def file(parent: QWidget | None, title: str, folder: str = "", kinds: str = "") -> Path | None:
    """The file that the user picks, if any."""
    return _path(QFileDialog.getOpenFileName(parent, title, folder, kinds)[0])


def new_file(parent: QWidget | None, title: str, proposed: str, kinds: str) -> Path | None:
    """The name that the user gives to a new file, if any."""
    return _path(QFileDialog.getSaveFileName(parent, title, proposed, kinds)[0])


def folder(parent: QWidget | None, title: str, first: str = "") -> Path | None:
    """The folder that the user picks, if any."""
    return _path(QFileDialog.getExistingDirectory(parent, title, first))


def _path(name: str) -> Path | None:
    return Path(name) if name else None
