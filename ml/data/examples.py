"""Make a photo into a question and its answer; every kind of network asks in its own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ml.data import hints
from ml.data.cielab import as_fractions, rgb_to_lab
from ml.data.crops import middle_crop, random_crop
from ml.data.film import photograph, random_film

Arrays: TypeAlias = dict[str, NDArray[Any]]
"""What goes into a network or is compared with what comes out, by name."""


class Example(NamedTuple):
    """A question and its answer: of one photo without a batch axis, or a batch of them."""

    inputs: Arrays
    targets: Arrays


MakeExample: TypeAlias = Callable[[NDArray[np.uint8], np.random.Generator, int], Example]
"""From an sRGB photo (H, W, 3) of any size, the source of all chance, and the side in pixels."""

AB_SCALE = np.float32(110)

FILMED = 0.5
"""Share of photos that are seen as old film would have recorded them."""


def guided(
    photo: NDArray[np.uint8],
    draw: np.random.Generator,
    size_px: int,
    wishes: hints.Wishes = "object",
) -> Example:
    """For the colorizer: a crop, half of all on old film, with hints in three of five."""
    rgb = as_fractions(random_crop(photo, draw, size_px))
    lab = rgb_to_lab(rgb)
    lightness = lab[..., :1]
    if draw.random() < FILMED:
        seed = int(draw.integers(2**31))
        lightness = rgb_to_lab(photograph(rgb, random_film(seed), seed))[..., :1]
    wished, given = hints.give(lab, draw, wishes)
    return _guided(lightness, wished, given)


def unguided(photo: NDArray[np.uint8], _draw: np.random.Generator, size_px: int) -> Example:
    """For judging the colorizer: the middle of the photo, without film and without hints."""
    lab = rgb_to_lab(as_fractions(middle_crop(photo, size_px)))
    return _guided(lab[..., :1], lab[..., 1:], np.zeros_like(lab))


def chroma(photo: NDArray[np.uint8], draw: np.random.Generator, size_px: int) -> Example:
    """For networks from grey to a*b* without hints: a random crop, as it is."""
    return _chroma(random_crop(photo, draw, size_px))


def chroma_middle(photo: NDArray[np.uint8], _draw: np.random.Generator, size_px: int) -> Example:
    """For judging networks from grey to a*b* without hints: the middle of the photo."""
    return _chroma(middle_crop(photo, size_px))


def _chroma(crop: NDArray[np.uint8]) -> Example:
    lab = rgb_to_lab(as_fractions(crop))
    return Example({"gray": lab[..., :1] / 50 - 1}, {"ab": lab[..., 1:] / AB_SCALE})


def _guided(
    lightness: NDArray[np.float32], ab: NDArray[np.float32], given: NDArray[np.float32]
) -> Example:
    scaled = np.concatenate([given[..., :2] / AB_SCALE, given[..., 2:]], axis=-1)
    return Example({"gray": lightness / 50 - 1, "hints": scaled}, {"ab": ab / AB_SCALE})
