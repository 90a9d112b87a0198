"""How sure a figure is: intervals that would hold the true value 95 times in 100."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
_TAILS = (2.5, 97.5)
_GROUPS = 20
_NORMAL_95 = 1.96

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure, and the bounds between which the true value lies with 95 % confidence."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        digits = 3 if max(abs(self.low), abs(self.high)) < 2 else 2
        return f"{self.value:.{digits}f} [{self.low:.{digits}f}, {self.high:.{digits}f}]"

    def rounded(self, digits: int) -> Estimate:
        """Return the estimate with so many digits after the point."""
        return Estimate(*(round(bound, digits) for bound in (self.value, self.low, self.high)))

    def apart_from(self, other: Estimate) -> bool:
        """Whether the two intervals do not touch, so that the difference is no accident."""
        return self.low > other.high or other.low > self.high


NOTHING = Estimate(*(float("nan"),) * 3)
"""Of a figure that was not measured."""


def mean(values: Values, *, seed: int = 0) -> Estimate:
    """Estimate the mean of photos' figures by the bootstrap; see `of_means`."""
    return of_means(lambda means: means[..., 0], values[:, None], seed=seed)


def of_means(statistic: Callable[[Values], Values], columns: Values, *, seed: int = 0) -> Estimate:
    """Estimate something that is worked out from means over photos, by the bootstrap.

    B. Efron, "Bootstrap Methods: Another Look at the Jackknife" (1979), doi:10.1214/aos/1176344552:
    the photos are drawn anew with repetition, all figures of a photo together, and the middle 95 %
    of what comes out is the interval.

    Parameters
    ----------
    statistic
        From means (..., K) to figures (...).
    columns
        (N, K): figures of each photo; where one is no number, the photo is left out of that mean.
    seed
        The same one gives the same interval.

    Returns
    -------
    Estimate
        `NOTHING` if there is no photo with figures.
    """
    counted = np.isfinite(columns)
    if not counted.any(axis=0).all():
        return NOTHING
    numbers = np.where(counted, columns, 0.0)
    count = len(columns)
    draws = _draws(count, seed)
    with np.errstate(invalid="ignore"):  # a draw may hold none of a few photos
        drawn = statistic((draws @ numbers) / (draws @ counted.astype(np.float64)))
    low, high = np.nanpercentile(drawn, _TAILS)
    value = statistic(numbers.sum(axis=0) / counted.sum(axis=0))
    return Estimate(float(value), float(low), float(high))


@lru_cache(maxsize=4)
def _draws(count: int, seed: int) -> Values:
    """How often each photo is drawn, (RESAMPLES, count)."""
    chances = np.full(count, 1 / count)
    return np.random.default_rng(seed).multinomial(count, chances, RESAMPLES).astype(np.float64)


def jackknifed(statistic: Callable[[NDArray[np.bool_]], float], count: int) -> Estimate:
    """Estimate something that repeated photos would falsify, by leaving out a twentieth at a time.

    The delete-a-group jackknife: J. Shao, C. Wu, "A General Theory for Jackknife Variance
    Estimation" (1989), doi:10.1214/aos/1176347263. Its interval is taken as normal.

    Parameters
    ----------
    statistic
        From the photos that count, (N,), to the figure.
    count
        N.

    Returns
    -------
    Estimate
        `NOTHING` if there are fewer than four photos.
    """
    parts = min(_GROUPS, count // 2)
    if parts < 2:
        return NOTHING
    value = statistic(np.ones(count, np.bool_))
    groups = np.random.default_rng(0).permutation(count) % parts
    without = np.array([statistic(groups != group) for group in range(parts)])
    variance = (parts - 1) / parts * float(((without - without.mean()) ** 2).sum())
    reach = _NORMAL_95 * variance**0.5
    return Estimate(value, value - reach, value + reach)
