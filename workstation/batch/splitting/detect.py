"""Find the photos on a scan's file, on a copy of it and with the resolution that it really has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from workstation.batch.splitting.frames import WORKING_PX, PhotoFrame, find_photos
from workstation.core.io import resolution
from workstation.core.io.decode import read_whole
from workstation.core.io.photo import Photo
from workstation.core.pixels import Pixels, from_grey, grey_plane, seal
from workstation.core.progress import Progress

SHOWN_PX: Final = 3200
"""The longer side of the copy that `detect` gives: fine enough to judge edges by."""


@dataclass(frozen=True)
class Detection:
    """What was found on a scan.

    Attributes
    ----------
    whole
        A copy of it, its longer side `SHOWN_PX` at most.
    frames
        The photos that were found on it.
    """

    whole: Pixels
    frames: tuple[PhotoFrame, ...]


def detect(photo: Photo, progress: Progress | None = None, dpi: float | None = None) -> Detection:
    """Find the photos on a scan's file, and keep a copy to show; see `find_photos`.

    Parameters
    ----------
    photo
        The scan.
    progress
        Where to report to.
    dpi
        What somebody says that its resolution is; None to go by the file. What the file says is not
        used where programs write it that know of none, or where no scanner is so large or so small.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    whole = read_whole(photo, SHOWN_PX, progress)
    height, width = square_size(photo, dpi)
    known = _known(photo, dpi)
    longer = WORKING_PX / max(height, width)
    size = (max(1, round(width * min(longer, 1.0))), max(1, round(height * min(longer, 1.0))))
    share = size[0] / width
    return Detection(
        whole, find_photos(_resized(whole, size), known * share if known else None, progress)
    )


def square_size(photo: Photo, dpi: float | None = None) -> tuple[int, int]:
    """Height and width that a scan has with square pixels: the finer of its two resolutions.

    Parameters
    ----------
    photo
        The scan.
    dpi
        What somebody says that its resolution is, in both directions.
    """
    found = resolution.plausible(photo)
    if dpi is not None or found is None or not resolution.unequal(found):
        return photo.height, photo.width
    most = max(found)
    return round(photo.height * most / found[1]), round(photo.width * most / found[0])


def _known(photo: Photo, dpi: float | None) -> float | None:
    """Dots per inch of the scan with square pixels, if it lies between a passport's and A3."""
    found = resolution.plausible(photo)
    best = dpi or (max(found) if found else None)
    if best is None:
        return None
    return best if 30 < max(square_size(photo, dpi)) / best * resolution.MM_PER_INCH < 700 else None


def _resized(whole: Pixels, size: tuple[int, int]) -> Pixels:
    """A copy of another width and height; larger ones are never made of smaller ones."""
    if (whole.shape[1], whole.shape[0]) == size:
        return whole
    plane = grey_plane(whole)
    values = np.ascontiguousarray(whole if plane is None else plane)
    made = np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)
    np.clip(made, 0.0, 1.0, out=made)
    return seal(made) if plane is None else from_grey(made)
