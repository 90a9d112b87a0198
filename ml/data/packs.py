"""Read packs of small photos: WebP pictures laid end to end, with a table of their lengths."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "photos"
"""Where the packs lie when a checkout has them: beside it, never inside (others' photos)."""


def photos(
    pack: Path,
    *,
    size: int = 256,
    first: int = 0,
    limit: int | None = None,
    seed: int | None = None,
) -> Iterator[NDArray[np.uint8]]:
    """Decode the photos of a pack, one after the other.

    Parameters
    ----------
    pack
        The path without its ending: `<pack>.bin` holds the pictures, `<pack>.npy` a table whose
        first column is their length in bytes.
    size
        Photos of another size are brought to this many pixels square.
    first
        Leave out so many.
    limit
        Stop after this many.
    seed
        Go through the pack in a random order, the same for the same seed; None: as they lie.

    Yields
    ------
    NDArray[np.uint8]
        (size, size, 3), sRGB.

    Raises
    ------
    FileNotFoundError
        If the pack is not there.
    """
    table = np.load(pack.with_suffix(".npy"))
    lengths = table if table.ndim == 1 else table[:, 0]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    order = np.arange(len(lengths))
    if seed is not None:
        order = np.random.default_rng(seed).permutation(order)
    with pack.with_suffix(".bin").open("rb") as file:
        for index in order[first : None if limit is None else first + limit]:
            file.seek(int(starts[index]))
            picture = Image.open(io.BytesIO(file.read(int(lengths[index])))).convert("RGB")
            if picture.size != (size, size):
                picture = picture.resize((size, size), Image.Resampling.BICUBIC)
            yield np.asarray(picture)


def count(pack: Path) -> int:
    """Return how many photos a pack holds."""
    return len(np.load(pack.with_suffix(".npy"), mmap_mode="r"))
