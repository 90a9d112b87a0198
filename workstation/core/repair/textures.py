"""Large holes, filled with patches of the photo itself, coarse to fine.

Method: Y. Wexler, E. Shechtman, M. Irani, "Space-Time Completion of Video", 2007,
doi:10.1109/TPAMI.2007.60: what is filled must look everywhere like something in the photo. Like
patches are found as in C. Barnes et al., "PatchMatch", 2009, doi:10.1145/1531326.1531330; all
patches look at once, so that the same photo always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.core.repair.layers import Values, resized
from workstation.core.repair.smooth import smooth_fill

Hole: TypeAlias = NDArray[np.bool_]
_Places: TypeAlias = NDArray[np.intp]

# Patches of 7 px; the photo is halved until holes are this thin, or it is this small.
_REACH = 3
_THIN_PX = 5.0
_SMALLEST = 32
_ROUNDS = (6, 3, 1)
# More patches than this are not compared any more: they take what a coarser look has found.
_MOST = 8_000
# Patches that fit this many times worse than the median one count little.
_TOLERANCE = 0.15


def continued(values: Values, hole: Hole, check: Callable[[], None] = lambda: None) -> Values:
    """Fill a hole with what the picture around it shows.

    Parameters
    ----------
    values
        The picture; what it shows inside the hole does not matter.
    hole
        Where nothing is known.
    check
        Is asked again and again, and raises where nobody waits any more.
    """
    pyramid = [(values, hole)]
    while _thickness(pyramid[-1][1]) > _THIN_PX and min(pyramid[-1][1].shape) >= 2 * _SMALLEST:
        pyramid.append(_halved(*pyramid[-1]))
    generator = np.random.default_rng(hole.size)
    filled: Values | None = None
    found: NDArray[np.intp] | None = None
    for depth, (picture, missing) in enumerate(reversed(pyramid)):
        if filled is None:
            filled = smooth_fill(picture, missing)
        else:
            filled = np.where(missing[..., None], resized(filled, missing.shape), picture)
        level = _Level(missing)
        if not level.usable:
            found = None
            continue
        found = level.begin(found, generator)
        if len(level.targets) > _MOST:
            filled = level.copy(filled, found)
            level.keep(found)
            found = level.kept
            check()
            continue
        for _ in range(_ROUNDS[min(depth, len(_ROUNDS) - 1)]):
            check()
            found, far = level.search(filled, found, generator)
            filled = level.vote(filled, found, far)
        if depth == len(pyramid) - 1:
            # At last every pixel comes from one place, with its grain: averages are smooth.
            found, _ = level.search(filled, found, generator)
            filled = level.copy(filled, found)
        level.keep(found)
        found = level.kept
    assert filled is not None
    return filled


class _Level:
    """One size of the picture: its patches that touch the hole, and those that are whole."""

    def __init__(self, hole: Hole) -> None:
        self.height, self.width = hole.shape
        self.hole = hole
        side = np.ones((2 * _REACH + 1,) * 2, np.uint8)
        touching = cv2.dilate(hole.astype(np.uint8), side) > 0
        whole = cv2.erode(
            (~hole).astype(np.uint8), side, borderType=cv2.BORDER_CONSTANT, borderValue=0
        )
        self.whole = whole > 0
        self.sources = np.argwhere(self.whole)
        self.targets = np.argwhere(touching)
        self.number = np.full(hole.shape, -1, np.intp)
        self.number[touching] = np.arange(len(self.targets))
        reach = np.arange(-_REACH, _REACH + 1)
        self.offsets = np.stack(np.meshgrid(reach, reach, indexing="ij"), axis=-1).reshape(-1, 2)
        self.usable = len(self.sources) > 16
        self.kept: NDArray[np.intp] | None = None
        # What lies deep in the hole is guessed: it says less about what fits.
        deep = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
        self.trust = np.maximum(1.3 ** -np.asarray(deep, np.float32), 0.02)

    def begin(self, coarser: NDArray[np.intp] | None, generator: np.random.Generator) -> _Places:
        """A whole patch for each target: what the coarser look has found, or any."""
        any_one = self.sources[generator.integers(len(self.sources), size=len(self.targets))]
        if coarser is None:
            return any_one
        half = np.minimum(self.targets // 2, np.array(coarser.shape[:2]) - 1)
        offset = coarser[half[:, 0], half[:, 1]]
        proposed = self.targets + 2 * offset
        fits = self._whole_at(proposed) & (offset != 0).any(axis=1)
        return np.where(fits[:, None], proposed, any_one)

    def keep(self, found: _Places) -> None:
        """Keep offsets on the grid, for the finer look."""
        self.kept = np.zeros((self.height, self.width, 2), np.intp)
        self.kept[self.targets[:, 0], self.targets[:, 1]] = found - self.targets

    def search(
        self, filled: Values, found: _Places, generator: np.random.Generator
    ) -> tuple[_Places, Values]:
        """Look for patches that are more alike: where the neighbours found theirs, and around."""
        padded = np.pad(filled, ((_REACH,) * 2, (_REACH,) * 2, (0, 0)), mode="reflect")
        flat = padded.reshape(-1, filled.shape[2])
        wide = padded.shape[1]
        around = (self.offsets + _REACH) @ np.array([wide, 1])
        trust = np.pad(self.trust, _REACH, mode="reflect").ravel()
        at = self.targets @ np.array([wide, 1])
        wanted = flat[at[:, None] + around]
        weight = trust[at[:, None] + around]
        weight /= weight.sum(axis=1, keepdims=True)

        def far_of(places: _Places, which: _Places | slice) -> NDArray[np.float32]:
            there = flat[(places @ np.array([wide, 1]))[:, None] + around]
            square = ((there - wanted[which]) ** 2).sum(axis=2)
            distance: NDArray[np.float32] = (square * weight[which]).sum(axis=1)
            return distance

        far = far_of(found, slice(None))

        def offer(proposed: _Places, possible: NDArray[np.bool_]) -> None:
            which = np.flatnonzero(possible & self._whole_at(proposed))
            distance = far_of(proposed[which], which)
            better = distance < far[which]
            found[which[better]] = proposed[which[better]]
            far[which[better]] = distance[better]

        found = found.copy()
        for step in (1, 4):
            for shift in (np.array(s) * step for s in ((0, 1), (1, 0), (0, -1), (-1, 0))):
                beside = self.targets + shift
                inside = ((beside >= 0) & (beside < self.hole.shape)).all(axis=1)
                near = np.clip(beside, 0, np.array(self.hole.shape) - 1)
                number = self.number[near[:, 0], near[:, 1]]
                offer(found[np.maximum(number, 0)] - shift, inside & (number >= 0))
        everywhere = np.ones(len(self.targets), np.bool_)
        offer(self.sources[generator.integers(len(self.sources), size=len(found))], everywhere)
        radius = max(self.hole.shape) // 2
        while radius >= 1:
            moved = found + generator.integers(-radius, radius + 1, size=found.shape)
            offer(moved, everywhere)
            radius //= 3
        return found, far

    def copy(self, filled: Values, found: _Places) -> Values:
        """Take every pixel from the middle of its patch."""
        result = filled.copy()
        inside = self.hole[self.targets[:, 0], self.targets[:, 1]]
        (y, x), (there_y, there_x) = self.targets[inside].T, found[inside].T
        result[y, x] = filled[there_y, there_x]
        return result

    def vote(self, filled: Values, found: _Places, far: NDArray[np.float32]) -> Values:
        """Let every patch say what the pixels that it covers look like."""
        total = np.zeros((self.height, self.width, filled.shape[2] + 1), np.float32)
        usual = max(float(np.median(far)), 1e-6) * _TOLERANCE
        weight = np.exp(-far / (2 * usual)) + np.float32(1e-4)
        weight *= self.trust[self.targets[:, 0], self.targets[:, 1]]
        for offset in self.offsets:
            to, source = self.targets + offset, found + offset
            inside = ((to >= 0) & (to < self.hole.shape)).all(axis=1)
            y, x = to[inside].T
            colour = filled[source[inside, 0], source[inside, 1]]
            total[y, x, :-1] += colour * weight[inside, None]
            total[y, x, -1] += weight[inside]
        result = filled.copy()
        told = self.hole & (total[..., -1] > 0)
        result[told] = total[told][:, :-1] / total[told][:, -1:]
        return result

    def _whole_at(self, places: _Places) -> NDArray[np.bool_]:
        inside = ((places >= 0) & (places < self.hole.shape)).all(axis=1)
        near = np.clip(places, 0, np.array(self.hole.shape) - 1)
        answer: NDArray[np.bool_] = inside & self.whole[near[:, 0], near[:, 1]]
        return answer


def _thickness(hole: Hole) -> float:
    # What lies beyond the picture is as unknown as the hole.
    return float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5).max())


def _halved(values: Values, hole: Hole) -> tuple[Values, Hole]:
    """Both at half the size; of the values only those that are known."""
    height, width = -(-hole.shape[0] // 2), -(-hole.shape[1] // 2)
    even = ((0, height * 2 - hole.shape[0]), (0, width * 2 - hole.shape[1]))
    known = np.pad((~hole).astype(np.float32), even, mode="edge")
    weighted = np.pad(values, (*even, (0, 0)), mode="edge") * known[..., None]
    sums = weighted.reshape(height, 2, width, 2, -1).sum(axis=(1, 3))
    counts = known.reshape(height, 2, width, 2).sum(axis=(1, 3))
    return sums / np.maximum(counts, 1)[..., None], counts < 2
