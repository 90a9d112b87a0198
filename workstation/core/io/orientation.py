"""Photos that lie on their side or upside down, read upright from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from workstation.core.io.photo import Photo
from workstation.core.io.scratch import full, scratch
from workstation.core.io.vips_reader import LyingRows, Stored, size

_Number = TypeVar("_Number", bound=np.generic)
_ROWS: Final = 256


class Rows(Protocol):
    """The upright rows of a photo, to be read once and in order."""

    def read(self, top: int, bottom: int) -> Stored:
        """Read some rows."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...


def opened(photo: Photo) -> Rows:
    """Open a photo for reading its rows from top to bottom."""
    if photo.orientation == 1:
        return LyingRows(photo)
    return _Mirrored(photo) if photo.orientation == 2 else _Turned(photo)


def upright(values: NDArray[_Number], orientation: int) -> NDArray[_Number]:
    """Turn values as they lie on disk, (height, width, bands), as EXIF says; a contiguous copy."""
    if orientation >= 5:
        values = values.transpose(1, 0, 2)
    down = -1 if orientation in (3, 4, 7, 8) else 1
    across = -1 if orientation in (2, 3, 6, 7) else 1
    return np.ascontiguousarray(values[::down, ::across])


class _Mirrored:
    """A photo whose rows are the file's, each the other way round."""

    def __init__(self, photo: Photo) -> None:
        self._rows = LyingRows(photo)

    def read(self, top: int, bottom: int) -> Stored:
        return upright(self._rows.read(top, bottom), 2)

    def close(self) -> None:
        self._rows.close()


@dataclass(frozen=True)
class _Block:
    """Some of the file's rows, upright: where they are in the photo, and in the scratch file."""

    top: int
    left: int
    height: int
    width: int
    position: int


class _Turned:
    """A photo whose first row comes last, or whose rows are the file's columns.

    At the first read all of it is decoded, and each strip is turned and put aside as a block.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._file: IO[bytes] | None = None
        self._blocks: list[_Block] = []
        self._bands = 0
        self._dtype = np.dtype(np.uint8)

    def read(self, top: int, bottom: int) -> Stored:
        if self._file is None:
            self._fill()
        result: Stored = np.empty((bottom - top, self._photo.width, self._bands), self._dtype)
        for block in self._blocks:
            first, last = max(top, block.top), min(bottom, block.top + block.height)
            if first < last:
                rows = self._rows_of(block, first - block.top, last - block.top)
                columns = slice(block.left, block.left + block.width)
                result[first - top : last - top, columns] = rows
        return result

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rows_of(self, block: _Block, first: int, last: int) -> Stored:
        assert self._file is not None
        row_bytes = block.width * self._bands * self._dtype.itemsize
        self._file.seek(block.position + first * row_bytes)
        raw = self._file.read((last - first) * row_bytes)
        return np.frombuffer(raw, self._dtype).reshape(last - first, block.width, self._bands)

    def _fill(self) -> None:
        photo, lying = self._photo, LyingRows(self._photo)
        height, width = size(photo)
        self._blocks.clear()
        position = 0
        for top in range(0, height, _ROWS):
            strip = lying.read(top, min(top + _ROWS, height))
            rows = upright(strip, photo.orientation)
            if self._file is None:
                self._bands, self._dtype = rows.shape[2], rows.dtype
                self._file = scratch(height * width * self._bands * self._dtype.itemsize)
            # What is first in the file is last in the photo, for half of the orientations.
            last = photo.orientation in (3, 4, 6, 7)
            along = height - top - len(strip) if last else top
            place = (0, along) if photo.orientation >= 5 else (along, 0)
            self._blocks.append(_Block(*place, rows.shape[0], rows.shape[1], position))
            try:
                position += self._file.write(rows.data)
            except OSError as error:
                self.close()
                raise full(error) from error
