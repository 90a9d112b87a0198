"""Where a photo is damaged: a map of probabilities, found once, and the mask that settings make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.text import Text
from workstation.core.color.cielab import luma
from workstation.core.masks.masks import picture_of
from workstation.core.masks.shapes import PICTURE_PX, Picture
from workstation.core.pixels import Pixels, Plane
from workstation.core.progress import Progress
from workstation.core.repair import networks

Mask: TypeAlias = NDArray[np.bool_]

LOOKED_AT_PX: Final = 1600
"""The longer side of the copy on which damage is looked for."""

USUAL_SENSITIVITY: Final = 0.5

# The network sees tiles of the same size, so that it is made ready once.
_TILE_PX, _HALO_PX = 512, 48
# At the card's threshold half of what is marked on real photos is none: a rope, a rim of light. At
# the usual sensitivity a piece counts where its odds are so many times those of the threshold, as
# logarithms, and is followed to where they are less by the second number; half a unit of
# sensitivity moves both by the third.
_SURE, _FOLLOWED, _STEEPNESS = 1.6, 1.6, 2.6
# Nearly every photo has something that looks like a scratch. One of which less than this share is
# sure is taken for undamaged, at the usual sensitivity; at the highest one nothing is too little.
# Of 250 undamaged photos 1.2 % have more, and 4 % more than half of it; old prints with a net of
# cracks have 0.4 % and more.
_UNDAMAGED, _NOTHING_PX = 0.003, 6
# On photos with a shorter side than this a mast is as thick as a scratch: none is looked for.
_LEAST_SIDE_PX = 200
# Longer than so many times its thickness is a line; shorter ones below a size are specks.
_SLENDER, _SPECK_SHARE = 5.0, 0.02


@dataclass(frozen=True, eq=False)
class DamageMap:
    """How likely each place of a photo is damaged.

    Attributes
    ----------
    probability
        0..255 for 0 to 1, (height, width), on the copy that was looked at.
    threshold
        From which probability on a place is marked at the usual sensitivity.
    lightness
        Of the copy, luma 0..1.
    inside
        Where the picture lies.
    scale
        Pixels of the copy per pixel of the photo.
    """

    probability: NDArray[np.uint8]
    threshold: float
    lightness: Plane
    inside: Mask
    scale: float


@dataclass(frozen=True)
class Piece:
    """A piece of damage that hangs together.

    Attributes
    ----------
    kind
        A long thin one, a small round one, or a larger one.
    box
        Top, left, bottom and right as fractions of the photo.
    share
        Of the photo.
    light
        Whether it is lighter than what lies around it.
    """

    kind: Literal["line", "speck", "hole"]
    box: tuple[float, float, float, float]
    share: float
    light: bool


@dataclass(frozen=True, eq=False)
class Damage:
    """What was found in a photo.

    Attributes
    ----------
    mask
        On the copy that was looked at.
    labels
        The number of the piece at each place, from 1; 0 outside.
    pieces
        The pieces in the order of their numbers.
    share
        Of the picture that is damaged.
    """

    mask: Mask
    labels: NDArray[np.int32]
    pieces: tuple[Piece, ...] = ()
    share: float = 0.0

    @property
    def says(self) -> Text:
        """Kinds and share, as a sentence."""
        counts = {
            kind: sum(piece.kind == kind for piece in self.pieces)
            for kind in ("line", "speck", "hole")
        }
        return Text(
            "It looks damaged: {lines} cracks or scratches, {specks} specks and {holes} larger "
            "places, {share:.1%} of the picture.",
            lines=counts["line"],
            specks=counts["speck"],
            holes=counts["hole"],
            share=self.share,
        )

    def guard(self, number: int) -> Picture:
        """A shape that protects a piece from being repaired.

        Parameters
        ----------
        number
            In the order of `pieces`, from 0.
        """
        here = (self.labels == number + 1).astype(np.uint8)
        reach = max(2, -(-max(here.shape) // PICTURE_PX) + 1)
        wider = cv2.dilate(here, np.ones((2 * reach + 1,) * 2, np.uint8))
        return picture_of(wider.astype(np.float32), erase=True)


@dataclass(frozen=True)
class Wanted:
    """Which damage counts.

    Attributes
    ----------
    sensitivity
        0 finds nothing, 0.5 is usual, 1 finds most.
    least_px
        What is shorter, in pixels of the photo, stays.
    thickest
        What is thicker, as a share of the photo's longer side, stays.
    light, dark
        Whether damage lighter and darker than its surroundings counts.
    """

    sensitivity: float = USUAL_SENSITIVITY
    least_px: float = 0.0
    thickest: float = 0.1
    light: bool = True
    dark: bool = True


def look(copy: Pixels, scale: float, inside: Mask, progress: Progress) -> DamageMap:
    """Look for damage in a copy of a photo.

    Parameters
    ----------
    copy
        Its longer side at most `LOOKED_AT_PX`.
    scale
        Pixels of the copy per pixel of the photo.
    inside
        Where in it the picture lies: paper around it is not repaired.
    """
    height, width = copy.shape[:2]
    probability = np.zeros((height, width), np.uint8)
    inner = _TILE_PX - 2 * _HALO_PX
    for top in range(0, height, inner):
        for left in range(0, width, inner):
            progress.check()
            rows = np.arange(top - _HALO_PX, top + inner + _HALO_PX)
            columns = np.arange(left - _HALO_PX, left + inner + _HALO_PX)
            tile = copy[_reflected(rows, height)[:, None], _reflected(columns, width)]
            found = networks.damage(tile)[_HALO_PX:-_HALO_PX, _HALO_PX:-_HALO_PX]
            part = probability[top : top + inner, left : left + inner]
            part[:] = np.round(found[: part.shape[0], : part.shape[1]] * 255)
    return DamageMap(probability, networks.threshold(), luma(copy), inside, scale)


def _reflected(places: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Places beyond a border, reflected at it as often as needed."""
    if size == 1:
        return np.zeros_like(places)
    period = 2 * (size - 1)
    folded = np.abs(places) % period
    return np.asarray(np.minimum(folded, period - folded), np.int64)


def marked(map_: DamageMap, wanted: Wanted) -> Damage:
    """The damage that counts."""
    nothing = np.zeros(map_.probability.shape, np.bool_)
    if wanted.sensitivity <= 0 or min(nothing.shape) < _LEAST_SIDE_PX:
        return Damage(nothing, nothing.astype(np.int32))
    shift = (wanted.sensitivity - USUAL_SENSITIVITY) * 2 * _STEEPNESS
    sure = _moved(map_.threshold, _SURE - shift)
    likely = _moved(map_.threshold, _SURE - _FOLLOWED - shift)
    candidates = (map_.probability >= max(1, round(likely * 255))) & map_.inside
    number, labels, stats, _ = cv2.connectedComponentsWithStats(
        candidates.astype(np.uint8), connectivity=8
    )
    flat = np.asarray(labels, np.int32).ravel()
    strongest = np.zeros(number, np.uint8)
    np.maximum.at(strongest, flat, map_.probability.ravel())
    areas = stats[:, cv2.CC_STAT_AREA]
    extents = np.hypot(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    deep = cv2.distanceTransform(candidates.astype(np.uint8), cv2.DIST_L2, 5)
    thickness = np.zeros(number, np.float32)
    np.maximum.at(thickness, flat, 2 * deep.ravel())
    light = _lighter(map_.lightness, candidates, flat, number)
    counts = (
        (strongest >= max(1, round(sure * 255)))
        & (extents >= wanted.least_px * map_.scale)
        & (thickness <= wanted.thickest * max(labels.shape))
        & np.where(light, wanted.light, wanted.dark)
    )
    counts[0] = False
    seeds = (map_.probability >= max(1, round(sure * 255))) & counts[labels]
    little = _UNDAMAGED * 2 * (1 - wanted.sensitivity) * int(map_.inside.sum())
    if seeds.sum() < max(little, _NOTHING_PX):
        return Damage(nothing, nothing.astype(np.int32))
    numbers = np.zeros(number, np.int32)
    order = np.flatnonzero(counts)
    order = order[np.argsort(-areas[order], kind="stable")]
    numbers[order] = np.arange(1, len(order) + 1)
    pieces = tuple(
        _piece(stats[i], float(thickness[i]), bool(light[i]), labels.shape) for i in order
    )
    mask = counts[labels]
    share = float(mask.sum()) / max(1, int(map_.inside.sum()))
    return Damage(mask, numbers[labels], pieces, share)


def _moved(probability: float, by: float) -> float:
    """A probability with its odds multiplied by e to the power of a number."""
    odds = np.log(probability / (1 - probability)) + by
    return float(1 / (1 + np.exp(-odds)))


def _lighter(light: Plane, mask: Mask, flat: NDArray[np.int32], number: int) -> NDArray[np.bool_]:
    """Whether each piece is lighter than what lies around it."""
    known = (~mask).astype(np.float32)
    size = (31, 31)
    around = cv2.blur(light * known, size) / np.maximum(cv2.blur(known, size), 1e-3)
    total = np.bincount(flat, (light - around).ravel(), number)
    return np.asarray(total > 0)


def _piece(
    stats: NDArray[np.int32], thickness: float, light: bool, shape: tuple[int, ...]
) -> Piece:
    left, top, width, height, area = (int(value) for value in stats)
    long = float(np.hypot(width, height))
    if long > _SLENDER * max(thickness, 1.0):
        kind: Literal["line", "speck", "hole"] = "line"
    else:
        kind = "speck" if long < _SPECK_SHARE * max(shape) else "hole"
    box = (
        *(top / shape[0], left / shape[1]),
        *((top + height) / shape[0], (left + width) / shape[1]),
    )
    return Piece(kind, box, area / (shape[0] * shape[1]), light)
