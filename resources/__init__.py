"""What travels with the program: models, icons, themes, sample photos, words in many languages."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
"""PyInstaller keeps the packages' folders, so this also holds in the installed program."""


def find(*parts: str) -> Path:
    """Return the path of a file or folder of this package, e.g. `find("models", "x.tflite")`.

    Raises
    ------
    FileNotFoundError
        If it is not there: the program is not installed completely.
    """
    path = _HERE.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"The program's file {'/'.join(parts)} is missing.")
    return path


def languages() -> tuple[str, ...]:
    """The codes of the languages that the window speaks besides English."""
    found = (_HERE / "translations").glob("heirloom_*.qm")
    return tuple(sorted(path.stem.partition("_")[2] for path in found))
