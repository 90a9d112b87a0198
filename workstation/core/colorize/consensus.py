"""One colour for one thing: what several looks of the network at a photo agree on.

Left alone, the network may see one cardigan blue, orange and lilac: of several likely colours it
takes here one and there another, and a photo shown to it larger or mirrored gets others again. So
it looks several times. Where the looks agree, their mean is to be believed; and what is believed
holds within the edges of things, as far as the photo's own lightness tells no difference.

What is left is known from photos whose colours are known: how near such a mean comes to the truth
where the looks agree so far and the network sees such things, and how vivid it may be. These are
the learnt numbers in `consensus.npz` (`python -m benchmarks.consensus_weights`); they move each
place by its own facts alone, and cannot draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from numpy.typing import NDArray

import resources
from workstation.core.color import domain_transform
from workstation.core.color.guided_filter import resize
from workstation.core.colorize import suggestions
from workstation.core.diagnose.picture_area import PictureArea
from workstation.core.pixels import Plane

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

_LOOKS: Final = ((1.0, False), (5 / 6, False), (5 / 6, True), (2 / 3, False), (2 / 3, True))
"""Sizes of the looks, as shares of the first one's, and which of them are mirrored."""

_FEATURES_FROM: Final = 3
"""The look that says what is seen: the one nearest to the size that the network was trained on."""

COLOURLESS: Final = 0.8
"""A mean chroma below this, in CIELAB units, is a grey picture to anybody's eye."""

_LARGEST: Final = 1.5
"""No look is larger than this many times the photo."""

# A scan is seen at no more than this many times the size asked for, however small its picture is;
# and the network's coarsest answer has one point for so many of its pixels.
_PAGE, _CELL_PX = 1.6, 4
# Looks that differ by this much, in CIELAB units, are believed half as much as those that agree.
_APART: Final = 6.0
_APART_SIGMA: Final = 1 / 64
# What hangs together: how far a colour holds, as a share of the longer side; and which differences
# of L*, and of agreed a*b*, are as long as that.
_REACH: Final = 0.3
_STEP, _COLOUR_STEP = 12.0, 0.55
_GRAIN_SIGMA, _COLOUR_SIGMA = 0.7, 1.0
# Differences of L* below this are no play of light that a colour must follow.
_FLAT: Final = 7.0


@dataclass(frozen=True)
class Consensus:
    """What the looks came to.

    Attributes
    ----------
    seen
        L*, 0..100, of the first look: the largest one.
    answer
        That look's answer, with a*b* that holds within things.
    agreement
        (h, w), on the grid of `answer.ab`: how far the looks agree; 1 wholly.
    """

    seen: Plane
    answer: Chroma
    agreement: Plane


@dataclass(frozen=True)
class Evidence:
    """What the looks say about a photo, before anything learnt.

    Attributes
    ----------
    seen, answer
        The first look, and its answer.
    mean
        (h, w, 2): mean a*b* of all looks.
    held
        (h, w, 2): the same, held within things.
    apart
        (h, w): mean distance of the looks from their mean, in CIELAB units.
    agreement
        (h, w): 0..1.
    views
        (h, w, 24): what the network sees, as `suggestions.features` gives it.
    """

    seen: Plane
    answer: Chroma
    mean: NDArray[np.float32]
    held: NDArray[np.float32]
    apart: Plane
    agreement: Plane
    views: NDArray[np.float32]


def consensus(
    light: Plane,
    colorize: Callable[..., Chroma],
    longest_px: int,
    check: Callable[[], None] = lambda: None,
    hints: NDArray[np.float32] | None = None,
    picture: PictureArea | None = None,
    *,
    sideways: bool = False,
) -> Consensus:
    """Colours of a photo that hold within things.

    Parameters
    ----------
    light
        L*, 0..100, (height, width), of a working copy of the whole photo.
    colorize
        Answers with chroma for a plane of L*, and hints if there are any.
    longest_px
        The longer side of the first look; the others are smaller.
    check
        Called between looks; raises if nobody wants the result any more.
    hints
        (h, w, 3): a*, b* and where, on any grid over the photo.
    picture
        Where the picture lies in a scan. Looks see it alone: a page around it would be taken for a
        part of what it shows, and leave fewer pixels for that.
    sideways
        Whether the photo lies on its side, so that its left and right are above and below.
    """
    if picture is None or picture.is_whole:
        return _agreed(evidence(light, colorize, longest_px, check, hints, sideways=sideways))
    place = _Place.of(light, picture, longest_px)
    inside = None if hints is None else hints[place.on(hints.shape)]
    part = light[place.on(light.shape)]
    found = evidence(part, colorize, longest_px, check, inside, sideways=sideways)
    return place.surrounded(_agreed(found), light)


def _agreed(found: Evidence) -> Consensus:
    if float(np.hypot(found.mean[..., 0], found.mean[..., 1]).mean()) < COLOURLESS:
        # Where no look sees any colour there is nothing to agree on, and none is invented.
        return Consensus(found.seen, replace(found.answer, ab=found.mean), found.agreement)
    return Consensus(found.seen, replace(found.answer, ab=_weights().of(found)), found.agreement)


@dataclass(frozen=True)
class _Place:
    """Where a picture lies in a scan, in whole cells of the network's coarsest grid.

    Attributes
    ----------
    cells
        Height and width of that grid over the whole scan.
    top, bottom, left, right
        Of the picture, in cells.
    """

    cells: tuple[int, int]
    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def of(cls, light: Plane, picture: PictureArea, longest_px: int) -> _Place:
        """A place in a scan whose picture shall be seen at a size."""
        corners = np.clip(picture.corners, 0, 1)
        first, last = corners.min(axis=0), corners.max(axis=0)
        longest = float(((last - first) * light.shape).max())
        factor = min(1.0, longest_px / longest, _PAGE * longest_px / max(light.shape))
        height, width = (max(2, round(side * factor / _CELL_PX)) for side in light.shape)
        (top, left), (bottom, right) = first * (height, width), last * (height, width)
        rows = int(top), min(height, int(np.ceil(bottom)))
        return cls((height, width), *rows, int(left), min(width, int(np.ceil(right))))

    def on(self, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """Its rows and columns on a grid over the whole scan."""
        high, wide = shape[0] / self.cells[0], shape[1] / self.cells[1]
        return (
            slice(round(self.top * high), round(self.bottom * high)),
            slice(round(self.left * wide), round(self.right * wide)),
        )

    def surrounded(self, found: Consensus, light: Plane) -> Consensus:
        """What was found in the picture, on grids over the scan; its border goes on outside."""

        def laid(values: NDArray[np.float32], per_cell: int) -> NDArray[np.float32]:
            whole = tuple(per_cell * count for count in self.cells)
            rows, columns = self.on(whole)
            size = rows.stop - rows.start, columns.stop - columns.start
            around = ((rows.start, whole[0] - rows.stop), (columns.start, whole[1] - columns.stop))
            return np.pad(_on_grid(values, size), (*around, (0, 0)), mode="edge")

        answer = found.answer
        fine = _CELL_PX // 2
        height, width = (_CELL_PX * count for count in self.cells)
        return Consensus(
            resize(light, (height, width)),
            replace(answer, ab=laid(answer.ab, fine), logits=laid(answer.logits, 1)),
            laid(found.agreement[..., None], fine)[..., 0],
        )


def evidence(
    light: Plane,
    colorize: Callable[..., Chroma],
    longest_px: int,
    check: Callable[[], None] = lambda: None,
    hints: NDArray[np.float32] | None = None,
    *,
    sideways: bool = False,
) -> Evidence:
    """Look several times; parameters are those of `consensus`."""
    largest = min(float(longest_px), _LARGEST * max(light.shape)) / max(light.shape)
    planes, answers = [], []
    for share, mirrored in _LOOKS:
        plane = _scaled(light, largest * share)
        answers.append(_look(plane, colorize, hints, (0 if sideways else 1) if mirrored else None))
        planes.append(plane)
        check()
    first = replace(answers[0], lost=next((one.lost for one in answers if one.lost), ""))
    shape = first.ab.shape[:2]
    looks = np.stack([_on_grid(answer.ab, shape) for answer in answers])
    mean = looks.mean(axis=0)
    apart = np.sqrt(((looks - mean) ** 2).sum(axis=-1)).mean(axis=0)
    apart = np.asarray(cv2.GaussianBlur(apart, (0, 0), _APART_SIGMA * max(shape)), np.float32)
    agreement = np.asarray(1 / (1 + (apart / np.float32(_APART)) ** 2), np.float32)
    lightness = resize(planes[0], shape)
    return Evidence(
        planes[0],
        first,
        mean.astype(np.float32),
        _held(mean.astype(np.float32), agreement, lightness),
        apart,
        agreement,
        _on_grid(suggestions.features(answers[_FEATURES_FROM]), shape),
    )


def _look(
    plane: Plane,
    colorize: Callable[..., Chroma],
    hints: NDArray[np.float32] | None,
    mirrored: int | None,
) -> Chroma:
    """Ask about a plane, or about its mirror image along an axis."""
    asked = [plane]
    if hints is not None:
        size = plane.shape[1], plane.shape[0]
        # Hints are dots with sharp edges: a mean of one and its surroundings would be another.
        asked.append(np.asarray(cv2.resize(hints, size, interpolation=cv2.INTER_NEAREST)))
    if mirrored is None:
        return colorize(*asked)
    return _turned(colorize(*(_mirrored(one, mirrored) for one in asked)), mirrored)


def _scaled(light: Plane, factor: float) -> Plane:
    height, width = (max(1, round(side * factor)) for side in light.shape)
    return resize(light, (height, width))


def _mirrored(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    return np.ascontiguousarray(np.flip(values, axis))


def _turned(answer: Chroma, axis: int) -> Chroma:
    """The answer to a mirrored photo, mirrored back."""
    return replace(answer, ab=_mirrored(answer.ab, axis), logits=_mirrored(answer.logits, axis))


def _on_grid(values: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    return np.stack([resize(values[..., i], shape) for i in range(values.shape[-1])], -1)


def _held(mean: NDArray[np.float32], agreement: Plane, lightness: Plane) -> NDArray[np.float32]:
    """The mean over what hangs together, as a linear function of its lightness there.

    Edges are those of lightness, and of colour as far as the looks agree on it.
    """
    reach_px = _REACH * max(lightness.shape)
    steps = np.float32(reach_px / _STEP)
    calm = cv2.GaussianBlur(lightness, (0, 0), _GRAIN_SIGMA) * steps
    sure = cv2.GaussianBlur(mean, (0, 0), _COLOUR_SIGMA) * agreement[..., None]
    edges = np.stack([calm, *(sure.transpose(2, 0, 1) * (steps * np.float32(_COLOUR_STEP)))])
    tone, ab = lightness, mean.transpose(2, 0, 1)
    planes = np.stack([tone, tone * tone, *ab, *(ab * tone)])
    tone_mean, square, *rest = domain_transform.smooth(planes, agreement, edges, reach_px)
    spread = np.maximum(square - tone_mean**2, 0) + np.float32(_FLAT**2)
    held = [
        middle + (product - tone_mean * middle) / spread * (tone - tone_mean)
        for middle, product in zip(rest[:2], rest[2:], strict=True)
    ]
    return np.stack(held, -1)


FACTS: Final = 61
"""How many numbers are known of each place; see `facts_of`."""


def facts_of(found: Evidence) -> NDArray[np.float32]:
    """What is known of each place, and of the whole photo: (h, w, 61), about -1..1 each."""
    held, lightness = found.held, resize(found.seen, found.apart.shape)
    chroma = np.hypot(held[..., :1], held[..., 1:])
    apart = found.apart[..., None] / 8
    everywhere = np.concatenate(
        [
            held.mean(axis=(0, 1)) / 30,
            found.views.mean(axis=(0, 1)),
            apart.mean(axis=(0, 1)),
            chroma.mean(axis=(0, 1)) / 30,
            [lightness.mean() / 50 - 1, lightness.std() / 25],
        ]
    )
    facts = np.concatenate(
        [
            held / 30,
            chroma / 30,
            apart,
            lightness[..., None] / 50 - 1,
            (held - found.mean) / 10,
            found.views,
            np.broadcast_to(everywhere, (*lightness.shape, len(everywhere))),
        ],
        axis=-1,
    )
    return facts.astype(np.float32)


@dataclass(frozen=True)
class Weights:
    """A chain of dense layers, as `consensus.npz` holds it.

    Attributes
    ----------
    layers
        Matrix and offset of each.
    vividness
        Factor on the chroma that makes up for what a mean of several looks loses.
    """

    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]
    vividness: float = 1.0

    def of(self, found: Evidence) -> NDArray[np.float32]:
        """The a*b* that the evidence comes to, (h, w, 2)."""
        moves = self.moves(facts_of(found).reshape(-1, FACTS)).reshape(found.held.shape)
        return np.asarray((found.held + moves) * np.float32(self.vividness), np.float32)

    def moves(self, facts: NDArray[np.float32]) -> NDArray[np.float32]:
        """By how much the a*b* of places moves: from (n, `FACTS`) to (n, 2), in CIELAB units."""
        values = facts
        for index, (matrix, offset) in enumerate(self.layers):
            values = values @ matrix + offset
            if index < len(self.layers) - 1:
                values = values / (1 + np.exp(-values))
        return values


@cache
def _weights() -> Weights:
    with np.load(resources.find("models", "consensus.npz")) as archive:
        count = len(archive.files) // 2
        layers = tuple((archive[f"matrix{i}"], archive[f"offset{i}"]) for i in range(count))
        return Weights(layers, float(archive["vividness"]))
