"""Put metadata into a file that libvips has encoded.

libvips could write these blocks itself, but takes EXIF apart and puts it together again, which
loses what it does not know, writes no EXIF into TIFF, and states a resolution where none is known.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from workstation.core.metadata import exif, tiff_tags, xmp
from workstation.core.metadata.metadata import (
    EXIF_PREFIX,
    PNG_IPTC,
    XMP_EXTENSION,
    DotsPerInch,
    Metadata,
    exif_directory,
    jpeg_segments,
)
from workstation.core.metadata.tiff_tags import Entry, Layout

_SEGMENT: Final = 65_533
_PIECE: Final = 65_000
_XMP_PREFIX: Final = b"http://ns.adobe.com/xap/1.0/\0"
_IPTC_PREFIX: Final = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0"
_HEADS: Final = {"exif": EXIF_PREFIX, "iptc": _IPTC_PREFIX}


def fits(kind: str, block: str, content: bytes) -> bool:
    """Whether a format has room for a block: "exif", "xmp" or "iptc"."""
    if block == "iptc" and kind not in ("jpeg", "png", "tiff"):
        return False
    if kind != "jpeg":
        return True
    if block == "xmp":
        try:
            _xmp_segments(content)
        except xmp.XmpError:
            return False
        return True
    return len(_HEADS[block]) + 6 + len(content) <= _SEGMENT


def into_jpeg(source: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> None:
    """Copy a JPEG file with these blocks and this resolution; its profile stays."""
    segments = []
    if blocks.exif:
        segments.append((0xE1, EXIF_PREFIX + blocks.exif))
    if blocks.xmp:
        segments += _xmp_segments(blocks.xmp)
    if blocks.iptc:
        size = struct.pack(">I", len(blocks.iptc))
        segments.append((0xED, _IPTC_PREFIX + size + blocks.iptc + bytes(len(blocks.iptc) % 2)))
    with source.open("rb") as encoded, target.open("wb") as file:
        first = next(jpeg_segments(encoded))
        file.write(b"\xff\xd8" + _segment(0xE0, _jfif(dpi)))
        for marker, content in segments:
            file.write(_segment(marker, content))
        # libvips begins with a JFIF segment of its own, which ours replaces.
        encoded.seek(2 + 4 + len(first[1]) if first[0] == 0xE0 else 2)
        shutil.copyfileobj(encoded, file, 1 << 20)


def into_png(source: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> None:
    """Copy a PNG file with these blocks and this resolution; its profile stays."""
    chunks = []
    if dpi:
        per_metre = [round(value / 0.0254) for value in dpi]
        chunks.append((b"pHYs", struct.pack(">IIB", *per_metre, 1)))
    if blocks.exif:
        chunks.append((b"eXIf", blocks.exif))
    if blocks.xmp:
        chunks.append((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + blocks.xmp))
    if blocks.iptc:
        chunks.append((b"zTXt", PNG_IPTC + _raw_profile(blocks.iptc)))
    with source.open("rb") as encoded, target.open("wb") as file:
        file.write(encoded.read(8))
        while True:
            head = encoded.read(8)
            size = struct.unpack(">I", head[:4])[0]
            if head[4:] == b"IDAT":
                break
            chunk = head + encoded.read(size + 4)
            if head[4:] != b"pHYs":
                file.write(chunk)
        for name, content in chunks:
            file.write(_chunk(name, content))
        file.write(head)
        shutil.copyfileobj(encoded, file, 1 << 20)


def into_webp(source: Path, target: Path, blocks: Metadata, size: tuple[int, int]) -> None:
    """Copy a WebP file with these blocks; its profile stays. `size` is height and width."""
    with source.open("rb") as encoded, target.open("wb") as file:
        chunks = [(name, content) for name, content in _riff(encoded) if name != b"VP8X"]
        names = {name for name, _ in chunks}
        flags = (0x20 if b"ICCP" in names else 0) | (0x10 if _has_alpha(chunks) else 0)
        for name, content, flag in ((b"EXIF", blocks.exif, 8), (b"XMP ", blocks.xmp, 4)):
            if content:
                chunks.append((name, content))
                flags |= flag
        height, width = (struct.pack("<I", side - 1)[:3] for side in size)
        chunks.insert(0, (b"VP8X", struct.pack("<I", flags) + width + height))
        body = b"WEBP" + b"".join(
            name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
            for name, content in chunks
        )
        file.write(b"RIFF" + struct.pack("<I", len(body)) + body)


def placeholder(exif_block: bytes) -> bytes:
    """An EXIF block that libvips' rewriting leaves room in for the real one.

    Only AVIF needs this: its boxes refer to each other by position, so that nothing can be put in
    afterwards. `into_avif` overwrites what libvips made of the placeholder.
    """
    layout = Layout("<", big=False)
    filling = Entry(270, 2, len(exif_block) + 1, b"=" * len(exif_block) + b"\0")
    return EXIF_PREFIX + b"II*\0\x08\0\0\0" + tiff_tags.written([filling], layout, 8)[0]


def into_avif(path: Path, exif_block: bytes) -> None:
    """Overwrite the placeholder in an AVIF file with the real EXIF block."""
    raw = path.read_bytes()
    filling = raw.find(b"=" * len(exif_block))
    start = raw.rfind(EXIF_PREFIX, 0, filling) if filling >= 0 else -1
    if start < 0:
        raise ValueError("libvips' AVIF file has no room for EXIF.")
    with path.open("r+b") as file:
        file.seek(start + len(EXIF_PREFIX))
        file.write(exif_block.ljust(filling + len(exif_block) - start - len(EXIF_PREFIX), b"\0"))


def into_tiff(path: Path, blocks: Metadata, dpi: DotsPerInch | None) -> None:
    """Add these blocks and this resolution to a TIFF file; its profile stays."""
    with path.open("r+b") as file:
        layout, main = tiff_tags.read_page(file)
        entries = dict(main.entries)
        for tag in (282, 283, 296):
            entries.pop(tag, None)
        if dpi:
            entries |= {entry.tag: entry for entry in exif.resolution(dpi, layout)}
        for tag, block in ((tiff_tags.XMP, blocks.xmp), (tiff_tags.IPTC, blocks.iptc)):
            if block:
                entries[tag] = Entry(tag, 7 if tag == tiff_tags.IPTC else 1, len(block), block)
        end = file.seek(0, 2)
        end += file.write(bytes(end % 2))
        for entry in _exif_entries(file, layout, blocks.exif):
            entries.setdefault(entry.tag, entry)
        end = file.seek(0, 2)
        raw, _ = tiff_tags.written(entries.values(), layout, end, in_place=True)
        file.write(raw)
        file.seek(8 if layout.big else 4)
        file.write(layout.offset.pack(end))


def _exif_entries(file: BinaryIO, layout: Layout, block: bytes | None) -> Iterator[Entry]:
    """Write an EXIF block's parts to the end of a TIFF file; yield its main directory's tags."""
    opened = exif_directory(block)
    if opened is None:
        return
    source, its, main = opened
    for tag, entry in main.entries.items():
        if tag not in (tiff_tags.EXIF, tiff_tags.GPS):
            yield _moved(entry, its, layout)
            continue
        part = tiff_tags.read_sub(source, its, main, tag)
        if part is None:
            continue
        end = file.seek(0, 2)
        inner = [
            _moved(e, its, layout)
            for t, e in part.entries.items()
            if t != tiff_tags.INTEROPERABILITY
        ]
        raw, past = tiff_tags.written(inner, layout, end)
        file.write(raw + bytes(past % 2))
        yield tiff_tags.pointer(tag, end, layout)


def _xmp_segments(packet: bytes) -> list[tuple[int, bytes]]:
    """XMP as JPEG holds it: what does not fit into one segment goes into further ones."""
    room = _SEGMENT - len(_XMP_PREFIX)
    if len(packet) <= room:
        return [(0xE1, _XMP_PREFIX + packet)]
    first, name, further = xmp.split(packet, room)
    segments = [(0xE1, _XMP_PREFIX + first)]
    for start in range(0, len(further), _PIECE):
        head = XMP_EXTENSION + name.encode() + struct.pack(">II", len(further), start)
        segments.append((0xE1, head + further[start : start + _PIECE]))
    return segments


def _moved(entry: Entry, source: Layout, target: Layout) -> Entry:
    """An entry for another file: its bytes are written again there."""
    turned = tiff_tags.in_order(entry, source, target)
    return Entry(turned.tag, turned.kind, turned.count, turned.data)


def _jfif(dpi: DotsPerInch | None) -> bytes:
    """A resolution in whole dots per inch, or per centimetre where that is nearer."""
    if dpi is None or max(dpi) > 65_535:
        return b"JFIF\0\x01\x02\0" + struct.pack(">HH", 1, 1) + b"\0\0"
    off_inch = sum(abs(value - round(value)) for value in dpi)
    off_cm = sum(abs(value / 2.54 - round(value / 2.54)) * 2.54 for value in dpi)
    unit, per = (1, 1.0) if off_inch <= off_cm else (2, 2.54)
    across, down = (max(1, round(value / per)) for value in dpi)
    return b"JFIF\0\x01\x02" + struct.pack(">BHH", unit, across, down) + b"\0\0"


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _raw_profile(iptc: bytes) -> bytes:
    """ImageMagick's way to keep IPTC in PNG, which ExifTool and others read too."""
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + bytes(len(iptc) % 2)
    digits = block.hex().encode()
    lines = b"\n".join(digits[i : i + 72] for i in range(0, len(digits), 72))
    return zlib.compress(b"\niptc\n" + str(len(block)).rjust(8).encode() + b"\n" + lines + b"\n")


def _riff(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    file.seek(12)
    while len(head := file.read(8)) == 8:
        size = struct.unpack("<I", head[4:])[0]
        content = file.read(size)
        file.read(size % 2)
        yield head[:4], content


def _has_alpha(chunks: list[tuple[bytes, bytes]]) -> bool:
    """Lossy pictures keep alpha in a chunk of its own, lossless ones say so in their header."""
    lossless = next((content for name, content in chunks if name == b"VP8L"), b"")
    return any(name == b"ALPH" for name, _ in chunks) or bool(lossless[4:5] and lossless[4] & 0x10)
