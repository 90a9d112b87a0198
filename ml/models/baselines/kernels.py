"""Look into trained networks: their kernels as little pictures, layer by layer.

    python -m ml.models.baselines.kernels runs/dense-32 runs/plain-9000 --out sheet.png

A network that has learnt to see has edges, spots and waves in its first layers; noise means that
training has not moved them from what was drawn by lot. Blue is negative, red positive, and each
kernel is scaled by its own largest weight.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Kernel = NDArray[np.float32]
"""(rows, columns)."""

LAYERS, KERNELS = 4, 24
"""How many layers of a network are shown, spread over its depth, and how many kernels of each."""

TILE_PX, GAP_PX, TEXT_PX, COLUMNS = 33, 2, 14, 6
_BOX = COLUMNS * (TILE_PX + GAP_PX) + 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a sheet with a row for each run."""
    parser = argparse.ArgumentParser(
        prog="python -m ml.models.baselines.kernels",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("runs", nargs="+", type=Path, help="folders with weights.npz")
    parser.add_argument("--out", type=Path, default=Path("kernels.png"))
    options = parser.parse_args(arguments)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    rows = {run.name: layers(run / "weights.npz") for run in options.runs}
    Image.fromarray(sheet(rows)).save(options.out, optimize=True)
    return 0


def layers(archive: Path) -> dict[str, list[Kernel]]:
    """Return some of the kernels of some layers with an extent, from the first to the last one."""
    with np.load(archive) as stored:
        kernels = {
            key.removesuffix("/kernel"): stored[key].astype(np.float32)
            for key in stored.files
            if key.endswith("/kernel") and not key.startswith("classifier")
        }
    spread = {name: kernel for name, kernel in kernels.items() if _has_extent(kernel)}
    if not spread:
        raise ValueError(f"{archive} has no layer with an extent.")
    chosen = np.unique(np.linspace(0, len(spread) - 1, LAYERS).astype(int))
    names = [list(spread)[index] for index in chosen]
    return {name: tiles(spread[name])[:KERNELS] for name in names}


def tiles(kernel: NDArray[np.float32]) -> list[Kernel]:
    """Return the kernels of one layer, each as one picture.

    Parameters
    ----------
    kernel
        Of a convolution (rows, columns, inputs, outputs), of which each output is shown by the
        input that it weighs most; or of a dense layer over a square grey picture (pixels, values).
    """
    if kernel.ndim == 2:
        side = math.isqrt(kernel.shape[0])
        # Values of pixels all over the answer, not of the first row alone.
        chosen = np.linspace(0, kernel.shape[1] - 1, KERNELS + 2).astype(int)[1:-1]
        return [kernel[:, index].reshape(side, side) for index in chosen]
    weighed = np.abs(kernel).sum(axis=(0, 1)).argmax(axis=0)
    if kernel.shape[3] == 1:  # depthwise: each input has a kernel of its own
        return [kernel[:, :, index, 0] for index in range(kernel.shape[2])]
    return [kernel[:, :, index, output] for output, index in enumerate(weighed)]


def sheet(rows: Mapping[str, Mapping[str, Sequence[Kernel]]]) -> NDArray[np.uint8]:
    """Draw the kernels: a row for each network, a box for each of its layers."""
    high = TEXT_PX + math.ceil(KERNELS / COLUMNS) * (TILE_PX + GAP_PX) + 8
    width = LAYERS * _BOX
    picture = Image.new("RGB", (width, high * len(rows)), "white")
    pen = ImageDraw.Draw(picture)
    for row, (network, shown) in enumerate(rows.items()):
        for column, (layer, kernels) in enumerate(shown.items()):
            left, top = column * _BOX, row * high
            pen.text((left, top), f"{network}: {layer}" if column == 0 else layer, fill="black")
            for index, kernel in enumerate(kernels):
                down, right = divmod(index, COLUMNS)
                place = (
                    left + right * (TILE_PX + GAP_PX),
                    top + TEXT_PX + down * (TILE_PX + GAP_PX),
                )
                picture.paste(Image.fromarray(_drawn(kernel)), place)
    return np.asarray(picture)


def _has_extent(kernel: NDArray[np.float32]) -> bool:
    if kernel.ndim == 4:
        return bool(min(kernel.shape[:2]) > 1)
    pixels, values = kernel.shape
    return bool(pixels >= 1024 and values >= pixels and math.isqrt(pixels) ** 2 == pixels)


def _drawn(kernel: Kernel) -> NDArray[np.uint8]:
    scaled = kernel / max(float(np.abs(kernel).max()), 1e-12)
    light = 1 - np.abs(scaled)
    red, blue = np.where(scaled > 0, 1, light), np.where(scaled < 0, 1, light)
    colours = np.rint(255 * np.stack([red, light, blue], axis=-1)).astype(np.uint8)
    size = (TILE_PX, TILE_PX)
    return np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_NEAREST), np.uint8)


if __name__ == "__main__":
    sys.exit(main())
