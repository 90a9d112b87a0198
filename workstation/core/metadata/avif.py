"""Metadata in AVIF files: libvips has to write it, as boxes refer to each other by position."""

from __future__ import annotations

from pathlib import Path

from workstation.core.metadata import exif
from workstation.core.metadata.blocks import EXIF_PREFIX, Container, DotsPerInch, Metadata
from workstation.core.metadata.tiff_tags import Entry, Layout


class AvifContainer(Container):
    """EXIF, which states the resolution too, and XMP."""

    def attachments(self, blocks: Metadata) -> dict[str, bytes]:
        """XMP, and a placeholder in which libvips' rewriting of EXIF leaves room for ours."""
        found = {"xmp-data": blocks.xmp} if blocks.xmp else {}
        if blocks.exif:
            filling = Entry(270, 2, len(blocks.exif) + 1, _filling(blocks.exif) + b"\0")
            found["exif-data"] = EXIF_PREFIX + exif.build([filling], Layout())
        return found

    def embed(self, encoded: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> Path:
        """Overwrite what libvips made of the placeholder with the real block."""
        del target, dpi
        if not blocks.exif:
            return encoded
        raw = encoded.read_bytes()
        filling = raw.find(_filling(blocks.exif))
        start = raw.rfind(EXIF_PREFIX, 0, filling) + len(EXIF_PREFIX) if filling >= 0 else 0
        if start < len(EXIF_PREFIX):
            raise ValueError("libvips' AVIF file has no room for EXIF.")
        with encoded.open("r+b") as file:
            file.seek(start)
            file.write(blocks.exif.ljust(filling + len(blocks.exif) - start, b"\0"))
        return encoded


def _filling(block: bytes) -> bytes:
    return b"=" * len(block)
