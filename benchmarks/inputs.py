"""Large photos to measure with: our sample portrait, enlarged, with grain of its own size.

python -m benchmarks.inputs jpeg FILE WIDTH HEIGHT     grey, 8 bits
python -m benchmarks.inputs tiff FILE WIDTH HEIGHT     sepia, 16 bits, Display P3, 1200 dpi
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import resources
from workstation.core.io.photo import open_photo
from workstation.core.libvips import libvips
from workstation.core.metadata.blocks import Metadata
from workstation.core.metadata.tiff import TiffContainer

_TILE = (4000, 3000)


def grey(width: int, height: int) -> Any:
    """A grey picture of any size that compresses like a scan: 4000 x 3000 px, repeated."""
    vips = libvips()
    tile_width, tile_height = _TILE
    sample = vips.Image.new_from_file(str(resources.find("samples", "portrait.jpg")))
    grain = vips.Image.gaussnoise(tile_width, tile_height, mean=0, sigma=5, seed=7)
    enlarged = sample.resize(tile_width / sample.width, vscale=tile_height / sample.height)
    tile = (enlarged + grain).cast("uchar").copy_memory()
    return tile.replicate(-(-width // tile_width), -(-height // tile_height)).crop(
        0, 0, width, height
    )


def write_jpeg(path: str, width: int, height: int) -> None:
    """An ordinary scan, as an office scanner leaves it."""
    dots_per_mm = 600 / 25.4
    picture = grey(width, height).copy(interpretation="b-w", xres=dots_per_mm, yres=dots_per_mm)
    picture.jpegsave(path, Q=92)


def write_tiff(path: str, width: int, height: int) -> None:
    """An archive's scan: 16 bits a channel, a colour profile, a stated resolution, EXIF."""
    dots_per_mm = 1200 / 25.4
    plane = grey(width, height) * 257
    sepia = plane.bandjoin([plane * 0.93 + 900, plane * 0.80 + 1800]).cast("ushort")
    sepia = sepia.copy(interpretation="rgb16", xres=dots_per_mm, yres=dots_per_mm)
    sepia.set_type(libvips().GValue.blob_type, "icc-profile-data", _adobe_rgb())
    sepia.tiffsave(path, bigtiff=True, compression="none")
    blocks = Metadata(exif=_exif())
    TiffContainer().embed(Path(path), Path(path), blocks, (1200.0, 1200.0))


def _adobe_rgb() -> bytes:
    profiles = Path(__file__).parent.parent / "tests" / "awkward" / "profiles.py"
    made = runpy.run_path(str(profiles))
    profile: bytes = made["icc_profile"](made["ADOBE_PRIMARIES"], 2.2)
    return profile


def _exif() -> bytes:
    from PIL import Image
    from PIL.ExifTags import Base

    tags = Image.Exif()
    tags[Base.Make] = "Heirloom"
    tags[Base.Model] = "Benchmark"
    tags[Base.DateTime] = "1931:05:17 12:00:00"
    return tags.tobytes().removeprefix(b"Exif\0\0")


def compare(path: str, result: str) -> None:
    """Print what differs between a photo and its result: nothing should."""
    before, after = open_photo(path), open_photo(result)
    for fact in ("width", "height", "bits", "dpi"):
        if getattr(before, fact) != getattr(after, fact):
            print(f"{fact}: {getattr(before, fact)} became {getattr(after, fact)}")
    if before.metadata.icc != after.metadata.icc:
        print("the colour profile differs")
    for word in (b"Heirloom", b"Benchmark", b"1931:05:17 12:00:00"):
        if word not in (after.metadata.exif or b""):
            print(f"EXIF lost {word.decode()}")


if __name__ == "__main__":
    kind, path, *rest = sys.argv[1:]
    if kind == "compare":
        compare(path, rest[0])
    else:
        {"jpeg": write_jpeg, "tiff": write_tiff}[kind](path, int(rest[0]), int(rest[1]))
