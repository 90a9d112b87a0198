"""Makes the sample photos again: freely licensed pictures, taken with our own simulated film.

    python resources/make_samples.py

Needs scikit-image, which brings the pictures. Whose they are: `samples/SOURCES.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from ml.data.film import NEUTRAL, ORTHOCHROMATIC, PANCHROMATIC, SEPIA, Film, photograph

SAMPLES = Path(__file__).parent / "samples"

FILMS: dict[str, tuple[Callable[[], NDArray[np.uint8]], Film]] = {
    "portrait": (
        data.astronaut,
        Film(PANCHROMATIC, contrast=0.95, blackest=1.9, blur_px=0.5, grain=0.02, fading=0.12),
    ),
    "coffee": (
        data.coffee,
        Film(PANCHROMATIC, blur_px=0.4, grain=0.03, silver=SEPIA, paper=(0.93, 0.86, 0.70)),
    ),
    "cat": (
        data.chelsea,
        Film(PANCHROMATIC, contrast=0.9, blur_px=0.3, grain=0.03, fading=0.55),
    ),
    "launch": (
        data.rocket,
        Film(ORTHOCHROMATIC, exposure_ev=1.0, contrast=0.8, blackest=2.1, grain=0.025),
    ),
}


def main() -> None:
    """Write every sample as a JPEG, grey where the print is."""
    SAMPLES.mkdir(exist_ok=True)
    for seed, (name, (scene, film)) in enumerate(FILMS.items()):
        rgb = np.asarray(scene(), np.float32) / np.float32(255)
        printed = np.rint(photograph(rgb, film, seed) * 255).astype(np.uint8)
        grey = film.silver == film.paper == NEUTRAL
        picture = Image.fromarray(printed[:, :, 0] if grey else printed)
        path = SAMPLES / f"{name}.jpg"
        picture.save(path, quality=88, optimize=True, dpi=(300, 300))
        print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
