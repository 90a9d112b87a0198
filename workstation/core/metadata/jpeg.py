"""Metadata in JPEG files: in segments of at most 64 kilobytes in front of the picture."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from workstation.core.metadata import xmp
from workstation.core.metadata.blocks import (
    EXIF_PREFIX,
    BlockName,
    Container,
    DotsPerInch,
    Metadata,
    possible_dpi,
    wrap_iptc,
)

_APP0: Final = 0xE0
_APP1: Final = 0xE1
_APP13: Final = 0xED
_SCAN: Final = 0xDA
_SEGMENT: Final = 65_533
_PIECE: Final = 65_000
_LONGEST_XMP: Final = 64 << 20
_XMP_PREFIX: Final = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"
_IPTC_PREFIX: Final = b"Photoshop 3.0\0"


class JpegContainer(Container):
    """JFIF, EXIF, XMP in one segment or several, and IPTC as Photoshop keeps it."""

    states_dpi = True

    def read(self, file: BinaryIO, image: Any, page: int) -> Metadata:
        """Read the blocks; XMP of several segments becomes one packet."""
        found = super().read(file, image, page)
        if found.xmp is None:
            return found
        return replace(found, xmp=xmp.join(found.xmp, _extended_xmp(file)))

    def read_dpi(self, file: BinaryIO) -> DotsPerInch | None:
        """Read the resolution in the JFIF segment."""
        for marker, content in _segments(file):
            if marker == _APP0 and content.startswith(b"JFIF\0") and len(content) >= 12:
                unit, across, down = struct.unpack(">BHH", content[7:12])
                per_inch = {1: 1.0, 2: 2.54}.get(unit, 0.0)
                return possible_dpi(across * per_inch, down * per_inch)
        return None

    def fits(self, block: BlockName, content: bytes) -> bool:
        """Whether EXIF and IPTC fit into a segment, and XMP into several."""
        try:
            segments = _segments_of(Metadata(**{block: content}), None)
        except xmp.XmpError:
            return False
        return all(len(content) <= _SEGMENT for _, content in segments)

    def embed(self, encoded: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> Path:
        """Copy the file; libvips begins it with a JFIF segment of its own, which ours replaces."""
        with encoded.open("rb") as source, target.open("wb") as file:
            first, content = next(_segments(source))
            file.write(b"\xff\xd8")
            for marker, ours in _segments_of(blocks, dpi):
                file.write(struct.pack(">BBH", 0xFF, marker, len(ours) + 2) + ours)
            source.seek(2 + 4 + len(content) if first == _APP0 else 2)
            shutil.copyfileobj(source, file, 1 << 20)
        return target


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Walk over a file's segments before the picture: marker and content."""
    file.seek(2)
    while True:
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:
            return
        yield head[1], file.read(max(int.from_bytes(head[2:], "big") - 2, 0))


def _segments_of(blocks: Metadata, dpi: DotsPerInch | None) -> list[tuple[int, bytes]]:
    """The segments of a file with these blocks.

    Raises
    ------
    xmp.XmpError
        If there is no room for XMP.
    """
    segments = [(_APP0, _jfif(dpi))]
    if blocks.exif:
        segments.append((_APP1, EXIF_PREFIX + blocks.exif))
    if blocks.xmp:
        first, name, extended = xmp.split(blocks.xmp, _SEGMENT - len(_XMP_PREFIX))
        segments.append((_APP1, _XMP_PREFIX + first))
        for start in range(0, len(extended), _PIECE):
            head = _XMP_EXTENSION + name.encode() + struct.pack(">II", len(extended), start)
            segments.append((_APP1, head + extended[start : start + _PIECE]))
    if blocks.iptc:
        segments.append((_APP13, _IPTC_PREFIX + wrap_iptc(blocks.iptc)))
    return segments


def _jfif(dpi: DotsPerInch | None) -> bytes:
    """A resolution in whole dots per inch, or per centimetre where that is nearer."""
    if dpi is None or max(dpi) > 65_535:
        return struct.pack(">5sHBHHxx", b"JFIF", 0x0102, 0, 1, 1)
    off_inch = sum(abs(value - round(value)) for value in dpi)
    off_cm = sum(abs(value / 2.54 - round(value / 2.54)) * 2.54 for value in dpi)
    unit, per = (1, 1.0) if off_inch <= off_cm else (2, 2.54)
    across, down = (max(1, round(value / per)) for value in dpi)
    return struct.pack(">5sHBHHxx", b"JFIF", 0x0102, unit, across, down)


def _extended_xmp(file: BinaryIO) -> dict[str, bytes]:
    """The parts of XMP that do not fit into one segment, by their packets' names."""
    parts: dict[str, dict[int, bytes]] = {}
    room = _LONGEST_XMP
    for marker, content in _segments(file):
        if marker == _APP1 and content.startswith(_XMP_EXTENSION) and room > 0:
            room -= len(content)
            name, rest = content[len(_XMP_EXTENSION) :][:32], content[len(_XMP_EXTENSION) + 32 :]
            start = int.from_bytes(rest[4:8], "big")
            parts.setdefault(name.decode("ascii", "replace"), {})[start] = rest[8:]
    return {name: b"".join(found[i] for i in sorted(found)) for name, found in parts.items()}
