"""Intervals hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from ml.evaluate import intervals
from ml.evaluate.intervals import Estimate


def sample(seed, count=200):
    return np.random.default_rng(seed).normal(10, 3, count)


def test_the_interval_of_a_mean_is_as_wide_as_theory_says():
    values = sample(0, 1000)
    found = intervals.mean(values)
    reach = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.value == pytest.approx(reach, rel=0.1)
    assert found.value - found.low == pytest.approx(reach, rel=0.1)


def test_the_true_value_lies_inside_about_95_times_in_100():
    inside = 0
    for seed in range(200):
        found = intervals.mean(sample(seed, 60))
        inside += found.low <= 10 <= found.high
    assert 180 <= inside <= 198


def test_the_same_photos_give_the_same_interval():
    assert intervals.mean(sample(1)) == intervals.mean(sample(1))


def test_photos_without_the_figure_do_not_count():
    values = sample(2)
    with_gaps = np.concatenate([values, np.full(100, np.nan)])
    found = intervals.mean(with_gaps)
    assert found.value == pytest.approx(values.mean())
    assert found.low < found.value < found.high


def test_a_figure_that_no_photo_has_is_nothing():
    assert intervals.mean(np.full(5, np.nan)) is intervals.NOTHING


def test_a_single_photo_has_an_interval_of_no_width():
    assert intervals.mean(np.array([3.0])) == Estimate(3, 3, 3)


def test_figures_of_one_photo_are_drawn_together():
    """Two columns that always differ by two differ so in every draw."""
    values = sample(3)
    both = np.stack([values, values + 2], -1)
    found = intervals.of_means(lambda means: means[..., 1] - means[..., 0], both)
    assert found.low == pytest.approx(2)
    assert found.high == pytest.approx(2)


def test_the_jackknife_of_a_mean_is_as_wide_as_theory_says():
    values = sample(4, 2000)
    found = intervals.jackknifed(lambda counted: float(values[counted].mean()), len(values))
    reach = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.value == pytest.approx(reach, rel=0.4)


def test_estimates_apart_do_not_touch():
    one, other = Estimate(1, 0.5, 1.5), Estimate(2, 1.6, 2.4)
    assert one.apart_from(other)
    assert other.apart_from(one)
    assert not one.apart_from(Estimate(1.4, 1.2, 1.8))


def test_an_estimate_is_written_with_its_interval():
    assert str(Estimate(24.8123, 24.5, 25.11)) == "24.81 [24.50, 25.11]"
    assert str(Estimate(0.7, 0.65, 0.75)) == "0.700 [0.650, 0.750]"
