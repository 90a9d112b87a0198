"""Photos that lie on their side or upside down, read upright from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from workstation.core.io.photo import Photo
from workstation.core.io.scratch import open_scratch, out_of_space
from workstation.core.io.vips_reader import FileScanlines, size
from workstation.core.pixels import IntegerPixels

_Number = TypeVar("_Number", bound=np.generic)
_ROWS: Final = 256


def upright(values: NDArray[_Number], orientation: int) -> NDArray[_Number]:
    """Turn values of a file as EXIF says.

    Parameters
    ----------
    values
        (height, width, bands).
    orientation
        1 to 8, as EXIF counts.

    Returns
    -------
    array
        A contiguous copy.

    Examples
    --------
    >>> upright(np.array([[[1], [2], [3]]]), 6)[:, :, 0].tolist()
    [[1], [2], [3]]
    """
    if orientation >= 5:
        values = values.transpose(1, 0, 2)
    down = -1 if orientation in (3, 4, 7, 8) else 1
    across = -1 if orientation in (2, 3, 6, 7) else 1
    return np.ascontiguousarray(values[::down, ::across])


@dataclass(frozen=True)
class _Block:
    """Some of the file's rows, upright: where they are in the photo, and in the scratch file."""

    top: int
    left: int
    height: int
    width: int
    position: int


class UprightScanlines:
    """The upright rows of a photo, to be read once and in order.

    Where its first row comes last, or its rows are the file's columns, all of it is decoded at the
    first read: each strip is turned and put aside as a block.

    Parameters
    ----------
    photo
        From `open_photo`.

    Raises
    ------
    HeirloomError
        If the file is damaged, or is not there any more.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._source = FileScanlines(photo)
        self._file: IO[bytes] | None = None
        self._blocks: list[_Block] = []
        self._bands = 0
        self._dtype = np.dtype(np.uint8)

    def read(self, top: int, bottom: int) -> IntegerPixels:
        """Read some rows.

        Parameters
        ----------
        top, bottom
            The first one, and the one after the last.

        Raises
        ------
        HeirloomError
            If the file is damaged, or is not there any more.
        """
        if self._photo.orientation <= 2:
            return upright(self._source.read(top, bottom), self._photo.orientation)
        if self._file is None:
            self._fill()
        shape = bottom - top, self._photo.width, self._bands
        result: IntegerPixels = np.empty(shape, self._dtype)
        for block in self._blocks:
            first, last = max(top, block.top), min(bottom, block.top + block.height)
            if first < last:
                rows = self._rows_of(block, first - block.top, last - block.top)
                columns = slice(block.left, block.left + block.width)
                result[first - top : last - top, columns] = rows
        return result

    def close(self) -> None:
        """Free the memory or the temporary file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rows_of(self, block: _Block, first: int, last: int) -> IntegerPixels:
        assert self._file is not None
        row_bytes = block.width * self._bands * self._dtype.itemsize
        self._file.seek(block.position + first * row_bytes)
        raw = self._file.read((last - first) * row_bytes)
        return np.frombuffer(raw, self._dtype).reshape(last - first, block.width, self._bands)

    def _fill(self) -> None:
        photo = self._photo
        height, width = size(photo)
        self._blocks.clear()
        position = 0
        for top in range(0, height, _ROWS):
            strip = self._source.read(top, min(top + _ROWS, height))
            rows = upright(strip, photo.orientation)
            if self._file is None:
                self._bands, self._dtype = rows.shape[2], rows.dtype
                self._file = open_scratch(height * width * self._bands * self._dtype.itemsize)
            # What is first in the file is last in the photo, for half of the orientations.
            last = photo.orientation in (3, 4, 6, 7)
            along = height - top - len(strip) if last else top
            place = (0, along) if photo.orientation >= 5 else (along, 0)
            self._blocks.append(_Block(*place, rows.shape[0], rows.shape[1], position))
            try:
                position += self._file.write(rows.data)
            except OSError as error:
                self.close()
                raise out_of_space(error) from error
