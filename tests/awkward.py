"""Make a folder of awkward photos, each with what has to come of it.

Run it to get the files for trying them by hand: python tests/awkward.py FOLDER
It is longer than other files here, for it is one list.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

HEIGHT, WIDTH = 90, 130
SRGB_PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
P3_PRIMARIES = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06))
ADOBE_PRIMARIES = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))


@dataclass(frozen=True)
class Opens:
    """The photo opens and is as said; facts that are not named are not looked at.

    `truth` is what the pixels must be, 0..1, (height, width, 3); `within` how near, in 1/255.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    truth: NDArray[np.float64] | None = None
    within: float = 0.001


@dataclass(frozen=True)
class Refused:
    """The photo is refused; the first sentence has these words. `late`: only when it is read."""

    words: str
    late: bool = False


@dataclass(frozen=True)
class Case:
    """One file, its page to open, and what is expected."""

    path: Path
    expected: Opens | Refused
    page: int = 0


def scene(height: int = HEIGHT, width: int = WIDTH) -> NDArray[np.uint8]:
    """A picture without symmetry, in colour, from black to white."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        y * 255 / max(height - 1, 1),
        x * 255 / max(width - 1, 1),
        128 + 127 * np.sin(x / 9 + y / 17),
    ]
    rgb = np.stack(planes, axis=2).round().astype(np.uint8)
    rgb[: height // 4, : width // 5] = (250, 20, 20)
    return rgb


def grey_scene(height: int = HEIGHT, width: int = WIDTH) -> NDArray[np.uint8]:
    """The scene's red and blue, mixed."""
    rgb = scene(height, width).astype(np.uint16)
    return ((rgb[:, :, 0] + rgb[:, :, 2]) // 2).astype(np.uint8)


def deep(values: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """The same at 16 bits, with values that 8 bits do not have."""
    noise = np.random.default_rng(5).integers(0, 200, values.shape)
    return np.clip(values.astype(np.int64) * 257 + noise, 0, 65535).astype(np.uint16)


def truth_of(values: NDArray[Any]) -> NDArray[np.float64]:
    """Stored integers as pixels."""
    largest = 255 if values.dtype == np.uint8 else 65535
    rgb = values if values.ndim == 3 else np.repeat(values[:, :, None], 3, axis=2)
    return rgb[:, :, :3] / largest


def vips(values: NDArray[Any], kind: str) -> Any:
    """An array as libvips' image."""
    return pyvips.Image.new_from_array(np.ascontiguousarray(values)).copy(interpretation=kind)


def icc_profile(primaries: Any, gamma: float | None, *, grey: bool = False) -> bytes:
    """A small ICC profile of version 2: three primaries or grey, with a gamma (None: sRGB's)."""
    if gamma is None:
        v = np.arange(1024) / 1023
        curve = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
        values = np.rint(curve * 65535).astype(">u2").tobytes()
        trc = b"curv\0\0\0\0" + struct.pack(">I", 1024) + values
    else:
        trc = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    white = np.array([0.9642, 1.0, 0.8249])
    text = b"Test profile\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(79)
    tags = [(b"desc", desc + bytes(-len(desc) % 4)), (b"wtpt", _xyz(white))]
    tags.append((b"cprt", b"text\0\0\0\0none\0\0\0\0"))
    if grey:
        tags.append((b"kTRC", trc))
    else:
        columns = _adapted(primaries)
        for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns.T, strict=True):
            tags.append((name, _xyz(column)))
        tags += [(name, trc) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags:
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content
    head = bytearray(128)
    head[8:12], head[12:16] = b"\x02\x10\0\0", b"mntr"
    head[16:24] = (b"GRAY" if grey else b"RGB ") + b"XYZ "
    head[36:40] = b"acsp"
    head[68:80] = struct.pack(">iii", *(round(value * 65536) for value in white))
    struct.pack_into(">I", head, 0, start + len(data))
    return bytes(head) + table + data


def _xyz(values: NDArray[np.float64]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(float(v) * 65536) for v in values))


def _adapted(primaries: Any) -> NDArray[np.float64]:
    """Columns of a matrix to XYZ at D50, from primaries at D65, by Bradford's method."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    d65 = np.array([0.95047, 1.0, 1.08883])
    matrix = columns * np.linalg.solve(columns, d65)
    cone = np.array(
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    )
    ratio = (cone @ np.array([0.9642, 1.0, 0.8249])) / (cone @ d65)
    return np.asarray(np.linalg.inv(cone) @ np.diag(ratio) @ cone @ matrix)


def encoded(values: NDArray[Any], kind: str, **options: Any) -> bytes:
    """A file's bytes, by Pillow."""
    raw = io.BytesIO()
    Image.fromarray(values).save(raw, kind, **options)
    return raw.getvalue()


def exif_block(**tags: Any) -> Image.Exif:
    """An EXIF block; names are written tag_NUMBER."""
    block = Image.Exif()
    for name, value in tags.items():
        block[int(name.removeprefix("tag_"))] = value
    return block


class Maker:
    """Makes the files one by one and collects the cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cases: list[Case] = []

    def add(self, name: str, raw: bytes, expected: Opens | Refused, page: int = 0) -> Path:
        path = self.folder / name
        path.write_bytes(raw)
        self.cases.append(Case(path, expected, page))
        return path

    def saved(
        self, name: str, save: Callable[[str], object], expected: Opens | Refused, page: int = 0
    ) -> Path:
        path = self.folder / name
        save(os.fspath(path))
        self.cases.append(Case(path, expected, page))
        return path


def make(folder: Path) -> list[Case]:
    """Fill an empty folder and say what has to come of each file."""
    maker = Maker(folder)
    for group in (
        _cut_off,
        _mislabelled,
        _strangers,
        _kinds_of_pixels,
        _floats,
        _transparency,
        _orientations,
        _profiles,
        _resolutions,
        _names,
        _pages,
        _layouts,
        _sizes,
        _metadata,
        _not_files,
    ):
        group(maker)
    return maker.cases


def _cut_off(maker: Maker) -> None:
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


def _mislabelled(maker: Maker) -> None:
    rgb = scene()
    same = {"height": HEIGHT, "width": WIDTH, "channels": "rgb"}
    maker.add("a png.jpg", encoded(rgb, "PNG"), Opens({**same, "format": "png"}, truth_of(rgb)))
    maker.add("a jpeg.tif", encoded(rgb, "JPEG"), Opens({**same, "format": "jpeg"}))
    maker.add("no ending", encoded(rgb, "PNG"), Opens({**same, "format": "png"}))
    maker.add("a webp.bmp", encoded(rgb, "WEBP", lossless=True), Opens({"format": "webp"}))


def _strangers(maker: Maker) -> None:
    maker.add("text.jpg", b"Dear grandmother, ...\n" * 20, Refused("text"))
    maker.add("page.png", b"<!DOCTYPE html><html></html>", Refused("a web page"))
    maker.add("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refused("SVG"))
    maker.add("document.jpg", b"%PDF-1.7 ...", Refused("PDF"))
    maker.add("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), Refused("HEIC"))
    maker.add("layers.tif", b"8BPS\0\x01" + bytes(99), Refused("Photoshop"))
    maker.add("table.csv", b"1,2,3\n4,5,6\n", Refused("text"))
    maker.add("noise.jpg", np.random.default_rng(3).bytes(999), Refused("something unknown"))
    raw = exif_block(tag_50706=b"\x01\x04\0\0").tobytes().removeprefix(b"Exif\0\0")
    maker.add("camera.dng", raw, Refused(""))
    maker.add("camera.cr2", b"II*\0\x10\0\0\0CR\x02\0" + bytes(99), Refused("raw"))


def _kinds_of_pixels(maker: Maker) -> None:
    rgb, grey = scene(), grey_scene()
    flat = {"format": "tiff", "bits": 16, "alpha": False}
    maker.add(
        "grey.jpg",
        encoded(grey, "JPEG", quality=100),
        Opens({"channels": "grey"}, truth_of(grey), 4),
    )
    maker.add("thin colours.jpg", encoded(rgb, "JPEG", subsampling="4:1:1"), Opens())
    for order, name in (("<u2", "grey 16.tif"), (">u2", "grey 16 of a Macintosh.tif")):
        values = deep(grey)
        raw = encoded(values.astype(order), "TIFF")
        maker.add(name, raw, Opens({**flat, "channels": "grey"}, truth_of(values)))
    values = deep(rgb)
    image = vips(values, "rgb16")
    facts = {"bits": 16, "channels": "rgb"}
    maker.saved("colour 16.png", image.pngsave, Opens(facts, truth_of(values)))
    maker.saved("colour 16.tif", image.tiffsave, Opens(facts, truth_of(values)))
    bits = (grey > 127).astype(np.uint8) * 255
    raw = io.BytesIO()
    Image.fromarray(grey > 127).save(raw, "TIFF", compression="group4")
    facts = {"bits": 1, "channels": "grey"}
    maker.add("one bit.tif", raw.getvalue(), Opens(facts, truth_of(bits)))
    maker.saved(
        "one bit, white first.tif",
        lambda p: vips(bits, "b-w").tiffsave(p, bitdepth=1, miniswhite=True),
        Opens(facts, truth_of(bits)),
    )
    few = np.asarray(Image.fromarray(rgb).quantize(32).convert("RGB"))
    for kind in ("PNG", "GIF", "TIFF", "BMP"):
        raw = io.BytesIO()
        Image.fromarray(rgb).quantize(32).save(raw, kind)
        facts = {"channels": "rgb", "bits": 8, "format": kind.lower()}
        maker.add(f"palette.{kind.lower()}", raw.getvalue(), Opens(facts, truth_of(few)))
    maker.add("cmyk.jpg", _cmyk(rgb), Opens({"channels": "cmyk"}))
    profile = pyvips.Operation.call("profile_load", "cmyk")
    maker.add("cmyk with a profile.jpg", _cmyk(rgb, profile), Opens({"channels": "cmyk"}))
    raw = io.BytesIO()
    Image.fromarray(rgb).convert("CMYK").save(raw, "TIFF")
    maker.add("cmyk.tif", raw.getvalue(), Opens({"channels": "cmyk", "alpha": False}))
    lab = vips(rgb, "srgb").colourspace("lab")
    maker.saved("lab.tif", lab.tiffsave, Opens({"channels": "rgb"}, truth_of(rgb), 3))
    signed = vips(grey.astype(np.int16), "b-w")
    maker.saved("signed.tif", signed.tiffsave, Refused("rare kind"))
    large = vips(deep(grey).astype(np.uint32) << 16, "b-w")
    maker.saved("grey 32.tif", large.tiffsave, Opens({"bits": 16}, truth_of(deep(grey))))
    maker.add("windows.bmp", encoded(rgb, "BMP"), Opens({"format": "bmp"}, truth_of(rgb)))
    maker.add("grey.bmp", encoded(grey, "BMP"), Opens({"channels": "grey"}, truth_of(grey)))
    maker.add("new.jp2", encoded(rgb, "JPEG2000"), Opens({"format": "jpeg2000"}, truth_of(rgb)))
    raw = encoded(deep(grey), "JPEG2000")
    maker.add("grey 16.jp2", raw, Opens({"bits": 16}, truth_of(deep(grey))))
    raw = encoded(rgb, "AVIF", quality=100, subsampling="4:4:4", speed=10)
    maker.add("new.avif", raw, Opens({"format": "avif", "bits": 8}, truth_of(rgb), 4))
    white = vips(np.full((64, 64, 3), 65535, np.uint16), "rgb16")
    maker.saved(
        "white of 10 bits.avif",
        lambda p: white.heifsave(p, bitdepth=10, compression="av1", lossless=True),
        Opens({"format": "avif"}, np.ones((64, 64, 3)), 0.3),
    )


def _cmyk(rgb: NDArray[np.uint8], profile: bytes | None = None) -> bytes:
    raw = io.BytesIO()
    Image.fromarray(rgb).convert("CMYK").save(raw, "JPEG", icc_profile=profile, quality=95)
    return raw.getvalue()


def _floats(maker: Maker) -> None:
    grey, rgb = truth_of(grey_scene()), truth_of(scene())
    facts = {"bits": 32, "format": "tiff"}
    plane = grey[:, :, 0].astype(np.float32)
    maker.add("float.tif", encoded(plane, "TIFF"), Opens(facts, grey, 0.01))
    colour = vips(rgb.astype(np.float32), "rgb")
    maker.saved("float colour.tif", colour.tiffsave, Opens(facts, rgb, 0.01))
    double = vips(grey[:, :, 0], "b-w")
    maker.saved("double.tif", double.tiffsave, Refused("rare kind"))
    odd, seen = plane.copy(), grey.copy()
    odd[3, 4], odd[5, 6], odd[7, 8] = np.nan, 7.0, -3.0
    seen[3, 4], seen[5, 6], seen[7, 8] = 0, 1, 0
    maker.add("float with a NaN.tif", encoded(odd, "TIFF"), Opens(facts, seen, 0.01))
    wide = (plane * 255).astype(np.float32)
    maker.add("float to 255.tif", encoded(wide, "TIFF"), Refused("outside 0 to 1", late=True))
    nothing = np.full_like(plane, np.nan)
    maker.add("only NaN.tif", encoded(nothing, "TIFF"), Refused("outside 0 to 1", late=True))


def _transparency(maker: Maker) -> None:
    rgb, grey = scene(), grey_scene()
    rgba = np.dstack([rgb, np.linspace(0, 255, WIDTH).astype(np.uint8)[None].repeat(HEIGHT, 0)])
    facts = {"alpha": True, "channels": "rgb", "bits": 8}
    maker.add("alpha.png", encoded(rgba, "PNG"), Opens(facts, truth_of(rgb)))
    maker.add("alpha.tif", encoded(rgba, "TIFF"), Opens(facts, truth_of(rgb)))
    raw = encoded(rgba, "WEBP", lossless=True, exact=True)
    maker.add("alpha.webp", raw, Opens(facts, truth_of(rgb)))
    la = np.dstack([grey, rgba[:, :, 3]])
    facts = {"alpha": True, "channels": "grey"}
    maker.add("grey alpha.png", encoded(la, "PNG"), Opens(facts, truth_of(grey)))
    wide = np.dstack([deep(rgb), deep(rgba[:, :, 3])])
    facts = {"alpha": True, "bits": 16}
    maker.saved("alpha 16.tif", vips(wide, "rgb16").tiffsave, Opens(facts, truth_of(wide)))
    holes = Image.fromarray(rgb).quantize(16)
    raw = io.BytesIO()
    holes.save(raw, "GIF", transparency=3)
    maker.add("holes.gif", raw.getvalue(), Opens({"alpha": True}))


def turned(values: NDArray[Any], orientation: int) -> NDArray[Any]:
    """How a picture lies on disk whose EXIF orientation is this one, if upright it is `values`."""
    undo = {
        1: lambda v: v,
        2: lambda v: v[:, ::-1],
        3: lambda v: v[::-1, ::-1],
        4: lambda v: v[::-1],
        5: lambda v: v.swapaxes(0, 1),
        6: lambda v: np.rot90(v, 1),
        7: lambda v: np.rot90(v, 2).swapaxes(0, 1),
        8: lambda v: np.rot90(v, -1),
    }
    return np.ascontiguousarray(undo[orientation](values))


def _orientations(maker: Maker) -> None:
    rgb, grey = scene(), grey_scene()
    for orientation in range(1, 9):
        exif = exif_block(tag_274=orientation)
        facts = {"height": HEIGHT, "width": WIDTH, "orientation": orientation}
        raw = encoded(turned(grey, orientation), "JPEG", exif=exif, quality=100)
        maker.add(f"orientation {orientation}.jpg", raw, Opens(facts, truth_of(grey), 4))
        raw = encoded(turned(rgb, orientation), "TIFF", tiffinfo={274: orientation})
        maker.add(f"orientation {orientation}.tif", raw, Opens(facts, truth_of(rgb)))
    raw = encoded(turned(rgb, 6), "WEBP", exif=exif_block(tag_274=6), lossless=True)
    maker.add("orientation 6.webp", raw, Opens({"orientation": 6}, truth_of(rgb)))
    raw = encoded(turned(rgb, 8), "PNG", exif=exif_block(tag_274=8))
    maker.add("orientation 8.png", raw, Opens({"orientation": 8}, truth_of(rgb)))
    raw = encoded(rgb, "PNG", exif=exif_block(tag_274=9))
    maker.add("orientation 9.png", raw, Opens({"orientation": 1}, truth_of(rgb)))


def _profiles(maker: Maker) -> None:
    rgb, grey = scene(), grey_scene()
    dull = (rgb // 2 + 64).astype(np.uint8)  # inside sRGB, whatever the profile
    for name, primaries, gamma in (
        ("display p3", P3_PRIMARIES, None),
        ("adobe rgb", ADOBE_PRIMARIES, 2.2),
    ):
        profile = icc_profile(primaries, gamma)
        truth = to_srgb(dull, primaries, gamma)
        for kind in ("PNG", "TIFF"):
            raw = encoded(dull, kind, icc_profile=profile)
            maker.add(f"{name}.{kind.lower()}", raw, Opens({"channels": "rgb"}, truth, 0.7))
    srgb = icc_profile(SRGB_PRIMARIES, None)
    maker.add("srgb.png", encoded(rgb, "PNG", icc_profile=srgb), Opens({}, truth_of(rgb)))
    profile = icc_profile(None, 1.8, grey=True)
    raw = encoded(grey, "TIFF", icc_profile=profile)
    linear = truth_of(grey) ** (461 / 256)
    truth = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    maker.add("grey gamma 1.8.tif", raw, Opens({"channels": "grey"}, truth, 1.5))
    profile = icc_profile(None, None, grey=True)
    raw = encoded(grey, "PNG", icc_profile=profile)
    maker.add("grey like srgb.png", raw, Opens({"channels": "grey"}, truth_of(grey)))
    raw = encoded(rgb, "PNG", icc_profile=b"This is no profile." * 20)
    maker.add("broken profile.png", raw, Opens({"profile_name": None}, truth_of(rgb)))
    raw = encoded(grey, "JPEG", icc_profile=srgb, quality=100)
    maker.add("profile for colours.jpg", raw, Opens({"channels": "grey"}, truth_of(grey), 4))


def to_srgb(values: NDArray[np.uint8], primaries: Any, gamma: float | None) -> NDArray[np.float64]:
    """What a matrix profile's colours are in sRGB, computed without lcms."""
    v = values / 255
    if gamma is None:
        linear = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    else:
        linear = v ** (round(gamma * 256) / 256)
    matrix = np.linalg.inv(_adapted(SRGB_PRIMARIES)) @ _adapted(primaries)
    linear = np.clip(linear @ matrix.T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _resolutions(maker: Maker) -> None:
    grey = grey_scene()
    for name, kind, dpi in (
        ("300.jpg", "JPEG", (300, 300)),
        ("72.jpg", "JPEG", (72, 72)),
        ("1200.png", "PNG", (1200, 1200)),
        ("600 by 300.tif", "TIFF", (600, 300)),
    ):
        maker.add(
            name, encoded(grey, kind, dpi=dpi), Opens({"dpi": (float(dpi[0]), float(dpi[1]))})
        )
    for kind in ("jpeg", "png", "tiff", "bmp", "webp"):
        raw = encoded(grey, kind.upper())
        if kind == "bmp":
            raw = raw[:38] + bytes(8) + raw[46:]
        maker.add(f"no resolution.{kind}", raw, Opens({"dpi": None}))
    plain = encoded(grey, "JPEG", dpi=(300, 300))
    at = plain.index(b"JFIF\0") + 7
    maker.add("0 dpi.jpg", plain[:at] + b"\x01\0\0\0\0" + plain[at + 5 :], Opens({"dpi": None}))
    cm = plain[:at] + b"\x02\0\x76\0\x76" + plain[at + 5 :]
    maker.add("118 per cm.jpg", cm, Opens({"dpi": (299.72, 299.72)}))
    raw = encoded(grey, "TIFF", tiffinfo={282: 0.0, 283: 0.0, 296: 2})
    maker.add("0 dpi.tif", raw, Opens({"dpi": None}))
    below = struct.pack("<HHIIHHIII", 282, 10, 1, 38, 283, 10, 1, 38, 0)
    odd = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + below + struct.pack("<ii", -300, 1)
    maker.add(
        "-300 dpi.webp", encoded(np.dstack([grey] * 3), "WEBP", exif=odd), Opens({"dpi": None})
    )
    raw = encoded(grey, "TIFF", tiffinfo={282: 4e9, 283: 4e9, 296: 2})
    maker.add("4 thousand million dpi.tif", raw, Opens({"dpi": None}))


def _names(maker: Maker) -> None:
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


def _pages(maker: Maker) -> None:
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


def _layouts(maker: Maker) -> None:
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


def _sizes(maker: Maker) -> None:
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
    bmp = bytearray(encoded(scene(), "BMP"))
    struct.pack_into("<ii", bmp, 18, 50_000, 50_000)
    maker.add("gigapixel.bmp", bytes(bmp), Refused("50,000 × 50,000"))


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _metadata(maker: Maker) -> None:
    grey = grey_scene()
    good = encoded(grey, "JPEG", exif=exif_block(tag_270="An old photo", tag_274=1), quality=100)
    at = good.index(b"Exif\0\0")
    truth = truth_of(grey)
    for name, spoilt in (
        ("garbage for exif", good[: at + 6] + b"\xff" * 20 + good[at + 26 :]),
        ("exif that points far away", good[: at + 10] + b"\xff\xff\xff\x7f" + good[at + 14 :]),
        ("exif of another kind", good[: at + 6] + b"ZZ" + good[at + 8 :]),
    ):
        maker.add(f"{name}.jpg", spoilt, Opens({"orientation": 1}, truth, 4))
    raw = encoded(grey, "JPEG", quality=100, xmp=b"<x:xmpmeta broken")
    maker.add("broken xmp.jpg", raw, Opens({}, truth, 4))
    raw = encoded(grey, "JPEG", quality=100, comment=b"\xff\xfe" * 50)
    maker.add("odd comment.jpg", raw, Opens({}, truth, 4))


def _not_files(maker: Maker) -> None:
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


def described(cases: list[Case]) -> Iterator[str]:
    """One line per case."""
    for case in cases:
        expected = case.expected
        what = f"refused: {expected.words}" if isinstance(expected, Refused) else "opens"
        yield f"{case.path.name!a:50} {what}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    print(*described(make(target)), sep="\n")
