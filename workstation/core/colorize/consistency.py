"""How alike a set's photos are: skin and the things that come again, before and after sharing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workstation.core.colorize.segment_similarity import Matrix, Segment, likeness, rows_of, skin

_SAME: Final = 0.5
_OFTEN: Final = 3
# A photo sticks out where it is farther from the set than this, in CIELAB units, and than this many
# times the spread.
_STICKS_OUT, _TIMES = 6.0, 3.0


@dataclass(frozen=True)
class SeenSegments:
    """One thing in one photo.

    Attributes
    ----------
    photo
        Position of the photo in the set.
    lightness
        L*, 0..100.
    before, after
        Its a* and b*.
    far
        How far it is from the set's mean after sharing, in CIELAB units.
    """

    photo: int
    lightness: float
    before: tuple[float, float]
    after: tuple[float, float]
    far: float


@dataclass(frozen=True)
class Repeated:
    """A thing that several photos of a set show.

    Attributes
    ----------
    skin
        Whether it is skin.
    seen
        Where it was seen.
    before, after
        Spread: median distance in a*b* to the mean over the photos, in CIELAB units.
    share
        How much of a photo it covers on average.
    name
        In the user's words; empty if it was not named.
    """

    skin: bool
    seen: tuple[SeenSegments, ...]
    before: float
    after: float
    share: float
    name: str = ""

    @property
    def sticking_out(self) -> tuple[SeenSegments, ...]:
        """Where it still looks different, the worst first."""
        least = max(_STICKS_OUT, _TIMES * self.after)
        return tuple(sorted((s for s in self.seen if s.far > least), key=lambda s: -s.far))


Colours = Sequence[tuple[float, float]]


def repeated(
    photos: Sequence[Sequence[Segment]],
    after: Sequence[Colours],
    named: Sequence[tuple[str, Segment]] = (),
) -> tuple[Repeated, ...]:
    """Find what comes again in a set, skin first, then what covers most.

    Parameters
    ----------
    photos
        What each shows.
    after
        The colours that these have in the finished pictures, in the same order.
    named
        Things that the user gave a name.
    """
    kinds = [kind for photo in photos for kind in photo]
    if not kinds:
        return ()
    of = np.array([number for number, photo in enumerate(photos) for _ in photo])
    made = np.array([colour for colours in after for colour in colours], np.float64)
    is_skin = skin(kinds)
    found = [(True, np.flatnonzero(is_skin))]
    found += [(False, group) for group in _groups(kinds, np.flatnonzero(~is_skin))]
    # What is seen once comes not again, and takes no name from what does.
    often = max(2, min(_OFTEN, len(photos)))
    found = [(known, group) for known, group in found if len(np.unique(of[group])) >= often]
    names = _names([rows_of([kinds[i] for i in group]) for _, group in found], named)
    things = [
        replace(_repeated(kinds, of, made, group, known), name=name)
        for (known, group), name in zip(found, names, strict=True)
    ]
    return tuple(sorted(things, key=lambda thing: (not thing.skin, -thing.share * len(thing.seen))))


def _names(groups: Sequence[Matrix], named: Sequence[tuple[str, Segment]]) -> list[str]:
    """For each group the name of the thing that it is most like; each name is given once."""
    names = [""] * len(groups)
    for name, kind in named:
        own = rows_of([kind])
        alike = [float(likeness(own, group).mean()) for group in groups]
        best = int(np.argmax(alike)) if alike else -1
        if best >= 0 and alike[best] > _SAME and not names[best]:
            names[best] = name
    return names


def _groups(kinds: Sequence[Segment], which: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Put each kind to the largest one that it is like, or let it begin a group."""
    if not len(which):
        return []
    order = which[np.argsort([-kinds[i].share for i in which], kind="stable")]
    rows = rows_of([kinds[i] for i in order])
    firsts: list[int] = []
    members: list[list[int]] = []
    for i, number in enumerate(order):
        alike = likeness(rows[i : i + 1], rows[firsts])[0]
        if firsts and alike.max() > _SAME:
            members[int(alike.argmax())].append(int(number))
        else:
            firsts.append(i)
            members.append([int(number)])
    return [np.array(group, np.intp) for group in members]


def _repeated(
    kinds: Sequence[Segment],
    of: NDArray[np.intp],
    made: NDArray[np.float64],
    group: NDArray[np.intp],
    is_skin: bool,
) -> Repeated:
    """One thing: what belongs to it in one photo is counted together."""
    numbers, lights, means, shares = [], [], [], []
    for number in np.unique(of[group]):
        mine = group[of[group] == number]
        weights = np.array([kinds[i].share for i in mine])
        own = np.array([(kinds[i].a, kinds[i].b) for i in mine])
        both = np.concatenate([own, made[mine]], 1)
        numbers.append(int(number))
        lights.append(float(weights @ [kinds[i].lightness for i in mine] / weights.sum()))
        means.append(weights @ both / weights.sum())
        shares.append(float(weights.sum()))
    colours = np.array(means)
    apart = colours - colours.mean(axis=0)
    far = np.hypot(apart[:, 0::2], apart[:, 1::2])
    seen = tuple(
        SeenSegments(number, round(light, 1), _pair(c[:2]), _pair(c[2:]), round(float(distance), 2))
        for number, light, c, distance in zip(numbers, lights, colours, far[:, 1], strict=True)
    )
    before, after = (round(float(value), 2) for value in np.median(far, axis=0))
    return Repeated(is_skin, seen, before, after, float(np.mean(shares)))


def _pair(values: NDArray[np.float64]) -> tuple[float, float]:
    return round(float(values[0]), 2), round(float(values[1]), 2)
