"""From the bytes of a file to pixels: sRGB, upright, in strips or as a small whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.io import vips_reader
from workstation.core.io.orientation import UprightScanlines, upright
from workstation.core.io.photo import Photo
from workstation.core.pixels import IntegerPixels, Pixels, Roi, from_grey, seal
from workstation.core.progress import Progress

_READ_ROWS: Final = 256


@dataclass(frozen=True)
class Strip:
    """Some rows of a photo, over its whole width.

    Attributes
    ----------
    where
        The rows that `pixels` and `alpha` hold, those of the halo included.
    inner
        The rows that this strip is for. The inner rows of all strips make up the photo.
    pixels
        The picture.
    alpha
        Transparency, (height, width), 65535 for opaque; None if the photo has none.
    """

    where: Roi
    inner: Roi
    pixels: Pixels
    alpha: NDArray[np.uint16] | None = None


def strips(photo: Photo, rows: int = 256, halo: int = 0) -> Iterator[Strip]:
    """Read a photo from top to bottom, once, with as much memory as a strip needs.

    Photos that lie on their side or upside down are first decoded as a whole: above 256 MB into a
    temporary file.

    Parameters
    ----------
    photo
        From `open_photo`.
    rows
        Inner rows of a strip; the last one may have fewer.
    halo
        So many rows more above and below, where the photo has them.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    source = UprightScanlines(photo)
    height, width = photo.height, photo.width
    kept: IntegerPixels | None = None
    first = 0
    try:
        for top in range(0, height, rows):
            bottom = min(top + rows, height)
            start, end = max(0, top - halo), min(height, bottom + halo)
            had = 0 if kept is None else first + len(kept)
            fresh = source.read(had, end) if end > had else None
            kept = _joined(None if kept is None else kept[start - first :], fresh)
            first = start
            where = Roi(start, 0, end - start, width, height, width)
            inner = Roi(top, 0, bottom - top, width, height, width)
            yield Strip(where, inner, as_pixels(kept), _as_alpha(kept))
    finally:
        source.close()


def integer_strips(photo: Photo, rows: int = _READ_ROWS) -> Iterator[tuple[int, IntegerPixels]]:
    """Read a photo's sRGB-encoded integers from top to bottom.

    Parameters
    ----------
    photo
        From `open_photo`.
    rows
        At a time; the last time there may be fewer.

    Yields
    ------
    tuple of int, array
        The number of the first row, and the rows.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    source = UprightScanlines(photo)
    try:
        for top in range(0, photo.height, rows):
            yield top, source.read(top, min(top + rows, photo.height))
    finally:
        source.close()


def read_whole(photo: Photo, longest_px: int, progress: Progress | None = None) -> Pixels:
    """Read a copy of a photo that is shrunk by averaging, never enlarged.

    Parameters
    ----------
    photo
        From `open_photo`.
    longest_px
        The longer side of the copy is at most this.
    progress
        Where to report to.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """
    progress = progress or Progress()
    progress.check()
    ratio = max(1.0, max(photo.height, photo.width) / longest_px)
    values, covered = vips_reader.read_shrunk(photo, ratio)
    progress.report(0.9)
    if ratio == 1.0:
        return as_pixels(upright(values, photo.orientation))
    colours = 3 if values.shape[2] >= 3 else 1
    means = values[:, :, :colours].astype(np.float32)
    rows, columns = vips_reader.size(photo)
    height, width = (max(1, round(side / ratio)) for side in (rows, columns))
    if rows % covered == 0 and columns % covered == 0:
        small = cv2.resize(means, (width, height), interpolation=cv2.INTER_AREA)
        means = np.asarray(small, np.float32).reshape(height, width, colours)
    else:
        means = _averaged(means, covered, rows, height).transpose(1, 0, 2)
        means = _averaged(means, covered, columns, width).transpose(1, 0, 2)
    means /= np.float32(255 if values.dtype == np.uint8 else 65535)
    means = np.clip(upright(means, photo.orientation), 0.0, 1.0)
    return seal(means) if colours == 3 else from_grey(means[:, :, 0])


def as_pixels(integers: IntegerPixels) -> Pixels:
    """Integers as pixels: v/255 or v/65535; alpha is left out.

    >>> as_pixels(np.array([[[0, 128, 255]]], np.uint8)).round(3).tolist()
    [[[0.0, 0.5019999742507935, 1.0]]]
    """
    colours = integers[:, :, :1] if integers.shape[2] < 3 else integers[:, :, :3]
    largest = np.float32(255 if integers.dtype == np.uint8 else 65535)
    values = np.divide(colours, largest, dtype=np.float32)
    return from_grey(values[:, :, 0]) if values.shape[2] == 1 else seal(values)


def _joined(above: IntegerPixels | None, below: IntegerPixels | None) -> IntegerPixels:
    parts = [rows for rows in (above, below) if rows is not None and len(rows)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _averaged(
    values: NDArray[np.float32], covered: int, full: int, size: int
) -> NDArray[np.float32]:
    """Shrink the first axis to `size` by exact averages, parts of pixels included.

    Each value stands for `covered` of the `full` original pixels, the last one for what is left;
    OpenCV's averages, which are faster, know no such last one.
    """
    values = np.ascontiguousarray(values)
    number = len(values)
    weight = np.ones((number, 1, 1), np.float32)
    weight[-1] = (full - (number - 1) * covered) / covered
    weighted = values * weight if weight[-1] != 1 else values
    ends = np.linspace(0.0, full / covered, size + 1)
    whole = np.minimum(ends.astype(np.int64), number - 1)
    share = (ends - whole).astype(np.float32).reshape(-1, 1, 1) / weight[whole]
    edge = weighted[whole] * share  # the part of a pixel that lies before each end
    sums = np.add.reduceat(weighted, whole[:-1], axis=0)
    sums[whole[:-1] == whole[1:]] = 0.0  # there, `reduceat` gives the value itself
    sums[-1] = weighted[whole[-2] : whole[-1]].sum(axis=0)
    means: NDArray[np.float32] = (sums + edge[1:] - edge[:-1]) * np.float32(size * covered / full)
    return means


def _as_alpha(integers: IntegerPixels) -> NDArray[np.uint16] | None:
    if integers.shape[2] in (1, 3):
        return None
    alpha = integers[:, :, -1]
    return alpha * np.uint16(257) if alpha.dtype == np.uint8 else alpha.astype(np.uint16)
