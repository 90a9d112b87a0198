"""How likely two things in two photos of a set are the same, and which kinds of things are skin.

Learnt by logistic regression on sets whose truth is known (`python -m benchmarks.sets --learn`):
photos of the same persons and rooms, cut, exposed, printed and combined in many ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]

VIEWS: Final = 24
"""How many numbers of `palette.features` a kind begins with."""

# Differences in: the network's view, L*, fine and broad texture, automatic colour, range of L*.
_SCALES: Final = np.array((1.4142, 20.0, 1.0, 1.0, 10.0, 5.0), np.float32)
_ALIKE: Final = 4.594
_UNLIKE: Final = (-15.941, -0.754, -1.27, -2.228, -0.308, -0.388)
_UNLIKE_SQUARED: Final = (1.087, -0.852, 0.192, 0.259, 0.241, 0.185)
# How decided the weights are: between the likelihood as learnt (1) and yes or no.
_DECIDED: Final = np.float32(2.0)
_ROWS: Final = 256


@dataclass(frozen=True)
class Segment:
    """One kind of thing that a photo shows: cloth, wall, skin in the light.

    Attributes
    ----------
    view
        How the network sees it, as `palette.features` gives it; 24 numbers.
    lightness
        Its mean L*, 0..100.
    fine, broad
        Its texture: log(1 + standard deviation of L*) nearby and farther around.
    depth
        Standard deviation of its L*.
    a, b
        Its colour, in CIELAB units.
    share
        How much of the photo it covers, 0..1.
    """

    view: tuple[float, ...]
    lightness: float
    fine: float
    broad: float
    depth: float
    a: float
    b: float
    share: float


def rows_of(kinds: Sequence[Segment]) -> Matrix:
    """Kinds as rows: view, L*, fine, broad, a*, b*, depth."""
    rows = [(*k.view, k.lightness, k.fine, k.broad, k.a, k.b, k.depth) for k in kinds]
    return np.array(rows, np.float32).reshape(len(rows), VIEWS + 6)


def likeness(one: Matrix, other: Matrix) -> Matrix:
    """How likely each kind of one photo is the same thing as each of another, 0..1.

    Parameters
    ----------
    one, other
        (n, 30) and (m, 30), as `rows_of` gives them.
    """
    found = np.empty((len(one), len(other)), np.float32)
    skins = _skin_likelihood(one), _skin_likelihood(other)
    for first in range(0, len(one), _ROWS):  # so that large sets need little memory
        some = slice(first, first + _ROWS)
        found[some] = _likeness(one[some], other)
        found[some] *= (1 - np.abs(skins[0][some, None] - skins[1][None])) ** _SKIN_APART
    return found


def differences(one: Matrix, other: Matrix) -> Matrix:
    """In which respects, and how much, kinds differ: (n, m, 6)."""
    views = one[:, :VIEWS], other[:, :VIEWS]
    squares = [(view * view).sum(axis=1) for view in views]
    apart = squares[0][:, None] + squares[1][None] - 2 * (views[0] @ views[1].T)
    rest = np.abs(one[:, None, VIEWS:] - other[None, :, VIEWS:])
    planes = [np.sqrt(np.maximum(apart, 0)), *(rest[..., i] for i in range(3))]
    planes += [np.hypot(rest[..., 3], rest[..., 4]), rest[..., 5]]
    return np.stack(planes, -1).astype(np.float32) / _SCALES


def _likeness(one: Matrix, other: Matrix) -> Matrix:
    unlike = differences(one, other)
    score = unlike @ np.array(_UNLIKE, np.float32) + np.float32(_ALIKE)
    score += (unlike * unlike) @ np.array(_UNLIKE_SQUARED, np.float32)
    likely: Matrix = 1 / (1 + np.exp(-np.clip(_DECIDED * score, -40, 40)))
    return likely


_SKIN_AT_ALL: Final = 1.519
_SKIN: Final = (
    *(-4.02, 1.656, 4.647, 0.26, -6.166, -4.985, -4.271),
    *(-4.055, 3.65, -0.801, -1.592, -2.541, -4.312, 2.108),
    *(2.298, -1.501, -1.05, 0.132, -10.397, -4.61, -3.644),
    *(3.277, 4.863, -2.146, 3.227, -0.698, 0.047, 1.167),
)


_SKIN_APART: Final = 3
"""How firmly skin is told apart from what merely looks like it, such as wood and walls."""


def skin(kinds: Sequence[Segment]) -> NDArray[np.bool_]:
    """Which kinds are skin, as far as the network's view and the texture tell."""
    found: NDArray[np.bool_] = _skin_likelihood(rows_of(kinds)) > 0.5
    return found


def _skin_likelihood(rows: Matrix) -> Matrix:
    score = skin_traits(rows) @ np.array(_SKIN, np.float32) + np.float32(_SKIN_AT_ALL)
    likely: Matrix = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
    return likely


def skin_traits(rows: Matrix) -> Matrix:
    """What skin is told by, of kinds as `rows_of` gives them: view, L*, textures, depth."""
    light, fine, broad, depth = (rows[:, VIEWS + i] for i in (0, 1, 2, 5))
    return np.concatenate(
        [rows[:, :VIEWS], np.stack([light / 100, fine, broad, depth / 10], -1)], 1
    )
