"""Asks which files to take, in the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from workstation.app.open_photo import SUFFIXES


def chosen(
    parent: QWidget, title: str, folder: str, kinds: str, *, projects: bool = False
) -> list[Path]:
    """Return the photos that the user picks; none if the dialog is left.

    Parameters
    ----------
    kinds
        The filter's words, with `{0}` where the endings go.
    projects
        Offer `.heirloom` files as well.
    """
    names, _ = QFileDialog.getOpenFileNames(parent, title, folder, filled(kinds, projects=projects))
    return [Path(name) for name in names]


def filled(kinds: str, *, projects: bool = False) -> str:
    """The filter with its endings in it; for the parameters see `chosen`."""
    endings = sorted(SUFFIXES)
    if projects:
        from workstation.core.project import SUFFIX  # which the window does without until then

        endings.append(SUFFIX)
    return kinds.format(" ".join(f"*{ending}" for ending in endings))
