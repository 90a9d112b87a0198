"""Metadata in TIFF files, whose own tags are what EXIF is in other formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from resources.text import Text
from workstation.core import errors
from workstation.core.metadata import exif, tiff_tags
from workstation.core.metadata.blocks import Container, DotsPerInch, Metadata, blob, unwrap_iptc
from workstation.core.metadata.tiff_tags import Directory, Entry, Layout, TagsError

_PARTS: Final = (tiff_tags.EXIF, tiff_tags.GPS)
_ABOUT_THE_PIXELS: Final = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 277, 278, 279, 280, 281, 284, 288}
    | {289, 290, 291, 292, 293, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327}
    | {328, 330, 332, 333, 334, 336, 337, 338, 339, 340, 341, 342, 343, 344, 345, 346, 347, 351}
    | {512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 559, 32997, 37724, 50784}
    | {tiff_tags.XMP, tiff_tags.IPTC, tiff_tags.PHOTOSHOP, tiff_tags.ICC, *_PARTS}
)
"""Tags that describe how the pixels are stored, or that are kept as blocks of their own."""

_LAST_CLASSIC_TYPE: Final = 13


_UNKNOWN_COMPRESSIONS: Final = {
    34661: "JBIG",
    34712: "JPEG 2000",
    34892: "lossy JPEG",
    34925: "LZMA",
    50000: "ZSTD",
    50001: "WebP",
    50002: "JPEG XL",
}
"""Ways to compress a TIFF file that libvips' wheel was built without."""

_BITS: Final = (1, 2, 4, 8, 16, 32, 64)
"""Per channel, that libvips reads."""

_RAW_SUFFIXES: Final = frozenset(
    (".nef", ".arw", ".sr2", ".srf", ".pef", ".3fr", ".fff", ".iiq", ".nrw", ".erf")
)
"""Cameras' raw files are TIFF files whose first page is a small preview."""


class TiffContainer(Container):
    """Everything in tags: the resolution, what EXIF says, XMP, and IPTC."""

    states_dpi = True

    def check(self, path: Path, file: BinaryIO, page: int) -> None:
        """Refuse what looks like a TIFF file but cannot be read as one."""
        try:
            main = tiff_tags.read_page(file, page)
        except TagsError as error:
            raise errors.damaged(path) from error
        packed = _UNKNOWN_COMPRESSIONS.get(int(main.number(tiff_tags.COMPRESSION) or 1))
        if packed is not None:
            raise errors.unsupported(path, Text("is compressed by {packed}", packed=packed))
        bits = int(main.number(tiff_tags.BITS) or 1)
        if bits not in _BITS:
            raise errors.unsupported(path, Text("has {bits} bits per channel", bits=bits))
        offsets, sizes = map(main.numbers, (tiff_tags.TILE_OFFSETS, tiff_tags.TILE_BYTES))
        end = file.seek(0, 2)
        if any(position + size > end for position, size in zip(offsets, sizes, strict=False)):
            raise errors.damaged(path, "truncated")
        if tiff_tags.DNG_VERSION in main.entries or path.suffix.lower() in _RAW_SUFFIXES:
            raise errors.unsupported(path, Text("is a camera's raw file"))

    def read(self, file: BinaryIO, image: Any, page: int) -> Metadata:
        """Read the blocks of a page; its descriptive tags are put into an EXIF block."""
        found = super().read(file, image, page)
        iptc = found.iptc or unwrap_iptc(blob(image, "photoshop-data") or b"")
        return replace(found, exif=_exif(file, page), iptc=iptc)

    def embed(self, encoded: Path, target: Path, blocks: Metadata, dpi: DotsPerInch | None) -> Path:
        """Write a new directory behind the file, and point to it."""
        del target
        with encoded.open("r+b") as file:
            main = tiff_tags.read_page(file)
            layout, entries = main.layout, dict(main.entries)
            for tag in (
                tiff_tags.X_RESOLUTION,
                tiff_tags.Y_RESOLUTION,
                tiff_tags.RESOLUTION_UNIT,
            ):
                entries.pop(tag, None)
            if dpi:
                entries |= {entry.tag: entry for entry in exif.resolution(dpi, layout)}
            for tag, kind, block in (
                (tiff_tags.XMP, 1, blocks.xmp),
                (tiff_tags.IPTC, 7, blocks.iptc),
            ):
                if block:
                    entries[tag] = Entry(tag, kind, len(block), block)
            file.write(bytes(file.seek(0, 2) % 2))
            for entry in _write_exif(file, layout, blocks.exif):
                entries.setdefault(entry.tag, entry)
            end = file.seek(0, 2)
            file.write(tiff_tags.serialize(entries.values(), layout, end, in_place=True))
            file.seek(0)
            file.write(layout.head(end))
        return encoded


def _exif(file: BinaryIO, page: int) -> bytes | None:
    """Put the descriptive tags of a page into an EXIF block of their own."""
    try:
        main = tiff_tags.read_page(file, page)
    except TagsError:
        return None
    own = [entry for entry in _classic(main) if entry.tag not in _ABOUT_THE_PIXELS]
    parts = {}
    for tag in _PARTS:
        part = tiff_tags.read_sub(file, main, tag)
        if part is not None and part.entries:
            parts[tag] = _classic(part)
    return exif.build(own, Layout(main.layout.order), parts) if own or parts else None


def _classic(directory: Directory) -> list[Entry]:
    """The entries that EXIF can hold; one of them points into the file that it is taken from."""
    return [
        entry
        for tag, entry in directory.entries.items()
        if tag != tiff_tags.INTEROPERABILITY and entry.kind <= _LAST_CLASSIC_TYPE
    ]


def _write_exif(file: BinaryIO, layout: Layout, block: bytes | None) -> Iterator[Entry]:
    """Write an EXIF block's parts to the end of the file; yield its main directory's tags."""
    parsed = exif.parse(block)
    if parsed is None:
        return
    source, main = parsed
    for tag, entry in main.entries.items():
        if tag not in _PARTS:
            yield entry.moved(main.layout, layout)
            continue
        part = tiff_tags.read_sub(source, main, tag)
        if part is None:
            continue
        inner = [
            entry.moved(main.layout, layout)
            for tag, entry in part.entries.items()
            if tag != tiff_tags.INTEROPERABILITY
        ]
        end = file.seek(0, 2)
        file.write(tiff_tags.serialize(inner, layout, end))
        yield layout.pointer(tag, end)
