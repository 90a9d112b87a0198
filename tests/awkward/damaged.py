"""Files that are broken where decoders used to look away, or rare where they said broken."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pyvips

from tests.awkward.cases import Maker, Opens, Refused
from tests.awkward.pictures import encoded, exif_block, scene, truth_of, turned, vips


def tiled_tiff(tiles: int = 4, side: int = 64, *, packed: bool) -> bytes:
    """A grey TIFF file of noise, its directory in front of its tiles."""
    noise = np.random.default_rng(1)
    raw = [noise.integers(60, 200, side * side, np.uint8).tobytes() for _ in range(tiles**2)]
    stored = [zlib.compress(tile) if packed else tile for tile in raw]
    tags = {256: tiles * side, 257: tiles * side, 258: 8, 259: 8 if packed else 1, 262: 1, 277: 1}
    tags |= {322: side, 323: side}
    lists = 8 + 2 + 12 * (len(tags) + 2) + 4
    first = lists + 8 * len(stored)
    offsets = [first + sum(map(len, stored[:i])) for i in range(len(stored))]
    head = b"II*\0" + struct.pack("<IH", 8, len(tags) + 2)
    for tag, value in tags.items():
        head += struct.pack("<HHII", tag, 4, 1, value)
    head += struct.pack("<HHII", 324, 4, len(stored), lists)
    head += struct.pack("<HHII", 325, 4, len(stored), lists + 4 * len(stored)) + bytes(4)
    sizes = [len(tile) for tile in stored]
    head += struct.pack(f"<{2 * len(stored)}I", *offsets, *sizes)
    return head + b"".join(stored)


def damage(maker: Maker) -> None:
    for packed in (True, False):
        tiff = tiled_tiff(packed=packed)
        maker.add(f"tiled {packed}.tif", tiff, Opens({"format": "tiff"}))
        maker.add(f"cut tiled {packed}.tif", tiff[: len(tiff) * 6 // 10], Refused("cut off"))
        maker.add(f"cut tiled {packed} at its end.tif", tiff[:-30], Refused("cut off"))
    tiff = tiled_tiff(packed=True)
    half = len(tiff) // 2
    maker.add("tiles of zeros.tif", tiff[:half] + bytes(half), Refused("", late=True))
    rgb = np.tile(scene(), (4, 4, 1))
    noisy = (rgb ^ np.random.default_rng(1).integers(0, 32, rgb.shape, np.uint8)).astype(np.uint8)
    for progressive in (False, True):
        jpeg = encoded(noisy, "JPEG", progressive=progressive)
        cut = jpeg[: len(jpeg) * 4 // 10] + b"\xff\xd9"
        maker.add(f"cut but ended {progressive}.jpg", cut, Refused("", late=True))
        half = len(jpeg) // 2
        garbage = np.random.default_rng(2).bytes(3000)
        broken = jpeg[:half] + garbage + jpeg[half + len(garbage) :]
        maker.add(f"garbage inside {progressive}.jpg", broken, Refused("", late=True))
    jpeg = encoded(noisy, "JPEG")
    maker.add("bytes before its end.jpg", jpeg[:-2] + bytes(40) + jpeg[-2:], Opens())


def rare_depths(maker: Maker) -> None:
    for bits in (3, 5, 6, 7, 10, 12, 14):
        row = (16 * bits + 7) // 8
        tags = {256: 16, 257: 16, 258: bits, 259: 1, 262: 1, 273: 122, 277: 1, 278: 16}
        tags[279] = 16 * row
        tiff = b"II*\0" + struct.pack("<IH", 8, len(tags))
        for tag, value in tags.items():
            tiff += struct.pack("<HHII", tag, 4, 1, value)
        tiff += bytes(4) + bytes(16 * row)
        maker.add(f"{bits} bits.tif", tiff, Refused(f"has {bits} bits per channel"))


def avif(maker: Maker) -> None:
    """A second picture that is the primary one, and grey between 16 and 235."""
    pictures = [np.full((40, 64, 3), value, np.uint8) for value in (50, 200)]
    strip = vips(np.concatenate(pictures), "srgb").copy()
    for name, value in (("page-height", 40), ("heif-primary", 1)):
        strip.set_type(pyvips.GValue.gint_type, name, value)
    facts = {"format": "avif", "height": 40}
    maker.saved(
        "second is primary.avif",
        lambda p: strip.heifsave(p, compression="av1", lossless=True),
        Opens(facts, truth_of(pictures[1]), within=1.5),
    )
    ramp = np.tile(np.arange(256, dtype=np.uint8), (32, 1))
    raw = encoded(ramp, "AVIF", subsampling="4:0:0", quality=100, range="limited", speed=10)
    maker.add("limited grey.avif", raw, Opens({"format": "avif"}, truth_of(ramp), within=1.6))


def old_exif(maker: Maker) -> None:
    """Orientation where ImageMagick kept EXIF before PNG had a chunk for it."""
    block = exif_block(tag_274=6).tobytes()
    digits = block.hex().encode()
    text = b"\nexif\n%8d\n%b\n" % (len(block), digits)
    for kind, packed in ((b"zTXt", b"\0" + zlib.compress(text)), (b"tEXt", text)):
        content = b"Raw profile type exif\0" + packed
        chunk = struct.pack(">I", len(content)) + kind + content
        chunk += struct.pack(">I", zlib.crc32(kind + content))
        png = encoded(turned(scene(), 6), "PNG")
        name = f"turned in {kind.decode()}.png"
        maker.add(name, png[:33] + chunk + png[33:], Opens({"orientation": 6}, truth_of(scene())))
