"""Segments of one true colour on tensors: their means, and how far colours wander inside them."""

from __future__ import annotations

from typing import Any, TypeAlias

from torch.nn import functional

from ml.accelerated.photos import MOST_SEGMENTS

Tensor: TypeAlias = Any

_NUMBERS = MOST_SEGMENTS + 1


def member(segments: Tensor) -> Tensor:
    """Which place belongs to which segment: (B, h · w, numbers), 0 or 1."""
    return functional.one_hot(segments.flatten(1), _NUMBERS).float()


def shares(segments: Tensor) -> Tensor:
    """What each segment covers of its photo: (B, numbers); number 0, the rest, counts nothing."""
    found = member(segments).mean(1)
    found[:, 0] = 0
    return found


def wandering(ab: Tensor, segments: Tensor) -> Tensor:
    """How far each place's colour lies from the mean of its segment.

    Parameters
    ----------
    ab
        a* and b* on the segments' grid, (B, 2, h, w).
    segments
        Their numbers, (B, h, w).

    Returns
    -------
    Tensor
        Distances in the units of `ab`, (B, h · w); 0 where no segment is.
    """
    of = member(segments)
    values = ab.flatten(2).transpose(1, 2)
    means = (of.transpose(1, 2) @ values) / of.sum(1)[..., None].clamp_min(1)
    return (values - of @ means).norm(dim=2) * (segments.flatten(1) > 0)
