"""The tag directories of TIFF files and of EXIF, read and written as raw entries.

An EXIF block *is* a small TIFF file without a picture. Entries keep their bytes as they lie in the
file, whatever their meaning, so that nothing is lost that we do not understand.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

COMPRESSION: Final = 259
ORIENTATION: Final = 274
X_RESOLUTION: Final = 282
Y_RESOLUTION: Final = 283
RESOLUTION_UNIT: Final = 296
SUB_DIRECTORIES: Final = 330
XMP: Final = 700
IPTC: Final = 33723
PHOTOSHOP: Final = 34377
EXIF: Final = 34665
ICC: Final = 34675
GPS: Final = 34853
INTEROPERABILITY: Final = 40965
DNG_VERSION: Final = 50706

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES_BIG: Final = {16: 8, 17: 8, 18: 8}
_SWAPPED_BY: Final = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_MOST_ENTRIES: Final = 4096
_MOST_BYTES: Final = 64 << 20


class TagsError(ValueError):
    """The tags are damaged."""


@dataclass(frozen=True)
class Layout:
    """How a file spells its tags: byte order ("<" or ">"), and whether offsets have 64 bits."""

    order: str
    big: bool

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


@dataclass(frozen=True)
class Entry:
    """One tag: its number, its type's number, how many values, and their bytes as in the file.

    `position` is where the entry itself lies, `data_position` where its bytes do.
    """

    tag: int
    kind: int
    count: int
    data: bytes
    position: int = -1
    data_position: int = -1

    def number(self, layout: Layout, index: int = 0) -> float:
        """One of the values as a number.

        Raises
        ------
        TagsError
            If there is no such number.
        """
        form = {1: "B", 3: "H", 4: "I", 5: "II", 7: "B", 9: "i", 10: "ii", 11: "f", 12: "d"}
        form |= {13: "I", 16: "Q", 18: "Q"}
        try:
            values = struct.unpack_from(
                layout.order + form[self.kind], self.data, index * _size(self.kind)
            )
        except (struct.error, KeyError) as error:
            raise TagsError(f"Tag {self.tag} holds no number.") from error
        if len(values) == 1:
            return float(values[0])
        return values[0] / values[1] if values[1] else 0.0


@dataclass(frozen=True)
class Directory:
    """The tags of one page, or of EXIF's parts; `position` in the file, `following` one's too."""

    entries: dict[int, Entry]
    position: int
    following: int

    def number(self, layout: Layout, tag: int) -> float | None:
        """Value of a tag that holds one number; None if it is absent or holds none."""
        try:
            return self.entries[tag].number(layout) if tag in self.entries else None
        except TagsError:
            return None


def read_layout(file: BinaryIO) -> tuple[Layout, int]:
    """Read a TIFF file's first bytes: its layout, and where the first directory is."""
    head = _read(file, 0, 8)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None:
        raise TagsError("This is no TIFF.")
    magic = struct.unpack(order + "H", head[2:4])[0]
    if magic not in (42, 43):
        raise TagsError("This is no TIFF.")
    layout = Layout(order, magic == 43)
    raw = _read(file, 8, 8) if layout.big else head[4:]
    return layout, layout.offset.unpack(raw)[0]


def read_directory(file: BinaryIO, layout: Layout, position: int) -> Directory:
    """Read one directory. Entries whose bytes lie outside the file are left out."""
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
    for index in range(number):
        at = index * layout.entry_bytes
        entry = _entry(file, layout, raw[at : at + layout.entry_bytes], start + at)
        if entry is not None:
            entries.setdefault(entry.tag, entry)
    return Directory(entries, position, following)


def read_page(file: BinaryIO, page: int = 0) -> tuple[Layout, Directory]:
    """Read the directory of one page of a TIFF file.

    Raises
    ------
    TagsError
        If the file is damaged or has no such page.
    """
    layout, position = read_layout(file)
    for _ in range(page):
        start = _read(file, position, layout.count.size)
        past = layout.count.size + layout.count.unpack(start)[0] * layout.entry_bytes
        raw = _read(file, position + past, layout.offset.size)
        position = layout.offset.unpack(raw)[0]
    if not position:
        raise TagsError(f"There is no page {page}.")
    return layout, read_directory(file, layout, position)


def read_sub(file: BinaryIO, layout: Layout, directory: Directory, tag: int) -> Directory | None:
    """Read the directory that a tag points to; None if there is none or it is damaged."""
    where = directory.number(layout, tag)
    if not where:
        return None
    try:
        return read_directory(file, layout, int(where))
    except TagsError:
        return None


def in_order(entry: Entry, source: Layout, target: Layout) -> Entry:
    """The same entry with its values' bytes in another file's order."""
    unit = _SWAPPED_BY.get(entry.kind, 1)
    if source.order == target.order or unit == 1:
        return entry
    data = b"".join(entry.data[i : i + unit][::-1] for i in range(0, len(entry.data), unit))
    return replace(entry, data=data)


def written(
    entries: Iterable[Entry], layout: Layout, position: int, *, in_place: bool = False
) -> tuple[bytes, int]:
    """Spell a directory that will lie at `position`; return its bytes and where they end.

    With `in_place`, values that have a position already are pointed to, not written again.
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
    return bytes(table + extra), position + len(table) + len(extra)


def pointer(tag: int, position: int, layout: Layout) -> Entry:
    """An entry that points to a directory."""
    return Entry(tag, 18 if layout.big else 4, 1, layout.offset.pack(position))


def _entry(file: BinaryIO, layout: Layout, raw: bytes, position: int) -> Entry | None:
    tag, kind = struct.unpack_from(layout.order + "HH", raw)
    count = layout.offset.unpack_from(raw, 4)[0]
    size = count * _size(kind)
    inline = layout.offset.size
    if not 0 < size <= _MOST_BYTES:
        return None
    if size <= inline:
        at = position + layout.entry_bytes - inline
        return Entry(tag, kind, count, raw[-inline:][:size], position, at)
    at = layout.offset.unpack(raw[-inline:])[0]
    try:
        return Entry(tag, kind, count, _read(file, at, size), position, at)
    except TagsError:
        return None


def _size(kind: int) -> int:
    return _SIZES.get(kind) or _SIZES_BIG.get(kind, 0)


def _read(file: BinaryIO, position: int, size: int) -> bytes:
    try:
        file.seek(position)
        raw = file.read(size)
    except (OSError, OverflowError, ValueError) as error:
        raise TagsError("The tags point outside the file.") from error
    if len(raw) != size:
        raise TagsError("The tags point outside the file.")
    return raw
