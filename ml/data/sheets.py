"""Many pictures on one sheet, to look at all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from ml.data.crops import middle_crop
from ml.data.sources import Photo

SIDE_PX, GAP_PX = 96, 4
COLUMNS = 12


def contact(photos: Sequence[Photo], path: Path, *, columns: int = COLUMNS) -> None:
    """Write the middles of photos side by side and in lines, on white; nothing without photos."""
    if not photos:
        return
    pitch = SIDE_PX + GAP_PX
    columns = min(columns, len(photos))
    lines = -(-len(photos) // columns)
    sheet = np.full((lines * pitch + GAP_PX, columns * pitch + GAP_PX, 3), 255, np.uint8)
    for index, photo in enumerate(photos):
        top, left = GAP_PX + index // columns * pitch, GAP_PX + index % columns * pitch
        sheet[top : top + SIDE_PX, left : left + SIDE_PX] = middle_crop(photo, SIDE_PX)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path, quality=90)
