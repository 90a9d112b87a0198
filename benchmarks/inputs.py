"""Large photos to measure with: our sample portrait, enlarged, with grain of its own size.

python -m benchmarks.inputs jpeg FILE WIDTH HEIGHT     grey, 8 bits
python -m benchmarks.inputs tiff FILE WIDTH HEIGHT     sepia, 16 bits, Display P3, 1200 dpi
"""

from __future__ import annotations

import sys
from typing import Any

import resources
from workstation.core.libvips import libvips

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
    """An archive's scan: 16 bits a channel, a colour profile, a stated resolution."""
    dots_per_mm = 1200 / 25.4
    plane = grey(width, height) * 257
    sepia = plane.bandjoin([plane * 0.93 + 900, plane * 0.80 + 1800]).cast("ushort")
    sepia = sepia.copy(interpretation="rgb16", xres=dots_per_mm, yres=dots_per_mm)
    wide = sepia.icc_transform("p3", input_profile="srgb", depth=16)
    wide.tiffsave(path, bigtiff=True, compression="none")


if __name__ == "__main__":
    kind, path, width, height = sys.argv[1:]
    {"jpeg": write_jpeg, "tiff": write_tiff}[kind](path, int(width), int(height))
