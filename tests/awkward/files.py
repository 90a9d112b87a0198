"""Files that are awkward themselves: cut off, mislabelled, strange, huge, oddly named, none."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib

import numpy as np
from PIL import Image

from tests.awkward.cases import Case, Maker, Opens, Refused
from tests.awkward.pictures import (
    HEIGHT,
    WIDTH,
    encoded,
    exif_block,
    grey_scene,
    scene,
    truth_of,
    vips,
)


def cut_off(maker: Maker) -> None:
    rgb = np.tile(scene(), (4, 4, 1))
    noisy = (rgb ^ np.random.default_rng(1).integers(0, 32, rgb.shape, np.uint8)).astype(np.uint8)
    for name, kind, options in (
        ("cut.jpg", "JPEG", {}),
        ("cut progressive.jpg", "JPEG", {"progressive": True}),
        ("cut.png", "PNG", {}),
        ("cut.tif", "TIFF", {}),
        ("cut lzw.tif", "TIFF", {"compression": "tiff_lzw"}),
        ("cut.webp", "WEBP", {}),
        ("cut.gif", "GIF", {}),
        ("cut.bmp", "BMP", {}),
        ("cut.avif", "AVIF", {"speed": 10}),
        ("cut.jp2", "JPEG2000", {}),
    ):
        whole = encoded(noisy, kind, **options)
        late = kind not in ("WEBP", "GIF") and "lzw" not in name
        maker.add(name, whole[: len(whole) * 6 // 10], Refused("", late))
    whole = encoded(noisy, "JPEG")
    maker.add("cut in its header.jpg", whole[:100], Refused("cut off"))
    maker.add("one byte missing.png", encoded(noisy, "PNG")[:-30], Refused("", late=True))
    maker.add("empty.jpg", b"", Refused("empty"))
    maker.add("zeros.jpg", bytes(5000), Refused("empty space"))


def mislabelled(maker: Maker) -> None:
    rgb = scene()
    same = {"height": HEIGHT, "width": WIDTH, "channels": "rgb"}
    maker.add("a png.jpg", encoded(rgb, "PNG"), Opens({**same, "format": "png"}, truth_of(rgb)))
    maker.add("a jpeg.tif", encoded(rgb, "JPEG"), Opens({**same, "format": "jpeg"}))
    maker.add("no ending", encoded(rgb, "PNG"), Opens({**same, "format": "png"}))
    maker.add("a webp.bmp", encoded(rgb, "WEBP", lossless=True), Opens({"format": "webp"}))


def strangers(maker: Maker) -> None:
    maker.add("text.jpg", b"Dear grandmother, ...\n" * 20, Refused("text"))
    maker.add("page.png", b"<!DOCTYPE html><html></html>", Refused("a web page"))
    maker.add("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refused("SVG"))
    maker.add("document.jpg", b"%PDF-1.7 ...", Refused("PDF"))
    maker.add("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), Refused(""))
    maker.add("layers.tif", b"8BPS\0\x01" + bytes(99), Refused("Photoshop"))
    maker.add("table.csv", b"1,2,3\n4,5,6\n", Refused("text"))
    maker.add("noise.jpg", np.random.default_rng(3).bytes(999), Refused("something unknown"))
    raw = exif_block(tag_50706=b"\x01\x04\0\0").tobytes().removeprefix(b"Exif\0\0")
    maker.add("camera.dng", raw, Refused(""))
    maker.add("camera.cr2", b"II*\0\x10\0\0\0CR\x02\0" + bytes(99), Refused("raw"))


def names(maker: Maker) -> None:
    rgb = scene()
    names = [
        "Großmutter 1923.png",
        "祖母の写真.png",
        "бабушка.png",
        "صورة جدتي.png",
        "נשף.png",
        "👵🏽.png",
        "e\u0301te\u0301.png",
        "100 % of %s {0}.png",
        "-o.png",
        "'quoted' & $HOME;.png",
        "[page=3].png",
        "a.png[shrink=2]",
    ]
    if os.name == "posix":
        names += ["two\nlines.png", "tab\t.png", 'back\\slash "and" <more>?.png']
    for name in names:
        maker.add(name, encoded(rgb, "PNG"), Opens({"format": "png"}, truth_of(rgb)))
    if sys.platform == "linux":
        name = os.fsdecode(b"caf\xe9.png")  # a name from an old disk, which is no UTF-8
        maker.add(name, encoded(rgb, "PNG"), Opens({"format": "png"}, truth_of(rgb)))


def pages(maker: Maker) -> None:
    pictures = [scene(), scene()[::-1].copy(), scene(40, 50)]
    first, *rest = [Image.fromarray(picture) for picture in pictures]
    raw = io.BytesIO()
    first.save(raw, "TIFF", save_all=True, append_images=rest)
    for page, picture in enumerate(pictures):
        facts = {"pages": 3, "page": page, "height": len(picture)}
        maker.add(f"pages, {page + 1}.tif", raw.getvalue(), Opens(facts, truth_of(picture)), page)
    maker.add("pages, 4.tif", raw.getvalue(), Refused("no page 4"), 3)
    maker.add("pages, -1.tif", raw.getvalue(), Refused("no page 0"), -1)
    for kind, options in (("GIF", {}), ("WEBP", {"lossless": True})):
        raw = io.BytesIO()
        first.save(raw, kind, save_all=True, append_images=[rest[0]], duration=100, **options)
        truth = truth_of(pictures[0]) if kind == "WEBP" else None
        facts = {"pages": 2, "height": HEIGHT, "page": 0}
        maker.add(f"animated.{kind.lower()}", raw.getvalue(), Opens(facts, truth))
    loop = bytearray(encoded(grey_scene(), "TIFF"))
    start = struct.unpack_from("<I", loop, 4)[0]
    count = struct.unpack_from("<H", loop, start)[0]
    struct.pack_into("<I", loop, start + 2 + 12 * count, start)
    maker.add("pages without end.tif", bytes(loop), Opens({"width": WIDTH}))


def layouts(maker: Maker) -> None:
    rgb = np.tile(scene(), (3, 3, 1))
    image = vips(rgb, "srgb")
    for name, options in (
        ("tiled", {"tile": True, "tile_width": 64, "tile_height": 64}),
        ("tiled deflate", {"tile": True, "compression": "deflate", "predictor": "horizontal"}),
        ("pyramid", {"tile": True, "pyramid": True, "compression": "lzw"}),
        ("big", {"bigtiff": True}),
        ("packbits", {"compression": "packbits"}),
    ):
        maker.saved(
            f"{name}.tif", lambda p, o=options: image.tiffsave(p, **o), Opens({}, truth_of(rgb))
        )
    raw = encoded(rgb, "TIFF", compression="zstd")
    maker.add("zstd.tif", raw, Refused("ZSTD"))
    raw = encoded(rgb, "TIFF", compression="jpeg", quality=95)
    maker.add("jpeg inside.tif", raw, Opens({"format": "tiff", "channels": "rgb"}))
    maker.saved(
        "interlaced.png", lambda p: image.pngsave(p, interlace=True), Opens({}, truth_of(rgb))
    )
    raw = encoded(rgb, "JPEG") + b"\0\0\0\x18ftypmp42" + bytes(5000)
    maker.add("with a film behind.jpg", raw, Opens({"format": "jpeg"}))


def sizes(maker: Maker) -> None:
    maker.add("1 by 1.png", encoded(scene(1, 1), "PNG"), Opens({}, truth_of(scene(1, 1))))
    for height, width in ((1, 5000), (5000, 1), (3, 7)):
        rgb = scene(height, width)
        maker.add(f"{height} by {width}.png", encoded(rgb, "PNG"), Opens({}, truth_of(rgb)))
        maker.add(f"{height} by {width}.jpg", encoded(grey_scene(height, width), "JPEG"), Opens())
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"x" * 99))
    maker.add("gigapixel.png", png + _chunk(b"IEND", b""), Refused("60,000 × 60,000"))
    tags = {256: 90_000, 257: 90_000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 90_000, 279: 99}
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags))
    for tag, value in tags.items():
        tiff += struct.pack("<HHII", tag, 4, 1, value)
    maker.add("gigapixel.tif", tiff + bytes(200), Refused("90,000 × 90,000"))
    maker.add("huge in 38 bytes.webp", _huge_webp(), Refused("in only 38 bytes"))
    bmp = bytearray(encoded(scene(), "BMP"))
    struct.pack_into("<ii", bmp, 18, 50_000, 50_000)
    maker.add("gigapixel.bmp", bytes(bmp), Refused("50,000 × 50,000"))


def _huge_webp() -> bytes:
    """A lossless WebP file of 16,383 × 16,383 pixels, all of one colour."""
    bits = 0x2F | (16_382 << 8) | (16_382 << 22)
    content = bits.to_bytes(5, "little").ljust(18, b"\0")
    chunk = b"VP8L" + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def not_files(maker: Maker) -> None:
    folder = maker.folder / "folder.jpg"
    folder.mkdir()
    maker.cases.append(Case(folder, Refused("folder")))
    maker.cases.append(Case(maker.folder / "missing.jpg", Refused("no file")))
    maker.cases.append(Case(maker.folder / "folder.jpg" / "x" / "y.jpg", Refused("no file")))
    maker.cases.append(Case(maker.folder / "nul\0nul.jpg", Refused("cannot be read")))
    maker.cases.append(Case(maker.folder / ("long" * 100 + ".jpg"), Refused("cannot be read")))
    if os.name == "posix":
        pipe = maker.folder / "pipe.jpg"
        os.mkfifo(pipe)
        maker.cases.append(Case(pipe, Refused("not a file")))
        dangling = maker.folder / "dangling.jpg"
        dangling.symlink_to("nowhere.jpg")
        maker.cases.append(Case(dangling, Refused("no file")))
        link = maker.folder / "link.jpg"
        link.symlink_to("a png.jpg")
        maker.cases.append(Case(link, Opens({"format": "png"})))
        if os.geteuid() != 0:  # to the administrator everything is allowed
            secret = maker.add("secret.png", encoded(scene(), "PNG"), Refused("permission"))
            secret.chmod(0)
