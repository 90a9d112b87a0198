"""EXIF blocks: read, made, and changed without moving what is in them.

Cameras' own notes point into the block by absolute positions. So a changed main directory is
written behind the block, and everything else stays where it was.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final

from workstation.core.metadata import tiff_tags as tags
from workstation.core.metadata.blocks import DotsPerInch, possible_dpi
from workstation.core.metadata.tiff_tags import Directory, Entry, Layout

_THUMBNAIL_START: Final = 513
_THUMBNAIL_BYTES: Final = 514
_WIDTH: Final = 40962
_HEIGHT: Final = 40963
_PER_CM: Final = 2.54


@dataclass(frozen=True)
class ExifChange:
    """What is to become of an EXIF block, besides being upright and without its preview.

    Attributes
    ----------
    size
        Height and width of the picture, where the block states them; None to leave what it says.
    keep_gps
        Whether the place where the photo was taken stays.
    dpi
        A resolution to state; None to leave what is stated.
    """

    size: tuple[int, int] | None = None
    keep_gps: bool = True
    dpi: DotsPerInch | None = None


def parse(block: bytes | None) -> tuple[BinaryIO, Directory] | None:
    """Open an EXIF block and read its main directory; None if there is none or it is damaged."""
    if not block:
        return None
    file = io.BytesIO(block)
    try:
        return file, tags.read_page(file)
    except tags.TagsError:
        return None


def orientation(block: bytes | None) -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1 if nothing is said."""
    parsed = parse(block)
    found = parsed[1].number(tags.ORIENTATION) if parsed else None
    return int(found) if found is not None and 1 <= found <= 8 else 1


def dpi(block: bytes | None) -> DotsPerInch | None:
    """The resolution that a block states; None for none, or an impossible one."""
    parsed = parse(block)
    if parsed is None:
        return None
    across, down = (parsed[1].number(tag) for tag in (tags.X_RESOLUTION, tags.Y_RESOLUTION))
    unit = parsed[1].number(tags.RESOLUTION_UNIT) or 2
    if across is None or unit not in (2, 3):
        return None
    per_inch = _PER_CM if unit == 3 else 1.0
    return possible_dpi(across * per_inch, (down or across) * per_inch)


def build(
    entries: Iterable[Entry], layout: Layout, parts: Mapping[int, Iterable[Entry]] | None = None
) -> bytes:
    """Make an EXIF block.

    Parameters
    ----------
    entries
        Of the main directory.
    layout
        In which their values are.
    parts
        Entries of the directories to which tags point, by these tags.
    """
    own, parts, first = list(entries), parts or {}, len(layout.head(0))
    pointers = [layout.pointer(tag, 0) for tag in parts]
    position = first + len(tags.serialize([*own, *pointers], layout, first))
    rest = b""
    for number, (tag, part) in enumerate(parts.items()):
        pointers[number] = layout.pointer(tag, position + len(rest))
        rest += tags.serialize(part, layout, position + len(rest))
    return layout.head(first) + tags.serialize([*own, *pointers], layout, first) + rest


def resolution(dpi: DotsPerInch, layout: Layout) -> list[Entry]:
    """Make the three tags of a resolution.

    Parameters
    ----------
    dpi
        Across and down.
    layout
        Of the file that they are for.
    """
    across, down = (Fraction(value).limit_denominator(1000).as_integer_ratio() for value in dpi)
    return [
        layout.entry(tags.X_RESOLUTION, 5, *across),
        layout.entry(tags.Y_RESOLUTION, 5, *down),
        layout.entry(tags.RESOLUTION_UNIT, 3, 2),
    ]


def changed(exif: bytes | None, change: ExifChange) -> bytes | None:
    """The block with the photo upright, without its small preview, and with the change.

    The preview shows the photo as it was before.

    Parameters
    ----------
    exif
        The photo's own block; None for none.
    change
        What else is to become of it.

    Returns
    -------
    bytes or None
        A block that needs no change as it is. None instead of one that cannot be read, for nobody
        could say that it tells the truth; but a resolution to state is stated in a new one.
    """
    parsed = parse(exif)
    if parsed is None or exif is None:
        return build(resolution(change.dpi, Layout()), Layout()) if change.dpi else None
    file, main = parsed
    layout, block, entries = main.layout, bytearray(exif), dict(main.entries)
    if change.size is not None:
        _state_size(block, tags.read_sub(file, main, tags.EXIF), change.size)
    if tags.ORIENTATION in entries and main.number(tags.ORIENTATION) != 1:
        entries[tags.ORIENTATION] = layout.entry(tags.ORIENTATION, 3, 1)
    if not change.keep_gps and tags.GPS in entries:
        _erase(block, tags.read_sub(file, main, tags.GPS))
        del entries[tags.GPS]
    if change.dpi is not None and not _states(main, change.dpi):
        entries |= {entry.tag: entry for entry in resolution(change.dpi, layout)}
    if main.following:
        _drop_thumbnail(block, file, main)
    if entries == main.entries and not main.following:
        return bytes(block)
    block += bytes(len(block) % 2)
    block[: len(layout.head(0))] = layout.head(len(block))
    return bytes(block) + tags.serialize(entries.values(), layout, len(block), in_place=True)


def _states(main: Directory, dpi: DotsPerInch) -> bool:
    found = [main.number(tag) for tag in (tags.X_RESOLUTION, tags.Y_RESOLUTION)]
    per_inch = _PER_CM if main.number(tags.RESOLUTION_UNIT) == 3 else 1.0
    return all(
        value is not None and abs(value * per_inch - wanted) <= 0.01
        for value, wanted in zip(found, dpi, strict=True)
    )


def _state_size(block: bytearray, part: Directory | None, size: tuple[int, int]) -> None:
    """Write a height and a width over those that two entries state; their tags stay in place."""
    if part is None or not {_WIDTH, _HEIGHT} <= part.entries.keys():
        return
    for tag, value in ((_HEIGHT, size[0]), (_WIDTH, size[1])):
        entry = part.layout.entry(tag, 4, value)
        start = part.entries[tag].position + 2
        fresh = tags.serialize([entry], part.layout, 0)
        own = part.layout.count.size + 2
        block[start : start + part.layout.entry_bytes - 2] = fresh[
            own : own + part.layout.entry_bytes - 2
        ]


def _erase(block: bytearray, part: Directory | None) -> None:
    """Overwrite a directory and all it holds with zeros."""
    if part is None:
        return
    layout = part.layout
    size = layout.count.size + len(part.entries) * layout.entry_bytes + layout.offset.size
    _zero(block, part.position, size)
    for entry in part.entries.values():
        _zero(block, entry.data_position, len(entry.data))


def _drop_thumbnail(block: bytearray, file: BinaryIO, main: Directory) -> None:
    try:
        part = tags.read_directory(file, main.layout, main.following)
    except tags.TagsError:
        return
    start, length = (int(part.number(tag) or 0) for tag in (_THUMBNAIL_START, _THUMBNAIL_BYTES))
    _erase(block, part)
    if start and length and 8 < start < len(block) <= start + length + 1:
        del block[start:]  # it is the last thing in the block, as is usual
    elif start and length:
        _zero(block, start, length)


def _zero(block: bytearray, start: int, length: int) -> None:
    end = min(start + length, len(block))
    if 8 <= start < end:
        block[start:end] = bytes(end - start)
