"""The kinds of things that a photo shows: cloth, wall, skin in the light.

The network's view of a photo, with its lightness, texture, colours and places, falls into groups
(`kinds_of`); of a group it is told what it is like (`likeness.Kind`) and where its middle lies, by
which it is found again in the same photo (`places`). What photos of a set have in common rests on
it (`together`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.color.guided_filter import resize
from workstation.core.colorize import suggestions
from workstation.core.colorize.segment_similarity import VIEWS, Matrix, Segment
from workstation.core.pixels import Plane

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

_KINDS: Final = 16
# What counts beside the network's view when a photo falls into kinds: L*, texture, colour, place.
_LIGHT, _TEXTURE, _COLOUR, _PLACE = 0.9 / 100, 0.25, 0.6 / 120, 0.25
_LEAST_SHARE: Final = 0.003


@dataclass(frozen=True)
class FoundSegments:
    """A kind of thing in a photo, and where it lies among all that the photo shows.

    Attributes
    ----------
    centre
        The middle of its places: the network's view, L*, texture, colour and place, weighted.
    kind
        What it is.
    """

    centre: tuple[float, ...]
    kind: Segment


class Placed(Protocol):
    """Whatever has a middle among all that a photo shows, as `Found` has."""

    @property
    def centre(self) -> tuple[float, ...]:
        """As of `Found`."""


def kinds_of(
    answer: Chroma, seen: Plane, colours: NDArray[np.float32] | None = None
) -> tuple[FoundSegments, ...]:
    """Divide what a photo shows into kinds of things.

    Parameters
    ----------
    answer
        What the network says about it.
    seen
        L*, 0..100, of the copy that the network saw.
    colours
        (height, width, 2): the a* and b* that the kinds have, if not the network's.
    """
    vectors, traits = _vectors(answer, seen)
    shape = answer.logits.shape[:2]
    labels, centres = suggestions.clusters(vectors, _KINDS)
    given = answer.ab if colours is None else colours
    ab = on_grid(given, shape)
    return tuple(
        FoundSegments(_rounded(centre, 4), _kind(vectors, traits, ab, labels == label))
        for label, centre in enumerate(centres)
        if (labels == label).mean() >= _LEAST_SHARE
    )


def kind_in(
    answer: Chroma, seen: Plane, colours: NDArray[np.float32], area: Plane
) -> FoundSegments | None:
    """What a photo shows in one area, 0..1 on any grid, as one kind; None if it covers nothing."""
    shape = (answer.logits.shape[0], answer.logits.shape[1])
    inside = resize(area, shape).ravel() > 0.5
    if inside.mean() < _LEAST_SHARE:
        return None
    vectors, traits = _vectors(answer, seen)
    kind = _kind(vectors, traits, on_grid(colours, shape), inside)
    return FoundSegments(_rounded(vectors[inside].mean(axis=0), 4), kind)


def _kind(
    vectors: Matrix, traits: tuple[Matrix, Matrix, Matrix], ab: Matrix, inside: NDArray[np.bool_]
) -> Segment:
    light, fine, broad = (plane[inside] for plane in traits)
    a, b = (float(value) for value in np.median(ab[inside], axis=0))
    return Segment(
        view=_rounded(vectors[inside, :VIEWS].mean(axis=0), 4),
        lightness=round(float(light.mean()), 2),
        fine=round(float(fine.mean()), 3),
        broad=round(float(broad.mean()), 3),
        depth=round(float(light.std()), 2),
        a=round(a, 2),
        b=round(b, 2),
        share=round(float(inside.mean()), 4),
    )


def _rounded(values: NDArray[np.float32], digits: int) -> tuple[float, ...]:
    return tuple(round(float(value), digits) for value in values)


def on_grid(ab: NDArray[np.float32], shape: tuple[int, int]) -> Matrix:
    """Colours, (height, width, 2), as one row for each place of a grid of this shape."""
    planes = [resize(np.ascontiguousarray(ab[..., i]), shape) for i in (0, 1)]
    return np.stack(planes, -1).reshape(-1, 2)


def _vectors(answer: Chroma, seen: Plane) -> tuple[Matrix, tuple[Matrix, Matrix, Matrix]]:
    """Every place as a vector for grouping, and its L*, fine and broad texture."""
    view = suggestions.features(answer)
    shape = (view.shape[0], view.shape[1])
    light = resize(seen, shape)
    half = resize(seen, (2 * shape[0], 2 * shape[1]))
    fine, broad = (_texture(half, side, shape) for side in (5, 13))
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) / max(shape)
    ab = on_grid(answer.ab, shape).reshape(*shape, 2)
    planes = [light * np.float32(_LIGHT), broad * np.float32(_TEXTURE)]
    planes += [ab[..., 0] * np.float32(_COLOUR), ab[..., 1] * np.float32(_COLOUR)]
    planes += [rows * np.float32(_PLACE), columns * np.float32(_PLACE)]
    vectors = np.concatenate([view, np.stack(planes, -1)], -1, dtype=np.float32)
    return vectors.reshape(-1, vectors.shape[2]), (light.ravel(), fine.ravel(), broad.ravel())


def _texture(light: Plane, side: int, shape: tuple[int, int]) -> Plane:
    spread = cv2.blur(light * light, (side, side)) - cv2.blur(light, (side, side)) ** 2
    return resize(np.log1p(np.sqrt(np.maximum(spread, 0))).astype(np.float32), shape)


def places(kinds: Sequence[Placed], answer: Chroma, seen: Plane) -> NDArray[np.intp]:
    """Which kind each place of a photo belongs to: the one whose centre is nearest.

    Returns
    -------
    ndarray of shape (height / 4, width / 4)
        Positions in `kinds`.

    Raises
    ------
    ValueError
        If the kinds are not described as this network's view is.
    """
    vectors, _ = _vectors(answer, seen)
    centres = np.array([kind.centre for kind in kinds], np.float32)
    products = vectors @ centres.T
    nearest = ((centres * centres).sum(axis=1) - 2 * products).argmin(axis=1)
    return np.asarray(nearest, np.intp).reshape(answer.logits.shape[:2])


def sample_to_json(found: Sequence[FoundSegments]) -> list[list[float]]:
    """What a photo shows, as JSON values."""
    return [[*f.centre, *f.kind.view, *(getattr(f.kind, name) for name in _NAMES)] for f in found]


_NAMES: Final = ("lightness", "fine", "broad", "depth", "a", "b", "share")


def sample_from_json(data: Any) -> tuple[FoundSegments, ...]:
    """Read what `sample_to_json` wrote."""
    return tuple(
        FoundSegments(
            tuple(row[: -len(_NAMES) - VIEWS]),
            Segment(tuple(row[-len(_NAMES) - VIEWS : -len(_NAMES)]), *row[-len(_NAMES) :]),
        )
        for row in data
    )
