"""Which kind of file this is: by its first bytes, never by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from resources.text import Text
from workstation.core.libvips import libvips

PILLOW: Final = {"bmp": "BMP", "jpeg2000": "JPEG2000"}
"""Formats that libvips' wheel lacks, and Pillow's names for them."""

TIFF_LACKS: Final = {
    34661: "JBIG",
    34712: "JPEG 2000",
    34892: "lossy JPEG",
    34925: "LZMA",
    50000: "ZSTD",
    50001: "WebP",
    50002: "JPEG XL",
}
"""Ways to compress a TIFF file that libvips' wheel was built without."""

READABLE: Final = Text("JPEG, PNG, TIFF, WebP, AVIF, GIF, BMP or JPEG 2000")
"""All of them, in the user's words."""

HEAD_BYTES: Final = 4096
"""As many of a file's first bytes as `recognise` and `resembles` want."""

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
)

_STRANGERS: Final = (
    (b"%PDF", Text("a PDF document")),
    (b"8BPS", Text("a Photoshop document")),
    (b"PK\x03\x04", Text("an archive or office document")),
    (b"\x1f\x8b", Text("a compressed archive")),
    (b"\xff\x0a", Text("a JPEG XL picture")),
    (b"\0\0\0\x0cJXL ", Text("a JPEG XL picture")),
    (b"FUJIFILM", Text("a camera's raw file")),
    (b"IIRO", Text("a camera's raw file")),
    (b"IIU\0", Text("a camera's raw file")),
    (b"gimp xcf", Text("a GIMP document")),
    (b"\x76\x2f\x31\x01", Text("an OpenEXR picture")),
    (b"\x7fELF", Text("a program")),
    (b"MZ", Text("a program")),
    (b"ID3", Text("music")),
    (b"RIFF", Text("a film or sound file")),
)


def recognise(head: bytes) -> str | None:
    """Name the format of the photo that begins with these bytes; None if it is none of ours."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "avif" if {b"avif", b"avis"} & _brands(head) else None
    if head[8:12] == b"CR\x02\0":  # Canon's raw files are TIFF files with a small picture in front
        return None
    return next((name for magic, name in _SIGNATURES if head.startswith(magic)), None)


def resembles(head: bytes) -> Text:
    """Say in the user's words what a file of no known format seems to be."""
    if head[4:8] == b"ftyp":
        heic = {b"heic", b"heix", b"hevc", b"heim", b"heis"} & _brands(head)
        return Text("a HEIC photo") if heic else Text("a film")
    if head[8:12] == b"CR\x02\0":
        return Text("a camera's raw file")
    for magic, name in _STRANGERS:
        if head.startswith(magic):
            return name
    if not head.strip(b"\0"):
        return Text("empty space")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:300].lower()
    if b"<svg" in start:
        return Text("an SVG drawing")
    if start.startswith((b"<!doctype html", b"<html")):
        return Text("a web page")
    try:
        text = head[: head.rfind(b" ") + 1 or len(head)].decode("utf-8")
    except UnicodeDecodeError:
        return Text("something unknown")
    written = all(c.isprintable() or c in "\t\r\n\f" for c in text)
    return Text("text") if written else Text("something unknown")


def header(path: Path, kind: str, page: int) -> Any:
    """Open a file for what its header says, without decoding pixels."""
    if kind in PILLOW:
        from workstation.core.io import pillow_reader

        return pillow_reader.header(path, PILLOW[kind])
    return load(path, kind, page)


def load(path: Path, kind: str, page: int, shrink: int = 1) -> Any:
    """Open a file for reading its pixels once, from top to bottom."""
    if kind in PILLOW:
        from workstation.core.io import pillow_reader

        return pillow_reader.decoded(path, PILLOW[kind])
    # With fail_on="truncated", libvips 8.18.7 lets cut-off TIFF files through, half of them grey.
    image = libvips().Image
    options: dict[str, Any] = {"access": "sequential", "fail_on": "error"}
    name = os.fsencode(path)
    if kind == "jpeg":
        return image.jpegload(name, shrink=shrink, **options)
    if kind == "png":
        return image.pngload(name, **options)
    load = {
        "tiff": image.tiffload,
        "webp": image.webpload,
        "avif": image.heifload,
        "gif": image.gifload,
    }[kind]
    return load(name, page=page, **options)


def _brands(head: bytes) -> set[bytes]:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[i : i + 4] for i in range(16, size, 4)}
