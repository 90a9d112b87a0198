"""Makes the picture of worn prints and what one click makes of them: sample photos, aged.

    python docs/make_print_pictures.py

The samples are as they lie in `resources/samples`, so no old photo of somebody's is shown. Run it
again whenever Restore gives other pictures.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import numpy as np  # noqa: E402 - the repository must be on the path first
from PIL import Image  # noqa: E402

import resources  # noqa: E402
from benchmarks.aging import Kind, age  # noqa: E402
from docs.make_pictures import save  # noqa: E402
from workstation.cli import main as heirloom  # noqa: E402

PRINTS: Final[tuple[tuple[str, Kind, int], ...]] = (
    ("portrait", "worn", 2),
    ("launch", "toned", 7),
    ("coffee", "page", 6),
)
"""Sample, what has happened to its print, and the seed of all chance in that."""

HEIGHT, GAP = 360, 8


def sheet() -> Image.Image:
    """Every print above what `heirloom restore` makes of it, with nothing adjusted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        columns = []
        for sample, kind, seed in PRINTS:
            photo = Image.open(resources.find("samples", f"{sample}.jpg")).convert("RGB")
            truth = np.asarray(photo, np.float32) / 255
            picture = age(truth, kind, seed=seed, side_px=600).picture
            path = folder / f"{sample}.png"
            Image.fromarray(np.rint(picture * 255).astype(np.uint8)).save(path)
            heirloom(["restore", str(path), "-o", name, "--quiet"])
            after = folder / f"{sample}-restored.png"
            columns.append([Image.open(p).convert("RGB").copy() for p in (path, after)])
    widths = [round(before.width * HEIGHT / before.height) for before, _ in columns]
    whole = Image.new("RGB", (sum(widths) + GAP * (len(widths) - 1), 2 * HEIGHT + GAP), "white")
    left = 0
    for pair, width in zip(columns, widths, strict=True):
        for row, picture in enumerate(pair):
            small = picture.resize((width, HEIGHT), Image.Resampling.LANCZOS)
            whole.paste(small, (left, row * (HEIGHT + GAP)))
        left += width + GAP
    return whole


if __name__ == "__main__":
    save(sheet(), "prints")
