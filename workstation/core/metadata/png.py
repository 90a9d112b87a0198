"""Metadata in PNG files: in chunks in front of the picture."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from workstation.core.metadata.blocks import (
    EXIF_PREFIX,
    Container,
    DotsPerInch,
    Metadata,
    possible_dpi,
    unwrap_iptc,
    wrap_iptc,
)

_IPTC: Final = b"Raw profile type iptc\0\0"
_PROFILE: Final = b"Raw profile type "
_EXIF_NAMES: Final = (b"exif", b"APP1")
_XMP: Final = b"XML:com.adobe.xmp\0\0\0\0\0"
_METRES_PER_INCH: Final = 0.0254
_LONGEST: Final = 64 << 20
_LONGEST_PROFILE: Final = 8 << 20


class PngContainer(Container):
    """EXIF, XMP, the resolution, and IPTC as ImageMagick and many others keep it."""

    states_dpi = True

    def read(self, file: BinaryIO, image: Any, page: int) -> Metadata:
        """Read the blocks."""
        found = super().read(file, image, page)
        exif = found.exif or _read_profile(file, *_EXIF_NAMES)
        if exif is not None and exif[4:6] == b"Ex":  # APP1 may begin with its own length
            exif = exif[4:]
        iptc = found.iptc or unwrap_iptc(_read_profile(file, b"iptc") or b"")
        return replace(found, exif=(exif or b"").removeprefix(EXIF_PREFIX) or None, iptc=iptc)

    def read_dpi(self, file: BinaryIO) -> DotsPerInch | None:
        """Read the pixels per metre."""
        for name, content in _chunks(file):
            if name == b"pHYs" and len(content) == 9:
                across, down, unit = struct.unpack(">IIB", content)
                per_inch = _METRES_PER_INCH if unit == 1 else 0.0
                return possible_dpi(across * per_inch, down * per_inch)
        return None

    def embed(self, encoded: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> Path:
        """Copy the file, with chunks of ours in front of the picture."""
        ours = []
        if dpi:
            per_metre = [round(value / _METRES_PER_INCH) for value in dpi]
            ours.append((b"pHYs", struct.pack(">IIB", *per_metre, 1)))
        if blocks.exif:
            ours.append((b"eXIf", blocks.exif))
        if blocks.xmp:
            ours.append((b"iTXt", _XMP + blocks.xmp))
        if blocks.iptc:
            ours.append((b"zTXt", _IPTC + _raw_profile(blocks.iptc)))
        with encoded.open("rb") as source, target.open("wb") as file:
            file.write(source.read(8))
            for name, content in _chunks(source):
                if name != b"pHYs":
                    file.write(_chunk(name, content))
            for name, content in ours:
                file.write(_chunk(name, content))
            source.seek(-8, 1)  # the picture's head was read to find it
            shutil.copyfileobj(source, file, 1 << 20)
        return target


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Walk over a file's chunks before the picture: name and content."""
    file.seek(8)
    while True:
        head = file.read(8)
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or head[4:] == b"IDAT" or size > _LONGEST:
            return
        yield head[4:], file.read(size)
        file.seek(4, 1)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _read_profile(file: BinaryIO, *names: bytes) -> bytes | None:
    """Read a block that is written in digits into a text, as ImageMagick does."""
    wanted = {_PROFILE + name for name in names}
    for name, content in _chunks(file):
        keyword, _, text = content[:100].partition(b"\0")
        if name not in (b"zTXt", b"tEXt") or keyword not in wanted:
            continue
        text = content[len(keyword) + 1 :]
        try:
            if name == b"zTXt":
                text = zlib.decompressobj().decompress(text[1:], _LONGEST_PROFILE)
            # In front of the digits stand the name and the length.
            return bytes.fromhex(text[:_LONGEST_PROFILE].split(None, 2)[2].decode("ascii"))
        except (zlib.error, ValueError, IndexError):
            return None
    return None


def _raw_profile(iptc: bytes) -> bytes:
    """ImageMagick's way to keep IPTC, which ExifTool and others read too."""
    block = wrap_iptc(iptc)
    digits = block.hex().encode()
    lines = b"\n".join(digits[i : i + 72] for i in range(0, len(digits), 72))
    return zlib.compress(b"\niptc\n%8d\n%b\n" % (len(block), lines))
