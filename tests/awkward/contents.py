"""Photos whose contents are awkward: kinds of pixels, orientation, profiles, metadata."""

from __future__ import annotations

import io
import struct

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from tests.awkward.cases import Maker, Opens, Refused
from tests.awkward.pictures import (
    HEIGHT,
    WIDTH,
    deep,
    encoded,
    exif_block,
    grey_scene,
    scene,
    truth_of,
    turned,
    vips,
)
from tests.awkward.profiles import (
    ADOBE_PRIMARIES,
    P3_PRIMARIES,
    SRGB_PRIMARIES,
    icc_profile,
    to_srgb,
)


def kinds_of_pixels(maker: Maker) -> None:
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


def floats(maker: Maker) -> None:
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


def transparency(maker: Maker) -> None:
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


def orientations(maker: Maker) -> None:
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


def profiles(maker: Maker) -> None:
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


def resolutions(maker: Maker) -> None:
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


def metadata(maker: Maker) -> None:
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
