"""Whether scans that are to be added know their resolution, from the heads of a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from resources.text import Text
from workstation.batch.intake import photos_below
from workstation.core.errors import HeirloomError
from workstation.core.io import resolution
from workstation.core.io.photo import Limits, open_photo
from workstation.core.progress import Progress

_MOST: Final = 50
"""So many files tell enough of a box: one scanner made them."""


@dataclass(frozen=True)
class Known:
    """What the files say about their resolution.

    Attributes
    ----------
    photos
        How many could be looked at.
    unsure
        How many of them state no resolution, or one that nobody believes.
    note
        What the first of these says, in a sentence; empty if there is none.
    """

    photos: int
    unsure: int
    note: str


def known(given: Sequence[Path], progress: Progress | None = None) -> Known:
    """Look at the first photos of what is given: files, and folders with their sub-folders.

    What cannot be read is passed over; whoever restores it says why.
    """
    progress = progress or Progress()
    photos, notes = 0, list[Text]()
    with suppress(OSError):  # of a folder that cannot be read
        for path in islice(_files(given), _MOST):
            progress.check()
            with suppress(HeirloomError):
                photo = open_photo(path, limits=Limits.lifted())
                photos += 1
                note = resolution.note(photo)
                notes += [note] if note and resolution.believed(photo) is None else []
    return Known(photos, len(notes), notes[0] if notes else "")


def _files(given: Sequence[Path]) -> chain[Path]:
    return chain.from_iterable(
        photos_below(path) if path.is_dir() else iter((path,)) for path in given
    )
