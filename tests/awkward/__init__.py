"""Awkward photos, each with what has to come of it.

To get the files for trying them by hand: python -m tests.awkward FOLDER
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.awkward import contents, damaged, files
from tests.awkward.cases import Case, Maker, Opens, Refused
from tests.awkward.profiles import ADOBE_PRIMARIES, P3_PRIMARIES, SRGB_PRIMARIES, icc_profile

__all__ = [
    "ADOBE_PRIMARIES",
    "P3_PRIMARIES",
    "SRGB_PRIMARIES",
    "Case",
    "Opens",
    "Refused",
    "described",
    "icc_profile",
    "make",
]


def make(folder: Path) -> list[Case]:
    """Fill an empty folder and say what has to come of each file."""
    maker = Maker(folder)
    for group in (
        files.cut_off,
        files.mislabelled,
        files.strangers,
        contents.kinds_of_pixels,
        contents.floats,
        contents.transparency,
        contents.orientations,
        contents.profiles,
        contents.resolutions,
        files.names,
        files.pages,
        files.layouts,
        files.sizes,
        contents.metadata,
        damaged.damage,
        damaged.rare_depths,
        damaged.avif,
        damaged.old_exif,
        files.not_files,
    ):
        group(maker)
    return maker.cases


def described(cases: list[Case]) -> Iterator[str]:
    """One line per case."""
    for case in cases:
        expected = case.expected
        what = f"refused: {expected.words}" if isinstance(expected, Refused) else "opens"
        yield f"{case.path.name!a:50} {what}"
