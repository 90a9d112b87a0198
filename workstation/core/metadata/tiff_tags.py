"""The tag directories of TIFF files and of EXIF, read and written as raw entries.

An EXIF block *is* a small TIFF file without a picture. Entries keep their bytes as they lie in the
file, whatever their meaning, so that nothing is lost that we do not understand.

Source: Adobe, TIFF Revision 6.0, 1992; BigTIFF as libtiff describes it.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

BITS: Final = 258
COMPRESSION: Final = 259
TILE_OFFSETS: Final = 324
TILE_BYTES: Final = 325
ORIENTATION: Final = 274
X_RESOLUTION: Final = 282
Y_RESOLUTION: Final = 283
RESOLUTION_UNIT: Final = 296
XMP: Final = 700
IPTC: Final = 33723
PHOTOSHOP: Final = 34377
EXIF: Final = 34665
ICC: Final = 34675
GPS: Final = 34853
INTEROPERABILITY: Final = 40965
DNG_VERSION: Final = 50706

_TYPES: Final = {
    1: (1, "B"),
    2: (1, ""),
    3: (2, "H"),
    4: (4, "I"),
    5: (8, "II"),
    6: (1, ""),
    7: (1, "B"),
    8: (2, ""),
    9: (4, "i"),
    10: (8, "ii"),
    11: (4, "f"),
    12: (8, "d"),
    13: (4, "I"),
    16: (8, "Q"),
    17: (8, ""),
    18: (8, "Q"),
}
"""Bytes of a value by its type's number, and how to read it as a number."""

_RATIONALS: Final = (5, 10)
_MOST_ENTRIES: Final = 4096
_MOST_BYTES: Final = 64 << 20
"""Of all values of a directory together: tags may point to the same bytes over and over."""


class TagsError(ValueError):
    """The tags are damaged."""


@dataclass(frozen=True)
class Layout:
    """How a file writes its tags.

    Attributes
    ----------
    order
        Of bytes: "<" or ">".
    big
        Whether offsets have 64 bits.
    """

    order: str = "<"
    big: bool = False

    @property
    def entry_bytes(self) -> int:
        """Length of one entry."""
        return 20 if self.big else 12

    @property
    def offset(self) -> struct.Struct:
        """An offset into the file."""
        return struct.Struct(self.order + ("Q" if self.big else "I"))

    @property
    def count(self) -> struct.Struct:
        """A directory's number of entries."""
        return struct.Struct(self.order + ("Q" if self.big else "H"))

    def head(self, position: int) -> bytes:
        """A file's first bytes, if its first directory lies at `position`."""
        order = b"II" if self.order == "<" else b"MM"
        magic = (43, 8, 0) if self.big else (42,)
        return (
            order + struct.pack(f"{self.order}{len(magic)}H", *magic) + self.offset.pack(position)
        )

    def entry(self, tag: int, kind: int, *values: int) -> Entry:
        """An entry that lies nowhere yet.

        Parameters
        ----------
        tag, kind
            Its number, and its type's.
        values
            Whole numbers; fractions are pairs of them.

        Examples
        --------
        >>> Layout("<").entry(ORIENTATION, 3, 6).data.hex()
        '0600'
        >>> Layout(">").entry(X_RESOLUTION, 5, 600, 1).count
        1
        """
        raw = b"".join(struct.pack(self.order + _TYPES[kind][1][0], value) for value in values)
        return Entry(tag, kind, len(raw) // _TYPES[kind][0], raw)

    def pointer(self, tag: int, position: int) -> Entry:
        """An entry that points to a directory.

        Parameters
        ----------
        tag
            `EXIF` or `GPS`.
        position
            Where the directory lies, in bytes.
        """
        return self.entry(tag, 18 if self.big else 4, position)


@dataclass(frozen=True)
class Entry:
    """One tag.

    Attributes
    ----------
    tag, kind
        Its number, and its type's.
    count, data
        How many values, and their bytes as in the file.
    position, data_position
        Where the entry itself lies, and where its bytes do; -1 for nowhere yet.
    """

    tag: int
    kind: int
    count: int
    data: bytes
    position: int = -1
    data_position: int = -1

    def moved(self, source: Layout, target: Layout) -> Entry:
        """The entry for another file, with its values' bytes in that one's order.

        Parameters
        ----------
        source, target
            Of the file that it comes from, and of the one that it goes to.
        """
        size = _TYPES.get(self.kind, (1, ""))[0]
        unit = size // 2 if self.kind in _RATIONALS else size
        data = self.data
        if source.order != target.order and unit > 1:
            data = b"".join(data[i : i + unit][::-1] for i in range(0, len(data), unit))
        return replace(self, data=data, position=-1, data_position=-1)


@dataclass(frozen=True)
class Directory:
    """The tags of one page, or of EXIF's parts.

    Attributes
    ----------
    layout
        Of the file.
    entries
        By their tags.
    position, following
        Where it lies in the file, and where the next one does; 0 for none.
    """

    layout: Layout
    entries: dict[int, Entry]
    position: int
    following: int

    def number(self, tag: int) -> float | None:
        """Value of a tag that holds one number; None if it is absent or holds none."""
        entry = self.entries.get(tag)
        form = _TYPES[entry.kind][1] if entry is not None else ""
        if entry is None or not form:
            return None
        values = struct.unpack_from(self.layout.order + form, entry.data)
        if len(values) == 2:
            return values[0] / values[1] if values[1] else 0.0
        return float(values[0]) if math.isfinite(values[0]) else None

    def numbers(self, tag: int) -> tuple[int, ...]:
        """The values of a tag that holds whole numbers; none if it is absent or holds others."""
        entry = self.entries.get(tag)
        form = _TYPES[entry.kind][1] if entry is not None else ""
        if entry is None or form not in ("B", "H", "I", "Q"):
            return ()
        return struct.unpack(f"{self.layout.order}{entry.count}{form}", entry.data)


def read_directory(file: BinaryIO, layout: Layout, position: int) -> Directory:
    """Read one directory.

    Entries whose bytes lie outside the file are left out, and those of which there are too many.

    Parameters
    ----------
    file
        A TIFF file or an EXIF block.
    layout
        How it writes its tags.
    position
        Where the directory begins, in bytes.

    Raises
    ------
    TagsError
        If there is none.
    """
    number = layout.count.unpack(_read(file, position, layout.count.size))[0]
    if number > _MOST_ENTRIES:
        raise TagsError("There are absurdly many tags.")
    start = position + layout.count.size
    raw = _read(file, start, number * layout.entry_bytes)
    try:
        end = _read(file, start + len(raw), layout.offset.size)
        following = layout.offset.unpack(end)[0]
    except TagsError:  # some writers leave the last offset out
        following = 0
    entries: dict[int, Entry] = {}
    room = _MOST_BYTES
    for at in range(0, len(raw), layout.entry_bytes):
        entry = _entry(file, layout, raw[at : at + layout.entry_bytes], start + at, room)
        if entry is not None and entry.tag not in entries:
            entries[entry.tag] = entry
            room -= len(entry.data)
    return Directory(layout, entries, position, following)


def read_page(file: BinaryIO, page: int = 0) -> Directory:
    """Read the directory of one page of a TIFF file.

    Parameters
    ----------
    file
        The file, or an EXIF block.
    page
        From 0.

    Raises
    ------
    TagsError
        If the file is damaged or has no such page.
    """
    layout, position = _first(file)
    for _ in range(page):
        position = _following(file, layout, position)
    if not position:
        raise TagsError(f"There is no page {page}.")
    return read_directory(file, layout, position)


def pages_end(file: BinaryIO) -> bool:
    """Whether a TIFF file's pages come to an end, and do not lead in a circle.

    Parameters
    ----------
    file
        The file.
    """
    seen = set[int]()
    try:
        layout, position = _first(file)
        while position and len(seen) < _MOST_ENTRIES:
            if position in seen:
                return False
            seen.add(position)
            position = _following(file, layout, position)
    except TagsError:
        pass  # whoever reads a page finds that out
    return True


def _first(file: BinaryIO) -> tuple[Layout, int]:
    """How a file writes its tags, and where its first directory lies."""
    head = _read(file, 0, 8)
    order = {b"II": "<", b"MM": ">"}.get(head[:2], "")
    magic = int.from_bytes(head[2:4], "little" if order == "<" else "big")
    if not order or magic not in (42, 43):
        raise TagsError("This is no TIFF.")
    layout = Layout(order, magic == 43)
    return layout, layout.offset.unpack(_read(file, 8, 8) if layout.big else head[4:])[0]


def _following(file: BinaryIO, layout: Layout, position: int) -> int:
    """Where the directory behind another one lies; 0 for none."""
    start = _read(file, position, layout.count.size)
    past = layout.count.size + layout.count.unpack(start)[0] * layout.entry_bytes
    end = _read(file, position + past, layout.offset.size)
    following: int = layout.offset.unpack(end)[0]
    return following


def read_sub(file: BinaryIO, directory: Directory, tag: int) -> Directory | None:
    """Read the directory that a tag points to.

    Parameters
    ----------
    file
        The file that the other directory is of.
    directory
        The one that points.
    tag
        `EXIF` or `GPS`.

    Returns
    -------
    Directory or None
        None if there is none or it is damaged.
    """
    position = directory.number(tag)
    try:
        return read_directory(file, directory.layout, int(position)) if position else None
    except TagsError:
        return None


def serialize(
    entries: Iterable[Entry], layout: Layout, position: int, *, in_place: bool = False
) -> bytes:
    """Write a directory as bytes, of even number.

    Parameters
    ----------
    entries
        In any order.
    layout
        Of the file.
    position
        Where the directory will lie, in bytes; its values follow.
    in_place
        Whether values that have a position already are pointed to, not written again.
    """
    ordered = sorted(entries, key=lambda entry: entry.tag)
    inline = layout.offset.size
    table_bytes = layout.count.size + len(ordered) * layout.entry_bytes + inline
    table, extra = bytearray(layout.count.pack(len(ordered))), bytearray()
    for entry in ordered:
        table += struct.pack(layout.order + "HH", entry.tag, entry.kind)
        table += layout.offset.pack(entry.count)
        if len(entry.data) <= inline:
            table += entry.data.ljust(inline, b"\0")
        elif in_place and entry.data_position >= 0:
            table += layout.offset.pack(entry.data_position)
        else:
            table += layout.offset.pack(position + table_bytes + len(extra))
            extra += entry.data + b"\0" * (len(entry.data) % 2)
    table += layout.offset.pack(0)
    return bytes(table + extra)


def _entry(
    file: BinaryIO, layout: Layout, raw: bytes, position: int, most_bytes: int
) -> Entry | None:
    tag, kind = struct.unpack_from(layout.order + "HH", raw)
    count = layout.offset.unpack_from(raw, 4)[0]
    size = count * _TYPES.get(kind, (0, ""))[0]
    inline = layout.offset.size
    if not 0 < size <= most_bytes:
        return None
    if size <= inline:
        at = position + layout.entry_bytes - inline
        return Entry(tag, kind, count, raw[-inline:][:size], position, at)
    at = layout.offset.unpack(raw[-inline:])[0]
    try:
        return Entry(tag, kind, count, _read(file, at, size), position, at)
    except TagsError:
        return None


def _read(file: BinaryIO, position: int, size: int) -> bytes:
    try:
        file.seek(position)
        raw = file.read(size)
    except (OSError, OverflowError, ValueError) as error:
        raise TagsError("The tags point outside the file.") from error
    if len(raw) != size:
        raise TagsError("The tags point outside the file.")
    return raw
