"""What a photo may say about itself: blocks of EXIF, IPTC and XMP, read again, and exported."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from PIL import Image

from workstation.core.io.export import ExportOptions, export
from workstation.core.io.formats import EXPORTED
from workstation.core.recipe import Recipe


def endings(keeps: str = "") -> list[str]:
    """Of formats that are written, or of those that keep something of a photo."""
    formats = [format_ for format_ in EXPORTED.values() if not keeps or keeps in format_.keeps]
    return [format_.suffixes[0].removeprefix(".") for format_ in formats]


ALL, WITH_EXIF, WITH_XMP = endings(), endings("exif"), endings("xmp")
IPTC = b"\x1c\x02\x00\x00\x02\x00\x04\x1c\x02\x50\x00\x06Nobody\x1c\x02\x78\x00\x05Three"
PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 5.6">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
    b' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:odd="urn:odd/"'
    b' xmp:CreatorTool="A scanner" tiff:Orientation="6" exif:GPSLatitude="52,31N" odd:kept="yes">'
    b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Oma &amp; Opa, M\xc3\xbcnchen</rdf:li>'
    b"</rdf:Alt></dc:title><exif:GPSLongitude>13,24E</exif:GPSLongitude>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
MAKER_NOTE = b"Maker\0" + bytes(range(200))


def exif_block() -> bytes:
    """Main directory, camera's part with a note, place, and a thumbnail."""
    exif = Image.Exif()
    exif[270], exif[271], exif[274] = "An old photo", "Leitz", 6
    exif[282], exif[283], exif[296], exif[315] = 600.0, 600.0, 2, "Nobody"
    camera = exif.get_ifd(0x8769)
    camera[0x9003], camera[0x927C] = "1923:05:06 07:08:09", MAKER_NOTE
    camera[0xA002], camera[0xA003], camera[0xBEEF] = 200, 150, b"unknown"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 7.0), "E", (13.0, 24.0, 33.0)
    raw = exif.tobytes().removeprefix(b"Exif\0\0")
    return _with_thumbnail(raw)


def _with_thumbnail(raw: bytes) -> bytes:
    order = "<" if raw[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", raw, 4)[0]
    count = struct.unpack_from(order + "H", raw, first)[0]
    block = bytearray(raw + bytes(len(raw) % 2))
    struct.pack_into(order + "I", block, first + 2 + 12 * count, len(block))
    preview = b"\xff\xd8THUMBNAIL\xff\xd9"
    start = len(block) + 2 + 24 + 4
    block += struct.pack(order + "HHHIIHHIII", 2, 513, 4, 1, start, 514, 4, 1, len(preview), 0)
    return bytes(block + preview)


def values_of(exif: bytes | None) -> dict[int, Any]:
    """All that Pillow finds in a block, its parts' tags behind 0x10000 and 0x20000."""
    image = Image.Exif()
    image.load(b"Exif\0\0" + exif if exif else b"")
    found = dict(image)
    for number, part in ((0x10000, 0x8769), (0x20000, 0x8825)):
        found |= {number + tag: value for tag, value in image.get_ifd(part).items()}
    for pointer in (0x8769, 0x8825):
        found.pop(pointer, None)
    return found


def exported(pass_through: Any, path: Path, ending: str, **options: Any) -> Any:
    recipe = options.pop("recipe", Recipe())
    renderer = pass_through.of(
        path, coloured=options.pop("coloured", False), **options.pop("how", {})
    )
    target = path.with_name(f"result.{ending}")
    return export(renderer, recipe, target, ExportOptions(overwrite=True, **options))
