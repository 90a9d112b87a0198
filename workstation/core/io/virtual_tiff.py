"""Feed rows to libvips as they are made.

libvips pulls a picture from a source of bytes. This source plays an uncompressed BigTIFF file: its
header can be written in advance, as every row's place follows from the size, and its pixels are
rendered when libvips comes to read them. So encoding needs no more memory than a few strips.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from workstation.core.libvips import libvips
from workstation.core.metadata import tiff_tags
from workstation.core.metadata.tiff_tags import Layout
from workstation.core.pixels import IntegerPixels

_STRIP_BYTES: Final = 4 << 20
_SHORT: Final = 3
_LONG: Final = 4
_LONG8: Final = 16


@dataclass(frozen=True)
class Shape:
    """What the picture will be: its size, its bands (grey or RGB, then alpha), its bytes."""

    height: int
    width: int
    bands: int
    bits: int

    @property
    def row_bytes(self) -> int:
        """Length of a row."""
        return self.width * self.bands * self.bits // 8


class VirtualTiff:
    """A picture whose rows come from an iterator while libvips reads it, once and in order.

    The iterator runs in a thread of its own, one item ahead.

    Parameters
    ----------
    shape
        What the picture will be.
    rows
        Its rows, from top to bottom.

    Attributes
    ----------
    failure
        What the iterator raised, if it did; libvips only knows that the source ran dry.
    """

    def __init__(self, shape: Shape, rows: Generator[IntegerPixels]) -> None:
        self.failure: BaseException | None = None
        self._head, self._length = _header(shape)
        self._position = 0
        self._rows = rows
        self._thread = ThreadPoolExecutor(1, "rendering ahead")
        self._ahead = self._thread.submit(next, rows, None)
        self._chunk = memoryview(b"")
        self._chunk_start = len(self._head)
        self._source = libvips().SourceCustom()
        self._source.on_read(self._read)
        self._source.on_seek(self._seek)

    def image(self) -> Any:
        """The picture as libvips sees it; may be read once, from top to bottom."""
        return libvips().Image.tiffload_source(
            self._source, access="sequential", fail_on="error", unlimited=True
        )

    def close(self) -> None:
        """End the rendering, whether it is done or not."""
        self._thread.submit(self._rows.close)
        self._thread.shutdown()
        self._chunk = memoryview(b"")

    def _seek(self, offset: int, whence: int) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        self._position = start + offset
        return self._position

    def _read(self, size: int) -> bytes | memoryview | None:
        # An exception must not leave this function: it is called from C, which would lose it.
        try:
            found = self._bytes(size)
        except BaseException as error:  # `failure` is raised by who waits
            self.failure = self.failure or error
            return None
        self._position += len(found)
        return found

    def _bytes(self, size: int) -> bytes | memoryview:
        if self.failure is not None or self._position >= self._length:
            return b""
        if self._position < len(self._head):
            return self._head[self._position : self._position + size]
        while self._position >= self._chunk_start + len(self._chunk):
            self._chunk_start += len(self._chunk)
            rows = self._ahead.result()
            if rows is None:
                raise RuntimeError("Rendering ended before the last row.")
            self._ahead = self._thread.submit(next, self._rows, None)
            self._chunk = np.ascontiguousarray(rows).data.cast("B")
        start = self._position - self._chunk_start
        if start < 0:
            raise RuntimeError("libvips went back to rows that are gone.")
        return self._chunk[start : start + size]


def _header(shape: Shape) -> tuple[bytes, int]:
    """The file's first part, and how long the whole file is."""
    layout = Layout("<", big=True)
    first = len(layout.head(0))
    rows = max(1, min(shape.height, _STRIP_BYTES // shape.row_bytes))
    tops = range(0, shape.height, rows)
    colours = 3 if shape.bands >= 3 else 1

    def header(data: int) -> bytes:
        entries = [
            layout.entry(256, _LONG, shape.width),
            layout.entry(257, _LONG, shape.height),
            layout.entry(258, _SHORT, *[shape.bits] * shape.bands),
            layout.entry(259, _SHORT, 1),
            layout.entry(262, _SHORT, 2 if colours == 3 else 1),
            layout.entry(273, _LONG8, *(data + top * shape.row_bytes for top in tops)),
            layout.entry(277, _SHORT, shape.bands),
            layout.entry(278, _LONG, rows),
            layout.entry(
                279, _LONG8, *(min(rows, shape.height - top) * shape.row_bytes for top in tops)
            ),
            layout.entry(284, _SHORT, 1),
        ]
        if shape.bands > colours:
            entries.append(layout.entry(338, _SHORT, 2))
        return layout.head(first) + tiff_tags.serialize(entries, layout, first)

    data = len(header(0))
    return header(data), data + shape.height * shape.row_bytes
