"""Look at what a network has learnt: grey, given and true colours side by side."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pictures = NDArray[np.float32]
"""(B, H, W, 3), sRGB, 0..1."""

GAP_PX = 2
SHOWN = 16
PAIRS = 2
"""How many photos stand beside one another."""


def write(path: Path, *columns: Pictures, shown: int = SHOWN) -> None:
    """Write a sheet with one line of pictures for each photo, two photos beside one another."""
    rows = [
        np.concatenate([_framed(column[index]) for column in columns], axis=1)
        for index in range(min(shown, len(columns[0])))
    ]
    if len(rows) % PAIRS:
        rows.append(np.ones_like(rows[0]))
    halves = [np.concatenate(rows[start::PAIRS]) for start in range(PAIRS)]
    sheet = np.concatenate(halves, axis=1) if len(rows) > 1 else rows[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.rint(sheet * 255).astype(np.uint8)).save(path, quality=90)


def _framed(picture: Pictures) -> Pictures:
    edge = ((0, GAP_PX), (0, GAP_PX), (0, 0))
    return np.pad(np.clip(picture, 0, 1), edge, constant_values=1.0)
