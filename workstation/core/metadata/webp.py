"""Metadata in WebP files: in chunks behind the picture, announced in the first one."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from workstation.core.metadata.blocks import Container, DotsPerInch, Metadata

_FLAGS_AT: Final = 20
_XMP_FLAG: Final = 4
_EXIF_FLAG: Final = 8


class WebpContainer(Container):
    """EXIF, which states the resolution too, and XMP."""

    def embed(self, encoded: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> Path:
        """Put the blocks behind the picture; a file with a profile announces chunks already."""
        del target, dpi
        with encoded.open("r+b") as file:
            if file.read(_FLAGS_AT + 1)[12:16] != b"VP8X":
                raise ValueError("libvips' WebP file announces no chunks.")
            file.seek(_FLAGS_AT)
            flags = file.read(1)[0]
            file.seek(0, 2)
            for name, content, flag in (
                (b"EXIF", blocks.exif, _EXIF_FLAG),
                (b"XMP ", blocks.xmp, _XMP_FLAG),
            ):
                if content:
                    file.write(name + struct.pack("<I", len(content)) + content)
                    file.write(bytes(len(content) % 2))
                    flags |= flag
            size = file.tell() - 8
            file.seek(4)
            file.write(struct.pack("<I", size))
            file.seek(_FLAGS_AT)
            file.write(bytes([flags]))
        return encoded
