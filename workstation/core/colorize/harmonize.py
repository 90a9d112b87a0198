"""Consistent colours over a set of photos: what is the same in several of them looks the same.

Each photo of a set is coloured by itself first, and falls into kinds of things (`kinds.py`). A kind
then takes the middle of the colours of all kinds in the set's other photos, each counted by how
likely it is the same thing, and of its own (`settle`, then `of_photo`). What came of it is a field
of the photo's recipe: which kinds the photo shows, and the colour of each; `pull` moves the kinds
there and leaves the play of colour inside them, and luminance, as they were.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core import json_text
from workstation.core.color.guided_filter import resize
from workstation.core.colorize.segment_similarity import VIEWS, Matrix, Segment, likeness, rows_of
from workstation.core.colorize.segments import FoundSegments, on_grid, places
from workstation.core.errors import HeirloomError
from workstation.core.pixels import Plane

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma

_MOST_PULLED: Final = 40.0
"""CIELAB units; what differs by more was hardly the same thing."""
_ROUNDS: Final = 2
# Steps towards a median, and the CIELAB units within which it is a mean.
_STEPS, _CLOSE = 5, np.float32(10.0)
_MOST_PHOTOS: Final = 256
_PINNED: Final = 6.0
"""How many photos a given reference counts for."""


@dataclass(frozen=True)
class Shared:
    """A kind of thing in one photo, and the colour that it has all over the set.

    Attributes
    ----------
    centre
        As of `kinds.Found`.
    a, b
        Its colour in the set, in CIELAB units.
    """

    centre: tuple[float, ...]
    a: float
    b: float


@dataclass(frozen=True)
class Harmony:
    """The colours that a photo shares with the others of its set; travels in the recipe.

    Attributes
    ----------
    name
        The set's, in the user's words.
    kinds
        All that the photo shows.
    strength
        0 leaves the photo's own colours, 1 takes the set's.
    """

    name: str
    kinds: tuple[Shared, ...]
    strength: float = 1.0


@dataclass(frozen=True)
class HarmonizedColors:
    """The colours of a set: what its photos show, on the way to one colour each.

    Attributes
    ----------
    rows
        (n, 30): kinds as `likeness.rows_of` gives them, with their own colours.
    colours
        (n, 2): a* and b* that each has come to.
    weights
        (n,): how much each counts.
    photos
        (n,): number of the photo that each is of.
    """

    rows: Matrix
    colours: Matrix
    weights: Matrix
    photos: NDArray[np.int64]


def settle(
    photos: Mapping[int, Sequence[Segment]], references: Sequence[Sequence[Segment]] = ()
) -> HarmonizedColors:
    """Let the kinds of a set's photos come to common colours.

    Parameters
    ----------
    photos
        By number, what each shows. Of very many, some at regular distances are asked.
    references
        What photos show whose colours are right: they lead, and are not led.
    """
    numbers = sorted(photos)
    numbers = numbers[:: max(1, -(-len(numbers) // _MOST_PHOTOS))]
    groups = [*((number, photos[number], 1.0) for number in numbers)]
    groups += [(-1 - i, kinds, _PINNED) for i, kinds in enumerate(references)]
    kinds = [kind for _, group, _ in groups for kind in group]
    rows = rows_of(kinds)
    of = np.array([number for number, group, _ in groups for _ in group], np.int64)
    weights = np.array(
        [factor * _weight(kind) for _, group, factor in groups for kind in group], np.float32
    )
    alike = likeness(rows, rows)
    alike[of[:, None] == of[None]] = 0
    alike *= weights
    own = _colours(rows)
    colours = own
    for _ in range(_ROUNDS):
        colours = np.where(of[:, None] < 0, own, _middle(alike, colours, weights, colours))
    return HarmonizedColors(rows, colours, weights, of)


def _weight(kind: Segment) -> float:
    """How much a kind counts: by its size, and by how sure the network is of it."""
    sure = sum(value**4 for value in kind.view)  # of likelihoods, whose roots the view holds
    return math.sqrt(kind.share * sure)


def _colours(rows: Matrix) -> Matrix:
    return rows[:, VIEWS + 3 : VIEWS + 5]


def _middle(alike: Matrix, colours: Matrix, weights: Matrix, own: Matrix) -> Matrix:
    """The middle of what is alike and of what each is itself.

    A mean of what differs little, a median of what differs much: between a blue and a green sky
    lies a grey one. Method: E. Weiszfeld (1937), translated by F. Plastria,
    doi:10.1007/s10479-008-0352-z, with the loss of P. J. Huber (1964),
    doi:10.1214/aoms/1177703732.
    """
    near, mine = alike, weights
    for _ in range(_STEPS):
        total = near.sum(axis=1) + mine
        middle = (near @ colours + own * mine[:, None]) / np.maximum(total, 1e-6)[:, None]
        far = np.hypot(*(middle[:, None, axis] - colours[None, :, axis] for axis in (0, 1)))
        near = alike / np.maximum(far, _CLOSE)
        mine = weights / np.maximum(np.hypot(*(middle - own).T), _CLOSE)
    found: Matrix = middle
    return found


def of_photo(
    name: str, found: Sequence[FoundSegments], settled: HarmonizedColors, number: int
) -> Harmony:
    """The colours that a photo takes from its set, be it one of those that settled or a new one."""
    kinds = [one.kind for one in found]
    rows = rows_of(kinds)
    alike = likeness(rows, settled.rows) * (settled.weights * (settled.photos != number))
    weights = np.array([_weight(kind) for kind in kinds], np.float32)
    own = _colours(rows).copy()
    mine = settled.photos == number
    if int(mine.sum()) == len(own):
        own = settled.colours[mine]
    aims = _middle(alike, settled.colours, weights, own)
    return Harmony(
        name,
        tuple(
            Shared(one.centre, round(float(a), 2), round(float(b), 2))
            for one, (a, b) in zip(found, aims, strict=True)
        ),
    )


def pull(together: Harmony, answer: Chroma, seen: Plane) -> Chroma:
    """The network's answer with the mean of each kind moved to the set's colour.

    Raises
    ------
    HeirloomError
        If the colours were taken with another network.
    """
    labels = _labels(together, answer, seen)
    shape = labels.shape
    labels = labels.ravel()
    ab = on_grid(answer.ab, shape)
    shift = np.zeros((len(labels), 2), np.float32)
    for label, kind in enumerate(together.kinds):
        inside = labels == label
        if inside.any():
            way = np.array((kind.a, kind.b), np.float32) - np.median(ab[inside], axis=0)
            far = float(np.hypot(*way))
            shift[inside] = way * min(1.0, _MOST_PULLED / max(far, 1e-6))
    shift *= np.float32(together.strength)
    fields = cv2.GaussianBlur(shift.reshape(*shape, 2), (0, 0), 1.0)
    size = (answer.ab.shape[0], answer.ab.shape[1])
    planes = [resize(np.ascontiguousarray(fields[..., i]), size) for i in (0, 1)]
    return replace(answer, ab=answer.ab + np.stack(planes, -1))


def measured(
    together: Harmony, answer: Chroma, seen: Plane, colours: NDArray[np.float32]
) -> tuple[tuple[float, float], ...]:
    """The colour that each kind has in a finished picture, as a median of a* and b*."""
    labels = _labels(together, answer, seen)
    ab = on_grid(colours, labels.shape)
    labels = labels.ravel()
    found = []
    for label in range(len(together.kinds)):
        inside = ab[labels == label]
        a, b = np.median(inside, axis=0) if len(inside) else (0.0, 0.0)
        found.append((round(float(a), 2), round(float(b), 2)))
    return tuple(found)


def _labels(together: Harmony, answer: Chroma, seen: Plane) -> NDArray[np.intp]:
    try:
        return places(together.kinds, answer, seen)
    except ValueError as error:
        raise HeirloomError(
            "The colours of the set {name} were taken with another network.",
            "Restore the set again.",
            name=together.name,
        ) from error


def settled_to_json(settled: HarmonizedColors) -> str:
    """As text."""
    names = ("rows", "colours", "weights", "photos")
    return json.dumps({name: getattr(settled, name).tolist() for name in names})


def settled_from_json(text: str) -> HarmonizedColors:
    """Read what `settled_to_json` wrote."""
    data = json_text.loads(text)
    rows, colours, weights = (
        np.array(data[name], np.float32) for name in ("rows", "colours", "weights")
    )
    return HarmonizedColors(
        rows.reshape(-1, VIEWS + 6),
        colours.reshape(-1, 2),
        weights,
        np.array(data["photos"], np.int64),
    )


def to_json(together: Harmony | None) -> dict[str, Any] | None:
    """As JSON values."""
    if together is None:
        return None
    kinds = [[*kind.centre, kind.a, kind.b] for kind in together.kinds]
    return {"name": together.name, "strength": together.strength, "kinds": kinds}


def from_json(data: Any) -> Harmony | None:
    """Read what `to_json` wrote.

    Raises
    ------
    HeirloomError
        If it is damaged.
    """
    if data is None:
        return None
    try:
        rows = [[float(value) for value in row] for row in data["kinds"]]
        strength = float(data["strength"])
        if not 0 <= strength <= 1 or not np.isfinite([v for row in rows for v in row]).all():
            raise ValueError(strength)
        kinds = tuple(Shared(tuple(row[:-2]), row[-2], row[-1]) for row in rows)
        return Harmony(str(data["name"]), kinds, strength)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise HeirloomError(
            "The colours that the recipe shares with a set are damaged.",
            "Restore the set again, or switch Colour off and on.",
        ) from error
