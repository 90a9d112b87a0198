"""What a file says about its photo: resolution, profile, EXIF, XMP and IPTC, as raw blocks."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias

from workstation.core.metadata import tiff_tags as tags
from workstation.core.metadata import xmp as xmp_packets
from workstation.core.metadata.tiff_tags import Directory, Layout, TagsError

DotsPerInch: TypeAlias = tuple[float, float]
"""Across and down."""

XMP_EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"
PNG_IPTC: Final = b"Raw profile type iptc\0\0"
EXIF_PREFIX: Final = b"Exif\0\0"
_MM_PER_INCH: Final = 25.4
_SANEST_DPI: Final = 100_000.0
_PARTS: Final = (tags.EXIF, tags.GPS)
_ABOUT_THE_PIXELS: Final = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 277, 278, 279, 280, 281, 284, 288}
    | {289, 290, 291, 292, 293, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327}
    | {328, 330, 332, 333, 334, 336, 337, 338, 339, 340, 341, 342, 343, 344, 345, 346, 347, 351}
    | {512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 559, 32997, 37724, 50784}
    | {tags.XMP, tags.IPTC, tags.PHOTOSHOP, tags.ICC, *_PARTS, tags.INTEROPERABILITY}
)
"""TIFF tags that describe how the pixels are stored, or that are kept as blocks of their own."""


@dataclass(frozen=True)
class Metadata:
    """The blocks as they lie in the file; None where there is none.

    Attributes
    ----------
    icc
        The colour profile.
    exif
        An EXIF block from its byte-order mark on, without the "Exif" in front of it.
        A TIFF file's own tags are put into this form.
    xmp
        The XMP packet.
    iptc
        IPTC-IIM records, without Photoshop's wrapping.
    """

    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None


def read_blocks(file: BinaryIO, kind: str, image: Any, page: int) -> Metadata:
    """Collect the metadata of an open file.

    Parameters
    ----------
    file
        The file.
    kind
        Its format.
    image
        Its header as libvips read it.
    page
        Which page is meant.
    """
    exif, xmp = _block(image, "exif-data"), _block(image, "xmp-data")
    iptc = _block(image, "iptc-data")
    if kind == "tiff":
        exif = _exif_of_tiff(file, page)
    elif exif is not None:
        exif = exif.removeprefix(EXIF_PREFIX)
    if kind == "jpeg" and xmp is not None:
        xmp = xmp_packets.joined(xmp, _further_xmp(file))
    if iptc is not None:
        iptc = unwrapped_iptc(iptc)
    elif kind == "tiff":
        iptc = unwrapped_iptc(_block(image, "photoshop-data") or b"")
    elif kind == "png":
        iptc = _iptc_of_png(file)
    return Metadata(_block(image, "icc-profile-data"), exif or None, xmp or None, iptc)


def orientation(exif: bytes | None) -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1 if nothing is said."""
    found = _exif_number(exif, tags.ORIENTATION)
    return int(found) if found is not None and 1 <= found <= 8 else 1


def read_dpi(file: BinaryIO, kind: str, exif: bytes | None) -> DotsPerInch | None:
    """Read the resolution; None if the file states none, or an impossible one.

    Where the file's own field and EXIF disagree, the file's own counts: programs that change the
    resolution of a scan seldom change EXIF too.
    """
    own = {"jpeg": _jfif_dpi, "png": _png_dpi}.get(kind)
    found = own(file) if own else None
    return found or _exif_dpi(exif)


def sane_dpi(across: float, down: float) -> DotsPerInch | None:
    """The pair, rounded to a thousandth; None unless both are possible."""
    if not (0.0 < across <= _SANEST_DPI and 0.0 < down <= _SANEST_DPI):
        return None
    return _rounded(across), _rounded(down)


def exif_directory(exif: bytes | None) -> tuple[BinaryIO, Layout, Directory] | None:
    """Open an EXIF block; None if there is none or it is damaged."""
    if not exif:
        return None
    file = io.BytesIO(exif)
    try:
        layout, directory = tags.read_page(file)
    except TagsError:
        return None
    return file, layout, directory


def jpeg_segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Walk over a JPEG file's segments before the picture: marker and content."""
    file.seek(2)
    while True:
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == 0xDA:
            return
        size = struct.unpack(">H", head[2:])[0]
        content = file.read(max(size - 2, 0))
        yield head[1], content


def png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Walk over a PNG file's chunks before the picture: name and content."""
    file.seek(8)
    while True:
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IDAT":
            return
        size = struct.unpack(">I", head[:4])[0]
        if size > 64 << 20:
            return
        yield head[4:], file.read(size)
        file.seek(4, io.SEEK_CUR)


def unwrapped_iptc(block: bytes) -> bytes | None:
    """IPTC-IIM records, taken out of Photoshop's image resources where they are wrapped."""
    if block.startswith(b"\x1c"):
        return block
    at = len(b"Photoshop 3.0\0") if block.startswith(b"Photoshop 3.0\0") else 0
    while block[at : at + 4] == b"8BIM":
        if at + 7 > len(block):
            return None
        number = struct.unpack(">H", block[at + 4 : at + 6])[0]
        size_at = at + 6 + (block[at + 6] + 2) // 2 * 2
        size = int.from_bytes(block[size_at : size_at + 4], "big")
        content = block[size_at + 4 : size_at + 4 + size]
        if number == 0x0404:
            return content or None
        at = size_at + 4 + size + size % 2
    return None


def _block(image: Any, name: str) -> bytes | None:
    if not image.get_typeof(name):
        return None
    value = image.get(name)
    return bytes(value) if isinstance(value, (bytes, bytearray)) and value else None


def _further_xmp(file: BinaryIO) -> dict[str, bytes]:
    """The parts of XMP that do not fit into one segment of a JPEG file, by their packets' names."""
    parts: dict[str, dict[int, bytes]] = {}
    for marker, content in jpeg_segments(file):
        if marker == 0xE1 and content.startswith(XMP_EXTENSION):
            name, rest = content[len(XMP_EXTENSION) :][:32], content[len(XMP_EXTENSION) + 32 :]
            start = int.from_bytes(rest[4:8], "big")
            parts.setdefault(name.decode("ascii", "replace"), {})[start] = rest[8:]
    return {name: b"".join(found[i] for i in sorted(found)) for name, found in parts.items()}


def _iptc_of_png(file: BinaryIO) -> bytes | None:
    """IPTC has no place of its own in PNG; ImageMagick's is read and written by many."""
    for name, content in png_chunks(file):
        if name == b"zTXt" and content.startswith(PNG_IPTC):
            try:
                text = zlib.decompressobj().decompress(content[len(PNG_IPTC) :], 64 << 20)
                return unwrapped_iptc(bytes.fromhex(b"".join(text.split()[2:]).decode()))
            except (zlib.error, ValueError):
                return None
    return None


def _exif_of_tiff(file: BinaryIO, page: int) -> bytes | None:
    """Put the descriptive tags of a TIFF page into an EXIF block of their own."""
    try:
        source, directory = tags.read_page(file, page)
    except TagsError:
        return None
    target = Layout(source.order, big=False)
    own = [e for t, e in directory.entries.items() if t not in _ABOUT_THE_PIXELS and e.kind < 14]
    parts = [(t, tags.read_sub(file, source, directory, t)) for t in _PARTS]
    found = [(t, part) for t, part in parts if part is not None and part.entries]
    if not own and not found:
        return None
    return _spelled(own, [(t, _classic(part)) for t, part in found], target)


def _spelled(
    own: list[tags.Entry], parts: list[tuple[int, list[tags.Entry]]], layout: Layout
) -> bytes:
    """One EXIF block of a main directory and those it points to."""
    head = (b"II" if layout.order == "<" else b"MM") + struct.pack(layout.order + "HI", 42, 8)
    room = tags.written([*own, *(tags.pointer(t, 0, layout) for t, _ in parts)], layout, 8)[1]
    rest, pointers = b"", []
    for tag, entries in parts:
        pointers.append(tags.pointer(tag, room + len(rest), layout))
        rest += tags.written(entries, layout, room + len(rest))[0]
    return head + tags.written([*own, *pointers], layout, 8)[0] + rest


def _classic(directory: Directory) -> list[tags.Entry]:
    unknown = {tags.INTEROPERABILITY}  # points into the file that it is taken from
    return [e for t, e in directory.entries.items() if t not in unknown and e.kind < 14]


def _exif_number(exif: bytes | None, tag: int) -> float | None:
    opened = exif_directory(exif)
    return opened[2].number(opened[1], tag) if opened else None


def _exif_dpi(exif: bytes | None) -> DotsPerInch | None:
    across, down = (_exif_number(exif, tag) for tag in (tags.X_RESOLUTION, tags.Y_RESOLUTION))
    unit = _exif_number(exif, tags.RESOLUTION_UNIT) or 2
    if across is None or unit not in (2, 3):
        return None
    per_inch = 2.54 if unit == 3 else 1.0
    return sane_dpi(across * per_inch, (down or across) * per_inch)


def _jfif_dpi(file: BinaryIO) -> DotsPerInch | None:
    for marker, content in jpeg_segments(file):
        if marker == 0xE0 and content.startswith(b"JFIF\0") and len(content) >= 12:
            unit, across, down = struct.unpack(">BHH", content[7:12])
            per_inch = {1: 1.0, 2: 2.54}.get(unit)
            return sane_dpi(across * per_inch, down * per_inch) if per_inch else None
    return None


def _png_dpi(file: BinaryIO) -> DotsPerInch | None:
    for name, content in png_chunks(file):
        if name == b"pHYs" and len(content) == 9:
            across, down, unit = struct.unpack(">IIB", content)
            per_inch = _MM_PER_INCH / 1000.0
            return sane_dpi(across * per_inch, down * per_inch) if unit == 1 else None
    return None


def _rounded(dpi: float) -> float:
    """PNG counts in whole pixels per metre: 300 dpi come back as 299.9994."""
    whole = round(dpi)
    return float(whole) if abs(dpi - whole) < 0.013 else round(dpi, 3)
