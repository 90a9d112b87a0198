"""Change an EXIF block without moving what is in it.

Cameras' own notes point into the block by absolute positions. So a changed main directory is
written behind the block, and everything else stays where it was.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

from workstation.core.metadata import tiff_tags as tags
from workstation.core.metadata.metadata import DotsPerInch, exif_directory
from workstation.core.metadata.tiff_tags import Directory, Entry, Layout

_THUMBNAIL_START, _THUMBNAIL_BYTES = 513, 514
_WIDTH, _HEIGHT = 40962, 40963


@dataclass(frozen=True)
class Change:
    """What is to become of an EXIF block.

    Attributes
    ----------
    turned
        Whether height and width have changed places.
    gps
        Whether the place where the photo was taken stays.
    dpi
        A resolution to state; None to leave what is stated.
    """

    turned: bool = False
    gps: bool = True
    dpi: DotsPerInch | None = None


def changed(exif: bytes | None, change: Change) -> bytes | None:
    """The block with the photo upright, without its small preview, and with the change.

    The preview shows the photo as it was before. A block that needs no change comes back as it is;
    one that cannot be read comes back as None, for nobody could say that it tells the truth.
    """
    opened = exif_directory(exif)
    if opened is None or exif is None:
        return stating(change.dpi) if change.dpi else None
    file, layout, main = opened
    block = bytearray(exif)
    entries = dict(main.entries)
    if change.turned:
        _swap_sizes(block, layout, tags.read_sub(file, layout, main, tags.EXIF))
    if tags.ORIENTATION in entries and main.number(layout, tags.ORIENTATION) != 1:
        entries[tags.ORIENTATION] = _short(tags.ORIENTATION, 1, layout)
    if not change.gps and tags.GPS in entries:
        _blank(block, layout, tags.read_sub(file, layout, main, tags.GPS))
        del entries[tags.GPS]
    if change.dpi is not None and _differs(main, layout, change.dpi):
        entries |= {entry.tag: entry for entry in resolution(change.dpi, layout)}
    if main.following:
        _drop_thumbnail(block, file, layout, main.following)
    if entries == main.entries and not main.following:
        return bytes(block)
    return _with_main(block, layout, entries)


def stating(dpi: DotsPerInch) -> bytes:
    """An EXIF block that states a resolution and nothing else."""
    layout = Layout("<", big=False)
    return b"II*\0\x08\0\0\0" + tags.written(resolution(dpi, layout), layout, 8)[0]


def resolution(dpi: DotsPerInch, layout: Layout) -> list[Entry]:
    """Make the three tags of a resolution in dots per inch."""
    pairs = [Fraction(value).limit_denominator(1000) for value in dpi]
    data = [struct.pack(layout.order + "II", p.numerator, p.denominator) for p in pairs]
    return [
        Entry(tags.X_RESOLUTION, 5, 1, data[0]),
        Entry(tags.Y_RESOLUTION, 5, 1, data[1]),
        _short(tags.RESOLUTION_UNIT, 2, layout),
    ]


def _differs(main: Directory, layout: Layout, dpi: DotsPerInch) -> bool:
    found = [main.number(layout, tag) for tag in (tags.X_RESOLUTION, tags.Y_RESOLUTION)]
    per_inch = 2.54 if main.number(layout, tags.RESOLUTION_UNIT) == 3 else 1.0
    return any(
        value is None or abs(value * per_inch - wanted) > 0.01
        for value, wanted in zip(found, dpi, strict=True)
    )


def _short(tag: int, value: int, layout: Layout) -> Entry:
    return Entry(tag, 3, 1, struct.pack(layout.order + "H", value))


def _with_main(block: bytearray, layout: Layout, entries: dict[int, Entry]) -> bytes:
    """Write the main directory behind the block and point to it."""
    block += bytes(len(block) % 2)
    struct.pack_into(layout.order + "I", block, 4, len(block))
    return bytes(block) + tags.written(entries.values(), layout, len(block), in_place=True)[0]


def _swap_sizes(block: bytearray, layout: Layout, part: Directory | None) -> None:
    """Exchange what two entries hold; their tags stay in place."""
    if part is None or not {_WIDTH, _HEIGHT} <= part.entries.keys():
        return
    spans = []
    for tag in (_WIDTH, _HEIGHT):
        start = part.entries[tag].position + 2
        spans.append(slice(start, start + layout.entry_bytes - 2))
    block[spans[0]], block[spans[1]] = block[spans[1]], block[spans[0]]


def _blank(block: bytearray, layout: Layout, part: Directory | None) -> None:
    """Overwrite a directory and all it holds with zeros."""
    if part is None:
        return
    size = layout.count.size + len(part.entries) * layout.entry_bytes + layout.offset.size
    spans = [(part.position, size)]
    spans += [(entry.data_position, len(entry.data)) for entry in part.entries.values()]
    for start, length in spans:
        _zero(block, start, length)


def _drop_thumbnail(block: bytearray, file: BinaryIO, layout: Layout, position: int) -> None:
    try:
        part = tags.read_directory(file, layout, position)
    except tags.TagsError:
        return
    start = part.number(layout, _THUMBNAIL_START)
    length = part.number(layout, _THUMBNAIL_BYTES)
    _blank(block, layout, part)
    if start and length and 8 < start < len(block) <= start + length + 1:
        del block[int(start) :]  # it is the last thing in the block, as is usual
    elif start and length:
        _zero(block, int(start), int(length))


def _zero(block: bytearray, start: int, length: int) -> None:
    end = min(start + length, len(block))
    if 8 <= start < end:
        block[start:end] = bytes(end - start)
