"""Small photos for the queue."""

from __future__ import annotations

import functools
from pathlib import Path

import pyvips

import resources
from workstation.batch import machine
from workstation.batch.gather import Batch
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


def leftovers(folder: Path) -> list[Path]:
    """What unfinished work has left below a folder."""
    return [path for path in folder.rglob("*") if path.name.startswith(".")]
