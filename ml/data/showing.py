"""Look at what a training is shown: sheets of crops, hints and damage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.data import grids, pipeline
from ml.data.cielab import as_fractions, lab_to_rgb
from ml.data.crops import random_crop
from ml.data.damage import damage
from ml.data.examples import AB_SCALE, guided
from ml.data.sources import Source

SIDE_PX = 160
SHOWN = 24


def write(photos: Source, folder: Path, seed: int = 1) -> Iterator[Path]:
    """Write the sheets, and yield where each one lies.

    `guided.jpg`: the grey that the network sees, the hints laid over it, and the colours that it
    is to answer with. `damage.jpg`: a crop, the same damaged, and the map of the damage.
    """
    examples = [
        pipeline.example(photos, guided, size_px=SIDE_PX, seed=seed, number=number)
        for number in range(SHOWN)
    ]
    columns = np.stack([_guided(*example) for example in examples]).swapaxes(0, 1)
    yield _sheet(folder / "guided.jpg", columns)
    shown = []
    for number in range(SHOWN):
        draw = np.random.default_rng([seed, number])
        crop = as_fractions(random_crop(photos[number % len(photos)], draw, SIDE_PX))
        damaged, where = damage(crop, draw)
        shown.append(np.stack([crop, damaged, where[..., None].repeat(3, -1)]))
    yield _sheet(folder / "damage.jpg", np.stack(shown).swapaxes(0, 1))


def _sheet(path: Path, columns: NDArray[np.float32]) -> Path:
    grids.write(path, *columns, shown=SHOWN)
    return path


def _guided(
    inputs: dict[str, NDArray[np.float32]], targets: dict[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Three pictures of one example."""
    lightness = 50 * (inputs["gray"] + 1)
    mask = inputs["hints"][..., 2:]
    flat = np.concatenate([np.full_like(lightness, 65), AB_SCALE * inputs["hints"][..., :2]], -1)
    grey = lab_to_rgb(np.concatenate([lightness, np.zeros_like(lightness).repeat(2, -1)], -1))
    hinted = grey + mask * (lab_to_rgb(flat) - grey)
    true = lab_to_rgb(np.concatenate([lightness, AB_SCALE * targets["ab"]], -1))
    return np.stack([grey, hinted, true])
