"""Small photos for the queue."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pyvips

import resources
from workstation.batch import machine
from workstation.batch.intake import Batch
from workstation.core.recipe import Recipe
from workstation.core.steps import Tone

TONE = Recipe((Tone(),))
ONE = machine.Share(1, 1, 32 << 20)
TWO = machine.Share(2, 1, 32 << 20)


def batch(output: Path, recipe: Recipe = TONE, **facts: object) -> Batch:
    """What is to be done; without colours, which take longer, unless they are asked for."""
    return Batch(output, recipe, **facts)  # type: ignore[arg-type]


@functools.cache
def portrait(width: int = 96) -> bytes:
    """A small grey photo as a PNG file."""
    sample = str(resources.find("samples", "portrait.jpg"))
    return bytes(pyvips.Image.thumbnail(sample, width).write_to_buffer(".png"))


def put(path: Path, width: int = 96) -> Path:
    """Write a small grey photo."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(portrait(width))
    return path


def in_colour(path: Path, width: int = 96) -> Path:
    """Write a small photo in colours that nobody takes for a tint."""
    light = pyvips.Image.new_from_buffer(portrait(width), "").colourspace("b-w").numpy()
    wave = 1 + 0.2 * np.sin(np.arange(width) / 10)[:, None] * (-1, 0, 1)
    rgb = np.clip(light[..., None] * (1.25, 0.75, 0.45) * wave, 0, 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    pyvips.Image.new_from_array(rgb, interpretation="srgb").write_to_file(str(path))
    return path


def leftovers(folder: Path) -> list[Path]:
    """What unfinished work has left below a folder."""
    return [path for path in folder.rglob("*") if path.name.startswith(".")]
