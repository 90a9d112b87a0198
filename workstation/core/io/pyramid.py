"""Any part of a photo at any of its sizes, for the canvas."""

from __future__ import annotations

from itertools import pairwise
from threading import Lock
from typing import IO, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.io import decode, scratch
from workstation.core.io.photo import Photo
from workstation.core.pixels import IntegerPixels, Pixels, Roi
from workstation.core.progress import Progress

_SMALLEST: Final = 64
_STRIP_LEVELS: Final = 8
_ROWS: Final = 1 << _STRIP_LEVELS
"""A strip of so many rows can be halved `_STRIP_LEVELS` times by itself."""


class TileReader:
    """Reads any rectangle of a photo, full-size or shrunk; from any thread.

    Level 0 is the photo; level n + 1 is level n with each two by two pixels averaged (at an odd
    edge, the last row or column counts twice). The first `read` or `prepare` decodes the whole
    photo once. Afterwards a tile costs no more than copying it.

    Parameters
    ----------
    photo
        From `open_photo`.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._lock = Lock()
        self._levels: list[_Level] | None = None
        self._alpha: _Level | None = None

    def level_size(self, level: int) -> tuple[int, int]:
        """Height and width of a level: the photo's divided by 2**level, rounded up."""
        step = 1 << level
        return -(-self._photo.height // step), -(-self._photo.width // step)

    @property
    def decoded(self) -> bool:
        """Whether the photo was decoded, so that a tile costs no more than copying."""
        return self._levels is not None

    def prepare(self, progress: Progress | None = None) -> None:
        """Decode the photo now, unless that is done already; can be cancelled.

        Raises
        ------
        HeirloomError
            If the file is damaged, or is not there any more.
        Cancelled
            If nobody wants it any more; the next call begins again.
        """
        self._prepared(progress or Progress())

    def _prepared(self, progress: Progress) -> tuple[list[_Level], _Level | None]:
        """The levels and the transparency; they stay with who asks, whoever closes meanwhile."""
        with self._lock:
            if self._levels is None:
                self._levels, self._alpha = _built(self._photo, progress)
            return self._levels, self._alpha

    def read(self, where: Roi, level: int) -> Pixels:
        """Read a rectangle of a level.

        Parameters
        ----------
        where
            The rectangle; its plane has the size of the level.
        level
            0 for full size; each further one halves it.

        Raises
        ------
        HeirloomError
            If the file is damaged, or is not there any more.
        ValueError
            If the plane is not the level's.
        """
        if (where.plane_height, where.plane_width) != self.level_size(level):
            raise ValueError(f"Level {level} is {self.level_size(level)}; {where} is of another.")
        levels, _ = self._prepared(Progress())
        if level < len(levels):
            return decode.as_pixels(levels[level].read(where))
        values = levels[-1].all()
        for _ in range(level - len(levels) + 1):
            values = _halved(values)
        y, x = where.top, where.left
        return decode.as_pixels(values[y : y + where.height, x : x + where.width])

    def alpha(self, where: Roi) -> NDArray[np.uint16] | None:
        """Read the transparency of a rectangle at full size, 65535 for opaque; None without any."""
        if not self._photo.alpha:
            return None
        _, alpha = self._prepared(Progress())
        assert alpha is not None
        values = alpha.read(where)[:, :, 0]
        deep = values.dtype == np.uint16
        return values.astype(np.uint16) if deep else values * np.uint16(257)

    def close(self) -> None:
        """Free the memory and the temporary file; a later `read` decodes the photo again."""
        with self._lock:
            self._levels = self._alpha = None  # files vanish with the last who reads in them


class _Level:
    """The integers of one level, in memory or in a file that vanishes when closed."""

    def __init__(self, height: int, width: int, bands: int, deep: bool, in_memory: bool) -> None:
        self._shape = (height, width, bands)
        self._dtype = np.dtype(np.uint16 if deep else np.uint8)
        self._values: IntegerPixels | None = None
        self._file: IO[bytes] | None = None
        if in_memory:
            self._values = np.empty(self._shape, self._dtype)
        else:
            self._file = scratch.open_scratch(scratch.IN_MEMORY_BYTES + 1)
        self._lock = Lock()

    def write(self, top: int, rows: IntegerPixels) -> None:
        if self._values is not None:
            self._values[top : top + len(rows)] = rows
        elif self._file is not None:
            self._file.seek(top * self._row_bytes)
            try:
                self._file.write(np.ascontiguousarray(rows).data)
            except OSError as error:
                raise scratch.out_of_space(error) from error

    def read(self, where: Roi) -> IntegerPixels:
        y, x, h, w = where.top, where.left, where.height, where.width
        if self._values is not None:
            return self._values[y : y + h, x : x + w]
        assert self._file is not None
        pixel = self._shape[2] * self._dtype.itemsize
        found = np.empty((h, w, self._shape[2]), self._dtype)
        with self._lock:
            for row in range(h):
                self._file.seek((y + row) * self._row_bytes + x * pixel)
                found[row] = self._row(self._file.read(w * pixel))
        return found

    def all(self) -> IntegerPixels:
        return self.read(Roi.whole(*self._shape[:2]))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def __del__(self) -> None:
        self.close()

    def _row(self, raw: bytes) -> IntegerPixels:
        return np.frombuffer(raw, self._dtype).reshape(-1, self._shape[2])

    @property
    def _row_bytes(self) -> int:
        return self._shape[1] * self._shape[2] * self._dtype.itemsize


def _built(photo: Photo, progress: Progress) -> tuple[list[_Level], _Level | None]:
    """Decode the photo once from top to bottom and shrink each strip on its way."""
    levels: list[_Level] = []
    alpha: _Level | None = None
    try:
        for top, rows in decode.integer_strips(photo, _ROWS):
            progress.report(top / photo.height, "Reading the photo")
            colours: IntegerPixels = rows[:, :, :3] if rows.shape[2] >= 3 else rows[:, :, :1]
            if not levels:
                levels = _empty_levels(photo, colours.shape[2], colours.dtype == np.uint16)
            levels[0].write(top, colours)
            if photo.alpha:
                if alpha is None:
                    in_memory = photo.height * photo.width * 2 <= scratch.IN_MEMORY_BYTES
                    deep = rows.dtype == np.uint16
                    alpha = _Level(photo.height, photo.width, 1, deep, in_memory)
                alpha.write(top, rows[:, :, -1:])
            for number, level in enumerate(levels[1 : _STRIP_LEVELS + 1], start=1):
                colours = _halved(colours)
                level.write(top >> number, colours)
        for larger, level in pairwise(levels[_STRIP_LEVELS:]):
            level.write(0, _halved(larger.all()))
    except BaseException:
        for level in (*levels, *((alpha,) if alpha else ())):
            level.close()
        raise
    return levels, alpha


def _empty_levels(photo: Photo, bands: int, deep: bool) -> list[_Level]:
    sizes = [(photo.height, photo.width)]
    while max(sizes[-1]) > _SMALLEST:
        sizes.append((-(-sizes[-1][0] // 2), -(-sizes[-1][1] // 2)))
    pixels = photo.height * photo.width * bands
    in_memory = pixels * (2 if deep else 1) + pixels * 2 // 3 <= scratch.IN_MEMORY_BYTES
    return [
        _Level(height, width, bands, deep or number > 0, in_memory)
        for number, (height, width) in enumerate(sizes)
    ]


def _halved(values: IntegerPixels) -> NDArray[np.uint16]:
    """Average each two by two pixels, at 16 bits."""
    height, width, bands = values.shape
    deep = values.astype(np.uint16) * np.uint16(257) if values.dtype == np.uint8 else values
    if height % 2 or width % 2:
        deep = np.pad(deep, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    half = np.asarray(
        cv2.resize(deep, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint16
    )
    return half.reshape(-(-height // 2), -(-width // 2), bands)
