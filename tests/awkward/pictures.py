"""The pictures that the files hold, and how they become files."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

HEIGHT, WIDTH = 90, 130


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
